//! From changes to a sealed plan: actions, order, SQL, locks, hazards, reversals, seal.
//!
//! Pure: what it must know about live rows it asks as [`Question`](godwit_schema::fact::Question)s and is given as
//! [`Facts`](godwit_schema::fact::Facts); an unknown fact makes it careful, never silent.

/// One verb on one object: what it produces, consumes and destroys.
mod action;
/// Statements that share a transaction.
mod batches;
/// Named ways that a step can hurt, one file each.
pub mod hazard;
/// Plans as files of other tools.
pub mod layout;
/// Lock modes.
pub mod lock;
/// What an object needs.
mod needs;
/// The order of actions.
mod order;
/// The sealed plan and its parts.
pub mod plan;
/// Building a plan.
pub mod planner;
/// The rules of planning and gating.
pub mod policy;
/// Objects as SQL, one file a kind.
mod render;
/// What changing a column's type means.
mod retype;
/// What undoes a step, given its rows.
mod reversal;
/// What actions and hazards look at.
mod scene;
/// A plan as SQL scripts.
pub mod script;
/// The digest that makes a plan known.
mod seal;
/// What servers can do, and since which major.
mod since;
/// Indexes that only a partitioned table has.
mod unshared;
/// Defaults that are evaluated row by row.
mod volatility;
/// What takes a whole run back.
mod way_back;

pub use hazard::{Hazard, Severity};
pub use lock::{Lock, LockMode};
pub use plan::{
    BackStep, Batch, Endpoint, ExcludedStep, Plan, Reversal, Statement, Step, StepVerb, WayBack,
};
pub use planner::{PlanInput, plan, questions};
pub use policy::Policy;
pub use render::faithful::faithful;
pub use script::{reversal_script, sql_script};
