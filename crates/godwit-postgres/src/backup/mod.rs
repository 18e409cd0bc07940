//! Archives made by pg_dump in its custom format, and their proof: a full read and a SHA-256 manifest.
//! Reading only the list of an archive proves nothing, and a plain dump would have to go through psql,
//! which runs whatever a hostile dump holds.

pub(crate) mod client;
mod manifest;
mod partial;
mod rows;
mod words;

use std::{
    path::Path,
    sync::Mutex,
    time::{Duration, Instant},
};

use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use tokio::io::AsyncReadExt;
use tokio_util::sync::CancellationToken;

pub use manifest::{Backup, TableRows};

use crate::{
    Error, Session, Target,
    backup::{
        client::Client,
        partial::{Partial, archive_path, make_private},
        rows::RowCounter,
        words::explained,
    },
    tools::Tools,
};

/// How long pg_dump waits for a table that a schema change has locked.
const LOCK_WAIT_MS: u32 = 10_000;
/// Between two looks at the size of the growing archive.
const TICK: Duration = Duration::from_millis(200);
/// An archive is hardly ever smaller than this part of the tables, so a disk with less room cannot
/// hold it.
const SMALLEST_PART: u64 = 8;

/// How far a backup or a restore is.
#[derive(Debug, Clone, PartialEq)]
pub struct BackupProgress {
    /// What is done now.
    pub phase: BackupPhase,
    /// The table that is worked on, qualified, as pg_dump prints it.
    pub table: Option<String>,
    /// Size of the archive so far, in bytes.
    pub bytes: u64,
    /// Done part of the phase from 0 to 1; `None` when unknown.
    pub part: Option<f64>,
}

/// What a backup or a restore is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupPhase {
    /// pg_dump writes the archive.
    Dumping,
    /// The archive is read back from end to end.
    Verifying,
    /// pg_restore fills a database.
    Restoring,
}

impl BackupProgress {
    /// One line for people.
    pub fn title(&self) -> String {
        let doing = match self.phase {
            BackupPhase::Dumping => "Backing up",
            BackupPhase::Verifying => "Verifying the backup",
            BackupPhase::Restoring => "Restoring",
        };
        match &self.table {
            Some(table) => format!("{doing}: {table}"),
            None => doing.to_owned(),
        }
    }

    /// Done part of the whole from 0 to 1; reading an archive back takes about a third of the time.
    pub fn fraction(&self) -> Option<f64> {
        let part = self.part?;
        Some(match self.phase {
            BackupPhase::Dumping => part * 0.7,
            BackupPhase::Verifying => 0.7 + part * 0.3,
            BackupPhase::Restoring => part,
        })
    }
}

