use godwit_engine::{
    report::ReportFormat,
    show,
    view::{ExportedFile, RunSummary, RunView},
};

use super::{Answer, Shared, error};

/// All runs, newest first.
#[tauri::command]
#[specta::specta]
pub async fn history_list(engine: Shared<'_>) -> Answer<Vec<RunSummary>> {
    let runs = engine.history().runs().await.map_err(error)?;
    Ok(runs.iter().map(show::run::summary).collect())
}

/// One run with all that is known of it.
#[tauri::command]
#[specta::specta]
pub async fn history_run(engine: Shared<'_>, run: String) -> Answer<RunView> {
    let record = engine.history().run(&run).await.map_err(error)?;
    Ok(show::run::run(&record))
}

/// Writes a run's report into Godwit's folder of reports.
#[tauri::command]
#[specta::specta]
pub async fn report_export(
    engine: Shared<'_>,
    run: String,
    format: String,
) -> Answer<ExportedFile> {
    let format = ReportFormat::parse(&format).map_err(error)?;
    let path = engine.export_report(&run, format, None).await.map_err(error)?;
    Ok(ExportedFile { path: path.display().to_string() })
}
