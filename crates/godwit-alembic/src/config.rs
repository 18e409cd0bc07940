use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Settings that decide where revisions stand and what they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Folder with `env.py`, when it is named.
    pub script_location: Option<PathBuf>,
    /// Folders with revisions, when they are named; else `versions` below the scripts.
    pub version_locations: Vec<PathBuf>,
    /// Folders below the version folders count too.
    pub recursive: bool,
    /// `file_template` with single `%`.
    pub file_template: String,
    /// `truncate_slug_length`.
    pub truncate_slug_length: usize,
}

impl Default for Config {
    /// Alembic's own defaults.
    fn default() -> Self {
        Self {
            script_location: None,
            version_locations: Vec::new(),
            recursive: false,
            file_template: "%(rev)s_%(slug)s".to_owned(),
            truncate_slug_length: 40,
        }
    }
}

/// Reads the settings of `alembic.ini`'s section `[alembic]`, then those of `pyproject.toml`'s
/// `[tool.alembic]`. `here` is the folder of these files; relative paths count from it.
pub fn read(ini: Option<&str>, pyproject: Option<&str>, here: &Path) -> Config {
    let mut settings = ini.map(|text| section(text, "alembic")).unwrap_or_default();
    if let Some(found) = pyproject
        .and_then(|text| text.parse::<toml::Table>().ok())
        .and_then(|table| table.get("tool")?.get("alembic")?.as_table().cloned())
    {
        for (key, value) in found {
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Array(items) => {
                    items.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join("\n")
                }
                other => other.to_string(),
            };
            settings.insert(key, text);
        }
    }
    let mut config = Config::default();
    // `%` is doubled in both files, and %(here)s stands for their folder.
    let expand =
        |text: &str| text.replace("%(here)s", &here.display().to_string()).replace("%%", "%");
    let path = |text: &str| here.join(expand(text));
    if let Some(text) = settings.get("script_location") {
        config.script_location = Some(path(text.trim()));
    }
    if let Some(text) = settings.get("version_locations") {
        let separator = settings
            .get("path_separator")
            .or_else(|| settings.get("version_path_separator"))
            .map(|text| text.trim().to_owned());
        let parts: Vec<&str> = match separator.as_deref() {
            Some(":") => text.split(':').collect(),
            Some(";") => text.split(';').collect(),
            Some("os") => text.split([if cfg!(windows) { ';' } else { ':' }, '\n']).collect(),
            Some("newline") => text.lines().collect(),
            Some("space") => text.split_whitespace().collect(),
            _ => text.split([',', ' ', '\n']).collect(),
        };
        config.version_locations =
            parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(path).collect();
    }
    if let Some(text) = settings.get("recursive_version_locations") {
        config.recursive = text.trim().eq_ignore_ascii_case("true");
    }
    if let Some(text) = settings.get("file_template") {
        config.file_template = expand(text.trim());
    }
    if let Some(length) =
        settings.get("truncate_slug_length").and_then(|text| text.trim().parse().ok())
    {
        config.truncate_slug_length = length;
    }
    config
}

/// Keys and values of one section, continuation lines joined by line ends.
fn section(text: &str, wanted: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut inside = false;
    let mut last: Option<String> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = name == wanted;
            last = None;
        } else if inside && line.starts_with([' ', '\t']) {
            if let Some(value) = last.as_ref().and_then(|key| found.get_mut(key)) {
                value.push('\n');
                value.push_str(trimmed);
            }
        } else if inside && let Some((key, value)) = trimmed.split_once(['=', ':']) {
            let key = key.trim().to_lowercase();
            found.insert(key.clone(), value.trim().to_owned());
            last = Some(key);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_read_with_their_percent_signs() {
        let ini = "[alembic]\nscript_location = %(here)s/alembic\nfile_template = %%(year)d_%%(rev)s\nversion_locations = a\n    b\npath_separator = newline\n[loggers]\nkeys = root\n";
        let config = read(Some(ini), None, Path::new("/p"));
        assert_eq!(config.script_location.as_deref(), Some(Path::new("/p/alembic")));
        assert_eq!(config.file_template, "%(year)d_%(rev)s");
        assert_eq!(config.version_locations, [PathBuf::from("/p/a"), PathBuf::from("/p/b")]);
        let config = read(None, Some("[tool.alembic]\nscript_location = 'db'\n"), Path::new("/p"));
        assert_eq!(config.script_location.as_deref(), Some(Path::new("/p/db")));
    }
}
