use serde::{Deserialize, Serialize};

use godwit_schema::ServerIdentity;

use crate::{
    backup::BackupRecord,
    error::Error,
    history::History,
    view::{CheckView, ErrorView, RunState, RunStepView},
};

/// Everything known of one attempt to apply one sealed plan; reports are made from it alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Version of this document's form.
    pub format: u32,
    /// Unique id, ordered by time.
    pub id: String,
    /// The plan's seal.
    pub seal: String,
    /// Id of the profile, or empty when the target was given as a URL.
    pub profile: String,
    /// Name of the profile, or the target.
    pub profile_name: String,
    /// Database and host, without any secret.
    pub target: String,
    /// Which database it was.
    pub server: ServerIdentity,
    /// Operating system user who ran it.
    pub who: String,
    /// RFC 3339 in UTC.
    pub started_at: String,
    /// RFC 3339 in UTC; `None` while it runs.
    pub finished_at: Option<String>,
    /// Seconds it took, by a clock that never jumps.
    pub seconds: f64,
    /// How it ended.
    pub state: RunState,
    /// One sentence: what state the database is in.
    pub outcome: String,
    /// Steps with how each ended.
    pub steps: Vec<RunStepView>,
    /// Reading back.
    pub validation: Vec<CheckView>,
    /// The backup taken before.
    pub backup: Option<BackupRecord>,
    /// Dangers that were accepted, as `code object`.
    pub acceptances: Vec<String>,
    /// What failed.
    pub error: Option<ErrorView>,
    /// What to do next.
    pub next: Vec<String>,
}

impl RunRecord {
    /// The version of the document's form that this program writes.
    pub const FORMAT: u32 = 1;
}

fn word(state: RunState) -> &'static str {
    match state {
        RunState::Running => "running",
        RunState::Applied => "applied",
        RunState::RolledBack => "rolled-back",
        RunState::Interrupted => "interrupted",
    }
}

impl History {
    /// Saves a run as it stands now; on the disk when this returns.
    ///
    /// # Errors
    /// The history cannot be written.
    pub async fn save_run(&self, run: &RunRecord) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO run (id, seal, profile, started_at, finished_at, state, document)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET finished_at = ?5, state = ?6, document = ?7",
        )
        .bind(&run.id)
        .bind(&run.seal)
        .bind(&run.profile)
        .bind(&run.started_at)
        .bind(&run.finished_at)
        .bind(word(run.state))
        .bind(super::print("run", run)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The run with this id, or the newest for `last`.
    ///
    /// # Errors
    /// `run-missing`.
    pub async fn run(&self, id: &str) -> Result<RunRecord, Error> {
        let found: Option<String> = if id == "last" {
            sqlx::query_scalar("SELECT document FROM run ORDER BY id DESC LIMIT 1")
                .fetch_optional(&self.pool)
                .await?
        } else {
            sqlx::query_scalar("SELECT document FROM run WHERE id = ?1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?
        };
        let document = found.ok_or_else(|| {
            Error::new("run-missing", format!("there is no run with the id: {id}"))
                .hint("`godwit history` shows all runs")
        })?;
        super::parse("run", &document)
    }

    /// All runs, newest first.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn runs(&self) -> Result<Vec<RunRecord>, Error> {
        let documents: Vec<String> =
            sqlx::query_scalar("SELECT document FROM run ORDER BY id DESC")
                .fetch_all(&self.pool)
                .await?;
        documents.iter().map(|document| super::parse("run", document)).collect()
    }

    /// Ids of runs that have not ended or ended without a known outcome, newest first.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn unfinished_runs(&self) -> Result<Vec<String>, Error> {
        Ok(sqlx::query_scalar(
            "SELECT id FROM run WHERE state IN ('running', 'interrupted') ORDER BY id DESC",
        )
        .fetch_all(&self.pool)
        .await?)
    }

    /// Whether a plan was applied already, to which run.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn applied_run(&self, seal: &str) -> Result<Option<String>, Error> {
        Ok(sqlx::query_scalar(
            "SELECT id FROM run WHERE seal = ?1 AND state = 'applied' ORDER BY id DESC LIMIT 1",
        )
        .bind(seal)
        .fetch_optional(&self.pool)
        .await?)
    }
}
