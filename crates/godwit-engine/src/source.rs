use std::path::PathBuf;

use crate::{error::Error, python::exact::Entry};

/// Where a snapshot comes from, as every verb takes it.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// A live database by URL. The text may hold a password.
    Url(String),
    /// A saved connection, by id or name.
    Profile(String),
    /// Models below a path, read statically.
    Models(PathBuf),
    /// A DDL file, or a folder of them, realised in a scratch database.
    Sql(PathBuf),
    /// Models read by the project's own Python.
    Python(Entry),
    /// Revisions, run by the project's own Alembic in a scratch database.
    Alembic {
        /// The folder with `env.py`, or the project's root.
        folder: PathBuf,
        /// Names as Alembic's command line takes them, joined by commas; all heads when left out.
        revision: Option<String>,
    },
    /// Another source as of a commit.
    Git {
        /// What git calls the commit.
        reference: String,
        /// Models, DDL files or revisions.
        source: Box<Source>,
    },
    /// A saved snapshot.
    Snapshot(PathBuf),
    /// A database with nothing in it.
    Empty,
}

/// Every form that can be read, for hints.
const FORMS: &str = "postgresql://…, profile:NAME, models:PATH, python:MODULE:ATTRIBUTE, sql:PATH, alembic:DIR[@REVISION], git:REF:SOURCE, snapshot:FILE or empty:";

impl Source {
    /// Reads one source of the command line's grammar.
    ///
    /// # Errors
    /// `source-unknown`, or `source-unsupported` for a form that is named but not readable yet.
    pub fn parse(text: &str) -> Result<Self, Error> {
        // Without a colon it has no form at all.
        let (scheme, rest) = text.split_once(':').unwrap_or_default();
        match scheme {
            // A driver may follow, as in `postgresql+asyncpg`.
            "postgres" => Ok(Source::Url(text.to_owned())),
            driver if driver.starts_with("postgresql") => Ok(Source::Url(text.to_owned())),
            "profile" => Ok(Source::Profile(rest.to_owned())),
            "models" => Ok(Source::Models(PathBuf::from(rest))),
            "sql" => Ok(Source::Sql(PathBuf::from(rest))),
            "python" if text.contains(':') => Ok(Source::Python(Entry::parse(rest)?)),
            "snapshot" => Ok(Source::Snapshot(PathBuf::from(rest))),
            "empty" if text == "empty:" => Ok(Source::Empty),
            "alembic" => {
                let (folder, revision) = match rest.split_once('@') {
                    Some((folder, revision)) => (folder, Some(revision.to_owned())),
                    None => (rest, None),
                };
                Ok(Source::Alembic { folder: PathBuf::from(folder), revision })
            }
            "git" => {
                let (reference, inner) = rest.split_once(':').ok_or_else(|| {
                    Error::new("source-unknown", "a git source names no source of its commit")
                        .hint("write it as git:REF:models:PATH")
                })?;
                let source = Box::new(Source::parse(inner)?);
                match *source {
                    Source::Models(_) | Source::Sql(_) | Source::Alembic { .. } => {
                        Ok(Source::Git { reference: reference.to_owned(), source })
                    }
                    _ => Err(Error::new(
                        "source-unsupported",
                        "only models:, sql: and alembic: sources can be read as of a commit",
                    )
                    .hint("write it as git:REF:models:PATH")),
                }
            }
            // A mistyped URL may hold a password, so the text is not quoted.
            _ => {
                Err(Error::new("source-unknown", "a source has none of the known forms")
                    .hint(FORMS))
            }
        }
    }

    /// The source for people and documents, without any secret.
    pub fn name(&self) -> String {
        match self {
            Source::Url(url) => godwit_postgres::Target::parse_url(url)
                .map_or_else(|_| "a database".to_owned(), |target| target.display()),
            Source::Profile(name) => format!("profile:{name}"),
            Source::Models(path) => format!("models:{}", path.display()),
            Source::Sql(path) => format!("sql:{}", path.display()),
            Source::Python(entry) => format!("python:{entry}"),
            Source::Alembic { folder, revision: None } => format!("alembic:{}", folder.display()),
            Source::Alembic { folder, revision: Some(revision) } => {
                format!("alembic:{}@{revision}", folder.display())
            }
            Source::Git { reference, source } => format!("git:{reference}:{}", source.name()),
            Source::Snapshot(path) => format!("snapshot:{}", path.display()),
            Source::Empty => "empty:".to_owned(),
        }
    }

    /// Whether it is a live database.
    pub fn is_live(&self) -> bool {
        matches!(self, Source::Url(_) | Source::Profile(_))
    }
}

/// Shows the name only, since a URL may hold a password.
impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name())
    }
}
