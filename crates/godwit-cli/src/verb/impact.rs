use std::path::Path;

use godwit_engine::{
    Error, plan,
    project::Project,
    view::{CertaintyView, UseKindView, UseView},
};

use super::{Context, absolute};
use crate::{exit::Exit, print};

/// `impact PLAN`.
pub async fn impact(context: &Context, plan: &Path) -> Result<Exit, Error> {
    let plan = plan::read_document(plan)?;
    let around = context.project.as_deref().unwrap_or(Path::new("."));
    let root = Project::around(&absolute(around)?)?.root;
    let view = context.engine.impact(&plan, &root).await?;
    if context.json {
        print::document(&view)?;
    } else {
        for step in &view.steps {
            context.news(&format!("{}: {}", step.step, step.hazard.meaning));
            for place in &step.uses {
                print::answer(&line(place));
            }
        }
        let places: usize = view.steps.iter().map(|step| step.uses.len()).sum();
        context.news(&format!("{places} places in {} files", view.files));
    }
    Ok(if view.steps.is_empty() { Exit::Done } else { Exit::Differs })
}

fn line(place: &UseView) -> String {
    let kind = match place.kind {
        UseKindView::Read => "reads",
        UseKindView::Write => "writes",
        UseKindView::Query => "queries",
        UseKindView::SqlRead => "reads by SQL",
        UseKindView::SqlWrite => "writes by SQL",
        UseKindView::Response => "shows",
        UseKindView::Declaration => "declares by",
    };
    let certainty = match place.certainty {
        CertaintyView::Certain => "",
        CertaintyView::Likely => ", likely",
        CertaintyView::Possible => ", possibly",
    };
    format!("{}: {kind} {}{certainty}: {}", place.span, place.object, place.line)
}
