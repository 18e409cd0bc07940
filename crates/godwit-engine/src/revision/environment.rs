use std::path::{Path, PathBuf};

use godwit_alembic::{
    Config, Finding, Graph, config,
    environment::{self as script, Environment as Configured},
    revision::{self, RevisionFile, Unreadable},
    target::Unresolved,
};

use super::cores::on_every_core;
use crate::{error::Error, project::Project};

/// Where an Alembic environment is, as a person names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The folder with `env.py`, or a project's root.
    pub folder: PathBuf,
    /// Alembic's `-c`: the settings, when they are not in `alembic.ini`.
    pub config: Option<PathBuf>,
    /// Alembic's `-n`: the section, when it is not `[alembic]`.
    pub section: Option<String>,
}

impl Place {
    /// A folder with the usual settings.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..Self::default() }
    }
}

/// An Alembic environment as its files tell it; nothing of it is run.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The folder that Alembic is run in.
    pub root: PathBuf,
    /// Settings as the files say them.
    pub config: Config,
    /// The file and section that Alembic must be told, when they are not the usual ones.
    pub place: Place,
    /// The file that Alembic reads first, whether it is there or not.
    pub(super) ini: PathBuf,
    /// What `env.py` says, as far as it is written as constants.
    pub configured: Configured,
    /// Folders with revisions; new ones go into the first.
    pub versions: Vec<PathBuf>,
    /// `script.py.mako`, when there is one.
    pub template: Option<String>,
    graph: Graph,
    findings: Vec<String>,
}

impl Environment {
    /// Reads an environment.
    ///
    /// # Errors
    /// `alembic-missing` when there is none, or a file that cannot be read. What is wrong in the
    /// folder of revisions is a finding.
    pub fn open(place: &Place) -> Result<Self, Error> {
        let folder = place
            .folder
            .canonicalize()
            .map_err(|error| Error::file("find", &place.folder, &error))?;
        let root = match &place.config {
            Some(path) => folder_of(path)?,
            None if folder.join("env.py").is_file() => root_above(&folder)?,
            None => folder.clone(),
        };
        let named = place.config.as_ref().map(|path| path.canonicalize().unwrap_or(path.clone()));
        let ini_path = named.unwrap_or_else(|| root.join("alembic.ini"));
        let ini = optional(&ini_path)?;
        if place.config.is_some() && ini.is_none() {
            return Err(Error::new(
                "alembic-missing",
                format!("there are no settings at: {}", ini_path.display()),
            )
            .hint("name the file that Alembic is given by -c"));
        }
        let pyproject = optional(&root.join("pyproject.toml"))?;
        let section = place.section.as_deref().unwrap_or(config::SECTION);
        let config = config::read(ini.as_deref(), pyproject.as_deref(), &root, section);
        let scripts =
            if folder.join("env.py").is_file() { folder } else { scripts_of(&root, &config)? };
        Self::read(root, ini_path, &scripts, config, place.clone())
    }

    fn read(
        root: PathBuf,
        ini: PathBuf,
        scripts: &Path,
        config: Config,
        place: Place,
    ) -> Result<Self, Error> {
        let Some(env) = optional(&scripts.join("env.py"))? else {
            return Err(Error::new(
                "alembic-missing",
                format!("there is no Alembic environment in: {}", scripts.display()),
            )
            .hint("name the folder with env.py in godwit.toml: [alembic] folder = \"alembic\""));
        };
        let mut findings = config.findings.clone();
        let configured = match script::scan(&env) {
            Ok(configured) => configured,
            Err((line, reason)) => {
                findings.push(format!(
                    "{}:{line}: Alembic cannot run: {reason}",
                    scripts.join("env.py").display()
                ));
                Configured::default()
            }
        };
        let versions = if config.version_locations.is_empty() {
            vec![scripts.join("versions")]
        } else {
            config.version_locations.iter().map(|path| located(path, &root, &config)).collect()
        };
        let mut files = Vec::new();
        for folder in &versions {
            if !folder.is_dir() {
                findings.push(format!("there is no folder of revisions at: {}", folder.display()));
                continue;
            }
            python_files(folder, &config, &mut files, &mut findings)?;
        }
        files.dedup();
        let graph = Graph::new(on_every_core(&files, |path| read_one(path, &root)));
        Ok(Self {
            template: optional(&scripts.join("script.py.mako"))?,
            root,
            ini,
            config,
            place,
            configured,
            versions,
            graph,
            findings,
        })
    }

    /// The environment of a project.
    ///
    /// # Errors
    /// `alembic-missing` when it has none; as [`Environment::open`].
    pub fn of(project: &Project) -> Result<Self, Error> {
        let folder = project.alembic.clone().unwrap_or_else(|| project.root.clone());
        Self::open(&Place::at(&folder))
    }

    /// Its revisions.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// What is wrong, one sentence without a full stop each.
    pub fn findings(&self) -> Vec<String> {
        let graph = self.graph.findings().iter().map(Finding::to_string);
        self.findings.iter().cloned().chain(graph).collect()
    }

