use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Settings that decide where revisions stand and what they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Folder with `env.py`, when it is named. `package:folder` stays as it is written, since only
    /// Python knows where a package stands.
    pub script_location: Option<PathBuf>,
    /// Folders with revisions, when they are named; else `versions` below the scripts.
    pub version_locations: Vec<PathBuf>,
    /// Folders below the version folders count too.
    pub recursive: bool,
    /// `file_template` with single `%`.
    pub file_template: String,
    /// `timezone`, in which Alembic dates revisions and their file names; else the machine's.
    pub timezone: Option<String>,
    /// `truncate_slug_length`.
    pub truncate_slug_length: usize,
    /// `revision_environment`: Alembic runs `env.py` for every new revision.
    pub revision_environment: bool,
    /// Names of `post_write_hooks`: programs that Alembic runs on every new file.
    pub post_write_hooks: Vec<String>,
    /// `sourceless`: compiled files count as revisions too.
    pub sourceless: bool,
    /// `prepend_sys_path`: folders that Python imports from.
    pub prepend_sys_path: Vec<PathBuf>,
    /// What is wrong in the files, one sentence without a full stop each.
    pub findings: Vec<String>,
}

impl Default for Config {
    /// Alembic's own defaults.
    fn default() -> Self {
        Self {
            script_location: None,
            version_locations: Vec::new(),
            recursive: false,
            file_template: "%(rev)s_%(slug)s".to_owned(),
            timezone: None,
            truncate_slug_length: 40,
            revision_environment: false,
            post_write_hooks: Vec::new(),
            sourceless: false,
            prepend_sys_path: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// The section that Alembic reads when no other is named.
pub const SECTION: &str = "alembic";

/// Whether `pyproject.toml` has settings of Alembic.
pub fn is_in(pyproject: &str) -> bool {
    !toml_table(Some(pyproject), &mut Vec::new()).is_empty()
}

/// Reads the settings of a section of `alembic.ini`, and those that it lacks from `pyproject.toml`'s
/// `[tool.alembic]`. `here` is the folder of these files; relative paths count from it, as they do
/// for a person who runs Alembic there.
pub fn read(ini: Option<&str>, pyproject: Option<&str>, here: &Path, section: &str) -> Config {
    let mut config = Config::default();
    let ini_file = ini.map(Ini::read).unwrap_or_default();
    let table = toml_table(pyproject, &mut config.findings);
    let look = |key: &str| -> Option<String> {
        ini_file.get(section, key, here).or_else(|| toml_text(table.get(key)?, here))
    };
    let flag = |key: &str| match ini_file.get(section, key, here) {
        Some(text) => text == "true",
        None => table.get(key).and_then(toml::Value::as_bool).unwrap_or_default(),
    };
    config.script_location = look("script_location").map(|text| located(&text, here));
    config.version_locations = match ini_file.get(section, "version_locations", here) {
        Some(text) if !text.is_empty() => {
            let separator = ini_file
                .get("alembic", "path_separator", here)
                .or_else(|| ini_file.get(section, "version_path_separator", here));
            split(&text, separator.as_deref(), &mut config.findings)
                .into_iter()
                .map(|text| located(&text, here))
                .collect()
        }
        _ => toml_list(table.get("version_locations"), here)
            .into_iter()
            .map(|text| located(&text, here))
            .collect(),
    };
    config.prepend_sys_path = match ini_file.get(section, "prepend_sys_path", here) {
        Some(text) => {
            let separator = ini_file.get(section, "path_separator", here);
            // Without a separator Alembic splits this one at colons too.
            let text = if separator.is_none() { text.replace(':', " ") } else { text };
            split(&text, separator.as_deref(), &mut config.findings)
        }
        None => toml_list(table.get("prepend_sys_path"), here),
    }
    .into_iter()
    .map(|text| here.join(text))
    .collect();
    config.sourceless = flag("sourceless");
    config.recursive = flag("recursive_version_locations");
    config.revision_environment = flag("revision_environment");
    config.timezone = look("timezone").filter(|text| !text.is_empty());
    if let Some(text) = look("file_template").filter(|text| !text.is_empty()) {
        config.file_template = text;
    }
    if let Some(text) = look("truncate_slug_length").filter(|text| !text.is_empty()) {
        match text.parse() {
            // Alembic takes 0 for its own length.
            Ok(0) => {}
            Ok(length) => config.truncate_slug_length = length,
            Err(_) => config.findings.push(format!("truncate_slug_length is no number: {text}")),
        }
    }
    config.post_write_hooks = match ini_file.get("post_write_hooks", "hooks", here) {
        Some(text) => text
            .split([',', ' ', '\n'])
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        None => hook_names(table.get("post_write_hooks")),
    };
    config
}

fn located(text: &str, here: &Path) -> PathBuf {
    let text = text.trim();
    if text.contains(':') && !Path::new(text).is_absolute() {
        PathBuf::from(text)
    } else {
        here.join(text)
    }
}

fn split(text: &str, separator: Option<&str>, findings: &mut Vec<String>) -> Vec<String> {
    let by = |separator: char| text.split(separator).collect::<Vec<_>>();
    let parts = match separator.map(str::trim) {
        Some("os") => by(if cfg!(windows) { ';' } else { ':' }),
        Some("newline") => by('\n'),
        Some("space") => by(' '),
        Some(":") => by(':'),
        Some(";") => by(';'),
        None => text.split([',', ' ', '\n']).collect(),
        Some(other) => {
            findings.push(format!("path_separator is none that Alembic knows: {other}"));
            text.split([',', ' ', '\n']).collect()
        }
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn toml_table(text: Option<&str>, findings: &mut Vec<String>) -> toml::Table {
    let Some(text) = text else { return toml::Table::new() };
    match text.parse::<toml::Table>() {
        Ok(table) => table
            .get("tool")
            .and_then(|tool| tool.get("alembic"))
            .and_then(toml::Value::as_table)
            .cloned()
            .unwrap_or_default(),
        Err(error) => {
            let line = error.span().map_or(1, |span| {
                text.get(..span.start).unwrap_or_default().matches('\n').count() + 1
            });
            findings.push(format!(
                "pyproject.toml:{line} cannot be read, so its Alembic settings are not known: {}",
                error.message()
            ));
            toml::Table::new()
        }
    }
}

fn toml_text(value: &toml::Value, here: &Path) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(interpolated(text, here, &|_| None)),
        toml::Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

fn toml_list(value: Option<&toml::Value>, here: &Path) -> Vec<String> {
    match value {
        Some(toml::Value::Array(items)) => {
            items.iter().filter_map(|item| toml_text(item, here)).collect()
        }
        Some(one) => toml_text(one, here).into_iter().collect(),
        None => Vec::new(),
    }
}

/// `[[tool.alembic.post_write_hooks]]` has a table for each hook.
fn hook_names(value: Option<&toml::Value>) -> Vec<String> {
    let tables = value.and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
    tables
        .iter()
        .filter_map(|hook| hook.get("name").and_then(toml::Value::as_str).map(str::to_owned))
        .collect()
}

/// `%%` becomes `%`, `%(here)s` the folder, another name what `other` says. What nobody knows stays.
fn interpolated(text: &str, here: &Path, other: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once('%') {
        out.push_str(head);
        let named = tail.strip_prefix('(').and_then(|tail| tail.split_once(")s"));
        rest = match (tail.strip_prefix('%'), named) {
            (Some(behind), _) => {
                out.push('%');
                behind
            }
            (None, Some(("here", behind))) => {
                out.push_str(&here.display().to_string());
                behind
            }
            (None, Some((name, behind))) => {
                out.push_str(&other(name).unwrap_or_else(|| format!("%({name})s")));
                behind
            }
            (None, None) => {
                out.push('%');
                tail
            }
        };
    }
    out.push_str(rest);
    out
}

/// How deep values may name one another. Python allows ten, which a hostile file could multiply.
const DEPTH: u8 = 2;

/// Sections of an ini file as Python's `configparser` reads them.
#[derive(Debug, Default)]
struct Ini {
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Ini {
    /// Continuation lines are joined by line ends.
    fn read(text: &str) -> Self {
        let mut ini = Self::default();
        let mut section = String::new();
        let mut last: Option<String> = None;
        for line in text.lines() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
                continue;
            }
            let keys = ini.sections.entry(section.clone()).or_default();
            if line.starts_with([' ', '\t'])
                && let Some(value) = last.as_ref().and_then(|key| keys.get_mut(key))
            {
                value.push('\n');
                value.push_str(trimmed);
            } else if let Some(name) =
                trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
            {
                name.clone_into(&mut section);
                last = None;
            } else if let Some((key, value)) = trimmed.split_once(['=', ':']) {
                let key = key.trim().to_lowercase();
                keys.insert(key.clone(), value.trim().to_owned());
                last = Some(key);
            }
        }
        ini
    }

    fn raw(&self, section: &str, key: &str) -> Option<&str> {
        [section, "DEFAULT"]
            .iter()
            .find_map(|section| self.sections.get(*section)?.get(key))
            .map(String::as_str)
    }

    /// A value with what it names put in, and with what those name.
    fn get(&self, section: &str, key: &str, here: &Path) -> Option<String> {
        self.expanded(section, key, here, DEPTH)
    }

    fn expanded(&self, section: &str, key: &str, here: &Path, depth: u8) -> Option<String> {
        let deeper = depth.checked_sub(1)?;
        let other = |name: &str| self.expanded(section, name, here, deeper);
        self.raw(section, key).map(|text| interpolated(text, here, &other).trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ini: &str, pyproject: &str) -> Config {
        read(Some(ini), Some(pyproject), Path::new("/p"), SECTION)
    }

    fn folders(ini: &str) -> Vec<PathBuf> {
        of(&format!("[alembic]\n{ini}"), "").version_locations
    }

    #[test]
    fn names_and_percent_signs_are_put_in() {
        let ini = "[DEFAULT]\nroot = %(here)s/db\n[alembic]\n# script_location = no\nscript_location = %(root)s/alembic\nfile_template = %%(year)d_%%(rev)s\n[loggers]\nkeys = root\n";
        let config = of(ini, "");
        assert_eq!(config.file_template, "%(year)d_%(rev)s");
        assert_eq!(config.script_location, Some(PathBuf::from("/p/db/alembic")));
    }

    #[test]
    fn a_named_section_takes_what_it_lacks_from_the_default_one() {
        let ini = "[DEFAULT]\ntimezone = UTC\n[alembic]\nscript_location = a\n[tenant]\nscript_location = b\nprepend_sys_path = . : src\nsourceless = true\n";
        let config = read(Some(ini), None, Path::new("/p"), "tenant");
        assert_eq!(config.script_location, Some(PathBuf::from("/p/b")));
        assert_eq!(config.timezone.as_deref(), Some("UTC"));
        assert_eq!(config.prepend_sys_path, [PathBuf::from("/p/."), PathBuf::from("/p/src")]);
        assert!(config.sourceless);
        assert!(is_in("[tool.alembic]\ntimezone = 'UTC'\n") && !is_in("[tool.ruff]\nx = 1\n"));
    }

    #[test]
    fn values_that_name_one_another_end() {
        let config = of("[alembic]\nscript_location = x%(a)s\na = %(b)s%(b)s\nb = %(a)s\n", "");
        assert!(config.script_location.is_some());
    }

    #[test]
    fn folders_are_split_as_alembic_splits_them() {
        let (a, b) = (PathBuf::from("/p/a"), PathBuf::from("/p/b c"));
        let wanted = [a.clone(), b.clone()];
        assert_eq!(folders("version_locations = a\n    b c\npath_separator = newline\n"), wanted);
        assert_eq!(folders("version_locations = a:b c\nversion_path_separator = :\n"), wanted);
        assert_eq!(folders("version_locations = a;b c\npath_separator = ;\n"), wanted);
        assert_eq!(folders("version_locations = a, b\n"), [a, PathBuf::from("/p/b")]);
        let toml = "[tool.alembic]\nversion_locations = ['%(here)s/a', 'b c']\n";
        assert_eq!(read(None, Some(toml), Path::new("/p"), SECTION).version_locations, wanted);
        let odd = of("[alembic]\nversion_locations = a|b\npath_separator = |\n", "");
        assert!(odd.findings[0].ends_with("knows: |"), "{:?}", odd.findings);
    }

    #[test]
    fn the_ini_file_comes_first() {
        let toml = "[tool.alembic]\nscript_location = 'db'\ntimezone = 'UTC'\nrecursive_version_locations = true\n[[tool.alembic.post_write_hooks]]\nname = 'ruff'\n";
        let config = of("[alembic]\nscript_location = other\n", toml);
        assert_eq!(config.script_location, Some(PathBuf::from("/p/other")));
        assert_eq!(config.timezone.as_deref(), Some("UTC"));
        assert_eq!(config.post_write_hooks, ["ruff"]);
        assert!(config.recursive);
        let package = of("[alembic]\nscript_location = app:alembic\n", "");
        assert_eq!(package.script_location, Some(PathBuf::from("app:alembic")));
    }

    #[test]
    fn what_cannot_be_read_is_a_finding() {
        let config = of("[alembic]\ntruncate_slug_length = long\n", "[tool\n");
        assert_eq!(config.findings.len(), 2, "{:?}", config.findings);
        assert!(config.findings[0].starts_with("pyproject.toml:1 "), "{:?}", config.findings);
        assert_eq!(config.truncate_slug_length, 40);
    }
}
