use sqlx::postgres::{PgDatabaseError, PgSeverity};

use crate::{Error, execute::NamedObjects, lock::Blocker, outcome::Committing};

/// What stopped a try of a batch.
pub(super) enum Fault {
    /// The server refused a statement; the connection lives.
    Refused {
        /// As the server says it.
        error: Error,
        /// What it named.
        objects: NamedObjects,
        /// The statement; `None` for BEGIN and COMMIT.
        statement: Option<usize>,
    },
    /// The connection is gone.
    Lost {
        /// Why.
        error: Error,
        /// The statement whose answer is missing; `None` between statements.
        statement: Option<usize>,
        /// The transaction, when COMMIT was on its way.
        committing: Option<Committing>,
    },
    /// The recheck, the journal or a person stopped it; the connection lives.
    Stopped {
        /// Why.
        error: Error,
        /// The statement that was reached; `None` outside of the statements.
        statement: Option<usize>,
    },
}

/// How a try failed, with who was seen blocking.
pub(super) struct Failed {
    /// What stopped it.
    pub(super) fault: Fault,
    /// Who blocked it.
    pub(super) blockers: Vec<Blocker>,
}

impl Fault {
    /// Of the driver's error for a statement, or for BEGIN and COMMIT.
    pub(super) fn of(doing: &str, error: &sqlx::Error, statement: Option<usize>) -> Self {
        let server = error
            .as_database_error()
            .and_then(|server| server.try_downcast_ref::<PgDatabaseError>());
        let described = Error::during(doing, error);
        match server {
            // After FATAL and PANIC the server closes the connection.
            Some(server) if !matches!(server.severity(), PgSeverity::Fatal | PgSeverity::Panic) => {
                Fault::Refused { error: described, objects: objects(server), statement }
            }
            Some(_) => Fault::Lost { error: described, statement, committing: None },
            None => Fault::lost(&format!("{doing}: {error}"), statement),
        }
    }

    /// Of a connection whose answers do not come any more.
    pub(super) fn lost(why: &str, statement: Option<usize>) -> Self {
        let error = Error::new("connection-lost", format!("the connection was lost: {why}"))
            .with_hint("look whether the server still runs, then try again");
        Fault::Lost { error, statement, committing: None }
    }

    /// What stopped it.
    pub(super) fn error(&self) -> &Error {
        match self {
            Fault::Refused { error, .. }
            | Fault::Lost { error, .. }
            | Fault::Stopped { error, .. } => error,
        }
    }

    /// The statement that was reached.
    pub(super) fn statement(&self) -> Option<usize> {
        match self {
            Fault::Refused { statement, .. }
            | Fault::Lost { statement, .. }
            | Fault::Stopped { statement, .. } => *statement,
        }
    }

    /// Whether a lock was not to be had: the only reason to try again.
    pub(super) fn is_lock(&self) -> bool {
        matches!(self, Fault::Refused { error, .. }
            if matches!(error.sqlstate(), Some("55P03" | "40P01")))
    }
}

/// The names of objects only: the server's DETAIL and CONTEXT may hold row values.
fn objects(server: &PgDatabaseError) -> NamedObjects {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    NamedObjects {
        sqlstate: Some(server.code().to_owned()),
        namespace: owned(server.schema()),
        table: owned(server.table()),
        column: owned(server.column()),
        constraint: owned(server.constraint()),
        data_type: owned(server.data_type()),
    }
}
