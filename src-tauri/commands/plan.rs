use godwit_engine::{
    show,
    view::{ExportedFile, FreshnessView, PlanRequest, PlanView, RowsView},
};

use super::{Answer, Shared, error};

/// Makes, seals and saves a plan from the database to the project's models.
#[tauri::command]
#[specta::specta]
pub async fn plan_make(
    engine: Shared<'_>,
    profile: String,
    request: PlanRequest,
) -> Answer<PlanView> {
    let plan = engine.plan_profile(&profile, &request).await.map_err(error)?;
    Ok(show::plan::plan(&plan, &profile))
}

/// Whether the database still has the structure that a plan starts from.
#[tauri::command]
#[specta::specta]
pub async fn plan_freshness(engine: Shared<'_>, seal: String) -> Answer<FreshnessView> {
    engine.freshness(&seal).await.map_err(error)
}

/// The rows behind a hazard, because a person asked.
#[tauri::command]
#[specta::specta]
pub async fn rows_show(
    engine: Shared<'_>,
    seal: String,
    step: String,
    code: String,
    object: String,
) -> Answer<RowsView> {
    engine.rows(&seal, &step, &code, &object).await.map_err(error)
}

/// Writes a plan into its project as Alembic revisions; the first file is named.
#[tauri::command]
#[specta::specta]
pub async fn revision_write(
    engine: Shared<'_>,
    seal: String,
    message: String,
) -> Answer<ExportedFile> {
    let paths = engine.write_revision_of(&seal, &message).await.map_err(error)?;
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    Ok(ExportedFile { path: names.join("\n") })
}

/// Writes a plan's SQL into a file.
#[tauri::command]
#[specta::specta]
pub async fn plan_export(engine: Shared<'_>, seal: String) -> Answer<ExportedFile> {
    let (plan, _) = engine.history().plan(&seal).await.map_err(error)?;
    let path = engine.export_sql(&plan).map_err(error)?;
    Ok(ExportedFile { path: path.display().to_string() })
}
