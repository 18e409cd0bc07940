//! What Godwit remembers, in one SQLite file: profiles, plans, backups, runs, journals.
//!
//! Write-ahead log with `synchronous = FULL`: a line that was written is there after a power cut.

mod backups;
mod consents;
mod journal;
mod plans;
mod profiles;
mod runs;

use std::path::Path;

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::error::Error;

pub use journal::{JournalEntry, JournalLine};
pub use runs::RunRecord;

/// The open history.
#[derive(Debug, Clone)]
pub struct History {
    pool: SqlitePool,
}

impl History {
    /// Opens the file, makes it when it is missing, and brings its structure up to date.
    ///
    /// # Errors
    /// `history-newer` when a newer Godwit wrote it, `history-damaged` when SQLite cannot read it,
    /// `history-failed` when the disk refuses, as a full one does;
    /// the file is left as it is.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(std::time::Duration::from_secs(10));
        let damaged = |error: sqlx::Error| {
            if refused_by_the_disk(&error) {
                return Error::from(error);
            }
            Error::new(
                "history-damaged",
                format!("the history {} cannot be read: {error}", path.display()),
            )
            .hint("move the file aside to start with an empty history; databases are not touched by this")
        };
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .map_err(damaged)?;
        sqlx::migrate!("./migrations").run(&pool).await.map_err(|error| match error {
            sqlx::migrate::MigrateError::VersionMissing(_)
            | sqlx::migrate::MigrateError::VersionMismatch(_) => Error::new(
                "history-newer",
                format!("the history {} was written by another version of Godwit", path.display()),
            )
            .hint("use that version, or move the file aside"),
            sqlx::migrate::MigrateError::Execute(error)
            | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => damaged(error),
            other => Error::new(
                "history-damaged",
                format!("the history {} cannot be brought up to date: {other}", path.display()),
            ),
        })?;
        private(path)?;
        Ok(Self { pool })
    }
}

/// Whether it is the disk that failed, not what lies on it: SQLITE_IOERR or SQLITE_FULL, which are the
/// low byte of the extended codes (sqlite.org/rescode.html).
fn refused_by_the_disk(error: &sqlx::Error) -> bool {
    const IOERR: u32 = 10;
    const FULL: u32 = 13;
    let code = error.as_database_error().and_then(|error| error.code());
    let code = code.and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, IOERR | FULL))
}

#[cfg(unix)]
fn private(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
        .map_err(|error| Error::file("make private", path, &error))
}

#[cfg(not(unix))]
fn private(_: &Path) -> Result<(), Error> {
    Ok(())
}

/// Reads a saved document.
fn parse<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| {
        Error::new("document-unreadable", format!("a saved {what} cannot be read: {error}"))
            .hint("it was written by another version of Godwit, or the history is damaged")
    })
}

/// Writes a document.
fn print<T: serde::Serialize>(what: &str, document: &T) -> Result<String, Error> {
    serde_json::to_string(document).map_err(|error| {
        Error::new("document-unwritable", format!("a {what} cannot be saved: {error}"))
    })
}
