//! Alembic folders: read without running anything of them, written into, and compared with databases.

mod environment;
mod lost;
mod pending;
mod write;

pub use environment::{Environment, Place};
pub use pending::{Current, Pending, PendingOperation, PendingRevision};
