use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{catalog::Catalog, group::hash_object, scope::Scope};

/// SHA-256 over a canonical serialisation, as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Hashes parts, each with its length in front, so that no two lists of parts run together.
    pub fn over<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            take(&mut digest, part);
        }
        Self::finish(digest)
    }

    fn finish(digest: Sha256) -> Self {
        Self(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// All 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 12 digits, for people.
    pub fn short(&self) -> &str {
        &self.0[..self.0.len().min(12)]
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Catalog {
    /// Hash of every compared attribute of every object within the scope, made of the hashes that are
    /// kept for the objects of each relation.
    ///
    /// Objects that are not modelled count by class and name.
    pub fn fingerprint(&self, scope: &Scope) -> Fingerprint {
        let mut digest = Sha256::new();
        let mut text = Vec::new();
        for group in self.groups() {
            let Some((first, _)) = group.compared().next() else { continue };
            if group.shape().whole {
                if scope.holds(first) {
                    digest.update(group.hash());
                }
                continue;
            }
            for (address, object) in group.compared().filter(|(address, _)| scope.holds(address)) {
                hash_object(&mut digest, &mut text, address, object);
            }
        }
        for unmodelled in self.unmodelled() {
            if !scope.ignores_namespace(&unmodelled.namespace) {
                let name = format!("{} {}", unmodelled.class, unmodelled.name);
                take(&mut digest, name.as_bytes());
                take(&mut digest, unmodelled.definition_hash.as_bytes());
            }
        }
        Fingerprint::finish(digest)
    }

    /// Hash of everything in it: who read it, owners, places, dependencies and what
    /// is not modelled too.
    pub fn digest(&self) -> Fingerprint {
        let mut digest = Sha256::new();
        take(&mut digest, format!("{:?}", self.reader()).as_bytes());
        for group in self.groups() {
            digest.update(group.hash());
            digest.update(group.rest_hash());
        }
        // Serialising plain structs of strings and numbers into memory cannot fail.
        let mut text = Vec::new();
        let sought: Vec<(&str, &str)> = self.sought().collect();
        let _ = serde_json::to_writer(&mut text, &(self.unmodelled(), sought));
        take(&mut digest, &text);
        Fingerprint::finish(digest)
    }

    /// Makes the hashes that are kept, so that comparing and planning find them. Readers do so once.
    pub fn hash(&self) {
        for group in self.groups() {
            group.hash();
            group.rest_hash();
            group.shape();
        }
    }
}

/// A part with its length in front.
pub(crate) fn take(digest: &mut Sha256, part: &[u8]) {
    digest.update((part.len() as u64).to_be_bytes());
    digest.update(part);
}
