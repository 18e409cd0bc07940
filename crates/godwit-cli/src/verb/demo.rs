use godwit_engine::{
    Error,
    gate::{BackupChoice, Leave},
    project::Project,
    report::ReportFormat,
    show,
    source::Source,
    view::{AcceptanceInput, PlanRequest, SeverityView},
};

use super::{Context, apply, plan::steps};
use crate::{arguments::DemoAction, exit::Exit, print};

/// `demo …`.
pub async fn act(context: &Context, action: DemoAction) -> Result<Exit, Error> {
    match action {
        DemoAction::Start => start(context).await,
        DemoAction::Run => run(context).await,
    }
}

/// Keeps the sandbox running until Ctrl-C or the end of stdin.
async fn start(context: &Context) -> Result<Exit, Error> {
    let profile = context.engine.start_demo(&context.watcher()).await?;
    print::answer(&format!("profile:{}", profile.name));
    context.news("the sandbox runs until Ctrl-C");
    let stopped = tokio::signal::ctrl_c().await;
    stopped
        .map_err(|error| Error::new("usage", format!("Ctrl-C cannot be waited for: {error}")))?;
    Ok(Exit::Done)
}

/// The whole way on the sample: compare, plan, leave out what rows refuse, accept the dangers,
/// back up, apply, validate, report; then correct the rows and carry the rest.
async fn run(context: &Context) -> Result<Exit, Error> {
    let engine = &context.engine;
    let profile = engine.start_demo(&context.watcher()).await?;
    let root = profile.project.clone().ok_or_else(|| {
        Error::new("project-unset", "the demo has no sample project").hint("start the demo again")
    })?;
    let project = Project::open(&root)?;
    let (before, after) =
        (Source::Profile(profile.id.clone()), Source::Models(project.models.clone()));

    let comparison = engine.compare(&before, &after, &project.policy, &[]).await?;
    let view = show::comparison::comparison(&comparison);
    context.news(&format!("models and database differ in {} objects", view.changes.len()));
    let renames: Vec<_> = view
        .rename_candidates
        .into_iter()
        .filter(|candidate| !candidate.ambiguous)
        .map(|candidate| candidate.rename)
        .collect();
    for rename in &renames {
        context.news(&format!("confirmed rename: {} becomes {}", rename.from, rename.to));
    }

    let mut request = PlanRequest { renames, excluded: Vec::new(), online: false };
    let plan = engine.plan(&before, &after, Some(&project), &request).await?;
    let view = show::plan::plan(&plan, &profile.id);
    context.news(&steps(&view));
    request.excluded = view
        .steps
        .iter()
        .filter(|step| step.hazards.iter().any(|hazard| hazard.severity == SeverityView::Blocking))
        .map(|step| step.key.clone())
        .collect();
    for key in &request.excluded {
        context.news(&format!("left out, since present rows refuse it: {key}"));
    }
    let first = carry(context, &before, &after, &project, &request).await?;
    let exit = apply::tell(context, &first)?;
    if exit != Exit::Done {
        return Ok(exit);
    }

    context.news("correcting the rows as a person would: fix_rows.sql");
    engine.run_in_demo("fix_rows.sql").await?;
    let second = carry(context, &before, &after, &project, &PlanRequest::default()).await?;
    let exit = apply::tell(context, &second)?;
    if exit != Exit::Done {
        return Ok(exit);
    }
    let rest = engine.compare(&before, &after, &project.policy, &[]).await?;
    for run in [&first, &second] {
        let report = engine.export_report(&run.id, ReportFormat::Html, None).await?;
        print::answer(&format!("report: {}", report.display()));
    }
    if rest.changes.is_empty() {
        context.news("nothing differs: the database equals the models");
        Ok(Exit::Done)
    } else {
        context.news(&format!("still differing: {} objects", rest.changes.changes.len()));
        Ok(Exit::Differs)
    }
}

async fn carry(
    context: &Context,
    before: &Source,
    after: &Source,
    project: &Project,
    request: &PlanRequest,
) -> Result<godwit_engine::history::RunRecord, Error> {
    let engine = &context.engine;
    let plan = engine.plan(before, after, Some(project), request).await?;
    let acceptances = show::plan::dangers(&plan)
        .into_iter()
        .map(|danger| AcceptanceInput { code: danger.code, object: danger.object })
        .collect();
    let watcher = context.watcher();
    let seal = Some(plan.seal.as_str());
    let backup = engine.back_up(before, seal, None, "backup", &watcher).await?;
    let leave = Leave { acceptances, backup: BackupChoice::Taken(backup.id) };
    engine.apply(&plan, before, &leave, "apply", &watcher).await
}
