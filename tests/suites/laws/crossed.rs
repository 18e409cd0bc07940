//! Cases that nobody wrote one by one: every change of `tests/crossed.toml` with everything that may
//! stand on what it changes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::case::Case;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crossed {
    changes: Vec<Change>,
    dependents: Vec<Dependent>,
}

/// Two states of something that other objects stand on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    name: String,
    on: String,
    before: String,
    after: String,
    /// What `{A}` stands for in each state.
    #[serde(default)]
    types: [String; 2],
    /// There is nothing to stand on before.
    #[serde(default)]
    is_new: bool,
    /// What is done last for the state after: a rename takes along whatever stands there.
    #[serde(default)]
    finally: String,
    /// Renames that a person confirms.
    #[serde(default)]
    rename: Vec<String>,
    /// Dependents that PostgreSQL does not let stand there, or under which it cannot change.
    #[serde(default)]
    without: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dependent {
    name: String,
    on: String,
    sql: String,
    /// The same as it may become.
    other: String,
}

/// Every `nth` of all pairs, written as cases below a folder.
///
/// # Panics
/// When the file cannot be read, or a case cannot be written.
pub fn crossed(root: &Path, nth: usize) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("crossed.toml");
    let text = fs::read_to_string(&path).expect("tests/crossed.toml can be read");
    let Crossed { changes, dependents } =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut pairs = Vec::new();
    for change in &changes {
        let standing = dependents
            .iter()
            .filter(|one| one.on == change.on && !change.without.contains(&one.name));
        for one in standing {
            let (sql, other) = (one.sql.as_str(), one.other.as_str());
            let states = [
                ("stays", sql, sql),
                ("is-new", "", sql),
                ("goes", sql, ""),
                ("changes", sql, other),
            ];
            for (state, before, after) in states {
                if !change.is_new || before.is_empty() {
                    pairs.push((change, format!("{}-{state}", one.name), before, after));
                }
            }
        }
    }
    pairs
        .into_iter()
        .step_by(nth)
        .map(|(change, name, before, after)| {
            let folder = root.join(&change.name).join(name);
            let state = |change: &str, sql: &str, of: &str| {
                format!("{change}\n{}\n", sql.replace("{A}", of))
            };
            // What a new type does not hold is lost, and is announced.
            let settings = format!(
                "min_version = 15\nloses_rows = true\nrename = {}\n",
                toml::Value::from(change.rename.clone())
            );
            let after = state(&change.after, after, &change.types[1]) + &change.finally;
            let files = [
                ("before.sql", state(&change.before, before, &change.types[0])),
                ("after.sql", after),
                ("case.toml", settings),
            ];
            write(&folder, &files);
            Case::read(folder)
        })
        .collect()
}

fn write(folder: &PathBuf, files: &[(&str, String)]) {
    fs::create_dir_all(folder).expect("a folder for the case");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("the case can be written");
    }
}
