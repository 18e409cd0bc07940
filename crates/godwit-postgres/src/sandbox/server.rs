use std::{
    fs::File,
    io::Read,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{Error, sandbox::account::Account};

/// How long recovery after a crash may take before the start counts as failed.
const START_LIMIT: Duration = Duration::from_secs(120);
/// How long a fast shutdown may take, its checkpoint included.
const STOP_LIMIT: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(15);

/// The shell that starts the server and outlives this program by as much as a shutdown takes.
///
/// `read` returns when the pipe to this program closes, however it ended, so no server stays behind.
/// The shell has not waited for its child yet, so the process id cannot be another's.
/// Its own copy of standard output is closed: the end of that stream is the end of the server.
#[cfg(unix)]
const WATCHDOG: &str = r#""$@" </dev/null & server=$!
exec >&-
read -r _
kill -INT "$server" 2>/dev/null
wait "$server""#;

/// The running server process.
pub(super) struct Server {
    child: Child,
    ended: Arc<AtomicBool>,
}

/// Why a start did not work.
pub(super) enum StartFault {
    /// Somebody else took the port in between.
    PortTaken,
    /// Anything else.
    Other(Error),
}

impl Server {
    /// Starts the server and waits until it takes connections.
    pub(super) fn start(
        postgres: &Path,
        arguments: &[String],
        account: Account,
        folder: &Path,
        port: u16,
    ) -> Result<Self, StartFault> {
        let log = folder.join("server.log");
        let failed = |why: String| {
            StartFault::Other(
                Error::new("sandbox-start", format!("the sandbox's server did not start: {why}"))
                    .with_hint(format!("its own words are in {}", log.display())),
            )
        };
        let stderr = File::create(&log).map_err(|error| failed(error.to_string()))?;
        let mut command = watched(postgres);
        account.apply(crate::binaries::clean(&mut command));
        command.args(arguments).current_dir(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr);
        let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
        let ended = Arc::new(AtomicBool::new(false));
        if let Some(mut stdout) = child.stdout.take() {
            let ended = Arc::clone(&ended);
            std::thread::spawn(move || {
                let mut rest = [0; 1024];
                while stdout.read(&mut rest).is_ok_and(|count| count > 0) {}
                ended.store(true, Ordering::Release);
            });
        }
        let server = Self { child, ended };
        let began = Instant::now();
        loop {
            if ready(&folder.join("data"), port) {
                return Ok(server);
            }
            if server.ended() {
                let text = std::fs::read_to_string(&log).unwrap_or_default();
                return Err(if text.contains("could not create any TCP/IP sockets") {
                    StartFault::PortTaken
                } else {
                    failed(last_line(&text))
                });
            }
            if began.elapsed() > START_LIMIT {
                return Err(failed(format!("not ready after {} s", START_LIMIT.as_secs())));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Whether the server process is gone.
    pub(super) fn ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    /// Fast shutdown: open transactions are rolled back, the files are left clean.
    /// The error says why it may still be there.
    pub(super) fn stop(&mut self) -> Result<(), String> {
        drop(self.child.stdin.take());
        #[cfg(not(unix))]
        if !self.ended() {
            self.child.kill().map_err(|error| error.to_string())?;
        }
        let began = Instant::now();
        while began.elapsed() < STOP_LIMIT {
            match self.child.try_wait() {
                Ok(Some(_)) => return Ok(()),
                Ok(None) => std::thread::sleep(PAUSE),
                Err(error) => return Err(error.to_string()),
            }
        }
        Err(format!("it is still there after {} s", STOP_LIMIT.as_secs()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(why) = self.stop() {
            tracing::warn!(why, "the sandbox's server did not stop; the next start will stop it");
        }
    }
}

/// The server below the watchdog, out of reach of a Ctrl-C meant for this program.
#[cfg(unix)]
fn watched(postgres: &Path) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new("/bin/sh");
    command.args(["-c", WATCHDOG, "godwit-sandbox"]).arg(postgres).process_group(0);
    command
}

#[cfg(not(unix))]
fn watched(postgres: &Path) -> Command {
    Command::new(postgres)
}

/// Whether `postmaster.pid` says that the server takes connections on the port: line 4 is the port,
/// line 8 the state (`src/include/utils/pidfile.h`).
fn ready(cluster: &Path, port: u16) -> bool {
    let text = std::fs::read_to_string(cluster.join("postmaster.pid")).unwrap_or_default();
    let line = |number: usize| text.lines().nth(number - 1).map(str::trim);
    line(4) == Some(port.to_string().as_str()) && line(8) == Some("ready")
}

/// The last line that is not empty, for an error's message.
pub(super) fn last_line(text: &str) -> String {
    let line = text.lines().rev().find(|line| !line.trim().is_empty());
    line.map_or_else(|| "it said nothing".to_owned(), |line| line.trim().to_owned())
}
