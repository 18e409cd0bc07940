use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use godwit_postgres::{Secret, Session, TableSize, Target, introspect};
use godwit_schema::{Address, Catalog, Namespace, Object, Scope, Snapshot, Spans};

use crate::{
    Engine,
    commit::Commit,
    error::Error,
    profile::Profile,
    project::Project,
    revision::{Environment, Place},
    show,
    source::Source,
    view::SchemaView,
};

/// A snapshot with how large its tables are, when a server could tell.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What was read.
    pub snapshot: Snapshot,
    /// Sizes by table.
    pub sizes: BTreeMap<Address, TableSize>,
    /// What the source says nothing about.
    pub unsaid: Unsaid,
    /// Version number of the server that printed its queries and expressions; `None` where none did.
    pub printed_by: Option<u32>,
}

/// What a source says nothing about, so that it does not differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsaid {
    /// Who owns what.
    pub owners: bool,
    /// Who may do what.
    pub privileges: bool,
}

/// The password of a URL without one, as libpq's programs take it.
fn environment_password() -> Option<Secret> {
    std::env::var("PGPASSWORD").ok().filter(|password| !password.is_empty()).map(Secret::new)
}

impl Engine {
    /// How to reach a live source, with its profile when it is a saved one.
    ///
    /// # Errors
    /// `source-not-live`, or what stands in the way of resolving it.
    pub async fn live(&self, source: &Source) -> Result<(Target, Option<Profile>), Error> {
        match source {
            Source::Url(url) => {
                let mut target = Target::parse_url(url)?;
                if target.secret.is_none() {
                    target.secret = environment_password();
                }
                Ok((target, None))
            }
            Source::Profile(name) => {
                let profile = self.history.profile(name).await?;
                Ok((self.resolve(&profile).await?, Some(profile)))
            }
            Source::Models(_)
            | Source::Python(_)
            | Source::Sql(_)
            | Source::Alembic { .. }
            | Source::Git { .. }
            | Source::Snapshot(_)
            | Source::Empty => Err(Error::new(
                "source-not-live",
                format!("{} is not a live database", source.name()),
            )
            .hint("name it by postgresql://… or profile:NAME")),
        }
    }

    /// Reads a source.
    ///
    /// # Errors
    /// What stands in the way of reading it.
    pub async fn read(&self, source: &Source) -> Result<Reading, Error> {
        match source {
            Source::Url(_) | Source::Profile(_) => {
                let (target, _) = self.live(source).await?;
                let mut session = Session::connect(&target).await?;
                self.read_session(&mut session, &source.name()).await
            }
            Source::Models(path) => self.read_models(path, &source.name()).await,
            Source::Sql(path) => self.read_ddl(path, &source.name()).await,
            Source::Python(entry) => Ok(self.read_python(entry).await?.reading),
            Source::Alembic { folder, revision } => {
                let environment = Environment::open(&Place::at(folder))?;
                let code = self.project_code(&environment.root).await?;
                let wanted = revision.as_deref().unwrap_or("heads");
                self.replay(&environment, &code, wanted, &source.name()).await
            }
            Source::Git { reference, source: inner } => {
                self.read_commit(reference, inner, &source.name()).await
            }
            Source::Snapshot(path) => read_file(path),
            Source::Empty => Ok(self.without_sizes(&source.name(), empty())),
        }
    }

    /// Reads models, DDL files or revisions as of a commit.
    async fn read_commit(
        &self,
        reference: &str,
        source: &Source,
        name: &str,
    ) -> Result<Reading, Error> {
        let (Source::Models(path) | Source::Sql(path) | Source::Alembic { folder: path, .. }) =
            source
        else {
            return Err(Error::new("source-unsupported", "it cannot be read as of a commit"));
        };
        let (owned, reference) = (path.clone(), reference.to_owned());
        let (commit, inside) = tokio::task::spawn_blocking(move || {
            let commit = Commit::open(&owned, &reference)?;
            let inside = commit.path(&owned)?;
            Ok::<_, Error>((commit, inside))
        })
        .await
        .map_err(|_| Error::new("git-failed", "reading the commit broke off"))??;
        let reading = match source {
            Source::Sql(_) => self.read_ddl(&inside, name).await,
            Source::Alembic { folder, revision } => {
                let environment = Environment::open(&Place::at(&inside))?;
                // The interpreter belongs to the work tree; leave for code of another commit is
                // given only for this once.
                let now = Environment::open(&Place::at(folder)).map(|now| now.root);
                let code = self.project_code_of_commit(
                    &environment.root,
                    &now.unwrap_or_else(|_| folder.clone()),
                )?;
                let wanted = revision.as_deref().unwrap_or("heads");
                self.replay(&environment, &code, wanted, name).await
            }
            _ => self.read_models(&inside, name).await,
        };
        drop(commit);
        reading
    }

    /// Reads the database behind an open session.
    ///
    /// # Errors
    /// What the server refused.
    pub async fn read_session(
        &self,
        session: &mut Session,
        source: &str,
    ) -> Result<Reading, Error> {
        let read = introspect::introspect(session).await?;
        Ok(Reading {
            snapshot: Snapshot {
                server: Some(session.identity().clone()),
                ..self.without_sizes(source, read.catalog).snapshot
            },
            sizes: read.sizes,
            unsaid: Unsaid::default(),
            printed_by: Some(session.version()),
        })
    }

