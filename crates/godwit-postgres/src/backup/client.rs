use std::{
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
};
use tokio_util::sync::CancellationToken;

use crate::{Error, Target, Tls, binaries::Program};

/// How long a program may take to end after it was asked to.
const END_LIMIT: Duration = Duration::from_secs(5);
/// The part of a line of a program's words that is read; the rest is thrown away.
const LINE_LIMIT: usize = 4096;

/// A run of `pg_dump` or `pg_restore`. Dropping it ends the program and removes the password file.
pub(crate) struct Client {
    name: &'static str,
    child: Child,
    /// Holds the password file; removed when dropped.
    _folder: tempfile::TempDir,
}

/// How a program failed: what it said, for an error's message.
pub(crate) struct ClientFault {
    /// Its last words without values and queries.
    pub(crate) words: String,
    /// Whether the local disk is full, or the file may grow no more.
    pub(crate) disk_full: bool,
}

impl Client {
    /// Starts the program with a connection, in an environment that holds nothing but what it needs.
    ///
    /// The password goes through a file that only this user can read, in a folder of its own: neither
    /// arguments nor environment hold it.
    pub(crate) fn connected(
        name: &'static str,
        program: &Program,
        target: &Target,
        arguments: &[String],
    ) -> Result<Self, Error> {
        let folder = private_folder()?;
        let passfile = write_passfile(folder.path(), target)?;
        let mut command = Command::new(&program.path);
        crate::binaries::clean(command.as_std_mut());
        command
            .env("PGPASSFILE", passfile)
            .env("PGAPPNAME", "godwit")
            .env("PGCONNECT_TIMEOUT", "15")
            .env("PGSSLMODE", target.tls.sslmode());
        if let Some(roots) = roots(target, program.version.major) {
            command.env("PGSSLROOTCERT", roots);
        }
        command
            .arg("--no-password")
            .arg(format!("--host={}", target.host))
            .arg(format!("--port={}", target.port))
            .arg(format!("--username={}", target.user))
            .arg(format!("--dbname=dbname='{}'", escaped(&target.database, &['\'', '\\'])))
            .args(arguments);
        Self::spawn(name, command, folder)
    }

    /// Starts the program without a connection.
    pub(crate) fn offline(
        name: &'static str,
        program: &Program,
        arguments: &[String],
    ) -> Result<Self, Error> {
        let mut command = Command::new(&program.path);
        crate::binaries::clean(command.as_std_mut());
        command.args(arguments);
        Self::spawn(name, command, private_folder()?)
    }

    fn spawn(
        name: &'static str,
        mut command: Command,
        folder: tempfile::TempDir,
    ) -> Result<Self, Error> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.kill_on_drop(true).spawn().map_err(|error| {
            Error::new("backup-failed", format!("{name} could not be started: {error}"))
                .with_hint("check the installed PostgreSQL client programs")
        })?;
        Ok(Self { name, child, _folder: folder })
    }

    /// The program's output; once.
    pub(crate) fn output(&mut self) -> Option<impl AsyncRead + Unpin + use<>> {
        self.child.stdout.take()
    }

    /// Waits for the end, giving each line that the program says to `news`.
    ///
    /// # Errors
    /// Outer: it was cancelled, and the program is gone. Inner: it failed.
    pub(crate) async fn finish(
        mut self,
        cancel: &CancellationToken,
        mut news: impl FnMut(&str) + Send,
    ) -> Result<Result<(), ClientFault>, Error> {
        let mut words = Words::default();
        let stderr = self.child.stderr.take();
        let listening = async {
            if let Some(stderr) = stderr {
                each_line(stderr, |line| {
                    news(line);
                    words.keep(line);
                })
                .await;
            }
            self.child.wait().await
        };
        let ended = tokio::select! {
            ended = listening => Some(ended),
            () = cancel.cancelled() => None,
        };
        let status = match ended {
            Some(Ok(status)) => status,
            Some(Err(error)) => {
                return Err(Error::new(
                    "backup-failed",
                    format!("{} could not be waited for: {error}", self.name),
                )
                .with_hint("try again"));
            }
            None => {
                self.end().await;
                return Err(Error::new("cancelled", format!("{} was cancelled", self.name))
                    .with_hint("start again when it suits"));
            }
        };
        if status.success() {
            return Ok(Ok(()));
        }
        Ok(Err(words.fault(status)))
    }

    /// Asks the program to end, so that it cancels its query on the server; then ends it.
    async fn end(&mut self) {
        #[cfg(unix)]
        if let Some(pid) = self.child.id().and_then(|id| i32::try_from(id).ok())
            && let Some(pid) = rustix::process::Pid::from_raw(pid)
        {
            // The process was not waited for yet, so the id is still its own; it may have ended.
            let _gone = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            if tokio::time::timeout(END_LIMIT, self.child.wait()).await.is_ok() {
                return;
            }
        }
        if let Err(error) = self.child.kill().await {
            tracing::warn!(%error, program = self.name, "a cancelled program could not be ended");
        }
    }
}

/// The words of a program that matter for an error.
#[derive(Default)]
struct Words {
    error: Option<String>,
    server: Option<String>,
    last: String,
    full: bool,
}

