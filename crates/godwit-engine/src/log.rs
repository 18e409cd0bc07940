//! The log file: what was done when, with run ids; no secret, no row value, no SQL text.

use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{
    EnvFilter, fmt::format::FmtSpan, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::{error::Error, folders::Folders};

/// How many days of logs are kept.
const DAYS: usize = 14;

/// Starts writing to a file a day in the folder of logs. Lines are flushed when the guard is dropped.
///
/// Godwit's own events only: libraries' events could carry what was sent over a wire.
///
/// # Errors
/// `log-failed` when the file cannot be made or logging has been started already.
pub fn start(folders: &Folders) -> Result<WorkerGuard, Error> {
    let failed = |error: String| {
        Error::new("log-failed", format!("the log cannot be written: {error}"))
            .hint("check that the data folder is writable and its disk is not full")
    };
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("godwit")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folders.logs())
        .map_err(|error| failed(error.to_string()))?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = EnvFilter::new(
        "off,godwit_engine=info,godwit_postgres=info,godwit_models=info,godwit_cli=info,godwit_desktop=info",
    );
    tracing_subscriber::registry()
        .with(filter)
        .with(
            tracing_subscriber::fmt::layer()
                .json()
                .with_span_events(FmtSpan::NONE)
                .with_writer(writer),
        )
        .try_init()
        .map_err(|error| failed(error.to_string()))?;
    Ok(guard)
}
