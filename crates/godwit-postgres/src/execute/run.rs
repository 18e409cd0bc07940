use std::time::{Duration, Instant};

use rand::Rng;
use sqlx::AssertSqlSafe;
use tokio_util::sync::CancellationToken;

use godwit_schema::{Fingerprint, ServerIdentity};

use crate::{
    Error, Session, Target,
    execute::{
        Executed, Failure, InDoubt, Journal, NamedObjects, Recheck, Script, ScriptStatement,
        Timing, Waiting,
        fault::{Failed, Fault},
        watch::{Answer, Watch},
    },
    introspect,
    lock::take_lock,
    outcome::{self, Committing, Outcome, other_database},
};

/// The first pause before a second try; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How long a lost server is waited for before a wreck is cleaned up.
const RECONNECT_LIMIT: Duration = Duration::from_secs(60);

/// A connection that holds the runner's lock, and the one that looks after it.
struct Line {
    session: Session,
    watch: Watch,
}

/// One run of a script.
pub(super) struct Run<'a, R, J> {
    target: &'a Target,
    script: &'a Script,
    recheck: &'a R,
    journal: &'a mut J,
    cancel: CancellationToken,
    identity: ServerIdentity,
    /// `None` after the connection was lost.
    line: Option<Line>,
    committed: Vec<usize>,
    timings: Vec<Timing>,
    retries: u32,
    /// The journal failed after a statement that cannot be taken back was done.
    late: Option<Error>,
}

impl<'a, R: Recheck + Sync, J: Journal + Send> Run<'a, R, J> {
    /// Connects, refuses poolers and replicas, and takes the runner's lock.
    pub(super) async fn open(
        target: &'a Target,
        script: &'a Script,
        recheck: &'a R,
        journal: &'a mut J,
        cancel: CancellationToken,
    ) -> Result<Self, Error> {
        let line = Line::open(target).await?;
        let identity = line.session.identity().clone();
        Ok(Self {
            target,
            script,
            recheck,
            journal,
            cancel,
            identity,
            line: Some(line),
            committed: Vec::new(),
            timings: Vec::new(),
            retries: 0,
            late: None,
        })
    }

    /// Runs every batch.
    pub(super) async fn run(mut self) -> Result<Executed, Box<Failure>> {
        for batch in 0..self.script.batches.len() {
            self.batch(batch).await?;
        }
        if let Some(line) = self.line.take() {
            // Everything is committed: a lost goodbye changes nothing.
            if let Err(error) = line.session.close().await {
                tracing::debug!(%error, "the run's connection was not closed in order");
            }
        }
        Ok(Executed { timings: self.timings, retries: self.retries })
    }

    /// Tries a batch until it holds, or fails for good.
    async fn batch(&mut self, batch: usize) -> Result<(), Box<Failure>> {
        let counted = self.timings.len();
        for attempt in 1.. {
            self.timings.truncate(counted);
            let Err(fault) = self.attempt(batch).await else {
                return self.settle(batch).await;
            };
            let blockers =
                self.line.as_mut().map(|line| line.watch.take_blockers()).unwrap_or_default();
            let failed = Failed { fault, blockers };
            let again = failed.fault.is_lock() && attempt <= self.script.retries;
            let blockers = failed.blockers.clone();
            match self.undo(batch, failed).await? {
                Undone::Committed => return self.settle(batch).await,
                Undone::Gone(failure) if !again || self.cancel.is_cancelled() => {
                    return Err(failure);
                }
                Undone::Gone(failure) => {
                    self.pause(batch, attempt, blockers, failure).await?;
                    self.retries += 1;
                }
            }
        }
        Ok(())
    }

    /// Writes down that a batch holds.
    async fn settle(&mut self, batch: usize) -> Result<(), Box<Failure>> {
        self.committed.push(batch);
        let told = match self.late.take() {
            Some(error) => Err(error),
            None => self.journal.batch_committed(batch).await,
        };
        told.map_err(|error| {
            let mut failure = self.failure(batch, Fault::Stopped { error, statement: None });
            failure.rolled_back = None;
            failure
        })
    }

