use godwit_diff::Verb;
use godwit_schema::{Object, fact::Question};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::Action;

/// The rows of a dropped table are gone for good.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Drop { before } = &change.verb else { continue };
        if !matches!(**before, Object::Table(_)) {
            continue;
        }
        let table = &change.address;
        let rows = look.rows(table);
        let empty = is_none(&rows);
        let severity = if empty { Severity::Caution } else { Severity::Danger };
        let meaning = if empty {
            format!("{} has no rows, and is gone", table.sql())
        } else {
            format!("{} of {} are lost", counted(&rows, "row", "rows"), table.sql())
        };
        found.push(
            Hazard::new("drops-table", severity, table)
                .meaning(meaning)
                .advice(
                    "Keep a verified backup, or leave this step out until nobody reads the table",
                )
                .rows(Question::Rows { table: look.now(table) }),
        );
    }
    found
}
