use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    address::Address, data_type::DataType, expression::Expression, names::make_object_name,
    sequence::Sequence,
};

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
    /// What is said of `NOT NULL` as a constraint.
    #[serde(default, skip_serializing_if = "NotNull::is_plain")]
    pub not_null_as: NotNull,
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

impl Column {
    /// Whether its NOT NULL is that of the same column of heirs, too.
    pub fn hands_down_not_null(&self) -> bool {
        self.not_null && !self.not_null_as.no_inherit
    }

    /// Whether its values are of the type and collation of another's.
    pub fn has_type_of(&self, other: &Self) -> bool {
        self.data_type.text == other.data_type.text && self.collation == other.collation
    }
}

/// `NOT NULL` as a constraint of its own (`pg_constraint.contype` `n`), which it is for tables since
/// PostgreSQL 18. An older server and models say nothing of it, which is the default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NotNull {
    /// Its name, when the side has names for it.
    pub name: Option<String>,
    /// `NOT VALID`: present rows were never checked.
    pub not_valid: bool,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
}

impl NotNull {
    /// The name that PostgreSQL gives to the constraint of a column when nobody names it.
    pub fn usual_name(column: &Address) -> String {
        let table = column.owner_table();
        let table = table.as_ref().map_or("", |table| table.name());
        make_object_name(table, Some(column.name()), Some("not_null"))
    }

    /// The name, when it is not the one that PostgreSQL would give.
    pub fn given_name(&self, column: &Address) -> Option<&str> {
        self.name.as_deref().filter(|name| *name != Self::usual_name(column))
    }

    /// Whether it is all as plain `NOT NULL` makes it.
    pub fn is_usual(&self, column: &Address) -> bool {
        Self { name: self.given_name(column).map(str::to_owned), ..self.clone() }.is_plain()
    }

    /// Whether nothing is said.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
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

impl Storage {
    /// What is left of it when the type or collation changes: PostgreSQL goes back to the type's own
    /// strategy and compression (`ATExecAlterColumnType`).
    pub fn after_retyping(&self) -> Self {
        Self { strategy: None, compression: None, ..self.clone() }
    }
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
    /// `SEQUENCE NAME`: that of the inner sequence, in the table's namespace. Models say nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Options and comment of the inner sequence; `owned_by` is `None`. Models say nothing of a comment.
    pub sequence: Sequence,
}

impl Identity {
    /// The name that PostgreSQL gives to the inner sequence of a column when nobody names it and the
    /// name is free.
    pub fn usual_name(column: &Address) -> String {
        let table = column.owner_table();
        let table = table.as_ref().map_or("", |table| table.name());
        make_object_name(table, Some(column.name()), Some("seq"))
    }

    /// The name, when it is not the one that PostgreSQL would give.
    pub fn given_name(&self, column: &Address) -> Option<&str> {
        self.name.as_deref().filter(|name| *name != Self::usual_name(column))
    }

    /// Where the inner sequence stands, by its name or the one that PostgreSQL would give.
    pub fn sequence_address(&self, column: &Address) -> Address {
        let name = self.name.clone().unwrap_or_else(|| Self::usual_name(column));
        Address::sequence(column.namespace_name(), &name)
    }
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
