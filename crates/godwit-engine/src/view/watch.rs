use serde::{Deserialize, Serialize};

use super::{app::ErrorView, comparison::ComparisonView};

/// News of models that are watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum WatchView {
    /// How models and database differ now; the first one comes at once.
    Difference {
        /// Files that were saved since the last news, from the project's root.
        files: Vec<String>,
        /// The difference.
        comparison: Box<ComparisonView>,
        /// From the first saved file to this, in milliseconds.
        milliseconds: f64,
        /// Whether the structure of the database was read anew, since it changed.
        database_changed: bool,
    },
    /// It cannot be told now: a line is half written, or the server does not answer. The last
    /// difference is out of date until the next news.
    Unknown {
        /// Files that were saved since the last news.
        files: Vec<String>,
        /// Why.
        error: ErrorView,
    },
}
