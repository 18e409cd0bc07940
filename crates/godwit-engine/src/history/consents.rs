use std::path::Path;

use crate::{error::Error, history::History};

impl History {
    /// Whether running the code of a project was allowed.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn has_consent(&self, root: &Path) -> Result<bool, Error> {
        let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM consent WHERE root = ?1")
            .bind(root.to_string_lossy().into_owned())
            .fetch_optional(&self.pool)
            .await?;
        Ok(found.is_some())
    }

    /// Remembers that it was allowed.
    ///
    /// # Errors
    /// The history cannot be written.
    pub async fn save_consent(&self, root: &Path, at: &str) -> Result<(), Error> {
        sqlx::query("INSERT INTO consent (root, given_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
            .bind(root.to_string_lossy().into_owned())
            .bind(at)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets that it was allowed.
    ///
    /// # Errors
    /// The history cannot be written.
    pub async fn withdraw_consent(&self, root: &Path) -> Result<(), Error> {
        sqlx::query("DELETE FROM consent WHERE root = ?1")
            .bind(root.to_string_lossy().into_owned())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
