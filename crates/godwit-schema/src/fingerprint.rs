use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{catalog::Catalog, scope::Scope};

/// SHA-256 over a canonical serialisation, as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Hashes parts, each with its length in front, so that no two lists of parts run together.
    pub fn over<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
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
        let mut parts = Vec::new();
        for (address, object) in self.objects().filter(|(address, _)| scope.holds(address)) {
            parts.push(address.to_string().into_bytes());
            // Serialising plain structs of strings and numbers cannot fail.
            parts.push(serde_json::to_vec(&object.compared()).unwrap_or_default());
        }
        for unmodelled in self.unmodelled() {
            if !scope.ignores_namespace(&unmodelled.namespace) {
                parts.push(format!("{} {}", unmodelled.class, unmodelled.name).into_bytes());
                parts.push(unmodelled.definition_hash.clone().into_bytes());
            }
        }
        Fingerprint::over(parts.iter().map(Vec::as_slice))
    }
}
