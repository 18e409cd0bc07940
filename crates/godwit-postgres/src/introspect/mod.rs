//! The structure of a database, read in one `REPEATABLE READ READ ONLY` transaction by one query a
//! kind, whatever its size: 23 round trips, two for each of nine queries and one for
//! whatever else; two less where there are tables
//! only, and one more where their expressions use operators that are not built in.
//!
//! The server prints what only it can print. Names it gives once, where they are; whatever else points
//! at them does so by number, and is joined here ([`names`]).
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
mod names;
mod namespace;
mod sequence;
mod settled;
mod sought;
mod stamp;
mod table;
mod terms;
mod unmodelled;

use std::collections::BTreeMap;

use futures_util::{Stream, TryStreamExt};
use godwit_schema::{Address, Catalog, Expression, Kind, quote::quote_ident};
use sqlx::{
    PgConnection, Postgres, Row,
    postgres::{PgArguments, PgRow, types::Oid},
};

use crate::{Error, Session};
use names::Names;

pub use settled::settled;
pub(crate) use sought::leaves_operators_out;
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
    /// Version number of the server, which printed definitions and expressions in its words.
    pub version: u32,
}

/// Where the catalog was never analysed, as in a new database, the planner takes a few rows for granted
/// and compares each with each: minutes for a thousand tables in place of half a second.
///
/// The pins are set again, since a transaction pooler may have given another server process than the
/// one that the session's own went to.
const BEGIN: &str = "\
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = pg_catalog;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL timezone = 'UTC';
SET LOCAL standard_conforming_strings = on;
SET LOCAL quote_all_identifiers = off;
SET LOCAL enable_nestloop = off;
SET LOCAL jit = off";

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

/// Somebody else's transaction gets its settings back.
const BEGIN_HERE: &str = "\
SAVEPOINT godwit_reading;
SET LOCAL enable_nestloop = off;
SET LOCAL jit = off";

const END_HERE: &str = "\
ROLLBACK TO SAVEPOINT godwit_reading;
RELEASE SAVEPOINT godwit_reading";

/// Reads the structure inside the transaction that is open already.
///
/// # Errors
/// As [`introspect`].
pub async fn introspect_here(session: &mut Session) -> Result<Introspected, Error> {
    run(session, BEGIN_HERE).await?;
    let read = read(session).await?;
    run(session, END_HERE).await?;
    Ok(read)
}

async fn run(session: &mut Session, sql: &'static str) -> Result<(), Error> {
    sqlx::raw_sql(sql)
        .execute(session.connection())
        .await
        .map_err(|error| Error::during("reading the structure", &error))?;
    Ok(())
}

async fn read(session: &mut Session) -> Result<Introspected, Error> {
    let mut catalog = Catalog::default();
    let mut sizes = BTreeMap::new();
    let mut names = Names::default();
    let connection = session.connection();
    let (role, present) = definition::Present::read(connection).await?;
    catalog.read_by(&role);
    namespace::read(connection, &mut catalog, &mut names).await?;
    enum_type::read(connection, &mut catalog, &mut names).await?;
    table::read(connection, &mut catalog, &mut names, &mut sizes).await?;
    let inner = sequence::read(connection, &mut catalog, &mut names).await?;
    column::read(connection, &mut catalog, &mut names, inner).await?;
    constraint::read(connection, &mut catalog, &mut names).await?;
    index::read(connection, &mut catalog, &mut names).await?;
    if present.operators {
        sought::read(connection, &mut catalog, &mut names).await?;
    }
    let definitions = definition::read(connection, &mut catalog, &mut names, &present).await?;
    access::read(connection, &mut catalog, &mut names).await?;
    dependency::read(connection, &mut catalog, &mut names).await?;
    unmodelled::read(connection, &mut catalog, &mut names, definitions).await?;
    catalog.shrink();
    Ok(Introspected { catalog, sizes, version: session.version() })
}

/// Gives each row of one query to `take`, while the server prints the next ones.
async fn each(
    connection: &mut PgConnection,
    kind: &str,
    sql: &'static str,
    names: &mut Names,
    take: impl FnMut(&PgRow, &mut Names) -> Result<(), sqlx::Error>,
) -> Result<(), Error> {
    each_of(connection, kind, sqlx::query(sql), names, take).await
}

/// As [`each`], of a query with its parameters.
async fn each_of(
    connection: &mut PgConnection,
    kind: &str,
    query: Query,
    names: &mut Names,
    take: impl FnMut(&PgRow, &mut Names) -> Result<(), sqlx::Error>,
) -> Result<(), Error> {
    all(kind, query.persistent(false).fetch(connection), names, take).await
}

/// As [`each`], of a query that gives no array. The simple protocol needs one round trip less, but sqlx
/// 0.9 takes the quoted "NULL" of an array's text form for NULL, and an enum may have that label.
async fn each_plain(
    connection: &mut PgConnection,
    kind: &str,
    sql: &'static str,
    names: &mut Names,
    take: impl FnMut(&PgRow, &mut Names) -> Result<(), sqlx::Error>,
) -> Result<(), Error> {
    all(kind, sqlx::raw_sql(sql).fetch(connection), names, take).await
}

async fn all(
    kind: &str,
    mut rows: impl Stream<Item = Result<PgRow, sqlx::Error>> + Unpin,
    names: &mut Names,
    mut take: impl FnMut(&PgRow, &mut Names) -> Result<(), sqlx::Error>,
) -> Result<(), Error> {
    let during = |error: sqlx::Error| Error::during(&format!("reading {kind}"), &error);
    while let Some(row) = rows.try_next().await.map_err(during)? {
        take(&row, names).map_err(|error| match error {
            sqlx::Error::ColumnDecode { index, .. } => Error::new(
                "catalog-moved",
                format!(
                    "{} vanished while {kind} were read: {index} is missing",
                    named(&row, names)
                ),
            )
            .with_hint("read again when no other schema change runs"),
            other => during(other),
        })?;
    }
    Ok(())
}

/// What a row should have told and did not.
fn missing(what: &str) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: what.to_owned(), source: "nothing is known of it".into() }
}

fn oid(row: &PgRow, column: &str) -> Result<u32, sqlx::Error> {
    row.try_get::<Oid, _>(column).map(|oid| oid.0)
}

fn optional_oid(row: &PgRow, column: &str) -> Result<Option<u32>, sqlx::Error> {
    row.try_get::<Option<Oid>, _>(column).map(|oid| oid.map(|oid| oid.0))
}

/// The object of a row, for people.
fn named(row: &PgRow, names: &Names) -> String {
    let relation = oid(row, "relation").ok().and_then(|number| names.relation(number));
    let mut parts: Vec<String> = relation.map(|table| table.path().to_vec()).unwrap_or_default();
    for column in ["namespace", "name"] {
        parts.extend(row.try_get::<String, _>(column).ok());
    }
    let parts: Vec<String> = parts.iter().map(|part| quote_ident(part)).collect();
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

/// Storage parameters of a row; NULL stands for none.
fn options(row: &PgRow, column: &str) -> Result<BTreeMap<String, String>, sqlx::Error> {
    Ok(parameters(&row.try_get::<Option<Vec<String>>, _>(column)?.unwrap_or_default()))
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

/// The address of a part of a table from the number of its relation and its name.
fn part(row: &PgRow, names: &Names, kind: Kind) -> Result<Address, sqlx::Error> {
    let table = names.relation(oid(row, "relation")?).ok_or_else(|| missing("relation"))?;
    let name: &str = row.try_get("name")?;
    Ok(Address::column(table.namespace_name(), table.name(), name).with_kind(kind))
}
