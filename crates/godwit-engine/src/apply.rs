use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use godwit_plan::plan::Plan;
use godwit_postgres::{
    Session,
    execute::{self, Executed, Failure, Journal, Script, ScriptBatch, ScriptStatement, Waiting},
    outcome::Committing,
};
use godwit_schema::Fingerprint;

use crate::{
    Engine,
    error::Error,
    gate::{self, BackupChoice, Leave, touched_tables},
    history::{JournalEntry, RunRecord},
    progress::Watcher,
    source::Source,
    validate::Counts,
    view::{CheckState, RunState, RunStepState, RunStepView},
};

impl Engine {
    /// Applies a sealed plan: gate, run, validate, receipt.
    ///
    /// The record says how it ended, also when it failed; an error means that the run was never
    /// begun and nothing was changed. `job` is a name by which [`Engine::cancel`] stops it.
    ///
    /// # Errors
    /// `gate-shut` with reasons, an unreachable target, or a history that cannot be written.
    pub async fn apply(
        &self,
        plan: &Plan,
        source: &Source,
        leave: &Leave,
        job: &str,
        watcher: &Watcher,
    ) -> Result<RunRecord, Error> {
        watcher.phase("Checking the gate", None);
        let view = self.gate(plan, source, leave).await?;
        if !view.open {
            return Err(gate::shut(&view));
        }
        let mut run = self.begin_run(plan, source, leave).await?;
        let cancel = self.begin(job);
        let started = Instant::now();
        let outcome = self.carry_out(plan, source, &mut run, watcher, cancel).await;
        self.end(job);
        run.seconds = started.elapsed().as_secs_f64();
        run.finished_at = Some(self.clock.timestamp());
        if let Err(error) = outcome {
            if run.state == RunState::Running {
                // It failed before the first statement of the plan was sent.
                run.state = RunState::RolledBack;
                run.outcome = "nothing was begun; the database is as it was before".to_owned();
                run.next = vec!["look at what failed and apply the plan again".to_owned()];
            }
            // Else the run itself is decided already; what failed is its validation.
            run.error.get_or_insert(error.view());
        }
        self.history.save_run(&run).await?;
        watcher.log(format!("run {} ended: {}", run.id, run.outcome));
        Ok(run)
    }

    pub(crate) async fn begin_run(
        &self,
        plan: &Plan,
        source: &Source,
        leave: &Leave,
    ) -> Result<RunRecord, Error> {
        let (target, profile) = self.live(source).await?;
        let server = plan.server.clone().ok_or_else(|| {
            Error::new("plan-without-database", "the plan was not made for a live database")
                .hint("plan with the live database as BEFORE")
        })?;
        let backup = match &leave.backup {
            BackupChoice::Taken(id) => Some(self.history.backup(id).await?),
            BackupChoice::Without | BackupChoice::Unsaid => None,
        };
        let run = RunRecord {
            format: RunRecord::FORMAT,
            id: self.clock.new_id(),
            seal: plan.seal.as_str().to_owned(),
            profile: profile.as_ref().map(|profile| profile.id.clone()).unwrap_or_default(),
            profile_name: profile.map_or_else(|| target.display(), |profile| profile.name),
            target: target.display(),
            server,
            who: self.folders.owner(),
            started_at: self.clock.timestamp(),
            finished_at: None,
            seconds: 0.0,
            state: RunState::Running,
            outcome: "the run was started and has not ended".to_owned(),
            steps: plan
                .steps
                .iter()
                .map(|step| RunStepView {
                    key: step.key.clone(),
                    title: step.title.clone(),
                    state: RunStepState::Waiting,
                    milliseconds: 0.0,
                })
                .collect(),
            validation: Vec::new(),
            backup,
            acceptances: leave
                .acceptances
                .iter()
                .map(|given| format!("{} {}", given.code, given.object))
                .collect(),
            error: None,
            next: Vec::new(),
        };
        self.history.save_plan(plan, &run.profile).await?;
        self.history.save_run(&run).await?;
        Ok(run)
    }

