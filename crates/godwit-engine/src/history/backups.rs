use crate::{backup::BackupRecord, error::Error, history::History};

impl History {
    /// Saves a verified backup, or what has become known of it since: the plan that it is for.
    ///
    /// # Errors
    /// The history cannot be written.
    pub async fn save_backup(&self, backup: &BackupRecord) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO backup (id, seal, profile, finished_at, document)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET seal = ?2, document = ?5",
        )
        .bind(&backup.id)
        .bind(&backup.seal)
        .bind(&backup.profile)
        .bind(&backup.backup.finished_at)
        .bind(super::print("backup", backup)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The backup with this id.
    ///
    /// # Errors
    /// `backup-missing`.
    pub async fn backup(&self, id: &str) -> Result<BackupRecord, Error> {
        let found: Option<String> = sqlx::query_scalar("SELECT document FROM backup WHERE id = ?1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        let document = found.ok_or_else(|| {
            Error::new("backup-missing", format!("there is no backup with the id: {id}"))
                .hint("`godwit history` shows the backups that were taken")
        })?;
        super::parse("backup", &document)
    }

    /// All backups, newest first.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn backups(&self) -> Result<Vec<BackupRecord>, Error> {
        let documents: Vec<String> =
            sqlx::query_scalar("SELECT document FROM backup ORDER BY finished_at DESC, id DESC")
                .fetch_all(&self.pool)
                .await?;
        documents.iter().map(|document| super::parse("backup", document)).collect()
    }
}
