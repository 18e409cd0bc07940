use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{data_type::DataType, expression::Expression, sequence::Sequence};

/// A column; its default is an object of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Place in the table, from 1, without gaps for dropped columns. Shown, never compared.
    pub position: u32,
    /// The type.
    pub data_type: DataType,
    /// Qualified collation as SQL, when it is not the type's default.
    pub collation: Option<String>,
    /// `NOT NULL`.
    pub not_null: bool,
    /// `GENERATED … AS IDENTITY`.
    pub identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// Whether the table has it only from a parent: it comes, changes and goes with the parent's.
    #[serde(default)]
    pub inherited: bool,
    /// How values are stored, where it is not as the server chooses.
    #[serde(default)]
    pub storage: Storage,
    /// `COMMENT ON COLUMN`.
    pub comment: Option<String>,
}

/// How values of a column are stored and sampled; everything is the default unless said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Storage {
    /// `SET STORAGE`, when it is not the type's: `EXTERNAL`.
    pub strategy: Option<String>,
    /// `SET COMPRESSION`: `pglz`, `lz4`.
    pub compression: Option<String>,
    /// `SET STATISTICS`.
    pub statistics: Option<i32>,
    /// `SET (n_distinct = …)`.
    pub options: BTreeMap<String, String>,
}

/// When an identity column takes the value given by an `INSERT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityMode {
    /// Only with `OVERRIDING SYSTEM VALUE`.
    Always,
    /// Whenever one is given.
    ByDefault,
}

/// An identity column with the options of its inner sequence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Always or by default.
    pub mode: IdentityMode,
    /// Options of the inner sequence; `owned_by` and `comment` are `None`.
    pub sequence: Sequence,
}

/// A generated column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The expression.
    pub expression: Expression,
    /// Stored in the row, or computed on read (PostgreSQL 18).
    pub stored: bool,
}

/// The default of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDefault {
    /// The expression, evaluated for each inserted row that gives no value.
    pub expression: Expression,
}
