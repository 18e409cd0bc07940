use godwit_engine::{
    gate::{BackupChoice, Leave},
    show,
    view::{AcceptanceInput, BackupView, GateView, Progress, RunView},
};
use tauri::ipc::Channel;

use super::{Answer, Shared, error, watcher};

fn leave(acceptances: Vec<AcceptanceInput>, backup: Option<String>) -> Leave {
    Leave { acceptances, backup: backup.map_or(BackupChoice::Unsaid, BackupChoice::Taken) }
}

/// Takes a verified backup for a plan.
#[tauri::command]
#[specta::specta]
pub async fn backup_make(
    engine: Shared<'_>,
    seal: String,
    job: String,
    progress: Channel<Progress>,
) -> Answer<BackupView> {
    let record = engine.back_up_plan(&seal, &job, &watcher(progress)).await.map_err(error)?;
    Ok(show::run::backup(&record))
}

/// Looks whether a plan may be applied now.
#[tauri::command]
#[specta::specta]
pub async fn gate_check(
    engine: Shared<'_>,
    seal: String,
    acceptances: Vec<AcceptanceInput>,
    backup: Option<String>,
) -> Answer<GateView> {
    engine.gate_plan(&seal, &leave(acceptances, backup)).await.map_err(error)
}

/// Applies a plan: gate, run, validate.
#[tauri::command]
#[specta::specta]
pub async fn apply_run(
    engine: Shared<'_>,
    seal: String,
    acceptances: Vec<AcceptanceInput>,
    backup: Option<String>,
    job: String,
    progress: Channel<Progress>,
) -> Answer<RunView> {
    let leave = leave(acceptances, backup);
    let run = engine.apply_plan(&seal, &leave, &job, &watcher(progress)).await.map_err(error)?;
    Ok(show::run::run(&run))
}

/// Finds out how an interrupted run ended.
#[tauri::command]
#[specta::specta]
pub async fn run_resolve(engine: Shared<'_>, run: String) -> Answer<RunView> {
    let record = engine.resolve_run(&run, None).await.map_err(error)?;
    Ok(show::run::run(&record))
}
