//! Models read exactly: imported by the project's own Python, written as DDL by its own SQLAlchemy,
//! made in a scratch database, and read back by the reader of live databases. So nothing about
//! SQLAlchemy is known twice.

/// The exact reading against the static one.
mod agreement;
/// What the probe prints.
mod document;
/// From DDL to a catalog.
mod realised;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use tokio_util::sync::CancellationToken;

use self::document::Document;
use super::{Consent, Interpreter, Limits, Network, Program, Surroundings, Task, Variable, run};
use crate::{Engine, error::Error, project::Project, snapshot::Reading};

const PROBE: &str = include_str!("probe.py");

/// Where the models' metadata is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// What env.py gives Alembic as `target_metadata`.
    Environment,
    /// An attribute of a module: a `MetaData`, or what has one (`Base`, `SQLModel`).
    Attribute {
        /// Dotted name of the module.
        module: String,
        /// Dotted name inside it.
        attribute: String,
    },
}

impl Entry {
    /// Reads `MODULE:ATTRIBUTE`; nothing is env.py's.
    ///
    /// # Errors
    /// `source-unknown`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Ok(Entry::Environment);
        }
        match text.split_once(':') {
            Some((module, attribute)) if is_dotted(module) && is_dotted(attribute) => {
                Ok(Entry::Attribute { module: module.to_owned(), attribute: attribute.to_owned() })
            }
            _ => Err(Error::new(
                "source-unknown",
                format!("python: is followed by no module and attribute: {text}"),
            )
            .hint("write python:app.models:SQLModel, or python: alone for what env.py sets up")),
        }
    }
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Entry::Environment => Ok(()),
            Entry::Attribute { module, attribute } => write!(f, "{module}:{attribute}"),
        }
    }
}

fn is_dotted(text: &str) -> bool {
    !text.is_empty()
        && text.split('.').all(|part| {
            part.chars().all(|letter| letter.is_alphanumeric() || letter == '_') && !part.is_empty()
        })
}

/// How the project's own Python is used.
#[derive(Debug, Clone, Default)]
pub struct Use {
    /// The project's root; the project around the current folder when left out.
    pub project: Option<PathBuf>,
    /// The interpreter, when not the one that is found.
    pub interpreter: Option<PathBuf>,
    /// The person said now that the project's code may be run.
    pub said_now: bool,
    /// Variables for the project's code.
    pub variables: Vec<Variable>,
}

/// Models as the project's own Python has them.
#[derive(Debug, Clone)]
pub struct Exact {
    /// The structure, with the models' lines.
    pub reading: Reading,
    /// Files of the project that were imported, from its root.
    pub imported: BTreeSet<String>,
    /// Versions of Python and the libraries, by name.
    pub versions: BTreeMap<String, String>,
    /// What env.py told Alembic about the version table and the like.
    pub configured: BTreeMap<String, String>,
    /// Who read them.
    pub interpreter: Interpreter,
    /// What a person should know of how they were read, a sentence each without a full stop.
    pub notes: Vec<String>,
}

impl Engine {
    /// Says how the project's own Python is used by `python:` sources.
    pub fn use_python(&mut self, python: Use) {
        self.python = python;
    }

    /// How the project's own Python is used.
    pub fn python(&self) -> &Use {
        &self.python
    }

    /// Reads the models of a `python:` source.
    ///
    /// # Errors
    /// As [`Engine::read_exactly`].
    pub(crate) async fn read_python(&self, entry: &Entry) -> Result<Exact, Error> {
        let root = match &self.python.project {
            Some(root) => root.clone(),
            None => Project::around(&current_folder()?)?.root,
        };
        self.read_exactly(&root, entry, &self.python, &CancellationToken::new()).await
    }

