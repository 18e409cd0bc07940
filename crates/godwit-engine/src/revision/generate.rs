use std::path::{Path, PathBuf};

use godwit_alembic::write::Draft;
use serde::Deserialize;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::Environment;
use crate::{
    Engine,
    error::Error,
    project::Project,
    python::{Limits, Network, Program, Task, run},
};

const PROGRAM: &str = include_str!("generate.py");

/// What the project's own Alembic wrote.
#[derive(Debug, Deserialize)]
pub(super) struct Generated {
    /// Its release.
    pub(super) version: String,
    /// The files, in order.
    #[serde(rename = "files")]
    pub(super) paths: Vec<PathBuf>,
    /// What could not be forbidden to it.
    #[serde(skip)]
    pub(super) shortcoming: Option<String>,
}

impl Generated {
    /// One sentence without a full stop.
    pub(super) fn told(&self) -> String {
        let but = self.shortcoming.as_deref().map_or_else(String::new, |text| format!(" ({text})"));
        format!("written by the project's own Alembic {}{but}", self.version)
    }
}

impl Engine {
    /// Has the project's own Alembic write drafts as revisions: by its template, file names, timezone
    /// and hooks. `env.py` is not run; the present revisions are, since Alembic loads them.
    ///
    /// # Errors
    /// `python-not-allowed`, `python-missing`; whatever Alembic, its template or a hook stops at; a
    /// file that is not what was to be written. No file is left then.
    pub(super) async fn write_by_project(
        &self,
        project: &Project,
        environment: &Environment,
        folder: &Path,
        drafts: &[Draft],
    ) -> Result<Generated, Error> {
        let code = self.project_code(&project.root).await?;
        let template = environment.template.as_deref().unwrap_or_default();
        let revisions: Vec<_> = drafts
            .iter()
            .map(|draft| {
                json!({
                    "id": draft.revision,
                    "title": draft.message,
                    "message": draft.docstring,
                    "parents": draft.parents,
                    "imports": draft.imports(template).join("\n"),
                    "upgrades": draft.block(true),
                    "downgrades": draft.block(false),
                })
            })
            .collect();
        let order = json!({
            "ini": environment.ini,
            "pyproject": environment.root.join("pyproject.toml"),
            "section": environment.place.section,
            "folder": folder,
            "revisions": revisions,
        });
        // A plan may be longer than an argument can be.
        let failed = |error: std::io::Error| Error::file("write", &std::env::temp_dir(), &error);
        let file = tempfile::NamedTempFile::new().map_err(failed)?;
        std::fs::write(file.path(), order.to_string()).map_err(failed)?;
        let task = Task {
            interpreter: &code.interpreter,
            consent: &code.consent,
            program: Program::Text(PROGRAM),
            arguments: vec![file.path().display().to_string()],
            folder: environment.root.clone(),
            environment: code.variables.clone(),
            limits: Limits::READING,
            network: Network::Forbidden,
        };
        let outcome = async {
            let ended = run(&task, &CancellationToken::new(), |_| ())
                .await?
                .succeeded("the project's own Alembic writes no revision")?;
            let mut generated: Generated =
                serde_json::from_slice(&ended.stdout).map_err(|error| {
                    Error::new("revision-unwritable", format!("its answer cannot be read: {error}"))
                })?;
            generated.shortcoming = ended.confinement.shortcoming(task.network);
            proven(&generated, drafts).map(|()| generated)
        }
        .await;
        if outcome.is_err() {
            take_away(environment, drafts)?;
        }
        outcome
    }
}

fn proven(generated: &Generated, drafts: &[Draft]) -> Result<(), Error> {
    let unfit = |why: String| Error::new("revision-unwritable", why);
    if generated.paths.len() != drafts.len() {
        return Err(unfit("it did not write every revision".to_owned()));
    }
    for (path, draft) in generated.paths.iter().zip(drafts) {
        let text =
            std::fs::read_to_string(path).map_err(|error| Error::file("read", path, &error))?;
        draft
            .proven(&text)
            .map_err(|error| unfit(format!("what it wrote is not used: {error}")))?;
    }
    Ok(())
}

/// Takes away what a run that failed, or was stopped, left of the drafts. Their ids are new, so
/// nothing else bears them.
fn take_away(environment: &Environment, drafts: &[Draft]) -> Result<(), Error> {
    let now = Environment::open(&environment.place)?;
    for file in drafts.iter().filter_map(|draft| now.graph().get(&draft.revision)) {
        let path = now.root.join(&file.path);
        std::fs::remove_file(&path).map_err(|error| Error::file("remove", &path, &error))?;
    }
    Ok(())
}
