use std::collections::BTreeSet;

use godwit_diff::Verb;
use godwit_schema::{Address, Kind, Object, Unmodelled};

use super::{Hazard, Look, Severity};
use crate::action::Action;

/// Views, policies, triggers, functions and the like that need what a step drops or retypes:
/// PostgreSQL refuses the step, and Godwit cannot make them again, so it never says CASCADE.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let scene = look.scene();
    let mut found = Vec::new();
    for change in &action.changes {
        let address = &change.address;
        let disturbed = match &change.verb {
            Verb::Drop { .. } => true,
            Verb::Alter { before, after } => match (&**before, &**after) {
                (Object::Column(a), Object::Column(b)) => {
                    a.data_type.text != b.data_type.text
                        || a.collation != b.collation
                        || (a.generated != b.generated && action.destroys_and_adds())
                }
                (Object::Constraint(_), Object::Constraint(_))
                | (Object::Index(_), Object::Index(_)) => action.destroys.contains(address),
                _ => false,
            },
            Verb::Create { .. } | Verb::Rename { .. } => false,
        };
        if !disturbed {
            continue;
        }
        let mut about: BTreeSet<Address> = BTreeSet::from([address.clone()]);
        if address.kind() == Kind::Table {
            about.extend(action.destroys.iter().cloned());
        }
        let (along, refused): (Vec<&Unmodelled>, Vec<&Unmodelled>) = scene
            .unmodelled_on(&about)
            .into_iter()
            .partition(|one| matches!(change.verb, Verb::Drop { .. }) && goes_along(one, address));
        if !along.is_empty() {
            found.push(
                Hazard::new("takes-along", Severity::Caution, address)
                    .meaning(format!(
                        "PostgreSQL drops these along with {}, and Godwit cannot make them again: {}",
                        address.sql(),
                        listed(&along)
                    ))
                    .advice("Save their definitions first, if they are needed elsewhere"),
            );
        }
        if !refused.is_empty() {
            found.push(
                Hazard::new("used-by-unmodelled", Severity::Blocking, address)
                    .meaning(format!(
                        "PostgreSQL refuses the step, since these need {}: {}",
                        address.sql(),
                        listed(&refused)
                    ))
                    .advice("Drop them by hand before the run and make them again after it"),
            );
        }
    }
    found
}

/// What stands on a table goes with it without being asked (`pg_depend.deptype = 'a'`): triggers,
/// rules, policies, and statistics over its columns. A column takes only statistics along.
fn goes_along(one: &Unmodelled, dropped: &Address) -> bool {
    let stands_on_it =
        || one.name.split_once(" on ").is_some_and(|(_, table)| table == dropped.sql());
    match (dropped.kind(), one.class.as_str()) {
        (Kind::Table | Kind::Column, "extended statistics") => true,
        (Kind::Table, "trigger" | "rule" | "policy") => stands_on_it(),
        _ => false,
    }
}

fn listed(unmodelled: &[&Unmodelled]) -> String {
    let names: Vec<String> =
        unmodelled.iter().map(|one| format!("{} {}", one.class, one.name)).collect();
    names.join(", ")
}
