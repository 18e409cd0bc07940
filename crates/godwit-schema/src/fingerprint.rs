use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{catalog::Catalog, object::Object, scope::Scope};

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
    /// Hash of every compared attribute of every object within the scope.
    ///
    /// Objects that are not modelled count by class and name.
    pub fn fingerprint(&self, scope: &Scope) -> Fingerprint {
        let mut digest = Sha256::new();
        let mut text = Vec::new();
        // The parts of one table stand together, and are in or out of the scope together.
        let mut last: Option<(&[String], bool)> = None;
        for (address, object) in self.objects() {
            let owner = &address.path()[..address.path().len().min(2)];
            let held = match last {
                Some((seen, held)) if seen == owner => held,
                _ => scope.holds(address),
            };
            last = Some((owner, held));
            // Owners are told relative to the role that reads, and the same database shall have the
            // same fingerprint for every role.
            if !held || matches!(object, Object::Owner(_)) {
                continue;
            }
            take(&mut digest, address.to_string().as_bytes());
            text.clear();
            // Serialising plain structs of strings and numbers into memory cannot fail.
            let _ = match object {
                Object::Column(_) => serde_json::to_writer(&mut text, &object.compared(address)),
                same => serde_json::to_writer(&mut text, same),
            };
            take(&mut digest, &text);
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
}

/// A part with its length in front.
fn take(digest: &mut Sha256, part: &[u8]) {
    digest.update((part.len() as u64).to_be_bytes());
    digest.update(part);
}
