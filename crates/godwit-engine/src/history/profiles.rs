use crate::{error::Error, history::History, profile::Profile};

impl History {
    /// All profiles in order of name.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn profiles(&self) -> Result<Vec<Profile>, Error> {
        let documents: Vec<String> =
            sqlx::query_scalar("SELECT document FROM profile ORDER BY name")
                .fetch_all(&self.pool)
                .await?;
        documents.iter().map(|document| super::parse("profile", document)).collect()
    }

    /// The profile with this id or, failing that, this name.
    ///
    /// # Errors
    /// `profile-missing`.
    pub async fn profile(&self, id_or_name: &str) -> Result<Profile, Error> {
        let profiles = self.profiles().await?;
        profiles
            .iter()
            .find(|profile| profile.id == id_or_name)
            .or_else(|| profiles.iter().find(|profile| profile.name == id_or_name))
            .cloned()
            .ok_or_else(|| {
                Error::new(
                    "profile-missing",
                    format!("there is no connection called: {id_or_name}"),
                )
                .hint("`godwit profile list` shows the saved ones")
            })
    }

    /// Saves a profile under its id.
    ///
    /// # Errors
    /// `profile-name-taken` when another profile has the name.
    pub async fn save_profile(&self, profile: &Profile) -> Result<(), Error> {
        let document = super::print("profile", profile)?;
        sqlx::query(
            "INSERT INTO profile (id, name, document) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET name = ?2, document = ?3",
        )
        .bind(&profile.id)
        .bind(&profile.name)
        .bind(document)
        .execute(&self.pool)
        .await
        .map_err(|error| match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => Error::new(
                "profile-name-taken",
                format!("another connection is already called: {}", profile.name),
            )
            .hint("choose another name"),
            _ => Error::from(error),
        })?;
        Ok(())
    }

    /// Forgets a profile. Its runs and backups stay.
    ///
    /// # Errors
    /// The history cannot be written.
    pub async fn delete_profile(&self, id: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM profile WHERE id = ?1").bind(id).execute(&self.pool).await?;
        Ok(())
    }
}