    async fn pause(
        &mut self,
        batch: usize,
        attempt: u32,
        blockers: Vec<crate::lock::Blocker>,
        failure: Box<Failure>,
    ) -> Result<(), Box<Failure>> {
        let pause = pause(attempt);
        let waiting = Waiting { batch, attempt, pause, blockers };
        if let Err(error) = self.journal.waiting(&waiting).await {
            return Err(self.failure(batch, Fault::Stopped { error, statement: None }));
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => Ok(()),
            () = self.cancel.cancelled() => Err(failure),
        }
    }

    async fn attempt(&mut self, batch: usize) -> Result<(), Fault> {
        let stopped = |error| Fault::Stopped { error, statement: None };
        if self.cancel.is_cancelled() {
            return Err(stopped(cancelled()));
        }
        self.journal.batch_started(batch).await.map_err(stopped)?;
        if self.line.is_none() {
            let line = Line::open(self.target).await.map_err(stopped)?;
            if let Some(reason) = other_database(&self.identity, line.session.identity()) {
                return Err(stopped(
                    Error::new("another-server", format!("the run cannot go on: {reason}"))
                        .with_hint("compare again with the database that answers now"),
                ));
            }
            self.line = Some(line);
        }
        if self.script.batches[batch].transactional {
            self.transaction(batch).await
        } else {
            self.alone(batch).await
        }
    }

    async fn transaction(&mut self, batch: usize) -> Result<(), Fault> {
        self.send("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", None).await?;
        self.pin(true, self.script.lock_timeout_ms).await?;
        let before = self.recheck(batch).await?;
        for (number, statement) in self.script.batches[batch].statements.iter().enumerate() {
            let took = self.statement(batch, number, statement).await?;
            let stopped = |error| Fault::Stopped { error, statement: Some(number) };
            self.journal.statement_done(batch, number, took).await.map_err(stopped)?;
        }
        let stopped = |error| Fault::Stopped { error, statement: None };
        let after = self.script.batches[batch].after.clone();
        let committing = Committing { xid: Some(self.xid().await?), before, after };
        self.journal.before_commit(batch, &committing).await.map_err(stopped)?;
        if let Some(line) = &mut self.line
            && let Err(error) = line.watch.keep_xid().await
        {
            // Only a crash of the server in this very moment would make the answer doubtful.
            tracing::warn!(%error, "the transaction id could not be made durable");
        }
        if self.cancel.is_cancelled() {
            return Err(stopped(cancelled()));
        }
        // From here on a cancel comes too late: a COMMIT is never interrupted.
        let cancel = std::mem::take(&mut self.cancel);
        let sent = self.send("COMMIT", None).await;
        self.cancel = cancel;
        sent.map_err(|fault| match fault {
            Fault::Lost { error, statement, .. } => {
                Fault::Lost { error, statement, committing: Some(committing) }
            }
            refused => refused,
        })
    }

    async fn alone(&mut self, batch: usize) -> Result<(), Fault> {
        self.pin(false, self.script.lock_timeout_ms).await?;
        let before = self.recheck(batch).await?;
        let after = self.script.batches[batch].after.clone();
        let committing = Committing { xid: None, before, after };
        let stopped = |error| Fault::Stopped { error, statement: None };
        self.journal.before_commit(batch, &committing).await.map_err(stopped)?;
        let took = self.statement(batch, 0, &self.script.batches[batch].statements[0]).await?;
        // It holds already, whatever becomes of the journal.
        self.late = self.journal.statement_done(batch, 0, took).await.err();
        Ok(())
    }

    async fn statement(
        &mut self,
        batch: usize,
        number: usize,
        statement: &ScriptStatement,
    ) -> Result<Duration, Fault> {
        // Nothing was sent yet, so there is nothing of this statement to clean up.
        let stopped = |error| Fault::Stopped { error, statement: None };
        if self.cancel.is_cancelled() {
            return Err(stopped(cancelled()));
        }
        self.journal.statement_started(batch, number).await.map_err(stopped)?;
        let began = Instant::now();
        self.send(&statement.sql, Some(number)).await?;
        let took = began.elapsed();
        self.timings.push(Timing { batch, statement: number, took });
        Ok(took)
    }

