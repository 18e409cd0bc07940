use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use toml::Table;

/// Packages of the web view that only the desktop package may know.
const DESKTOP_ONLY: [&str; 4] = ["tauri", "tauri-build", "tauri-specta", "specta-typescript"];

/// Tauri plugins that would give the web view the file system, the network or a shell.
const POWERS: [&str; 5] = ["dialog", "fs", "http", "shell", "updater"];

/// Features of sqlx with the package that alone may turn them on.
const DATABASES: [(&str, &str); 4] = [
    ("postgres", "godwit-postgres"),
    ("sqlite", "godwit-engine"),
    ("sqlite-bundled", "godwit-engine"),
    ("sqlite-unbundled", "godwit-engine"),
];

/// What each package may know of the others, or `None` for a package that nobody planned.
fn may_know(package: &str) -> Option<&'static [&'static str]> {
    Some(match package {
        "godwit-schema" | "godwit-layout" => &[],
        "godwit-diff" | "godwit-models" | "godwit-postgres" => &["godwit-schema"],
        "godwit-plan" => &["godwit-schema", "godwit-diff"],
        // A revision holds a plan, and a plan's steps hold changes. Both read Python's source text.
        "godwit-alembic" => &["godwit-schema", "godwit-diff", "godwit-plan", "godwit-models"],
        "godwit-engine" => &[
            "godwit-schema",
            "godwit-diff",
            "godwit-plan",
            "godwit-models",
            "godwit-alembic",
            "godwit-layout",
            "godwit-postgres",
        ],
        "godwit-cli" | "godwit" => &["godwit-engine"],
        // The suites look at every stage of the pipeline, never at a host's code.
        "godwit-tests" => &[
            "godwit-schema",
            "godwit-diff",
            "godwit-plan",
            "godwit-models",
            "godwit-alembic",
            "godwit-layout",
            "godwit-postgres",
            "godwit-engine",
        ],
        _ => return None,
    })
}

/// A package with what it depends on, in every section of its manifest.
#[derive(Debug, Default)]
pub struct Manifest {
    package: String,
    /// Features by dependency.
    dependencies: BTreeMap<String, BTreeSet<String>>,
}

impl Manifest {
    /// Reads a manifest's text.
    pub fn parse(text: &str) -> Self {
        let table: Table = text.parse().expect("a manifest is TOML");
        let mut manifest = Self {
            package: table
                .get("package")
                .and_then(|package| package.get("name"))
                .and_then(|name| name.as_str())
                .expect("a package has a name")
                .to_owned(),
            ..Self::default()
        };
        // The workspace's own table lists what members may ask for; nobody depends on it by that.
        let own: Table = table.into_iter().filter(|(key, _)| key != "workspace").collect();
        manifest.collect(&own);
        manifest
    }

    fn collect(&mut self, table: &Table) {
        for (key, value) in table {
            let Some(inner) = value.as_table() else { continue };
            if key.ends_with("dependencies") {
                for (name, wanted) in inner {
                    let package = wanted.get("package").and_then(|name| name.as_str());
                    let features = wanted
                        .get("features")
                        .and_then(|features| features.as_array())
                        .into_iter()
                        .flatten()
                        .filter_map(|feature| feature.as_str().map(str::to_owned));
                    self.dependencies
                        .entry(package.unwrap_or(name).to_owned())
                        .or_default()
                        .extend(features);
                }
            } else {
                self.collect(inner);
            }
        }
    }

    /// What it knows and must not, a sentence each.
    pub fn breaches(&self) -> Vec<String> {
        let package = self.package.as_str();
        let Some(allowed) = may_know(package) else {
            return vec![format!("{package} has no place in the plan of the house")];
        };
        let mut found = Vec::new();
        for (name, features) in &self.dependencies {
            let own = name == "godwit" || name.starts_with("godwit-");
            if own && !allowed.contains(&name.as_str()) {
                found.push(format!("{package} must not know {name}"));
            }
            if DESKTOP_ONLY.contains(&name.as_str()) && package != "godwit" {
                found.push(format!("{package} must not know {name}"));
            }
            if let Some(power) = power(name) {
                found.push(format!("{package} gives the web view the power of {power}"));
            }
            if name.starts_with("sqlx") {
                found.extend(self.sqlx_breaches(name, features));
            }
        }
        found
    }

    fn sqlx_breaches(&self, name: &str, features: &BTreeSet<String>) -> Vec<String> {
        let package = self.package.as_str();
        let mut found = Vec::new();
        if name != "sqlx" || !DATABASES.iter().any(|(_, owner)| *owner == package) {
            found.push(format!("{package} must not know {name}"));
        }
        for feature in features {
            let forbidden =
                DATABASES.iter().any(|(database, owner)| database == feature && *owner != package)
                    || feature == "any"
                    || feature == "mysql";
            if forbidden {
                found.push(format!("{package} must not turn on {feature} of sqlx"));
            }
        }
        found
    }
}

/// The power that a Tauri plugin of this name gives.
fn power(name: &str) -> Option<&str> {
    name.strip_prefix("tauri-plugin-").filter(|power| POWERS.contains(power))
}

/// Defaults that the workspace's table gives to every member: sqlx without any database.
pub fn workspace_breaches(text: &str) -> Vec<String> {
    let table: Table = text.parse().expect("a manifest is TOML");
    let sqlx = &table["workspace"]["dependencies"]["sqlx"];
    let mut found = Vec::new();
    if sqlx.get("default-features").and_then(|on| on.as_bool()) != Some(false) {
        found.push("sqlx comes with its default features".to_owned());
    }
    if sqlx.get("features").is_some() {
        found.push("sqlx comes with features for everybody".to_owned());
    }
    found
}

/// Plugins in the lock file, which also knows what dependencies bring along.
pub fn lock_breaches(text: &str) -> Vec<String> {
    let table: Table = text.parse().expect("a lock file is TOML");
    let packages = table["package"].as_array().expect("a lock file lists packages");
    assert!(packages.len() > 100, "the lock file holds the whole workspace");
    packages
        .iter()
        .filter_map(|package| power(package.get("name")?.as_str()?))
        .map(|power| format!("the lock file holds the Tauri plugin {power}"))
        .collect()
}

/// The text of a file that must be there.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
