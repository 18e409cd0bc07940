use std::path::Path;

use godwit_engine::{
    Error,
    project::Project,
    python::{
        Consent, Interpreter, Network, Surroundings, Variable, confinement,
        exact::{Entry, Use},
    },
    view::{AttributeView, ReadersFindingView},
};
use tokio_util::sync::CancellationToken;

use super::{Context, absolute};
use crate::{
    arguments::{ModelsAction, ProjectArguments},
    exit::Exit,
    print,
};

/// How the arguments want the project's own Python used.
pub fn python(arguments: &ProjectArguments) -> Result<Use, Error> {
    Ok(Use {
        project: arguments.project.as_deref().map(absolute).transpose()?,
        interpreter: arguments
            .python
            .as_deref()
            .map(std::path::absolute)
            .transpose()
            .map_err(|error| Error::new("usage", format!("--python names no path: {error}")))?,
        said_now: arguments.run_project_code,
        variables: arguments
            .variables
            .iter()
            .map(|text| variable(text))
            .collect::<Result<_, _>>()?,
    })
}

/// `NAME=VALUE`, or `NAME` for the value that this program was given. A value is not quoted back.
fn variable(text: &str) -> Result<Variable, Error> {
    if let Some((name, value)) = text.split_once('=') {
        return Ok(Variable::new(name, value));
    }
    match std::env::var(text) {
        Ok(value) => Ok(Variable::new(text, &value)),
        Err(_) => Err(Error::new("usage", format!("--env {text}: there is no such variable here"))
            .hint("write --env NAME=VALUE, or set it for godwit too")),
    }
}

/// `models compare|python|allow|forbid`.
pub async fn act(context: &Context, action: ModelsAction) -> Result<Exit, Error> {
    match action {
        ModelsAction::Compare { path, metadata } => compare(context, &path, &metadata).await,
        ModelsAction::Python { path } => show(context, &path).await,
        ModelsAction::Allow { path } => {
            let root = root(&path)?;
            context.engine.save_consent(&Consent::said_now(&root)?).await?;
            context.news(&format!("the project's code may be run: {}", root.display()));
            Ok(Exit::Done)
        }
        ModelsAction::Forbid { path } => {
            let root = root(&path)?;
            context.engine.withdraw_consent(&root).await?;
            context.news(&format!("the project's code is not run any more: {}", root.display()));
            Ok(Exit::Done)
        }
    }
}

fn root(path: &Path) -> Result<std::path::PathBuf, Error> {
    Ok(Project::around(&absolute(path)?)?.root)
}

async fn show(context: &Context, path: &Path) -> Result<Exit, Error> {
    let root = root(path)?;
    let given = context.engine.python().interpreter.as_deref();
    let found = Interpreter::find(&root, given, Surroundings::default())?;
    let allowed = context.engine.consent(&root).await?.is_some();
    let confined = confinement().await;
    if context.json {
        print::document(&serde_json::json!({
            "path": found.path, "because": found.because, "allowed": allowed,
            "networkForbidden": confined.network, "processesApart": confined.processes,
        }))?;
    } else {
        print::answer(&format!("{}  ({})", found.path.display(), found.because));
        context.news(if allowed {
            "running the project's code is allowed"
        } else {
            "running the project's code is not allowed: godwit models allow PATH"
        });
        context.news(&confined.shortcoming(Network::Forbidden).unwrap_or_else(|| {
            "the project's code gets no network and sees no other process".to_owned()
        }));
    }
    Ok(Exit::Done)
}

async fn compare(context: &Context, path: &Path, metadata: &str) -> Result<Exit, Error> {
    let (root, entry) = (root(path)?, Entry::parse(metadata)?);
    let python = context.engine.python();
    let cancel = CancellationToken::new();
    let view = context.engine.compare_readers(&root, &entry, python, &cancel).await?;
    if context.json {
        print::document(&view)?;
    } else {
        for finding in &view.findings {
            print::answer(&line(finding));
        }
        for undecided in &view.undecided {
            context.news(&format!("undecided: {}: {}", undecided.span, undecided.reason));
        }
        for note in &view.notes {
            context.news(note);
        }
        context.news(&format!(
            "{} tables compared, {} findings",
            view.compared_tables,
            view.findings.len()
        ));
    }
    Ok(if view.findings.is_empty() { Exit::Done } else { Exit::Differs })
}

fn line(finding: &ReadersFindingView) -> String {
    let said = |attribute: &AttributeView| {
        format!(
            "{}: {} by Python, {} by its text",
            attribute.name,
            attribute.before.as_deref().unwrap_or("none"),
            attribute.after.as_deref().unwrap_or("none")
        )
    };
    let both = |one: &&AttributeView| one.before.is_some() && one.after.is_some();
    let attributes: Vec<String> = finding.attributes.iter().filter(both).map(said).collect();
    let tail = if attributes.is_empty() {
        String::new()
    } else {
        format!("  ({})", attributes.join("; "))
    };
    let span = finding.span.as_ref().map_or_else(String::new, |span| format!("  [{span}]"));
    format!("{} {}: {}{tail}{span}", finding.kind, finding.name, finding.meaning)
}