    async fn carry_out(
        &self,
        plan: &Plan,
        source: &Source,
        run: &mut RunRecord,
        watcher: &Watcher,
        cancel: tokio_util::sync::CancellationToken,
    ) -> Result<(), Error> {
        let (target, _) = self.live(source).await?;
        let counts: Counts = {
            let mut session = Session::connect(&target).await?;
            watcher.phase("Counting rows", None);
            self.count_rows(&mut session, &touched_tables(plan)).await?
        };
        watcher.phase("Applying", Some(0.0));
        let steps = Arc::new(Mutex::new(std::mem::take(&mut run.steps)));
        let mut journal = RunJournal {
            engine: self,
            plan,
            run: run.id.clone(),
            steps: Arc::clone(&steps),
            watcher: watcher.clone(),
        };
        let recheck = Recheck { plan, source };
        let outcome =
            execute::execute(&target, &script(plan), &recheck, &mut journal, cancel).await;
        run.steps = std::mem::take(&mut *steps.lock().unwrap_or_else(PoisonError::into_inner));
        match outcome {
            Ok(Executed { .. }) => {
                run.state = RunState::Applied;
                run.outcome = "every change of the plan was committed".to_owned();
                watcher.phase("Validating", None);
                let mut session = Session::connect(&target).await?;
                run.validation = self.validate_run(&mut session, source, plan, &counts).await?;
                let failed = run.validation.iter().any(|check| check.state == CheckState::Failed);
                run.next = if failed {
                    vec!["look at the failed checks before the application is started".to_owned()]
                } else {
                    after_success(plan, run)
                };
            }
            Err(failure) => self.failed(run, &failure),
        }
        Ok(())
    }

    fn failed(&self, run: &mut RunRecord, failure: &Failure) {
        run.error = Some(Error::from(failure.error.clone()).view());
        if let Some(in_doubt) = &failure.in_doubt {
            run.state = RunState::Interrupted;
            run.outcome = format!(
                "the connection was lost in the middle, and it is not known yet what became of it: {in_doubt}"
            );
            run.next = vec![format!(
                "when the server is back, resolve the run: godwit recover {}",
                run.id
            )];
        } else if failure.committed.is_empty() {
            run.state = RunState::RolledBack;
            run.outcome = "everything was rolled back; the database is as it was before".to_owned();
            run.next = vec!["correct what failed, make the plan again and apply it".to_owned()];
        } else {
            run.state = RunState::Interrupted;
            run.outcome = format!(
                "{} of the plan's batches were committed before the failure and stay; the failed one left nothing behind",
                failure.committed.len()
            );
            run.next = vec![
                "compare again: the plan made now holds exactly what is left to do".to_owned(),
            ];
        }
        if let Some(wreckage) = &failure.clean_up_error {
            run.next.insert(0, format!("clean up by hand: {}", wreckage.message()));
        }
    }
}

pub(crate) fn after_success(plan: &Plan, run: &RunRecord) -> Vec<String> {
    let mut next = vec!["deploy the code that expects the new structure".to_owned()];
    if !plan.excluded.is_empty() {
        next.push(format!(
            "{} steps were left out; plan again when their rows are corrected",
            plan.excluded.len()
        ));
    }
    if let Some(backup) = &run.backup {
        next.push(format!("keep the backup until you are sure: {}", backup.backup.path.display()));
    }
    next
}

fn script(plan: &Plan) -> Script {
    Script {
        batches: plan
            .batches
            .iter()
            .enumerate()
            .map(|(number, batch)| ScriptBatch {
                transactional: batch.transactional,
                statements: batch
                    .statements
                    .iter()
                    .map(|(step, statement)| {
                        let statement = &plan.steps[*step].statements[*statement];
                        ScriptStatement {
                            sql: statement.sql.clone(),
                            clean_up: statement.clean_up.clone(),
                        }
                    })
                    .collect(),
                after: (number + 1 == plan.batches.len()).then(|| plan.after.fingerprint.clone()),
            })
            .collect(),
        lock_timeout_ms: plan.policy.lock_timeout_ms,
        statement_timeout_ms: plan.policy.statement_timeout_ms,
        retries: plan.policy.retries,
        scope: Some(plan.policy.scope.clone()),
    }
}

/// Whether the structure is still the plan's when the runner's lock is held.
struct Recheck<'a> {
    plan: &'a Plan,
    source: &'a Source,
}

impl execute::Recheck for Recheck<'_> {
    fn recheck(
        &self,
        batch: usize,
        structure: Option<&Fingerprint>,
    ) -> Result<(), godwit_postgres::Error> {
        // Later batches start from what earlier ones of this run left.
        if batch > 0 || structure == Some(&self.plan.before.fingerprint) {
            return Ok(());
        }
        tracing::warn!(source = %self.source.name(), "structure changed under the plan");
        Err(godwit_postgres::Error::refused(
            "plan-stale",
            "the database has changed since the plan was made, so nothing was applied",
            "compare and plan again",
        ))
    }
}

