//! An archive on its way: in a private folder, under a name that says that it is not proven yet.

use std::path::{Path, PathBuf};

use crate::{
    Error,
    backup::{Backup, file_error},
};

/// An archive that is not proven yet; removed unless it is kept.
pub(super) struct Partial {
    path: PathBuf,
    archive: PathBuf,
    kept: bool,
}

impl Partial {
    pub(super) fn create(archive: &Path) -> Result<Self, Error> {
        let mut path = archive.to_owned().into_os_string();
        path.push(".partial");
        let path = PathBuf::from(path);
        if archive.exists() {
            let taken = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(file_error("make", archive, &taken));
        }
        create_private(&path).map_err(|error| file_error("make", &path, &error))?;
        Ok(Self { path, archive: archive.to_owned(), kept: false })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the archive its name, and its manifest; both or none.
    pub(super) fn keep(&mut self, backup: &Backup) -> Result<(), Error> {
        use std::io::Write;
        let manifest = Backup::manifest(&self.archive);
        let text = serde_json::to_string_pretty(backup)
            .map_err(|error| file_error("write", &manifest, &std::io::Error::other(error)))?;
        let written = create_private(&manifest)
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.write_all(b"\n")?;
                file.sync_all()
            })
            .and_then(|()| std::fs::rename(&self.path, &self.archive))
            .and_then(|()| sync_folder(&self.archive));
        match written {
            Ok(()) => {
                self.kept = true;
                Ok(())
            }
            Err(error) => {
                for path in [&manifest, &self.archive] {
                    remove(path);
                }
                Err(file_error("write", &manifest, &error))
            }
        }
    }
}

/// Where an archive of a database goes.
///
/// # Errors
/// `backup-failed` for a folder or an id that would lead elsewhere.
pub(super) fn archive_path(folder: &Path, database: &str, id: &str) -> Result<PathBuf, Error> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if id.is_empty() || !id.chars().all(plain) || !folder.is_absolute() {
        return Err(Error::new(
            "backup-failed",
            format!("a backup needs an absolute folder and a plain id: {}, {id}", folder.display()),
        )
        .with_hint("give the folder's path from the root"));
    }
    // A database may be called `../../x`.
    let slug: String =
        database.chars().map(|letter| if plain(letter) { letter } else { '_' }).take(40).collect();
    Ok(folder.join(format!("{slug}-{id}.dump")))
}

/// Makes the folder, for this user alone.
pub(super) fn make_private(folder: &Path) -> Result<(), Error> {
    let made = std::fs::create_dir_all(folder);
    made.map_err(|error| file_error("make", folder, &error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let private = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(folder, private)
            .map_err(|error| file_error("make private", folder, &error))?;
    }
    Ok(())
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.kept {
            remove(&self.path);
        }
    }
}

fn remove(path: &Path) {
    match std::fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            tracing::error!(%error, path = %path.display(), "a part of a failed backup stays");
        }
    }
}

fn create_private(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Makes a rename durable; Windows has no such call for folders.
fn sync_folder(file: &Path) -> std::io::Result<()> {
    match file.parent().filter(|_| cfg!(unix)) {
        Some(folder) => std::fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_stay_in_their_folder_whatever_the_database_is_called() {
        let folder = Path::new("/backups");
        let path = archive_path(folder, "../../etc/x y", "0199-a").expect("a path");
        assert_eq!(path, Path::new("/backups/______etc_x_y-0199-a.dump"));
        assert!(archive_path(folder, "clinic", "../x").is_err());
        assert!(archive_path(folder, "clinic", "").is_err());
        assert!(archive_path(Path::new("backups"), "clinic", "1").is_err());
    }
}