impl Words {
    fn keep(&mut self, line: &str) {
        self.full |= line.contains("No space left on device") || line.contains("File too large");
        // What follows repeats the query, or rows.
        let line = line.split("Query was:").next().unwrap_or(line).trim();
        if line.contains("DETAIL:") || line.contains("CONTEXT:") || line.is_empty() {
            return;
        }
        if let Some((_, words)) = line.split_once("ERROR:") {
            self.server.get_or_insert_with(|| words.trim().to_owned());
        } else if let Some((_, words)) = line.split_once("error:") {
            self.error.get_or_insert_with(|| words.trim().to_owned());
        }
        self.last = line.chars().take(300).collect();
    }

    fn fault(self, status: ExitStatus) -> ClientFault {
        let last = (!self.last.is_empty()).then_some(self.last);
        let said = self.server.or(self.error).or(last);
        let words = said.unwrap_or_else(|| format!("it said nothing and ended with {status}"));
        ClientFault { words, disk_full: self.full || stopped_by_file_size(status) }
    }
}

/// Whether the operating system ended it for writing more than a file may hold.
#[cfg(unix)]
fn stopped_by_file_size(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XFSZ.as_raw())
}

#[cfg(not(unix))]
fn stopped_by_file_size(_: ExitStatus) -> bool {
    false
}

/// Gives each line to a function; of a very long one only the beginning.
async fn each_line(stream: impl AsyncRead + Unpin, mut take: impl FnMut(&str)) {
    let mut stream = BufReader::new(stream);
    let mut line: Vec<u8> = Vec::new();
    while let Ok(read) = stream.fill_buf().await {
        let count = read.len();
        if count == 0 {
            break;
        }
        for &byte in read {
            if byte == b'\n' {
                take(&String::from_utf8_lossy(&line));
                line.clear();
            } else if line.len() < LINE_LIMIT {
                line.push(byte);
            }
        }
        stream.consume(count);
    }
    if !line.is_empty() {
        take(&String::from_utf8_lossy(&line));
    }
}

fn private_folder() -> Result<tempfile::TempDir, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("godwit-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir().map_err(|error| {
        Error::new("backup-failed", format!("no private temporary folder could be made: {error}"))
            .with_hint("check that the folder for temporary files is writable and not full")
    })
}

/// Writes libpq's password file for any host, so that a password is found whatever name the server
/// is reached by; empty without one, so that no other file is asked.
fn write_passfile(folder: &Path, target: &Target) -> Result<PathBuf, Error> {
    use std::io::Write;
    let path = folder.join("passfile");
    let line = match &target.secret {
        None => zeroize::Zeroizing::new(String::new()),
        Some(secret) if secret.reveal().contains(['\n', '\r', '\0']) => {
            return Err(Error::new(
                "password-unusable",
                "the password holds a line break, which PostgreSQL's programs cannot be given",
            )
            .with_hint("give the role another password"));
        }
        Some(secret) => zeroize::Zeroizing::new(format!(
            "*:*:*:*:{}\n",
            *zeroize::Zeroizing::new(escaped(secret.reveal(), &[':', '\\']))
        )),
    };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(&path).and_then(|mut file| file.write_all(line.as_bytes()));
    written.map(|()| path).map_err(|error| {
        Error::new("backup-failed", format!("the password file could not be written: {error}"))
            .with_hint("check that the folder for temporary files is writable and not full")
    })
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        if special.contains(&letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// The root certificates for a verified connection. libpq would look for a file in the home folder
/// only, where hardly anybody has one; the system's are used instead, as by Godwit's own sessions.
fn roots(target: &Target, major: u32) -> Option<PathBuf> {
    if target.root_certificate.is_some() {
        return target.root_certificate.clone();
    }
    match target.tls {
        Tls::Disable | Tls::Require => None,
        Tls::VerifyCa | Tls::VerifyFull => {
            let bundles = BUNDLES.iter().map(PathBuf::from).find(|path| path.is_file());
            // libpq knows the system's store by this word since 16, for verify-full only.
            let word = (major >= 16 && target.tls == Tls::VerifyFull).then(|| "system".into());
            bundles.or(word)
        }
    }
}

/// Where systems keep their root certificates in one file.
const BUNDLES: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(escaped("a:b\\c d", &[':', '\\']), "a\\:b\\\\c d");
        assert_eq!(escaped("it's", &['\'', '\\']), "it\\'s");
    }

    #[test]
    fn words_keep_the_cause_and_no_values() {
        let mut words = Words::default();
        words.keep("pg_dump: reading schemas");
        words.keep("pg_dump: error: query failed: ERROR:  permission denied for table secret");
        words.keep("pg_dump: detail: Query was: LOCK TABLE public.secret IN ACCESS SHARE MODE");
        words.keep("DETAIL:  Key (email)=(ann@example.com) is duplicated.");
        assert_eq!(words.server.as_deref(), Some("permission denied for table secret"));
        assert!(!words.last.contains("ann@"), "{}", words.last);
        assert!(!words.full);
        words.keep("pg_dump: error: could not write to output file: No space left on device");
        assert!(words.full);
    }
}
