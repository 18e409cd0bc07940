use std::collections::BTreeSet;

use godwit_diff::{Change, Renaming, Verb};
use godwit_plan::{hazard::Severity, plan::Plan};
use godwit_postgres::{Session, backup::Backup, readiness};
use godwit_schema::{Address, Kind};

use crate::{
    Engine,
    error::Error,
    show,
    source::Source,
    view::{AcceptanceInput, CheckState, CheckView, GateView},
};

/// Code of the check of the backup.
const BACKUP: &str = "backup";

/// What a person brings to the gate besides the plan.
#[derive(Debug, Clone, Default)]
pub struct Leave {
    /// Their yes to each danger.
    pub acceptances: Vec<AcceptanceInput>,
    /// The backup, or `None` for a person who goes without one on purpose.
    pub backup: BackupChoice,
}

/// How a run is covered against loss.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum BackupChoice {
    /// Nothing was said: the gate stays shut.
    #[default]
    Unsaid,
    /// On purpose without one; refused when the plan holds a danger.
    Without,
    /// A verified backup by id.
    Taken(String),
}

fn line(code: &str, title: &str, state: CheckState, detail: impl Into<String>) -> CheckView {
    CheckView { code: code.to_owned(), title: title.to_owned(), state, detail: detail.into() }
}

fn verdict(code: &str, title: &str, failure: Option<String>, success: &str) -> CheckView {
    match failure {
        None => line(code, title, CheckState::Passed, success),
        Some(failure) => line(code, title, CheckState::Failed, failure),
    }
}

impl Engine {
    /// Looks whether a plan may be applied now; changes nothing.
    ///
    /// # Errors
    /// The target cannot be reached. A shut gate is no error.
    pub async fn gate(
        &self,
        plan: &Plan,
        source: &Source,
        leave: &Leave,
    ) -> Result<GateView, Error> {
        let (target, profile) = self.live(source).await?;
        let mut session = Session::connect(&target).await?;
        let mut checks = vec![
            verdict(
                "seal",
                "Plan unchanged since it was reviewed",
                (!plan.verify_seal())
                    .then(|| "the plan was changed after it was sealed; make it again".to_owned()),
                plan.seal.short(),
            ),
            verdict("hazards", "Nothing blocks the plan", blocking(plan), "no blocking hazard"),
            verdict(
                "acceptances",
                "Dangers accepted",
                unaccepted(plan, &leave.acceptances),
                "each danger was accepted by name",
            ),
        ];
        let same_database = plan.server.as_ref().is_some_and(|server| {
            let live = session.identity();
            server.system_identifier == live.system_identifier
                && server.database_oid == live.database_oid
                && server.database == live.database
                && server.timeline == live.timeline
        });
        checks.push(verdict(
            "database",
            "The database that the plan was made for",
            (!same_database).then(|| {
                "it is another database or another history of it; make the plan again here"
                    .to_owned()
            }),
            &target.display(),
        ));
        let write_protected = profile
            .as_ref()
            .filter(|profile| profile.read_only)
            .map(|_| "the connection is marked read-only in Godwit".to_owned())
            .or_else(|| session.is_read_only());
        checks.push(verdict("writable", "The database takes changes", write_protected, "writable"));
        checks.push(verdict(
            "direct",
            "Direct connection",
            target.pooler_hint(),
            "no transaction pooler in between",
        ));
        let live = self.read_session(&mut session, &source.name()).await?;
        let fingerprint = live.snapshot.fingerprint(&plan.policy.scope);
        let applied_already = fingerprint == plan.after.fingerprint
            && self.history.applied_run(plan.seal.as_str()).await?.is_some();
        checks.push(verdict(
            "fingerprint",
            "Structure unchanged since the plan was made",
            (fingerprint != plan.before.fingerprint).then(|| {
                if applied_already {
                    "this plan was applied already".to_owned()
                } else {
                    "the database has changed since; compare and plan again".to_owned()
                }
            }),
            fingerprint.short(),
        ));
        checks.extend(self.backup_check(plan, &leave.backup, session.identity()).await?);
        let ready = readiness::readiness(&mut session, &touched_tables(plan)).await?;
        checks.push(verdict(
            "rights",
            "The role may make the changes",
            rights(&ready, plan),
            session.user(),
        ));
        checks.push(if ready.long_transactions.is_empty() {
            line("quiet", "No long transactions in the way", CheckState::Passed, "none")
        } else {
            line(
                "quiet",
                "No long transactions in the way",
                CheckState::Attention,
                format!("locks may have to wait for: {}", ready.long_transactions.join("; ")),
            )
        });
        let open = checks.iter().all(|check| check.state != CheckState::Failed);
        Ok(GateView { open, checks })
    }

    /// Refuses what no backup could make applicable, so that none is taken for it.
    ///
    /// # Errors
    /// `gate-shut` with reasons, or the target cannot be reached.
    pub async fn refuse_before_backup(
        &self,
        plan: &Plan,
        source: &Source,
        acceptances: &[AcceptanceInput],
    ) -> Result<(), Error> {
        let leave = Leave { acceptances: acceptances.to_vec(), backup: BackupChoice::Unsaid };
        let mut view = self.gate(plan, source, &leave).await?;
        view.checks.retain(|check| check.code != BACKUP);
        if view.checks.iter().any(|check| check.state == CheckState::Failed) {
            return Err(shut(&view));
        }
        Ok(())
    }

