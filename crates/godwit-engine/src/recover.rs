use godwit_postgres::{
    Session,
    outcome::{self, XactStatus},
};

use crate::{
    Engine,
    error::Error,
    history::{JournalEntry, JournalLine, RunRecord},
    source::Source,
    view::{RunState, RunStepState},
};

/// What the journal says of one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Known {
    Committed,
    NothingSent,
    InDoubt { xid: String },
}

impl Engine {
    /// Finds out how an interrupted run ended, by its journal and by asking the server what became
    /// of its last transaction; the run ends as Applied, Rolled back, or stays Interrupted with what
    /// was committed.
    ///
    /// # Errors
    /// The server cannot be reached, or is not the one of the run. The run stays as it is.
    pub async fn resolve_run(&self, id: &str, source: Option<&Source>) -> Result<RunRecord, Error> {
        let mut run = self.history.run(id).await?;
        if matches!(run.state, RunState::Applied | RunState::RolledBack) {
            return Ok(run);
        }
        let (plan, _) = self.history.plan(&run.seal).await?;
        let journal = self.history.journal(&run.id).await?;
        let own = Source::Profile(run.profile.clone());
        let source = match source {
            Some(source) => source,
            None if run.profile.is_empty() => {
                return Err(Error::new(
                    "target-missing",
                    format!("run {} went to a database given by URL, which is not saved", run.id),
                )
                .hint("give the target again: godwit recover RUN --target postgresql://…"));
            }
            None => &own,
        };
        let (target, _) = self.live(source).await?;
        // The structure is asked first: after a crash, a transaction id that was never flushed may
        // have been given to another transaction, whose outcome says nothing about this one.
        let live = {
            let mut session = Session::connect(&target).await?;
            let read = self.read_session(&mut session, &source.name()).await?;
            read.snapshot.fingerprint(&plan.policy.scope)
        };
        let mut committed = Vec::new();
        for batch in 0..plan.batches.len() {
            let done = match known(&journal, batch) {
                Known::InDoubt { .. } if live == plan.before.fingerprint => false,
                Known::InDoubt { .. } if live == plan.after.fingerprint => true,
                Known::Committed => true,
                Known::NothingSent => false,
                Known::InDoubt { xid } => {
                    match outcome::resolve(&target, &xid, &run.server).await? {
                        XactStatus::Committed => true,
                        XactStatus::Aborted => false,
                        XactStatus::InProgress => {
                            return Err(Error::new(
                                "still-in-progress",
                                format!(
                                    "the server is still working on the transaction of run {}",
                                    run.id
                                ),
                            )
                            .hint("wait and ask again"));
                        }
                        XactStatus::Unknown { reason } => {
                            return Err(Error::new(
                                "outcome-unknown",
                                format!("the server cannot say any more what became of run {}: {reason}", run.id),
                            )
                            .hint("compare again: the structure shows what is there"));
                        }
                    }
                }
            };
            committed.push(done);
        }
        for (batch, done) in plan.batches.iter().zip(&committed) {
            for (step, _) in &batch.statements {
                if let Some(step) = run.steps.get_mut(*step) {
                    step.state =
                        if *done { RunStepState::Committed } else { RunStepState::RolledBack };
                }
            }
        }
        if committed.iter().all(|done| *done) {
            run.state = RunState::Applied;
            run.outcome = "every change of the plan was committed".to_owned();
            let mut session = Session::connect(&target).await?;
            run.validation =
                self.validate_run(&mut session, source, &plan, &Default::default()).await?;
            run.next = Vec::new();
        } else if committed.iter().any(|done| *done) {
            run.state = RunState::Interrupted;
            run.outcome = format!(
                "{} of {} batches were committed and stay, the others left nothing behind",
                committed.iter().filter(|done| **done).count(),
                committed.len()
            );
            run.next = vec![
                "compare again: the plan made now holds exactly what is left to do".to_owned(),
            ];
        } else {
            run.state = RunState::RolledBack;
            run.outcome = "everything was rolled back; the database is as it was before".to_owned();
            run.next = vec!["make the plan again and apply it".to_owned()];
        }
        run.finished_at.get_or_insert_with(|| self.clock.timestamp());
        self.history.save_run(&run).await?;
        tracing::info!(run = run.id, outcome = run.outcome, "run resolved");
        Ok(run)
    }
}

/// The last word of the journal on a batch counts: a batch may have been tried several times.
fn known(journal: &[JournalLine], batch: usize) -> Known {
    let mut found = Known::NothingSent;
    for line in journal {
        match &line.entry {
            JournalEntry::BeforeCommit { batch: at, xid } if *at == batch => {
                found = Known::InDoubt { xid: xid.clone() };
            }
            JournalEntry::BatchCommitted { batch: at } if *at == batch => found = Known::Committed,
            JournalEntry::BatchRolledBack { batch: at } if *at == batch => {
                found = Known::NothingSent;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(entry: JournalEntry) -> JournalLine {
        JournalLine { at: "2026-01-01T00:00:00Z".to_owned(), entry }
    }

    #[test]
    fn a_commit_without_an_answer_is_in_doubt() {
        let mut journal = vec![
            line(JournalEntry::BatchStarted { batch: 0 }),
            line(JournalEntry::BeforeCommit { batch: 0, xid: "741".to_owned() }),
        ];
        assert_eq!(known(&journal, 0), Known::InDoubt { xid: "741".to_owned() });
        journal.push(line(JournalEntry::BatchCommitted { batch: 0 }));
        assert_eq!(known(&journal, 0), Known::Committed);
        assert_eq!(known(&journal, 1), Known::NothingSent);
    }

    #[test]
    fn a_second_try_makes_the_first_one_history() {
        let journal = vec![
            line(JournalEntry::BatchStarted { batch: 0 }),
            line(JournalEntry::BatchRolledBack { batch: 0 }),
            line(JournalEntry::BatchStarted { batch: 0 }),
            line(JournalEntry::BeforeCommit { batch: 0, xid: "742".to_owned() }),
        ];
        assert_eq!(known(&journal, 0), Known::InDoubt { xid: "742".to_owned() });
    }
}
