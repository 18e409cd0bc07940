use godwit_diff::Verb;
use godwit_schema::{Object, fact::Question};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::Action;

/// SET NOT NULL fails while a row holds NULL (23502).
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Alter { before, after } = &change.verb else { continue };
        let (Object::Column(a), Object::Column(b)) = (&**before, &**after) else { continue };
        let was_checked = a.not_null && !a.not_null_as.not_valid;
        if was_checked || !b.not_null || a == b || b.generated.is_some() {
            continue;
        }
        let question = Question::Nulls { column: look.now(&change.address) };
        let nulls = look.ask(&question);
        if is_none(&nulls) {
            continue;
        }
        let known = nulls.count().is_some_and(|count| count > 0);
        let (severity, consequence) = match (b.not_null_as.not_valid, known) {
            (true, _) => {
                (Severity::Caution, "; from then on no column of such a row can be updated")
            }
            (false, true) => (Severity::Blocking, ", so the step fails"),
            (false, false) => {
                (Severity::Caution, "; if any does, the step fails and changes nothing")
            }
        };
        let meaning = format!(
            "{} hold NULL in {}{consequence}",
            counted(&nulls, "row", "rows"),
            change.address.sql()
        );
        found.push(
            Hazard::new("not-null-violated", severity, &change.address)
                .meaning(meaning)
                .advice("Fill these rows first, or leave this step out")
                .rows(question),
        );
    }
    found
}
