use std::path::PathBuf;

use godwit_postgres::{
    Target,
    backup::{self, Backup, BackupProgress},
    tools::Tools,
};
use serde::{Deserialize, Serialize};

use crate::{
    Engine,
    error::Error,
    progress::Watcher,
    source::Source,
    view::{CheckState, CheckView},
};

/// A verified backup with what it was taken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BackupRecord {
    /// Unique id, ordered by time.
    pub id: String,
    /// The plan that it was taken for.
    pub seal: Option<String>,
    /// Id of the profile, or empty when the target was given as a URL.
    pub profile: String,
    /// Name of the profile, or the target.
    pub profile_name: String,
    /// Seconds it took, verification included.
    pub seconds: f64,
    /// What was verified, and what is not in it.
    pub checks: Vec<CheckView>,
    /// The archive.
    pub backup: Backup,
}

impl Engine {
    /// Backs a database up and verifies the archive by reading all of it.
    ///
    /// `seal` names the plan that it is for; `folder` is Godwit's own when `None`; `job` is a name
    /// by which [`Engine::cancel`] stops it.
    ///
    /// # Errors
    /// Whatever kept the archive from being complete; no partial file stays.
    pub async fn back_up(
        &self,
        source: &Source,
        seal: Option<&str>,
        folder: Option<PathBuf>,
        job: &str,
        watcher: &Watcher,
    ) -> Result<BackupRecord, Error> {
        let (target, profile) = self.live(source).await?;
        let cancel = self.begin(job);
        let outcome = self.archive(&target, folder, watcher, cancel).await;
        self.end(job);
        let (id, backup, seconds) = outcome?;
        let record = BackupRecord {
            id,
            seal: seal.map(str::to_owned),
            profile: profile.as_ref().map(|profile| profile.id.clone()).unwrap_or_default(),
            profile_name: profile.map_or_else(|| target.display(), |profile| profile.name),
            seconds,
            checks: checks(&backup),
            backup,
        };
        self.history.save_backup(&record).await?;
        watcher.log(format!("backup {} verified", record.id));
        Ok(record)
    }

    async fn archive(
        &self,
        target: &Target,
        folder: Option<PathBuf>,
        watcher: &Watcher,
        cancel: tokio_util::sync::CancellationToken,
    ) -> Result<(String, Backup, f64), Error> {
        let started = std::time::Instant::now();
        let version = {
            let session = godwit_postgres::Session::connect(target).await?;
            session.identity().version
        };
        let tools = Tools::find(None, version)?;
        for advisory in tools.advisories() {
            watcher.log(format!(
                "{} has a known weakness: {}, fixed in {}",
                tools.description(),
                advisory.cve,
                advisory.fixed_in
            ));
        }
        let folder = folder.unwrap_or_else(|| self.folders.backups());
        let id = self.clock.new_id();
        let news = watcher.clone();
        let backup = backup::backup(
            target,
            &tools,
            &folder,
            &id,
            &self.clock.timestamp(),
            move |progress: BackupProgress| news.phase(progress.title(), progress.fraction()),
            cancel,
        )
        .await?;
        Ok((id, backup, started.elapsed().as_secs_f64()))
    }
}

/// What was proven of an archive, and what nobody should expect in it.
fn checks(backup: &Backup) -> Vec<CheckView> {
    let check = |code: &str, title: &str, state, detail: String| CheckView {
        code: code.to_owned(),
        title: title.to_owned(),
        state,
        detail,
    };
    vec![
        check(
            "full-read",
            "Archive read from end to end",
            CheckState::Passed,
            format!("pg_restore read all {} bytes", backup.bytes),
        ),
        check(
            "manifest",
            "Manifest written",
            CheckState::Passed,
            format!("SHA-256 {}", backup.sha256),
        ),
        check(
            "not-in-it",
            "Not part of any pg_dump archive",
            CheckState::Attention,
            backup.left_out.join(", "),
        ),
    ]
}
