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
    /// Has the attributes of a composite type as columns, and no other.
    Typed(Key),
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
    /// A function of event triggers.
    EventFunction { form: usize },
    /// An aggregate over a type.
    Aggregate { form: usize },
    /// A table.
    Table { shape: Shape, options: usize, row_security: bool },
    /// A column of its home.
    Column { kind: Type, collation: Option<Key>, not_null: bool, value: Value, storage: usize },
    /// A check of its home.
    Check { columns: Vec<Key>, form: usize, call: Option<Key>, options: usize },
    /// A primary or unique key of its home.
    Unique { columns: Vec<Key>, primary: bool, options: usize },
    /// A foreign key of its home.
    Foreign { columns: Vec<Key>, to: Key, options: usize },
    /// An exclusion constraint of its home.
    Exclusion { column: Key, options: usize },
    /// An index of its home.
    Index { columns: Vec<Key>, unique: bool, form: usize, options: usize, call: Option<Key> },
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
    /// One of [`EXTENSIONS`].
    Extension { which: usize },
    /// A collation.
    Collation { form: usize },
    /// A cast of an enum, composite or range type to one of PostgreSQL's.
    Cast { from: Key, form: usize },
    /// An operator before values of a function's argument, or between two of PostgreSQL's types.
    Operator { function: Option<Key>, form: usize },
    /// An operator class of one of PostgreSQL's types.
    OperatorClass { form: usize },
    /// A text search dictionary.
    Dictionary { form: usize },
    /// A text search configuration.
    Configuration { dictionary: Option<Key>, form: usize },
    /// A privilege that objects made later come with, everywhere or in a namespace.
    DefaultPrivilege { form: usize },
    /// A foreign-data wrapper without a handler.
    Wrapper { form: usize },
    /// A foreign server.
    Server { wrapper: Key, form: usize },
    /// A user mapping.
    Mapping { server: Key, form: usize },
    /// A foreign table.
    ForeignTable { server: Key, columns: Vec<(String, Type)>, form: usize },
    /// An event trigger.
    EventTrigger { function: Key, form: usize },
}

/// Extensions that the owner of a database may make. The first brings a type of text.
pub const EXTENSIONS: [&str; 3] = ["citext", "hstore", "pg_trgm"];

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
            Body::EventFunction { .. } => "event trigger function",
            Body::Aggregate { .. } => "aggregate",
            Body::Table { shape: Shape::Plain, .. } => "table",
            Body::Table { shape: Shape::Partitioned { .. }, .. } => "partitioned table",
            Body::Table { shape: Shape::Partition { .. }, .. } => "partition",
            Body::Table { shape: Shape::Child(_), .. } => "inheriting table",
            Body::Table { shape: Shape::Typed(_), .. } => "typed table",
            Body::Column { value: Value::Generated(..), .. } => "generated column",
            Body::Column { value: Value::Identity(_), .. } => "identity column",
            Body::Column { .. } => "column",
            Body::Check { .. } => "check",
            Body::Unique { primary: true, .. } => "primary key",
            Body::Unique { .. } => "unique",
            Body::Foreign { .. } => "foreign key",
            Body::Exclusion { .. } => "exclusion",
            Body::Index { unique: true, .. } => "unique index",
            Body::Index { .. } => "index",
            Body::View { materialized: true, .. } => "materialized view",
            Body::View { .. } => "view",
            Body::Trigger { .. } => "trigger",
            Body::Rule { .. } => "rule",
            Body::Policy { .. } => "policy",
            Body::Statistics { .. } => "statistics",
            Body::Publication { .. } => "publication",
            Body::Extension { .. } => "extension",
            Body::Collation { .. } => "collation",
            Body::Cast { .. } => "cast",
            Body::Operator { .. } => "operator",
            Body::OperatorClass { .. } => "operator class",
            Body::Dictionary { .. } => "text search dictionary",
            Body::Configuration { .. } => "text search configuration",
            Body::DefaultPrivilege { .. } => "default privilege",
            Body::Wrapper { .. } => "foreign-data wrapper",
            Body::Server { .. } => "server",
            Body::Mapping { .. } => "user mapping",
            Body::ForeignTable { .. } => "foreign table",
            Body::EventTrigger { .. } => "event trigger",
        }
    }

    /// Whether it stands in no namespace and on nothing that does.
    pub fn is_global(&self) -> bool {
        matches!(
            self,
            Body::Namespace
                | Body::Publication { .. }
                | Body::Wrapper { .. }
                | Body::Server { .. }
                | Body::Mapping { .. }
                | Body::EventTrigger { .. }
        )
    }

    /// Whether only a superuser makes it.
    pub fn is_of_superuser(&self) -> bool {
        matches!(
            self,
            Body::OperatorClass { .. } | Body::Wrapper { .. } | Body::EventTrigger { .. }
        )
    }

    /// Whether every value of its columns is in it once: a key, or an index that serves as one.
    pub fn is_key(&self) -> bool {
        match self {
            Body::Unique { .. } => true,
            Body::Index { unique, form, .. } => *unique && form % 5 != 4,
            _ => false,
        }
    }
}
