//! From the engine's nouns to the shapes that hosts show. No decision is made here.

/// Objects attribute by attribute.
pub mod attributes;
/// Comparisons.
pub mod comparison;
/// Plans.
pub mod plan;
/// Runs and backups.
pub mod run;
/// The schema graph.
pub mod schema;
/// The schema graph as a file.
pub mod svg;

use godwit_schema::SourceSpan;

/// `app/models/patient.py:12`.
pub fn span(span: &SourceSpan) -> String {
    format!("{}:{}", span.file, span.line)
}
