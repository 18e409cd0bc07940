//! Code that does what code of a stranger could do.

use std::{
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

use godwit_engine::{
    Error,
    python::{
        Consent, Ended, Interpreter, Limits, Network, Program, Surroundings, Task, Variable, run,
    },
};
use godwit_tests::python;
use tokio_util::sync::CancellationToken;

const SHORT: Limits =
    Limits { time: Duration::from_secs(3), memory: 512 << 20, output: 1 << 20, file: 1 << 20 };

struct Child {
    folder: tempfile::TempDir,
    environment: Vec<Variable>,
    cancel: CancellationToken,
    limits: Limits,
}

impl Child {
    fn new() -> Self {
        Self {
            folder: tempfile::TempDir::new().expect("a temporary folder"),
            environment: Vec::new(),
            cancel: CancellationToken::new(),
            limits: SHORT,
        }
    }

    async fn run(&self, text: &str) -> Result<Ended, Error> {
        self.start(Program::Text(text)).await
    }

    async fn start(&self, program: Program<'_>) -> Result<Ended, Error> {
        let root = self.folder.path();
        let interpreter =
            Interpreter::find(root, Some(&python()), Surroundings::default()).expect("a Python");
        let consent = Consent::said_now(root).expect("the folder is there");
        let task = Task {
            interpreter: &interpreter,
            consent: &consent,
            program,
            arguments: Vec::new(),
            folder: root.to_owned(),
            environment: self.environment.clone(),
            limits: self.limits,
            network: Network::Forbidden,
        };
        run(&task, &self.cancel, |_| {}).await
    }

    async fn printed(&self, text: &str) -> String {
        let ended = self.run(text).await.expect("it ends");
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        String::from_utf8_lossy(&ended.stdout).trim().to_owned()
    }
}

fn code<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    outcome.expect_err("it fails").code().to_owned()
}

/// Whether a file still grows.
async fn grows(path: &Path) -> bool {
    let size = || std::fs::metadata(path).map(|found| found.len()).unwrap_or_default();
    let before = size();
    tokio::time::sleep(Duration::from_millis(400)).await;
    size() > before
}

#[tokio::test]
async fn it_runs_in_the_folder_with_the_arguments_and_variables_of_its_task() {
    let mut child = Child::new();
    child.environment.push(Variable::new("MODE", "offline"));
    let printed = child.printed("import os; print(os.getcwd(), os.environ['MODE'])").await;
    let folder = child.folder.path().canonicalize().expect("it is there");
    assert_eq!(printed, format!("{} offline", folder.display()));
}

#[tokio::test]
async fn code_that_never_ends_is_stopped_with_all_that_it_started() {
    let child = Child::new();
    let began = Instant::now();
    let outcome = child
        .run(
            "import os, time
if os.fork() == 0:
    os.setsid()
    while True:
        open('alive', 'a').write('x')
        time.sleep(0.02)
while True:
    time.sleep(1)",
        )
        .await;
    assert_eq!(code(outcome), "python-slow");
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
    let alive = child.folder.path().join("alive");
    assert!(alive.is_file(), "what it started did run");
    assert!(!grows(&alive).await, "what it started is gone too");
}

#[tokio::test]
async fn what_outlives_code_that_ended_is_stopped() {
    let child = Child::new();
    let began = Instant::now();
    let printed = child
        .printed(
            "import os, time
if os.fork() == 0:
    os.setsid()
    while True:
        open('alive', 'a').write('x')
        time.sleep(0.02)
time.sleep(0.3)
print('over')",
        )
        .await;
    assert_eq!(printed, "over");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert!(!grows(&child.folder.path().join("alive")).await);
}

#[tokio::test]
async fn code_that_eats_memory_is_stopped() {
    let ended = Child::new().run("held = bytearray(2 << 30)").await.expect("it ends by itself");
    assert_eq!(code(ended.succeeded("the models were not read")), "python-memory");
}

#[tokio::test]
async fn code_that_prints_without_end_is_stopped() {
    for stream in ["stdout", "stderr"] {
        let text = format!(
            "import sys
for _ in range(100): sys.{stream}.write('x' * (1 << 20))"
        );
        assert_eq!(code(Child::new().run(&text).await), "python-output");
    }
}

