use godwit_postgres::{restore, tools::Tools};

use crate::{Engine, error::Error, progress::Watcher, source::Source};

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
}
