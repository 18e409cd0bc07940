use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use godwit_postgres::{
    Target,
    sandbox::{Sandbox, SandboxOptions},
};
use tokio::sync::OnceCell;

/// Set to the folder of another version's programs to run the tests on that version.
const BINARIES: &str = "GODWIT_TEST_POSTGRES";

static SERVER: OnceCell<Server> = OnceCell::const_new();

/// A private PostgreSQL server, shared by the tests of one process.
#[derive(Debug)]
pub struct Server {
    sandbox: Sandbox,
    databases: AtomicU32,
}

/// The server of this test process, started by the first test that asks.
///
/// It stops when the process ends, however it ends: its watchdog waits on a pipe to this process. Its
/// folder is removed by the next test process that finds no owner of it alive.
///
/// # Panics
/// Without PostgreSQL: a test that needs a server fails without one.
pub async fn server() -> &'static Server {
    SERVER
        .get_or_init(|| async {
            let folder = folder();
            let options = SandboxOptions {
                binaries: std::env::var_os(BINARIES).map(PathBuf::from),
                durable: false,
                ..SandboxOptions::default()
            };
            match Sandbox::start(&folder, options).await {
                Ok(sandbox) => Server { sandbox, databases: AtomicU32::new(0) },
                Err(error) => panic!(
                    "the tests need a PostgreSQL server: {}; {}",
                    error.message(),
                    error.hint().unwrap_or_default()
                ),
            }
        })
        .await
}

impl Server {
    /// The sandbox itself.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// What makes CREATE DATABASE copy files where it could also write every block to the log.
    pub fn file_copy(&self) -> &'static str {
        if self.sandbox.version().major >= 15 { " STRATEGY file_copy" } else { "" }
    }

    /// An empty database of this test alone.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn fresh_database(&self, label: &str) -> Target {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{label}_{number}");
        match self.sandbox.create_database(&name).await {
            Ok(target) => target,
            Err(error) => panic!("no database for the test {label}: {}", error.message()),
        }
    }
}

/// Below one parent with the process id as name, which tells later whether anybody still needs it.
fn folder() -> PathBuf {
    let parents = [memory(), Some(std::env::temp_dir())].into_iter().flatten();
    let parents: Vec<PathBuf> = parents.map(|parent| parent.join("godwit-test-servers")).collect();
    for parent in &parents {
        remove_orphans(parent);
    }
    parents[0].join(std::process::id().to_string())
}

/// Where files lie in memory, with room to spare. A database is some 300 files: on ext4 making them
/// takes twenty times as long, most of it in search of inodes that were not just deleted.
#[cfg(target_os = "linux")]
fn memory() -> Option<PathBuf> {
    const ROOM: u64 = 2 << 30;
    let folder = PathBuf::from("/dev/shm");
    let space = rustix::fs::statvfs(&folder).ok()?;
    (space.f_bavail * space.f_frsize >= ROOM).then_some(folder)
}

/// Elsewhere there is no such folder.
#[cfg(not(target_os = "linux"))]
fn memory() -> Option<PathBuf> {
    None
}

/// Removes the folders of processes that are gone. Their servers are gone too.
fn remove_orphans(parent: &std::path::Path) {
    let Ok(entries) = std::fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let pid = entry.file_name().to_string_lossy().parse::<u32>();
        if pid.is_ok_and(|pid| !alive(pid)) && !serving(&entry.path()) {
            // Another test process may be removing the same folder.
            let _removed = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(target_os = "linux")]
fn alive(pid: u32) -> bool {
    std::path::Path::new(&format!("/proc/{pid}")).exists()
}

/// Elsewhere nobody is told dead; the folder for temporary files is emptied by the system.
#[cfg(not(target_os = "linux"))]
fn alive(_: u32) -> bool {
    true
}

/// Whether a server is still shutting down there.
fn serving(folder: &std::path::Path) -> bool {
    folder.join("data").join("postmaster.pid").exists()
}