    /// Reads models; files and parsing block, so they have a thread of their own.
    pub(crate) async fn read_models(&self, path: &Path, source: &str) -> Result<Reading, Error> {
        if !path.exists() {
            return Err(Error::new(
                "models-missing",
                format!("there are no models at: {}", path.display()),
            )
            .hint("name a Python file, a package or a project folder"));
        }
        let owned = path.to_owned();
        let reading = tokio::task::spawn_blocking(move || {
            let (tree, libraries) = models_tree(&owned)?;
            Ok::<_, Error>(godwit_models::read(&tree, &libraries))
        })
        .await
        .map_err(|_| Error::new("models-unreadable", "reading the models broke off"))??;
        self.declared(reading, source)
    }

    /// A reading of models, when nothing in them is wrong.
    pub(crate) fn declared(
        &self,
        reading: godwit_models::Reading,
        source: &str,
    ) -> Result<Reading, Error> {
        if !reading.errors.is_empty() {
            let lines: Vec<String> = reading
                .errors
                .iter()
                .map(|error| {
                    format!(
                        "{}:{}:{}: {}",
                        error.span.file, error.span.line, error.span.column, error.message
                    )
                })
                .collect();
            return Err(Error::new(
                "models-broken",
                format!("the models cannot be read, so nothing was compared: {}", lines.join("; ")),
            )
            .hint("correct the named lines and compare again"));
        }
        let mut read = self.without_sizes(source, reading.catalog);
        read.snapshot.spans = reading.spans;
        read.snapshot.undecided = reading.undecided;
        Ok(read)
    }

    pub(crate) fn without_sizes(&self, source: &str, catalog: Catalog) -> Reading {
        Reading {
            snapshot: Snapshot {
                format: Snapshot::FORMAT,
                source: source.to_owned(),
                taken_at: self.clock.timestamp(),
                server: None,
                catalog,
                spans: Spans::new(),
                undecided: Vec::new(),
            },
            sizes: BTreeMap::new(),
            unsaid: Unsaid::default(),
            printed_by: None,
        }
    }

    /// The schema graph of a source.
    ///
    /// # Errors
    /// As [`Engine::read`].
    pub async fn schema(&self, source: &Source, scope: &Scope) -> Result<SchemaView, Error> {
        let read = self.read(source).await?;
        let snapshot = &read.snapshot;
        Ok(show::schema::schema(snapshot, &snapshot.catalog, &read.sizes, &BTreeMap::new(), scope))
    }
}

/// The files of models below a path, with the versions of the libraries that give them meaning.
pub(crate) fn models_tree(
    path: &Path,
) -> Result<(godwit_models::SourceTree, godwit_models::Libraries), Error> {
    let root = Project::around(path)?.root;
    let tree = source_tree(path, &root)?.1;
    let libraries = godwit_models::Libraries::from_project(&root);
    tracing::info!(
        sqlmodel = %libraries.sqlmodel,
        sqlalchemy = %libraries.sqlalchemy,
        found_in = libraries.found_in,
        notes = ?libraries.notes,
        "versions of the models' libraries"
    );
    Ok((tree, libraries))
}

/// The folder that names of files start from, and the files around a path, which alone is wanted.
pub(crate) fn source_tree(
    path: &Path,
    root: &Path,
) -> Result<(PathBuf, godwit_models::SourceTree), Error> {
    let path = path.canonicalize().map_err(|error| Error::file("find", path, &error))?;
    let start = start(&path, root)?;
    let mut tree = godwit_models::files::collect(&start)
        .map_err(|error| Error::new("models-unreadable", error.to_string()))?;
    tree.below = path
        .strip_prefix(&start)
        .map(|inner| inner.to_string_lossy().replace('\\', "/"))
        .unwrap_or_default();
    Ok((start, tree))
}

/// The folder that the files of models below a path are named from.
///
/// # Errors
/// A path that is not there; what is wrong with the project's settings.
pub(crate) fn names_start(path: &Path) -> Result<PathBuf, Error> {
    let path = path.canonicalize().map_err(|error| Error::file("find", path, &error))?;
    start(&path, &Project::around(&path)?.root)
}

/// Where the project's own imports start: the first folder upwards that is no package, else the
/// project's root.
fn start(path: &Path, root: &Path) -> Result<PathBuf, Error> {
    let root = root.canonicalize().map_err(|error| Error::file("find", root, &error))?;
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let start = folder
        .ancestors()
        .take_while(|folder| folder.starts_with(&root))
        .find(|folder| !folder.join("__init__.py").exists())
        .filter(|start| *start != folder)
        .unwrap_or(&root);
    Ok(start.to_owned())
}

/// What `CREATE DATABASE` makes: the namespace `public`, and nothing in it.
fn empty() -> Catalog {
    let mut catalog = Catalog::default();
    catalog.read_by("");
    let public = Namespace { comment: None };
    catalog.insert(Address::namespace("public"), Object::Namespace(public));
    catalog
}

fn read_file(path: &Path) -> Result<Reading, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::file("read the snapshot", path, &error))?;
    let unreadable = |why: String| {
        Error::new("snapshot-unreadable", format!("{} is not a snapshot: {why}", path.display()))
            .hint("take it again with `godwit snapshot`")
    };
    // The version is looked at first, so that a newer document is named as such.
    let document: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    let format = document.get("format").and_then(serde_json::Value::as_u64);
    if format != Some(u64::from(Snapshot::FORMAT)) {
        return Err(unreadable(match format {
            Some(format) => {
                format!("its form is version {format}, this Godwit reads {}", Snapshot::FORMAT)
            }
            None => "it names no version of its form".to_owned(),
        }));
    }
    let snapshot: Snapshot =
        serde_json::from_value(document).map_err(|error| unreadable(error.to_string()))?;
    let printed_by = snapshot.server.as_ref().map(|server| server.version);
    Ok(Reading { snapshot, sizes: BTreeMap::new(), unsaid: Unsaid::default(), printed_by })
}
