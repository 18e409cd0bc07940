use godwit_engine::{
    show,
    view::{BackupView, ProfileView, Progress},
};
use tauri::ipc::Channel;

use super::{Answer, Shared, error, watcher};

/// All backups, newest first.
#[tauri::command]
#[specta::specta]
pub async fn backup_list(engine: Shared<'_>) -> Answer<Vec<BackupView>> {
    let backups = engine.history().backups().await.map_err(error)?;
    Ok(backups.iter().map(show::run::backup).collect())
}

/// Puts a backup into a new database beside that of a saved connection, and saves a connection to
/// the new one.
#[tauri::command]
#[specta::specta]
pub async fn backup_restore(
    engine: Shared<'_>,
    backup: String,
    profile: String,
    database: String,
    job: String,
    progress: Channel<Progress>,
) -> Answer<ProfileView> {
    let made = engine.restore_beside(&backup, &profile, &database, &job, &watcher(progress)).await;
    made.map(|profile| profile.view()).map_err(error)
}
