use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rand::Rng;
use sqlx::AssertSqlSafe;

use godwit_schema::quote::{MAX_NAME_BYTES, quote_ident};

use crate::{Error, Session, Target};

/// How the names of all scratch databases begin, so that only Godwit's own are ever swept.
const PREFIX: &str = "godwit_scratch_";
/// How old a scratch database on somebody's server must be before it counts as left behind.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

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
        let name = scratch_name(label, now(), rand::rng().random());
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

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Prefix, the label in plain letters, the time in seconds, and a random number: unique, and never
/// longer than PostgreSQL keeps.
fn scratch_name(label: &str, seconds: u64, random: u32) -> String {
    let plain =
        label.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
    let label: String = plain.take(24).collect();
    format!("{PREFIX}{label}_{seconds:08x}{random:08x}")
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

/// When a scratch database was made, by its name.
fn made_at(name: &str) -> Option<u64> {
    let (_, digits) = name.strip_prefix(PREFIX)?.rsplit_once('_')?;
    u64::from_str_radix(digits.get(..8)?, 16).ok()
}

/// Drops the scratch databases that this role left behind on a server that others use too: old ones
/// that nobody is connected to.
///
/// # Errors
/// The server's refusal.
pub async fn sweep_left_behind(maintenance: &Target) -> Result<(), Error> {
    let mut session = Session::connect(maintenance).await?;
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT d.datname::text FROM pg_catalog.pg_database d
         WHERE starts_with(d.datname::text, $1) AND pg_catalog.pg_get_userbyid(d.datdba) = current_user
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)",
    )
    .bind(PREFIX)
    .fetch_all(session.connection())
    .await
    .map_err(|error| Error::during("reading the databases", &error))?;
    let limit = now().saturating_sub(LEFT_BEHIND.as_secs());
    for name in names.iter().filter(|name| made_at(name).is_some_and(|made| made < limit)) {
        tracing::info!(name, "dropping a scratch database that was left behind");
        drop(maintenance, name).await?;
    }
    Ok(())
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
        let name = scratch_name("Rehearsal: \"clinic\" — and a very long label", 0x6543_2100, 0xab);
        assert_eq!(name, "godwit_scratch_rehearsal___clinic____an_65432100000000ab");
        assert!(name.len() <= MAX_NAME_BYTES);
        assert_ne!(scratch_name("a", 1, 1), scratch_name("a", 1, 2));
        assert_eq!(made_at(&name), Some(0x6543_2100));
        assert_eq!(made_at("godwit_scratch_mine"), None);
    }
}
