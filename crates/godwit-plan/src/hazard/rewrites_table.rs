use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::Action;

/// Writing every row anew takes time and space while everyone waits.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    if !action.statements.iter().any(|statement| statement.rewrites) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for table in super::touched(action, |statement| statement.rewrites) {
        let rows = look.rows(&table);
        if is_none(&rows) {
            continue;
        }
        let severity = match look.is_large(&table) {
            Some(false) => Severity::Note,
            Some(true) | None => Severity::Caution,
        };
        found.push(
            Hazard::new("rewrites-table", severity, &table)
                .meaning(format!(
                    "{} of {} are written anew, with all indexes, while nobody can read or write it",
                    counted(&rows, "row", "rows"),
                    table.sql()
                ))
                .advice("Run it at a quiet hour, with free space for a second copy of the table"),
        );
    }
    found
}
