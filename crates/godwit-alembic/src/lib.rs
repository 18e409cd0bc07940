//! Alembic revision files read and written: text in, text out. Files are the caller's matter.
//!
//! Reading goes by syntax tree alone, so a revision with a broken import is still a revision.

/// Settings of `alembic.ini` and `pyproject.toml`.
pub mod config;
/// What `env.py` tells Alembic.
pub mod environment;
/// What is wrong in a folder of revisions.
pub mod finding;
/// Revisions and what follows what.
pub mod graph;
/// What revisions do.
pub mod read;
/// One revision file.
pub mod revision;
/// Python source text.
pub mod source;
/// What names mean.
pub mod target;
/// Plans as revision files.
pub mod write;

pub use config::Config;
pub use environment::Environment;
pub use finding::Finding;
pub use graph::{Graph, UnknownStamp};
pub use revision::RevisionFile;
