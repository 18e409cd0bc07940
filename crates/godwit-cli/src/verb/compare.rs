use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

use godwit_engine::{
    Error, Policy,
    compare::Comparison,
    show,
    source::Source,
    view::{ChangeView, Mark, RenameInput, UnmodelledView},
};

use super::{Context, project_of, sides};
use crate::{exit::Exit, print};

/// `snapshot SOURCE`.
pub async fn snapshot(
    context: &Context,
    source: &str,
    out: Option<PathBuf>,
) -> Result<Exit, Error> {
    let reading = context.engine.read(&Source::parse(source)?).await?;
    match out {
        None => print::document(&reading.snapshot)?,
        Some(path) => {
            let failed = |error: std::io::Error| Error::file("write", &path, &error);
            let mut file = BufWriter::new(File::create(&path).map_err(failed)?);
            serde_json::to_writer(&mut file, &reading.snapshot)
                .map_err(std::io::Error::from)
                .and_then(|()| file.flush())
                .map_err(failed)?;
            context.news(&format!("snapshot written: {}", path.display()));
        }
    }
    Ok(Exit::Done)
}

/// `erd SOURCE`.
pub async fn erd(context: &Context, source: &str, out: Option<PathBuf>) -> Result<Exit, Error> {
    let source = Source::parse(source)?;
    let scope = project_of(&[&source], context.project.as_deref())?
        .map_or_else(Policy::default, |project| project.policy)
        .scope;
    let drawing = show::svg::svg(&context.engine.schema(&source, &scope).await?);
    match out {
        None => print::answer(&drawing),
        Some(path) => {
            std::fs::write(&path, drawing).map_err(|error| Error::file("write", &path, &error))?;
            context.news(&format!("schema graph written: {}", path.display()));
        }
    }
    Ok(Exit::Done)
}

/// `diff BEFORE AFTER`.
pub async fn diff(
    context: &Context,
    given: &[String],
    renames: &[String],
    strict: bool,
) -> Result<Exit, Error> {
    let comparison = compared(context, given, renames, strict).await?;
    tell(context, &comparison)?;
    Ok(if comparison.changes.is_empty() { Exit::Done } else { Exit::Differs })
}

/// `check [BEFORE AFTER]`.
pub async fn check(context: &Context, given: &[String], strict: bool) -> Result<Exit, Error> {
    let (before, after, project) = sides(given, context.project.as_deref())?;
    let named = after.name();
    let after = context.engine.at_stamp(&before, after).await?;
    if after.name() != named {
        context.news(&format!("compared with what the database is stamped with: {}", after.name()));
    }
    let policy = project.map(|project| project.policy).unwrap_or_default();
    let comparison = context.engine.compare(&before, &after, &policy, &[]).await?;
    refuse_unmodelled(&comparison, strict)?;
    tell(context, &comparison)?;
    if comparison.changes.is_empty() {
        context.news("nothing differs");
        Ok(Exit::Done)
    } else {
        context.news(&format!("{} changes", comparison.changes.changes.len()));
        Ok(Exit::Differs)
    }
}

async fn compared(
    context: &Context,
    given: &[String],
    renames: &[String],
    strict: bool,
) -> Result<Comparison, Error> {
    let (before, after, project) = sides(given, context.project.as_deref())?;
    let policy = project.map(|project| project.policy).unwrap_or_default();
    let renames = parse_renames(renames)?;
    let comparison = context.engine.compare(&before, &after, &policy, &renames).await?;
    refuse_unmodelled(&comparison, strict)?;
    Ok(comparison)
}

/// With `--strict`, what is not modelled is a refusal.
pub fn refuse_unmodelled(comparison: &Comparison, strict: bool) -> Result<(), Error> {
    let found = show::schema::unmodelled(&comparison.changes.unmodelled, &comparison.policy.scope);
    if !strict || found.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = found
        .iter()
        .map(|class| format!("{} {}: {}", class.names.len(), class.class, class.names.join(", ")))
        .collect();
    Err(Error::new(
        "unmodelled-present",
        format!("the database holds what Godwit does not model: {}", lines.join("; ")),
    )
    .hint("leave out --strict to compare the rest"))
}

/// `BEFORE=AFTER` pairs.
pub fn parse_renames(texts: &[String]) -> Result<Vec<RenameInput>, Error> {
    texts
        .iter()
        .map(|text| {
            let (from, to) = text.split_once('=').ok_or_else(|| {
                Error::new("usage", format!("a rename has no `=`: {text}"))
                    .hint("write it as public.t.before=public.t.after")
            })?;
            Ok(RenameInput { from: from.to_owned(), to: to.to_owned() })
        })
        .collect()
}

fn tell(context: &Context, comparison: &Comparison) -> Result<(), Error> {
    if context.json {
        return print::document(&comparison.changes);
    }
    let view = show::comparison::comparison(comparison);
    for change in &view.changes {
        print::answer(&line(change));
    }
    for candidate in &view.rename_candidates {
        context.news(&format!(
            "maybe a rename: --rename {}={} ({:.0} %: {})",
            short(&candidate.rename.from),
            short(&candidate.rename.to),
            candidate.score * 100.0,
            candidate.evidence.join(", ")
        ));
    }
    for undecided in &view.undecided {
        context.news(&format!("undecided: {}: {}", undecided.span, undecided.reason));
    }
    tell_unmodelled(context, &view.unmodelled);
    Ok(())
}

/// Names what nobody compares.
pub fn tell_unmodelled(context: &Context, found: &[UnmodelledView]) {
    for class in found {
        context.news(&format!(
            "not modelled: {} {}: {}",
            class.names.len(),
            class.class,
            class.names.join(", ")
        ));
    }
}

/// The qualified name of a printed address.
pub fn short(address: &str) -> &str {
    address.split_once(' ').map_or(address, |(_, name)| name)
}

/// One change for people.
pub fn line(change: &ChangeView) -> String {
    let sign = match change.mark {
        Mark::Added => '+',
        Mark::Removed => '-',
        Mark::Changed => '~',
        Mark::Renamed => '>',
    };
    let attributes: Vec<String> = match change.mark {
        Mark::Added | Mark::Removed => Vec::new(),
        Mark::Changed | Mark::Renamed => change
            .attributes
            .iter()
            .map(|attribute| {
                format!(
                    "{}: {} -> {}",
                    attribute.name,
                    attribute.before.as_deref().unwrap_or("none"),
                    attribute.after.as_deref().unwrap_or("none")
                )
            })
            .collect(),
    };
    let tail = if attributes.is_empty() {
        String::new()
    } else {
        format!("  ({})", attributes.join("; "))
    };
    let span = change.span.as_ref().map_or_else(String::new, |span| format!("  [{span}]"));
    format!("{sign} {} {}{tail}{span}", change.kind, change.name)
}
