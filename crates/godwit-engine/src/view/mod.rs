//! Shapes that cross to a host: what a screen needs and nothing more.
//!
//! No 64-bit integer (counts are `f64`, exact up to 2^53), no secret, no field that is left out:
//! an absent value is `null`. Documents of the engine itself are saved as they are; these are not.

/// Connections, tools and the state of the application.
pub mod app;
/// Differences between models and database.
pub mod comparison;
/// Where code uses what a plan changes.
pub mod impact;
/// Steps, hazards, rows.
pub mod plan;
/// The two readings of models.
pub mod readers;
/// Backups, runs, receipts, validation.
pub mod run;
/// The schema graph.
pub mod schema;
/// News of watched models.
pub mod watch;

pub use app::*;
pub use comparison::*;
pub use impact::*;
pub use plan::*;
pub use readers::*;
pub use run::*;
pub use schema::*;
pub use watch::*;