/// Backs a database up, and proves the archive by reading all of it back.
///
/// The folder is made private (0700), the archive and its manifest too (0600). Until it is proven the
/// file is named `….partial`; after any failure nothing of it stays. `started_at` is now, RFC 3339 in
/// UTC; `id` is the backup's unique id, in letters, digits and hyphens.
///
/// # Errors
/// `disk-full`, `insufficient-privilege` naming the table, `pg-dump-too-old`, `lock-timeout`,
/// `cancelled`, `password-unusable`, an unreachable server, else `backup-failed` with pg_dump's words.
pub async fn backup(
    target: &Target,
    tools: &Tools,
    folder: &Path,
    id: &str,
    started_at: &str,
    progress: impl Fn(BackupProgress) + Send + Sync,
    cancel: CancellationToken,
) -> Result<Backup, Error> {
    let began = Instant::now();
    let begun_at = OffsetDateTime::parse(started_at, &Rfc3339).map_err(|_| {
        Error::new("backup-failed", format!("the time of the backup is not RFC 3339: {started_at}"))
            .with_hint("report this as a fault of Godwit")
    })?;
    let path = archive_path(folder, &target.database, id)?;
    let mut session = Session::connect(target).await?;
    let server = session.identity().clone();
    let (bytes, tables) = estimate(&mut session).await?;
    session.close().await?;
    make_private(folder)?;
    check_room(folder, bytes)?;

    let mut partial = Partial::create(&path)?;
    dump(target, tools, partial.path(), tables, &progress, &cancel).await?;
    let read = read_back(tools, partial.path(), Some(tables), &progress, &cancel).await?;
    let partial_path = partial.path().to_owned();
    let summing = tokio::task::spawn_blocking(move || {
        let synced = std::fs::File::open(&partial_path).and_then(|file| file.sync_all());
        synced.map_err(|error| file_error("write", &partial_path, &error))?;
        manifest::sum(&partial_path)
    });
    let (bytes, sha256) = summing.await.map_err(|error| broke_off(&error))??;
    let took = began.elapsed();
    let finished = (begun_at + took).replace_nanosecond(0).unwrap_or(begun_at);
    let backup = Backup {
        format: Backup::FORMAT,
        id: id.to_owned(),
        path: path.clone(),
        bytes,
        sha256,
        tool: tools.description(),
        server,
        started_at: started_at.to_owned(),
        // RFC 3339 can write every year from 0 to 9999.
        finished_at: finished.format(&Rfc3339).unwrap_or_default(),
        seconds: took.as_secs_f64(),
        tables: read,
        left_out: LEFT_OUT.map(str::to_owned).to_vec(),
    };
    partial.keep(&backup)?;
    Ok(backup)
}

/// What no pg_dump archive of one database holds.
const LEFT_OUT: [&str; 5] = [
    "roles and their passwords",
    "tablespaces",
    "settings made by ALTER DATABASE and ALTER ROLE",
    "rows of foreign tables",
    "rows of materialized views, which are computed anew",
];

/// Proves once more that an archive is as it was made: size, SHA-256, and a full read whose rows are
/// counted.
///
/// # Errors
/// `backup-missing`, `backup-manifest-missing`, `backup-manifest-damaged`, `backup-damaged`.
pub async fn verify(archive: &Path, tools: &Tools) -> Result<Backup, Error> {
    let backup = Backup::read_manifest(archive)?;
    checksum_holds(&backup).await?;
    let never = CancellationToken::new();
    let tables = read_back(tools, archive, Some(backup.tables.len()), &|_| {}, &never).await?;
    if tables == backup.tables {
        Ok(backup)
    } else {
        Err(damaged(archive, "it holds other rows than when it was made"))
    }
}

/// Whether the archive still has the size and SHA-256 of its record.
///
/// # Errors
/// `backup-missing`, `backup-damaged`.
pub async fn checksum_holds(backup: &Backup) -> Result<(), Error> {
    let backup = backup.clone();
    tokio::task::spawn_blocking(move || backup.check_sum())
        .await
        .map_err(|error| broke_off(&error))?
}

