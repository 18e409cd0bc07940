use serde::{Deserialize, Serialize};

/// What SQL calls a schema.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Namespace {
    /// `COMMENT ON SCHEMA`.
    pub comment: Option<String>,
}

/// Whether a table's rows survive a crash (`pg_class.relpersistence`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Persistence {
    /// An ordinary table.
    #[default]
    Permanent,
    /// `UNLOGGED`.
    Unlogged,
}

/// An ordinary table (`pg_class.relkind = 'r'`); its parts are objects of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Logged or not.
    pub persistence: Persistence,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
}
