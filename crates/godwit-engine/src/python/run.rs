use std::{path::Path, process::Stdio, time::Instant};

use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

use super::{
    Ended, Program, Task,
    confine::wrapper,
    mask::masked,
    output::{Allowance, Gathered, tail, whole},
};
use crate::error::Error;

const LIMITS: &str = include_str!("limits.py");

/// How long the streams of a child that ended may stay open.
const LINGER: std::time::Duration = std::time::Duration::from_secs(2);

/// What a child starts with beside the variables of its task. Its home is an empty folder of its
/// own, where no password file and no settings of the person lie.
const PYTHON: [(&str, &str); 6] = [
    ("LC_ALL", "C.UTF-8"),
    ("PYTHONDONTWRITEBYTECODE", "1"),
    ("PYTHONNOUSERSITE", "1"),
    ("PYTHONUNBUFFERED", "1"),
    ("PYTHONUTF8", "1"),
    ("PYTHONHASHSEED", "0"),
];

/// Runs a program by the project's interpreter, to its end or to a limit.
///
/// `news` is told each line of stderr as it comes. When the returned future is dropped, the child
/// and all that it started are killed.
///
/// # Errors
/// Only what kept it from ending by itself: `python-not-allowed`, `python-missing`, `python-slow`,
/// `python-output`, `cancelled`. How it ended, well or not, is told by [`Ended`].
pub async fn run(
    task: &Task<'_>,
    cancel: &CancellationToken,
    news: impl Fn(&str) + Send + Sync + 'static,
) -> Result<Ended, Error> {
    task.consent.covers(&task.folder)?;
    let home = tempfile::Builder::new().prefix("godwit-python-").tempdir().map_err(|error| {
        Error::file("make a folder for the project's Python in", &std::env::temp_dir(), &error)
    })?;
    let (words, confinement) = wrapper(task.network).await;
    let began = Instant::now();
    let mut child = command(task, &words, &home).spawn().map_err(|error| {
        Error::new(
            "python-missing",
            format!("{} does not start: {error}", task.interpreter.path.display()),
        )
        .hint("name another interpreter with --python PATH")
    })?;
    let group = Group::of(&child);
    let allowance = Allowance::new(task.limits.output);
    let (printed, told) = (Gathered::default(), Gathered::default());
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (variables, into, allowed) =
        (task.environment.clone(), (printed.clone(), told.clone()), allowance.clone());
    let mut streams = tokio::spawn(async move {
        tokio::join!(
            async {
                if let Some(stream) = stdout {
                    whole(stream, into.0, allowed.clone()).await;
                }
            },
            async {
                if let Some(stream) = stderr {
                    tail(stream, into.1, allowed.clone(), |line| news(&masked(line, &variables)))
                        .await;
                }
            }
        );
    });
    let stopped = |code: &str, why: String| {
        let text = masked(&String::from_utf8_lossy(&told.bytes()), &task.environment);
        Error::new(code, why).detail(super::ended::last_lines(&text))
    };
    let outcome = tokio::select! {
        status = child.wait() => status.map_err(|error| {
            stopped("python-lost", format!("the project's Python could not be waited for: {error}"))
                .hint("try again")
        }),
        () = cancel.cancelled() => Err(stopped(
            "cancelled",
            "the project's Python was stopped, as asked; nothing was changed".to_owned(),
        )
        .hint("start it again when you want it")),
        () = tokio::time::sleep(task.limits.time) => Err(stopped(
            "python-slow",
            format!(
                "the project's Python did not end within {} s, so it was stopped",
                task.limits.time.as_secs_f32()
            ),
        )
        .hint("look for code that waits or connects while it is imported")),
        () = allowance.flooded.cancelled() => Err(stopped(
            "python-output",
            format!(
                "the project's Python printed more than {} bytes, so it was stopped",
                task.limits.output
            ),
        )
        .hint("look for code that prints while it is imported")),
    };
    // What it started must not outlive it, and would keep the streams open.
    drop(group);
    let status = outcome?;
    if tokio::time::timeout(LINGER, &mut streams).await.is_err() {
        streams.abort();
    }
    Ok(Ended {
        code: status.code(),
        stdout: printed.bytes(),
        stderr: masked(&String::from_utf8_lossy(&told.bytes()), &task.environment),
        confinement,
        took: began.elapsed(),
        interpreter: task.interpreter.path.clone(),
    })
}

fn command(task: &Task<'_>, words: &[&str], home: &TempDir) -> Command {
    let mut command = match words.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(&task.interpreter.path);
            command
        }
        None => Command::new(&task.interpreter.path),
    };
    command.arg("-c").arg(text(task)).args(&task.arguments);
    command.env_clear().envs(PYTHON);
    let folder = task.interpreter.path.parent().unwrap_or(Path::new("/"));
    command.env("PATH", search_path(folder));
    for name in ["HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"] {
        command.env(name, home.path());
    }
    // Windows starts no program without it.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    for variable in &task.environment {
        command.env(&variable.name, variable.value.reveal());
    }
    command.current_dir(&task.folder).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    command
}

fn search_path(folder: &Path) -> std::ffi::OsString {
    let system = if cfg!(unix) { &["/usr/local/bin", "/usr/bin", "/bin"][..] } else { &[][..] };
    let folders = std::iter::once(folder).chain(system.iter().map(Path::new));
    // Only a colon inside the interpreter's own folder could not be written.
    std::env::join_paths(folders).unwrap_or_default()
}

/// The limits, then the program: nothing of the project runs before them.
fn text(task: &Task<'_>) -> String {
    // A process that computes without end is ended by the kernel too, should this program die.
    let seconds = task.limits.time.as_secs().saturating_add(5);
    let limits = format!(
        "{LIMITS}_limit(AS={}, CPU={seconds}, FSIZE={}, CORE=0)\n",
        task.limits.memory, task.limits.file
    );
    match task.program {
        Program::Text(text) => limits + text,
        Program::Module(name) => format!(
            "{limits}import runpy, sys\nsys.argv[0] = {name:?}\nrunpy.run_module({name:?}, run_name=\"__main__\", alter_sys=True)\n"
        ),
    }
}

/// The child with all that it started, killed when this is dropped.
struct Group {
    #[cfg(unix)]
    leader: Option<rustix::process::Pid>,
}

impl Group {
    #[cfg(unix)]
    fn of(child: &Child) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Self { leader: id.and_then(rustix::process::Pid::from_raw) }
    }

    /// `kill_on_drop` ends the child itself; what it started is beyond reach here.
    #[cfg(not(unix))]
    fn of(_: &Child) -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.leader {
            // It fails when nobody is left, which is what is wanted.
            let _gone = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
        }
    }
}
