use godwit_postgres::{restore, restore_beside, tools::Tools};

use crate::{Engine, error::Error, profile::Profile, progress::Watcher, secret, source::Source};

impl Engine {
    /// Puts a backup back into an empty database.
    ///
    /// # Errors
    /// `restore-target-not-empty`, a damaged archive, or what the server refused; the restore is
    /// one transaction, so nothing stays of a failed one.
    pub async fn restore(
        &self,
        backup: &str,
        source: &Source,
        job: &str,
        watcher: &Watcher,
    ) -> Result<(), Error> {
        let record = self.history.backup(backup).await?;
        let (target, profile) = self.live(source).await?;
        if profile.is_some_and(|profile| profile.read_only) {
            return Err(Error::new("read-only-profile", "the connection is marked read-only")
                .hint("choose another, or change the mark in the connection"));
        }
        let version = {
            let session = godwit_postgres::Session::connect(&target).await?;
            session.identity().version
        };
        let tools = Tools::find(None, version)?;
        let cancel = self.begin(job);
        let news = watcher.clone();
        let outcome = restore::restore(
            &record.backup,
            &target,
            &tools,
            move |progress| news.phase(progress.title(), progress.fraction()),
            cancel,
        )
        .await;
        self.end(job);
        outcome?;
        watcher.log(format!("backup {backup} restored into {}", target.display()));
        Ok(())
    }

    /// Puts a backup into a new database on the server of a profile, and saves a connection to it.
    /// The profile's own database is not touched.
    ///
    /// # Errors
    /// As [`Engine::restore`], and what kept the server from making the database; the new database
    /// is dropped again then.
    pub async fn restore_beside(
        &self,
        backup: &str,
        profile: &str,
        database: &str,
        job: &str,
        watcher: &Watcher,
    ) -> Result<Profile, Error> {
        let record = self.history.backup(backup).await?;
        let beside = self.history.profile(profile).await?;
        if beside.read_only {
            return Err(Error::new("read-only-profile", "the connection is marked read-only")
                .hint("choose another, or change the mark in the connection"));
        }
        let target = self.resolve(&beside).await?;
        let version = {
            let session = godwit_postgres::Session::connect(&target).await?;
            session.identity().version
        };
        let tools = Tools::find(None, version)?;
        let cancel = self.begin(job);
        let news = watcher.clone();
        let outcome = restore_beside::restore_beside(
            &record.backup,
            &target,
            database,
            &tools,
            move |progress| news.phase(progress.title(), progress.fraction()),
            cancel,
        )
        .await;
        self.end(job);
        let restored = outcome?;
        watcher.log(format!("backup {backup} restored into {}", restored.display()));
        self.save_beside(beside, restored).await.map_err(|error| {
            error.detail(format!("the backup stands restored in the new database {database}"))
        })
    }

    /// A connection like another one, to a database that was just made beside its own.
    async fn save_beside(
        &self,
        beside: Profile,
        target: godwit_postgres::Target,
    ) -> Result<Profile, Error> {
        let taken = self.history.profiles().await?;
        let name = std::iter::once(target.database.clone())
            .chain((2..).map(|number| format!("{} {number}", target.database)))
            .find(|name| taken.iter().all(|other| other.name != *name))
            .unwrap_or_default();
        let profile =
            Profile { id: self.clock.new_id(), name, database: target.database, ..beside };
        if let (true, Some(password)) = (profile.has_secret, &target.secret) {
            secret::store(&profile.id, password.reveal()).await?;
        }
        self.history.save_profile(&profile).await?;
        Ok(profile)
    }
}