    /// Reads the structure and has it looked at.
    async fn recheck(&mut self, batch: usize) -> Result<Option<Fingerprint>, Fault> {
        let (recheck, script) = (self.recheck, self.script);
        let line = Line::of(&mut self.line)?;
        let session = &mut line.session;
        let looking = async {
            let found = match &script.scope {
                Some(scope) if script.batches[batch].transactional => {
                    Some(introspect::introspect_here(session).await?.catalog.fingerprint(scope))
                }
                // A statement that runs alone has no transaction to be read in.
                Some(scope) => {
                    Some(introspect::introspect(session).await?.catalog.fingerprint(scope))
                }
                None => None,
            };
            recheck.recheck(batch, found.as_ref())?;
            Ok::<_, Error>(found)
        };
        match line.watch.wait(looking, &self.cancel).await {
            Answer::Came(Ok(found)) => Ok(found),
            Answer::Came(Err(error))
                if self.cancel.is_cancelled() && error.sqlstate().is_some() =>
            {
                Err(Fault::Stopped { error: cancelled(), statement: None })
            }
            Answer::Came(Err(error)) if error.is_connection_lost() => {
                Err(Fault::Lost { error, statement: None, committing: None })
            }
            Answer::Came(Err(error)) => Err(Fault::Stopped { error, statement: None }),
            Answer::Lost(why) => Err(Fault::lost(&why, None)),
        }
    }

    async fn pin(&mut self, local: bool, lock_timeout_ms: u32) -> Result<(), Fault> {
        let line = Line::of(&mut self.line)?;
        let pinning = self.script.pin(&mut line.session, local, lock_timeout_ms);
        match line.watch.wait(pinning, &self.cancel).await {
            Answer::Came(answer) => {
                answer.map_err(|error| Fault::of("fixing the settings", &error, None))
            }
            Answer::Lost(why) => Err(Fault::lost(&why, None)),
        }
    }

    async fn xid(&mut self) -> Result<String, Fault> {
        let line = Line::of(&mut self.line)?;
        let asking = sqlx::query_scalar("SELECT pg_catalog.pg_current_xact_id()::text")
            .fetch_one(line.session.connection());
        match line.watch.wait(asking, &self.cancel).await {
            Answer::Came(answer) => {
                answer.map_err(|error| Fault::of("asking for the transaction id", &error, None))
            }
            Answer::Lost(why) => Err(Fault::lost(&why, None)),
        }
    }

    /// Sends one command; an answer that the server gave to a cancel is told as such.
    async fn send(&mut self, sql: &str, statement: Option<usize>) -> Result<(), Fault> {
        let line = Line::of(&mut self.line)?;
        let answer = {
            // The extended protocol takes one command only, whatever the text holds.
            let query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
            line.watch.wait(query.execute(line.session.connection()), &self.cancel).await
        };
        let doing = match statement {
            Some(number) => format!("statement {}", number + 1),
            None => sql.split(' ').next().unwrap_or(sql).to_owned(),
        };
        match answer {
            Answer::Came(Ok(_)) => Ok(()),
            Answer::Came(Err(error)) => {
                let fault = Fault::of(&doing, &error, statement);
                let ours = self.cancel.is_cancelled() && fault.error().sqlstate() == Some("57014");
                Err(if ours { Fault::Stopped { error: cancelled(), statement } } else { fault })
            }
            Answer::Lost(why) => Err(Fault::lost(&format!("{doing}: {why}"), statement)),
        }
    }
}

/// What a failed try left.
enum Undone {
    /// It was committed after all, as was found out.
    Committed,
    /// Nothing.
    Gone(Box<Failure>),
}

