use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{address::Address, expression::Expression};

/// An index that no constraint owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Access method: `btree`, `gin`, ….
    pub method: String,
    /// `UNIQUE`.
    pub unique: bool,
    /// `NULLS NOT DISTINCT` (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// Keys in order.
    pub keys: Vec<IndexKey>,
    /// `INCLUDE` columns.
    pub include: Vec<String>,
    /// `WHERE` of a partial index.
    pub predicate: Option<Expression>,
    /// Storage parameters (`pg_class.reloptions`).
    pub options: BTreeMap<String, String>,
    /// Tablespace, when it is not the database's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<String>,
    /// `ALTER COLUMN n SET STATISTICS` of keys that are expressions, by the number of the key from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<KeyStatistics>,
    /// `pg_index.indisvalid`: false after a concurrent build that failed.
    pub valid: bool,
    /// Whether its table is partitioned: it is made with `ONLY`, since the indexes of the partitions
    /// are objects of their own.
    #[serde(default)]
    pub only: bool,
    /// The index of the partitioned table that it is attached to.
    #[serde(default)]
    pub parent: Option<Address>,
    /// `COMMENT ON INDEX`.
    pub comment: Option<String>,
}

/// How closely a key that is an expression is sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyStatistics {
    /// Number of the key, from 1.
    pub key: i16,
    /// `SET STATISTICS`.
    pub target: i32,
}

impl Index {
    /// Whether it becomes the other without being built anew by a statement of its own.
    pub fn changes_in_place(&self, other: &Self) -> bool {
        Self {
            tablespace: other.tablespace.clone(),
            statistics: other.statistics.clone(),
            comment: other.comment.clone(),
            // PostgreSQL sets none of an index of a partitioned table that stands.
            options: if self.only { &self.options } else { &other.options }.clone(),
            ..self.clone()
        } == *other
    }
}

/// One key of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexKey {
    /// Column or expression.
    pub term: IndexTerm,
    /// Qualified collation as SQL, when it is not that of the column or expression.
    pub collation: Option<String>,
    /// Operator class as SQL, when it is not the type's default or has parameters, which follow it in
    /// parentheses; qualified unless in `pg_catalog`.
    pub operator_class: Option<String>,
    /// `DESC`.
    pub descending: bool,
    /// `NULLS FIRST`; PostgreSQL's default is last for ascending keys and first for descending.
    pub nulls_first: bool,
}

impl IndexKey {
    /// An ascending key over a column with every default.
    pub fn column(name: &str) -> Self {
        Self {
            term: IndexTerm::Column { name: name.to_owned() },
            collation: None,
            operator_class: None,
            descending: false,
            nulls_first: false,
        }
    }
}

/// What an index key sorts by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum IndexTerm {
    /// A column of the table.
    Column {
        /// Its name.
        name: String,
    },
    /// An expression over columns.
    Expression {
        /// Its text.
        expression: Expression,
    },
}
