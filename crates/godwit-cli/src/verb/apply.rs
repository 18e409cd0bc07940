use std::path::Path;

use godwit_engine::{
    Error,
    gate::{BackupChoice, Leave},
    history::RunRecord,
    plan, show,
    source::Source,
    view::{AcceptanceInput, CheckState, CheckView, RunState},
};

use super::Context;
use crate::{exit::Exit, print};

/// `apply PLAN TARGET`.
pub async fn apply(
    context: &Context,
    path: &Path,
    target: &str,
    backup: &str,
    acceptances: &[String],
) -> Result<Exit, Error> {
    let plan = plan::read_document(path)?;
    let source = Source::parse(target)?;
    let acceptances = parse_acceptances(acceptances)?;
    let watcher = context.watcher();
    let choice = match backup {
        "none" => BackupChoice::Without,
        "auto" => {
            context.engine.refuse_before_backup(&plan, &source, &acceptances).await?;
            let seal = Some(plan.seal.as_str());
            let record = context.engine.back_up(&source, seal, None, "backup", &watcher).await?;
            BackupChoice::Taken(record.id)
        }
        id => BackupChoice::Taken(id.to_owned()),
    };
    let leave = Leave { acceptances, backup: choice };
    let stop = context.engine.canceller("apply");
    let listener = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            print::news("stopping: the running batch is rolled back");
            stop();
        }
    });
    let outcome = context.engine.apply(&plan, &source, &leave, "apply", &watcher).await;
    listener.abort();
    tell(context, &outcome?)
}

/// `CODE@OBJECT` pairs.
pub fn parse_acceptances(texts: &[String]) -> Result<Vec<AcceptanceInput>, Error> {
    texts
        .iter()
        .map(|text| {
            let (code, object) = text.split_once('@').ok_or_else(|| {
                Error::new("usage", format!("an acceptance has no `@`: {text}"))
                    .hint("write it as drops-column@public.patient.fax")
            })?;
            Ok(AcceptanceInput { code: code.to_owned(), object: object.to_owned() })
        })
        .collect()
}

/// A run's receipt, and the exit that it means.
pub fn tell(context: &Context, run: &RunRecord) -> Result<Exit, Error> {
    if context.json {
        print::document(&show::run::run(run))?;
    } else {
        print::answer(&format!("run {}: {}", run.id, run.outcome));
        for check in &run.validation {
            print::answer(&line(check));
        }
        for next in &run.next {
            print::answer(&format!("next: {next}"));
        }
    }
    if let Some(error) = &run.error {
        print::news(&format!("error[{}]: {}", error.code, error.message));
        if let Some(hint) = &error.hint {
            print::news(&format!("hint: {hint}"));
        }
    }
    Ok(match run.state {
        RunState::Applied if failed(&run.validation) => Exit::Differs,
        RunState::Applied => Exit::Done,
        RunState::RolledBack => Exit::Failed,
        RunState::Running | RunState::Interrupted => Exit::Interrupted,
    })
}

/// `validate TARGET AFTER`.
pub async fn validate(context: &Context, target: &str, after: &str) -> Result<Exit, Error> {
    let (target, after) = (Source::parse(target)?, Source::parse(after)?);
    let policy = super::project_of(&[&after, &target], context.project.as_deref())?
        .map_or_else(godwit_engine::Policy::default, |project| project.policy);
    let checks = context.engine.validate(&target, &after, &policy).await?;
    if context.json {
        print::document(&checks)?;
    } else {
        for check in &checks {
            print::answer(&line(check));
        }
    }
    Ok(if failed(&checks) { Exit::Differs } else { Exit::Done })
}

/// `recover [RUN]`.
pub async fn recover(
    context: &Context,
    run: Option<String>,
    target: Option<String>,
) -> Result<Exit, Error> {
    let source = target.map(|target| Source::parse(&target)).transpose()?;
    let waiting = match run {
        Some(run) => vec![run],
        None => context.engine.history().unfinished_runs().await?,
    };
    if waiting.is_empty() {
        context.news("no run waits for a decision");
    }
    let mut exit = Exit::Done;
    for run in waiting {
        let record = context.engine.resolve_run(&run, source.as_ref()).await?;
        if context.json {
            print::document(&show::run::run(&record))?;
        } else {
            print::answer(&format!("run {}: {}", record.id, record.outcome));
        }
        if record.state == RunState::Interrupted {
            exit = Exit::Interrupted;
        }
    }
    Ok(exit)
}

fn failed(checks: &[CheckView]) -> bool {
    checks.iter().any(|check| check.state == CheckState::Failed)
}

/// One check.
pub fn line(check: &CheckView) -> String {
    let sign = match check.state {
        CheckState::Passed => "ok  ",
        CheckState::Attention => "look",
        CheckState::Failed => "FAIL",
        CheckState::Skipped => "skip",
    };
    format!("{sign} {}: {}", check.title, check.detail)
}
