use std::path::PathBuf;

use crate::error::Error;

/// Where a snapshot comes from, as every verb takes it.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// A live database by URL. The text may hold a password.
    Url(String),
    /// A saved connection, by id or name.
    Profile(String),
    /// Models below a path, read statically.
    Models(PathBuf),
    /// A saved snapshot.
    Snapshot(PathBuf),
    /// A database with nothing in it.
    Empty,
}

/// What Godwit can name but cannot read yet.
const NOT_YET: [(&str, &str); 4] = [
    ("python:", "reading models by the project's own Python"),
    ("sql:", "DDL files as a source"),
    ("alembic:", "replaying revisions"),
    ("git:", "sources as of a commit"),
];

impl Source {
    /// Reads one source of the command line's grammar.
    ///
    /// # Errors
    /// `source-unknown`, or `source-unsupported` for a form that is named but not readable yet.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.starts_with("postgres://") || text.starts_with("postgresql") && text.contains("://")
        {
            return Ok(Source::Url(text.to_owned()));
        }
        if let Some(name) = text.strip_prefix("profile:") {
            return Ok(Source::Profile(name.to_owned()));
        }
        if let Some(path) = text.strip_prefix("models:") {
            return Ok(Source::Models(PathBuf::from(path)));
        }
        if let Some(path) = text.strip_prefix("snapshot:") {
            return Ok(Source::Snapshot(PathBuf::from(path)));
        }
        if text == "empty:" {
            return Ok(Source::Empty);
        }
        if let Some((prefix, what)) = NOT_YET.iter().find(|(prefix, _)| text.starts_with(prefix)) {
            return Err(Error::new(
                "source-unsupported",
                format!("{what} is not supported yet: {prefix}…"),
            )
            .hint("use a live database, models:PATH, snapshot:FILE or empty:"));
        }
        // A mistyped URL may hold a password, so the text is not quoted.
        Err(Error::new("source-unknown", "a source has none of the known forms")
            .hint("postgresql://…, profile:NAME, models:PATH, snapshot:FILE or empty:"))
    }

    /// The source for people and documents, without any secret.
    pub fn name(&self) -> String {
        match self {
            Source::Url(url) => godwit_postgres::Target::parse_url(url)
                .map_or_else(|_| "a database".to_owned(), |target| target.display()),
            Source::Profile(name) => format!("profile:{name}"),
            Source::Models(path) => format!("models:{}", path.display()),
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
