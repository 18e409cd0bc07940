//! A file that reaches the size its process may write (`ulimit -f`).
//!
//! The system then sends SIGXFSZ, whose default ends the program at once, in the middle of whatever it
//! does, and only with a handler does write(2) fail with EFBIG instead (setrlimit(2)). The history
//! grows with use, so such a limit is met there first.

use crate::error::Error;

/// Lets a write beyond the limit fail, so that it is told as an error, for as long as this process
/// lives. Programs that it starts keep the default, since execve(2) resets a handler.
///
/// # Errors
/// `signal-failed`.
#[cfg(unix)]
pub(crate) fn outlive() -> Result<(), Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let kind = SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw());
    // Tokio's handler stays when its listener is dropped.
    signal(kind).map(drop).map_err(|error| {
        Error::new(
            "signal-failed",
            format!("the program cannot prepare for a limit of file sizes: {error}"),
        )
        .hint("start it again; when this stays, report it as a fault of Godwit")
    })
}

/// Elsewhere a write beyond a limit just fails.
#[cfg(not(unix))]
pub(crate) fn outlive() -> Result<(), Error> {
    Ok(())
}
