use std::collections::BTreeSet;

use godwit_diff::Verb;
use godwit_schema::{Address, Class, Kind, Object, Unmodelled};

use super::{Hazard, Look, Severity};
use crate::action::Action;

/// What `ALTER … DEPENDS ON EXTENSION` says of an object.
const DEPENDENCY: &str = "dependency on an extension";

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
                // A function that is replaced needs what its new text needs, and nothing else.
                (Object::Definition(a), Object::Definition(b)) => {
                    action.destroys.contains(address) || a.core != b.core
                }
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
        let drops = matches!(change.verb, Verb::Drop { .. });
        let (lost, others): (Vec<&Unmodelled>, Vec<&Unmodelled>) = scene
            .unmodelled_on(&about)
            .into_iter()
            .partition(|one| one.class == DEPENDENCY && !drops);
        let (along, refused): (Vec<&Unmodelled>, Vec<&Unmodelled>) =
            others.into_iter().partition(|one| drops && goes_along(one, address));
        let sql = address.sql();
        for (code, severity, unmodelled, meaning, advice) in [
            (
                "used-by-unmodelled",
                Severity::Blocking,
                lost,
                format!("{sql} loses this when it is made again, and Godwit cannot say it again"),
                "Take it off by hand before the run (NO DEPENDS ON EXTENSION), and say it again after it",
            ),
            (
                "takes-along",
                Severity::Caution,
                along,
                format!(
                    "PostgreSQL drops these along with {sql}, and Godwit cannot make them again"
                ),
                "Save their definitions first, if they are needed elsewhere",
            ),
            (
                "used-by-unmodelled",
                Severity::Blocking,
                refused,
                format!("PostgreSQL refuses the step, since these need {sql}"),
                "Drop them by hand before the run and make them again after it",
            ),
        ] {
            if !unmodelled.is_empty() {
                let meaning = format!("{meaning}: {}", listed(&unmodelled));
                found.push(Hazard::new(code, severity, address).meaning(meaning).advice(advice));
            }
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
        // The object that depends goes with an extension, without a word.
        (kind, DEPENDENCY) => kind != Kind::Defined(Class::Extension),
        (Kind::Table, "trigger" | "rule" | "policy") => stands_on_it(),
        _ => false,
    }
}

fn listed(unmodelled: &[&Unmodelled]) -> String {
    let names: Vec<String> =
        unmodelled.iter().map(|one| format!("{} {}", one.class, one.name)).collect();
    names.join(", ")
}
