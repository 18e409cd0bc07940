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
    /// Looks into `uv.lock`, `poetry.lock`, `pdm.lock`, pins of `requirements*.txt`, then into the
    /// installed packages of `.venv` or `venv`. Lower bounds of `pyproject.toml` prove nothing and
    /// are not read. A version that nothing tells is assumed to be the newest, with a note.
    pub fn from_project(root: &Path) -> Self {
        let mut found = Found::default();
        for lock in ["uv.lock", "poetry.lock", "pdm.lock"] {
            found.take(lock, || lock_file(&root.join(lock)));
        }
        for name in requirement_files(root) {
            found.take(&name, || requirements(&root.join(&name)));
        }
        for folder in [".venv", "venv"] {
            found.take(folder, || installed(&root.join(folder)));
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
        for (name, version) in read() {
            if let Some(at) = NAMES.iter().position(|known| name.eq_ignore_ascii_case(known))
                && self.versions[at].is_none()
            {
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

fn requirement_files(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name.starts_with("requirements") && name.ends_with(".txt"))
        .collect();
    names.sort();
    names
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
