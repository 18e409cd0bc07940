use godwit_diff::Verb;
use godwit_schema::Object;

use super::{Hazard, Look, Severity, look::is_none};
use crate::{action::Action, retype::judge};

/// Times without a zone get one, or lose it: Godwit says UTC, whatever the session's time zone.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Alter { before, after } = &change.verb else { continue };
        let (Object::Column(a), Object::Column(b)) = (&**before, &**after) else { continue };
        if a.generated.is_some()
            || a.data_type.text == b.data_type.text
            || !judge(change.address.name(), a, b).reinterprets
        {
            continue;
        }
        let Some(table) = change.address.owner_table() else { continue };
        if is_none(&look.rows(&table)) {
            continue;
        }
        found.push(
            Hazard::new("type-change-reinterprets", Severity::Caution, &change.address)
                .meaning(format!(
                    "every time in {} is taken as a time of UTC",
                    change.address.sql()
                ))
                .advice("Make sure that the application wrote UTC; else times shift by its offset"),
        );
    }
    found
}
