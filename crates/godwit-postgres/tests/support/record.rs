use std::time::Duration;

use godwit_postgres::{
    Error,
    execute::{Journal, Script, ScriptBatch, ScriptStatement, Waiting},
    outcome::Committing,
};

/// A journal in memory.
#[derive(Debug, Default)]
pub struct Record {
    pub entries: Vec<String>,
    pub commits: Vec<Committing>,
    pub waits: Vec<Waiting>,
    /// The kind of entry that cannot be written.
    pub refuses: Option<&'static str>,
}

impl Record {
    pub fn words(&self) -> String {
        self.entries.join(", ")
    }

    fn write(&mut self, kind: &str, what: &str) -> Result<(), Error> {
        if self.refuses == Some(kind) {
            return Err(Error::refused("journal-failed", "the journal is full", "make room"));
        }
        self.entries.push(format!("{kind} {what}"));
        Ok(())
    }
}

impl Journal for Record {
    async fn batch_started(&mut self, batch: usize) -> Result<(), Error> {
        self.write("start", &batch.to_string())
    }

    async fn statement_started(&mut self, batch: usize, statement: usize) -> Result<(), Error> {
        self.write("send", &format!("{batch}.{statement}"))
    }

    async fn statement_done(
        &mut self,
        batch: usize,
        statement: usize,
        _: Duration,
    ) -> Result<(), Error> {
        self.write("done", &format!("{batch}.{statement}"))
    }

    async fn before_commit(&mut self, batch: usize, committing: &Committing) -> Result<(), Error> {
        self.commits.push(committing.clone());
        self.write("commit", &batch.to_string())
    }

    async fn batch_committed(&mut self, batch: usize) -> Result<(), Error> {
        self.write("held", &batch.to_string())
    }

    async fn batch_rolled_back(&mut self, batch: usize) -> Result<(), Error> {
        self.write("undone", &batch.to_string())
    }

    async fn waiting(&mut self, waiting: &Waiting) -> Result<(), Error> {
        self.waits.push(waiting.clone());
        self.write("wait", &waiting.batch.to_string())
    }
}

/// A script of transactional batches.
pub fn script(batches: &[&[&str]]) -> Script {
    let batch = |statements: &&[&str]| ScriptBatch {
        transactional: true,
        statements: statements
            .iter()
            .map(|sql| ScriptStatement { sql: (*sql).to_owned(), clean_up: None })
            .collect(),
        after: None,
    };
    Script {
        batches: batches.iter().map(batch).collect(),
        lock_timeout_ms: 3_000,
        statement_timeout_ms: 0,
        retries: 0,
        scope: None,
    }
}

/// A batch of one statement outside of any transaction.
pub fn standalone(sql: &str, clean_up: Option<&str>) -> ScriptBatch {
    let clean_up = clean_up.map(str::to_owned);
    let statement = ScriptStatement { sql: sql.to_owned(), clean_up };
    ScriptBatch { transactional: false, statements: vec![statement], after: None }
}
