use std::path::PathBuf;

use godwit_engine::{
    Error,
    report::ReportFormat,
    show,
    view::{BackupView, RunState, RunSummary},
};
use serde::Serialize;

use super::Context;
use crate::{exit::Exit, print};

#[derive(Serialize)]
struct Everything {
    runs: Vec<RunSummary>,
    backups: Vec<BackupView>,
}

/// `history`.
pub async fn history(context: &Context) -> Result<Exit, Error> {
    let history = context.engine.history();
    let all = Everything {
        runs: history.runs().await?.iter().map(show::run::summary).collect(),
        backups: history.backups().await?.iter().map(show::run::backup).collect(),
    };
    if context.json {
        print::document(&all)?;
        return Ok(Exit::Done);
    }
    for run in &all.runs {
        let state = match run.state {
            RunState::Running => "running",
            RunState::Applied => "applied",
            RunState::RolledBack => "rolled back",
            RunState::Interrupted => "interrupted",
        };
        print::answer(&format!(
            "run     {}  {}  {:<11}  {} steps  {:.1} s  {}  by {}",
            run.id, run.started_at, state, run.steps, run.seconds, run.target, run.who
        ));
    }
    for backup in &all.backups {
        print::answer(&format!("backup  {}  {}  {}", backup.id, backup.finished_at, backup.path));
    }
    Ok(Exit::Done)
}

/// `report RUN`.
pub async fn report(
    context: &Context,
    run: &str,
    format: &str,
    out: Option<PathBuf>,
) -> Result<Exit, Error> {
    let format = ReportFormat::parse(format)?;
    let path = context.engine.export_report(run, format, out).await?;
    print::answer(&path.display().to_string());
    Ok(Exit::Done)
}
