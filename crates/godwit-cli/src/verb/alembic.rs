use godwit_engine::{
    Error, Severity,
    revision::{Environment, Pending, PendingOperation, Place, UpgradeRequest},
    show,
    source::Source,
    view::AcceptanceInput,
};
use serde::Serialize;

use super::{
    Context,
    apply::{line, parse_acceptances, tell},
    plan::steps,
};
use crate::{arguments::AlembicAction, exit::Exit, print};

/// `alembic FOLDER …`.
pub async fn act(context: &Context, place: Place, action: AlembicAction) -> Result<Exit, Error> {
    let environment = Environment::open(&place)?;
    match action {
        AlembicAction::Graph => graph(context, &environment),
        AlembicAction::Heads => heads(context, &environment),
        AlembicAction::Current { target } => {
            let current = context.engine.current(&environment, &Source::parse(&target)?).await?;
            if context.json {
                print::document(&current)?;
            } else {
                for stamp in &current.stamps {
                    print::answer(stamp);
                }
                if current.table.is_none() {
                    context.news("no revision was ever run there");
                }
            }
            Ok(if current.at_heads { Exit::Done } else { Exit::Differs })
        }
        AlembicAction::Pending { target, to } => {
            let pending =
                context.engine.pending(&environment, &Source::parse(&target)?, &to).await?;
            tell_pending(context, &pending)
        }
        AlembicAction::Upgrade { target, to, acceptances, rehearse_only } => {
            let acceptances = parse_acceptances(&acceptances)?;
            upgrade(context, &environment, &target, to, acceptances, rehearse_only).await
        }
        AlembicAction::Merge { message } => {
            let written = context.engine.write_merge(&environment, &message).await?;
            context.news(&written.how);
            for path in written.paths {
                print::answer(&path.display().to_string());
            }
            Ok(Exit::Done)
        }
    }
}

async fn upgrade(
    context: &Context,
    environment: &Environment,
    target: &str,
    wanted: String,
    acceptances: Vec<AcceptanceInput>,
    rehearse_only: bool,
) -> Result<Exit, Error> {
    let (engine, source) = (&context.engine, Source::parse(target)?);
    let code = engine.project_code(&environment.root).await?;
    let watcher = context.watcher();
    let rehearsed = engine.rehearse_upgrade(environment, &code, &source, &wanted, &watcher).await?;
    let view = show::plan::plan(&rehearsed.plan, "");
    if !context.json {
        print::answer(&format!("rehearsed: {}", rehearsed.revisions.join(", ")));
        print::answer(&steps(&view));
        for proof in &rehearsed.proofs {
            print::answer(&line(proof));
        }
    }
    if rehearse_only {
        if context.json {
            print::document(&rehearsed.plan)?;
        }
        return Ok(Exit::Done);
    }
    let request = UpgradeRequest { wanted, acceptances };
    let stop = engine.canceller("upgrade");
    let listener = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            print::news("stopping: what Alembic has not committed is rolled back");
            stop();
        }
    });
    let run = engine.upgrade(environment, &code, &source, &rehearsed, &request, &watcher).await;
    listener.abort();
    tell(context, &run?)
}

#[derive(Serialize)]
struct GraphDocument<'a> {
    revisions: Vec<RevisionDocument<'a>>,
    heads: Vec<&'a str>,
    findings: Vec<String>,
}

#[derive(Serialize)]
struct RevisionDocument<'a> {
    revision: &'a str,
    down_revisions: &'a [String],
    depends_on: &'a [String],
    branch_labels: &'a [String],
    message: &'a str,
    path: &'a str,
}

fn graph(context: &Context, environment: &Environment) -> Result<Exit, Error> {
    let graph = environment.graph();
    if context.json {
        let revisions = graph.ordered().into_iter().map(|file| RevisionDocument {
            revision: &file.revision,
            down_revisions: &file.down_revisions,
            depends_on: &file.depends_on,
            branch_labels: &file.branch_labels,
            message: &file.message,
            path: &file.path,
        });
        print::document(&GraphDocument {
            revisions: revisions.collect(),
            heads: graph.heads().into_iter().map(|head| head.revision.as_str()).collect(),
            findings: environment.findings(),
        })?;
        return Ok(verdict(&environment.findings()));
    }
    let mut lines = Vec::new();
    for file in graph.ordered() {
        let parents = if file.down_revisions.is_empty() {
            "base".to_owned()
        } else {
            file.down_revisions.join(", ")
        };
        let mut marks = String::new();
        if !file.depends_on.is_empty() {
            marks.push_str(&format!(" (needs {})", file.depends_on.join(", ")));
        }
        if !file.branch_labels.is_empty() {
            marks.push_str(&format!(" [{}]", file.branch_labels.join(", ")));
        }
        lines.push(format!("{parents} -> {}{marks}  {}", file.revision, file.message));
    }
    print::answer(&lines.join("\n"));
    Ok(told(environment))
}

fn heads(context: &Context, environment: &Environment) -> Result<Exit, Error> {
    let heads: Vec<&str> =
        environment.graph().heads().into_iter().map(|head| head.revision.as_str()).collect();
    if context.json {
        print::document(&heads)?;
    } else {
        for head in &heads {
            print::answer(head);
        }
    }
    let exit = told(environment);
    if heads.len() > 1 {
        context.news("merge them: godwit alembic DIR merge");
    }
    Ok(exit)
}

fn told(environment: &Environment) -> Exit {
    let findings = environment.findings();
    for finding in &findings {
        print::news(&format!("finding: {finding}"));
    }
    verdict(&findings)
}

fn verdict(findings: &[String]) -> Exit {
    if findings.is_empty() { Exit::Done } else { Exit::Differs }
}

fn tell_pending(context: &Context, pending: &Pending) -> Result<Exit, Error> {
    if context.json {
        print::document(pending)?;
    } else {
        for revision in &pending.revisions {
            print::answer(&format!(
                "{}  {}  [{}]",
                revision.revision, revision.message, revision.path
            ));
            for operation in &revision.operations {
                tell_operation(operation);
            }
            for (line, what) in &revision.unread {
                print::answer(&format!("    not read, line {line}: {what}"));
            }
        }
        if pending.revisions.is_empty() {
            context.news("nothing is pending");
        }
    }
    Ok(if pending.revisions.is_empty() { Exit::Done } else { Exit::Differs })
}

fn tell_operation(operation: &PendingOperation) {
    let perhaps = if operation.conditional { " (perhaps)" } else { "" };
    print::answer(&format!("    {}{perhaps}", operation.summary));
    for hazard in &operation.hazards {
        let word = match hazard.severity {
            Severity::Note => "note",
            Severity::Caution => "caution",
            Severity::Danger => "danger",
            Severity::Blocking => "blocking",
        };
        print::answer(&format!(
            "      {word} {}@{}: {}; {}",
            hazard.code, hazard.object, hazard.meaning, hazard.advice
        ));
    }
}
