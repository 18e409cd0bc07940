use godwit_diff::Verb;
use godwit_schema::{Address, Column, Object, fact::Question};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::{action::Action, retype::judge};

/// A change of type fails when one value does not fit the new type (22001, 22003, 22P02).
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Alter { before, after } = &change.verb else { continue };
        let (Object::Column(a), Object::Column(b)) = (&**before, &**after) else { continue };
        if a.data_type.text == b.data_type.text || a.generated.is_some() || b.generated.is_some() {
            continue;
        }
        found.extend(judge_column(look, &change.address, a, b));
    }
    found
}

fn judge_column(look: &mut Look<'_>, address: &Address, a: &Column, b: &Column) -> Option<Hazard> {
    let judged = judge(address.name(), a, b);
    if !judged.may_fail {
        return None;
    }
    let column = look.now(address);
    let using = judge(column.name(), a, b).using;
    let (code, question) = match judged.length {
        Some(length) => ("values-too-long", Question::LongerThan { column, length }),
        None => (
            "type-change-may-fail",
            Question::FailingCasts { column, data_type: b.data_type.text.clone(), using },
        ),
    };
    let values = look.ask(&question);
    if is_none(&values) {
        return None;
    }
    let known = values.count().is_some_and(|count| count > 0);
    let severity = if known { Severity::Blocking } else { Severity::Caution };
    let consequence = if known {
        ", so the step fails"
    } else {
        "; if any do not, the step fails and changes nothing"
    };
    Some(
        Hazard::new(code, severity, address)
            .meaning(format!(
                "{} of {} do not fit {}{consequence}",
                counted(&values, "value", "values"),
                address.sql(),
                b.data_type
            ))
            .advice("Correct these values first, choose a wider type, or leave this step out")
            .rows(question),
    )
}
