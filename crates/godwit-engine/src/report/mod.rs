//! Reports of runs, made only from saved documents: made twice, they are the same text.

mod html;
mod markdown;

use std::path::PathBuf;

use godwit_plan::plan::Plan;

use crate::{
    Engine,
    error::Error,
    history::{JournalLine, RunRecord},
    view::{CheckState, RunState},
};

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// One self-contained file without scripts.
    Html,
    /// For a pull request or a ticket.
    Markdown,
    /// For programs.
    Json,
}

impl ReportFormat {
    /// From its file name ending.
    ///
    /// # Errors
    /// `report-format-unknown`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "html" => Ok(ReportFormat::Html),
            "md" => Ok(ReportFormat::Markdown),
            "json" => Ok(ReportFormat::Json),
            _ => {
                Err(Error::new("report-format-unknown", format!("no report has the form: {text}"))
                    .hint("choose html, md or json"))
            }
        }
    }

    fn ending(self) -> &'static str {
        match self {
            ReportFormat::Html => "html",
            ReportFormat::Markdown => "md",
            ReportFormat::Json => "json",
        }
    }
}

/// All that a report is made from.
pub(crate) struct Material {
    pub(crate) run: RunRecord,
    pub(crate) plan: Plan,
    pub(crate) journal: Vec<JournalLine>,
}

impl Engine {
    /// The report of a run as text.
    ///
    /// # Errors
    /// `run-missing`.
    pub async fn report(&self, run: &str, format: ReportFormat) -> Result<String, Error> {
        let material = self.material(run).await?;
        Ok(match format {
            ReportFormat::Html => html::report(&material),
            ReportFormat::Markdown => markdown::report(&material),
            ReportFormat::Json => {
                let document = serde_json::json!({
                    "run": material.run,
                    "plan": material.plan,
                    "journal": material.journal,
                });
                serde_json::to_string_pretty(&document).map_err(|error| {
                    Error::new(
                        "document-unwritable",
                        format!("the report cannot be written: {error}"),
                    )
                })?
            }
        })
    }

    /// Writes the report of a run, into Godwit's folder of reports when no path is given.
    ///
    /// # Errors
    /// `run-missing`, or the file cannot be written.
    pub async fn export_report(
        &self,
        run: &str,
        format: ReportFormat,
        path: Option<PathBuf>,
    ) -> Result<PathBuf, Error> {
        let text = self.report(run, format).await?;
        let run = self.history.run(run).await?;
        let path = path.unwrap_or_else(|| {
            self.folders.reports().join(format!("run-{}.{}", run.id, format.ending()))
        });
        std::fs::write(&path, text).map_err(|error| Error::file("write", &path, &error))?;
        Ok(path)
    }

    async fn material(&self, run: &str) -> Result<Material, Error> {
        let run = self.history.run(run).await?;
        let (plan, _) = self.history.plan(&run.seal).await?;
        let journal = self.history.journal(&run.id).await?;
        Ok(Material { run, plan, journal })
    }
}

/// The state as a word for people.
fn state_word(state: RunState) -> &'static str {
    match state {
        RunState::Running => "Running",
        RunState::Applied => "Applied",
        RunState::RolledBack => "Rolled back",
        RunState::Interrupted => "Interrupted",
    }
}

/// The check's state as a sign and a word, so that colour is never the only sign.
fn check_word(state: CheckState) -> &'static str {
    match state {
        CheckState::Passed => "✓ passed",
        CheckState::Attention => "△ look",
        CheckState::Failed => "✗ failed",
        CheckState::Skipped => "– skipped",
    }
}
