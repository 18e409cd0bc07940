use std::{
    future::Future,
    pin::pin,
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

use crate::{
    Error, Session, Target,
    lock::{Blocker, blockers},
};

/// Between two looks at the running statement.
const TICK: Duration = Duration::from_millis(100);
/// How long one look may take.
const LOOK_LIMIT: Duration = Duration::from_secs(5);
/// How long the answer of a backend that has finished or is gone may still be on its way.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);
/// How long the server may be out of reach before the connection counts as lost.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);
/// How long a backend may take to end.
const END_LIMIT: Duration = Duration::from_secs(10);

/// A second connection that looks after the first: who blocks it, whether its backend still works,
/// and how to cancel it.
///
/// A connection that lost its packets on the way gives no error for many minutes; the backend's state
/// seen from here tells that no answer will come.
pub(super) struct Watch {
    target: Target,
    session: Option<Session>,
    pid: i32,
    /// When the backend started, as text: process ids are used again.
    born: String,
    blockers: Vec<Blocker>,
}

/// What came of waiting for an answer.
pub(super) enum Answer<T> {
    /// It is here.
    Came(T),
    /// It will never come, and why.
    Lost(String),
}

impl Watch {
    /// Opens the second connection, and refuses when a pooler shares backends between connections.
    pub(super) async fn open(target: &Target, watched: &mut Session) -> Result<Self, Error> {
        let mut session = Session::connect(target).await?;
        let checked = Self::check(watched, &mut session).await;
        let (pid, born, shared) =
            checked.map_err(|error| Error::during("looking for a pooler", &error))?;
        if shared {
            return Err(Error::new(
                "pooler",
                "the connection goes through a pooler that hands out backends for a transaction at a time, so no lock can be held over a run; nothing was changed",
            )
            .with_hint("use the direct address: the host without `-pooler`, or PostgreSQL's own port"));
        }
        Ok(Self { target: target.clone(), session: Some(session), pid, born, blockers: Vec::new() })
    }

    /// The first connection's backend, when it was born, and whether it is shared.
    async fn check(
        watched: &mut Session,
        session: &mut Session,
    ) -> Result<(i32, String, bool), sqlx::Error> {
        let me = "SELECT pid, backend_start::text FROM pg_catalog.pg_stat_activity
                  WHERE pid = pg_catalog.pg_backend_pid()";
        let (pid, born): (i32, String) = sqlx::query_as(me).fetch_one(watched.connection()).await?;
        // While the first connection lives, its backend can serve no other, unless a pooler hands
        // backends out for a transaction at a time. Then it also has another one by now, since the
        // second connection holds one inside a transaction.
        sqlx::raw_sql("BEGIN READ ONLY").execute(session.connection()).await?;
        let own = "SELECT pg_catalog.pg_backend_pid()";
        let second: i32 = sqlx::query_scalar(own).fetch_one(session.connection()).await?;
        let first: i32 = sqlx::query_scalar(own).fetch_one(watched.connection()).await?;
        sqlx::raw_sql("COMMIT").execute(session.connection()).await?;
        Ok((pid, born, second == pid || first != pid))
    }

    /// Waits for an answer on the first connection; on cancel asks the server to cancel the
    /// statement, and still waits for what the server says to that.
    pub(super) async fn wait<T>(
        &mut self,
        answer: impl Future<Output = T>,
        cancel: &CancellationToken,
    ) -> Answer<T> {
        let mut answer = pin!(answer);
        let mut cancelled = false;
        let mut silent: Option<Instant> = None;
        let mut finished: Option<Instant> = None;
        loop {
            tokio::select! {
                biased;
                value = &mut answer => return Answer::Came(value),
                () = cancel.cancelled(), if !cancelled => cancelled = true,
                () = tokio::time::sleep(TICK) => {}
            }
            match tokio::time::timeout(LOOK_LIMIT, self.look(cancelled)).await {
                Ok(Ok(working)) => {
                    silent = None;
                    finished =
                        if working { None } else { finished.or_else(|| Some(Instant::now())) };
                }
                Ok(Err(_)) | Err(_) => {
                    self.session = None;
                    silent.get_or_insert_with(Instant::now);
                }
            }
            if finished.is_some_and(|since| since.elapsed() > ANSWER_LIMIT) {
                return Answer::Lost("the server's answer got lost on the way".to_owned());
            }
            if silent.is_some_and(|since| since.elapsed() > SILENCE_LIMIT) {
                let seconds = SILENCE_LIMIT.as_secs();
                return Answer::Lost(format!("the server was out of reach for {seconds} s"));
            }
        }
    }

    /// Looks once: whether the backend works on something.
    async fn look(&mut self, cancel: bool) -> Result<bool, Error> {
        let (pid, born) = (self.pid, self.born.clone());
        let session = self.session().await?;
        let found: Option<(Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT state, wait_event_type FROM pg_catalog.pg_stat_activity
             WHERE pid = $1 AND backend_start::text = $2",
        )
        .bind(pid)
        .bind(&born)
        .fetch_optional(session.connection())
        .await
        .map_err(|error| Error::during("looking after the statement", &error))?;
        let Some((state, wait)) = found else { return Ok(false) };
        if state.is_some_and(|state| state.starts_with("idle")) {
            return Ok(false);
        }
        if cancel {
            self.signal("pg_cancel_backend").await?;
        } else if wait.as_deref() == Some("Lock") {
            let found = blockers(self.session().await?, pid).await?;
            if !found.is_empty() {
                self.blockers = found;
            }
        }
        Ok(true)
    }

    async fn signal(&mut self, function: &str) -> Result<bool, Error> {
        let (pid, born) = (self.pid, self.born.clone());
        // `function` is one of two names written in this file.
        let sql = format!(
            "SELECT pg_catalog.{function}(pid) FROM pg_catalog.pg_stat_activity
             WHERE pid = $1 AND backend_start::text = $2"
        );
        let found: Option<bool> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(pid)
            .bind(&born)
            .fetch_optional(self.session().await?.connection())
            .await
            .map_err(|error| Error::during("signalling the statement's backend", &error))?;
        Ok(found.is_some())
    }

    /// Ends the backend of the first connection and waits until it is gone, so that its locks are free
    /// and its transaction is decided.
    pub(super) async fn end_backend(&mut self) -> Result<(), Error> {
        let began = Instant::now();
        loop {
            let asked = tokio::time::timeout(LOOK_LIMIT, self.signal("pg_terminate_backend")).await;
            match asked {
                Ok(Ok(false)) => return Ok(()),
                Ok(Ok(true)) => {}
                Ok(Err(error)) => {
                    self.session = None;
                    if began.elapsed() > END_LIMIT {
                        return Err(error);
                    }
                }
                Err(_) => self.session = None,
            }
            if began.elapsed() > END_LIMIT {
                return Err(Error::new(
                    "backend-stays",
                    format!(
                        "the server's process of the lost connection does not end: PID {}",
                        self.pid
                    ),
                )
                .with_hint("it ends by itself when it notices, at the latest after a minute"));
            }
            tokio::time::sleep(TICK).await;
        }
    }

    /// Makes sure that the server remembers the transaction id that the first connection was given,
    /// even when it crashes before COMMIT: by a commit of its own that comes later in the log.
    ///
    /// Ids are handed out without a trace on the disk. After a crash the server could give the same
    /// id to another transaction, whose commit would then pass for ours.
    pub(super) async fn keep_xid(&mut self) -> Result<(), Error> {
        let session = self.session().await?;
        sqlx::raw_sql(
            "BEGIN; SET LOCAL synchronous_commit = local;
             SELECT pg_catalog.pg_logical_emit_message(true, 'godwit', ''); COMMIT",
        )
        .execute(session.connection())
        .await
        .map_err(|error| Error::during("making the transaction id durable", &error))?;
        Ok(())
    }

    /// Who was seen blocking since this was asked last.
    pub(super) fn take_blockers(&mut self) -> Vec<Blocker> {
        std::mem::take(&mut self.blockers)
    }

    async fn session(&mut self) -> Result<&mut Session, Error> {
        let session = match self.session.take() {
            Some(session) => session,
            None => Session::connect(&self.target).await?,
        };
        Ok(self.session.insert(session))
    }
}
