use godwit_alembic::{graph::UnknownStamp, read, revision::RevisionFile};
use godwit_plan::hazard::Hazard;
use godwit_postgres::{Session, stamp};
use serde::Serialize;

use super::{Environment, cores::on_every_core, lost};
use crate::{Engine, error::Error, source::Source};

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Current {
    /// The table with the stamps, qualified; none when no revision was ever run.
    pub table: Option<String>,
    /// The revisions it says, in order.
    pub stamps: Vec<String>,
    /// Whether there is nothing left to run.
    pub at_heads: bool,
}

/// What a database has not run yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pending {
    /// Where it is.
    pub stamps: Vec<String>,
    /// In the order they would run.
    pub revisions: Vec<PendingRevision>,
}

/// A revision that would run, with what its text says that it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PendingRevision {
    /// Its id.
    pub revision: String,
    /// First line of its docstring.
    pub message: String,
    /// Its file, from the project's root.
    pub path: String,
    /// What it does.
    pub operations: Vec<PendingOperation>,
    /// What its text does not tell: line, and what.
    pub unread: Vec<(usize, String)>,
}

/// One thing that it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PendingOperation {
    /// The line, from 1.
    pub line: usize,
    /// One line for people.
    pub summary: String,
    /// Whether it stands in a condition or a loop.
    pub conditional: bool,
    /// Ways it can hurt, judged without knowing the rows.
    pub hazards: Vec<Hazard>,
}

impl Engine {
    /// Where a database is in the folder's graph.
    ///
    /// # Errors
    /// The target cannot be read; `stamp-table-ambiguous`; `revision-unknown` for a stamp that no
    /// file declares.
    pub async fn current(
        &self,
        environment: &Environment,
        target: &Source,
    ) -> Result<Current, Error> {
        let (target, _) = self.live(target).await?;
        let mut session = Session::connect(&target).await?;
        let found = read_stamps(&mut session, environment).await?;
        let stamps = found.as_ref().map(|found| found.revisions.clone()).unwrap_or_default();
        let graph = environment.graph();
        let pending = graph.pending(&stamps).map_err(|error| unknown(environment, &error))?;
        Ok(Current {
            table: found.map(|found| found.table.sql()),
            at_heads: pending.is_empty(),
            stamps,
        })
    }

    /// The revisions that the database of a session says it is at.
    pub(super) async fn stamps(
        &self,
        session: &mut Session,
        environment: &Environment,
    ) -> Result<Vec<String>, Error> {
        let found = read_stamps(session, environment).await?;
        Ok(found.map(|found| found.revisions).unwrap_or_default())
    }

    /// What a database must run to be at `wanted`: a name as Alembic's command line takes it.
    ///
    /// # Errors
    /// As [`Engine::current`] and [`Environment::resolve`].
    pub async fn pending(
        &self,
        environment: &Environment,
        target: &Source,
        wanted: &str,
    ) -> Result<Pending, Error> {
        let current = self.current(environment, target).await?;
        let wanted = environment.resolve(wanted)?;
        let files = environment
            .graph()
            .pending_until(&current.stamps, &wanted)
            .map_err(|error| unknown(environment, &error))?;
        let told = on_every_core(&files, |file| told(environment, file));
        let revisions = told.into_iter().collect::<Result<_, _>>()?;
        Ok(Pending { stamps: current.stamps, revisions })
    }
}

/// What the text of a revision says that it does.
fn told(environment: &Environment, file: &RevisionFile) -> Result<PendingRevision, Error> {
    let path = environment.root.join(&file.path);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Error::file("read", &path, &error))?;
    let (operations, unread) = match read::upgrade(&text) {
        Ok(found) => (found.operations, found.unread),
        Err(fault) => (Vec::new(), vec![fault]),
    };
    Ok(PendingRevision {
        revision: file.revision.clone(),
        message: file.message.clone(),
        path: file.path.clone(),
        operations: operations
            .into_iter()
            .map(|found| PendingOperation {
                line: found.line,
                summary: found.summary,
                conditional: found.conditional,
                hazards: found.hazards,
            })
            .collect(),
        unread,
    })
}

async fn read_stamps(
    session: &mut Session,
    environment: &Environment,
) -> Result<Option<stamp::Stamps>, Error> {
    let configured = &environment.configured;
    let schema = configured.version_table_schema.as_deref();
    Ok(stamp::read(session, schema, &configured.version_table).await?)
}

/// Says where a stamp comes from that no file declares.
fn unknown(environment: &Environment, error: &UnknownStamp) -> Error {
    let found = lost::find(&environment.root, &error.stamp);
    Error::new("revision-unknown", error.to_string()).hint(found.told())
}
