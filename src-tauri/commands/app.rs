use godwit_engine::view::{AppStatus, ErrorView, ProfileView, Progress};
use tauri::ipc::Channel;

use super::{Answer, Shared, error, watcher};

/// What this machine offers.
#[tauri::command]
#[specta::specta]
pub async fn app_status(engine: Shared<'_>) -> Answer<AppStatus> {
    engine.status().await.map_err(error)
}

/// Starts the sandbox with the sample project's database.
#[tauri::command]
#[specta::specta]
pub async fn demo_start(engine: Shared<'_>, progress: Channel<Progress>) -> Answer<ProfileView> {
    engine.start_demo(&watcher(progress)).await.map(|profile| profile.view()).map_err(error)
}

/// Asks for a folder with the system's own dialog; null when the person cancelled.
#[tauri::command]
#[specta::specta]
pub async fn folder_choose() -> Answer<Option<String>> {
    let chosen = rfd::AsyncFileDialog::new().set_title("Project folder").pick_folder().await;
    Ok::<_, ErrorView>(chosen.map(|folder| folder.path().display().to_string()))
}

/// Asks running work to stop.
#[tauri::command]
#[specta::specta]
pub async fn job_cancel(engine: Shared<'_>, job: String) -> Answer<()> {
    engine.cancel(&job);
    Ok(())
}
