//! The structure of a database, read in one `REPEATABLE READ READ ONLY` transaction by one query a
//! kind, whatever its size: 28 round trips, two for each of twelve queries; two less where there are
//! tables only, and two more where their expressions use operators that are not built in.
//!
//! Texts are as PostgreSQL prints them with `search_path` pinned to `pg_catalog`. Which objects are
//! in scope is the caller's matter; system namespaces and members of extensions are never read.

mod access;
mod column;
mod constraint;
mod definition;
mod dependency;
mod enum_type;
mod index;
mod namespace;
mod sequence;
mod settled;
mod sought;
mod stamp;
mod table;
mod unmodelled;

use std::collections::BTreeMap;

use godwit_schema::{Address, Catalog, Expression, Kind, quote::quote_ident};
use sqlx::{
    PgConnection, Postgres, Row,
    postgres::{PgArguments, PgRow},
};

use crate::{Error, Session};

pub use settled::settled;
pub use stamp::stamp;

/// How large a table is, by the server's statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSize {
    /// Estimated rows (`pg_class.reltuples`); `None` when the table was never analysed.
    pub rows: Option<u64>,
    /// Bytes with indexes and TOAST, as of the last VACUUM or ANALYZE (`pg_class.relpages`).
    pub bytes: u64,
}

/// What one reading gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introspected {
    /// The structure.
    pub catalog: Catalog,
    /// Sizes by table.
    pub sizes: BTreeMap<Address, TableSize>,
}

/// The pins are set again, since a transaction pooler may have given another server process than the
/// one that the session's own went to.
const BEGIN: &str = "\
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = pg_catalog;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL timezone = 'UTC';
SET LOCAL standard_conforming_strings = on;
SET LOCAL quote_all_identifiers = off";

/// One query with its parameters.
type Query = sqlx::query::Query<'static, Postgres, PgArguments>;

/// Reads the structure in a snapshot of its own.
///
/// # Errors
/// What the server refused, or `catalog-moved` when an object vanished while it was read.
pub async fn introspect(session: &mut Session) -> Result<Introspected, Error> {
    run(session, BEGIN).await?;
    let read = read(session).await;
    let ended = run(session, "ROLLBACK").await;
    // The first failure is the one to tell.
    let read = read?;
    ended?;
    Ok(read)
}

/// Reads the structure inside the transaction that is open already.
///
/// # Errors
/// As [`introspect`].
pub async fn introspect_here(session: &mut Session) -> Result<Introspected, Error> {
    read(session).await
}

async fn run(session: &mut Session, sql: &'static str) -> Result<(), Error> {
    sqlx::raw_sql(sql)
        .execute(session.connection())
        .await
        .map_err(|error| Error::during("reading the structure", &error))?;
    Ok(())
}

/// Where the catalog was never analysed, as in a new database, the planner takes a few dependencies for
/// granted and compares each with each: minutes for a thousand tables in place of half a second. The
/// savepoint takes the setting back, since the transaction may be somebody else's.
const BEFORE_DEPENDENCIES: &str = "\
SAVEPOINT godwit_reading;
SET LOCAL enable_nestloop = off;
SET LOCAL jit = off";

const AFTER_DEPENDENCIES: &str = "\
ROLLBACK TO SAVEPOINT godwit_reading;
RELEASE SAVEPOINT godwit_reading";

async fn read(session: &mut Session) -> Result<Introspected, Error> {
    let mut catalog = Catalog::default();
    let mut sizes = BTreeMap::new();
    let connection = session.connection();
    let (role, present) = definition::Present::read(connection).await?;
    catalog.read_by(&role);
    namespace::read(connection, &mut catalog).await?;
    enum_type::read(connection, &mut catalog).await?;
    sequence::read(connection, &mut catalog).await?;
    table::read(connection, &mut catalog, &mut sizes).await?;
    column::read(connection, &mut catalog).await?;
    constraint::read(connection, &mut catalog).await?;
    index::read(connection, &mut catalog).await?;
    if present.operators {
        sought::read(connection, &mut catalog).await?;
    }
    run(session, BEFORE_DEPENDENCIES).await?;
    let connection = session.connection();
    let definitions = definition::read(connection, &mut catalog, &present).await?;
    access::read(connection, &mut catalog, &definitions).await?;
    dependency::read(connection, &mut catalog, &definitions).await?;
    unmodelled::read(connection, &mut catalog, &definitions).await?;
    run(session, AFTER_DEPENDENCIES).await?;
    Ok(Introspected { catalog, sizes })
}

