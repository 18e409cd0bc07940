use godwit_diff::Verb;
use godwit_schema::{Kind, Object};

use super::{Hazard, Look, Severity};
use crate::action::Action;

/// A sequence forgets where it stood; an enum has no values of its own.
pub(super) fn find(_look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    if action.address.kind() != Kind::Sequence {
        return Vec::new();
    }
    action
        .changes
        .iter()
        .filter_map(|change| match &change.verb {
            Verb::Drop { before } if matches!(**before, Object::Sequence(_)) => Some(
                Hazard::new("drops-sequence", Severity::Caution, &change.address)
                    .meaning(format!(
                        "the position that {} has reached is lost",
                        change.address.sql()
                    ))
                    .advice(
                        "Note its last value first, if anything outside the database relies on it",
                    ),
            ),
            _ => None,
        })
        .collect()
}
