//! Alembic folders: read without running anything of them, written into, and compared with databases.

mod child;
mod cores;
mod environment;
mod generate;
mod lost;
mod pending;
mod replay;
mod stamp;
mod upgrade;
mod write;

pub use child::ProjectCode;
pub use environment::{Environment, Place};
pub use pending::{Current, Pending, PendingOperation, PendingRevision};
pub use upgrade::{Rehearsed, UpgradeRequest};
pub use write::Written;
