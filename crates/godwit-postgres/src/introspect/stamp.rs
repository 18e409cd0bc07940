use crate::{Error, Session};

const STAMP: &str = include_str!("stamp.sql");

/// A text that changes when the structure of the database does: cheap beside reading it, in one
/// round trip. Equal texts mean that nothing was written to the catalogs that are read.
///
/// # Errors
/// What the server refused.
pub async fn stamp(session: &mut Session) -> Result<String, Error> {
    sqlx::query_scalar(STAMP)
        .persistent(false)
        .fetch_one(session.connection())
        .await
        .map_err(|error| Error::during("asking whether the structure changed", &error))
}
