//! What a failed try did is taken back, or it is found out what became of it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{Line, Run, pause};
use crate::{
    Error,
    execute::{
        Failure, InDoubt, Journal, Recheck,
        fault::{Failed, Fault},
        watch::Answer,
    },
    outcome::{self, Outcome, other_database},
};

/// How long a lost server is waited for before a wreck is cleaned up.
const RECONNECT_LIMIT: Duration = Duration::from_secs(60);

/// What a failed try left.
pub(super) enum Undone {
    /// It was committed after all, as was found out.
    Committed,
    /// Nothing.
    Gone(Box<Failure>),
}

impl<R: Recheck + Sync, J: Journal + Send> Run<'_, R, J> {
    /// Takes back what a failed try did, or finds out what became of it.
    pub(super) async fn undo(
        &mut self,
        batch: usize,
        failed: Failed,
    ) -> Result<Undone, Box<Failure>> {
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
}

/// What a failed stand-alone statement left.
enum Wreck {
    /// It is still there, and why.
    Stays(Error),
    /// Nobody knows.
    Unknown(String),
}
