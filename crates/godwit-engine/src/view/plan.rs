use serde::{Deserialize, Serialize};

use super::comparison::RenameInput;

/// What a person asks a plan for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct PlanRequest {
    /// Confirmed renames.
    pub renames: Vec<RenameInput>,
    /// Keys of steps to leave out.
    pub excluded: Vec<String>,
    /// Build indexes of present tables concurrently.
    pub online: bool,
}

/// A sealed plan, ready to review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// The whole seal; the only name a host needs to say which plan.
    pub seal: String,
    /// When it was made.
    pub created_at: String,
    /// What it starts from.
    pub before: String,
    /// What it ends at.
    pub after: String,
    /// The profile it is for.
    pub profile: String,
    /// Steps in order.
    pub steps: Vec<StepView>,
    /// Steps left out.
    pub excluded: Vec<ExcludedStepView>,
    /// How many transactions, and stand-alone statements.
    pub batches: Vec<BatchView>,
    /// Whether a blocking hazard stands in the way.
    pub blocked: bool,
    /// Dangers to be accepted, once each.
    pub dangers: Vec<DangerView>,
    /// Strongest lock on a present relation, as SQL writes it; null when there is none.
    pub worst_lock: Option<String>,
    /// Indexes of present tables are built concurrently.
    pub online: bool,
    /// The whole SQL as it would run.
    pub sql: String,
}

/// Whether a plan still fits its database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FreshnessView {
    /// The database has the structure that the plan starts from.
    pub fresh: bool,
    /// The plan was applied, and the database has the structure that it ends at.
    pub applied: bool,
    /// When the database was read, RFC 3339 in UTC.
    pub read_at: String,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Stable key.
    pub key: String,
    /// One line.
    pub title: String,
    /// `create`, `alter`, `rename`, `drop`.
    pub verb: String,
    /// PostgreSQL's word for the kind of its object: `table`, `view`, `policy`.
    pub kind: String,
    /// Qualified name of its object.
    pub object: String,
    /// The table it touches, as a node's id.
    pub table: Option<String>,
    /// SQL with semicolons.
    pub sql: String,
    /// Locks on present relations: `ACCESS EXCLUSIVE on public.patient`.
    pub locks: Vec<String>,
    /// Every row is written anew.
    pub rewrites: bool,
    /// Every row is read under the lock.
    pub scans: bool,
    /// Rows of the table, when known.
    pub rows: Option<f64>,
    /// Hazards, worst first.
    pub hazards: Vec<HazardView>,
    /// SQL that undoes it, null when nothing does.
    pub reversal: Option<String>,
    /// Why nothing undoes it, or what undoing does not give back.
    pub reversal_note: Option<String>,
    /// Keys of steps it needs.
    pub needs: Vec<String>,
    /// Keys of later steps that it does not go without.
    pub together: Vec<String>,
    /// `app/models/patient.py:12`.
    pub spans: Vec<String>,
    /// Which batch it runs in, from 1.
    pub batch: u32,
}

/// How much a hazard can hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum SeverityView {
    /// Good to know.
    Note,
    /// Look.
    Caution,
    /// Accept by typing.
    Danger,
    /// Cannot be accepted.
    Blocking,
}

/// One hazard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct HazardView {
    /// Stable code.
    pub code: String,
    /// How much.
    pub severity: SeverityView,
    /// The object's qualified name, as typed to accept.
    pub object: String,
    /// What it means for the data.
    pub meaning: String,
    /// What to do.
    pub advice: String,
    /// Whether the rows can be shown.
    pub has_rows: bool,
}

/// A danger to be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DangerView {
    /// Hazard code.
    pub code: String,
    /// What must be typed.
    pub object: String,
    /// What it means for the data.
    pub meaning: String,
    /// The step it belongs to.
    pub step: String,
}

/// A person's yes to one danger of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AcceptanceInput {
    /// Hazard code.
    pub code: String,
    /// What the person typed; must equal the object's name.
    pub object: String,
}

/// A step left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ExcludedStepView {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Excluded steps it needs; empty when the person left it out.
    pub because: Vec<String>,
}

/// Statements that share a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// Between BEGIN and COMMIT.
    pub transactional: bool,
    /// How many statements.
    pub statements: u32,
}

/// Rows that stand in the way, read because a person asked to see them; never saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RowsView {
    /// Column names: the key's first, then those the hazard is about.
    pub columns: Vec<String>,
    /// Values as text, null for NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// Whether there are more than are shown.
    pub more: bool,
}
