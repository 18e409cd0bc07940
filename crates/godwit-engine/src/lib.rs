//! The workflow of Godwit, one file a verb; the API that every host uses.
//!
//! It never prints and never prompts. A host opens one [`Engine`] and calls its verbs.

/// Pending changes applied by the gate's leave.
pub mod apply;
/// A verified copy before anything is changed.
pub mod backup;
/// Time and ids.
pub mod clock;
/// Files of a project as of a commit.
mod commit;
/// What differs.
pub mod compare;
/// Trying a connection.
pub mod connect;
/// DDL files as a source.
mod ddl;
/// The sandbox with the sample project.
pub mod demo;
/// The engine itself.
mod engine;
/// The one error.
pub mod error;
/// A file that may grow no more is an error, not the end.
mod file_limit;
/// Where Godwit keeps its own files.
pub mod folders;
/// Whether a plan still fits.
pub mod freshness;
/// The last check before the first statement.
pub mod gate;
/// Questions to git.
mod git;
/// What Godwit remembers.
pub mod history;
/// The verbs as a window calls them.
mod hosted;
/// What a plan means for the project's code.
pub mod impact;
/// The log file.
pub mod log;
/// What the history of the models says about renames.
mod models_history;
/// Making sealed plans.
pub mod plan;
/// Saved connections.
pub mod profile;
/// News of long work.
pub mod progress;
/// Projects and their settings.
pub mod project;
/// The project's own Python, where a person allowed it.
pub mod python;
/// Finding out how an interrupted run ended.
pub mod recover;
/// Reports of runs.
pub mod report;
/// A backup put back.
pub mod restore;
/// Alembic revisions written into a project.
pub mod revision;
/// Rows that stand in the way.
pub mod rows;
/// What is left alone, said in the project's settings.
pub mod scope;
/// Databases made for one use.
mod scratch;
/// The keyring.
mod secret;
/// From nouns to the shapes that hosts show.
pub mod show;
/// Snapshots of sources.
pub mod snapshot;
/// Where snapshots come from.
pub mod source;
/// What one side says nothing about.
mod unsaid;
/// Reading back after a run.
pub mod validate;
/// Shapes that cross to a host.
pub mod view;
/// Saved files tell the difference at once.
pub mod watch;

pub use engine::Engine;
pub use error::Error;
pub use godwit_plan::{hazard::Severity, layout::Layout, plan::Plan, policy::Policy};
