use godwit_engine::{
    show,
    view::{ComparisonView, ExportedFile, RenameInput, SchemaView},
};

use super::{Answer, Shared, error};

/// The schema graph of a connected database.
#[tauri::command]
#[specta::specta]
pub async fn schema_read(engine: Shared<'_>, profile: String) -> Answer<SchemaView> {
    engine.profile_schema(&profile).await.map_err(error)
}

/// How the project's models differ from the database.
#[tauri::command]
#[specta::specta]
pub async fn compare(
    engine: Shared<'_>,
    profile: String,
    renames: Vec<RenameInput>,
) -> Answer<ComparisonView> {
    let comparison = engine.compare_profile(&profile, &renames).await.map_err(error)?;
    Ok(show::comparison::comparison(&comparison))
}

/// Says in the project's settings that what fits a pattern is left alone, or compared again.
#[tauri::command]
#[specta::specta]
pub async fn scope_set(
    engine: Shared<'_>,
    profile: String,
    pattern: String,
    left_alone: bool,
) -> Answer<()> {
    engine.set_left_alone(&profile, &pattern, left_alone).await.map_err(error)
}

/// Writes the schema graph into Godwit's folder of reports, as SVG.
#[tauri::command]
#[specta::specta]
pub async fn schema_export(engine: Shared<'_>, profile: String) -> Answer<ExportedFile> {
    let path = engine.export_profile_schema(&profile).await.map_err(error)?;
    Ok(ExportedFile { path: path.display().to_string() })
}

/// Writes the graph of a comparison into Godwit's folder of reports, as SVG.
#[tauri::command]
#[specta::specta]
pub async fn compare_export(
    engine: Shared<'_>,
    profile: String,
    renames: Vec<RenameInput>,
) -> Answer<ExportedFile> {
    let path = engine.export_profile_comparison(&profile, &renames).await.map_err(error)?;
    Ok(ExportedFile { path: path.display().to_string() })
}
