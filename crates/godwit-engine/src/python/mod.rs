//! The project's own Python, where a person allowed it.
//!
//! Everything else in Godwit reads source text and runs nothing. What stands here runs a project's
//! code, so it wants a [`Consent`], and it does so in a child process with limits: time, memory,
//! output, a clean environment without the secrets of this process, and without a network where the
//! platform can forbid it.

/// What the platform can forbid a child.
mod confine;
/// A person's leave to run a project's code.
mod consent;
/// How a child ended.
mod ended;
/// Environments that tools keep outside of the project.
mod environments;
/// Models read by the project's own Python.
pub mod exact;
/// The project's interpreter.
mod interpreter;
/// Passwords out of texts.
mod mask;
/// Bounded reading of what a child prints.
mod output;
/// The child process.
mod run;
/// What is to be run, and within which limits.
mod task;

pub use confine::{Confinement, confinement};
pub use consent::Consent;
pub use ended::Ended;
pub use interpreter::{Interpreter, Surroundings};
pub use run::run;
pub use task::{Limits, Network, Program, Task, Variable};
