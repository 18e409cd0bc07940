use std::path::Path;

use tokio_util::sync::CancellationToken;

use godwit_schema::quote::quote_ident;
use sqlx::AssertSqlSafe;

use crate::{
    Error, Session, Target,
    backup::{self, Backup, BackupPhase, BackupProgress, TableRows, client::Client},
    tools::Tools,
};

/// What a restore keeps beside structure and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owners {
    /// Owners and privileges as they were; their roles must exist.
    Keep,
    /// Everything belongs to the role that restores, without further privileges: for a scratch
    /// database on another server.
    Drop,
}

/// Puts a backup that Godwit made back into an empty database, in one transaction, with its owners and
/// privileges, and counts the rows.
///
/// # Errors
/// `backup-missing`, `backup-damaged`, `restore-target-not-empty`, `cancelled`, else `restore-failed`
/// with pg_restore's words; nothing stays of a restore that failed.
pub async fn restore(
    backup: &Backup,
    target: &Target,
    tools: &Tools,
    progress: impl Fn(BackupProgress) + Send + Sync,
    cancel: CancellationToken,
) -> Result<(), Error> {
    restore_with(backup, target, tools, Owners::Keep, progress, cancel).await
}

/// As [`restore`], saying what becomes of owners and privileges.
///
/// # Errors
/// As [`restore`].
pub async fn restore_with(
    backup: &Backup,
    target: &Target,
    tools: &Tools,
    owners: Owners,
    progress: impl Fn(BackupProgress) + Send + Sync,
    cancel: CancellationToken,
) -> Result<(), Error> {
    tools.may_restore(true)?;
    backup::checksum_holds(backup).await?;
    refuse_unless_empty(target).await?;
    let known = Some(backup.tables.len());
    fill(&backup.path, target, tools, owners, known, &progress, &cancel).await?;
    check_rows(target, &backup.tables).await
}

/// Puts an archive of unknown origin back into an empty database: only with a `pg_restore` that no
/// archive can take over.
///
/// # Errors
/// `pg-restore-unsafe`, and as [`restore`].
pub async fn restore_foreign(
    archive: &Path,
    target: &Target,
    tools: &Tools,
    owners: Owners,
    progress: impl Fn(BackupProgress) + Send + Sync,
    cancel: CancellationToken,
) -> Result<(), Error> {
    tools.may_restore(false)?;
    refuse_unless_empty(target).await?;
    let tables = backup::read_back(tools, archive, None, &progress, &cancel).await?;
    fill(archive, target, tools, owners, Some(tables.len()), &progress, &cancel).await?;
    check_rows(target, &tables).await
}

/// Refuses a database that holds anything of anybody's.
async fn refuse_unless_empty(target: &Target) -> Result<(), Error> {
    let mut session = Session::connect(target).await?;
    let found: Option<String> = sqlx::query_scalar(
        "SELECT found.what || ' ' || found.name FROM (
             SELECT 'relation' AS what, c.oid::regclass::text AS name
             FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             UNION ALL
             SELECT 'function', p.oid::regprocedure::text
             FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             UNION ALL
             SELECT 'type', t.oid::regtype::text
             FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
             WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             UNION ALL
             SELECT 'namespace', n.nspname::text FROM pg_catalog.pg_namespace n
             WHERE n.nspname NOT IN ('information_schema', 'public') AND n.nspname !~ '^pg_'
             UNION ALL
             SELECT 'large object', l.oid::text FROM pg_catalog.pg_largeobject_metadata l
         ) AS found ORDER BY 1 LIMIT 1",
    )
    .fetch_optional(session.connection())
    .await
    .map_err(|error| Error::during("looking whether the database is empty", &error))?;
    session.close().await?;
    match found {
        None => Ok(()),
        Some(object) => Err(Error::new(
            "restore-target-not-empty",
            format!(
                "the database {} is not empty, so nothing was restored into it: it holds {object}",
                target.database
            ),
        )
        .with_hint("make a new database and restore into that")),
    }
}

async fn fill(
    archive: &Path,
    target: &Target,
    tools: &Tools,
    owners: Owners,
    tables: Option<usize>,
    progress: &(impl Fn(BackupProgress) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<(), Error> {
    let mut arguments = vec![
        "--exit-on-error".to_owned(),
        "--single-transaction".to_owned(),
        "--verbose".to_owned(),
    ];
    if owners == Owners::Drop {
        arguments.extend(["--no-owner".to_owned(), "--no-privileges".to_owned()]);
    }
    arguments.push(archive.to_string_lossy().into_owned());
    let client = Client::connected("pg_restore", tools.restore_program(), target, &arguments)?;
    let bytes = std::fs::metadata(archive).map_or(0, |metadata| metadata.len());
    let mut begun = 0_usize;
    let ended = client.finish(cancel, |line| {
        if let Some(table) = backup::quoted_after(line, "processing data for table ") {
            let part = tables.map(|all| (begun as f64 / all.max(1) as f64).min(1.0));
            begun += 1;
            let phase = BackupPhase::Restoring;
            progress(BackupProgress { phase, table: Some(table), bytes, part });
        }
    });
    ended.await?.map_err(|fault| {
        let words = fault.words;
        Error::new("restore-failed", format!("pg_restore failed and left nothing: {words}")).with_hint(
            "correct what is named, such as a role or an extension that is missing, and restore again",
        )
    })
}

/// Compares the rows of the restored tables with the archive's.
async fn check_rows(target: &Target, tables: &[TableRows]) -> Result<(), Error> {
    let mut session = Session::connect(target).await?;
    for table in tables {
        let name = format!("{}.{}", quote_ident(&table.namespace), quote_ident(&table.name));
        let found: i64 =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM ONLY {name}")))
                .fetch_one(session.connection())
                .await
                .map_err(|error| Error::during(&format!("counting the rows of {name}"), &error))?;
        if found.unsigned_abs() != table.rows {
            return Err(Error::new(
                "restore-incomplete",
                format!(
                    "the restored table has other rows than the archive: {name} has {found}, the archive {}",
                    table.rows
                ),
            )
            .with_hint("do not use the restored database; look for triggers or rules that change rows"));
        }
    }
    session.close().await
}
