//! The one executor: every statement that changes a user's database goes through here.

mod fault;
mod run;
mod script;
mod watch;

use std::{fmt, future::Future, time::Duration};

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use godwit_schema::Fingerprint;

pub use script::{Script, ScriptBatch, ScriptStatement};

use crate::{Error, Target, lock::Blocker, outcome::Committing};

/// What the caller looks at once more when the runner's lock is held: above all whether the structure
/// is still the one that the plan was made for.
pub trait Recheck {
    /// Called before the first statement of every batch, with the structure as the batch finds it:
    /// read inside the batch's own transaction when it has one, and `None` when the script names no
    /// scope. An error refuses the batch: it is rolled back and nothing more is run.
    ///
    /// # Errors
    /// Why the batch must not run.
    fn recheck(&self, batch: usize, structure: Option<&Fingerprint>) -> Result<(), Error>;
}

/// Nothing to look at: for scratch databases, that nobody else changes.
impl Recheck for () {
    fn recheck(&self, _: usize, _: Option<&Fingerprint>) -> Result<(), Error> {
        Ok(())
    }
}

/// The durable record of a run. Each call returns when its line cannot be lost any more; an error stops
/// the run, and what depends on the line is not done. Indexes count from 0.
pub trait Journal {
    /// A batch is tried, for the first time or again.
    fn batch_started(&mut self, batch: usize) -> impl Future<Output = Result<(), Error>> + Send;
    /// A statement is about to be sent.
    fn statement_started(
        &mut self,
        batch: usize,
        statement: usize,
    ) -> impl Future<Output = Result<(), Error>> + Send;
    /// A statement has come back.
    fn statement_done(
        &mut self,
        batch: usize,
        statement: usize,
        took: Duration,
    ) -> impl Future<Output = Result<(), Error>> + Send;
    /// COMMIT, or a statement that is its own transaction, is about to be sent. Without this line nobody could find out later what became of it.
    fn before_commit(
        &mut self,
        batch: usize,
        committing: &Committing,
    ) -> impl Future<Output = Result<(), Error>> + Send;
    /// The batch holds.
    fn batch_committed(&mut self, batch: usize) -> impl Future<Output = Result<(), Error>> + Send;
    /// The batch left nothing behind.
    fn batch_rolled_back(&mut self, batch: usize)
    -> impl Future<Output = Result<(), Error>> + Send;
    /// A lock was not to be had; the batch is tried again after a pause.
    fn waiting(&mut self, waiting: &Waiting) -> impl Future<Output = Result<(), Error>> + Send;
}

/// A pause before a batch is tried again.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Which batch.
    pub batch: usize,
    /// Number of the try that failed, from 1.
    pub attempt: u32,
    /// Until the next try.
    pub pause: Duration,
    /// Who held the lock while this run waited for it; empty when they were gone before they were
    /// seen.
    pub blockers: Vec<Blocker>,
}

/// A finished run: every batch was committed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Executed {
    /// Every statement, in order.
    pub timings: Vec<Timing>,
    /// How often a batch was tried again after a lock timeout or a deadlock.
    pub retries: u32,
}

/// How long one statement took, in the try that counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// Which batch.
    pub batch: usize,
    /// Which statement of the batch.
    pub statement: usize,
    /// From sending it until its answer.
    pub took: Duration,
}

/// A run that stopped, with exactly what holds and what does not.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What stopped it.
    pub error: Error,
    /// The batch, and the statement unless it was BEGIN, the recheck, the journal or COMMIT.
    pub at: Option<(usize, Option<usize>)>,
    /// Objects that the server named; never a row value.
    pub objects: NamedObjects,
    /// Batches that were committed and stay.
    pub committed: Vec<usize>,
    /// The batch that was begun and left nothing behind.
    pub rolled_back: Option<usize>,
    /// The batch of which nobody knows yet whether it holds.
    pub in_doubt: Option<InDoubt>,
    /// Why the wreckage of a failed statement could not be removed; it is still there.
    pub clean_up_error: Option<Error>,
    /// Who held the lock that could not be had.
    pub blockers: Vec<Blocker>,
    /// Statements that were run, in the last try.
    pub timings: Vec<Timing>,
}

impl Failure {
    /// A run that was refused before its first batch.
    fn before(error: Error) -> Box<Self> {
        Box::new(Self {
            error,
            at: None,
            objects: NamedObjects::default(),
            committed: Vec::new(),
            rolled_back: None,
            in_doubt: None,
            clean_up_error: None,
            blockers: Vec::new(),
            timings: Vec::new(),
        })
    }

    /// Whether the database is as it was before the run.
    pub fn changed_nothing(&self) -> bool {
        self.committed.is_empty() && self.in_doubt.is_none() && self.clean_up_error.is_none()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.error.message())
    }
}

/// A batch of which nobody knows yet whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InDoubt {
    /// Which batch.
    pub batch: usize,
    /// Its transaction, for [`crate::outcome::resolve`]; `None` for a statement outside of any.
    pub committing: Option<Committing>,
    /// Why it could not be found out, one sentence without a full stop.
    pub reason: String,
}

impl fmt::Display for InDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// The error fields by which the server names objects (manual, "Error and Notice Message Fields").
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NamedObjects {
    /// SQLSTATE.
    pub sqlstate: Option<String>,
    /// Namespace of the table or type.
    pub namespace: Option<String>,
    /// Table.
    pub table: Option<String>,
    /// Column.
    pub column: Option<String>,
    /// Constraint, or unique index.
    pub constraint: Option<String>,
    /// Data type.
    pub data_type: Option<String>,
}

/// Runs a script on a database.
///
/// Holds the runner's advisory lock from first to last on a direct connection. Each transactional batch
/// is one transaction with its own timeouts and a pinned search path; a statement that cannot run in one
/// is run alone and its wreckage removed when it fails. A lock timeout or a deadlock rolls the batch back
/// and tries it again after a growing pause; any other error stops the run. When the connection is lost
/// while COMMIT is on its way, the structure and the server are asked what became of the transaction.
///
/// # Errors
/// What stopped the run, and what holds: see [`Failure`]. Codes of its own: `another-run`, `pooler`,
/// `cancelled`, `connection-lost`, `script-invalid`; else the recheck's, the journal's or the server's.
pub async fn execute<R: Recheck + Sync, J: Journal + Send>(
    target: &Target,
    script: &Script,
    recheck: &R,
    journal: &mut J,
    cancel: CancellationToken,
) -> Result<Executed, Box<Failure>> {
    script.check().map_err(Failure::before)?;
    run::Run::open(target, script, recheck, journal, cancel)
        .await
        .map_err(Failure::before)?
        .run()
        .await
}
