use serde::{Deserialize, Serialize};

use godwit_schema::Scope;

/// The rules of planning and gating; from `godwit.toml`, with defaults for an ordinary project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// What may be compared and changed.
    pub scope: Scope,
    /// Build and drop indexes of present tables CONCURRENTLY, each in a batch of its own.
    pub online: bool,
    /// How long a statement may wait for a lock, in milliseconds.
    pub lock_timeout_ms: u32,
    /// How long a statement may run, in milliseconds; 0 is no limit.
    pub statement_timeout_ms: u32,
    /// How often a batch is tried again after a lock timeout.
    pub retries: u32,
    /// Tables of fewer rows are not worth a hazard about blocking or rewriting.
    pub large_table_rows: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            scope: Scope::default(),
            online: false,
            lock_timeout_ms: 3_000,
            statement_timeout_ms: 0,
            retries: 5,
            large_table_rows: 10_000,
        }
    }
}
