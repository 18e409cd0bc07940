//! Files of a project as of a commit, without touching its work tree.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use crate::{
    error::Error,
    git::{command_without_filters, git},
};

/// More than a project of source text has.
const MAX_BYTES: u64 = 2 << 30;

/// The files of one commit in a folder of their own, which goes with this.
#[derive(Debug)]
pub(crate) struct Commit {
    folder: tempfile::TempDir,
    top: PathBuf,
}

impl Commit {
    /// Gets the files of a commit of the repository around a path. The path itself may be missing
    /// now; no program that the repository names is run, and links are left out.
    ///
    /// # Errors
    /// `git-missing`, `git-no-repository`, `git-reference-unknown`, `git-too-large`.
    pub(crate) fn open(path: &Path, reference: &str) -> Result<Self, Error> {
        let absolute =
            std::path::absolute(path).map_err(|error| Error::file("find", path, &error))?;
        let start = absolute.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("/"));
        let top = git(start, &["rev-parse", "--show-toplevel"])?.ok_or_else(|| {
            Error::new(
                "git-no-repository",
                format!("there is no git repository around: {}", absolute.display()),
            )
            .hint("name a path inside the repository")
        })?;
        let top = PathBuf::from(top.trim_end_matches('\n'));
        let name = format!("{reference}^{{commit}}");
        let commit = git(&top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name])?
            .ok_or_else(|| {
            Error::new(
                "git-reference-unknown",
                format!("the repository {} knows no commit by the name {reference}", top.display()),
            )
            .hint("name a branch, a tag or a commit; fetch it first when it is elsewhere")
        })?;
        let folder =
            tempfile::Builder::new().prefix("godwit-commit-").tempdir().map_err(|error| {
                Error::file("make a folder for a commit in", &std::env::temp_dir(), &error)
            })?;
        unpack(&top, commit.trim(), folder.path())?;
        Ok(Self { folder, top })
    }

    /// Where a path of the work tree stands among these files.
    ///
    /// # Errors
    /// `git-path-missing` when the commit has none.
    pub(crate) fn path(&self, path: &Path) -> Result<PathBuf, Error> {
        let absolute =
            std::path::absolute(path).map_err(|error| Error::file("find", path, &error))?;
        let top = self.top.canonicalize().unwrap_or_else(|_| self.top.clone());
        let existing = absolute.ancestors().find(|folder| folder.exists());
        // A link on the way is followed as far as there is something.
        let real = existing
            .and_then(|folder| {
                Some((folder.canonicalize().ok()?, absolute.strip_prefix(folder).ok()?))
            })
            .map_or_else(|| absolute.clone(), |(folder, rest)| folder.join(rest));
        let inner = real.strip_prefix(&top).map_err(|_| outside(&real, &top))?;
        let found = self.folder.path().join(inner);
        if found.exists() {
            return Ok(found);
        }
        Err(Error::new("git-path-missing", format!("that commit has no {}", inner.display()))
            .hint("name the path that it had then"))
    }
}

fn outside(path: &Path, top: &Path) -> Error {
    Error::new(
        "git-path-missing",
        format!("{} is not inside the repository {}", path.display(), top.display()),
    )
    .hint("name a path inside the repository")
}

fn unpack(top: &Path, commit: &str, folder: &Path) -> Result<(), Error> {
    let broken = |why: String| {
        Error::new("git-failed", format!("the files of commit {commit} could not be read: {why}"))
            .hint("see what git archive says by hand")
    };
    let mut command = command_without_filters(top)?;
    let mut child = command
        .args(["archive", "--format=tar", commit])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| broken(error.to_string()))?;
    let stdout = child.stdout.take().ok_or_else(|| broken("it has no output".to_owned()))?;
    let outcome = files_of(tar::Archive::new(stdout), folder);
    let ended = child.wait_with_output().map_err(|error| broken(error.to_string()))?;
    outcome?;
    if !ended.status.success() {
        return Err(broken(String::from_utf8_lossy(&ended.stderr).trim().to_owned()));
    }
    Ok(())
}

fn files_of(mut archive: tar::Archive<impl std::io::Read>, folder: &Path) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::file("unpack a commit into", folder, &error);
    let mut bytes = 0_u64;
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        let kind = entry.header().entry_type();
        if !kind.is_file() && !kind.is_dir() {
            continue;
        }
        bytes += entry.size();
        if bytes > MAX_BYTES {
            return Err(Error::new(
                "git-too-large",
                format!("the commit holds more than {} GiB", MAX_BYTES >> 30),
            )
            .hint("compare with a checkout of it"));
        }
        entry.unpack_in(folder).map_err(failed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::run;

    #[test]
    fn a_commit_is_read_and_the_work_tree_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        run(root, &["init", "-q", "-b", "main"]);
        std::fs::create_dir(root.join("app")).expect("made");
        std::fs::write(root.join("app/models.py"), "one").expect("written");
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", root.join("app/link.py")).expect("linked");
        run(root, &["add", "."]);
        run(root, &["commit", "-qm", "one"]);
        std::fs::write(root.join("app/models.py"), "two").expect("written");
        let commit = Commit::open(&root.join("app"), "main").expect("a commit");
        let path = commit.path(&root.join("app/models.py")).expect("there");
        assert_eq!(std::fs::read_to_string(path).expect("read"), "one");
        assert!(commit.path(&root.join("app/link.py")).is_err());
        assert_eq!(std::fs::read_to_string(root.join("app/models.py")).expect("read"), "two");
        for (reference, code) in
            [("gone", "git-reference-unknown"), ("--help", "git-reference-unknown")]
        {
            assert_eq!(Commit::open(root, reference).expect_err("no").code(), code);
        }
        let error = commit.path(&root.join("nothing")).expect_err("missing");
        assert_eq!(error.code(), "git-path-missing");
        assert!(Commit::open(Path::new("/"), "main").is_err());
    }
}
