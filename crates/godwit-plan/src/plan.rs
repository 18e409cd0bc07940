use serde::{Deserialize, Serialize};

use godwit_diff::{Change, Rename};
use godwit_schema::{
    Address, Catalog, Fingerprint, ServerIdentity, SourceSpan, Unmodelled, fact::Answer,
};

use crate::{hazard::Hazard, lock::Lock, policy::Policy};

/// Steps that turn `before` into `after`; immutable, known by its seal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Version of this document's form.
    pub format: u32,
    /// Digest over everything that decides what will happen; see [`Plan::computed_seal`].
    pub seal: Fingerprint,
    /// When it was made, RFC 3339 in UTC. Not part of the seal.
    pub created_at: String,
    /// What it starts from.
    pub before: Endpoint,
    /// What it ends at: `before` with exactly the chosen changes, not always all of what is wanted.
    pub after: Endpoint,
    /// The database it was made for, when `before` is a live one.
    pub server: Option<ServerIdentity>,
    /// The rules it was made by.
    pub policy: Policy,
    /// Renames that a person confirmed.
    pub renames: Vec<Rename>,
    /// In the order they will run.
    pub steps: Vec<Step>,
    /// The transactions, in order; each holds indexes into `steps`' statements.
    pub batches: Vec<Batch>,
    /// Steps left out by the person, with those left out because they need one of them.
    pub excluded: Vec<ExcludedStep>,
    /// The structure expected after the run; validation compares the database with it.
    pub expected: Catalog,
    /// What takes the whole run back.
    pub way_back: WayBack,
    /// What either side holds and the plan says nothing about.
    pub unmodelled: Vec<Unmodelled>,
}

/// The plan from the end of a run to its beginning. A step's own [`Reversal`] undoes that step where
/// nothing came after it; this undoes all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayBack {
    /// In order.
    pub steps: Vec<BackStep>,
    /// Its transactions; each holds indexes into `steps`' statements.
    pub batches: Vec<Batch>,
    /// Why a part of the structure cannot be given back, one sentence each without a full stop.
    pub hindered: Vec<String>,
}

/// One step of the way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackStep {
    /// One line for people.
    pub title: String,
    /// SQL in order.
    pub statements: Vec<Statement>,
}

/// One side of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// The source as the person named it, without any secret.
    pub source: String,
    /// Fingerprint of its catalog within the plan's scope.
    pub fingerprint: Fingerprint,
}

/// One purposeful thing that a person reads and approves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Verb and address, stable from plan to plan: `create table public.invoice`.
    pub key: String,
    /// One line for people: `Create table public.invoice`.
    pub title: String,
    /// The object it is about.
    pub address: Address,
    /// What it does to it, for symbols and colours.
    pub verb: StepVerb,
    /// The changes it carries out.
    pub changes: Vec<Change>,
    /// SQL in order.
    pub statements: Vec<Statement>,
    /// Ways it can hurt.
    pub hazards: Vec<Hazard>,
    /// What undoes it.
    pub reversal: Reversal,
    /// Keys of steps that must run before it and without which it cannot.
    pub needs: Vec<String>,
    /// Keys of steps that must run too, but not before it: what is taken away is made again.
    pub together: Vec<String>,
    /// Facts it relied on.
    pub facts: Vec<Answer>,
    /// Lines of the models it comes from.
    pub spans: Vec<SourceSpan>,
}

/// What a step does to its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepVerb {
    /// It is made.
    Create,
    /// It is changed in place.
    Alter,
    /// It gets another name.
    Rename,
    /// It is removed.
    Drop,
}

/// One SQL command as sent, without a semicolon at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The text.
    pub sql: String,
    /// Locks predicted for present relations; new relations are nobody's wait.
    pub locks: Vec<Lock>,
    /// Whether every row is written anew.
    pub rewrites: bool,
    /// Whether every row is read while the lock is held.
    pub scans: bool,
    /// False for what PostgreSQL refuses inside a transaction block.
    pub transactional: bool,
    /// What removes the wreckage when a statement that cannot be rolled back fails:
    /// an invalid index after `CREATE INDEX CONCURRENTLY`.
    pub clean_up: Option<String>,
}

/// Statements that share a transaction, or one statement that cannot run in any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Whether it runs between BEGIN and COMMIT.
    pub transactional: bool,
    /// Its statements as (index of step, index of statement in that step), in order.
    pub statements: Vec<(usize, usize)>,
}

/// What undoes a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Reversal {
    /// Statements that give the structure back, in order.
    Statements {
        /// SQL.
        statements: Vec<String>,
        /// What they do not give back, such as the values of a dropped column.
        loses: Option<String>,
    },
    /// Nothing does.
    Impossible {
        /// Why, one sentence without a full stop.
        reason: String,
    },
}

/// A step that is not part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedStep {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Keys of excluded steps that it needs; empty when the person excluded it.
    pub because: Vec<String>,
}