    /// Reads models by the project's own Python.
    ///
    /// # Errors
    /// `python-not-allowed` without the person's leave; `python-variables-missing` by their names;
    /// `alembic-missing`, `metadata-unset`; whatever kept the code from running to its end.
    pub async fn read_exactly(
        &self,
        root: &Path,
        entry: &Entry,
        python: &Use,
        cancel: &CancellationToken,
    ) -> Result<Exact, Error> {
        let project = Project::open(root)?;
        let consent = match python.said_now {
            true => Consent::said_now(root)?,
            false => self.consent(root).await?.ok_or_else(|| Consent::missing(root))?,
        };
        let interpreter =
            Interpreter::find(root, python.interpreter.as_deref(), Surroundings::default())?;
        let folder = working_folder(&project, entry)?;
        let root = consent.root().display().to_string();
        let arguments = match entry {
            Entry::Environment => {
                let alembic = project.alembic.as_deref().unwrap_or(Path::new("alembic"));
                vec!["environment".to_owned(), root, absolute(alembic)?.display().to_string()]
            }
            Entry::Attribute { module, attribute } => {
                vec!["attribute".to_owned(), root, module.clone(), attribute.clone()]
            }
        };
        let mut task = Task {
            interpreter: &interpreter,
            consent: &consent,
            program: Program::Text(PROBE),
            arguments,
            folder,
            environment: python.variables.clone(),
            limits: Limits::READING,
            network: Network::Forbidden,
        };
        let mut notes =
            vec![format!("read by {}: {}", interpreter.path.display(), interpreter.because)];
        let declared = loop {
            let ended = run(&task, cancel, |_| {}).await?;
            if let Some(shortcoming) = ended.confinement.shortcoming(task.network) {
                tracing::warn!("{shortcoming}");
                notes.push(shortcoming);
            }
            let ended = ended.succeeded("the models were not read")?;
            match serde_json::from_slice::<Document>(&ended.stdout) {
                Ok(Document::Declared(declared)) => break declared,
                Ok(Document::Unset { .. }) => return Err(unset()),
                Ok(Document::Missing { missing }) => {
                    task.environment.extend(stand_ins(&missing, &task.environment)?);
                    notes.push(format!(
                        "a stand-in that reaches nothing was given for {}",
                        missing.join(", ")
                    ));
                }
                Err(error) => {
                    return Err(Error::new(
                        "python-failed",
                        format!(
                            "the models were not read: what the probe printed is damaged: {error}"
                        ),
                    )
                    .hint("look for code that writes to file descriptors while it is imported"));
                }
            }
        };
        notes.dedup();
        let configured = declared
            .configured
            .iter()
            .map(|(name, value)| {
                (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            })
            .collect();
        let (imported, versions) =
            (declared.imported.iter().cloned().collect(), declared.versions.clone());
        let source = format!("python:{entry}");
        let reading = self.realised(&source, *declared, &mut notes).await?;
        Ok(Exact { reading, imported, versions, configured, interpreter, notes })
    }
}

/// Values for variables that name a database, since the models need none; all others are the
/// person's to give.
fn stand_ins(missing: &[String], given: &[Variable]) -> Result<Vec<Variable>, Error> {
    let is_url = |name: &&String| {
        let name = name.to_ascii_uppercase();
        ["URL", "URI", "DSN"].iter().any(|word| name.contains(word))
            && !given.iter().any(|given| given.name.eq_ignore_ascii_case(&name))
    };
    let (urls, others): (Vec<&String>, Vec<&String>) = missing.iter().partition(is_url);
    if !others.is_empty() || urls.is_empty() {
        let names: Vec<&str> = others.iter().map(|name| name.as_str()).collect();
        return Err(Error::new(
            "python-variables-missing",
            format!("the project's settings want variables that are not set: {}", names.join(", ")),
        )
        .hint("give each by --env NAME=VALUE; any value that they accept will do, and only the project's code gets it"));
    }
    Ok(urls
        .into_iter()
        .map(|name| Variable::new(name, "postgresql://nobody:nothing@localhost/nowhere"))
        .collect())
}

fn unset() -> Error {
    Error::new("metadata-unset", "env.py gives Alembic no target_metadata, so there are no models")
        .hint("set target_metadata in env.py, or name the metadata: python:MODULE:ATTRIBUTE")
}

/// Where Alembic would be called: the folder with its settings, else the project's root.
fn working_folder(project: &Project, entry: &Entry) -> Result<PathBuf, Error> {
    if *entry != Entry::Environment {
        return Ok(project.root.clone());
    }
    let Some(alembic) = &project.alembic else {
        return Err(Error::new(
            "alembic-missing",
            format!("no env.py was found in: {}", project.root.display()),
        )
        .hint("name the metadata instead: python:MODULE:ATTRIBUTE"));
    };
    let folders = [Some(project.root.as_path()), alembic.parent(), Some(alembic)];
    let found = folders.into_iter().flatten().find(|folder| folder.join("alembic.ini").is_file());
    Ok(found.unwrap_or(&project.root).to_owned())
}

fn current_folder() -> Result<PathBuf, Error> {
    absolute(Path::new("."))
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|error| Error::file("find", path, &error))
}
