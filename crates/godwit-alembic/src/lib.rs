//! Alembic revision files read and written: text in, text out. Files are the caller's matter.
//!
//! Reading goes by syntax tree alone, so a revision with a broken import is still a revision.

/// Settings of `alembic.ini` and `pyproject.toml`.
pub mod config;
/// What `env.py` tells Alembic.
pub mod environment;
/// Revisions and what follows what.
pub mod graph;
/// One revision file.
pub mod revision;
/// Plans as revision files.
pub mod write;

pub use config::Config;
pub use environment::Environment;
pub use graph::{Finding, Graph, UnknownStamp};
pub use revision::RevisionFile;
