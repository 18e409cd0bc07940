use std::path::{Path, PathBuf};

use godwit_engine::{
    Error, Layout, Plan,
    project::Project,
    show,
    view::{PlanRequest, PlanView, SeverityView},
};

use super::{
    Context, absolute,
    compare::{parse_renames, refuse_unmodelled, tell_unmodelled},
    sides,
};
use crate::{arguments::PlanFormat, exit::Exit, print};

/// What `plan` was asked for.
pub struct Wish {
    pub format: PlanFormat,
    pub online: bool,
    pub out: Option<PathBuf>,
    pub renames: Vec<String>,
    pub excluded: Vec<String>,
    pub message: String,
    pub into: Option<PathBuf>,
    pub strict: bool,
}

/// `plan BEFORE AFTER`.
pub async fn plan(context: &Context, given: &[String], wish: Wish) -> Result<Exit, Error> {
    let (before, after, mut project) = sides(given, context.project.as_deref())?;
    if let (Some(folder), PlanFormat::Alembic) = (&wish.into, wish.format) {
        project = Some(Project::around(&absolute(folder)?)?);
    }
    let request = PlanRequest {
        renames: parse_renames(&wish.renames)?,
        excluded: wish.excluded,
        online: wish.online,
    };
    if wish.strict {
        let policy = project.as_ref().map(|project| project.policy.clone()).unwrap_or_default();
        let comparison = context.engine.compare(&before, &after, &policy, &request.renames).await?;
        refuse_unmodelled(&comparison, true)?;
    }
    let (mut plan, ends) =
        context.engine.plan_with_ends(&before, &after, project.as_ref(), &request).await?;
    let view = show::plan::plan(&plan, "");
    tell_unmodelled(context, &show::schema::unmodelled(&plan.unmodelled, &plan.policy.scope));
    match (wish.format, context.json) {
        (PlanFormat::Json, _) | (_, true) => print::document(&plan)?,
        (PlanFormat::Sql, _) => print::answer(&view.sql),
        (PlanFormat::Steps, _) => print::answer(&steps(&view)),
        (PlanFormat::UpDown | PlanFormat::Sqlx | PlanFormat::Dbmate, _) => {
            let folder = wish.into.as_deref().ok_or_else(|| {
                Error::new("usage", "no folder was named to write into")
                    .hint("name it with --into DIR")
            })?;
            let layout = match wish.format {
                PlanFormat::Sqlx => Layout::Sqlx,
                PlanFormat::Dbmate => Layout::Dbmate,
                _ => Layout::UpDown,
            };
            for path in context.engine.write_sql(&plan, layout, folder, &wish.message)? {
                print::answer(&path.display().to_string());
            }
        }
        (PlanFormat::Alembic, _) => {
            let project = project.ok_or_else(|| {
                Error::new("usage", "a revision needs a project to be written into")
                    .hint("use models:PATH as AFTER, or name the project with --into DIR")
            })?;
            let written =
                context.engine.write_revision(&project, &plan, Some(&ends), &wish.message).await?;
            context.news(&written.how);
            for path in &written.paths {
                print::answer(&path.display().to_string());
            }
            if wish.out.is_some() && before.is_live() {
                plan = context.engine.stamped(plan, &before, &project, &written).await?;
            }
        }
    }
    if let Some(path) = &wish.out {
        save(context, &plan, path)?;
    }
    Ok(if view.blocked { Exit::Refused } else { Exit::Done })
}

/// Saves the sealed plan.
fn save(context: &Context, plan: &Plan, path: &Path) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(plan).map_err(|error| {
        Error::new("document-unwritable", format!("the plan cannot be written: {error}"))
    })?;
    std::fs::write(path, text).map_err(|error| Error::file("write", path, &error))?;
    context.news(&format!("plan {} written: {}", plan.seal.short(), path.display()));
    Ok(())
}

/// Steps with their hazards, a line each.
pub fn steps(view: &PlanView) -> String {
    let mut lines = Vec::new();
    for (at, step) in view.steps.iter().enumerate() {
        lines.push(format!("{:>3}. {}  [{}]", at + 1, step.title, step.key));
        for hazard in &step.hazards {
            let word = match hazard.severity {
                SeverityView::Note => "note",
                SeverityView::Caution => "caution",
                SeverityView::Danger => "danger",
                SeverityView::Blocking => "blocking",
            };
            lines.push(format!(
                "     {word} {}@{}: {}; {}",
                hazard.code, hazard.object, hazard.meaning, hazard.advice
            ));
        }
    }
    for step in &view.excluded {
        lines.push(format!("left out: {}  [{}]", step.title, step.key));
    }
    if lines.is_empty() {
        lines.push("nothing to do".to_owned());
    }
    lines.join("\n")
}
