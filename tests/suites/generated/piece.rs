//! What a schema is made of. A form is a number that chooses among the ways in which a piece can be
//! written; see [`crate::types`].

use crate::types::{Key, Type};

/// An object of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its name.
    pub name: String,
    /// The namespace or the relation that it stands in; none for namespaces and what stands in
    /// `public`.
    pub home: Option<Key>,
    /// `COMMENT ON`.
    pub comment: Option<String>,
    /// A role other than the one that makes it.
    pub owner: Option<&'static str>,
    /// Form of a privilege that a role has on it.
    pub grant: Option<usize>,
    /// What it is.
    pub body: Body,
}

/// What a column is filled with when nothing is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// NULL.
    None,
    /// A default in this form.
    Default(usize),
    /// The next value of a sequence.
    Next(Key),
    /// A call of a function.
    Call(Key),
    /// Generated from another column of the table, in this form.
    Generated(Key, usize),
    /// Identity; whether always.
    Identity(bool),
}

/// What a table is to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Plain,
    /// It has partitions by the value of a column.
    Partitioned {
        /// Range, list or hash.
        form: usize,
        /// None only until the column is there.
        by: Option<Key>,
    },
    /// A partition, with the place of its bounds.
    Partition {
        /// Of this table.
        of: Key,
        /// Other for every partition of it; the last is the default one.
        place: usize,
    },
    /// Inherits the columns of another one.
    Child(Key),
}

/// What a piece is, with the other pieces that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A namespace.
    Namespace,
    /// An enum.
    Enum { labels: Vec<String> },
    /// A domain.
    Domain { base: Type, not_null: bool, default: Option<usize>, check: Option<usize> },
    /// A composite type.
    Composite { attributes: Vec<(String, Type)> },
    /// A range type.
    Range { subtype: Type },
    /// A sequence.
    Sequence { form: usize, owned_by: Option<Key> },
    /// A function that gives a value of the type of its argument.
    Function { argument: Type, form: usize, language: usize, options: usize },
    /// A function or procedure that reads a relation.
    Reader { of: Key, form: usize },
    /// A trigger function.
    TriggerFunction { form: usize },
    /// An aggregate over a type.
    Aggregate { form: usize },
    /// A table.
    Table { shape: Shape, options: usize, row_security: bool },
    /// A column of its home.
    Column { kind: Type, not_null: bool, value: Value, storage: usize },
    /// A check of its home.
    Check { columns: Vec<Key>, form: usize, call: Option<Key>, options: usize },
    /// A primary or unique key of its home.
    Unique { columns: Vec<Key>, primary: bool, options: usize },
    /// A foreign key of its home.
    Foreign { columns: Vec<Key>, to: Key, options: usize },
    /// An exclusion constraint of its home.
    Exclusion { column: Key, options: usize },
    /// An index of its home.
    Index { columns: Vec<Key>, form: usize, options: usize, call: Option<Key> },
    /// A view or materialised view over a relation.
    View {
        over: Key,
        columns: Vec<Key>,
        form: usize,
        call: Option<Key>,
        joined: Option<Key>,
        materialized: bool,
        options: usize,
    },
    /// A trigger of its home.
    Trigger { function: Key, of: Vec<Key>, form: usize, options: usize },
    /// A rule of its home.
    Rule { form: usize },
    /// A policy of its home.
    Policy { column: Key, form: usize },
    /// Extended statistics of its home.
    Statistics { columns: Vec<Key>, form: usize },
    /// A publication of tables.
    Publication { tables: Vec<Key>, form: usize },
}

impl Body {
    /// PostgreSQL's word.
    pub fn noun(&self) -> &'static str {
        match self {
            Body::Namespace => "schema",
            Body::Enum { .. } => "enum",
            Body::Domain { .. } => "domain",
            Body::Composite { .. } => "composite type",
            Body::Range { .. } => "range type",
            Body::Sequence { .. } => "sequence",
            Body::Function { .. } => "function",
            Body::Reader { form, .. } if form % 4 == 3 => "procedure",
            Body::Reader { .. } => "reading function",
            Body::TriggerFunction { .. } => "trigger function",
            Body::Aggregate { .. } => "aggregate",
            Body::Table { shape: Shape::Plain, .. } => "table",
            Body::Table { shape: Shape::Partitioned { .. }, .. } => "partitioned table",
            Body::Table { shape: Shape::Partition { .. }, .. } => "partition",
            Body::Table { shape: Shape::Child(_), .. } => "inheriting table",
            Body::Column { value: Value::Generated(..), .. } => "generated column",
            Body::Column { value: Value::Identity(_), .. } => "identity column",
            Body::Column { .. } => "column",
            Body::Check { .. } => "check",
            Body::Unique { primary: true, .. } => "primary key",
            Body::Unique { .. } => "unique",
            Body::Foreign { .. } => "foreign key",
            Body::Exclusion { .. } => "exclusion",
            Body::Index { .. } => "index",
            Body::View { materialized: true, .. } => "materialized view",
            Body::View { .. } => "view",
            Body::Trigger { .. } => "trigger",
            Body::Rule { .. } => "rule",
            Body::Policy { .. } => "policy",
            Body::Statistics { .. } => "statistics",
            Body::Publication { .. } => "publication",
        }
    }
}