    async fn backup_check(
        &self,
        plan: &Plan,
        choice: &BackupChoice,
        live: &godwit_schema::ServerIdentity,
    ) -> Result<Vec<CheckView>, Error> {
        let check = |state, detail: String| vec![line(BACKUP, "Verified backup", state, detail)];
        Ok(match choice {
            BackupChoice::Unsaid => check(CheckState::Failed, "take a backup first".to_owned()),
            BackupChoice::Without => {
                if show::plan::dangers(plan).is_empty() {
                    check(CheckState::Attention, "none, on purpose".to_owned())
                } else {
                    check(
                        CheckState::Failed,
                        "the plan holds a danger, so it is not applied without a backup".to_owned(),
                    )
                }
            }
            BackupChoice::Taken(id) => {
                let record = self.history.backup(id).await?;
                let same = record.backup.server.system_identifier == live.system_identifier
                    && record.backup.server.database_oid == live.database_oid;
                if record.seal.as_deref() != Some(plan.seal.as_str()) {
                    check(CheckState::Failed, "the backup was taken for another plan".to_owned())
                } else if !same {
                    check(CheckState::Failed, "the backup is of another database".to_owned())
                } else {
                    match on_thread(record.backup.clone()).await {
                        Ok(()) => {
                            check(CheckState::Passed, record.backup.path.display().to_string())
                        }
                        Err(error) => check(CheckState::Failed, error.message().to_owned()),
                    }
                }
            }
        })
    }
}

/// Hashing an archive of gigabytes blocks, so it has a thread of its own.
async fn on_thread(backup: Backup) -> Result<(), Error> {
    tokio::task::spawn_blocking(move || backup.check_sum())
        .await
        .map_err(|_| Error::new("backup-unread", "reading the archive broke off"))?
        .map_err(Error::from)
}

fn blocking(plan: &Plan) -> Option<String> {
    let found: Vec<String> = plan
        .steps
        .iter()
        .flat_map(|step| &step.hazards)
        .filter(|hazard| hazard.severity == Severity::Blocking)
        .map(|hazard| format!("{} {}: {}", hazard.code, hazard.object, hazard.meaning))
        .collect();
    (!found.is_empty())
        .then(|| format!("leave the step out or correct the rows: {}", found.join("; ")))
}

fn unaccepted(plan: &Plan, acceptances: &[AcceptanceInput]) -> Option<String> {
    let missing: Vec<String> = show::plan::dangers(plan)
        .into_iter()
        .filter(|danger| {
            !acceptances
                .iter()
                .any(|given| given.code == danger.code && given.object == danger.object)
        })
        .map(|danger| format!("{} {}", danger.code, danger.object))
        .collect();
    (!missing.is_empty()).then(|| format!("not accepted: {}", missing.join(", ")))
}

/// Tables that exist before and that a step touches, by their present names.
pub(crate) fn touched_tables(plan: &Plan) -> Vec<Address> {
    let renaming = renaming(plan);
    let mut found = BTreeSet::new();
    for step in &plan.steps {
        for change in &step.changes {
            let Some(wanted) = change.address.owner_table() else { continue };
            let created = step
                .changes
                .iter()
                .any(|other| other.address == wanted && matches!(other.verb, Verb::Create { .. }));
            if !created {
                found.insert(renaming.back(&wanted));
            }
        }
    }
    found.into_iter().collect()
}

/// Where a plan's renames lead.
pub(crate) fn renaming(plan: &Plan) -> Renaming {
    let changes = plan.steps.iter().flat_map(|step| &step.changes);
    Renaming::new(&changes.filter_map(Change::as_rename).collect::<Vec<_>>())
}

fn rights(ready: &readiness::Readiness, plan: &Plan) -> Option<String> {
    let creates = plan.steps.iter().any(|step| {
        step.verb == godwit_plan::plan::StepVerb::Create && step.address.kind() == Kind::Table
    });
    if !ready.not_owned.is_empty() {
        Some(format!(
            "it does not own {}; connect as the owner or a member of the owning role",
            ready.not_owned.join(", ")
        ))
    } else if creates && !ready.may_create {
        Some(
            "it may not create objects; GRANT CREATE ON SCHEMA, or connect as the owner".to_owned(),
        )
    } else {
        None
    }
}

/// The error of a shut gate.
pub(crate) fn shut(view: &GateView) -> Error {
    let reasons: Vec<String> = view
        .checks
        .iter()
        .filter(|check| check.state == CheckState::Failed)
        .map(|check| format!("{}: {}", check.title, check.detail))
        .collect();
    Error::new(
        "gate-shut",
        format!("the plan was not applied and nothing was changed: {}", reasons.join("; ")),
    )
    .hint("settle the named points and try again")
}
