//! One file a group of verbs; each answers with how the program ends.

mod alembic;
mod apply;
mod backup;
mod compare;
mod demo;
mod history;
mod impact;
mod models;
mod plan;
mod profile;
mod watch;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use godwit_engine::{
    Engine, Error, clock::Clock, folders::Folders, log, progress::Watcher, project::Project,
    revision::Place, source::Source, view::Progress,
};

use crate::{
    arguments::{Arguments, Verb},
    exit::Exit,
    print,
};

/// What every verb works with.
struct Context {
    engine: Engine,
    json: bool,
    quiet: bool,
    /// The project's root, when it was named.
    project: Option<PathBuf>,
}

impl Context {
    /// Shows phases and log lines on stderr, unless told to be quiet.
    fn watcher(&self) -> Watcher {
        if self.quiet {
            return Watcher::nobody();
        }
        // A phase reports its progress many times under one title.
        let last = Mutex::new(String::new());
        Watcher::new(move |progress| match progress {
            Progress::Phase { title, .. } => {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if *last != title {
                    print::news(&title);
                    *last = title;
                }
            }
            Progress::Log { text, .. } => print::news(&format!("  {text}")),
            Progress::Step { .. } => {}
            Progress::Blocked { blockers, attempt, retry_in } => print::news(&format!(
                "  waiting for a lock held by {}; try {attempt}, again in {retry_in:.1} s",
                blockers.join(", ")
            )),
        })
    }

    fn news(&self, text: &str) {
        if !self.quiet {
            print::news(text);
        }
    }
}

/// Runs one verb and says how it went.
pub async fn run(arguments: Arguments) -> Exit {
    match carry_out(arguments).await {
        Ok(exit) => exit,
        Err(error) => {
            print::error(&error);
            Exit::of(&error)
        }
    }
}

async fn carry_out(arguments: Arguments) -> Result<Exit, Error> {
    let folders = Folders::standard()?;
    folders.create()?;
    let _flushed_at_the_end = log::start(&folders)?;
    let mut engine = Engine::open(folders, Clock::default()).await?;
    if let Some(server) = &arguments.scratch {
        engine.use_scratch(Source::parse(server)?);
    }
    engine.use_python(models::python(&arguments.project)?);
    let context = Context {
        engine,
        json: arguments.json,
        quiet: arguments.quiet,
        project: arguments.project.project,
    };
    let outcome = act(&context, arguments.verb).await;
    let stopped = context.engine.stop_sandbox().await;
    let exit = outcome?;
    stopped?;
    Ok(exit)
}

async fn act(context: &Context, verb: Verb) -> Result<Exit, Error> {
    match verb {
        Verb::Snapshot { source, out } => compare::snapshot(context, &source, out).await,
        Verb::Diff { sources, renames, watch: true, .. } => {
            watch::watch(context, &sources, &renames).await
        }
        Verb::Diff { sources, renames, strict, .. } => {
            compare::diff(context, &sources, &renames, strict).await
        }
        Verb::Check { sources, strict } => compare::check(context, &sources, strict).await,
        Verb::Plan { sources, format, online, out, renames, excluded, message, into, strict } => {
            plan::plan(
                context,
                &sources,
                plan::Wish { format, online, out, renames, excluded, message, into, strict },
            )
            .await
        }
        Verb::Impact { plan } => impact::impact(context, &plan).await,
        Verb::Backup { target, out, plan } => backup::backup(context, &target, out, plan).await,
        Verb::Restore { backup, target, new } => {
            backup::restore(context, &backup, &target, new.as_deref()).await
        }
        Verb::Apply { plan, target, backup, acceptances } => {
            apply::apply(context, &plan, &target, &backup, &acceptances).await
        }
        Verb::Validate { target, after } => apply::validate(context, &target, &after).await,
        Verb::Recover { run, target } => apply::recover(context, run, target).await,
        Verb::History => history::history(context).await,
        Verb::Report { run, format, out } => history::report(context, &run, &format, out).await,
        Verb::Erd { source, out } => compare::erd(context, &source, out).await,
        Verb::Alembic { folder, config, section, action } => {
            alembic::act(context, Place { folder, config, section }, action).await
        }
        Verb::Models { action } => models::act(context, action).await,
        Verb::Profile { action } => profile::act(context, action).await,
        Verb::Demo { action } => demo::act(context, action).await,
    }
}

/// The two sides of a comparison with the project whose rules count: as given, else from the
/// `godwit.toml` above the current folder.
fn sides(
    given: &[String],
    project: Option<&Path>,
) -> Result<(Source, Source, Option<Project>), Error> {
    if let [before, after] = given {
        let (before, after) = (Source::parse(before)?, Source::parse(after)?);
        let project = project_of(&[&after, &before], project)?;
        return Ok((before, after, project));
    }
    let project = Project::around(&absolute(project.unwrap_or(Path::new(".")))?)?;
    let database = project.database.clone().ok_or_else(|| {
        Error::new("usage", "neither sources nor a godwit.toml say what to compare").hint(
            "name BEFORE and AFTER, or write [source.database] profile = \"NAME\" into godwit.toml",
        )
    })?;
    Ok((Source::parse(&database)?, Source::Models(project.models.clone()), Some(project)))
}

/// The project whose rules count: that of the first source with a path of its own, else the one with a
/// `godwit.toml` above the current folder.
fn project_of(sources: &[&Source], named: Option<&Path>) -> Result<Option<Project>, Error> {
    let named_or_here = absolute(named.unwrap_or(Path::new(".")))?;
    for source in sources {
        match source {
            Source::Models(path) | Source::Sql(path) | Source::Alembic { folder: path, .. }
                if path.exists() =>
            {
                return Project::around(&absolute(path)?).map(Some);
            }
            Source::Python(_) => return Project::around(&named_or_here).map(Some),
            _ => {}
        }
    }
    let project = Project::around(&named_or_here)?;
    Ok(project.root.join(godwit_engine::project::FILE_NAME).exists().then_some(project))
}

fn absolute(path: &Path) -> Result<std::path::PathBuf, Error> {
    path.canonicalize().map_err(|error| Error::file("find", path, &error))
}
