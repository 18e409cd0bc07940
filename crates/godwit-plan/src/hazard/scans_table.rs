use super::{Hazard, Look, Severity, look::counted};
use crate::{action::Action, lock::LockMode};

/// Reading every row under a lock that stops others.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    let tables = super::touched(action, |statement| {
        statement.scans
            && !statement.rewrites
            && statement.locks.iter().any(|lock| lock.mode >= LockMode::ShareRowExclusive)
    });
    for table in tables {
        if look.is_large(&table) == Some(false) {
            continue;
        }
        let rows = look.rows(&table);
        found.push(
            Hazard::new("scans-table", Severity::Caution, &table)
                .meaning(format!(
                    "{} of {} are read while others wait to write",
                    counted(&rows, "row", "rows"),
                    table.sql()
                ))
                .advice("Run it at a quiet hour"),
        );
    }
    found
}