/// Fetches all rows of one query and gives each to `take`.
async fn each(
    connection: &mut PgConnection,
    kind: &str,
    sql: &'static str,
    take: impl FnMut(&PgRow) -> Result<(), sqlx::Error>,
) -> Result<(), Error> {
    each_of(connection, kind, sqlx::query(sql), take).await
}

/// As [`each`], of a query with its parameters.
async fn each_of(
    connection: &mut PgConnection,
    kind: &str,
    query: Query,
    mut take: impl FnMut(&PgRow) -> Result<(), sqlx::Error>,
) -> Result<(), Error> {
    let during = |error: sqlx::Error| Error::during(&format!("reading {kind}"), &error);
    // Not the simple protocol, although it needs one round trip less: sqlx 0.9 takes the quoted "NULL"
    // of an array's text form for NULL, and an enum may have that label.
    let rows = query.persistent(false).fetch_all(connection).await.map_err(during)?;
    for row in &rows {
        take(row).map_err(|error| match error {
            sqlx::Error::ColumnDecode { index, .. } => Error::new(
                "catalog-moved",
                format!("{} vanished while {kind} were read: {index} is missing", named(row)),
            )
            .with_hint("read again when no other schema change runs"),
            other => during(other),
        })?;
    }
    Ok(())
}

/// The object of a row, for people.
fn named(row: &PgRow) -> String {
    let parts: Vec<String> = ["namespace", "table_name", "name"]
        .iter()
        .filter_map(|column| row.try_get::<String, _>(*column).ok())
        .map(|part| quote_ident(&part))
        .collect();
    if parts.is_empty() { "an object".to_owned() } else { parts.join(".") }
}

/// Storage parameters, as `reloptions` has them: `name=value`.
fn parameters(options: &[String]) -> BTreeMap<String, String> {
    options
        .iter()
        .filter_map(|option| option.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// An expression as the server prints it in the end.
fn expression(row: &PgRow, column: &str) -> Result<Expression, sqlx::Error> {
    Ok(Expression::canonical(settled(row.try_get(column)?)))
}

/// A non-negative number of the server's.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// An address from the words and paths that the queries give.
fn address(kind: &str, path: &[String]) -> Option<Address> {
    Some(match (kind, path) {
        ("enum", [namespace, name]) => Address::enum_type(namespace, name),
        ("sequence", [namespace, name]) => Address::sequence(namespace, name),
        // The inner sequence of an identity column, by its column.
        ("sequence", [namespace, table, name]) => {
            Address::column(namespace, table, name).with_kind(Kind::Sequence)
        }
        ("table", [namespace, name]) => Address::table(namespace, name),
        ("column", [namespace, table, name]) => Address::column(namespace, table, name),
        ("default", [namespace, table, name]) => Address::default(namespace, table, name),
        ("constraint", [namespace, table, name]) => Address::constraint(namespace, table, name),
        ("index", [namespace, table, name]) => Address::index(namespace, table, name),
        ("schema", [name]) => Address::namespace(name),
        (word, path) => match Kind::from_word(word)? {
            Kind::Defined(class) => Address::defined(class, path),
            _ => return None,
        },
    })
}

/// The parent's part that a part of a partition belongs to.
fn parent(row: &PgRow, kind: Kind) -> Result<Option<Address>, sqlx::Error> {
    let path: Option<Vec<String>> = row.try_get("parent")?;
    Ok(path.as_deref().and_then(|path| address(&kind.word(), path)))
}

/// The address of a part from the three columns that every query of parts begins with.
fn part(row: &PgRow, kind: Kind) -> Result<Address, sqlx::Error> {
    let (namespace, table, name): (&str, &str, &str) =
        (row.try_get("namespace")?, row.try_get("table_name")?, row.try_get("name")?);
    Ok(Address::column(namespace, table, name).with_kind(kind))
}
