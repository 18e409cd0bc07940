use std::path::PathBuf;

use godwit_engine::{Error, plan, show, source::Source};

use super::Context;
use crate::{exit::Exit, print};

/// `backup TARGET`.
pub async fn backup(
    context: &Context,
    target: &str,
    out: Option<PathBuf>,
    plan_file: Option<PathBuf>,
) -> Result<Exit, Error> {
    let plan = plan_file.map(|path| plan::read_document(&path)).transpose()?;
    let seal = plan.as_ref().map(|plan| plan.seal.as_str());
    let source = Source::parse(target)?;
    let record = context.engine.back_up(&source, seal, out, "backup", &context.watcher()).await?;
    let view = show::run::backup(&record);
    if context.json {
        print::document(&view)?;
    } else {
        print::answer(&format!("{}  {}", view.id, view.path));
    }
    Ok(Exit::Done)
}

/// `restore BACKUP TARGET [--new DATABASE]`.
pub async fn restore(
    context: &Context,
    backup: &str,
    target: &str,
    new: Option<&str>,
) -> Result<Exit, Error> {
    let source = Source::parse(target)?;
    let watcher = context.watcher();
    match (new, &source) {
        (None, _) => {
            context.engine.restore(backup, &source, "restore", &watcher).await?;
            context.news("restored");
        }
        (Some(database), Source::Profile(profile)) => {
            let saved = context
                .engine
                .restore_beside(backup, profile, database, "restore", &watcher)
                .await?;
            print::answer(&format!("profile:{}", saved.name));
        }
        (Some(_), _) => {
            return Err(Error::new("usage", "--new takes a saved connection as the target")
                .hint("name it by profile:NAME, or make the empty database yourself"));
        }
    }
    Ok(Exit::Done)
}
