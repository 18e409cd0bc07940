use std::fmt;

use crate::view::ErrorView;

/// What failed, on what object, what it means for the data, what to do next.
///
/// Never holds a secret or a row value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    code: String,
    message: String,
    hint: Option<String>,
    detail: Option<String>,
}

impl Error {
    /// With a stable kebab-case code and one sentence without a full stop.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), hint: None, detail: None }
    }

    /// With what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With technical detail for a bug report.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What failed and what it means.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// A file that could not be read or written.
    pub fn file(verb: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        let (code, hint) = match error.kind() {
            std::io::ErrorKind::NotFound => ("file-missing", "check the path"),
            std::io::ErrorKind::PermissionDenied => {
                ("file-forbidden", "check the rights on the file and its folder")
            }
            std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge => {
                ("disk-full", "make room on the disk or choose another folder, then try again")
            }
            _ => ("file-failed", "check the path and the disk it lies on"),
        };
        Self::new(code, format!("could not {verb} {}: {error}", path.display())).hint(hint)
    }

    /// The shape that hosts show.
    pub fn view(&self) -> ErrorView {
        ErrorView {
            code: self.code.clone(),
            message: self.message.clone(),
            hint: self.hint.clone(),
            detail: self.detail.clone(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<godwit_postgres::Error> for Error {
    fn from(error: godwit_postgres::Error) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            hint: error.hint().map(str::to_owned),
            detail: error.sqlstate().map(|sqlstate| format!("SQLSTATE {sqlstate}")),
        }
    }
}

/// Errors of the local history. Its statements hold no secrets, so the text may be shown.
impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::new(
            "history-failed",
            format!("the local history could not be read or written: {error}"),
        )
        .hint("check that the data folder is writable and its disk is not full")
    }
}
