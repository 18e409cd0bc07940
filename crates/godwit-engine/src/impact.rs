use std::path::Path;

use godwit_diff::Verb;
use godwit_models::{
    Libraries,
    uses::{Certainty, Use, UseKind, uses},
};
use godwit_plan::plan::{Plan, Step};
use godwit_schema::{Address, Kind, Object};

use crate::{
    Engine,
    error::Error,
    project::Project,
    show,
    view::{
        CertaintyView, HazardView, ImpactView, SeverityView, StepImpactView, UseKindView, UseView,
    },
};

/// Something that code may use, and what becomes of it.
struct Sought {
    /// As the models call it now.
    asked: Address,
    /// As the database calls it before the plan.
    before: Address,
    fate: Fate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Dropped,
    Renamed,
    Retyped,
}

impl Engine {
    /// Where a project's code uses what a plan drops, renames or retypes. Nothing is run; tests of
    /// the project are not looked through.
    ///
    /// # Errors
    /// A project that cannot be read.
    pub async fn impact(&self, plan: &Plan, root: &Path) -> Result<ImpactView, Error> {
        let root = Project::open(root)?.root;
        let by_step: Vec<(usize, Vec<Sought>)> = plan
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| (at, sought(step, plan)))
            .filter(|(_, sought)| !sought.is_empty())
            .collect();
        let asked: Vec<Address> =
            by_step.iter().flat_map(|(_, sought)| sought).map(|one| one.asked.clone()).collect();
        let (files, found) = tokio::task::spawn_blocking(move || {
            let tree = godwit_models::files::collect(&root)
                .map_err(|error| Error::new("models-unreadable", error.to_string()))?;
            let libraries = Libraries::from_project(&root);
            Ok::<_, Error>((tree.files.len(), uses(&tree, &libraries, &asked)))
        })
        .await
        .map_err(|_| Error::new("models-unreadable", "looking through the code broke off"))??;
        let steps = by_step
            .into_iter()
            .filter_map(|(at, sought)| step_impact(&plan.steps[at], &sought, &found))
            .collect();
        Ok(ImpactView {
            seal: plan.seal.to_string(),
            files: u32::try_from(files).unwrap_or(u32::MAX),
            steps,
        })
    }

    /// The same for a saved plan, in the project of its profile.
    ///
    /// # Errors
    /// As [`Engine::impact`]; `project-unset`.
    pub async fn impact_plan(&self, seal: &str) -> Result<ImpactView, Error> {
        let (plan, profile) = self.history.plan(seal).await?;
        let project = self.project_of(&profile).await?;
        self.impact(&plan, &project.root).await
    }
}

/// What a step takes away from code, by the addresses that the models have for it now.
fn sought(step: &Step, plan: &Plan) -> Vec<Sought> {
    let one = |asked: &Address, before: &Address, fate| {
        Some(Sought { asked: asked.clone(), before: before.clone(), fate })
    };
    let is_named = |address: &Address| matches!(address.kind(), Kind::Table | Kind::Column);
    step.changes
        .iter()
        .filter(|change| is_named(&change.address))
        .filter_map(|change| match &change.verb {
            Verb::Drop { .. } => {
                one(&after_renames(&change.address, plan), &change.address, Fate::Dropped)
            }
            // Code says the former name of a column of the table that it is in now.
            Verb::Rename { from } if from.kind() == Kind::Column => {
                one(&change.address.with_name(from.name()), from, Fate::Renamed)
            }
            Verb::Rename { from } => one(from, from, Fate::Renamed),
            Verb::Alter { before, after } => match (before.as_ref(), after.as_ref()) {
                (Object::Column(before), Object::Column(after))
                    if before.data_type != after.data_type =>
                {
                    one(&change.address, &change.address, Fate::Retyped)
                }
                _ => None,
            },
            Verb::Create { .. } => None,
        })
        .collect()
}

/// A column of a table that gets another name is looked for in the class of the table's new name.
fn after_renames(address: &Address, plan: &Plan) -> Address {
    let Some(table) = address.owner_table() else { return address.clone() };
    let renamed = plan.renames.iter().find(|rename| rename.from == table);
    renamed.map_or_else(|| address.clone(), |rename| address.moved(&rename.from, &rename.to))
}

fn step_impact(step: &Step, sought: &[Sought], found: &[Use]) -> Option<StepImpactView> {
    let mut places: Vec<UseView> = Vec::new();
    for one in sought {
        let of_it = found.iter().filter(|place| place.address == one.asked);
        places.extend(of_it.filter(|place| hurts(one, place)).map(|place| UseView {
            object: one.before.sql(),
            span: show::span(&place.span),
            line: place.line.clone(),
            kind: kind(place.kind),
            certainty: certainty(place.certainty),
        }));
    }
    let (first, count) = (sought.first()?, places.len());
    let sure = places.iter().filter(|place| place.certainty != CertaintyView::Possible).count();
    if count == 0 {
        return None;
    }
    let (consequence, advice) = match first.fate {
        Fate::Dropped => {
            ("they fail once it is gone", "change these places and deploy that first, then drop")
        }
        Fate::Renamed => (
            "they fail once it has its new name",
            "change these places and deploy that together with this step",
        ),
        Fate::Retyped => (
            "they get or give values of another type",
            "look whether each of these places can take the new type",
        ),
    };
    let places_word = if count == 1 { "place" } else { "places" };
    let doubt = if sure < count { format!(", {sure} of them surely") } else { String::new() };
    let what = if first.asked.kind() == Kind::Table { "table" } else { "column" };
    let hazard = HazardView {
        code: format!("code-uses-{what}"),
        severity: if sure > 0 { SeverityView::Caution } else { SeverityView::Note },
        object: first.before.sql(),
        meaning: format!(
            "the project's code uses it in {count} {places_word}{doubt}; {consequence}"
        ),
        advice: advice.to_owned(),
        has_rows: false,
    };
    Some(StepImpactView { step: step.key.clone(), hazard, uses: places })
}

/// A table's other name concerns only what names the table itself: classes follow their models.
fn hurts(sought: &Sought, place: &Use) -> bool {
    !(sought.fate == Fate::Renamed && sought.asked.kind() == Kind::Table)
        || matches!(place.kind, UseKind::SqlRead | UseKind::SqlWrite | UseKind::Declaration)
}

fn kind(kind: UseKind) -> UseKindView {
    match kind {
        UseKind::Read => UseKindView::Read,
        UseKind::Write => UseKindView::Write,
        UseKind::Query => UseKindView::Query,
        UseKind::SqlRead => UseKindView::SqlRead,
        UseKind::SqlWrite => UseKindView::SqlWrite,
        UseKind::Response => UseKindView::Response,
        UseKind::Declaration => UseKindView::Declaration,
    }
}

fn certainty(certainty: Certainty) -> CertaintyView {
    match certainty {
        Certainty::Certain => CertaintyView::Certain,
        Certainty::Likely => CertaintyView::Likely,
        Certainty::Possible => CertaintyView::Possible,
    }
}
