use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
};

use godwit_postgres::{Target, sandbox::Sandbox};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::{program::ended, server};

/// The seeded database that the others of a process are copied from.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// The sample project as it stands in the tree.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/clinic")
}

/// A copy of the sample project, to be changed by one test.
///
/// # Panics
/// When it cannot be copied.
pub fn project() -> TempDir {
    let copy = TempDir::new().expect("a temporary folder");
    copy_folder(&sample(), copy.path()).expect("the sample project is copied");
    copy
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "__pycache__" || name.to_string_lossy().starts_with(".venv") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to.join(name))?;
        } else {
            std::fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

/// A database of this test alone with the sample's tables and rows, on the shared server.
///
/// # Panics
/// When the server refuses.
pub async fn database(label: &str) -> Target {
    let server = server().await;
    let template = TEMPLATE
        .get_or_init(|| async {
            let target = server.fresh_database("template").await;
            fill(server.sandbox(), &target);
            target.database
        })
        .await;
    let target = server.fresh_database(label).await;
    let name = target.database.clone();
    let maintenance = server.sandbox().target("postgres");
    psql(server.sandbox(), &maintenance, &format!("DROP DATABASE {name}"));
    psql(
        server.sandbox(),
        &maintenance,
        &format!("CREATE DATABASE {name} TEMPLATE {template}{}", server.file_copy()),
    );
    target
}

/// Puts the sample's tables and rows into an empty database.
///
/// # Panics
/// With what the server refused.
pub fn fill(sandbox: &Sandbox, target: &Target) {
    for file in ["demo.sql", "seed.sql"] {
        let text = std::fs::read_to_string(sample().join(file)).expect("the sample's SQL");
        psql(sandbox, target, &format!("SET search_path = public;\n{text}"));
    }
}

/// Runs SQL as a person would with psql; rows come back a line each, unaligned.
///
/// # Panics
/// With what the server refused.
#[track_caller]
pub fn psql(sandbox: &Sandbox, target: &Target, sql: &str) -> String {
    let mut child = start_psql(sandbox, target);
    child.stdin.take().expect("its input").write_all(sql.as_bytes()).expect("psql reads");
    let ended = ended(child.wait_with_output().expect("psql ends"));
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.stdout
}

fn start_psql(sandbox: &Sandbox, target: &Target) -> Child {
    let password = target.secret.as_ref().map(|secret| secret.reveal().to_owned());
    Command::new(sandbox.binaries().join("psql"))
        .args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-h", &target.host])
        .args(["-p", &target.port.to_string(), "-U", &target.user, "-d", &target.database])
        .env("PGPASSWORD", password.unwrap_or_default())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("psql lies beside the server")
}

/// Another session that holds an open transaction until it is dropped.
#[derive(Debug)]
pub struct Held {
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Held {
    /// Begins a transaction, runs the SQL in it and returns when it is done.
    ///
    /// # Panics
    /// With what the server refused.
    pub fn begin(sandbox: &Sandbox, target: &Target, sql: &str) -> Self {
        let mut child = start_psql(sandbox, target);
        let mut stdin = child.stdin.take().expect("its input");
        writeln!(stdin, "BEGIN;\n{sql};\n\\echo held").expect("psql reads");
        stdin.flush().expect("psql reads");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let held = lines.by_ref().map_while(Result::ok).any(|line| line == "held");
        assert!(held, "the session could not do: {sql}");
        Self { child, stdin: Some(stdin) }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        drop(self.stdin.take());
        // psql ends with its input, and the transaction with psql.
        let _status = self.child.wait();
    }
}
