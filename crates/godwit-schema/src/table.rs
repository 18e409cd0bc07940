use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::address::Address;

/// The comment that `initdb` gives the namespace `public`, which counts as none there.
pub const PUBLIC_COMMENT: &str = "standard public schema";

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

/// An ordinary or partitioned table (`pg_class.relkind` `r` and `p`); its parts are objects of
/// their own. Columns, constraints and indexes that it has from a parent are the parent's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// Logged or not.
    pub persistence: Persistence,
    /// `PARTITION BY`, as `pg_get_partkeydef` prints it.
    pub partition_key: Option<String>,
    /// The table that it is a partition of.
    pub partition_of: Option<PartitionOf>,
    /// Tables that it inherits from, in order.
    pub inherits: Vec<Address>,
    /// `OF type`, qualified as SQL.
    pub of_type: Option<String>,
    /// `ENABLE ROW LEVEL SECURITY`.
    pub row_security: bool,
    /// `FORCE ROW LEVEL SECURITY`.
    pub force_row_security: bool,
    /// What logical replication knows a row by.
    pub replica_identity: ReplicaIdentity,
    /// Storage parameters, those of its TOAST table with `toast.` in front.
    pub options: BTreeMap<String, String>,
    /// Table access method, when it is not the server's default.
    pub access_method: Option<String>,
    /// Tablespace, when it is not the database's.
    pub tablespace: Option<String>,
    /// The index that `CLUSTER` goes by.
    pub clustered_on: Option<String>,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
}

impl Table {
    /// The table that it is a partition of, or those that it inherits from.
    pub fn parents(&self) -> impl Iterator<Item = &Address> {
        self.partition_of.iter().map(|of| &of.parent).chain(&self.inherits)
    }
}

/// What makes a table a partition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionOf {
    /// The partitioned table.
    pub parent: Address,
    /// `FOR VALUES …` or `DEFAULT`.
    pub bound: String,
}

/// `REPLICA IDENTITY` (`pg_class.relreplident`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum ReplicaIdentity {
    /// The primary key.
    #[default]
    Default,
    /// The whole row.
    Full,
    /// Nothing.
    Nothing,
    /// An index of the table.
    Index {
        /// Its name.
        name: String,
    },
}