#[tokio::test]
async fn a_file_that_grows_without_end_is_stopped() {
    let child = Child::new();
    let text = "open('large', 'w').write('x' * (100 << 20))";
    let ended = child.run(text).await.expect("it ends by itself");
    assert_ne!(ended.code, Some(0));
    let size = std::fs::metadata(child.folder.path().join("large")).expect("a file").len();
    assert!(size <= SHORT.file, "{size}");
}

#[tokio::test]
async fn the_environment_holds_nothing_but_what_was_given() {
    let mut child = Child::new();
    child.environment.push(Variable::new("GIVEN", "1"));
    let printed = child.printed("import os; print(*sorted(os.environ))").await;
    let mut expected =
        vec!["GIVEN", "HOME", "LC_ALL", "PATH", "TEMP", "TMP", "TMPDIR", "USERPROFILE"];
    let python = ["DONTWRITEBYTECODE", "HASHSEED", "NOUSERSITE", "UNBUFFERED", "UTF8"];
    let python = python.map(|name| format!("PYTHON{name}"));
    expected.extend(python.iter().map(String::as_str));
    expected.sort_unstable();
    assert_eq!(printed.split(' ').collect::<Vec<_>>(), expected);
    let home = child.printed("import os; print(os.listdir(os.environ['HOME']))").await;
    assert_eq!(home, "[]", "no password file lies there");
}

#[tokio::test]
async fn the_environment_of_the_program_that_started_it_cannot_be_read() {
    let child = Child::new();
    let text = format!("print(open('/proc/{}/environ', 'rb').read())", std::process::id());
    let ended = child.run(&text).await.expect("it ends by itself");
    if ended.confinement.processes {
        assert_ne!(ended.code, Some(0), "it read: {} bytes", ended.stdout.len());
        assert!(ended.stderr.contains("PermissionError"), "{}", ended.stderr);
    }
}

#[tokio::test]
async fn no_network_is_reached() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let text = format!("import socket; socket.create_connection(('127.0.0.1', {port}), 1)");
    let ended = Child::new().run(&text).await.expect("it ends by itself");
    assert_eq!(ended.code == Some(0), !ended.confinement.network, "{}", ended.stderr);
    let told = ended.confinement.shortcoming(Network::Forbidden);
    assert_eq!(told.is_none(), ended.confinement.network);
}

#[tokio::test]
async fn a_failure_is_told_without_passwords() {
    let mut child = Child::new();
    child.environment.push(Variable::new("TOKEN", "swordfish"));
    let ended = child
        .run("import os; raise ValueError(os.environ['TOKEN'], 'postgresql://me:s3cret@host/db')")
        .await
        .expect("it ends by itself");
    let error = ended.succeeded("the models were not read").expect_err("it failed");
    assert_eq!(error.code(), "python-failed");
    let view = error.view();
    assert!(view.message.contains("ValueError"), "{}", view.message);
    let all = format!("{}{}", view.message, view.detail.unwrap_or_default());
    assert!(!all.contains("swordfish") && !all.contains("s3cret"), "{all}");
}

#[tokio::test]
async fn a_module_that_is_not_installed_is_named() {
    let ended = Child::new().start(Program::Module("no_such_thing")).await.expect("it ends");
    let error = ended.succeeded("the revisions were not applied").expect_err("it failed");
    assert_eq!(error.code(), "python-module-missing");
    assert!(error.message().contains("no_such_thing"), "{error}");
}

#[tokio::test]
async fn it_is_stopped_when_asked() {
    let mut child = Child::new();
    child.limits.time = Duration::from_secs(60);
    let cancel = child.cancel.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(500)).await;
        cancel.cancel();
    });
    let began = Instant::now();
    assert_eq!(code(child.run("import time; time.sleep(50)").await), "cancelled");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn leave_for_one_project_is_none_for_another() {
    let (one, other) = (Child::new(), Child::new());
    let interpreter =
        Interpreter::find(one.folder.path(), Some(&python()), Surroundings::default())
            .expect("a Python");
    let task = Task {
        interpreter: &interpreter,
        consent: &Consent::said_now(one.folder.path()).expect("the folder is there"),
        program: Program::Text("open('ran', 'w')"),
        arguments: Vec::new(),
        folder: other.folder.path().to_owned(),
        environment: Vec::new(),
        limits: SHORT,
        network: Network::Forbidden,
    };
    assert_eq!(code(run(&task, &CancellationToken::new(), |_| {}).await), "python-not-allowed");
    assert!(!other.folder.path().join("ran").exists());
}
