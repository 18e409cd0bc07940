use godwit_diff::Verb;

use super::{Hazard, Look, Severity};
use crate::action::Action;

/// What needs something that the database does not have and Godwit cannot make: a column of a base type.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let scene = look.scene();
    let mut found = Vec::new();
    for change in &action.changes {
        if !matches!(change.verb, Verb::Create { .. } | Verb::Alter { .. }) {
            continue;
        }
        for needed in scene.lacking_unmodelled(&change.address) {
            found.push(
                Hazard::new("needs-unmodelled", Severity::Blocking, &change.address)
                    .meaning(format!(
                        "{} needs {} {}, which the database does not have and Godwit cannot make",
                        change.address.sql(),
                        needed.class,
                        needed.name
                    ))
                    .advice("Make it by hand before the run, and plan again"),
            );
        }
    }
    found
}
