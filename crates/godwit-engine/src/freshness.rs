use crate::{Engine, error::Error, source::Source, view::FreshnessView};

impl Engine {
    /// Whether the database still has the structure that a saved plan starts from: read anew, and
    /// compared by fingerprint within the plan's scope. The gate asks the same; this tells a person
    /// who reviews before they go there.
    ///
    /// # Errors
    /// `plan-missing`, or the database cannot be read.
    pub async fn freshness(&self, seal: &str) -> Result<FreshnessView, Error> {
        let (plan, profile) = self.history.plan(seal).await?;
        let live = self.read(&Source::Profile(profile)).await?.snapshot;
        let fingerprint = live.fingerprint(&plan.policy.scope);
        Ok(FreshnessView {
            fresh: fingerprint == plan.before.fingerprint,
            applied: fingerprint == plan.after.fingerprint
                && self.history.applied_run(seal).await?.is_some(),
            read_at: live.taken_at,
        })
    }
}
