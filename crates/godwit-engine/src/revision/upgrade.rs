use godwit_diff::{diff, merge};
use godwit_plan::{hazard::Severity, plan::Plan};
use godwit_postgres::{
    Session, Target, lock, mark,
    outcome::Committing,
    restore::{Owners, restore_with},
    tools::Tools,
};
use godwit_schema::{Catalog, Snapshot};
use tokio_util::sync::CancellationToken;

use super::{
    Environment, ProjectCode,
    child::{Database, Timeouts, alembic},
    replay::expect_stamps,
};
use crate::{
    Engine,
    apply::after_success,
    backup::BackupRecord,
    compare::Comparison,
    error::Error,
    gate::{self, BackupChoice, Leave, touched_tables},
    history::{JournalEntry, RunRecord},
    progress::Watcher,
    project::Project,
    source::Source,
    view::{AcceptanceInput, CheckState, CheckView, RunState, RunStepState},
};

/// What a person decides about running pending revisions.
#[derive(Debug, Clone)]
pub struct UpgradeRequest {
    /// A name as Alembic's command line takes it.
    pub wanted: String,
    /// Their yes to each danger that the rehearsal shows.
    pub acceptances: Vec<AcceptanceInput>,
}

/// What the rehearsal on a scratch database showed.
#[derive(Debug, Clone)]
pub struct Rehearsed {
    /// The revisions that were run, in order.
    pub revisions: Vec<String>,
    /// What they do to the structure, as a plan with its hazards for the live rows. It is sealed, and
    /// never executed: Alembic does what it says.
    pub plan: Plan,
    /// The backup that the rehearsal was made of.
    pub backup: BackupRecord,
    /// What was proven, and what was not.
    pub proofs: Vec<CheckView>,
}

impl Engine {
    /// Backs a database up, restores the backup into a scratch database, and has the project's own
    /// Alembic run the pending revisions there, back, and up again.
    ///
    /// # Errors
    /// `nothing-pending`; a revision that fails on these rows; what stands in the way of a backup or
    /// of a scratch database. The live database was only read.
    pub async fn rehearse_upgrade(
        &self,
        environment: &Environment,
        code: &ProjectCode,
        source: &Source,
        wanted: &str,
        watcher: &Watcher,
    ) -> Result<Rehearsed, Error> {
        self.refuse_scratch_as_side([source, source]).await?;
        let pending = self.pending(environment, source, wanted).await?;
        let revisions: Vec<String> =
            pending.revisions.iter().map(|revision| revision.revision.clone()).collect();
        if revisions.is_empty() {
            return Err(Error::new("nothing-pending", "no revision is left to run there")
                .hint("see where it is: godwit alembic DIR current TARGET"));
        }
        let wanted = environment.resolve(wanted)?;
        let mut backup = self.back_up(source, None, None, "rehearse", watcher).await?;
        let (target, _) = self.live(source).await?;
        let mut session = Session::connect(&target).await?;
        let live = self.read_session(&mut session, &source.name()).await?;
        let version = session.identity().version;
        session.close().await?;

        watcher.phase("Rehearsing on a scratch database", None);
        let scratch = self.open_scratch("rehearse").await?;
        let outcome = async {
            let tools = Tools::find(None, version)?;
            let cancel = CancellationToken::new();
            let place = scratch.target();
            restore_with(&backup.backup, place, &tools, Owners::Drop, |_| {}, cancel).await?;
            self.tried(environment, code, place, &pending.stamps, &wanted, watcher).await
        }
        .await;
        let tried = scratch.finish(outcome).await?;

        let policy = Project::around(&environment.root)?.policy;
        let changes = diff(&tried.before, &tried.after, &policy.scope, &[], &[]).map_err(unfit)?;
        let catalog = merge(&live.snapshot.catalog, &changes.changes);
        let after = Snapshot {
            catalog,
            source: format!("revision {}", wanted.join(", ")),
            ..live.snapshot.clone()
        };
        let changes =
            diff(&live.snapshot.catalog, &after.catalog, &policy.scope, &[], &[]).map_err(unfit)?;
        let comparison = Comparison {
            before: live.snapshot,
            after,
            sizes: live.sizes,
            policy,
            renames: Vec::new(),
            changes,
        };
        let mut plan = self.plan_comparison(source, &comparison, &[]).await?;
        // Revisions may move rows between two changes; that they went through with a copy of these
        // rows is known better than what the end alone lets one fear.
        for hazard in plan.steps.iter_mut().flat_map(|step| &mut step.hazards) {
            if hazard.severity == Severity::Blocking {
                hazard.severity = Severity::Caution;
                hazard
                    .meaning
                    .push_str(", unless the revisions see to it, as they did in the rehearsal");
            }
        }
        plan.seal = plan.computed_seal();
        backup.seal = Some(plan.seal.as_str().to_owned());
        self.history.save_backup(&backup).await?;
        Ok(Rehearsed { revisions, plan, backup, proofs: tried.proofs })
    }

