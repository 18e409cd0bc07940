use godwit_schema::Address;
use sqlx::Row;

use crate::{Error, Session};

/// Whether a database is ready to be changed by this role now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// Of the tables asked about, those the role may not alter: it is neither their owner, nor a
    /// member of the owning role, nor a superuser. Quoted names.
    pub not_owned: Vec<String>,
    /// Whether the role may create objects in the schema `public` or new schemas.
    pub may_create: bool,
    /// Transactions of others that have been open for more than ten seconds, and prepared ones, for
    /// people: who and since when, never what they run.
    pub long_transactions: Vec<String>,
}

/// Asks in one round trip.
///
/// # Errors
/// What the server refused.
pub async fn readiness(session: &mut Session, tables: &[Address]) -> Result<Readiness, Error> {
    let namespaces: Vec<&str> = tables.iter().map(Address::namespace_name).collect();
    let names: Vec<&str> = tables.iter().map(Address::name).collect();
    let row = sqlx::query(include_str!("readiness.sql"))
        .bind(&namespaces)
        .bind(&names)
        .fetch_one(session.connection())
        .await
        .map_err(|error| Error::during("looking whether the database is ready", &error))?;
    let read = || -> Result<Readiness, sqlx::Error> {
        Ok(Readiness {
            not_owned: row.try_get("not_owned")?,
            may_create: row.try_get("may_create")?,
            long_transactions: row.try_get("long_transactions")?,
        })
    };
    read().map_err(|error| Error::during("looking whether the database is ready", &error))
}
