use std::{fmt, fs, path::Path};

use serde::{Deserialize, Serialize};

/// A release of a library, as far as it matters here: major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// Reads `2.0.58`, `2.1`, `2.1.0b1`; `None` when it does not start with a number.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().trim_start_matches('v').split('.').map(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        });
        let major = parts.next().flatten()?;
        let mut next = || parts.next().flatten().unwrap_or(0);
        Some(Self(major, next(), next()))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// The versions that decide what the same model means in SQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Libraries {
    /// SQLModel.
    pub sqlmodel: Version,
    /// SQLAlchemy.
    pub sqlalchemy: Version,
    /// Pydantic.
    pub pydantic: Version,
    /// Where the versions were found: `uv.lock`, `requirements.txt`, `.venv`.
    pub found_in: String,
    /// What was assumed because no lock tells it, one sentence without a full stop each.
    pub notes: Vec<String>,
}

impl Libraries {
    /// The newest versions that this reader was checked against.
    pub fn newest() -> Self {
        Self {
            sqlmodel: Version(0, 0, 50),
            sqlalchemy: Version(2, 1, 9),
            pydantic: Version(2, 14, 3),
            found_in: String::new(),
            notes: Vec::new(),
        }
    }

    /// Finds the versions that a project is locked to.
    ///
    /// Looks into `uv.lock`, `poetry.lock`, `pdm.lock`, `Pipfile.lock`, pins of
    /// `requirements*.txt`, then into the installed packages of `.venv` or `venv`, then at the pins
    /// and upper bounds of `pyproject.toml`; what the project's folder does not tell, the folders
    /// above it may, up to that of its repository. A version that nothing tells is assumed to be
    /// the newest, with a note.
    pub fn from_project(root: &Path) -> Self {
        let mut found = Found::default();
        let folders = folders_of(root);
        for (at, folder) in folders.iter().enumerate() {
            let shown = |name: &str| format!("{}{name}", "../".repeat(at));
            for lock in ["uv.lock", "poetry.lock", "pdm.lock"] {
                found.take(&shown(lock), || lock_file(&folder.join(lock)));
            }
            found.take(&shown("Pipfile.lock"), || pipfile(&folder.join("Pipfile.lock")));
            for name in requirement_files(folder) {
                found.take(&shown(&name), || requirements(&folder.join(&name)));
            }
            for environment in [".venv", "venv", "env"] {
                found.take(&shown(environment), || installed(&folder.join(environment)));
            }
        }
        for (at, folder) in folders.iter().enumerate() {
            let shown = format!("{}pyproject.toml", "../".repeat(at));
            found.take(&shown, || constraints(&folder.join("pyproject.toml")));
        }
        found.finish()
    }

    /// `datetime` in SQLModel means `timestamp with time zone` (SQLModel 0.0.45).
    pub fn datetime_has_zone(&self) -> bool {
        self.sqlmodel >= Version(0, 0, 45)
    }

    /// Arguments of `Field` inside `Annotated` count (SQLModel 0.0.32, or Pydantic before 2.12).
    pub fn annotated_field_counts(&self) -> bool {
        self.sqlmodel >= Version(0, 0, 32) || self.pydantic < Version(2, 12, 0)
    }

    /// An enum type lives in the schema of its `MetaData` (SQLAlchemy 2.1).
    pub fn enum_takes_metadata_schema(&self) -> bool {
        self.sqlalchemy >= Version(2, 1, 0)
    }

    /// `Mapped[NewType]` means the type that it stands on (before SQLAlchemy 2.1).
    pub fn new_type_is_followed(&self) -> bool {
        self.sqlalchemy < Version(2, 1, 0)
    }

    /// `Computed` without `persisted` is stored (before SQLAlchemy 2.1).
    pub fn computed_is_stored(&self) -> bool {
        self.sqlalchemy < Version(2, 1, 0)
    }
}

const NAMES: [&str; 3] = ["sqlmodel", "sqlalchemy", "pydantic"];

#[derive(Default)]
struct Found {
    versions: [Option<Version>; 3],
    places: Vec<String>,
}

impl Found {
    fn take(&mut self, place: &str, read: impl FnOnce() -> Vec<(String, Version)>) {
        if self.versions.iter().all(Option::is_some) {
            return;
        }
        let mut used = false;
        let newest = Libraries::newest();
        let newest = [newest.sqlmodel, newest.sqlalchemy, newest.pydantic];
        for (name, version) in read() {
            if let Some(at) = NAMES.iter().position(|known| name.eq_ignore_ascii_case(known))
                && self.versions[at].is_none()
            {
                // A bound above all that is known bounds nothing.
                if version.1 == 999 && version > newest[at] {
                    continue;
                }
                self.versions[at] = Some(version);
                used = true;
            }
        }
        if used {
            self.places.push(place.to_owned());
        }
    }

    fn finish(self) -> Libraries {
        let newest = Libraries::newest();
        let [sqlmodel, sqlalchemy, pydantic] = self.versions;
        let assumed = [newest.sqlmodel, newest.sqlalchemy, newest.pydantic];
        // Without SQLModel in the lock the project does not use it, and nothing is assumed.
        let uses_sqlmodel = sqlmodel.is_some() || sqlalchemy.is_none();
        let notes = NAMES
            .iter()
            .zip(self.versions)
            .zip(assumed)
            .filter(|((name, version), _)| {
                version.is_none() && (uses_sqlmodel || **name == "sqlalchemy")
            })
            .map(|((name, _), version)| {
                format!("No lock file or virtual environment tells the version of {name}, so {version} is assumed")
            })
            .collect();
        Libraries {
            sqlmodel: sqlmodel.unwrap_or(newest.sqlmodel),
            sqlalchemy: sqlalchemy.unwrap_or(newest.sqlalchemy),
            pydantic: pydantic.unwrap_or(newest.pydantic),
            found_in: self.places.join(", "),
            notes,
        }
    }
}