    /// Up, down and up again in a scratch database that holds a copy.
    async fn tried(
        &self,
        environment: &Environment,
        code: &ProjectCode,
        target: &Target,
        stamps: &[String],
        wanted: &[String],
        watcher: &Watcher,
    ) -> Result<Tried, Error> {
        let mut session = Session::connect(target).await?;
        let mark = mark::read(&mut session).await?;
        let database = Database { target, mark: &mark, timeouts: Timeouts::default() };
        let never = CancellationToken::new();
        let before = self.read_session(&mut session, "rehearsal").await?.snapshot.catalog;
        let up = async || {
            for revision in wanted {
                let words = ["upgrade", revision.as_str()];
                let ended = alembic(environment, code, &database, &words, &never, watcher).await?;
                ended.succeeded(
                    "the revisions fail on a copy of this database, so nothing was changed",
                )?;
            }
            Ok::<_, Error>(())
        };
        up().await?;
        let found = self.stamps(&mut session, environment).await?;
        expect_stamps(environment, &found, wanted)?;
        let after = self.read_session(&mut session, "rehearsal").await?.snapshot.catalog;
        let mut proofs = vec![proof(
            "upgrade",
            "The revisions go through with a copy of all rows",
            CheckState::Passed,
            "and stamp what was wanted",
        )];
        // Back to one revision is one word; to several, or to nothing of several, Alembic has none.
        let base = match stamps {
            [] => "base",
            [one] => one.as_str(),
            _ => {
                proofs.push(proof(
                    "downgrade",
                    "The way back",
                    CheckState::Skipped,
                    "the database is at several revisions, so it was not tried",
                ));
                return Ok(Tried { before, after, proofs });
            }
        };
        let ended =
            alembic(environment, code, &database, &["downgrade", base], &never, watcher).await?;
        proofs.push(if ended.code == Some(0) {
            let back = self.read_session(&mut session, "rehearsal").await?.snapshot.catalog;
            let scope = godwit_schema::Scope::default();
            if back.fingerprint(&scope) == before.fingerprint(&scope) {
                up().await?;
                let again = self.read_session(&mut session, "rehearsal").await?.snapshot.catalog;
                let same = again.fingerprint(&scope) == after.fingerprint(&scope);
                let state = if same { CheckState::Passed } else { CheckState::Attention };
                let text = if same {
                    "down gives the structure back, and up again gives the same as before"
                } else {
                    "down gives the structure back, but up again gives another than the first time"
                };
                proof("downgrade", "The way back", state, text)
            } else {
                let text = "the downgrade does not give the structure back that was there before";
                proof("downgrade", "The way back", CheckState::Attention, text)
            }
        } else {
            let text = "the downgrade fails: the way back is the backup";
            proof("downgrade", "The way back", CheckState::Attention, text)
        });
        session.close().await?;
        Ok(Tried { before, after, proofs })
    }