impl<R: Recheck + Sync, J: Journal + Send> Run<'_, R, J> {
    /// Takes back what a failed try did, or finds out what became of it.
    async fn undo(&mut self, batch: usize, failed: Failed) -> Result<Undone, Box<Failure>> {
        let transactional = self.script.batches[batch].transactional;
        let committing = match &failed.fault {
            Fault::Lost { committing, .. } => {
                self.give_up_line().await;
                committing.clone()
            }
            Fault::Refused { .. } | Fault::Stopped { .. } => None,
        };
        let mut failure = self.failure(batch, failed.fault);
        failure.blockers = failed.blockers;
        if let Some(committing) = committing {
            let scope = self.script.scope.as_ref();
            let reason =
                match outcome::resolve(self.target, &committing, &self.identity, scope).await {
                    Ok(Outcome::Committed) => return Ok(Undone::Committed),
                    Ok(Outcome::RolledBack) => None,
                    Ok(Outcome::InProgress) => Some("the server still works on it".to_owned()),
                    Ok(Outcome::Unknown { reason }) => Some(reason),
                    Err(error) => Some(error.message().to_owned()),
                };
            if let Some(reason) = reason {
                failure.rolled_back = None;
                failure.in_doubt = Some(InDoubt { batch, committing: Some(committing), reason });
                return Err(failure);
            }
        } else if transactional {
            self.roll_back().await;
        } else if let Err(second) = self.clean_up(batch, &failure).await {
            failure.rolled_back = None;
            match second {
                Wreck::Stays(error) => failure.clean_up_error = Some(error),
                Wreck::Unknown(reason) => {
                    failure.in_doubt = Some(InDoubt { batch, committing: None, reason });
                }
            }
            return Err(failure);
        }
        if let Err(error) = self.journal.batch_rolled_back(batch).await {
            // The first error stays the one that is told; the journal's would follow from reading it.
            tracing::error!(%error, batch, "the journal could not be told that a batch left nothing");
            return Err(failure);
        }
        Ok(Undone::Gone(failure))
    }

    /// Drops a lost connection, and ends its backend so that its locks are free.
    async fn give_up_line(&mut self) {
        let Some(Line { session, mut watch }) = self.line.take() else { return };
        drop(session);
        if let Err(error) = watch.end_backend().await {
            tracing::warn!(%error, "the backend of the lost connection could not be ended");
        }
    }

    /// ROLLBACK. When even that fails the connection is dropped, which rolls back as well.
    async fn roll_back(&mut self) {
        let Some(line) = &mut self.line else { return };
        let never = CancellationToken::new();
        let rolling = sqlx::query("ROLLBACK").persistent(false).execute(line.session.connection());
        match line.watch.wait(rolling, &never).await {
            Answer::Came(Ok(_)) => {}
            Answer::Came(Err(error)) => {
                tracing::warn!(%error, "ROLLBACK failed; the connection is closed instead");
                self.give_up_line().await;
            }
            Answer::Lost(why) => {
                tracing::warn!(why, "ROLLBACK was not answered; the connection is closed instead");
                self.give_up_line().await;
            }
        }
    }

    /// Removes the wreckage of a statement that could not be rolled back.
    async fn clean_up(&mut self, batch: usize, failure: &Failure) -> Result<(), Wreck> {
        let Some((_, Some(number))) = failure.at else { return Ok(()) };
        // The name was taken: what bears it is not this statement's wreckage.
        if matches!(failure.objects.sqlstate.as_deref(), Some("42P07" | "42710")) {
            return Ok(());
        }
        let Some(statement) = self.script.batches[batch].statements.get(number) else {
            return Ok(());
        };
        let Some(sql) = &statement.clean_up else {
            // Without wreckage known in advance a refused statement left nothing; a lost one may have
            // been carried out.
            return if self.line.is_some() {
                Ok(())
            } else {
                Err(Wreck::Unknown(
                    "the connection was lost while a statement ran that is its own transaction"
                        .to_owned(),
                ))
            };
        };
        for attempt in 1.. {
            match self.clean_up_once(sql).await {
                Ok(()) => return Ok(()),
                Err(error) if attempt > self.script.retries => return Err(Wreck::Stays(error)),
                Err(error) => {
                    tracing::warn!(%error, attempt, "cleaning up failed; it is tried again");
                    tokio::time::sleep(pause(attempt)).await;
                }
            }
        }
        Ok(())
    }

    async fn clean_up_once(&mut self, sql: &str) -> Result<(), Error> {
        if self.line.is_none() {
            let session = outcome::reconnect(self.target, RECONNECT_LIMIT).await?;
            if let Some(reason) = other_database(&self.identity, session.identity()) {
                return Err(Error::new(
                    "another-server",
                    format!("nothing was cleaned up: {reason}"),
                )
                .with_hint("look at the database that the run was for"));
            }
            drop(session);
            self.line = Some(Line::open(self.target).await?);
        }
        // A person's cancel stops the run, not its clean-up.
        let cancel = std::mem::take(&mut self.cancel);
        let pinned = self.pin(false, self.script.clean_up_lock_timeout_ms()).await;
        let cleaned = match pinned {
            Ok(()) => self.send(sql, None).await,
            Err(fault) => Err(fault),
        };
        self.cancel = cancel;
        match cleaned {
            Ok(()) => Ok(()),
            Err(fault) => {
                if matches!(fault, Fault::Lost { .. }) {
                    self.give_up_line().await;
                }
                Err(fault.error().clone())
            }
        }
    }

    fn failure(&self, batch: usize, fault: Fault) -> Box<Failure> {
        let at = Some((batch, fault.statement()));
        let (error, objects) = match fault {
            Fault::Refused { error, objects, .. } => (error, objects),
            Fault::Lost { error, .. } | Fault::Stopped { error, .. } => {
                let sqlstate = error.sqlstate().map(str::to_owned);
                (error, NamedObjects { sqlstate, ..NamedObjects::default() })
            }
        };
        Box::new(Failure {
            error,
            at,
            objects,
            committed: self.committed.clone(),
            rolled_back: Some(batch),
            in_doubt: None,
            clean_up_error: None,
            blockers: Vec::new(),
            timings: self.timings.clone(),
        })
    }
}

