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

    /// Name of the account that works here, for the record of a run. A service or a container may
    /// name it in no variable of the environment; then the owner of these private folders tells.
    pub fn owner(&self) -> String {
        ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .or_else(|| account_of(&self.root))
            .unwrap_or_else(|| "unknown".to_owned())
    }
}

#[cfg(unix)]
fn account_of(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let uid = std::fs::metadata(path).ok()?.uid();
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    Some(account_name(&accounts, uid).unwrap_or_else(|| format!("uid {uid}")))
}

/// The name that `passwd(5)`'s lines (`name:password:uid:…`) give a number.
#[cfg(unix)]
fn account_name(accounts: &str, uid: u32) -> Option<String> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

#[cfg(not(unix))]
fn account_of(_: &Path) -> Option<String> {
    // Windows always sets USERNAME.
    None
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_named_by_its_number() {
        let accounts =
            "root:x:0:0:root:/root:/bin/bash\nbroken\nada:x:1000:1000::/home/ada:/bin/sh\n";
        assert_eq!(account_name(accounts, 1000).as_deref(), Some("ada"));
        assert_eq!(account_name(accounts, 100), None);
    }
}
