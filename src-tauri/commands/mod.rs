/// The application itself.
pub mod app;
/// Backups and putting them back.
pub mod backup;
/// What was done.
pub mod history;
/// Plans and their rows.
pub mod plan;
/// Saved connections.
pub mod profile;
/// Backup, gate, apply.
pub mod run;
/// Schemas and comparisons.
pub mod schema;

use std::sync::Arc;

use godwit_engine::{
    Engine, Error,
    progress::Watcher,
    view::{ErrorView, Progress},
};
use tauri::{State, ipc::Channel};

/// The engine as commands receive it.
pub type Shared<'a> = State<'a, Arc<Engine>>;

/// What a command answers.
pub type Answer<T> = Result<T, ErrorView>;

/// The engine's error in the shape that crosses.
fn error(error: Error) -> ErrorView {
    error.view()
}

/// News into a channel. A window that went away misses them; the work goes on.
fn watcher(channel: Channel<Progress>) -> Watcher {
    Watcher::new(move |progress| {
        if channel.send(progress).is_err() {
            tracing::debug!("nobody watches");
        }
    })
}
