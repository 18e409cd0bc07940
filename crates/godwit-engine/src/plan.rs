use std::{collections::BTreeSet, time::Duration};

use godwit_plan::{
    plan::Plan,
    planner::{self, PlanInput},
};
use godwit_postgres::{Session, probe};
use godwit_schema::fact::Facts;

use crate::{
    Engine, compare::Comparison, error::Error, project::Project, source::Source, view::PlanRequest,
};

/// How long one question about live rows may take.
const PROBE_LIMIT: Duration = Duration::from_secs(30);

impl Engine {
    /// Compares, asks the live rows what the planner wants to know, plans, seals and saves.
    ///
    /// `profile` is the id of the profile it is for, or empty.
    ///
    /// # Errors
    /// What stands in the way of reading or asking. Hazards are no error.
    pub async fn plan(
        &self,
        before: &Source,
        after: &Source,
        project: Option<&Project>,
        request: &PlanRequest,
    ) -> Result<Plan, Error> {
        Ok(self.plan_with_ends(before, after, project, request).await?.0)
    }

    /// As [`Engine::plan`], with the comparison that the plan was made of.
    ///
    /// # Errors
    /// As [`Engine::plan`].
    pub async fn plan_with_ends(
        &self,
        before: &Source,
        after: &Source,
        project: Option<&Project>,
        request: &PlanRequest,
    ) -> Result<(Plan, Comparison), Error> {
        let mut policy = project.map(|project| project.policy.clone()).unwrap_or_default();
        policy.online |= request.online;
        let comparison = self.compare(before, after, &policy, &request.renames).await?;
        let plan = self.plan_comparison(before, &comparison, &request.excluded).await?;
        let profile = match before {
            Source::Profile(name) => self.history.profile(name).await?.id,
            _ => String::new(),
        };
        self.history.save_plan(&plan, &profile).await?;
        tracing::info!(seal = plan.seal.short(), steps = plan.steps.len(), "plan made");
        Ok((plan, comparison))
    }

    /// Asks the live rows of `before` what the planner wants to know, and plans.
    ///
    /// # Errors
    /// What stands in the way of asking.
    pub async fn plan_comparison(
        &self,
        before: &Source,
        comparison: &Comparison,
        excluded: &[String],
    ) -> Result<Plan, Error> {
        let questions = planner::questions(
            &comparison.changes,
            &comparison.before.catalog,
            &comparison.after.catalog,
            &comparison.policy,
        );
        let facts = if before.is_live() && !questions.is_empty() {
            let (target, _) = self.live(before).await?;
            let mut session = Session::connect(&target).await?;
            Facts::new(probe::probe(&mut session, &questions, PROBE_LIMIT).await?)
        } else {
            Facts::default()
        };
        let excluded: BTreeSet<String> = excluded.iter().cloned().collect();
        Ok(planner::plan(PlanInput {
            before: &comparison.before,
            after: &comparison.after,
            changes: &comparison.changes,
            renames: &comparison.renames,
            facts: &facts,
            policy: &comparison.policy,
            excluded: &excluded,
            created_at: &self.clock.timestamp(),
        }))
    }

    /// The project of a profile.
    ///
    /// # Errors
    /// `project-unset`, or what is wrong with the project.
    pub async fn project_of(&self, profile: &str) -> Result<Project, Error> {
        let profile = self.history.profile(profile).await?;
        let root = profile.project.ok_or_else(|| {
            Error::new("project-unset", format!("no project folder belongs to: {}", profile.name))
                .hint("edit the connection and choose the folder of the project with the models")
        })?;
        Project::open(&root)
    }
}

/// Reads a saved plan document and checks its seal.
///
/// # Errors
/// `plan-unreadable`, `plan-tampered`.
pub fn read_document(path: &std::path::Path) -> Result<Plan, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::file("read the plan", path, &error))?;
    let plan: Plan = serde_json::from_str(&text).map_err(|error| {
        Error::new(
            "plan-unreadable",
            format!("{} is not a plan of this version: {error}", path.display()),
        )
        .hint("make the plan again")
    })?;
    if plan.verify_seal() {
        Ok(plan)
    } else {
        Err(Error::new(
            "plan-tampered",
            format!("{} was changed after it was sealed, so it is not applied", path.display()),
        )
        .hint("make the plan again"))
    }
}
