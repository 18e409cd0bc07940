//! What the suites share.

/// The command line with the sample, ready to work.
pub mod bench;
/// The sample project and its database.
pub mod clinic;
/// The real command line.
pub mod program;
/// A real PostgreSQL server for the tests of one process.
pub mod server;

pub use server::{Server, server};