    /// The revisions that a name of Alembic's command line means.
    ///
    /// # Errors
    /// `alembic-heads`, `revision-unknown`; the latter says which branch of git has it.
    pub fn resolve(&self, name: &str) -> Result<Vec<String>, Error> {
        self.graph.resolve(name).map_err(|error| match &error {
            Unresolved::Heads(_) => Error::new("alembic-heads", error.to_string())
                .hint("name one of them, or merge them: godwit alembic DIR merge"),
            Unresolved::Ambiguous(..) => Error::new("revision-unknown", error.to_string())
                .hint("write more letters of its id"),
            Unresolved::Unknown(name) => {
                let found = super::lost::find(&self.root, name);
                Error::new("revision-unknown", error.to_string()).hint(found.told())
            }
        })
    }

    /// The folder that a revision goes into which follows these: that of the first of them, where
    /// there are several folders.
    pub(crate) fn folder_after(&self, parents: &[String]) -> Result<PathBuf, Error> {
        let parent = parents.first().and_then(|parent| self.graph.get(parent));
        let beside = parent.map(|file| self.root.join(&file.path)).and_then(|path| {
            self.versions.iter().filter(|folder| path.starts_with(folder)).max_by_key(|folder| {
                // Of two folders within each other, the inner one.
                folder.components().count()
            })
        });
        beside.or(self.versions.first()).cloned().ok_or_else(|| {
            Error::new("alembic-missing", "the settings name no folder of revisions")
        })
    }

    /// The one revision that a new one can follow; none in an empty folder.
    pub(crate) fn parents(&self) -> Result<Vec<String>, Error> {
        self.resolve("head")
    }
}

fn read_one(path: &Path, root: &Path) -> Result<RevisionFile, Unreadable> {
    let name = path.strip_prefix(root).unwrap_or(path).display().to_string();
    let unreadable = |line: usize, reason: String| Unreadable { path: name.clone(), line, reason };
    let size = path.metadata().map_err(|error| unreadable(1, error.to_string()))?.len();
    if size > godwit_alembic::source::MAX_BYTES as u64 {
        return Err(unreadable(1, format!("it has {size} bytes, so it is not read")));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(1, error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        unreadable(line, "it is not written in UTF-8".to_owned())
    })?;
    revision::read(&name, text.strip_prefix('\u{feff}').unwrap_or(&text))
}

fn optional(path: &Path) -> Result<Option<String>, Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::file("read", path, &error)),
    }
}

fn folder_of(path: &Path) -> Result<PathBuf, Error> {
    let path = path.canonicalize().map_err(|error| Error::file("find", path, &error))?;
    Ok(path.parent().map(Path::to_owned).unwrap_or(path))
}

/// The folder above the scripts where Alembic finds its settings; the project's root when nothing
/// says.
fn root_above(scripts: &Path) -> Result<PathBuf, Error> {
    for folder in scripts.ancestors().skip(1) {
        let settings = optional(&folder.join("pyproject.toml"))?;
        if folder.join("alembic.ini").is_file() || settings.is_some_and(|text| config::is_in(&text))
        {
            return Ok(folder.to_owned());
        }
    }
    Ok(Project::around(scripts)?.root)
}

/// The folder with `env.py` of a root: as godwit.toml says, as Alembic's settings say, as usual.
fn scripts_of(root: &Path, config: &Config) -> Result<PathBuf, Error> {
    let project = Project::open(root)?;
    Ok(match (&project.alembic, &config.script_location) {
        (Some(folder), None) => folder.clone(),
        (_, Some(path)) => located(path, root, config),
        (None, None) => root.join("alembic"),
    })
}

/// A folder as settings name it. `package:folder` is looked for where Python would import the package
/// from, as far as files tell.
fn located(path: &Path, root: &Path, config: &Config) -> PathBuf {
    let text = path.to_string_lossy();
    let Some((package, inner)) = text.split_once(':').filter(|_| !path.is_absolute()) else {
        return path.to_owned();
    };
    let package = package.replace('.', "/");
    let starts = config.prepend_sys_path.iter().cloned();
    starts
        .chain([root.to_owned(), root.join("src")])
        .map(|start| start.join(&package))
        .find(|folder| folder.is_dir())
        .unwrap_or_else(|| root.join(&package))
        .join(inner)
}

/// Files that Alembic takes for revisions, in order of path.
fn python_files(
    folder: &Path,
    config: &Config,
    found: &mut Vec<PathBuf>,
    findings: &mut Vec<String>,
) -> Result<(), Error> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::file("list", folder, &error))?;
    let mut here = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Error::file("list", folder, &error))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(|error| Error::file("look at", &path, &error))?;
        // A link to a folder is not followed, as in Python's `os.walk`; so there are no circles.
        if kind.is_dir() {
            if config.recursive && name != "__pycache__" {
                python_files(&path, config, found, findings)?;
            }
        } else if name.starts_with(".#") || name.starts_with("__init__") {
        } else if name.ends_with(".py") && path.is_file() {
            here.push(path);
        } else if config.sourceless && (name.ends_with(".pyc") || name.ends_with(".pyo")) {
            findings.push(format!("a compiled revision is not read: {}", path.display()));
        }
    }
    found.append(&mut here);
    found.sort();
    Ok(())
}
