use serde::{Deserialize, Serialize};

use godwit_schema::Address;

/// A person's word that the object at `from` is the one wanted at `to`.
///
/// Both addresses are full; for a column of a renamed table, `from` names the table as it is now
/// and `to` as it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rename {
    /// Where it is now.
    pub from: Address,
    /// Where it is wanted.
    pub to: Address,
}

/// A drop and a create that may be one rename. Never acted upon unless a person confirms it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RenameCandidate {
    /// The pair.
    pub rename: Rename,
    /// Likeness of name and structure, 0 to 1.
    pub score: f64,
    /// Why it may be one, a sentence each without a full stop.
    pub evidence: Vec<String>,
    /// Whether another pair claims one of its two sides.
    pub ambiguous: bool,
}

impl Eq for RenameCandidate {}
