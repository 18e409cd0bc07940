//! Statements that make objects in a scratch database, each of which may be refused by itself.

use sqlx::AssertSqlSafe;

use crate::{Error, Session};

/// How many statements share a transaction while none fails: few enough for the server's table of
/// locks (`max_locks_per_transaction`), enough to save most round trips.
const CHUNK: usize = 50;

/// Runs statements in order, with `public` as the namespace of names without one, and tells which
/// the server refused, by their positions. One that fails undoes no other.
///
/// Only for scratch databases.
///
/// # Errors
/// The connection was lost.
pub async fn realise(
    session: &mut Session,
    statements: &[&str],
) -> Result<Vec<(usize, Error)>, Error> {
    run(session, "SET search_path = public").await?;
    let mut refused = Vec::new();
    for (number, chunk) in statements.chunks(CHUNK).enumerate() {
        let script = chunk.join(";\n");
        match run(session, &format!("BEGIN;\n{script};\nCOMMIT")).await {
            Ok(()) => continue,
            Err(error) if error.sqlstate().is_none() => return Err(error),
            Err(_) => run(session, "ROLLBACK").await?,
        }
        for (at, statement) in chunk.iter().enumerate() {
            match run(session, statement).await {
                Ok(()) => {}
                Err(error) if error.sqlstate().is_none() => return Err(error),
                Err(error) => refused.push((number * CHUNK + at, error)),
            }
        }
    }
    run(session, "SET search_path = pg_catalog").await?;
    Ok(refused)
}

async fn run(session: &mut Session, statement: &str) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(session.connection())
        .await
        .map(|_| ())
        .map_err(|error| Error::during("making it in a scratch database", &error))
}
