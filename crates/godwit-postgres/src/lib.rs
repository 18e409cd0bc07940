//! All that talks to a PostgreSQL server, or to pg_dump and pg_restore.
//!
//! Nothing here decides what should change; statements come from a sealed plan. SQL built here is
//! quoted by [`godwit_schema::quote`] alone.

/// A pg_dump archive, verified.
pub mod backup;
/// Where PostgreSQL's programs are.
pub mod binaries;
/// DDL files made into a structure.
pub mod ddl;
/// Written expressions as the server prints them.
pub mod elaborate;
/// The one error.
pub mod error;
/// The one executor.
pub mod execute;
/// The structure of a database, read in one snapshot.
pub mod introspect;
/// The runner's advisory lock, and who blocks whom.
pub mod lock;
/// Which database of which running server it is.
pub mod mark;
/// What became of a transaction.
pub mod outcome;
/// Numbers about live rows.
pub mod probe;
/// Whether a database is ready to be changed.
pub mod readiness;
/// Statements tried one by one in a scratch database.
pub mod realise;
/// An archive put back.
pub mod restore;
/// A backup put into a database made for it.
pub mod restore_beside;
/// A private server from local PostgreSQL binaries.
pub mod sandbox;
/// Passwords in memory.
pub mod secret;
/// One open, pinned connection.
pub mod session;
/// The revisions that a database says it is at.
pub mod stamp;
/// Where and how to connect.
pub mod target;
/// pg_dump and pg_restore.
pub mod tools;

pub use error::Error;
pub use introspect::TableSize;
pub use secret::Secret;
pub use session::Session;
pub use target::{Target, Tls};
