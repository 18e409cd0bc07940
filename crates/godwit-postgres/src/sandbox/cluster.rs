use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::{
    Error, Secret,
    sandbox::{account::Account, server::last_line},
};

/// How long the processes of a killed server may take to notice it.
const ORPHAN_LIMIT: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(50);

/// A cluster's files, and the programs and account that work on them.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    /// Folder with `postgres` and `initdb`.
    pub(super) binaries: PathBuf,
    /// Who runs them.
    pub(super) account: Account,
    /// The sandbox's folder.
    pub(super) folder: PathBuf,
    /// The superuser's name.
    pub(super) superuser: &'static str,
}

impl Cluster {
    /// The data directory.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The major version that made the files; `None` when there are none yet.
    pub(super) fn major(folder: &Path) -> Option<u32> {
        let text = std::fs::read_to_string(folder.join("data").join("PG_VERSION")).ok()?;
        text.trim().parse().ok()
    }

    /// Makes the files unless they are there. Whole or not at all: made beside, then renamed.
    pub(super) fn create(&self) -> Result<(), Error> {
        if Self::major(&self.folder).is_some() {
            return Ok(());
        }
        let failed = |why: String| {
            Error::new("sandbox-create", format!("the sandbox's files could not be made: {why}"))
                .with_hint("check that the disk has 100 MB free and that PostgreSQL is whole")
        };
        let unfinished = self.folder.join("data.unfinished");
        let mut locales = ["C.UTF-8", "C"].iter();
        loop {
            if unfinished.exists() {
                std::fs::remove_dir_all(&unfinished).map_err(|error| failed(error.to_string()))?;
            }
            let Some(locale) = locales.next() else {
                return Err(failed("no locale is accepted".to_owned()));
            };
            let mut initdb = self.command("initdb");
            // Nobody may log in by the files that initdb writes; `create` puts its own rule below.
            initdb.args(["--auth=reject", "--encoding=UTF8", "--no-sync"]);
            initdb.arg(format!("--username={}", self.superuser)).arg(format!("--locale={locale}"));
            initdb.arg("-D").arg(&unfinished);
            let output = run(initdb, b"").map_err(|error| failed(error.to_string()))?;
            if output.status.success() {
                break;
            }
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            if !text.contains("invalid locale") {
                return Err(failed(last_line(&text)));
            }
        }
        let rules = unfinished.join("pg_hba.conf");
        std::fs::write(&rules, "host all all 127.0.0.1/32 scram-sha-256\n")
            .and_then(|()| std::fs::rename(&unfinished, self.path()))
            .map_err(|error| failed(error.to_string()))
    }

    /// Gives the superuser a new password, through single-user mode and its standard input: the
    /// password is in no file and no argument. Also recovers from a crash, as every start does.
    pub(super) fn set_password(&self, password: &Secret) -> Result<(), Error> {
        let failed = |why: String| {
            Error::new("sandbox-start", format!("the sandbox's files cannot be opened: {why}"))
                .with_hint(format!(
                    "if the folder is damaged, delete it to begin with an empty sandbox: {}",
                    self.folder.display()
                ))
        };
        let began = Instant::now();
        loop {
            let mut single = self.command("postgres");
            single.arg("--single").arg("-D").arg(self.path());
            // The statement holds the password: it must reach no message.
            for setting in QUIET {
                single.args(["-c", setting]);
            }
            single.args(["-c", "password_encryption=scram-sha-256", "postgres"]);
            let line = zeroize::Zeroizing::new(format!(
                "ALTER ROLE {} PASSWORD {}\n",
                godwit_schema::quote::quote_ident(self.superuser),
                godwit_schema::quote::quote_literal(password.reveal())
            ));
            let output = run(single, line.as_bytes()).map_err(|error| failed(error.to_string()))?;
            if output.status.success() {
                return Ok(());
            }
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            // Processes of a killed postmaster still use its shared memory for a moment.
            let orphans = text.contains("pre-existing shared memory block")
                || text.contains("lock file \"postmaster.pid\" already exists");
            if !orphans || began.elapsed() > ORPHAN_LIMIT {
                return Err(failed(last_line(&text)));
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn command(&self, name: &str) -> Command {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let mut command = Command::new(self.binaries.join(name));
        self.account.apply(crate::binaries::clean(&mut command));
        command.current_dir(&self.folder);
        command
    }
}

/// Settings that keep statements and row values out of the server's log.
pub(super) const QUIET: [&str; 4] = [
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_statement=none",
    "log_min_messages=fatal",
];

/// Runs a program to its end with the given input.
fn run(mut command: Command, input: &[u8]) -> std::io::Result<Output> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        match stdin.write_all(input) {
            // It ended before reading: its exit status and words say why.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            other => other?,
        }
    }
    child.wait_with_output()
}
