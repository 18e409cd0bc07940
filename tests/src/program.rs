use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use godwit_postgres::Target;
use tempfile::TempDir;

/// Set to the path of another build of the command line than the one beside the tests.
const PROGRAM: &str = "GODWIT_CLI";

/// The real command line with a data folder of its own.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    home: TempDir,
}

/// How a run of the command line ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// What was asked for.
    pub stdout: String,
    /// News and errors.
    pub stderr: String,
}

impl Program {
    /// With an empty data folder.
    ///
    /// # Panics
    /// When the program was not built.
    pub fn new() -> Self {
        let path = std::env::var_os(PROGRAM).map_or_else(beside_the_tests, PathBuf::from);
        assert!(
            path.is_file(),
            "the tests need the command line: {} is missing; cargo build -p godwit-cli, or set {PROGRAM}",
            path.display()
        );
        Self { path, home: TempDir::new().expect("a temporary folder") }
    }

    /// The data folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A call of it, ready to be changed and started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.args(arguments).env("GODWIT_HOME", self.home.path()).stdin(Stdio::null());
        for name in ["PGPASSWORD", "DATABASE_URL", "RUST_LOG"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        end(&mut self.command(arguments))
    }

    /// Runs it and wants this exit code.
    ///
    /// # Panics
    /// With what it printed when it ends otherwise.
    pub fn expect(&self, code: i32, arguments: &[&str]) -> Ended {
        self.run(arguments).expect(code)
    }
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}

impl Ended {
    /// Wants this exit code.
    ///
    /// # Panics
    /// With what it printed when it was another.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Wants an error of this code with a hint, and nothing of a crash.
    ///
    /// # Panics
    /// With what it printed when there is none.
    #[track_caller]
    pub fn error(self, code: &str) -> Self {
        assert!(
            self.stderr.lines().any(|line| line.starts_with(&format!("error[{code}]: "))),
            "no error[{code}] in:\n{}",
            self.stderr
        );
        assert!(
            self.stderr.lines().any(|line| line.starts_with("hint: ")),
            "no hint in:\n{}",
            self.stderr
        );
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    /// Wants these words on stderr.
    ///
    /// # Panics
    /// With what was printed when they are missing.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "no `{words}` in:\n{}", self.stderr);
        self
    }
}

/// Runs a command to its end.
///
/// # Panics
/// When it cannot be started.
pub fn end(command: &mut Command) -> Ended {
    ended(command.output().expect("the program starts"))
}

/// What is left of a program that ended.
pub fn ended(output: Output) -> Ended {
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Cargo puts tests into `deps` below the folder of the programs.
fn beside_the_tests() -> PathBuf {
    let test = std::env::current_exe().expect("the test knows its own path");
    let folder = test.parent().and_then(Path::parent).expect("a test lies below a folder");
    folder.join(format!("godwit-cli{}", std::env::consts::EXE_SUFFIX))
}

/// A connection URL that holds the password.
pub fn url(target: &Target) -> String {
    let password = target.secret.as_ref().map(|secret| secret.reveal().to_owned());
    url_with(target, &target.user, password.as_deref())
}

/// A connection URL for another role.
pub fn url_with(target: &Target, user: &str, password: Option<&str>) -> String {
    let password = password.map_or_else(String::new, |text| format!(":{}", encoded(text)));
    format!(
        "postgresql://{}{password}@{}:{}/{}",
        encoded(user),
        target.host,
        target.port,
        encoded(&target.database)
    )
}

/// `%XX` for all but letters and digits.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || byte == b'_' {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
