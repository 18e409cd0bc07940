use std::process::ExitCode;

use godwit_engine::Error;

/// How the program ends, for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, or nothing differs.
    Done,
    /// Differences or findings.
    Differs,
    /// Wrong use: arguments, files, settings.
    Usage,
    /// Refused by the gate or an unaccepted hazard; nothing was changed.
    Refused,
    /// Failed and rolled back; nothing was changed.
    Failed,
    /// Interrupted or partly applied; see `recover`.
    Interrupted,
    /// Could not connect, or not allowed to.
    Unreachable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Differs => 1,
            Exit::Usage => 2,
            Exit::Refused => 3,
            Exit::Failed => 4,
            Exit::Interrupted => 5,
            Exit::Unreachable => 6,
        })
    }
}

impl Exit {
    /// The exit that an error means.
    pub fn of(error: &Error) -> Self {
        match error.code() {
            "server-unreachable"
            | "authentication-failed"
            | "database-missing"
            | "tls-failed"
            | "insufficient-privilege"
            | "connection-lost"
            | "password-missing"
            | "server-starting"
            | "too-many-connections"
            | "host-unknown"
            | "cannot-elaborate" => Exit::Unreachable,
            "gate-shut"
            | "read-only-profile"
            | "read-only-server"
            | "plan-stale"
            | "scratch-is-target"
            | "ddl-refused"
            | "another-run"
            | "pooler"
            | "restore-target-not-empty"
            | "unmodelled-present"
            | "python-not-allowed" => Exit::Refused,
            "source-unknown"
            | "source-unsupported"
            | "source-not-live"
            | "profile-missing"
            | "profile-name-taken"
            | "plan-missing"
            | "plan-unreadable"
            | "plan-tampered"
            | "run-missing"
            | "backup-missing"
            | "settings-unreadable"
            | "project-missing"
            | "models-missing"
            | "models-broken"
            | "models-unreadable"
            | "snapshot-unreadable"
            | "ddl-missing"
            | "ddl-unreadable"
            | "ddl-failed"
            | "role-missing"
            | "report-format-unknown"
            | "rename-unfit"
            | "usage"
            | "file-missing"
            | "file-forbidden"
            | "project-unset"
            | "target-missing"
            | "plan-without-database"
            | "alembic-missing"
            | "python-missing"
            | "python-module-missing"
            | "python-variables-missing"
            | "metadata-unset"
            | "alembic-heads"
            | "alembic-one-head"
            | "git-too-large"
            | "git-path-missing"
            | "git-reference-unknown"
            | "git-no-repository"
            | "git-missing"
            | "nothing-pending"
            | "revision-unknown"
            | "stamp-table-ambiguous"
            | "path-not-absolute"
            | "field-empty"
            | "field-invalid"
            | "url-invalid" => Exit::Usage,
            _ => Exit::Failed,
        }
    }
}
