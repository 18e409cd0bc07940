mod judge;

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use godwit_schema::{Fingerprint, Scope, ServerIdentity};

use crate::{Error, Session, Target, introspect, lock::take_lock};
use judge::{Status, judge};

/// How long a server that is down or starting is waited for.
const CONNECT_LIMIT: Duration = Duration::from_secs(60);
/// How long a transaction that is still in progress is waited for.
const PROGRESS_LIMIT: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(250);

/// A COMMIT on its way, or a statement that is its own transaction, with what tells afterwards what
/// became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committing {
    /// `pg_current_xact_id()` as text, read inside the transaction; `None` for a statement that
    /// cannot run in one.
    pub xid: Option<String>,
    /// The structure that the transaction began with; `None` when it was not read.
    pub before: Option<Fingerprint>,
    /// The structure that it leaves; `None` when that is not known in advance.
    pub after: Option<Fingerprint>,
}

/// What became of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Committed,
    /// It left nothing behind.
    RolledBack,
    /// The server still works on it.
    InProgress,
    /// Nobody can tell.
    Unknown {
        /// Why, one sentence without a full stop.
        reason: String,
    },
}

/// Finds out what became of a transaction whose COMMIT got no answer, by the structure within `scope`
/// and by the server's word on the transaction id.
///
/// Neither is trusted alone where it can mislead: after a crash, an id that never reached the disk is
/// given to another transaction, whose outcome says nothing about this one; and a structure that is
/// neither the one before nor the one after was changed by somebody else. A server that is down is
/// waited for up to a minute, a transaction still in progress for half a minute more. The answer
/// counts only from the same cluster, database and timeline.
///
/// # Errors
/// The server cannot be reached, or refuses.
pub async fn resolve(
    target: &Target,
    committing: &Committing,
    identity: &ServerIdentity,
    scope: Option<&Scope>,
) -> Result<Outcome, Error> {
    let mut session = reconnect(target, CONNECT_LIMIT).await?;
    if let Some(reason) = other_database(identity, session.identity()) {
        return Ok(Outcome::Unknown { reason });
    }
    let began = Instant::now();
    let status = loop {
        let status = match &committing.xid {
            Some(xid) => status(&mut session, xid).await?,
            None => ended(&mut session).await?,
        };
        if status != Status::InProgress || began.elapsed() > PROGRESS_LIMIT {
            break status;
        }
        tokio::time::sleep(PAUSE).await;
    };
    // Read last: what has ended by now is seen.
    let live = match scope {
        Some(scope) => Some(introspect::introspect(&mut session).await?.catalog.fingerprint(scope)),
        None => None,
    };
    session.close().await?;
    Ok(judge(committing, live.as_ref(), status))
}

/// Connects, waiting for a server that is down or starting.
///
/// # Errors
/// The last refusal, when the limit has passed or when waiting cannot help.
pub(crate) async fn reconnect(target: &Target, limit: Duration) -> Result<Session, Error> {
    let began = Instant::now();
    loop {
        match Session::connect(target).await {
            Ok(session) => return Ok(session),
            Err(error) if began.elapsed() > limit || !error.is_connection_lost() => {
                return Err(error);
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Why a database is not the one that is asked about; `None` when it is.
///
/// What the role may not read (an empty identifier, timeline 0) is not compared.
pub(crate) fn other_database(asked: &ServerIdentity, found: &ServerIdentity) -> Option<String> {
    let both = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    if both(&asked.system_identifier, &found.system_identifier) {
        return Some("another database cluster answers at this address now".to_owned());
    }
    if asked.database_oid != found.database_oid {
        return Some("another database has this name now".to_owned());
    }
    if asked.timeline != 0 && found.timeline != 0 && asked.timeline != found.timeline {
        return Some(format!(
            "the cluster was restored or failed over since: its timeline was {} and is {}",
            asked.timeline, found.timeline
        ));
    }
    None
}

async fn status(session: &mut Session, xid: &str) -> Result<Status, Error> {
    let asked = sqlx::query_scalar("SELECT pg_catalog.pg_xact_status($1::text::xid8)")
        .bind(xid)
        .fetch_one(session.connection())
        .await;
    let answer: Option<String> = match asked {
        Ok(answer) => answer,
        Err(error) => {
            let error = Error::during("asking what became of the transaction", &error);
            // "transaction ID … is in the future": the cluster crashed before anything of the
            // transaction reached its disk, so it cannot have been committed.
            return match error.sqlstate() {
                Some("22023") => Ok(Status::Aborted),
                _ => Err(error),
            };
        }
    };
    Ok(match answer.as_deref() {
        Some("committed") => Status::Committed,
        Some("aborted") => Status::Aborted,
        Some("in progress") => Status::InProgress,
        Some(other) => Status::Unknown { reason: format!("the server answered: {other}") },
        None => Status::Unknown {
            reason: "so many transactions have passed since that the server forgot this one"
                .to_owned(),
        },
    })
}

/// A statement outlives its lost client until it is done, and so does the runner's lock of its session.
async fn ended(session: &mut Session) -> Result<Status, Error> {
    match take_lock(session).await {
        Ok(()) => Ok(Status::Ended),
        Err(error) if error.code() == "another-run" => Ok(Status::InProgress),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_cluster_database_or_timeline_is_told_apart() {
        let identity = ServerIdentity {
            system_identifier: "7300000000000000001".to_owned(),
            database: "clinic".to_owned(),
            database_oid: 16_384,
            version: 150_018,
            timeline: 1,
        };
        assert_eq!(other_database(&identity, &identity), None);
        let unreadable =
            ServerIdentity { system_identifier: String::new(), timeline: 0, ..identity.clone() };
        assert_eq!(other_database(&identity, &unreadable), None);
        let cluster = ServerIdentity { system_identifier: "8".to_owned(), ..identity.clone() };
        let database = ServerIdentity { database_oid: 5, ..identity.clone() };
        let timeline = ServerIdentity { timeline: 2, ..identity.clone() };
        for other in [cluster, database, timeline] {
            assert!(other_database(&identity, &other).is_some());
        }
    }
}
