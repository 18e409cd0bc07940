use godwit_postgres::{Session, mark};
use tokio_util::sync::CancellationToken;

use super::{
    Environment, Place, ProjectCode,
    child::{Database, Timeouts, alembic},
};
use crate::{
    Engine,
    error::Error,
    progress::Watcher,
    snapshot::{Reading, Unsaid},
    source::Source,
};

impl Engine {
    /// The structure that revisions make of an empty database: the project's own Alembic runs them
    /// in a scratch database, which is read back.
    ///
    /// `wanted` is a name as Alembic's command line takes it.
    ///
    /// # Errors
    /// No scratch database; the project's code failed, with its own words; `stamp-unexpected`.
    pub async fn replay(
        &self,
        environment: &Environment,
        code: &ProjectCode,
        wanted: &str,
        source: &str,
    ) -> Result<Reading, Error> {
        let mut revisions = Vec::new();
        for name in wanted.split(',').filter(|name| !name.is_empty()) {
            revisions.extend(environment.resolve(name)?);
        }
        let scratch = self.open_scratch("replay").await?;
        let outcome = async {
            let target = scratch.target();
            let mut session = Session::connect(target).await?;
            let mark = mark::read(&mut session).await?;
            let database = Database { target, mark: &mark, timeouts: Timeouts::default() };
            for revision in &revisions {
                let ended = alembic(
                    environment,
                    code,
                    &database,
                    &["upgrade", revision],
                    &CancellationToken::new(),
                    &Watcher::nobody(),
                )
                .await?;
                ended.succeeded("the revisions could not be replayed in a scratch database")?;
            }
            let stamps = self.stamps(&mut session, environment).await?;
            expect_stamps(environment, &stamps, &revisions)?;
            let mut reading = self.read_session(&mut session, source).await?;
            // It is no database that anybody could plan for.
            reading.snapshot.server = None;
            reading.sizes.clear();
            // All of a scratch database belongs to its one role.
            reading.unsaid = Unsaid { owners: true, privileges: true };
            session.close().await?;
            Ok(reading)
        }
        .await;
        scratch.finish(outcome).await
    }
}

impl Engine {
    /// For drift: revisions without a name, compared with a live database, are those that it is
    /// stamped with.
    ///
    /// # Errors
    /// The folder or the database cannot be read; `revision-unknown`.
    pub async fn at_stamp(&self, database: &Source, revisions: Source) -> Result<Source, Error> {
        match revisions {
            Source::Alembic { folder, revision: None } if database.is_live() => {
                let environment = Environment::open(&Place::at(&folder))?;
                let current = self.current(&environment, database).await?;
                let revision = match current.stamps.is_empty() {
                    true => "base".to_owned(),
                    false => current.stamps.join(","),
                };
                Ok(Source::Alembic { folder, revision: Some(revision) })
            }
            other => Ok(other),
        }
    }
}

/// Whether the stamps say that exactly the wanted revisions were run.
pub(super) fn expect_stamps(
    environment: &Environment,
    stamps: &[String],
    wanted: &[String],
) -> Result<(), Error> {
    let graph = environment.graph();
    if graph.ancestors(stamps) == graph.ancestors(wanted) {
        return Ok(());
    }
    let said = if stamps.is_empty() { "none".to_owned() } else { stamps.join(", ") };
    Err(Error::new(
        "stamp-unexpected",
        format!(
            "Alembic ended well, but the database is not stamped with {}; it says: {said}",
            wanted.join(", ")
        ),
    )
    .hint("see whether env.py names another version table, or does not run the revisions at all"))
}