/// Writes each event of a run down before the next thing is done, and tells the watcher.
struct RunJournal<'a> {
    engine: &'a Engine,
    plan: &'a Plan,
    run: String,
    steps: Arc<Mutex<Vec<RunStepView>>>,
    watcher: Watcher,
}

impl RunJournal<'_> {
    async fn write(&self, entry: JournalEntry) -> Result<(), godwit_postgres::Error> {
        let at = self.engine.clock.timestamp();
        self.engine.history.write_journal(&self.run, &at, &entry).await.map_err(|error| {
            godwit_postgres::Error::refused(
                "journal-failed",
                &format!("the run's journal cannot be written, so nothing more is done: {error}"),
                "make room on the disk of the data folder and apply again",
            )
        })
    }

    fn set(&self, step: usize, state: RunStepState, add: f64) {
        let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = steps.get_mut(step) {
            found.state = state;
            found.milliseconds += add;
            self.watcher.step(&found.key, state, found.milliseconds);
        }
    }

    fn set_batch(&self, batch: usize, from: &[RunStepState], to: RunStepState) {
        let statements = self.plan.batches.get(batch).map(|batch| batch.statements.as_slice());
        for (step, _) in statements.unwrap_or_default() {
            let state = {
                let steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
                steps.get(*step).map(|found| found.state)
            };
            if state.is_some_and(|state| from.contains(&state)) {
                self.set(*step, to, 0.0);
            }
        }
    }

    fn step_of(&self, batch: usize, statement: usize) -> Option<(usize, bool)> {
        let (step, within) = *self.plan.batches.get(batch)?.statements.get(statement)?;
        let last = within + 1 == self.plan.steps.get(step)?.statements.len();
        Some((step, last))
    }

    fn fraction(&self) -> f64 {
        let steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        let done = steps
            .iter()
            .filter(|step| matches!(step.state, RunStepState::Done | RunStepState::Committed))
            .count();
        // Steps are far fewer than 2^52.
        done as f64 / steps.len().max(1) as f64
    }
}

impl Journal for RunJournal<'_> {
    async fn batch_started(&mut self, batch: usize) -> Result<(), godwit_postgres::Error> {
        self.write(JournalEntry::BatchStarted { batch }).await
    }

    async fn statement_started(
        &mut self,
        batch: usize,
        statement: usize,
    ) -> Result<(), godwit_postgres::Error> {
        if let Some((step, _)) = self.step_of(batch, statement) {
            self.watcher.phase(self.plan.steps[step].title.clone(), Some(self.fraction()));
            self.set(step, RunStepState::Running, 0.0);
        }
        self.write(JournalEntry::StatementStarted { batch, statement }).await
    }

    async fn statement_done(
        &mut self,
        batch: usize,
        statement: usize,
        took: std::time::Duration,
    ) -> Result<(), godwit_postgres::Error> {
        let milliseconds = took.as_secs_f64() * 1_000.0;
        if let Some((step, last)) = self.step_of(batch, statement) {
            let state = if last { RunStepState::Done } else { RunStepState::Running };
            self.set(step, state, milliseconds);
        }
        self.write(JournalEntry::StatementDone { batch, statement, milliseconds }).await
    }

    async fn before_commit(
        &mut self,
        batch: usize,
        committing: &Committing,
    ) -> Result<(), godwit_postgres::Error> {
        self.write(JournalEntry::BeforeCommit { batch, committing: committing.clone() }).await
    }

    async fn batch_committed(&mut self, batch: usize) -> Result<(), godwit_postgres::Error> {
        self.set_batch(batch, &[RunStepState::Done], RunStepState::Committed);
        self.watcher.log(format!("batch {} committed", batch + 1));
        self.write(JournalEntry::BatchCommitted { batch }).await
    }

    async fn batch_rolled_back(&mut self, batch: usize) -> Result<(), godwit_postgres::Error> {
        self.set_batch(batch, &[RunStepState::Done], RunStepState::RolledBack);
        self.set_batch(batch, &[RunStepState::Running], RunStepState::Failed);
        self.watcher.log(format!("batch {} rolled back", batch + 1));
        self.write(JournalEntry::BatchRolledBack { batch }).await
    }

    async fn waiting(&mut self, waiting: &Waiting) -> Result<(), godwit_postgres::Error> {
        self.watcher.blocked(
            waiting.blockers.iter().map(ToString::to_string).collect(),
            waiting.attempt,
            waiting.pause.as_secs_f64(),
        );
        self.write(JournalEntry::Waiting { batch: waiting.batch, attempt: waiting.attempt }).await
    }
}
