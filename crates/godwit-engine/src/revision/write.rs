use std::path::{Path, PathBuf};

use godwit_alembic::write::{self, CreatedAt, Draft, Ends, RevisionOptions};
use godwit_plan::{
    layout::{self, Layout},
    plan::Plan,
    script,
};
use jiff::{Timestamp, tz::TimeZone};

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
    /// Who gave them their form, one sentence without a full stop.
    pub how: String,
}

impl Engine {
    /// Writes a plan into the project as Alembic revisions on top of its head. With the comparison
    /// that the plan was made of, the way back is planned too.
    ///
    /// Where a person allowed the project's code to be run, its own Alembic gives the files their
    /// form; else, and where that fails, Godwit does.
    ///
    /// # Errors
    /// `alembic-missing`, `alembic-heads` when there are several, or what is wrong with the folder.
    /// An existing file is never overwritten.
    pub async fn write_revision(
        &self,
        project: &Project,
        plan: &Plan,
        ends: Option<&Comparison>,
        message: &str,
    ) -> Result<Written, Error> {
        let environment = Environment::of(project)?;
        let parents = environment.parents()?;
        let options = self.revision_options(&environment, parents, message)?;
        let ends = ends.map(|ends| Ends { before: &ends.before, after: &ends.after.catalog });
        let drafts = write::drafts(plan, ends.as_ref(), &options).map_err(unwritable)?;
        self.write_drafts(project, &environment, &drafts, &options).await
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
    pub async fn write_merge(
        &self,
        environment: &Environment,
        message: &str,
    ) -> Result<Written, Error> {
        let heads: Vec<String> =
            environment.graph().heads().into_iter().map(|head| head.revision.clone()).collect();
        if heads.len() < 2 {
            return Err(Error::new("alembic-one-head", "there is no second head to merge")
                .hint("see them: godwit alembic DIR heads"));
        }
        let options = self.revision_options(environment, heads, message)?;
        let draft = write::merge(&options).map_err(unwritable)?;
        let project = Project::around(&environment.root)?;
        self.write_drafts(&project, environment, &[draft], &options).await
    }

    /// By the project's own Alembic where that may and can be, else by Godwit.
    async fn write_drafts(
        &self,
        project: &Project,
        environment: &Environment,
        drafts: &[Draft],
        options: &RevisionOptions,
    ) -> Result<Written, Error> {
        let folder = environment.folder_after(&options.parents)?;
        let hooks = environment.config.post_write_hooks.join(", ");
        let (paths, how) = match self.write_by_project(project, environment, &folder, drafts).await
        {
            Ok(generated) => {
                let with = if hooks.is_empty() {
                    String::new()
                } else {
                    format!(", with its hooks: {hooks}")
                };
                let how = format!("{}{with}", generated.told());
                (generated.paths, how)
            }
            Err(error) => {
                let without = if hooks.is_empty() {
                    String::new()
                } else {
                    format!("; its hooks did not run: {hooks}")
                };
                let how = format!(
                    "written by Godwit, not by the project's own Alembic: {}{without}",
                    error.message()
                );
                (fill_in(&folder, drafts, options, &error)?, how)
            }
        };
        Ok(Written {
            paths,
            parents: options.parents.clone(),
            revisions: drafts.iter().map(|draft| draft.revision.clone()).collect(),
            how,
        })
    }

    fn revision_options(
        &self,
        environment: &Environment,
        parents: Vec<String>,
        message: &str,
    ) -> Result<RevisionOptions, Error> {
        Ok(RevisionOptions {
            rev_id: self.clock.new_id().replace('-', "").chars().rev().take(ID_LENGTH).collect(),
            parents,
            message: message.to_owned(),
            created_at: created_at(
                self.clock.now().unix_timestamp(),
                environment.config.timezone.as_deref(),
            )?,
            template: environment.template.clone(),
            config: environment.config.clone(),
        })
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

/// Godwit's own way, taken since the project's was closed.
fn fill_in(
    folder: &Path,
    drafts: &[Draft],
    options: &RevisionOptions,
    closed: &Error,
) -> Result<Vec<PathBuf>, Error> {
    let mut named = Vec::new();
    for draft in drafts {
        let text = draft.rendered(options).map_err(|error| {
            let other = if closed.code() == "python-not-allowed" {
                "let the project's own Alembic write it: --run-project-code".to_owned()
            } else {
                format!("the project's own Alembic cannot write it either: {}", closed.message())
            };
            unwritable(error).hint(other)
        })?;
        named.push((text.file_name, text.text));
    }
    put_into(folder, &named)
}

/// A moment by the project's clock: that of the timezone it names, else that of this machine, as
/// Alembic does it.
fn created_at(epoch: i64, timezone: Option<&str>) -> Result<CreatedAt, Error> {
    let zone = match timezone {
        Some(name) => TimeZone::get(name).map_err(|error| {
            Error::new("revision-unwritable", format!("Alembic's setting timezone: {error}"))
                .hint("name one of the IANA database, such as UTC or Europe/Vienna")
        })?,
        None => TimeZone::system(),
    };
    let at = Timestamp::from_second(epoch)
        .map_err(|error| Error::new("revision-unwritable", format!("the time now: {error}")))?
        .to_zoned_datetime(zone);
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    Ok(CreatedAt {
        year: at.year().into(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
        second: small(at.second()),
        epoch,
        offset: timezone.map(|_| at.offset().seconds()),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_dated_by_the_projects_clock() {
        let at = |zone| created_at(1_773_043_626, Some(zone)).expect("a moment");
        let utc = at("utc");
        assert_eq!((utc.year, utc.month, utc.day, utc.hour), (2026, 3, 9, 8));
        assert_eq!((utc.minute, utc.second, utc.offset), (7, 6, Some(0)));
        let there = at("America/St_Johns");
        assert_eq!((there.hour, there.minute, there.offset), (5, 37, Some(-9_000)));
        let error = created_at(0, Some("Nowhere/Town")).expect_err("no such place");
        assert!(error.message().contains("Nowhere/Town"), "{}", error.message());
        assert_eq!(created_at(0, None).expect("a moment").offset, None);
    }
}
