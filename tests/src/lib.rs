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
/// A Python that has the sample's requirements.
///
/// # Panics
/// When none is named.
pub fn python() -> std::path::PathBuf {
    const PYTHON: &str = "GODWIT_PYTHON";
    std::env::var_os(PYTHON).map(std::path::PathBuf::from).unwrap_or_else(|| {
        panic!("{PYTHON} is not set; export {PYTHON}=$(tests/alembic/venv.sh FOLDER)")
    })
}
