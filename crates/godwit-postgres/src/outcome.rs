use std::time::{Duration, Instant};

use godwit_schema::ServerIdentity;

use crate::{Error, Session, Target};

/// How long a server that is down or starting is waited for.
const CONNECT_LIMIT: Duration = Duration::from_secs(60);
/// How long a transaction that is still in progress is waited for.
const PROGRESS_LIMIT: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(250);

/// What became of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XactStatus {
    /// It holds.
    Committed,
    /// It left nothing behind.
    Aborted,
    /// The server still works on it.
    InProgress,
    /// The server cannot tell.
    Unknown {
        /// Why, one sentence without a full stop.
        reason: String,
    },
}

/// Asks the server what became of a transaction whose COMMIT got no answer.
///
/// `xid` is `pg_current_xact_id()` as text, read inside the transaction. A server that is down is
/// waited for up to a minute, a transaction still in progress for half a minute more. The answer
/// counts only from the same cluster, database and timeline.
///
/// # Errors
/// The server cannot be reached, or refuses.
pub async fn resolve(
    target: &Target,
    xid: &str,
    identity: &ServerIdentity,
) -> Result<XactStatus, Error> {
    let mut session = reconnect(target, CONNECT_LIMIT).await?;
    if let Some(reason) = other_database(identity, session.identity()) {
        return Ok(XactStatus::Unknown { reason });
    }
    let began = Instant::now();
    loop {
        let status = status(&mut session, xid).await?;
        if status != XactStatus::InProgress || began.elapsed() > PROGRESS_LIMIT {
            session.close().await?;
            return Ok(status);
        }
        tokio::time::sleep(PAUSE).await;
    }
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

async fn status(session: &mut Session, xid: &str) -> Result<XactStatus, Error> {
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
                Some("22023") => Ok(XactStatus::Aborted),
                _ => Err(error),
            };
        }
    };
    Ok(match answer.as_deref() {
        Some("committed") => XactStatus::Committed,
        Some("aborted") => XactStatus::Aborted,
        Some("in progress") => XactStatus::InProgress,
        Some(other) => XactStatus::Unknown { reason: format!("the server answered: {other}") },
        None => XactStatus::Unknown {
            reason: "so many transactions have passed since that the server forgot this one"
                .to_owned(),
        },
    })
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
