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
    let output = command(folder).args(arguments).output().map_err(|error| {
        Error::new("git-missing", format!("git does not start: {error}"))
            .hint("install git, or compare with a checkout of the commit")
    })?;
    Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
}
