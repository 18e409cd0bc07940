use crate::{Error, Session};

/// What tells one database of one running server from every other, and any role may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The database's name.
    pub database: String,
    /// When the server was started, in seconds since 1970, as the server prints it.
    pub started: String,
}

/// Reads the mark of the database that a session is on.
///
/// # Errors
/// The server's refusal.
pub async fn read(session: &mut Session) -> Result<Mark, Error> {
    let (database, started) = sqlx::query_as(
        "SELECT pg_catalog.current_database()::text,
                extract(epoch FROM pg_catalog.pg_postmaster_start_time())::text",
    )
    .fetch_one(session.connection())
    .await
    .map_err(|error| Error::during("looking which database it is", &error))?;
    Ok(Mark { database, started })
}
