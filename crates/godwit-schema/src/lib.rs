//! What a database looks like, as plain immutable values.
//!
//! This crate does no input or output, holds no clock and knows no other crate of Godwit.
//! Everything else points at its nouns.

/// Owners, privileges and default privileges.
pub mod access;
/// Kind and qualified name: how one object points at another.
pub mod address;
/// Two catalogs side by side.
mod beside;
/// Objects of a known kind.
mod by_kind;
/// The ordered map from address to object, with its dependencies.
pub mod catalog;
/// Kinds that are known by their statements.
pub mod class;
/// Columns, identity and generated columns.
pub mod column;
/// Primary key, unique, foreign key, check and exclusion constraints.
pub mod constraint;
/// Names of types as PostgreSQL's `format_type` prints them.
pub mod data_type;
/// Objects that are known by their statements.
pub mod definition;
/// A catalog as it is saved.
mod document;
/// Enum types.
pub mod enum_type;
/// Expressions and who wrote them.
pub mod expression;
/// Numbers about live rows, and the questions that get them.
pub mod fact;
/// Content hashes.
pub mod fingerprint;
/// The objects of one relation together.
mod group;
/// Indexes that are not owned by a constraint.
pub mod index;
/// What sorts of objects there are.
pub mod kind;
/// The names that PostgreSQL gives to what nobody named.
pub mod names;
/// One typed object a kind.
pub mod object;
/// The one place that quotes.
pub mod quote;
/// What Godwit may compare and change.
pub mod scope;
/// Sequences.
pub mod sequence;
/// A catalog with where and when it was read.
pub mod snapshot;
/// Tables.
pub mod table;

pub use access::{DefaultPrivilege, Grant, Owner, Privilege};
pub use address::Address;
pub use beside::Pair;
pub use by_kind::TableView;
pub use catalog::{Catalog, Dependency, Unmodelled};
pub use class::Class;
pub use column::{Column, ColumnDefault, Generated, Identity, IdentityMode, NotNull, Storage};
pub use constraint::{
    Constraint, ConstraintKind, ForeignKey, ForeignKeyAction, ForeignKeyMatch, KeyIndex,
};
pub use data_type::DataType;
pub use definition::{Definition, Facet};
pub use enum_type::EnumType;
pub use expression::{Expression, Form};
pub use fingerprint::Fingerprint;
pub use group::Link;
pub use index::{Index, IndexKey, IndexTerm, KeyStatistics};
pub use kind::Kind;
pub use object::Object;
pub use scope::Scope;
pub use sequence::Sequence;
pub use snapshot::{ServerIdentity, Snapshot, SourceSpan, Spans, Undecided};
pub use table::{Namespace, PUBLIC_COMMENT, PartitionOf, Persistence, ReplicaIdentity, Table};
