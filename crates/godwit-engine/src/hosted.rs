//! The verbs as a window calls them: by the ids of saved profiles and sealed plans only.

use std::path::PathBuf;

use godwit_plan::policy::Policy;

use crate::{
    Engine,
    backup::BackupRecord,
    compare::Comparison,
    error::Error,
    gate::Leave,
    history::RunRecord,
    progress::Watcher,
    show,
    source::Source,
    view::{GateView, PlanRequest, RenameInput, SchemaView},
};
use godwit_plan::plan::Plan;

impl Engine {
    /// The schema graph of a profile's database.
    ///
    /// # Errors
    /// As [`Engine::read`].
    pub async fn profile_schema(&self, profile: &str) -> Result<SchemaView, Error> {
        let known = self.history.profile(profile).await?;
        // A profile without a project, or with one that is broken, can still be looked at.
        let policy = match &known.project {
            Some(root) if root.is_dir() => crate::project::Project::open(root)?.policy,
            _ => Policy::default(),
        };
        self.schema(&Source::Profile(known.name), &policy.scope).await
    }

    /// Writes the schema graph of a profile's database into Godwit's folder of reports, as SVG.
    ///
    /// # Errors
    /// As [`Engine::read`], or the file cannot be written.
    pub async fn export_profile_schema(&self, profile: &str) -> Result<PathBuf, Error> {
        let view = self.profile_schema(profile).await?;
        self.export_drawing(&format!("schema-{}", view.fingerprint), &view)
    }

    /// Writes the graph of a comparison into Godwit's folder of reports, with its marks, as SVG.
    ///
    /// # Errors
    /// As [`Engine::compare`], or the file cannot be written.
    pub async fn export_profile_comparison(
        &self,
        profile: &str,
        renames: &[RenameInput],
    ) -> Result<PathBuf, Error> {
        let found = self.compare_profile(profile, renames).await?;
        let view = show::comparison::comparison(&found).graph;
        self.export_drawing(&format!("changes-{}", view.fingerprint), &view)
    }

    fn export_drawing(&self, name: &str, view: &SchemaView) -> Result<PathBuf, Error> {
        let path = self.folders.reports().join(format!("{name}.svg"));
        std::fs::write(&path, show::svg::svg(view))
            .map_err(|error| Error::file("write", &path, &error))?;
        Ok(path)
    }

    /// How the models of a profile's project differ from its database.
    ///
    /// # Errors
    /// As [`Engine::compare`].
    pub async fn compare_profile(
        &self,
        profile: &str,
        renames: &[RenameInput],
    ) -> Result<Comparison, Error> {
        let project = self.project_of(profile).await?;
        let name = self.history.profile(profile).await?.name;
        let (before, after) = (Source::Profile(name), Source::Models(project.models.clone()));
        self.compare(&before, &after, &project.policy, renames).await
    }

    /// A plan from a profile's database to the models of its project.
    ///
    /// # Errors
    /// As [`Engine::plan`].
    pub async fn plan_profile(&self, profile: &str, request: &PlanRequest) -> Result<Plan, Error> {
        let project = self.project_of(profile).await?;
        let name = self.history.profile(profile).await?.name;
        let (before, after) = (Source::Profile(name), Source::Models(project.models.clone()));
        self.plan(&before, &after, Some(&project), request).await
    }

    /// A verified backup for a saved plan.
    ///
    /// # Errors
    /// As [`Engine::back_up`].
    pub async fn back_up_plan(
        &self,
        seal: &str,
        job: &str,
        watcher: &Watcher,
    ) -> Result<BackupRecord, Error> {
        let (_, profile) = self.history.plan(seal).await?;
        let folder = match self.project_of(&profile).await {
            Ok(project) => project.backups,
            Err(error) if error.code() == "project-unset" => None,
            Err(error) => return Err(error),
        };
        self.back_up(&Source::Profile(profile), Some(seal), folder, job, watcher).await
    }

    /// Whether a saved plan may be applied now.
    ///
    /// # Errors
    /// As [`Engine::gate`].
    pub async fn gate_plan(&self, seal: &str, leave: &Leave) -> Result<GateView, Error> {
        let (plan, profile) = self.history.plan(seal).await?;
        self.gate(&plan, &Source::Profile(profile), leave).await
    }

    /// Applies a saved plan.
    ///
    /// # Errors
    /// As [`Engine::apply`].
    pub async fn apply_plan(
        &self,
        seal: &str,
        leave: &Leave,
        job: &str,
        watcher: &Watcher,
    ) -> Result<RunRecord, Error> {
        let (plan, profile) = self.history.plan(seal).await?;
        self.apply(&plan, &Source::Profile(profile), leave, job, watcher).await
    }

    /// Writes a saved plan into its project as Alembic revisions.
    ///
    /// # Errors
    /// As [`Engine::write_revision`].
    pub async fn write_revision_of(
        &self,
        seal: &str,
        message: &str,
    ) -> Result<Vec<PathBuf>, Error> {
        let (plan, profile) = self.history.plan(seal).await?;
        let project = self.project_of(&profile).await?;
        let ends = self.ends_of(&plan, &Source::Profile(profile), &project).await;
        Ok(self.write_revision(&project, &plan, ends.as_ref(), message).await?.paths)
    }
}
