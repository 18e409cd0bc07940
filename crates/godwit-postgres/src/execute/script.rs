use godwit_schema::{Fingerprint, Scope};

use crate::{Error, Session};

/// What is run, and how patiently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// In order.
    pub batches: Vec<ScriptBatch>,
    /// How long a statement may wait for a lock, in milliseconds; never 0, since whoever waits makes
    /// all others wait behind it.
    pub lock_timeout_ms: u32,
    /// How long a statement may run, in milliseconds; 0 is no limit.
    pub statement_timeout_ms: u32,
    /// How often a batch is tried again after a lock timeout or a deadlock.
    pub retries: u32,
    /// What of the structure is read before each batch, and again when a COMMIT got no answer; `None`
    /// for scratch databases, where the server's word on the transaction is enough.
    pub scope: Option<Scope>,
}

/// Statements that share a transaction, or one statement that cannot run in any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptBatch {
    /// Whether it runs between BEGIN and COMMIT.
    pub transactional: bool,
    /// In order; exactly one when not transactional.
    pub statements: Vec<ScriptStatement>,
    /// The structure that it leaves, when that is known in advance.
    pub after: Option<Fingerprint>,
}

/// One SQL command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptStatement {
    /// As sent, without a semicolon at its end.
    pub sql: String,
    /// What removes the wreckage when it fails outside of a transaction; must also work when there is
    /// none: `DROP INDEX CONCURRENTLY IF EXISTS …`.
    pub clean_up: Option<String>,
}

/// A backend whose client fell silent in a transaction gives up its locks after this time.
const IDLE_LIMIT_MS: u32 = 60_000;
/// The least patience of a clean-up, in milliseconds.
const CLEAN_UP_LOCK_LIMIT_MS: u32 = 30_000;

impl Script {
    /// Whether it can be run as it is.
    pub(super) fn check(&self) -> Result<(), Error> {
        let invalid = |why: String| {
            Error::new(
                "script-invalid",
                format!("the script is not run, nothing was changed: {why}"),
            )
            .with_hint("make the plan again")
        };
        if self.lock_timeout_ms == 0 {
            return Err(invalid("its lock timeout is 0, which would be no limit".to_owned()));
        }
        for (number, batch) in self.batches.iter().enumerate() {
            if !batch.transactional && batch.statements.len() != 1 {
                return Err(invalid(format!(
                    "batch {number} runs outside of a transaction and has {} statements",
                    batch.statements.len()
                )));
            }
        }
        Ok(())
    }

    /// How long a clean-up waits for locks, in milliseconds; 0 is for ever. What made the statement
    /// fail, an old transaction mostly, makes its clean-up wait as well, and waiting for the lock of
    /// `DROP INDEX CONCURRENTLY` (SHARE UPDATE EXCLUSIVE) keeps neither readers nor writers away.
    pub(super) fn clean_up_lock_timeout_ms(&self) -> u32 {
        match self.lock_timeout_ms {
            0 => 0,
            limit => limit.max(CLEAN_UP_LOCK_LIMIT_MS),
        }
    }

    /// The settings on which the meaning or the patience of a statement depends, whatever the role or
    /// the database has set: for this transaction only when `local`.
    pub(super) async fn pin(
        &self,
        session: &mut Session,
        local: bool,
        lock_timeout_ms: u32,
    ) -> Result<(), sqlx::Error> {
        let mut settings = vec![
            ("lock_timeout", lock_timeout_ms.to_string()),
            ("statement_timeout", self.statement_timeout_ms.to_string()),
            ("idle_in_transaction_session_timeout", IDLE_LIMIT_MS.to_string()),
            ("search_path", "pg_catalog".to_owned()),
            ("standard_conforming_strings", "on".to_owned()),
            ("check_function_bodies", "on".to_owned()),
            ("default_tablespace", String::new()),
            ("DateStyle", "ISO, MDY".to_owned()),
            ("IntervalStyle", "postgres".to_owned()),
            // COMMIT must mean that it is on the disk.
            ("synchronous_commit", "on".to_owned()),
        ];
        if session.identity().version >= 170_000 {
            settings.push(("transaction_timeout", "0".to_owned()));
        }
        let (names, values): (Vec<&str>, Vec<String>) = settings.into_iter().unzip();
        sqlx::query(
            "SELECT pg_catalog.set_config(name, value, $3)
             FROM unnest($1::text[], $2::text[]) AS s(name, value)",
        )
        .bind(names)
        .bind(values)
        .bind(local)
        .execute(session.connection())
        .await
        .map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(transactional: bool, statements: usize, lock_timeout_ms: u32) -> Script {
        let statement = ScriptStatement { sql: "SELECT 1".to_owned(), clean_up: None };
        let statements = vec![statement; statements];
        let batches = vec![ScriptBatch { transactional, statements, after: None }];
        Script { batches, lock_timeout_ms, statement_timeout_ms: 0, retries: 0, scope: None }
    }

    #[test]
    fn only_single_statements_run_outside_of_a_transaction() {
        assert!(script(true, 3, 1).check().is_ok());
        assert!(script(false, 1, 1).check().is_ok());
        assert_eq!(script(false, 2, 1).check().expect_err("refused").code(), "script-invalid");
    }

    #[test]
    fn there_is_always_a_lock_timeout() {
        assert_eq!(script(true, 1, 0).check().expect_err("refused").code(), "script-invalid");
    }
}
