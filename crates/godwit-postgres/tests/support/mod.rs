//! What the tests of this crate share.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use godwit_postgres::{Target, sandbox::SandboxOptions};
use sqlx::{
    AssertSqlSafe, ConnectOptions, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};

/// A folder for one test that a server of another account can reach too; removed at the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("godwit-test").tempdir().unwrap();
        open_to_others(folder.path());
        Self(folder)
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("sandbox")
    }

    pub fn outer(&self) -> &Path {
        self.0.path()
    }
}

#[cfg(unix)]
fn open_to_others(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o711)).unwrap();
}

/// Set to the folder of another version's programs to run the tests on that version.
const BINARIES: &str = "GODWIT_TEST_POSTGRES";

/// For a server whose rows nobody misses.
pub fn options() -> SandboxOptions {
    SandboxOptions { durable: false, ..durable() }
}

/// As the demo database is kept: for a server that a test kills.
pub fn durable() -> SandboxOptions {
    SandboxOptions {
        binaries: std::env::var_os(BINARIES).map(PathBuf::from),
        ..SandboxOptions::default()
    }
}

/// A connection beside Godwit's own.
pub async fn connect(target: &Target) -> PgConnection {
    let mut options = PgConnectOptions::new_without_pgpass()
        .host(&target.host)
        .port(target.port)
        .username(&target.user)
        .database(&target.database)
        .application_name("somebody else")
        .ssl_mode(PgSslMode::Disable);
    if let Some(secret) = &target.secret {
        options = options.password(secret.reveal());
    }
    options.connect().await.unwrap()
}

/// Runs SQL beside Godwit.
pub async fn run(connection: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.unwrap();
}

/// One value as text.
pub async fn scalar(target: &Target, sql: &str) -> String {
    let mut connection = connect(target).await;
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap()
}

/// Sends a signal to one process.
pub fn signal(pid: u32, name: &str) {
    let status =
        std::process::Command::new("/bin/sh").args(["-c", &format!("kill -{name} {pid}")]).status();
    assert!(status.unwrap().success(), "kill -{name} {pid}");
}

/// Whether a process lives; one that ended and was not waited for does not.
pub fn alive(pid: u32) -> bool {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    text.rsplit(')')
        .next()
        .and_then(|rest| rest.split_whitespace().next())
        .is_some_and(|s| s != "Z")
}

/// The parent of a process.
pub fn parent(pid: u32) -> u32 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    text.rsplit(')').next().unwrap().split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Gives a file to the owner of another, as a server's own file.
pub fn give_to_owner_of(other: &Path, file: &Path) {
    use std::os::unix::fs::MetadataExt;
    let metadata = other.metadata().unwrap();
    std::os::unix::fs::chown(file, Some(metadata.uid()), Some(metadata.gid())).unwrap();
}

/// A program run by the account that a file belongs to.
pub fn as_owner_of(file: &Path, program: &Path) -> std::process::Command {
    use std::os::unix::{fs::MetadataExt, process::CommandExt};
    let metadata = file.metadata().unwrap();
    let mut command = std::process::Command::new(program);
    command.uid(metadata.uid()).gid(metadata.gid()).current_dir("/");
    command
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Files below a folder that hold some bytes.
pub fn files_with(folder: &Path, needle: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if std::fs::read(&path).is_ok_and(|bytes| contains(&bytes, needle)) {
            found.push(path);
        }
    }
    found
}

/// Processes with some bytes in their arguments or environment.
pub fn processes_with(needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        if !entry.file_name().to_string_lossy().chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        for file in ["cmdline", "environ"] {
            let path = entry.path().join(file);
            if std::fs::read(&path).is_ok_and(|bytes| contains(&bytes, needle)) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

pub mod proxy;
pub mod record;
