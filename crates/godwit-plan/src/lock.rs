use serde::{Deserialize, Serialize};

/// PostgreSQL's table-level lock modes, weakest first (manual, section 13.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LockMode {
    /// Taken by SELECT.
    AccessShare,
    /// Taken by SELECT FOR UPDATE.
    RowShare,
    /// Taken by INSERT, UPDATE, DELETE.
    RowExclusive,
    /// Lets rows be read and written, but no second schema change run.
    ShareUpdateExclusive,
    /// Blocks writes.
    Share,
    /// Blocks writes and other locks of its kind.
    ShareRowExclusive,
    /// Blocks all but reads.
    Exclusive,
    /// Blocks everything, reads too.
    AccessExclusive,
}

impl LockMode {
    /// As SQL writes it: `ACCESS EXCLUSIVE`.
    pub fn sql(self) -> &'static str {
        match self {
            LockMode::AccessShare => "ACCESS SHARE",
            LockMode::RowShare => "ROW SHARE",
            LockMode::RowExclusive => "ROW EXCLUSIVE",
            LockMode::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            LockMode::Share => "SHARE",
            LockMode::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            LockMode::Exclusive => "EXCLUSIVE",
            LockMode::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }
}

/// A lock mode on a relation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lock {
    /// The mode.
    pub mode: LockMode,
    /// The relation's qualified name, quoted where needed.
    pub relation: String,
}
