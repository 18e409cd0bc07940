use std::path::{Path, PathBuf};

use godwit_plan::policy::Policy;
use godwit_schema::Scope;
use serde::Deserialize;

use crate::error::Error;

/// The file's name, in the project's root.
pub const FILE_NAME: &str = "godwit.toml";

/// A folder with models and an Alembic environment, and the rules it sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its root.
    pub root: PathBuf,
    /// Source of what is, as the command line writes it: `profile:clinic`.
    pub database: Option<String>,
    /// Folder, package or file below which the models stand.
    pub models: PathBuf,
    /// Folder with `env.py` and `versions/`, when there is one.
    pub alembic: Option<PathBuf>,
    /// The rules of planning and gating.
    pub policy: Policy,
    /// Where backups go, when not into Godwit's own folder.
    pub backups: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    source: Sources,
    alembic: Alembic,
    scope: Option<Scope>,
    policy: Rules,
    backup: Backup,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Sources {
    database: Database,
    models: Models,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Database {
    profile: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Models {
    path: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Alembic {
    folder: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Rules {
    online: Option<bool>,
    lock_timeout: Option<String>,
    statement_timeout: Option<String>,
    retries: Option<u32>,
    large_table_rows: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Backup {
    folder: Option<PathBuf>,
}

impl Project {
    /// Opens the project at a folder: its `godwit.toml` where there is one, else what an ordinary
    /// FastAPI project looks like.
    ///
    /// # Errors
    /// `project-missing`, `settings-unreadable` with the line that is wrong.
    pub fn open(root: &Path) -> Result<Self, Error> {
        if !root.is_dir() {
            return Err(Error::new(
                "project-missing",
                format!("there is no project folder: {}", root.display()),
            )
            .hint("choose the folder that holds the models, alembic.ini or pyproject.toml"));
        }
        let path = root.join(FILE_NAME);
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str::<File>(&text).map_err(|error| {
                let line = error.span().map_or(1, |span| {
                    text.get(..span.start).unwrap_or_default().matches('\n').count() + 1
                });
                Error::new(
                    "settings-unreadable",
                    format!("{}:{line} cannot be read: {}", path.display(), error.message()),
                )
                .hint("correct the file; nothing was done")
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => File::default(),
            Err(error) => {
                return Err(
                    Error::file("read the settings", &path, &error).hint("nothing was done")
                );
            }
        };
        let mut policy = Policy::default();
        if let Some(scope) = file.scope {
            policy.scope = scope;
        }
        let rules = file.policy;
        if let Some(online) = rules.online {
            policy.online = online;
        }
        if let Some(text) = rules.lock_timeout {
            policy.lock_timeout_ms = milliseconds(&path, "policy.lock_timeout", &text)?;
        }
        if let Some(text) = rules.statement_timeout {
            policy.statement_timeout_ms = milliseconds(&path, "policy.statement_timeout", &text)?;
        }
        if let Some(retries) = rules.retries {
            policy.retries = retries;
        }
        if let Some(rows) = rules.large_table_rows {
            policy.large_table_rows = rows;
        }
        Ok(Self {
            models: file.source.models.path.map_or_else(|| root.to_owned(), |path| root.join(path)),
            alembic: file.alembic.folder.map(|path| root.join(path)).or_else(|| {
                ["alembic", "migrations"]
                    .map(|name| root.join(name))
                    .into_iter()
                    .find(|path| path.join("env.py").is_file())
            }),
            database: file.source.database.profile.map(|name| format!("profile:{name}")),
            backups: file.backup.folder.map(|path| root.join(path)),
            policy,
            root: root.to_owned(),
        })
    }

    /// The project that a path belongs to: the nearest folder upwards that looks like a root, else
    /// the path itself (or its folder).
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn around(path: &Path) -> Result<Self, Error> {
        // The folders above a relative path are not in it.
        let path = &std::path::absolute(path).map_err(|error| Error::file("find", path, &error))?;
        let start = if path.is_file() { path.parent().unwrap_or(path) } else { path };
        let marks = [FILE_NAME, "alembic.ini", "pyproject.toml", ".git"];
        let root = start
            .ancestors()
            .find(|folder| marks.iter().any(|mark| folder.join(mark).exists()))
            .unwrap_or(start);
        Self::open(root)
    }
}

/// `3s`, `500ms`, `2min`, or a bare number of milliseconds, as PostgreSQL writes durations.
fn milliseconds(path: &Path, key: &str, text: &str) -> Result<u32, Error> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim() {
        "" | "ms" => Some(1),
        "s" => Some(1_000),
        "min" => Some(60_000),
        _ => None,
    };
    number
        .parse::<u32>()
        .ok()
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor))
        .ok_or_else(|| {
            Error::new(
                "settings-unreadable",
                format!("{} has no duration in {key}: {text}", path.display()),
            )
            .hint("write it like 3s, 500ms or 2min")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_in_postgresql() {
        let read = |text| milliseconds(Path::new("godwit.toml"), "k", text).ok();
        assert_eq!(read("3s"), Some(3_000));
        assert_eq!(read("500"), Some(500));
        assert_eq!(read("2 min"), Some(120_000));
        assert_eq!(read("soon"), None);
        assert_eq!(read("99999999999s"), None);
    }

    #[test]
    fn a_relative_path_has_the_project_of_the_current_folder() {
        let whole = std::env::current_dir().expect("a current folder").join("src");
        let [relative, absolute] = [Path::new("src"), &whole].map(Project::around);
        assert_eq!(relative.expect("a project").root, absolute.expect("a project").root);
    }

    #[test]
    fn an_unreadable_file_is_named_with_its_line() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join(FILE_NAME), "[policy]\nonline = 3\n").expect("written");
        let error = Project::open(folder.path()).expect_err("refused");
        assert_eq!(error.code(), "settings-unreadable");
        assert!(error.message().contains("godwit.toml:2"), "{}", error.message());
    }
}
