//! What the suites share.

/// The command line with the sample, ready to work.
pub mod bench;
/// The sample project and its database.
pub mod clinic;
/// Logging in without the work that only guessing should cost.
pub mod login;
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
    named("GODWIT_PYTHON", "scripts/venv.sh FOLDER examples/clinic/requirements.txt")
}

/// A Python that has the generation of libraries before the sample's.
///
/// # Panics
/// When none is named.
pub fn python_of_older_libraries() -> std::path::PathBuf {
    named("GODWIT_PYTHON_OLDER", "scripts/venv.sh FOLDER tests/alembic/older.txt")
}

fn named(variable: &str, command: &str) -> std::path::PathBuf {
    std::env::var_os(variable)
        .map(std::path::PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} is not set; export {variable}=$({command})"))
}
