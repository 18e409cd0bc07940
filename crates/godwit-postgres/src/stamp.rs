use godwit_schema::{Address, quote::quote_ident};
use sqlx::AssertSqlSafe;

use crate::{Error, Session};

/// The revisions that a database says it is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamps {
    /// The table that says so.
    pub table: Address,
    /// In order.
    pub revisions: Vec<String>,
}

/// Reads the table that Alembic stamps; `None` when there is none. Without a schema every one is
/// looked in, since Alembic goes by the role's search path, which a session of Godwit does not have.
///
/// # Errors
/// `stamp-table-ambiguous` when several schemas have such a table; the server's refusal.
pub async fn read(
    session: &mut Session,
    schema: Option<&str>,
    table: &str,
) -> Result<Option<Stamps>, Error> {
    let doing = "looking for the table of stamps";
    let found: Vec<String> = sqlx::query_scalar(
        "SELECT n.nspname::text
         FROM pg_catalog.pg_class AS c
         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
         JOIN pg_catalog.pg_attribute AS a
           ON a.attrelid = c.oid AND a.attname = 'version_num' AND NOT a.attisdropped
         WHERE c.relkind IN ('r', 'p') AND c.relname = $1 AND ($2::text IS NULL OR n.nspname = $2)
         ORDER BY n.nspname <> 'public', 1",
    )
    .bind(table)
    .bind(schema)
    .fetch_all(session.connection())
    .await
    .map_err(|error| Error::during(doing, &error))?;
    let namespace = match found.as_slice() {
        [] => return Ok(None),
        [one] => one,
        several => {
            return Err(Error::new(
                "stamp-table-ambiguous",
                format!("several schemas have a table {table}: {}", several.join(", ")),
            )
            .with_hint("write version_table_schema as a constant into env.py"));
        }
    };
    let address = Address::table(namespace, table);
    let query =
        format!("SELECT {}::text FROM {} ORDER BY 1", quote_ident("version_num"), address.sql());
    let revisions = sqlx::query_scalar(AssertSqlSafe(query))
        .fetch_all(session.connection())
        .await
        .map_err(|error| Error::during("reading the stamps", &error))?;
    Ok(Some(Stamps { table: address, revisions }))
}
