use std::{
    io::Read,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use godwit_schema::ServerIdentity;

use crate::Error;

/// A verified pg_dump archive; saved as the manifest beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Backup {
    /// Version of this document's form.
    pub format: u32,
    /// Unique id.
    pub id: String,
    /// The archive.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of the archive, in lower-case hexadecimal digits.
    pub sha256: String,
    /// `pg_dump 15.18`.
    pub tool: String,
    /// Which database it is of.
    pub server: ServerIdentity,
    /// When it was begun, RFC 3339 in UTC.
    pub started_at: String,
    /// When it was verified, RFC 3339 in UTC: the beginning plus what it took by a clock that never
    /// jumps.
    pub finished_at: String,
    /// Seconds it took, verification included.
    pub seconds: f64,
    /// Rows in the archive, counted while it was read back.
    pub tables: Vec<TableRows>,
    /// What is not in it, a sentence without a full stop each.
    pub left_out: Vec<String>,
}

/// A table with the number of its rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableRows {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
}

impl Backup {
    /// The version of the document's form that this program writes and reads.
    pub const FORMAT: u32 = 1;

    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Where the manifest of an archive is.
    pub fn manifest(archive: &Path) -> PathBuf {
        archive.with_extension("json")
    }

    /// Reads the manifest beside an archive, without looking at the archive.
    ///
    /// # Errors
    /// `backup-manifest-missing`, `backup-manifest-damaged`, `backup-manifest-unknown`.
    pub fn read_manifest(archive: &Path) -> Result<Self, Error> {
        let path = Self::manifest(archive);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Error::new(
                "backup-manifest-missing",
                format!(
                    "the archive has no manifest that can be read: {}: {error}",
                    path.display()
                ),
            )
            .with_hint("an archive that Godwit made has its manifest beside it")
        })?;
        let damaged = |why: String| {
            Error::new(
                "backup-manifest-damaged",
                format!("the archive's manifest cannot be read: {}: {why}", path.display()),
            )
            .with_hint("do not rely on this backup; take another")
        };
        let document: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| damaged(error.to_string()))?;
        match document.get("format").and_then(serde_json::Value::as_u64) {
            Some(format) if format == u64::from(Self::FORMAT) => {}
            Some(format) => {
                return Err(Error::new(
                    "backup-manifest-unknown",
                    format!(
                        "the archive's manifest has a form that this Godwit does not know: {format}"
                    ),
                )
                .with_hint("use the Godwit that made the backup, or a newer one"));
            }
            None => return Err(damaged("it names no format".to_owned())),
        }
        let mut backup: Self =
            serde_json::from_value(document).map_err(|error| damaged(error.to_string()))?;
        // The folder may have been moved since.
        archive.clone_into(&mut backup.path);
        Ok(backup)
    }

    /// Compares the archive's size and SHA-256 with the manifest's, reading all of it.
    ///
    /// # Errors
    /// `backup-missing`, `backup-damaged`.
    pub fn check_sum(&self) -> Result<(), Error> {
        let (bytes, sha256) = sum(&self.path)?;
        if bytes == self.bytes && sha256 == self.sha256 {
            return Ok(());
        }
        let why = if bytes == self.bytes {
            "its content is another".to_owned()
        } else {
            format!("it has {bytes} bytes and should have {}", self.bytes)
        };
        Err(Error::new(
            "backup-damaged",
            format!("the archive is not as it was made: {}: {why}", self.path.display()),
        )
        .with_hint("do not rely on this backup; take another"))
    }
}

/// Size and SHA-256 of a file.
pub(crate) fn sum(path: &Path) -> Result<(u64, String), Error> {
    let failed = |error: std::io::Error| {
        Error::new(
            "backup-missing",
            format!("the archive cannot be read: {}: {error}", path.display()),
        )
        .with_hint("look whether the file was moved, or take another backup")
    };
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer).map_err(failed)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        bytes += count as u64;
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, digits))
}