/// What a failed stand-alone statement left.
enum Wreck {
    /// It is still there, and why.
    Stays(Error),
    /// Nobody knows.
    Unknown(String),
}

impl Line {
    async fn open(target: &Target) -> Result<Self, Error> {
        if let Some(hint) = target.pooler_hint().filter(|_| target.host.contains("-pooler.")) {
            return Err(Error::new(
                "pooler",
                "no lock can be held over a run through a transaction pooler; nothing was changed",
            )
            .with_hint(hint));
        }
        let mut session = Session::connect(target).await?;
        if let Some(reason) = session.is_read_only() {
            return Err(Error::new(
                "read-only-server",
                format!("the database takes no changes, nothing was changed: {reason}"),
            )
            .with_hint("connect to the primary server as a role that may write"));
        }
        let watch = Watch::open(target, &mut session).await?;
        take_lock(&mut session).await?;
        Ok(Self { session, watch })
    }

    // Made once a statement at most, and then the run is over.
    #[allow(clippy::result_large_err)]
    fn of(line: &mut Option<Line>) -> Result<&mut Line, Fault> {
        line.as_mut().ok_or_else(|| Fault::lost("it was given up", None))
    }
}

fn cancelled() -> Error {
    Error::new("cancelled", "the run was cancelled").with_hint("apply again when it suits")
}

/// Grows twofold from try to try, and is never quite the same, so that two who wait for each other do
/// not meet again.
fn pause(attempt: u32) -> Duration {
    let grown =
        FIRST_PAUSE.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(LONGEST_PAUSE);
    grown.mul_f64(rand::rng().random_range(0.5..1.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        for (attempt, base) in [(1, 0.5), (2, 1.0), (3, 2.0), (9, 60.0), (100, 60.0)] {
            let seconds = pause(attempt).as_secs_f64();
            assert!((base * 0.5..base * 1.5).contains(&seconds), "{attempt}: {seconds}");
        }
    }
}
