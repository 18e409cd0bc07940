use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// The operating system account that runs the sandbox's server: this process's own, or, since
/// PostgreSQL refuses to run as root, one without power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    /// User and group to change to; `None` to stay.
    other: Option<(u32, u32)>,
}

#[cfg(unix)]
impl Account {
    /// Stays, unless this process is root: then `postgres` where that account exists, else `nobody`.
    pub(super) fn choose() -> Result<Self, Error> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { other: None });
        }
        let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let other = ["postgres", "nobody"].iter().find_map(|name| ids(&accounts, name));
        other.map(|ids| Self { other: Some(ids) }).ok_or_else(|| {
            Error::new(
                "sandbox-account",
                "the sandbox cannot start: PostgreSQL refuses to run as root, and there is neither an account `postgres` nor `nobody`",
            )
            .with_hint("run Godwit as an ordinary user")
        })
    }

    /// Makes a child run as the account, without any supplementary group.
    pub(super) fn apply(self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        if let Some((user, group)) = self.other {
            // As root, the standard library also empties the list of supplementary groups.
            command.uid(user).gid(group);
        }
    }

    /// Gives a file or folder to the account.
    pub(super) fn own(self, path: &Path) -> std::io::Result<()> {
        match self.other {
            Some((user, group)) => std::os::unix::fs::chown(path, Some(user), Some(group)),
            None => Ok(()),
        }
    }

    /// The folder itself, or, when the account cannot reach it (a home folder of root's), one of the
    /// same meaning below /var/tmp.
    pub(super) fn reachable(self, folder: &Path) -> PathBuf {
        use sha2::{Digest, Sha256};
        let Some((user, group)) = self.other else { return folder.to_owned() };
        let parents = folder.ancestors().skip(1);
        if parents.filter(|parent| parent.exists()).all(|parent| enters(parent, user, group)) {
            return folder.to_owned();
        }
        let hash = Sha256::digest(folder.as_os_str().as_encoded_bytes());
        let name: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Path::new("/var/tmp").join(format!("godwit-sandbox-{name}"))
    }

    /// Makes the folder, private to the account.
    ///
    /// A folder that is there already must be the account's: in /var/tmp others can make folders.
    pub(super) fn private_folder(self, folder: &Path) -> Result<(), Error> {
        use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
        let failed = |error: std::io::Error| {
            Error::new(
                "sandbox-folder",
                format!("the sandbox's folder cannot be used: {}: {error}", folder.display()),
            )
            .with_hint("choose a folder that this user may write")
        };
        if let Some(parent) = folder.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        match std::fs::DirBuilder::new().mode(0o700).create(folder) {
            Ok(()) => self.own(folder).map_err(failed)?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
        let metadata = std::fs::symlink_metadata(folder).map_err(failed)?;
        let mine = rustix::process::geteuid().as_raw();
        let owner = self.other.map_or(mine, |(user, _)| user);
        if metadata.is_dir() && metadata.uid() == mine {
            self.own(folder).map_err(failed)?;
        } else if !metadata.is_dir() || metadata.uid() != owner {
            return Err(failed(std::io::Error::other(
                "it belongs to another user, or is no folder",
            )));
        }
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(failed)
    }
}

/// User and group id of an account, from the text of /etc/passwd.
#[cfg(unix)]
fn ids(accounts: &str, name: &str) -> Option<(u32, u32)> {
    let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

/// Whether a user may pass through a folder, by its permission bits.
#[cfg(unix)]
fn enters(folder: &Path, user: u32, group: u32) -> bool {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().is_ok_and(|metadata| {
        let bit = if metadata.uid() == user {
            0o100
        } else if metadata.gid() == group {
            0o010
        } else {
            0o001
        };
        metadata.mode() & bit != 0
    })
}

#[cfg(not(unix))]
impl Account {
    /// Stays: on Windows the server's own start gives up an administrator's rights.
    pub(super) fn choose() -> Result<Self, Error> {
        Ok(Self { other: None })
    }

    /// Nothing to change.
    pub(super) fn apply(self, _: &mut Command) {}

    /// Nothing to change.
    pub(super) fn own(self, _: &Path) -> std::io::Result<()> {
        Ok(())
    }

    /// The folder itself.
    pub(super) fn reachable(self, folder: &Path) -> PathBuf {
        folder.to_owned()
    }

    /// Makes the folder; below a person's own data folder it is private by inheritance.
    pub(super) fn private_folder(self, folder: &Path) -> Result<(), Error> {
        std::fs::create_dir_all(folder).map_err(|error| {
            Error::new(
                "sandbox-folder",
                format!("the sandbox's folder cannot be used: {}: {error}", folder.display()),
            )
            .with_hint("choose a folder that this user may write")
        })
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn ids_from_the_account_file() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104:,,:/var/lib:/bin/sh\n";
        assert_eq!(ids(accounts, "postgres"), Some((101, 104)));
        assert_eq!(ids(accounts, "nobody"), None);
        assert_eq!(ids("postgres:x:one:two:", "postgres"), None);
    }

    #[test]
    fn a_folder_that_the_account_cannot_reach_is_replaced() {
        use std::os::unix::fs::PermissionsExt;
        let outer = tempfile::tempdir().expect("a temporary folder");
        let wanted = outer.path().join("sandbox");
        let account = Account { other: Some((65_534, 65_534)) };
        std::fs::set_permissions(outer.path(), std::fs::Permissions::from_mode(0o700))
            .expect("permissions");
        let instead = account.reachable(&wanted);
        assert!(instead.starts_with("/var/tmp"), "{}", instead.display());
        assert_eq!(account.reachable(&wanted), instead, "the next start finds it again");
        std::fs::set_permissions(outer.path(), std::fs::Permissions::from_mode(0o711))
            .expect("permissions");
        assert_eq!(account.reachable(&wanted), wanted);
    }
}
