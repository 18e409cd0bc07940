use std::path::{Path, PathBuf};

use godwit_alembic::write::{self, CreatedAt, Ends, RevisionOptions, RevisionText};
use godwit_plan::{
    layout::{self, Layout},
    plan::Plan,
    script,
};

use super::Environment;
use crate::{
    Engine, compare::Comparison, error::Error, project::Project, source::Source, view::RenameInput,
};

/// A revision id has at most 32 characters in the database; twelve are Alembic's own habit.
const ID_LENGTH: usize = 12;

/// Revisions that were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Their files.
    pub paths: Vec<PathBuf>,
    /// What the first of them follows.
    pub parents: Vec<String>,
    /// Their ids, each following the one before.
    pub revisions: Vec<String>,
}

impl Engine {
    /// Writes a plan into the project as Alembic revisions on top of its head. With the comparison
    /// that the plan was made of, the way back is planned too.
    ///
    /// # Errors
    /// `alembic-missing`, `alembic-heads` when there are several, or what is wrong with the folder.
    /// An existing file is never overwritten.
    pub fn write_revision(
        &self,
        project: &Project,
        plan: &Plan,
        ends: Option<&Comparison>,
        message: &str,
    ) -> Result<Written, Error> {
        let environment = Environment::of(project)?;
        let parents = environment.parents()?;
        let options = self.revision_options(&environment, parents.clone(), message);
        let ends = ends.map(|ends| Ends { before: &ends.before, after: &ends.after.catalog });
        let texts = write::revision(plan, ends.as_ref(), &options).map_err(unwritable)?;
        Ok(Written {
            paths: put(&environment, &texts)?,
            parents,
            revisions: texts.into_iter().map(|text| text.revision).collect(),
        })
    }

    /// The ends of a saved plan, read again; none where they have changed since or cannot be read,
    /// and the way back is then each step's own reversal.
    pub(crate) async fn ends_of(
        &self,
        plan: &Plan,
        database: &Source,
        project: &Project,
    ) -> Option<Comparison> {
        let renames: Vec<RenameInput> = plan
            .renames
            .iter()
            .map(|rename| RenameInput { from: rename.from.to_string(), to: rename.to.to_string() })
            .collect();
        let models = Source::Models(project.models.clone());
        let read = self.compare(database, &models, &plan.policy, &renames).await;
        match read {
            Ok(ends) if ends.changes.before == plan.before.fingerprint => Some(ends),
            Ok(_) => None,
            Err(error) => {
                tracing::warn!(code = error.code(), "the ends of a plan cannot be read again");
                None
            }
        }
    }

    /// Writes the revision that makes one head of several.
    ///
    /// # Errors
    /// `alembic-one-head` when there is nothing to merge; a file that cannot be written.
    pub fn write_merge(
        &self,
        environment: &Environment,
        message: &str,
    ) -> Result<Vec<PathBuf>, Error> {
        let heads: Vec<String> =
            environment.graph().heads().into_iter().map(|head| head.revision.clone()).collect();
        if heads.len() < 2 {
            return Err(Error::new("alembic-one-head", "there is no second head to merge")
                .hint("see them: godwit alembic DIR heads"));
        }
        let options = self.revision_options(environment, heads, message);
        let text = write::merge(&options).map_err(unwritable)?;
        put(environment, &[text])
    }

    fn revision_options(
        &self,
        environment: &Environment,
        parents: Vec<String>,
        message: &str,
    ) -> RevisionOptions {
        let now = self.clock.now();
        RevisionOptions {
            rev_id: self.clock.new_id().replace('-', "").chars().rev().take(ID_LENGTH).collect(),
            parents,
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
            template: environment.template.clone(),
            config: environment.config.clone(),
        }
    }

    /// Writes a plan as files of another tool into its folder of migrations, numbered by the time.
    ///
    /// # Errors
    /// `revision-unwritable` for a plan with nothing to do; a file that cannot be written. An existing
    /// one is never overwritten.
    pub fn write_sql(
        &self,
        plan: &Plan,
        layout: Layout,
        folder: &Path,
        message: &str,
    ) -> Result<Vec<PathBuf>, Error> {
        let now = self.clock.now();
        let versions = (0..).map(|seconds| {
            let at = now + time::Duration::seconds(seconds);
            format!(
                "{:04}{:02}{:02}{:02}{:02}{:02}",
                at.year(),
                u8::from(at.month()),
                at.day(),
                at.hour(),
                at.minute(),
                at.second()
            )
        });
        let slug = write::slug(message);
        let texts: Vec<(String, String)> = layout::files(plan, layout, &slug, versions)
            .into_iter()
            .map(|file| (file.name, file.text))
            .collect();
        if texts.is_empty() {
            return Err(Error::new("revision-unwritable", "the plan has nothing to do"));
        }
        put_into(folder, &texts)
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

fn unwritable(error: write::Unwritable) -> Error {
    Error::new("revision-unwritable", error.to_string())
}

/// Writes the files into the first folder of revisions, all or none.
fn put(environment: &Environment, texts: &[RevisionText]) -> Result<Vec<PathBuf>, Error> {
    let folder = environment
        .versions
        .first()
        .ok_or_else(|| Error::new("alembic-missing", "the settings name no folder of revisions"))?;
    let named: Vec<(String, String)> =
        texts.iter().map(|text| (text.file_name.clone(), text.text.clone())).collect();
    put_into(folder, &named)
}

fn put_into(folder: &Path, texts: &[(String, String)]) -> Result<Vec<PathBuf>, Error> {
    let mut written: Vec<PathBuf> = Vec::new();
    for (name, text) in texts {
        let path = folder.join(name);
        if let Err(error) = write_new(&path, text) {
            for path in written {
                // The first failure is the one to tell.
                let _removed = std::fs::remove_file(path);
            }
            return Err(error);
        }
        written.push(path);
    }
    Ok(written)
}

fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    use std::io::Write;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Error::file("make", folder, &error))?;
    }
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(|error| Error::file("make", path, &error))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| Error::file("write", path, &error))
}
