mod undo;

use std::time::{Duration, Instant};

use rand::Rng;
use sqlx::AssertSqlSafe;
use tokio_util::sync::CancellationToken;

use godwit_schema::{Fingerprint, ServerIdentity};

use crate::{
    Error, Session, Target,
    execute::{
        Executed, Failure, Journal, NamedObjects, Recheck, Script, ScriptStatement, Timing,
        Waiting,
        fault::{Failed, Fault},
        run::undo::Undone,
        watch::{Answer, Watch},
    },
    introspect,
    lock::take_lock,
    outcome::{Committing, other_database},
};

/// The first pause before a second try; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

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
