use godwit_diff::Verb;
use godwit_schema::{Object, fact::Question};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::{action::Action, retype::judge};

/// A change of type that succeeds and yet keeps less than there was.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Alter { before, after } = &change.verb else { continue };
        let (Object::Column(a), Object::Column(b)) = (&**before, &**after) else { continue };
        if a.data_type.text == b.data_type.text || a.generated.is_some() || b.generated.is_some() {
            continue;
        }
        let Some(lossy) = judge(change.address.name(), a, b).lossy else { continue };
        let question = Question::Values { column: look.now(&change.address) };
        let values = look.ask(&question);
        if is_none(&values) {
            continue;
        }
        found.push(
            Hazard::new("type-change-loses", Severity::Danger, &change.address)
                .meaning(format!(
                    "{} of {} go from {} to {}: {lossy}",
                    counted(&values, "value", "values"),
                    change.address.sql(),
                    a.data_type,
                    b.data_type
                ))
                .advice("Keep a verified backup, or add a second column and compare first"),
        );
    }
    found
}