    /// Has the project's own Alembic run what was rehearsed on the live database: through the gate,
    /// under the runner's lock, with timeouts, journal and validation. Exit code, stamp and structure
    /// must all say that it went well.
    ///
    /// # Errors
    /// `gate-shut`, `another-run`, `plan-stale`, or a history that cannot be written: nothing was
    /// changed. How a run ended that was begun is told by its record.
    pub async fn upgrade(
        &self,
        environment: &Environment,
        code: &ProjectCode,
        source: &Source,
        rehearsed: &Rehearsed,
        request: &UpgradeRequest,
        watcher: &Watcher,
    ) -> Result<RunRecord, Error> {
        let plan = &rehearsed.plan;
        let leave = Leave {
            acceptances: request.acceptances.clone(),
            backup: BackupChoice::Taken(rehearsed.backup.id.clone()),
        };
        watcher.phase("Checking the gate", None);
        let view = self.gate(plan, source, &leave).await?;
        if !view.open {
            return Err(gate::shut(&view));
        }
        let (target, _) = self.live(source).await?;
        let mut session = Session::connect(&target).await?;
        lock::take_lock(&mut session).await?;
        let live = self.read_session(&mut session, &source.name()).await?;
        if live.snapshot.fingerprint(&plan.policy.scope) != plan.before.fingerprint {
            return Err(Error::new(
                "plan-stale",
                "the database has changed since the rehearsal, so nothing was run",
            )
            .hint("start again"));
        }
        let stamps = self.stamps(&mut session, environment).await?;
        let counts = self.count_rows(&mut session, &touched_tables(plan)).await?;
        let mut run = self.begin_run(plan, source, &leave).await?;
        // By these lines a run that was cut off is judged: by the structure alone, since the
        // transactions are Alembic's own.
        for batch in 0..plan.batches.len() {
            let committing = Committing {
                xid: None,
                before: Some(plan.before.fingerprint.clone()),
                after: Some(plan.after.fingerprint.clone()),
            };
            let entry = JournalEntry::BeforeCommit { batch, committing };
            self.history.write_journal(&run.id, &self.clock.timestamp(), &entry).await?;
        }
        let started = std::time::Instant::now();
        let cancel = self.begin("upgrade");
        watcher.phase("Running the revisions", None);
        let failure = self
            .run_revisions(
                environment,
                code,
                &target,
                &mut session,
                plan,
                request,
                &cancel,
                watcher,
            )
            .await
            .err();
        self.end("upgrade");
        run.seconds = started.elapsed().as_secs_f64();
        run.finished_at = Some(self.clock.timestamp());
        let judged = self
            .judge(environment, source, &mut session, plan, &mut run, &stamps, failure.as_ref())
            .await;
        if run.state == RunState::Applied {
            let checks = self.validate_run(&mut session, source, plan, &counts).await?;
            run.validation.extend(checks);
        }
        run.error = failure.or(judged.err()).map(|error| error.view());
        self.history.save_run(&run).await?;
        watcher.log(format!("run {} ended: {}", run.id, run.outcome));
        Ok(run)
    }

    #[allow(clippy::too_many_arguments)]
    async fn run_revisions(
        &self,
        environment: &Environment,
        code: &ProjectCode,
        target: &Target,
        session: &mut Session,
        plan: &Plan,
        request: &UpgradeRequest,
        cancel: &CancellationToken,
        watcher: &Watcher,
    ) -> Result<(), Error> {
        let mark = mark::read(session).await?;
        let timeouts = Timeouts {
            lock: plan.policy.lock_timeout_ms,
            statement: plan.policy.statement_timeout_ms,
        };
        let database = Database { target, mark: &mark, timeouts };
        for revision in environment.resolve(&request.wanted)? {
            let words = ["upgrade", revision.as_str()];
            let ended = alembic(environment, code, &database, &words, cancel, watcher).await?;
            ended.succeeded("Alembic failed")?;
        }
        Ok(())
    }

    /// Says how the run ended, by stamps and structure.
    #[allow(clippy::too_many_arguments)]
    async fn judge(
        &self,
        environment: &Environment,
        source: &Source,
        session: &mut Session,
        plan: &Plan,
        run: &mut RunRecord,
        stamps: &[String],
        failure: Option<&Error>,
    ) -> Result<(), Error> {
        let found = self.stamps(session, environment).await?;
        let live = self.read_session(session, &source.name()).await?.snapshot;
        let fingerprint = live.fingerprint(&plan.policy.scope);
        let graph = environment.graph();
        let unmoved = graph.ancestors(&found) == graph.ancestors(stamps);
        let (state, steps, outcome, next) = if failure.is_none()
            && fingerprint == plan.after.fingerprint
        {
            (
                RunState::Applied,
                RunStepState::Committed,
                format!(
                    "every pending revision was run, and the database is at {}",
                    found.join(", ")
                ),
                after_success(plan, run),
            )
        } else if unmoved && fingerprint == plan.before.fingerprint {
            (
                RunState::RolledBack,
                RunStepState::RolledBack,
                "everything was rolled back; structure and stamp are as they were before"
                    .to_owned(),
                vec!["correct what failed and start again".to_owned()],
            )
        } else {
            (
                RunState::Interrupted,
                RunStepState::Failed,
                format!(
                    "some revisions stay: the database is at {}, and its structure is neither that before nor that of the rehearsal",
                    if found.is_empty() { "no revision".to_owned() } else { found.join(", ") }
                ),
                vec!["see what is pending, correct what failed, and start again; the backup holds what was before".to_owned()],
            )
        };
        run.state = state;
        run.outcome = outcome;
        run.next = next;
        for step in &mut run.steps {
            step.state = steps;
        }
        Ok(())
    }
}

struct Tried {
    before: Catalog,
    after: Catalog,
    proofs: Vec<CheckView>,
}

fn proof(code: &str, title: &str, state: CheckState, detail: &str) -> CheckView {
    CheckView { code: code.to_owned(), title: title.to_owned(), state, detail: detail.to_owned() }
}

fn unfit(error: godwit_diff::RenameError) -> Error {
    Error::new("rename-unfit", error.to_string())
}
