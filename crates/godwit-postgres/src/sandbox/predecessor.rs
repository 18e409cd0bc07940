use std::{
    path::Path,
    time::{Duration, Instant},
};

use crate::Error;

/// How long a leftover server may take to shut down, each way.
const STOP_LIMIT: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(25);

/// Stops the server that a crashed predecessor left behind on this data directory.
///
/// The process named in `postmaster.pid` is stopped only after it proved to be a server of this
/// directory: the id may be another program's by now.
#[cfg(unix)]
pub(super) fn stop_leftover(cluster: &Path) -> Result<(), Error> {
    use rustix::process::{Pid, Signal, kill_process, test_kill_process};
    let file = cluster.join("postmaster.pid");
    let Ok(text) = std::fs::read_to_string(&file) else { return Ok(()) };
    // Single-user mode writes its id with a minus sign.
    let number = text.lines().next().and_then(|line| line.trim().parse::<i32>().ok());
    let Some(pid) = number.map(i32::abs).and_then(Pid::from_raw) else { return Ok(()) };
    if test_kill_process(pid).is_err() {
        return Ok(());
    }
    if !serves(pid.as_raw_nonzero().get(), cluster) {
        return disown(&file, &text);
    }
    tracing::info!(
        pid = pid.as_raw_nonzero().get(),
        "stopping the server of a crashed predecessor"
    );
    for signal in [Signal::INT, Signal::QUIT] {
        // An error means that it is gone already, which the loop finds out.
        let _gone = kill_process(pid, signal);
        let began = Instant::now();
        while began.elapsed() < STOP_LIMIT {
            if test_kill_process(pid).is_err() || !serves(pid.as_raw_nonzero().get(), cluster) {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
    }
    Err(Error::new(
        "sandbox-leftover",
        format!(
            "the server of a crashed predecessor does not stop: process {}",
            pid.as_raw_nonzero()
        ),
    )
    .with_hint("end that process, then try again"))
}

/// Writes an id that no process can have over one that is now another program's. The rest of the
/// file stays, since the server finds processes that still use the old shared memory by it.
#[cfg(unix)]
fn disown(file: &Path, text: &str) -> Result<(), Error> {
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    std::fs::write(file, format!("{}\n{rest}", i32::MAX)).map_err(|error| {
        Error::new("sandbox-folder", format!("a stale lock file cannot be changed: {error}"))
            .with_hint(format!("check the rights on: {}", file.display()))
    })
}

/// Whether a process is a server of this data directory.
#[cfg(target_os = "linux")]
fn serves(pid: i32, cluster: &Path) -> bool {
    // The postmaster makes the data directory its current one. A process that has ended but was not
    // waited for has none.
    let canonical = cluster.canonicalize().ok();
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    name.trim_end() == "postgres"
        && std::fs::read_link(format!("/proc/{pid}/cwd"))
            .is_ok_and(|folder| Some(folder) == canonical)
}

/// Whether a process is a server of this data directory, by its command line.
#[cfg(all(unix, not(target_os = "linux")))]
fn serves(pid: i32, cluster: &Path) -> bool {
    let mut command = std::process::Command::new("/bin/ps");
    command.args(["-ww", "-o", "command=", "-p", &pid.to_string()]);
    crate::binaries::clean(&mut command).output().is_ok_and(|output| {
        let text = String::from_utf8_lossy(&output.stdout);
        text.contains("postgres") && text.contains(&*cluster.to_string_lossy())
    })
}

/// On Windows the server is this program's own child, and PostgreSQL itself refuses a second start
/// on a directory that is in use.
#[cfg(not(unix))]
pub(super) fn stop_leftover(_: &Path) -> Result<(), Error> {
    Ok(())
}
