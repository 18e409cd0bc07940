use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use godwit_schema::ServerIdentity;

use crate::{Error, Session};

/// The key of the runner's advisory lock: the same for everyone who reaches the same database,
/// whatever address they use.
pub fn lock_key(identity: &ServerIdentity) -> i64 {
    let name = format!("godwit run {} {}", identity.system_identifier, identity.database_oid);
    let hash = Sha256::digest(name.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_be_bytes(first)
}

/// Takes the runner's lock for as long as the session lives, without waiting.
///
/// The lock goes with the session, so a runner that died leaves nothing to clean up.
///
/// # Errors
/// `another-run`, naming who holds it.
pub async fn take_lock(session: &mut Session) -> Result<(), Error> {
    let key = lock_key(session.identity());
    let taken: bool = sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_lock($1)")
        .bind(key)
        .fetch_one(session.connection())
        .await
        .map_err(|error| Error::during("taking the runner's lock", &error))?;
    if taken {
        return Ok(());
    }
    let holder = holder(session, key).await?;
    Err(Error::new(
        "another-run",
        format!("another run is changing this database, so nothing was changed: {holder}"),
    )
    .with_hint("wait until it has ended, then try again"))
}

/// Who holds the lock, for people.
async fn holder(session: &mut Session, key: i64) -> Result<String, Error> {
    type Holder = (i32, Option<String>, Option<String>, Option<String>);
    // A 64-bit key shows as two halves of 32 bits with `objsubid` 1 (manual, `pg_locks`).
    let found: Option<Holder> = sqlx::query_as(
        "SELECT l.pid, a.usename::text, a.application_name,
                to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')
         FROM pg_catalog.pg_locks l
         LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
         WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
           AND (l.classid::bigint << 32) | l.objid::bigint = $1
           AND l.database = (SELECT oid FROM pg_catalog.pg_database
                             WHERE datname = current_database())",
    )
    .bind(key)
    .fetch_optional(session.connection())
    .await
    .map_err(|error| Error::during("reading who holds the runner's lock", &error))?;
    Ok(match found {
        Some((pid, user, application, since)) => format!(
            "PID {pid}, user {}, {}, connected since {}",
            user.as_deref().unwrap_or("unknown"),
            application.filter(|name| !name.is_empty()).as_deref().unwrap_or("no application name"),
            since.as_deref().unwrap_or("an unknown time"),
        ),
        None => "it ended just now".to_owned(),
    })
}

/// A session that holds what another one waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blocker {
    /// Process id of its backend; 0 for a prepared transaction, which has none.
    pub pid: i32,
    /// The role, where the server shows it.
    pub user: Option<String>,
    /// What it calls itself.
    pub application: Option<String>,
    /// `active`, `idle in transaction`, …; `None` when the role may not see it.
    pub state: Option<String>,
    /// `client backend`, `autovacuum worker`, …
    pub backend: Option<String>,
    /// Seconds since its transaction began.
    pub seconds: Option<f64>,
    /// Whether it is an autovacuum against transaction id wraparound, which does not give way.
    pub prevents_wraparound: bool,
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pid == 0 {
            return f.write_str("a prepared transaction (see pg_prepared_xacts)");
        }
        write!(f, "PID {}", self.pid)?;
        if self.prevents_wraparound {
            return f.write_str(", an autovacuum against wraparound, which does not give way");
        }
        if let Some(user) = &self.user {
            write!(f, ", user {user}")?;
        }
        let client = self.backend.as_deref() == Some("client backend");
        if let Some(name) = self.application.as_ref().filter(|name| client && !name.is_empty()) {
            write!(f, ", {name}")?;
        }
        if let Some(backend) = self.backend.as_ref().filter(|_| !client) {
            write!(f, ", {backend}")?;
        }
        if let Some(state) = &self.state {
            write!(f, ", {state}")?;
        }
        if let Some(seconds) = self.seconds {
            write!(f, " for {seconds:.0} s")?;
        }
        Ok(())
    }
}

/// Who holds what the backend `pid` waits for now. The text of their queries is not read: it may
/// hold row values.
///
/// # Errors
/// The server does not answer.
pub async fn blockers(session: &mut Session, pid: i32) -> Result<Vec<Blocker>, Error> {
    type Row =
        (i32, Option<String>, Option<String>, Option<String>, Option<String>, Option<f64>, bool);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT DISTINCT b.pid, a.usename::text, a.application_name, a.state, a.backend_type,
                extract(epoch FROM clock_timestamp() - a.xact_start)::double precision,
                coalesce(a.backend_type = 'autovacuum worker'
                         AND a.query LIKE '%(to prevent wraparound)', false)
         FROM unnest(pg_catalog.pg_blocking_pids($1)) AS b(pid)
         LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
         ORDER BY b.pid",
    )
    .bind(pid)
    .fetch_all(session.connection())
    .await
    .map_err(|error| Error::during("reading who blocks", &error))?;
    let blocker = |(pid, user, application, state, backend, seconds, prevents_wraparound): Row| {
        Blocker { pid, user, application, state, backend, seconds, prevents_wraparound }
    };
    Ok(rows.into_iter().map(blocker).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(system: &str, oid: u32) -> ServerIdentity {
        ServerIdentity {
            system_identifier: system.to_owned(),
            database: "clinic".to_owned(),
            database_oid: oid,
            version: 150_018,
            timeline: 1,
        }
    }

    #[test]
    fn the_key_is_the_databases_and_stays_the_same() {
        let key = lock_key(&identity("7300000000000000001", 16_384));
        assert_eq!(key, lock_key(&identity("7300000000000000001", 16_384)));
        assert_ne!(key, lock_key(&identity("7300000000000000001", 16_385)));
        assert_ne!(key, lock_key(&identity("7300000000000000002", 16_384)));
    }

    #[test]
    fn blockers_for_people() {
        let blocker = Blocker {
            pid: 812,
            user: Some("app".to_owned()),
            application: Some("web".to_owned()),
            state: Some("idle in transaction".to_owned()),
            backend: Some("client backend".to_owned()),
            seconds: Some(3.2),
            prevents_wraparound: false,
        };
        assert_eq!(blocker.to_string(), "PID 812, user app, web, idle in transaction for 3 s");
        let prepared = Blocker { pid: 0, ..blocker };
        assert_eq!(prepared.to_string(), "a prepared transaction (see pg_prepared_xacts)");
    }
}
