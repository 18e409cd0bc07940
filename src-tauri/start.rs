use std::{process::ExitCode, sync::Arc};

use godwit_engine::{Engine, Error, clock::Clock, folders::Folders, log};
use tauri::{Manager, WebviewUrl, WebviewWindowBuilder};

use crate::{bindings, rendering};

/// Runs the application until its window is closed.
pub fn run() -> ExitCode {
    if let Some(code) = rendering::restarted() {
        return code;
    }
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::FAILURE
        }
    }
}

/// Before there is a window, an error has only the system's own dialog and stderr.
#[allow(clippy::print_stderr)]
fn tell(error: &Error) {
    let view = error.view();
    let text =
        [Some(view.message), view.hint].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    eprintln!("error[{}]: {text}", view.code);
    if std::env::var_os("GODWIT_NO_DIALOG").is_none() {
        rfd::MessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title("Godwit cannot start")
            .set_description(text)
            .show();
    }
}

fn start() -> Result<(), Error> {
    let folders = Folders::standard()?;
    folders.create()?;
    let _flushed_at_the_end = log::start(&folders)?;
    let engine = tauri::async_runtime::block_on(Engine::open(folders, Clock::default()))?;
    let engine = Arc::new(engine);
    let commands = bindings();
    let app = tauri::Builder::default()
        .manage(Arc::clone(&engine))
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            commands.mount_events(app);
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Godwit")
                .inner_size(1280.0, 800.0)
                .min_inner_size(800.0, 560.0)
                // Only the application's own pages; a link elsewhere goes nowhere.
                .on_navigation(|url| matches!(url.scheme(), "tauri" | "ipc") || is_own(url))
                .build()?;
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(|error| {
            Error::new("window-failed", format!("the window cannot be opened: {error}"))
                .hint("check that a display is there and WebKitGTK 4.1 is installed")
        })?;
    app.run(|handle, event| {
        if let tauri::RunEvent::Exit = event {
            let engine = Arc::clone(handle.state::<Arc<Engine>>().inner());
            if let Err(error) = tauri::async_runtime::block_on(engine.stop_sandbox()) {
                tracing::error!(code = error.code(), "the sandbox did not stop: {error}");
            }
        }
    });
    Ok(())
}

fn is_own(url: &tauri::Url) -> bool {
    matches!(
        (url.scheme(), url.host_str(), cfg!(debug_assertions)),
        ("http" | "https", Some("tauri.localhost"), _) | ("http", Some("localhost"), true)
    )
}
