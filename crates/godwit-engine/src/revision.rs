use std::path::{Path, PathBuf};

use godwit_alembic::{
    Config, Graph, config, revision,
    write::{self, CreatedAt, RevisionOptions},
};
use godwit_plan::{plan::Plan, script};

use crate::{Engine, error::Error, project::Project};

/// A revision id has at most 32 characters in the database; twelve are Alembic's own habit.
const ID_LENGTH: usize = 12;

/// An Alembic environment as its files tell it; nothing of it is run.
#[derive(Debug, Clone)]
pub struct Environment {
    config: Config,
    versions: PathBuf,
    template: Option<String>,
    graph: Graph,
}

impl Environment {
    /// Reads the environment of a project whose scripts stand in `folder`.
    ///
    /// # Errors
    /// `alembic-missing` when the folder has no `env.py`.
    pub fn read(root: &Path, folder: &Path) -> Result<Self, Error> {
        if !folder.join("env.py").is_file() {
            return Err(Error::new(
                "alembic-missing",
                format!("there is no Alembic environment in: {}", folder.display()),
            )
            .hint("name the folder with env.py in godwit.toml: [alembic] folder = \"alembic\""));
        }
        let optional = |path: PathBuf| match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file("read", &path, &error)),
        };
        let ini = optional(root.join("alembic.ini"))?;
        let pyproject = optional(root.join("pyproject.toml"))?;
        let config = config::read(ini.as_deref(), pyproject.as_deref(), root);
        let folders = if config.version_locations.is_empty() {
            vec![folder.join("versions")]
        } else {
            config.version_locations.clone()
        };
        let mut files = Vec::new();
        for folder in &folders {
            python_files(folder, config.recursive, &mut files)?;
        }
        let mut read = Vec::new();
        for path in files {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Error::file("read", &path, &error))?;
            read.push(revision::read(&path.display().to_string(), &text));
        }
        Ok(Self {
            versions: folders.into_iter().next().unwrap_or_else(|| folder.join("versions")),
            template: optional(folder.join("script.py.mako"))?,
            graph: Graph::new(read),
            config,
        })
    }

    /// Reads the environment at a folder: the one with `env.py`, or a project's root.
    ///
    /// # Errors
    /// As [`Environment::read`], or what is wrong with the project.
    pub fn around(folder: &Path) -> Result<Self, Error> {
        if folder.join("env.py").is_file() {
            let root = Project::around(folder)?.root;
            return Self::read(&root, folder);
        }
        let project = Project::open(folder)?;
        let scripts = project.alembic.clone().unwrap_or_else(|| project.root.join("alembic"));
        Self::read(&project.root, &scripts)
    }

    /// Its revisions.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The one revision that a new one can follow; none in an empty folder.
    fn parents(&self) -> Result<Vec<String>, Error> {
        let heads: Vec<String> =
            self.graph.heads().into_iter().map(|head| head.revision.clone()).collect();
        if heads.len() > 1 {
            return Err(Error::new(
                "alembic-heads",
                format!("the folder has several heads: {}", heads.join(", ")),
            )
            .hint("merge them first: alembic merge heads"));
        }
        Ok(heads)
    }
}

fn python_files(folder: &Path, recursive: bool, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::file("list", folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Error::file("list", folder, &error))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(|error| Error::file("look at", &path, &error))?;
        if kind.is_dir() && recursive && name != "__pycache__" {
            python_files(&path, recursive, found)?;
        } else if kind.is_file()
            && name.ends_with(".py")
            && name != "__init__.py"
            && !name.starts_with('.')
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

impl Engine {
    /// Writes a plan into the project as Alembic revisions on top of its head.
    ///
    /// # Errors
    /// `alembic-missing`, `alembic-heads` when there are several, or what is wrong with the folder.
    /// An existing file is never overwritten.
    pub fn write_revision(
        &self,
        project: &Project,
        plan: &Plan,
        message: &str,
    ) -> Result<Vec<PathBuf>, Error> {
        let folder = project.alembic.as_ref().ok_or_else(|| {
            Error::new(
                "alembic-missing",
                format!("{} has no Alembic folder", project.root.display()),
            )
            .hint("name it in godwit.toml: [alembic] folder = \"alembic\"")
        })?;
        let environment = Environment::read(&project.root, folder)?;
        let now = self.clock.now();
        let options = RevisionOptions {
            rev_id: self.clock.new_id().replace('-', "").chars().rev().take(ID_LENGTH).collect(),
            parents: environment.parents()?,
            message: message.to_owned(),
            created_at: CreatedAt {
                year: now.year(),
                month: now.month().into(),
                day: now.day(),
                hour: now.hour(),
                minute: now.minute(),
                second: now.second(),
                epoch: now.unix_timestamp(),
            },
            template: environment.template,
            config: environment.config,
        };
        let texts = write::revision(plan, &options)
            .map_err(|error| Error::new("revision-unwritable", error.to_string()))?;
        let mut written = Vec::new();
        for text in texts {
            let path = environment.versions.join(&text.file_name);
            write_new(&path, &text.text)?;
            written.push(path);
        }
        Ok(written)
    }

    /// Writes a plan's SQL into Godwit's folder of reports.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn export_sql(&self, plan: &Plan) -> Result<PathBuf, Error> {
        let path = self.folders.reports().join(format!("plan-{}.sql", plan.seal.short()));
        std::fs::write(&path, script::sql_script(plan))
            .map_err(|error| Error::file("write", &path, &error))?;
        Ok(path)
    }
}

fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    use std::io::Write;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(|error| Error::file("make", path, &error))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| Error::file("write", path, &error))
}
