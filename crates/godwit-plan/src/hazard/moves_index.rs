use godwit_schema::Kind;

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::Action;

/// Moving an index to another tablespace writes it anew under a lock that stops readers of its table too:
/// whoever plans a query looks at every index of the table (PostgreSQL manual, `ALTER INDEX`).
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut rewriting = action.statements.iter().filter(|one| one.rewrites).peekable();
    if rewriting.peek().is_none() {
        return Vec::new();
    }
    let index = action.address.with_kind(Kind::Index).sql();
    let moved = rewriting.any(|one| one.locks.iter().any(|lock| lock.relation == index));
    let Some(table) = action.address.owner_table().filter(|_| moved) else { return Vec::new() };
    let rows = look.rows(&table);
    if is_none(&rows) {
        return Vec::new();
    }
    let severity = match look.is_large(&table) {
        Some(false) => Severity::Note,
        Some(true) | None => Severity::Caution,
    };
    let meaning = format!(
        "nobody can read or write {} while {index}, over {}, is written anew",
        table.sql(),
        counted(&rows, "row", "rows"),
    );
    vec![
        Hazard::new("moves-index", severity, &action.address)
            .meaning(meaning)
            .advice("Run it at a quiet hour, or make another index there and drop this one"),
    ]
}
