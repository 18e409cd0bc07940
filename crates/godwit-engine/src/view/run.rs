use serde::{Deserialize, Serialize};

use super::app::CheckView;

/// A verified backup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Unique id.
    pub id: String,
    /// The archive.
    pub path: String,
    /// Its size.
    pub bytes: f64,
    /// SHA-256 of the archive.
    pub sha256: String,
    /// `pg_dump 15.18`.
    pub tool: String,
    /// When it was finished.
    pub finished_at: String,
    /// Seconds it took.
    pub seconds: f64,
    /// What was verified and what is not in it.
    pub checks: Vec<CheckView>,
    /// The profile it is of.
    pub profile: String,
    /// The profile's id; empty when the database was given by URL.
    pub profile_id: String,
    /// Seal of the plan that it was taken for.
    pub seal: Option<String>,
    /// How many tables hold rows in it.
    pub tables: u32,
    /// How many rows it holds.
    pub rows: f64,
    /// Whether the archive is still where it was written.
    pub present: bool,
}

/// The gate before the first statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct GateView {
    /// Open or shut.
    pub open: bool,
    /// Every condition with how it stands.
    pub checks: Vec<CheckView>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum RunState {
    /// Still going.
    Running,
    /// Every batch committed.
    Applied,
    /// Nothing was changed.
    RolledBack,
    /// Some batches committed, others not; or not known yet.
    Interrupted,
}

/// A run in the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// Unique id, ordered by time.
    pub id: String,
    /// The profile's name.
    pub profile: String,
    /// `postgres on db1.example.com`.
    pub target: String,
    /// The plan's seal.
    pub seal: String,
    /// When it began.
    pub started_at: String,
    /// When it ended, null while running.
    pub finished_at: Option<String>,
    /// Seconds it took.
    pub seconds: f64,
    /// How it ended.
    pub state: RunState,
    /// How many steps.
    pub steps: u32,
    /// Operating system user who ran it.
    pub who: String,
    /// Whether validation was all green; null when it was not reached.
    pub valid: Option<bool>,
}

/// A run with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// The summary.
    pub summary: RunSummary,
    /// One sentence: what state the database is in.
    pub outcome: String,
    /// Steps with how long each took.
    pub steps: Vec<RunStepView>,
    /// Reading back; empty when not reached.
    pub validation: Vec<CheckView>,
    /// The backup taken before.
    pub backup: Option<BackupView>,
    /// Dangers that were accepted: `drops-column public.patient.fax`.
    pub acceptances: Vec<String>,
    /// What failed.
    pub error: Option<super::app::ErrorView>,
    /// What to do next, a sentence each.
    pub next: Vec<String>,
}

/// How a step of a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum RunStepState {
    /// Not begun.
    Waiting,
    /// Being run.
    Running,
    /// Done; it counts once its batch is committed.
    Done,
    /// Committed.
    Committed,
    /// Undone by ROLLBACK.
    RolledBack,
    /// It failed.
    Failed,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RunStepView {
    /// The step's key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// How it stands.
    pub state: RunStepState,
    /// Milliseconds it took.
    pub milliseconds: f64,
}

/// News of long work, for watchers; may be lost. A host shows the last one of each kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Progress {
    /// What is being done now.
    Phase {
        /// One line.
        title: String,
        /// Done part from 0 to 1, null when unknown.
        fraction: Option<f64>,
    },
    /// A line for the log.
    Log {
        /// Seconds since the start.
        at: f64,
        /// The line.
        text: String,
    },
    /// A step moved on.
    Step {
        /// The step's key.
        key: String,
        /// How it stands now.
        state: RunStepState,
        /// Milliseconds so far.
        milliseconds: f64,
    },
    /// Waiting for a lock that others hold.
    Blocked {
        /// Who: `PID 812, app, idle in transaction for 3 s`.
        blockers: Vec<String>,
        /// Try number, from 1.
        attempt: u32,
        /// Seconds until the next try.
        retry_in: f64,
    },
}

/// A revision or script written into the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    /// Where it is.
    pub path: String,
}
