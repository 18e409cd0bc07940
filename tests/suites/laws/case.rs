use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use godwit_engine::view::RenameInput;
use serde::Deserialize;

/// What a direction must come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// The plan runs.
    Works,
    /// There is nothing to do: what differs is no structure.
    Nothing,
    /// The plan is blocked by the hazard of this code, or cannot be made for the error of this code.
    Refused(String),
}

/// Two states of a database and what is said about the way between them.
#[derive(Debug)]
pub struct Case {
    /// Folder of the kind.
    pub kind: String,
    /// Folder of the case.
    pub case: String,
    /// From before to after.
    pub forward: Expectation,
    /// From after to before.
    pub backward: Expectation,
    /// A danger that is announced may cost rows of tables that are on both sides.
    pub loses_rows: bool,
    /// The superuser does it all in place of an ordinary owner.
    pub superuser: bool,
    /// Renames as a person confirms them on the way forward.
    pub renames: Vec<RenameInput>,
    /// Laws that are known not to hold yet, as `forward law 4`. One that holds after all fails the
    /// run as one that breaks does.
    pub known: BTreeSet<String>,
    /// Where its files are.
    pub folder: PathBuf,
    min_version: u32,
    max_version: u32,
}

/// `case.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    min_version: Option<u32>,
    max_version: Option<u32>,
    forward: Option<String>,
    backward: Option<String>,
    loses_rows: bool,
    superuser: bool,
    rename: Vec<String>,
    known: BTreeSet<String>,
}

impl Case {
    /// The case of a folder.
    ///
    /// # Panics
    /// Where the folder is no case.
    pub fn read(folder: PathBuf) -> Self {
        let name = |path: &Path| {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        for needed in ["before.sql", "after.sql"] {
            assert!(folder.join(needed).is_file(), "{} has no {needed}", folder.display());
        }
        let settings: Settings = match std::fs::read_to_string(folder.join("case.toml")) {
            Ok(text) => toml::from_str(&text)
                .unwrap_or_else(|error| panic!("{}/case.toml: {error}", folder.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Settings::default(),
            Err(error) => panic!("{}/case.toml: {error}", folder.display()),
        };
        let expectation = |text: Option<&str>| match text {
            None => Expectation::Works,
            Some("nothing") => Expectation::Nothing,
            Some(text) => match text.strip_prefix("refused: ") {
                Some(code) => Expectation::Refused(code.trim().to_owned()),
                None => panic!(
                    "{}/case.toml: neither `nothing` nor `refused: CODE`: {text}",
                    folder.display()
                ),
            },
        };
        let rename = |text: &String| match text.split_once('=') {
            Some((from, to)) => RenameInput { from: from.to_owned(), to: to.to_owned() },
            None => panic!("{}/case.toml: not `BEFORE=AFTER`: {text}", folder.display()),
        };
        Self {
            kind: folder.parent().map(name).unwrap_or_default(),
            case: name(&folder),
            forward: expectation(settings.forward.as_deref()),
            backward: expectation(settings.backward.as_deref()),
            loses_rows: settings.loses_rows,
            superuser: settings.superuser,
            renames: settings.rename.iter().map(rename).collect(),
            known: settings.known,
            min_version: settings.min_version.unwrap_or(0),
            max_version: settings.max_version.unwrap_or(u32::MAX),
            folder,
        }
    }

    /// `kind/case`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.kind, self.case)
    }

    /// Whether the server's major version is one that the case is about.
    pub fn fits(&self, major: u32) -> bool {
        (self.min_version..=self.max_version).contains(&major)
    }

    /// Those of some files of the case that it has.
    pub fn files(&self, names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|name| self.folder.join(name)).filter(|path| path.is_file()).collect()
    }
}
