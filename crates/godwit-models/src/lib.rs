//! Python source text to declared models to a catalog with source spans.
//!
//! SQLModel and SQLAlchemy classes are read from their syntax trees: nothing is ever imported, run
//! or evaluated beyond constants. What only running the models could tell is reported as
//! [`Undecided`](godwit_schema::Undecided) with its line, and never guessed.
//!
//! [`files`] is the only part that touches the file system, and it only reads.

/// Ancestors of classes in Python's order.
mod ancestry;
/// Python annotations to types.
mod annotation;
/// From table specifications to a catalog, with the names that PostgreSQL gives.
mod assemble;
/// Columns of an assembled table.
mod assemble_column;
/// Indexes of an assembled table.
mod assemble_index;
/// Constraints of an assembled table, and the order of its parts.
mod assemble_parts;
/// What keys of an assembled table point at.
mod assemble_references;
/// Calls: of the project's own functions, of pure built-ins, and those that stay.
mod calls;
/// Which classes are tables, what they inherit, and in which order.
mod class;
/// `Column(…)`, `mapped_column(…)` and `Field(…)` as one specification.
mod column;
/// Constraints of tables and columns.
mod constraints;
/// `Table(…)` at module level.
mod core_table;
/// Classes of SQLAlchemy's declarative system.
mod declarative;
/// Columns of declarative classes.
mod declared_columns;
/// Server defaults, identity and generated columns.
mod defaults;
/// Enum types of the database.
mod enum_types;
/// Python enums and their members.
mod enums;
/// Why files could not be read.
mod error;
/// Evaluation of constant expressions.
mod evaluate;
/// Walks a project's folders and reads its Python files.
pub mod files;
/// Evaluation of the project's own functions.
mod functions;
/// `Index(…)` and `index=True`.
mod indexes;
/// What matters of libraries that bring columns.
mod known;
/// Versions of the libraries that give models their meaning.
pub mod libraries;
/// Loops over what is known.
mod loops;
/// Names of a class body in source order.
mod members;
/// What was told at the last reading.
mod memory;
/// `MetaData`: schema and naming convention.
mod metadata;
/// One parsed module.
mod module;
/// Names that a block binds.
mod names;
/// Naming conventions.
mod naming;
/// Refuses source text nested too deeply to be walked.
/// How deep source text nests.
pub mod nesting;
/// Operators on constants and in SQLAlchemy's expression language.
mod operators;
/// Type classes of the project: `TypeDecorator` and its kin.
mod own_types;
/// Regular expressions on constant texts.
mod patterns;
/// All modules of a tree, and their classes and functions.
mod project;
/// A reader that keeps what it parsed.
mod reader;
/// What models declare, and the public verb.
mod reading;
/// Which modules an evaluation read.
mod reads;
/// Where findings are gathered while models are read.
mod report;
/// Names across modules.
mod resolve;
/// Elements of lists, tuples and texts.
mod sequences;
/// What one table is declared to be.
mod spec;
/// Constructs of SQLAlchemy's expression language as SQL text.
mod sql_expression;
/// Columns named by SQL text.
mod sql_text;
/// Classes of SQLModel.
mod sqlmodel_class;
/// Methods of constant strings.
mod strings;
/// `__table_args__`.
mod table_args;
/// What modules declare, and their tables joined.
mod tables;
/// Names of one namespace that are taken.
mod taken;
/// Types of SQLAlchemy and of well-known libraries beside it.
mod types;
/// Where code uses tables and columns.
pub mod uses;
/// What an expression evaluates to.
mod value;

pub use error::Error;
pub use files::{SourceFile, SourceTree};
pub use libraries::{Libraries, Version};
pub use reader::Reader;
pub use reading::{ModelError, Reading, read};
