use godwit_diff::Verb;
use godwit_schema::{Address, Kind, Object, fact::Question};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::Action;

/// The values of a dropped column are gone for good, and constraints and indexes go with it.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let derived = match &change.verb {
            Verb::Drop { before } => match &**before {
                Object::Column(column) => column.generated.is_some(),
                _ => continue,
            },
            // A plain column that becomes generated is dropped and added.
            Verb::Alter { before, after } => match (&**before, &**after) {
                (Object::Column(a), Object::Column(b))
                    if a.generated.is_none() && b.generated.is_some() =>
                {
                    false
                }
                _ => continue,
            },
            Verb::Create { .. } | Verb::Rename { .. } => continue,
        };
        found.push(column(look, action, &change.address, derived));
    }
    found
}

fn column(look: &mut Look<'_>, action: &Action, column: &Address, derived: bool) -> Hazard {
    let along = along(action, column);
    if derived {
        return Hazard::new("drops-column", Severity::Caution, column)
            .meaning(format!("values of {} are computed from other columns{along}", column.sql()))
            .advice("Nothing is lost that cannot be computed again");
    }
    let question = Question::Values { column: look.now(column) };
    let values = look.ask(&question);
    let empty = is_none(&values);
    let severity = if empty { Severity::Caution } else { Severity::Danger };
    let meaning = if empty {
        format!("no row holds a value in {}{along}", column.sql())
    } else {
        let values = counted(&values, "value", "values");
        format!("{values} of {} are lost{along}", column.sql())
    };
    Hazard::new("drops-column", severity, column)
        .meaning(meaning)
        .advice("Keep a verified backup; deploy code that does not read the column first")
        .rows(question)
}

/// What PostgreSQL drops along with the column without asking.
fn along(action: &Action, column: &Address) -> String {
    let names: Vec<String> = action
        .changes
        .iter()
        .filter(|change| {
            matches!(change.verb, Verb::Drop { .. })
                && change.address != *column
                && change.address.kind() != Kind::Default
        })
        .map(|change| format!("{} {}", change.address.kind().noun(), change.address.name()))
        .collect();
    if names.is_empty() { String::new() } else { format!("; with it go {}", names.join(", ")) }
}
