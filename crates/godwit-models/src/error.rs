use std::{fmt, path::PathBuf};

/// Why the files of a project could not be collected.
#[derive(Debug)]
pub enum Error {
    /// The folder does not exist or is no folder.
    NoFolder(PathBuf),
    /// The operating system refused.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// A limit that keeps a mistaken choice of folder from filling the memory.
    Limit {
        /// The folder that was walked.
        path: PathBuf,
        /// Which limit: `files`, `bytes` or `folders`.
        what: &'static str,
        /// Its value.
        limit: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoFolder(path) => {
                write!(f, "Cannot read models because this is not a folder: {}", path.display())
            }
            Error::Io { path, source } => {
                write!(f, "Cannot read models from {}: {source}", path.display())
            }
            Error::Limit { path, what, limit } => write!(
                f,
                "Cannot read models from {} because it holds too many {what} (limit {limit}); choose the folder of the project itself",
                path.display()
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            Error::NoFolder(_) | Error::Limit { .. } => None,
        }
    }
}
