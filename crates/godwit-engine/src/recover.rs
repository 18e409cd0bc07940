use godwit_plan::plan::Plan;
use godwit_postgres::{
    Session, Target,
    outcome::{self, Committing, Outcome},
};

use crate::{
    Engine,
    error::Error,
    history::{JournalEntry, JournalLine, RunRecord},
    source::Source,
    view::{RunState, RunStepState},
};

/// How one batch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Committed,
    RolledBack,
    /// A statement outside of any transaction stopped half-way.
    CutOff,
}

/// What the journal says of one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Known {
    Committed,
    NothingSent,
    InDoubt(Committing),
}

impl Engine {
    /// Finds out how an interrupted run ended, by its journal, by the structure and by asking the
    /// server what became of its last transaction; the run ends as Applied, Rolled back, or stays
    /// Interrupted with what was committed.
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
        let mut ends = Vec::new();
        for batch in 0..plan.batches.len() {
            ends.push(match known(&journal, batch) {
                Known::Committed => End::Committed,
                Known::NothingSent => End::RolledBack,
                Known::InDoubt(committing) => decide(&target, &committing, &plan, &run).await?,
            });
        }
        tell(&mut run, &plan, &ends);
        if run.state == RunState::Applied {
            let mut session = Session::connect(&target).await?;
            run.validation =
                self.validate_run(&mut session, source, &plan, &Default::default()).await?;
        }
        run.finished_at.get_or_insert_with(|| self.clock.timestamp());
        self.history.save_run(&run).await?;
        tracing::info!(run = run.id, outcome = run.outcome, "run resolved");
        Ok(run)
    }
}

/// Asks the structure and the server.
async fn decide(
    target: &Target,
    committing: &Committing,
    plan: &Plan,
    run: &RunRecord,
) -> Result<End, Error> {
    match outcome::resolve(target, committing, &run.server, Some(&plan.policy.scope)).await? {
        Outcome::Committed => Ok(End::Committed),
        Outcome::RolledBack => Ok(End::RolledBack),
        Outcome::InProgress => Err(Error::new(
            "still-in-progress",
            format!("the server is still working on run {}", run.id),
        )
        .hint("wait and ask again")),
        Outcome::Unknown { .. } if committing.xid.is_none() => Ok(End::CutOff),
        Outcome::Unknown { reason } => Err(Error::new(
            "outcome-unknown",
            format!("it cannot be said any more what became of run {}: {reason}", run.id),
        )
        .hint("compare again: the structure shows what is there")),
    }
}

/// Writes down how the run ended.
fn tell(run: &mut RunRecord, plan: &Plan, ends: &[End]) {
    for (batch, end) in plan.batches.iter().zip(ends) {
        for (step, _) in &batch.statements {
            if let Some(step) = run.steps.get_mut(*step) {
                step.state = match end {
                    End::Committed => RunStepState::Committed,
                    End::RolledBack => RunStepState::RolledBack,
                    End::CutOff => RunStepState::Failed,
                };
            }
        }
    }
    let count = |wanted: End| ends.iter().filter(|end| **end == wanted).count();
    let (committed, cut_off) = (count(End::Committed), count(End::CutOff));
    if committed == ends.len() {
        run.state = RunState::Applied;
        run.outcome = "every change of the plan was committed".to_owned();
        run.next = Vec::new();
    } else if committed + cut_off == 0 {
        run.state = RunState::RolledBack;
        run.outcome = "everything was rolled back; the database is as it was before".to_owned();
        run.next = vec!["make the plan again and apply it".to_owned()];
    } else {
        let rest = match cut_off {
            0 => "the others left nothing behind",
            _ => {
                "a statement that runs outside of transactions was cut off and may have left an \
                  invalid index"
            }
        };
        run.state = RunState::Interrupted;
        run.outcome =
            format!("{committed} of {} batches were committed and stay, {rest}", ends.len());
        run.next =
            vec!["compare again: the plan made now holds exactly what is left to do".to_owned()];
    }
}

/// The last word of the journal on a batch counts: a batch may have been tried several times.
fn known(journal: &[JournalLine], batch: usize) -> Known {
    let mut found = Known::NothingSent;
    for line in journal {
        match &line.entry {
            JournalEntry::BeforeCommit { batch: at, committing } if *at == batch => {
                found = Known::InDoubt(committing.clone());
            }
            JournalEntry::BatchCommitted { batch: at } if *at == batch => found = Known::Committed,
            JournalEntry::BatchRolledBack { batch: at } if *at == batch => {
                found = Known::NothingSent;
            }
            // What runs alone holds as soon as it is done.
            JournalEntry::StatementDone { batch: at, .. }
                if *at == batch
                    && matches!(&found, Known::InDoubt(committing) if committing.xid.is_none()) =>
            {
                found = Known::Committed;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn committing(xid: &str) -> Committing {
        Committing { xid: Some(xid.to_owned()), before: None, after: None }
    }

    fn line(entry: JournalEntry) -> JournalLine {
        JournalLine { at: "2026-01-01T00:00:00Z".to_owned(), entry }
    }

    #[test]
    fn a_commit_without_an_answer_is_in_doubt() {
        let mut journal = vec![
            line(JournalEntry::BatchStarted { batch: 0 }),
            line(JournalEntry::BeforeCommit { batch: 0, committing: committing("741") }),
        ];
        assert_eq!(known(&journal, 0), Known::InDoubt(committing("741")));
        journal.push(line(JournalEntry::BatchCommitted { batch: 0 }));
        assert_eq!(known(&journal, 0), Known::Committed);
        assert_eq!(known(&journal, 1), Known::NothingSent);
    }

    #[test]
    fn what_runs_alone_holds_when_it_is_done() {
        let alone = Committing { xid: None, before: None, after: None };
        let mut journal =
            vec![line(JournalEntry::BeforeCommit { batch: 1, committing: alone.clone() })];
        assert_eq!(known(&journal, 1), Known::InDoubt(alone));
        let done = JournalEntry::StatementDone { batch: 1, statement: 0, milliseconds: 1.0 };
        journal.push(line(done));
        assert_eq!(known(&journal, 1), Known::Committed);
    }

    #[test]
    fn a_second_try_makes_the_first_one_history() {
        let journal = vec![
            line(JournalEntry::BatchStarted { batch: 0 }),
            line(JournalEntry::BatchRolledBack { batch: 0 }),
            line(JournalEntry::BatchStarted { batch: 0 }),
            line(JournalEntry::BeforeCommit { batch: 0, committing: committing("742") }),
        ];
        assert_eq!(known(&journal, 0), Known::InDoubt(committing("742")));
    }
}
