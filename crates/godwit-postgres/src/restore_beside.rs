use godwit_schema::quote::{MAX_NAME_BYTES, quote_ident, quote_literal};
use sqlx::{AssertSqlSafe, Row};
use tokio_util::sync::CancellationToken;

use crate::{
    Error, Session, Target,
    backup::{Backup, BackupProgress},
    restore,
    tools::Tools,
};

/// Puts a backup into a new database on the server of `beside`, with the encoding and locale of the
/// database there, and says how to reach it. The database `beside` itself is not touched.
///
/// # Errors
/// `name-invalid`, `database-exists`, what the server refused, or what kept the restore from being
/// whole; the new database is dropped again then.
pub async fn restore_beside(
    backup: &Backup,
    beside: &Target,
    name: &str,
    tools: &Tools,
    progress: impl Fn(BackupProgress) + Send + Sync,
    cancel: CancellationToken,
) -> Result<Target, Error> {
    if name.is_empty() || name.len() > MAX_NAME_BYTES || name.contains('\0') {
        return Err(Error::new(
            "name-invalid",
            format!("a database's name has 1 to {MAX_NAME_BYTES} bytes: {name:?}"),
        )
        .with_hint("choose another name"));
    }
    let mut session = Session::connect(beside).await?;
    let made = create(&mut session, name).await;
    session.close().await?;
    made?;
    let target = Target { database: name.to_owned(), ..beside.clone() };
    match restore::restore(backup, &target, tools, progress, cancel).await {
        Ok(()) => Ok(target),
        Err(error) => Err(match drop_made(beside, name).await {
            Ok(()) => error,
            Err(second) => Error::new(
                error.code(),
                format!(
                    "{}; and the new database {name} is still there: {}",
                    error.message(),
                    second.message()
                ),
            )
            .with_hint("drop the new database by hand"),
        }),
    }
}

async fn create(session: &mut Session, name: &str) -> Result<(), Error> {
    let doing = format!("making the database {name}");
    let row = sqlx::query(
        "SELECT pg_catalog.pg_encoding_to_char(encoding)::text AS encoding,
                datcollate::text AS collate, datctype::text AS ctype,
                EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1) AS taken
         FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()",
    )
    .bind(name)
    .fetch_one(session.connection())
    .await
    .map_err(|error| Error::during(&doing, &error))?;
    let read = |column: &str| -> Result<String, Error> {
        row.try_get(column).map_err(|error| Error::during(&doing, &error))
    };
    if row.try_get("taken").map_err(|error| Error::during(&doing, &error))? {
        return Err(Error::new(
            "database-exists",
            format!("a database of this name exists already, so nothing was restored: {name}"),
        )
        .with_hint("choose another name"));
    }
    // Only the template that nobody can have changed may be copied with another locale.
    let statement = format!(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}",
        quote_ident(name),
        quote_literal(&read("encoding")?),
        quote_literal(&read("collate")?),
        quote_literal(&read("ctype")?)
    );
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(session.connection())
        .await
        .map_err(|error| Error::during(&doing, &error))?;
    Ok(())
}

/// Only ever the database that was made a moment ago.
async fn drop_made(beside: &Target, name: &str) -> Result<(), Error> {
    let mut session = Session::connect(beside).await?;
    let statement = format!("DROP DATABASE {} WITH (FORCE)", quote_ident(name));
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(session.connection())
        .await
        .map_err(|error| Error::during(&format!("dropping the database {name}"), &error))?;
    session.close().await
}
