use godwit_plan::plan::Plan;

use crate::{error::Error, history::History};

impl History {
    /// Saves a sealed plan with the profile it was made for; empty when it was made without one.
    ///
    /// # Errors
    /// The history cannot be written.
    pub async fn save_plan(&self, plan: &Plan, profile: &str) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO plan (seal, profile, created_at, document) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (seal) DO NOTHING",
        )
        .bind(plan.seal.as_str())
        .bind(profile)
        .bind(&plan.created_at)
        .bind(super::print("plan", plan)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The plan with this seal and the id of its profile.
    ///
    /// # Errors
    /// `plan-missing`.
    pub async fn plan(&self, seal: &str) -> Result<(Plan, String), Error> {
        let found: Option<(String, String)> =
            sqlx::query_as("SELECT document, profile FROM plan WHERE seal = ?1")
                .bind(seal)
                .fetch_optional(&self.pool)
                .await?;
        let (document, profile) = found.ok_or_else(|| {
            Error::new("plan-missing", format!("there is no saved plan with the seal: {seal}"))
                .hint("make the plan again")
        })?;
        Ok((super::parse("plan", &document)?, profile))
    }
}
