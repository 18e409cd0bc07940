//! Databases made for one use: on the server that was named for it, else on a private one.

use std::sync::Arc;

use godwit_postgres::{
    Session, Target,
    sandbox::{Sandbox, SandboxOptions, ScratchDatabase, sweep_left_behind},
};
use godwit_schema::ServerIdentity;

use crate::{Engine, error::Error, source::Source};

/// How many programs at once may have a private scratch server of their own.
const SERVERS: u32 = 8;

/// One scratch database. Finish it when done.
#[derive(Debug)]
pub(crate) struct Scratch {
    database: ScratchDatabase,
    maintenance: Target,
    /// Keeps a private server running; `None` on a server that was named.
    own: Option<Arc<Sandbox>>,
}

impl Scratch {
    /// Where it is.
    pub(crate) fn target(&self) -> &Target {
        self.database.target()
    }

    /// A database of the same server that stays.
    pub(crate) fn maintenance(&self) -> &Target {
        &self.maintenance
    }

    /// Whether the server is Godwit's own, where roles may be made.
    pub(crate) fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// Drops it and gives on what became of the work. The work's failure is the one to tell; a
    /// database that stays is swept later.
    pub(crate) async fn finish<T>(self, outcome: Result<T, Error>) -> Result<T, Error> {
        let closed = self.database.close().await;
        let done = outcome?;
        closed?;
        Ok(done)
    }
}

impl Engine {
    /// Makes scratch databases on a server that was named for it, in place of a private one.
    pub fn use_scratch(&mut self, server: Source) {
        self.scratch = Some(server);
    }

    /// Makes an empty scratch database.
    ///
    /// # Errors
    /// No server, or one where the role may not create databases.
    pub(crate) async fn open_scratch(&self, label: &str) -> Result<Scratch, Error> {
        let (maintenance, own) = match &self.scratch {
            Some(server) => {
                let (target, _) = self.live(server).await?;
                sweep_left_behind(&target).await?;
                (target, None)
            }
            None => {
                let sandbox = self.scratch_server().await?;
                (sandbox.target("postgres"), Some(sandbox))
            }
        };
        let database = ScratchDatabase::create(&maintenance, label).await.map_err(|error| {
            let refused = error.code() == "insufficient-privilege";
            let error = Error::from(error);
            if refused {
                error.hint(
                    "name a server where the role may create databases: ALTER ROLE … CREATEDB",
                )
            } else {
                error
            }
        })?;
        Ok(Scratch { database, maintenance, own })
    }

    /// Refuses a scratch server that was named by the very database that is compared, however both
    /// are spelt: what is tried in a scratch must never reach what it is tried for.
    ///
    /// # Errors
    /// `scratch-is-target`, or what stands in the way of asking.
    pub(crate) async fn refuse_scratch_as_side(&self, sides: [&Source; 2]) -> Result<(), Error> {
        let Some(server) = &self.scratch else { return Ok(()) };
        let scratch = self.identity(server).await?;
        for side in sides.into_iter().filter(|side| side.is_live()) {
            if is_same(&scratch, &self.identity(side).await?) {
                return Err(Error::new(
                    "scratch-is-target",
                    format!("the scratch server is named by the database itself: {}", side.name()),
                )
                .hint("name another database of the server, such as postgres, or another server; nothing was done"));
            }
        }
        Ok(())
    }

    async fn identity(&self, source: &Source) -> Result<ServerIdentity, Error> {
        let (target, _) = self.live(source).await?;
        Ok(Session::connect(&target).await?.identity().clone())
    }

    /// The private server, started when it is not running. Not the demo's: that one is kept safe
    /// against a power cut, and has a superuser that DDL files speak of.
    async fn scratch_server(&self) -> Result<Arc<Sandbox>, Error> {
        let mut slot = self.scratch_server.lock().await;
        if let Some(sandbox) = slot.as_ref() {
            return Ok(Arc::clone(sandbox));
        }
        let mut number = 0;
        let sandbox = loop {
            let folder = self.folders.scratch(number);
            match Sandbox::start(&folder, SandboxOptions::for_scratch()).await {
                Err(error) if error.code() == "sandbox-busy" && number + 1 < SERVERS => number += 1,
                // Another major version was installed since; nothing in a scratch is worth keeping.
                Err(error) if error.code() == "sandbox-version" => {
                    std::fs::remove_dir_all(&folder)
                        .map_err(|error| Error::file("remove", &folder, &error))?;
                }
                other => break Arc::new(other?),
            }
        };
        *slot = Some(Arc::clone(&sandbox));
        Ok(sandbox)
    }

    /// Stops the private scratch server when it is running and nobody holds it.
    pub(crate) async fn stop_scratch_server(&self) -> Result<(), Error> {
        if let Some(sandbox) = self.scratch_server.lock().await.take()
            && let Some(sandbox) = Arc::into_inner(sandbox)
        {
            sandbox.stop().await?;
        }
        Ok(())
    }
}

/// Whether it is one database. Where a role may not read the system identifier, equal names and
/// numbers are taken for the same: in doubt it is.
fn is_same(one: &ServerIdentity, other: &ServerIdentity) -> bool {
    let unknown = one.system_identifier.is_empty() || other.system_identifier.is_empty();
    one.database_oid == other.database_oid
        && one.database == other.database
        && (unknown || one.system_identifier == other.system_identifier)
}
