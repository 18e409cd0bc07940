use std::{path::PathBuf, time::Duration};

use super::Confinement;
use crate::error::Error;

/// How a child ended that no limit stopped from outside.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Its exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// All of stdout.
    pub stdout: Vec<u8>,
    /// The end of stderr, without the values that it was given and without passwords of URLs. It
    /// may hold values of the project, so it is shown to the person and never logged.
    pub stderr: String,
    /// What it could not do.
    pub confinement: Confinement,
    /// From start to end.
    pub took: Duration,
    /// Who ran it.
    pub interpreter: PathBuf,
}

impl Ended {
    /// Itself when the exit code is 0, else an error that says why.
    ///
    /// # Errors
    /// `python-module-missing` when a module is not installed there, `python-memory` over the limit
    /// of memory, else `python-failed`.
    pub fn succeeded(self, what: &str) -> Result<Self, Error> {
        if self.code == Some(0) { Ok(self) } else { Err(self.failure(what)) }
    }

    /// Why it failed.
    pub fn failure(&self, what: &str) -> Error {
        let text = last_lines(&self.stderr);
        let path = self.interpreter.display();
        let error = if let Some(module) = missing_module(&self.stderr) {
            Error::new("python-module-missing", format!("{what}: {path} has no module {module}"))
                .hint(format!(
                    "install {module} into that environment, or name another with --python PATH"
                ))
        } else if out_of_memory(&self.stderr) {
            Error::new("python-memory", format!("{what}: it wanted more memory than it may use"))
                .hint("look for code that loads data while it is imported")
        } else {
            let how = match self.code {
                Some(code) => format!("it ended with exit code {code}"),
                None => "it was ended by a signal".to_owned(),
            };
            let named = text.lines().rfind(|line| names_an_error(line));
            let last = named
                .or_else(|| text.lines().rfind(|line| !line.trim().is_empty()))
                .unwrap_or_default();
            let reason = if last.is_empty() { String::new() } else { format!(": {last}") };
            Error::new("python-failed", format!("{what}: {how}{reason}"))
                .hint("correct the project's code, or run it by hand to see more")
        };
        error.detail(text)
    }
}

/// Whether a line begins like `package.module.SomeError: why`. What libraries print behind it, such
/// as the statement, says less.
fn names_an_error(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, _)| {
        name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_'))
            && name.chars().any(char::is_lowercase)
            && name.chars().any(char::is_uppercase)
    })
}

/// The last 20 lines, for a person.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// The module that an import did not find, by Python's own words.
fn missing_module(stderr: &str) -> Option<&str> {
    let last = stderr.trim_end().lines().next_back()?;
    let name = last
        .strip_prefix("ModuleNotFoundError: No module named ")
        .or_else(|| last.strip_prefix("ImportError: No module named "))
        // `python: No module named alembic`, and runpy's own wording.
        .or_else(|| last.rsplit_once("No module named ").map(|(_, name)| name))?;
    let name = name.trim_matches(['\'', '"']);
    name.chars()
        .all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.')
        .then_some(name)
}

fn out_of_memory(stderr: &str) -> bool {
    let last = stderr.trim_end().lines().next_back().unwrap_or_default();
    last.starts_with("MemoryError") || last.contains("Cannot allocate memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_names_the_error_is_found() {
        assert!(names_an_error("sqlalchemy.exc.OperationalError: (psycopg) lock timeout"));
        assert!(!names_an_error("(Background on this error at: https://sqlalche.me)"));
        assert!(!names_an_error("DETAIL: x") && !names_an_error("[SQL: ALTER TABLE t]"));
    }

    #[test]
    fn a_module_that_is_missing_is_named() {
        assert_eq!(missing_module("x\nModuleNotFoundError: No module named 'a.b'\n"), Some("a.b"));
        assert_eq!(missing_module("/bin/python: No module named alembic"), Some("alembic"));
        assert_eq!(missing_module("ValueError: nothing"), None);
    }
}
