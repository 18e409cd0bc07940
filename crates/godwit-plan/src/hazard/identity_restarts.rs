use godwit_diff::Verb;
use godwit_schema::Object;

use super::{Hazard, Look, Severity, look::is_none};
use crate::action::Action;

/// An identity that is put on a column with values begins at its start, not behind them.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Alter { before, after } = &change.verb else { continue };
        let (Object::Column(a), Object::Column(b)) = (&**before, &**after) else { continue };
        let (None, Some(identity)) = (&a.identity, &b.identity) else { continue };
        let Some(table) = change.address.owner_table() else { continue };
        if is_none(&look.rows(&table)) {
            continue;
        }
        found.push(
            Hazard::new("identity-restarts", Severity::Caution, &change.address)
                .meaning(format!(
                    "the identity of {} begins at {}, so inserts collide with values that rows have already",
                    change.address.sql(),
                    identity.sequence.start
                ))
                .advice(
                    "After the run set its sequence behind the greatest value with setval; Godwit \
                     moves no data",
                ),
        );
    }
    found
}
