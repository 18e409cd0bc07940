use godwit_engine::{Error, source::Source, view::WatchView, watch::News};
use tokio_util::sync::CancellationToken;

use super::{
    Context,
    compare::{line, parse_renames},
    sides,
};
use crate::{exit::Exit, print};

/// `diff --watch`: until interrupted.
pub async fn watch(context: &Context, given: &[String], renames: &[String]) -> Result<Exit, Error> {
    let (before, after, project) = sides(given, context.project.as_deref())?;
    let Source::Models(models) = &after else {
        return Err(Error::new("usage", format!("{} cannot be watched", after.name()))
            .hint("name the models as models:PATH"));
    };
    let policy = project.map(|project| project.policy).unwrap_or_default();
    let renames = parse_renames(renames)?;
    let cancel = CancellationToken::new();
    let watching = context
        .engine
        .watch(&before, models, &policy, &renames, &cancel, |news| tell(context, &news));
    tokio::pin!(watching);
    tokio::select! {
        ended = &mut watching => ended?,
        _ = tokio::signal::ctrl_c() => {
            cancel.cancel();
            watching.await?;
        }
    }
    Ok(Exit::Done)
}

fn tell(context: &Context, news: &News) {
    let view = news.view();
    if context.json {
        // A document a line, so that a program can read them as they come.
        match serde_json::to_string(&view) {
            Ok(text) => print::answer(&text),
            Err(error) => context.news(&format!("the news cannot be written: {error}")),
        }
        return;
    }
    match view {
        WatchView::Difference { files, comparison, milliseconds, database_changed } => {
            let why = match (files.is_empty(), database_changed) {
                (true, _) => "watching".to_owned(),
                (false, false) => files.join(", "),
                (false, true) => format!("{}, and the database changed", files.join(", ")),
            };
            context.news(&format!(
                "{why}: {} changes, after {milliseconds:.0} ms",
                comparison.changes.len()
            ));
            for change in &comparison.changes {
                print::answer(&line(change));
            }
            for undecided in &comparison.undecided {
                context.news(&format!("undecided: {}: {}", undecided.span, undecided.reason));
            }
        }
        WatchView::Unknown { files, error } => {
            context.news(&format!("{}: {}", files.join(", "), error.message));
        }
    }
}
