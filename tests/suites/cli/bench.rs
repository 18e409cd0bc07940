use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use godwit_postgres::{
    Session, Target, introspect,
    sandbox::{Sandbox, SandboxOptions},
};
use godwit_schema::Scope;
use tempfile::TempDir;

/// A database with the sample's rows, a copy of its project, and a folder for Godwit's own files.
pub struct Bench {
    folder: TempDir,
    target: Target,
    own: Option<Sandbox>,
}

/// How a call of the program ended.
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    pub fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    pub fn says(&self, text: &str) -> &Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(said, "nothing says {text:?}; stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

impl Bench {
    pub async fn with_clinic(label: &str) -> Self {
        let server = godwit_tests::server().await;
        let target = server.fresh_database(label).await;
        let bench = Self { folder: project(), target, own: None };
        bench.fill("demo.sql").await;
        bench.fill("seed.sql").await;
        bench
    }

    /// With a server that the test may kill.
    pub async fn alone_with_clinic() -> Self {
        let folder = project();
        let options = SandboxOptions { fsync: true, ..SandboxOptions::default() };
        let sandbox = Sandbox::start(
            &std::env::temp_dir().join(format!("godwit-killed-{}", std::process::id())),
            options,
        )
        .await
        .expect("a server of its own");
        let target = sandbox.create_database("clinic").await.expect("a database");
        let bench = Self { folder, target, own: Some(sandbox) };
        bench.fill("demo.sql").await;
        bench.fill("seed.sql").await;
        bench
    }

    async fn sandbox(&self) -> &Sandbox {
        match &self.own {
            Some(sandbox) => sandbox,
            None => godwit_tests::server().await.sandbox(),
        }
    }

    /// Runs one of the sample's SQL files.
    pub async fn fill(&self, file: &str) {
        let text = std::fs::read_to_string(sample().join(file)).expect("the sample's SQL");
        self.execute(&format!("SET search_path = public;\n{text}")).await;
    }

    pub async fn execute(&self, sql: &str) {
        self.sandbox().await.fill(&self.target.database, sql).await.expect("the SQL runs");
    }

    pub async fn other_database(&self, label: &str) -> String {
        let name = format!("{}_{label}", self.target.database);
        let target = self.sandbox().await.create_database(&name).await.expect("a database");
        url(&target)
    }

    pub fn url(&self) -> String {
        url(&self.target)
    }

    pub fn url_of(&self, user: &str, password: &str) -> String {
        let target = &self.target;
        format!(
            "postgresql://{user}:{password}@{}:{}/{}",
            target.host, target.port, target.database
        )
    }

    pub fn models(&self) -> String {
        format!("models:{}", self.path("clinic/app"))
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).expect("written");
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.folder.path().join(name)).expect("removed");
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        Command::new(program())
            .args(arguments)
            .env("GODWIT_HOME", self.folder.path().join("home"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts; build it with cargo build --workspace")
    }

    pub fn finish(&self, child: Child) -> Ended {
        let output = child.wait_with_output().expect("the program ends");
        Ended {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        let ended = self.finish(self.start(arguments));
        let password = self.password();
        assert!(
            !ended.stdout.contains(&password) && !ended.stderr.contains(&password),
            "the password is printed by {:?}",
            arguments.first()
        );
        ended
    }

    /// The fingerprint of what the database holds now.
    pub async fn structure(&self) -> String {
        let mut session = Session::connect(&self.target).await.expect("a session");
        let read = introspect::introspect(&mut session).await.expect("the structure");
        read.catalog.fingerprint(&Scope::default()).as_str().to_owned()
    }

    fn password(&self) -> String {
        self.target.secret.as_ref().expect("the server's password").reveal().to_owned()
    }

    /// Nothing below the program's folder holds the password.
    pub fn has_no_password(&self) {
        let password = self.password();
        let mut open = vec![self.folder.path().join("home")];
        let mut looked_at = 0;
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() {
                    open.push(entry.path());
                } else {
                    looked_at += 1;
                    let bytes = std::fs::read(entry.path()).expect("a file");
                    let found =
                        bytes.windows(password.len()).any(|part| part == password.as_bytes());
                    assert!(!found, "the password stands in {}", entry.path().display());
                }
            }
        }
        assert!(looked_at > 1, "the program wrote its files");
    }

    /// A transaction that holds what a statement locks until its process is ended.
    pub async fn hold(&self, sql: &str) -> Holder {
        let target = &self.target;
        let binaries = self.sandbox().await.binaries().to_owned();
        let mut child = Command::new(binaries.join("psql"))
            .args([
                "-h",
                &target.host,
                "-p",
                &target.port.to_string(),
                "-U",
                &target.user,
                "-d",
                &target.database,
            ])
            .env("PGPASSWORD", self.password())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("psql starts");
        let mut stdin = child.stdin.take().expect("its input");
        std::io::Write::write_all(&mut stdin, format!("BEGIN;\n{sql};\n").as_bytes())
            .expect("it reads");
        self.wait("SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'room' AND l.granted)").await;
        Holder { child, _stdin: stdin }
    }

    pub async fn wait_for_a_waiting_lock(&self) {
        self.wait("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)").await;
    }

    async fn wait(&self, question: &str) {
        let started = Instant::now();
        loop {
            // A script that raises an error says no.
            let asked =
                format!("DO $$ BEGIN IF NOT ({question}) THEN RAISE 'not yet'; END IF; END $$");
            if self.sandbox().await.fill(&self.target.database, &asked).await.is_ok() {
                return;
            }
            assert!(started.elapsed() < Duration::from_secs(60), "never true: {question}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    pub fn kill_server(&self) {
        let pid = self.own.as_ref().and_then(Sandbox::process_id).expect("a server of its own");
        let killed =
            Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill runs");
        assert!(killed.success(), "the server is killed");
    }

    pub async fn restart_server(&mut self) {
        let sandbox = self.own.as_mut().expect("a server of its own");
        sandbox.restart().await.expect("the server starts again");
        self.target = sandbox.target("clinic");
    }
}

pub struct Holder {
    child: Child,
    _stdin: std::process::ChildStdin,
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

fn url(target: &Target) -> String {
    let password = target.secret.as_ref().expect("the server's password").reveal();
    let password: String = password.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!(
        "postgresql://{}:{password}@{}:{}/{}",
        target.user, target.host, target.port, target.database
    )
}

fn program() -> PathBuf {
    std::env::var_os("GODWIT_CLI").map(PathBuf::from).unwrap_or_else(|| {
        let test = std::env::current_exe().expect("this test's own path");
        let folder = test.parent().and_then(Path::parent).expect("the folder of programs");
        folder.join("godwit-cli")
    })
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/clinic")
}

fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&sample(), &folder.path().join("clinic"));
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the sample").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file of the sample");
        }
    }
}
