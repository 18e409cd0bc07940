use std::path::{Path, PathBuf};

use crate::{Engine, error::Error};

/// A person's leave to run the code of one project. There are two ways to one: an explicit word
/// for this run, and one that was saved among Godwit's own files. Nothing inside a project gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    root: PathBuf,
}

impl Consent {
    /// The person says so now: `--run-project-code`, or a dialog that was confirmed. Only a host
    /// may call this, and only for that.
    ///
    /// # Errors
    /// A folder that is not there.
    pub fn said_now(root: &Path) -> Result<Self, Error> {
        Ok(Self { root: real(root)? })
    }

    /// The project's root that it is for.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it covers code that runs in a folder.
    pub(super) fn covers(&self, folder: &Path) -> Result<(), Error> {
        if real(folder)?.starts_with(&self.root) {
            return Ok(());
        }
        Err(Error::new(
            "python-not-allowed",
            format!(
                "leave was given for {} only, so nothing is run in: {}",
                self.root.display(),
                folder.display()
            ),
        )
        .hint("give leave for that project by --run-project-code"))
    }

    /// What is said when there is none.
    pub fn missing(root: &Path) -> Error {
        Error::new(
            "python-not-allowed",
            format!(
                "this would run the code of {}, and nobody allowed that; nothing was run",
                root.display()
            ),
        )
        .hint("look at the project's code first; then add --run-project-code, or read it by models:PATH, which runs nothing")
    }
}

impl Engine {
    /// The saved leave for a project, if there is one.
    ///
    /// # Errors
    /// A folder that is not there; the history cannot be read.
    pub async fn consent(&self, root: &Path) -> Result<Option<Consent>, Error> {
        let root = real(root)?;
        Ok(self.history.has_consent(&root).await?.then_some(Consent { root }))
    }

    /// Remembers a leave until it is withdrawn.
    ///
    /// # Errors
    /// The history cannot be written.
    pub async fn save_consent(&self, consent: &Consent) -> Result<(), Error> {
        self.history.save_consent(&consent.root, &self.clock.timestamp()).await?;
        tracing::info!("running a project's code was allowed");
        Ok(())
    }

    /// Forgets a leave.
    ///
    /// # Errors
    /// A folder that is not there; the history cannot be written.
    pub async fn withdraw_consent(&self, root: &Path) -> Result<(), Error> {
        self.history.withdraw_consent(&real(root)?).await
    }
}

/// Links resolved, so that one project has one name.
fn real(folder: &Path) -> Result<PathBuf, Error> {
    folder.canonicalize().map_err(|error| Error::file("find the folder", folder, &error))
}
