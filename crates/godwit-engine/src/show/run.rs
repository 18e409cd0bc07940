use crate::{
    backup::BackupRecord,
    history::RunRecord,
    view::{BackupView, CheckState, RunState, RunSummary, RunView},
};

/// A run in a list.
pub fn summary(run: &RunRecord) -> RunSummary {
    RunSummary {
        id: run.id.clone(),
        profile: run.profile_name.clone(),
        target: run.target.clone(),
        seal: run.seal.clone(),
        started_at: run.started_at.clone(),
        finished_at: run.finished_at.clone(),
        seconds: run.seconds,
        state: run.state,
        steps: u32::try_from(run.steps.len()).unwrap_or(u32::MAX),
        who: run.who.clone(),
        valid: (run.state == RunState::Applied && !run.validation.is_empty())
            .then(|| run.validation.iter().all(|check| check.state != CheckState::Failed)),
    }
}

/// A run with all that is known of it.
pub fn run(record: &RunRecord) -> RunView {
    RunView {
        summary: summary(record),
        outcome: record.outcome.clone(),
        steps: record.steps.clone(),
        validation: record.validation.clone(),
        backup: record.backup.as_ref().map(backup),
        acceptances: record.acceptances.clone(),
        error: record.error.clone(),
        next: record.next.clone(),
    }
}

/// A backup.
pub fn backup(record: &BackupRecord) -> BackupView {
    BackupView {
        id: record.id.clone(),
        path: record.backup.path.display().to_string(),
        // Archives are far below 2^53 bytes.
        bytes: record.backup.bytes as f64,
        sha256: record.backup.sha256.clone(),
        tool: record.backup.tool.clone(),
        finished_at: record.backup.finished_at.clone(),
        seconds: record.seconds,
        checks: record.checks.clone(),
        profile: record.profile_name.clone(),
        profile_id: record.profile.clone(),
        seal: record.seal.clone(),
        tables: u32::try_from(record.backup.tables.len()).unwrap_or(u32::MAX),
        // Rows are far below 2^53.
        rows: record.backup.tables.iter().map(|table| table.rows as f64).sum(),
        present: record.backup.path.is_file(),
    }
}
