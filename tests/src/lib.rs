//! What the suites share.

/// A real PostgreSQL server for the tests of one process.
pub mod server;

pub use server::{Server, server};