async fn dump(
    target: &Target,
    tools: &Tools,
    partial: &Path,
    tables: usize,
    progress: &(impl Fn(BackupProgress) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<(), Error> {
    let arguments = [
        "--format=custom".to_owned(),
        "--verbose".to_owned(),
        format!("--lock-wait-timeout={LOCK_WAIT_MS}"),
        format!("--file={}", partial.display()),
    ];
    let client = Client::connected("pg_dump", tools.dump_program(), target, &arguments)?;
    let seen: Mutex<(usize, Option<String>)> = Mutex::new((0, None));
    let tell = || {
        let (count, table) = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let bytes = std::fs::metadata(partial).map_or(0, |metadata| metadata.len());
        let part = Some(count.saturating_sub(1) as f64 / tables.max(1) as f64);
        progress(BackupProgress { phase: BackupPhase::Dumping, table, bytes, part });
    };
    tell();
    let mut running = std::pin::pin!(client.finish(cancel, |line| {
        if let Some(table) = quoted_after(line, "dumping contents of table ") {
            let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *seen = (seen.0 + 1, Some(table));
        }
    }));
    let ended = loop {
        tokio::select! {
            ended = &mut running => break ended?,
            () = tokio::time::sleep(TICK) => tell(),
        }
    };
    tell();
    ended.map_err(|fault| explained("pg_dump", fault))
}

/// Reads an archive from end to end and counts its rows.
pub(crate) async fn read_back(
    tools: &Tools,
    archive: &Path,
    expected: Option<usize>,
    progress: &(impl Fn(BackupProgress) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<Vec<TableRows>, Error> {
    let arguments =
        ["--data-only".to_owned(), "--file=-".to_owned(), archive.to_string_lossy().into_owned()];
    let mut client = Client::offline("pg_restore", tools.restore_program(), &arguments)?;
    let output = client.output();
    let bytes = std::fs::metadata(archive).map_or(0, |metadata| metadata.len());
    let reading = async {
        let mut counter = RowCounter::default();
        let Some(mut output) = output else { return Ok(counter) };
        let mut buffer = vec![0; 1 << 16];
        let mut told = usize::MAX;
        loop {
            let count = output.read(&mut buffer).await?;
            if count == 0 {
                return Ok::<_, std::io::Error>(counter);
            }
            counter.feed(&buffer[..count]);
            if counter.tables() != told {
                told = counter.tables();
                let part = expected.map(|all| (told as f64 / all.max(1) as f64).min(1.0));
                progress(BackupProgress {
                    phase: BackupPhase::Verifying,
                    table: None,
                    bytes,
                    part,
                });
            }
        }
    };
    let (counter, ended) = tokio::join!(reading, client.finish(cancel, |_| {}));
    if let Err(fault) = ended? {
        return Err(damaged(archive, &fault.words));
    }
    let counter = counter.map_err(|error| file_error("read back", archive, &error))?;
    counter.finish().ok_or_else(|| damaged(archive, "it breaks off inside a table"))
}

/// The text in double quotes behind a phrase: `pg_dump: dumping contents of table "public.a"`.
pub(crate) fn quoted_after(line: &str, phrase: &str) -> Option<String> {
    let (_, rest) = line.split_once(phrase)?;
    Some(rest.trim().trim_matches('"').to_owned())
}

/// Bytes of the tables without their indexes, and how many tables pg_dump will write rows of.
async fn estimate(session: &mut Session) -> Result<(u64, usize), Error> {
    let (bytes, tables): (i64, i64) = sqlx::query_as(
        "SELECT coalesce(sum(pg_catalog.pg_table_size(c.oid)), 0)::bigint, count(*)
         FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'r' AND c.relpersistence <> 't'
           AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'",
    )
    .fetch_one(session.connection())
    .await
    .map_err(|error| Error::during("estimating the size of the backup", &error))?;
    Ok((bytes.unsigned_abs(), usize::try_from(tables).unwrap_or_default()))
}

fn check_room(folder: &Path, bytes: u64) -> Result<(), Error> {
    let room =
        fs4::available_space(folder).map_err(|error| file_error("measure", folder, &error))?;
    let needed = bytes / SMALLEST_PART;
    if room >= needed {
        return Ok(());
    }
    Err(Error::new(
        "disk-full",
        format!(
            "the backup would not fit, so it was not begun: the tables have {} MB and the folder's disk has room for {} MB",
            bytes >> 20,
            room >> 20
        ),
    )
    .with_hint("make room on the disk or choose another folder"))
}

fn file_error(verb: &str, path: &Path, error: &std::io::Error) -> Error {
    let full = matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge
    );
    Error::new(
        if full { "disk-full" } else { "backup-failed" },
        format!("could not {verb} {}: {error}", path.display()),
    )
    .with_hint("choose a folder that this user may write, on a disk with room")
}

pub(crate) fn damaged(archive: &Path, why: &str) -> Error {
    Error::new(
        "backup-damaged",
        format!("the archive cannot be read back: {}: {why}", archive.display()),
    )
    .with_hint("do not rely on this backup; take another")
}

fn broke_off(error: &tokio::task::JoinError) -> Error {
    Error::new("backup-failed", format!("reading the archive broke off: {error}"))
        .with_hint("try again")
}
