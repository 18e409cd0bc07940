use serde::{Deserialize, Serialize};

use godwit_postgres::outcome::Committing;

use crate::{error::Error, history::History};

/// One thing that was about to happen or happened in a run. Indexes count from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum JournalEntry {
    /// A batch begins.
    BatchStarted {
        /// Which.
        batch: usize,
    },
    /// A statement is about to be sent.
    StatementStarted {
        /// Which batch.
        batch: usize,
        /// Which statement of the batch.
        statement: usize,
    },
    /// A statement has come back.
    StatementDone {
        /// Which batch.
        batch: usize,
        /// Which statement of the batch.
        statement: usize,
        /// How long it took, in milliseconds.
        milliseconds: f64,
    },
    /// COMMIT is about to be sent. Durable before it is.
    BeforeCommit {
        /// Which batch.
        batch: usize,
        /// What tells afterwards what became of it.
        #[serde(flatten)]
        committing: Committing,
    },
    /// The server confirmed the batch.
    BatchCommitted {
        /// Which.
        batch: usize,
    },
    /// The batch left nothing behind.
    BatchRolledBack {
        /// Which.
        batch: usize,
    },
    /// Waiting for a lock.
    Waiting {
        /// Which batch.
        batch: usize,
        /// Try number, from 1.
        attempt: u32,
    },
}

/// A journal entry with when it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalLine {
    /// RFC 3339 in UTC.
    pub at: String,
    /// What.
    #[serde(flatten)]
    pub entry: JournalEntry,
}

impl History {
    /// Writes the next line of a run's journal; on the disk when this returns.
    ///
    /// # Errors
    /// The history cannot be written: nothing that depends on the line may be done.
    pub async fn write_journal(
        &self,
        run: &str,
        at: &str,
        entry: &JournalEntry,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO journal (run, sequence, at, entry)
             SELECT ?1, coalesce(max(sequence), 0) + 1, ?2, ?3 FROM journal WHERE run = ?1",
        )
        .bind(run)
        .bind(at)
        .bind(super::print("journal entry", entry)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// A run's journal in order.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn journal(&self, run: &str) -> Result<Vec<JournalLine>, Error> {
        let lines: Vec<(String, String)> =
            sqlx::query_as("SELECT at, entry FROM journal WHERE run = ?1 ORDER BY sequence")
                .bind(run)
                .fetch_all(&self.pool)
                .await?;
        lines
            .into_iter()
            .map(|(at, entry)| {
                Ok(JournalLine { at, entry: super::parse("journal entry", &entry)? })
            })
            .collect()
    }
}
