use godwit_postgres::{Session, probe};

use crate::{Engine, error::Error, view::RowsView};

/// How many rows are shown at once.
const SHOWN: u32 = 100;

impl Engine {
    /// The rows behind a hazard of a saved plan, read because a person asked to see them.
    ///
    /// # Errors
    /// `hazard-missing`, or what the server refused.
    pub async fn rows(
        &self,
        seal: &str,
        step: &str,
        code: &str,
        object: &str,
    ) -> Result<RowsView, Error> {
        let (plan, profile) = self.history.plan(seal).await?;
        let question = plan
            .steps
            .iter()
            .filter(|found| found.key == step)
            .flat_map(|found| &found.hazards)
            .find(|hazard| hazard.code == code && hazard.object == object)
            .and_then(|hazard| hazard.rows.as_ref())
            .ok_or_else(|| {
                Error::new(
                    "hazard-missing",
                    format!("the plan has no rows to show for {code} of {object}"),
                )
                .hint("make the plan again")
            })?;
        let profile = self.history.profile(&profile).await?;
        let target = self.resolve(&profile).await?;
        let mut session = Session::connect(&target).await?;
        let sample = probe::sample(&mut session, question, SHOWN).await?;
        Ok(RowsView { columns: sample.columns, rows: sample.rows, more: sample.more })
    }
}
