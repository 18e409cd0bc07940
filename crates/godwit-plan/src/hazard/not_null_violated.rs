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
        if a.not_null || !b.not_null || b.generated.is_some() {
            continue;
        }
        let question = Question::Nulls { column: look.now(&change.address) };
        let nulls = look.ask(&question);
        if is_none(&nulls) {
            continue;
        }
        let known = nulls.count().is_some_and(|count| count > 0);
        let severity = if known { Severity::Blocking } else { Severity::Caution };
        let meaning = format!(
            "{} hold NULL in {}{}",
            counted(&nulls, "row", "rows"),
            change.address.sql(),
            if known {
                ", so the step fails"
            } else {
                "; if any does, the step fails and changes nothing"
            }
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
