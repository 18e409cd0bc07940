use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{address::Address, expression::Expression, index::KeyStatistics};

/// A table constraint. NOT NULL is an attribute of the column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// What it demands.
    pub kind: ConstraintKind,
    /// `DEFERRABLE`.
    pub deferrable: bool,
    /// `INITIALLY DEFERRED`.
    pub initially_deferred: bool,
    /// False for `NOT VALID`: present rows were never checked. True where nothing is checked at all.
    pub validated: bool,
    /// False for `NOT ENFORCED`: no row is ever checked (PostgreSQL 18).
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enforced: bool,
    /// Whether the last column is a span of time (`conperiod`, PostgreSQL 18): `WITHOUT OVERLAPS` of a
    /// key, `PERIOD` of a foreign key.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub temporal: bool,
    /// Whether it is a key of a partitioned table: made with `ONLY`, since its partitions' keys are
    /// objects of their own.
    #[serde(default)]
    pub only: bool,
    /// The parent's constraint that it belongs to; a check or foreign key with a parent comes, changes
    /// and goes with it.
    #[serde(default)]
    pub parent: Option<Address>,
    /// The index that holds up a key or an exclusion.
    #[serde(default)]
    pub index: KeyIndex,
    /// `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
}

fn yes() -> bool {
    true
}

// Serde gives a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_yes(it: &bool) -> bool {
    *it
}

/// What is said of a constraint's index alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeyIndex {
    /// Storage parameters (`pg_class.reloptions`).
    pub options: BTreeMap<String, String>,
    /// `USING INDEX TABLESPACE`, when it is not the database's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<String>,
    /// `ALTER INDEX … ALTER COLUMN n SET STATISTICS` of keys that are expressions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<KeyStatistics>,
    /// `COMMENT ON INDEX`.
    pub comment: Option<String>,
}

/// What a constraint demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ConstraintKind {
    /// `PRIMARY KEY`.
    PrimaryKey {
        /// Key columns in order.
        columns: Vec<String>,
        /// `INCLUDE` columns.
        include: Vec<String>,
    },
    /// `UNIQUE`.
    Unique {
        /// Key columns in order.
        columns: Vec<String>,
        /// `INCLUDE` columns.
        include: Vec<String>,
        /// `NULLS NOT DISTINCT` (PostgreSQL 15).
        nulls_not_distinct: bool,
    },
    /// `FOREIGN KEY`.
    ForeignKey(ForeignKey),
    /// `CHECK`.
    Check {
        /// The condition.
        expression: Expression,
        /// `NO INHERIT`.
        no_inherit: bool,
    },
    /// `EXCLUDE`.
    Exclude {
        /// `pg_get_constraintdef` as printed, from `EXCLUDE` on.
        definition: Expression,
    },
}

/// A reference from columns of this table to columns of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Referencing columns in order.
    pub columns: Vec<String>,
    /// The referenced table.
    pub references: Address,
    /// Referenced columns in the order of `columns`.
    pub referenced_columns: Vec<String>,
    /// `MATCH`.
    pub match_type: ForeignKeyMatch,
    /// `ON UPDATE`.
    pub on_update: ForeignKeyAction,
    /// `ON DELETE`.
    pub on_delete: ForeignKeyAction,
    /// Columns of `ON DELETE SET NULL (…)` or `SET DEFAULT (…)` (PostgreSQL 15); empty means all.
    pub on_delete_columns: Vec<String>,
}

/// How NULLs in a composite foreign key count (`pg_constraint.confmatchtype`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignKeyMatch {
    /// `MATCH SIMPLE`.
    #[default]
    Simple,
    /// `MATCH FULL`.
    Full,
}

/// What a foreign key does when its target row changes (`confupdtype`, `confdeltype`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignKeyAction {
    /// `NO ACTION`.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

impl ForeignKeyAction {
    /// The SQL keyword.
    pub fn sql(self) -> &'static str {
        match self {
            ForeignKeyAction::NoAction => "NO ACTION",
            ForeignKeyAction::Restrict => "RESTRICT",
            ForeignKeyAction::Cascade => "CASCADE",
            ForeignKeyAction::SetNull => "SET NULL",
            ForeignKeyAction::SetDefault => "SET DEFAULT",
        }
    }
}

impl Constraint {
    /// A validated, not deferrable constraint without a comment.
    pub fn plain(kind: ConstraintKind) -> Self {
        Self {
            kind,
            deferrable: false,
            initially_deferred: false,
            validated: true,
            enforced: true,
            temporal: false,
            only: false,
            parent: None,
            index: KeyIndex::default(),
            comment: None,
        }
    }

    /// Whether PostgreSQL checks the rows that are there when it is made.
    pub fn is_checked(&self) -> bool {
        self.validated && self.enforced
    }

    /// Columns of this table that the structure names; the columns of a check or exclusion
    /// expression are known by the catalog's dependencies instead.
    pub fn columns(&self) -> Vec<&str> {
        match &self.kind {
            ConstraintKind::PrimaryKey { columns, include }
            | ConstraintKind::Unique { columns, include, .. } => {
                columns.iter().chain(include).map(String::as_str).collect()
            }
            ConstraintKind::ForeignKey(key) => key.columns.iter().map(String::as_str).collect(),
            ConstraintKind::Check { .. } | ConstraintKind::Exclude { .. } => Vec::new(),
        }
    }
}
