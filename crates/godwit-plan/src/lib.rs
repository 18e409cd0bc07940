//! From changes to a sealed plan: actions, order, SQL, locks, hazards, reversals, seal.
//!
//! Pure: what it must know about live rows it asks as [`Question`](godwit_schema::fact::Question)s and is given as
//! [`Facts`](godwit_schema::fact::Facts); an unknown fact makes it careful, never silent.

/// One verb on one object: what it produces, consumes and destroys.
pub mod action;
/// Named ways that a step can hurt, one file each.
pub mod hazard;
/// Lock modes and predictions.
pub mod lock;
/// The order of actions.
mod order;
/// The sealed plan and its parts.
pub mod plan;
/// Building a plan.
pub mod planner;
/// The rules of planning and gating.
pub mod policy;
/// Objects as SQL, one file a kind.
pub mod render;
/// What undoes a step.
mod reversal;