#[derive(Deserialize)]
struct Lock {
    #[serde(default)]
    package: Vec<LockedPackage>,
}

#[derive(Deserialize)]
struct LockedPackage {
    name: String,
    version: Option<String>,
}

fn lock_file(path: &Path) -> Vec<(String, Version)> {
    let lock = fs::read_to_string(path).ok().and_then(|text| toml::from_str::<Lock>(&text).ok());
    lock.map_or_else(Vec::new, |lock| {
        lock.package
            .into_iter()
            .filter_map(|package| {
                Some((package.name, Version::parse(package.version.as_deref()?)?))
            })
            .collect()
    })
}

/// The project's folder and those above it, up to the one that holds the repository.
fn folders_of(root: &Path) -> Vec<&Path> {
    let above: Vec<&Path> = root.ancestors().take(5).collect();
    let top = above.iter().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    above.into_iter().take(top + 1).collect()
}

/// `requirements*.txt`, and all of a folder `requirements`.
fn requirement_files(root: &Path) -> Vec<String> {
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .filter(|name| name.ends_with(".txt"))
            .collect();
        names.sort();
        names
    };
    let here = names(root).into_iter().filter(|name| name.starts_with("requirements"));
    let inside = names(&root.join("requirements")).into_iter();
    here.chain(inside.map(|name| format!("requirements/{name}"))).collect()
}

/// The locked packages of Pipenv.
fn pipfile(path: &Path) -> Vec<(String, Version)> {
    let Some(lock) = fs::read_to_string(path)
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
    else {
        return Vec::new();
    };
    ["default", "develop"]
        .iter()
        .filter_map(|group| lock.get(group)?.as_object())
        .flatten()
        .filter_map(|(name, package)| {
            let version = package.get("version")?.as_str()?.trim_start_matches('=');
            Some((name.clone(), Version::parse(version)?))
        })
        .collect()
}

/// Pins of `pyproject.toml`, and the release before an upper bound that keeps the newest out.
/// Lower bounds prove nothing.
fn constraints(path: &Path) -> Vec<(String, Version)> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let Ok(document) = toml::from_str::<toml::Table>(&text) else { return Vec::new() };
    let mut found = Vec::new();
    constraints_in(&toml::Value::Table(document), &mut found);
    found
}

fn constraints_in(value: &toml::Value, found: &mut Vec<(String, Version)>) {
    match value {
        toml::Value::String(text) => {
            let end = text
                .find(|one: char| !(one.is_ascii_alphanumeric() || one == '-' || one == '_'))
                .unwrap_or(text.len());
            let (name, rest) = text.split_at(end);
            // `SQLAlchemy[asyncio]>=2,<2.1 ; python_version > "3.8"`
            let rest = rest.split(';').next().unwrap_or_default();
            let rest = rest.split_once(']').map_or(rest, |(_, rest)| rest);
            found.extend(bounded(rest).map(|version| (name.to_owned(), version)));
        }
        toml::Value::Array(items) => items.iter().for_each(|item| constraints_in(item, found)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                // Poetry's `sqlmodel = "^0.0.24"` and `sqlmodel = { version = … }`.
                let version = match value {
                    toml::Value::Table(inner) => inner.get("version"),
                    other => Some(other),
                };
                if NAMES.iter().any(|known| key.eq_ignore_ascii_case(known))
                    && let Some(text) = version.and_then(toml::Value::as_str)
                {
                    found.extend(bounded(text).map(|version| (key.clone(), version)));
                } else {
                    constraints_in(value, found);
                }
            }
        }
        _ => {}
    }
}

/// The version that a constraint pins, or the last one below its upper bound.
fn bounded(constraint: &str) -> Option<Version> {
    constraint.split(',').map(str::trim).find_map(|part| {
        if let Some(pinned) = part.strip_prefix("==") {
            return Version::parse(pinned.trim_end_matches(".*"));
        }
        if let Some(Version(0, 0, patch)) = part.strip_prefix('^').and_then(Version::parse) {
            // `^0.0.24` of Poetry allows only itself.
            return Some(Version(0, 0, patch));
        }
        let Version(major, minor, patch) =
            Version::parse(part.strip_prefix('<').filter(|rest| !rest.starts_with('='))?)?;
        // The last of a series is taken to be large.
        Some(match (major, minor, patch) {
            (0, 0, 0) => return None,
            (major, 0, 0) => Version(major - 1, 999, 999),
            (major, minor, 0) => Version(major, minor - 1, 999),
            (major, minor, patch) => Version(major, minor, patch - 1),
        })
    })
}

fn requirements(path: &Path) -> Vec<(String, Version)> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter_map(|line| {
            let line = line.split(['#', ';']).next().unwrap_or_default();
            let (name, version) = line.split_once("==")?;
            let name = name.split('[').next().unwrap_or_default().trim();
            Some((name.to_owned(), Version::parse(version.trim_start_matches('='))?))
        })
        .collect()
}

/// `lib/python3.12/site-packages/SQLAlchemy-2.1.9.dist-info` and, on Windows, `Lib/site-packages`.
fn installed(environment: &Path) -> Vec<(String, Version)> {
    let mut folders = vec![environment.join("Lib").join("site-packages")];
    for entry in fs::read_dir(environment.join("lib")).into_iter().flatten().flatten() {
        folders.push(entry.path().join("site-packages"));
    }
    let mut found = Vec::new();
    for entry in folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some((package, version)) =
            name.strip_suffix(".dist-info").and_then(|stem| stem.split_once('-'))
            && let Some(version) = Version::parse(version)
        {
            found.push((package.to_owned(), version));
        }
    }
    found
}
