use godwit_schema::Kind;

use super::{Hazard, Look, Severity, look::counted};
use crate::{action::Action, lock::LockMode};

/// Building an index keeps writers out until it is built.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    if action.address.kind() != Kind::Index {
        return Vec::new();
    }
    let mut found = Vec::new();
    let tables = super::touched(action, |statement| {
        statement.transactional
            && statement.scans
            && statement.locks.iter().any(|lock| lock.mode == LockMode::Share)
    });
    for table in tables {
        if look.is_large(&table) == Some(false) {
            continue;
        }
        let rows = look.rows(&table);
        found.push(
            Hazard::new("blocks-writes", Severity::Caution, &action.address)
                .meaning(format!(
                    "nobody can write to {} while the index is built over {}",
                    table.sql(),
                    counted(&rows, "row", "rows")
                ))
                .advice("Plan with online, which builds indexes CONCURRENTLY"),
        );
    }
    found
}
