use std::{
    collections::BTreeSet,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

/// A program that does not tell its version within this time is not PostgreSQL's.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// Version of a PostgreSQL program, such as 15.18.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version {
    /// The number before the point.
    pub major: u32,
    /// The number after the point; 0 for a beta or a development build.
    pub minor: u32,
}

impl Version {
    /// Reads what a program prints for `--version`: `pg_dump (PostgreSQL) 15.18 (Debian …)`,
    /// `postgres (PostgreSQL) 18beta1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once("(PostgreSQL) ")?;
        let number = |text: &str| {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            text[..end].parse::<u32>().ok().map(|value| (value, text[end..].to_owned()))
        };
        let (major, rest) = number(rest)?;
        let minor = rest.strip_prefix('.').and_then(number).map_or(0, |(minor, _)| minor);
        Some(Self { major, minor })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// A program with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Absolute path.
    pub path: PathBuf,
    /// What `--version` says.
    pub version: Version,
}

/// Path of a program in a folder, when it is there and may be run.
pub(crate) fn program(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let runnable =
        path.metadata().is_ok_and(|metadata| metadata.is_file() && executable(&metadata));
    runnable.then_some(path)
}

#[cfg(unix)]
fn executable(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn executable(_: &std::fs::Metadata) -> bool {
    true
}

/// Asks a program for its version; the error says why it gave none.
pub(crate) fn version(path: &Path) -> Result<Version, String> {
    let text = answer(path, "--version")?;
    Version::parse(&text).ok_or_else(|| "`--version` does not name PostgreSQL".to_owned())
}

/// What a program prints for one option.
fn answer(path: &Path, option: &str) -> Result<String, String> {
    let mut command = Command::new(path);
    command.arg(option).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = clean(&mut command).spawn().map_err(|error| error.to_string())?;
    let began = Instant::now();
    let status = loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => break status,
            None if began.elapsed() < ANSWER_LIMIT => std::thread::sleep(Duration::from_millis(2)),
            None => {
                // It is waited for whether the signal found it or not.
                let _ended = child.kill();
                let _status = child.wait();
                return Err(format!("no answer to `{option}` within {} s", ANSWER_LIMIT.as_secs()));
            }
        }
    };
    if !status.success() {
        return Err(format!("`{option}` ended with {status}"));
    }
    let mut text = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        stdout.take(4096).read_to_end(&mut text).map_err(|error| error.to_string())?;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Leaves a child only the variables that it needs: none of the PG* variables, which would redirect
/// it, and no secret that this process was given.
pub(crate) fn clean(command: &mut Command) -> &mut Command {
    command.env_clear().env("LC_ALL", "C");
    for name in KEPT {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

/// What programs cannot be found or started without. The last three are Windows'.
pub(crate) const KEPT: [&str; 5] = ["PATH", "TMPDIR", "SystemRoot", "TEMP", "TMP"];

/// Every folder that may hold PostgreSQL's programs: the one that was set, and no other, else those
/// of PATH, of `pg_config --bindir` and of the usual installers, newest first. All absolute.
pub(crate) fn folders(setting: Option<&Path>) -> Vec<PathBuf> {
    if let Some(folder) = setting {
        return if folder.is_absolute() { vec![folder.to_owned()] } else { Vec::new() };
    }
    // A relative entry or "." would let a file in the current folder pass for pg_dump.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> =
        std::env::split_paths(&path).filter(|entry| entry.is_absolute()).collect();
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in &on_path {
        found.extend(["postgres", "pg_dump"].iter().filter_map(|name| real_folder(folder, name)));
    }
    if let Some(pg_config) = on_path.iter().find_map(|folder| program(folder, "pg_config")) {
        found.extend(bindir(&pg_config));
    }
    found.extend(installed());
    let mut seen = BTreeSet::new();
    found.retain(|folder| seen.insert(folder.clone()));
    found
}

/// The folder where a program really lies. A link to a wrapper of another name (Debian's
/// `pg_wrapper`) chooses the version by files of its own, so it is no program of that name.
fn real_folder(folder: &Path, name: &str) -> Option<PathBuf> {
    let real = program(folder, name)?.canonicalize().ok()?;
    (real.file_stem()? == name).then(|| real.parent().map(Path::to_owned))?
}

fn bindir(pg_config: &Path) -> Option<PathBuf> {
    let folder = PathBuf::from(answer(pg_config, "--bindir").ok()?.trim_end());
    folder.is_absolute().then_some(folder)
}

/// Parents of versioned folders, with what leads from a versioned folder to the programs.
const INSTALLERS: [(&str, &str); 9] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr", "bin"),
    ("/opt/homebrew/opt", "bin"),
    ("/usr/local/opt", "bin"),
    ("/home/linuxbrew/.linuxbrew/opt", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "bin"),
    ("/Library/PostgreSQL", "bin"),
    ("/opt/PostgreSQL", "bin"),
    ("C:\\Program Files\\PostgreSQL", "bin"),
];

/// Folders of the usual installers, the newest version first.
fn installed() -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for (parent, inside) in INSTALLERS {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        for entry in entries.flatten() {
            if let Some(major) = entry.file_name().to_str().and_then(installed_major) {
                found.push((major, entry.path().join(inside)));
            }
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().map(|(_, folder)| folder).filter(|folder| folder.is_dir()).collect()
}

/// Major version of a versioned folder's name: `17`, `17.6`, `postgresql@17` (Homebrew),
/// `pgsql-17` (the PostgreSQL project's own RPM packages, below /usr).
fn installed_major(name: &str) -> Option<u32> {
    let number = name.strip_prefix("postgresql@").or(name.strip_prefix("pgsql-")).unwrap_or(name);
    number.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_programs_print_them() {
        for (text, major, minor) in [
            ("pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15, 18),
            ("postgres (PostgreSQL) 17.6", 17, 6),
            ("pg_restore (PostgreSQL) 18beta1", 18, 0),
            ("pg_dump (PostgreSQL) 19devel", 19, 0),
        ] {
            assert_eq!(Version::parse(text), Some(Version { major, minor }), "{text}");
        }
        for text in ["", "pg_dump 15.18", "pg_dump (PostgreSQL) x", "GNU bash, version 5.2"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn folder_names_of_installers() {
        for (name, major) in [("17", 17), ("17.6", 17), ("postgresql@16", 16), ("pgsql-14", 14)] {
            assert_eq!(installed_major(name), Some(major), "{name}");
        }
        for name in ["latest", "postgresql", "node@20", "lib64"] {
            assert_eq!(installed_major(name), None, "{name}");
        }
    }

    #[test]
    fn a_relative_setting_is_never_searched() {
        assert!(folders(Some(Path::new("bin"))).is_empty());
        assert!(folders(Some(Path::new("."))).is_empty());
    }
}
