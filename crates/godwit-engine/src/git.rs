//! Questions to git about the repository around a project. Nothing is changed, and no program that
//! the repository names is run.

use std::{path::Path, process::Command};

use crate::error::Error;

pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "--no-pager"]);
    command
}

/// What git prints; `None` when it says no.
///
/// # Errors
/// `git-missing`.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> Result<Option<String>, Error> {
    printed(command(folder).args(arguments))
}

/// As [`git`], of a command that is ready.
///
/// # Errors
/// `git-missing`.
pub(crate) fn printed(command: &mut Command) -> Result<Option<String>, Error> {
    let output = command.output().map_err(|error| {
        Error::new("git-missing", format!("git does not start: {error}"))
            .hint("install git, or compare with a checkout of the commit")
    })?;
    Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// A command that looks at files through no filter: a filter is a program, and its outcome is not
/// what was committed.
///
/// # Errors
/// `git-missing`.
pub(crate) fn command_without_filters(folder: &Path) -> Result<Command, Error> {
    let mut command = command(folder);
    let filters = git(
        folder,
        &["config", "--name-only", "--get-regexp", r"^filter\..*\.(smudge|clean|process)$"],
    )?;
    for filter in filters.unwrap_or_default().lines() {
        command.args(["-c", &format!("{filter}=")]);
        if let Some((name, _)) = filter.rsplit_once('.') {
            command.args(["-c", &format!("{name}.required=false")]);
        }
    }
    Ok(command)
}

/// Has git do something in the repository of a test, in somebody's name.
#[cfg(test)]
pub(crate) fn run(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let status = command(folder).args(identity).args(arguments).output().expect("git");
    assert!(status.status.success(), "{arguments:?}: {status:?}");
}
