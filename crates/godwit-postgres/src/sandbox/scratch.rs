use rand::Rng;
use sqlx::AssertSqlSafe;

use godwit_schema::quote::{MAX_NAME_BYTES, quote_ident};

use crate::{Error, Session, Target};

/// How the names of all scratch databases begin, so that only Godwit's own are ever swept.
const PREFIX: &str = "godwit_scratch_";

/// A database made for one use. Close it when done; a dropped one stays until the next sweep.
#[derive(Debug)]
pub struct ScratchDatabase {
    maintenance: Target,
    target: Target,
}

impl ScratchDatabase {
    /// Makes one on the server of a maintenance target (a database that stays, such as `postgres`).
    ///
    /// # Errors
    /// The server's refusal, such as a role that may not create databases.
    pub async fn create(maintenance: &Target, label: &str) -> Result<Self, Error> {
        let name = scratch_name(label, rand::rng().random());
        create(maintenance, &name).await?;
        let target = Target { database: name, ..maintenance.clone() };
        Ok(Self { maintenance: maintenance.clone(), target })
    }

    /// Where it is.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Drops it, ending its sessions.
    ///
    /// # Errors
    /// The server's refusal.
    pub async fn close(self) -> Result<(), Error> {
        drop(&self.maintenance, &self.target.database).await
    }
}

/// Prefix, the label in plain letters, and a random number: unique, and never longer than PostgreSQL
/// keeps.
fn scratch_name(label: &str, random: u64) -> String {
    let plain =
        label.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
    let label: String = plain.take(24).collect();
    format!("{PREFIX}{label}_{random:016x}")
}

/// Makes an empty database from the template that nobody can have changed.
pub(super) async fn create(maintenance: &Target, name: &str) -> Result<(), Error> {
    if name.len() > MAX_NAME_BYTES {
        return Err(Error::new(
            "name-too-long",
            format!("PostgreSQL would cut a name of more than {MAX_NAME_BYTES} bytes: {name}"),
        )
        .with_hint("choose a shorter name"));
    }
    let statement = format!("CREATE DATABASE {} TEMPLATE template0", quote_ident(name));
    run(maintenance, &format!("making the database {name}"), statement).await
}

/// Drops a database, ending its sessions; fine when there is none.
pub(super) async fn drop(maintenance: &Target, name: &str) -> Result<(), Error> {
    let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote_ident(name));
    run(maintenance, &format!("dropping the database {name}"), statement).await
}

/// Whether there is a database of this name.
pub(super) async fn exists(maintenance: &Target, name: &str) -> Result<bool, Error> {
    let mut session = Session::connect(maintenance).await?;
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(session.connection())
        .await
        .map_err(|error| Error::during("reading the databases", &error))
}

/// Runs a script in one transaction.
pub(super) async fn fill(target: &Target, script: &str) -> Result<(), Error> {
    // Several statements in one message are one transaction (manual, "Multiple Statements in a Simple
    // Query").
    let script = format!("RESET search_path; {script}");
    run(target, &format!("filling the database {}", target.database), script).await
}

/// Drops every scratch database of a server that nobody else uses.
pub(super) async fn sweep(maintenance: &Target) -> Result<(), Error> {
    let mut session = Session::connect(maintenance).await?;
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT datname::text FROM pg_catalog.pg_database WHERE starts_with(datname::text, $1)",
    )
    .bind(PREFIX)
    .fetch_all(session.connection())
    .await
    .map_err(|error| Error::during("reading the databases", &error))?;
    for name in names {
        tracing::info!(name, "dropping a scratch database that was left behind");
        drop(maintenance, &name).await?;
    }
    Ok(())
}

async fn run(target: &Target, doing: &str, statement: String) -> Result<(), Error> {
    let mut session = Session::connect(target).await?;
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(session.connection())
        .await
        .map_err(|error| Error::during(doing, &error))?;
    session.close().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_unique_and_short_enough() {
        let name = scratch_name("Rehearsal: \"clinic\" — and a very long label", 0xab);
        assert_eq!(name, "godwit_scratch_rehearsal___clinic____an_00000000000000ab");
        assert!(name.len() <= MAX_NAME_BYTES);
        assert_ne!(scratch_name("a", 1), scratch_name("a", 2));
    }
}
