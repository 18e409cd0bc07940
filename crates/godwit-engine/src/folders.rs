use std::path::{Path, PathBuf};

use crate::error::Error;

/// Where Godwit keeps what is its own. Each folder is private to the person (mode 0700).
#[derive(Debug, Clone)]
pub struct Folders {
    root: PathBuf,
}

impl Folders {
    /// The operating system's place for application data, or `GODWIT_HOME` when it is set.
    ///
    /// # Errors
    /// `no-data-folder` when neither is known.
    pub fn standard() -> Result<Self, Error> {
        let from_environment = |name: &str| {
            std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
        };
        if let Some(root) = from_environment("GODWIT_HOME") {
            return Ok(Self { root });
        }
        let base = if cfg!(target_os = "macos") {
            from_environment("HOME").map(|home| home.join("Library/Application Support"))
        } else if cfg!(windows) {
            from_environment("LOCALAPPDATA")
        } else {
            from_environment("XDG_DATA_HOME")
                .or_else(|| from_environment("HOME").map(|home| home.join(".local/share")))
        };
        base.map(|base| Self { root: base.join("godwit") }).ok_or_else(|| {
            Error::new("no-data-folder", "there is no folder for Godwit's own data")
                .hint("set GODWIT_HOME to an absolute path")
        })
    }

    /// A folder of one's own choice.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Makes the folders that are missing.
    ///
    /// # Errors
    /// The folder that could not be made.
    pub fn create(&self) -> Result<(), Error> {
        for folder in [self.root.clone(), self.backups(), self.reports(), self.logs()] {
            std::fs::create_dir_all(&folder)
                .map_err(|error| Error::file("make the folder", &folder, &error))?;
            private(&folder)?;
        }
        Ok(())
    }

    /// All of it.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The history's database file.
    pub fn history(&self) -> PathBuf {
        self.root.join("history.sqlite")
    }

    /// Archives and their manifests.
    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    /// Exported reports and scripts.
    pub fn reports(&self) -> PathBuf {
        self.root.join("reports")
    }

    /// Log files.
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// The sandbox server's files.
    pub fn sandbox(&self) -> PathBuf {
        self.root.join("sandbox")
    }

    /// The files of a private server for scratch databases; programs that run at once have one each.
    pub(crate) fn scratch(&self, number: u32) -> PathBuf {
        self.root.join(format!("scratch-{number}"))
    }
}

#[cfg(unix)]
fn private(folder: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .map_err(|error| Error::file("make private the folder", folder, &error))
}

#[cfg(not(unix))]
fn private(_: &Path) -> Result<(), Error> {
    // A person's own data folder is private by inheritance on Windows.
    Ok(())
}
