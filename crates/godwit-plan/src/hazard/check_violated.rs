use godwit_diff::Verb;
use godwit_schema::{Constraint, ConstraintKind, Object, fact::Question, quote::quote_ident};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::Action;

/// A validated check cannot be added over rows that it refuses (23514); one that is NOT VALID
/// refuses every later update of such a row.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let (before, after) = match &change.verb {
            Verb::Create { after } => (None, after),
            Verb::Alter { before, after } => (Some(before), after),
            Verb::Drop { .. } | Verb::Rename { .. } => continue,
        };
        let Object::Constraint(wanted) = &**after else { continue };
        let ConstraintKind::Check { expression, no_inherit } = &wanted.kind else { continue };
        if !wanted.enforced {
            continue;
        }
        if let Some(Object::Constraint(Constraint {
            kind, validated: true, enforced: true, ..
        })) = before.map(|before| &**before)
            && *kind == wanted.kind
        {
            continue;
        }
        let Some(table) = change.address.owner_table() else { continue };
        if !look.scene().is_present(&table) {
            continue;
        }
        let name = quote_ident(change.address.name());
        let Some(text) = look.expression_now(&table, &expression.text) else {
            if !is_none(&look.rows(&table)) {
                found.push(
                    Hazard::new("check-violated", Severity::Caution, &change.address)
                        .meaning(format!(
                            "{name} is about a column that the same plan adds, so refused rows cannot be counted before"
                        ))
                        .advice("Rehearse the plan on a copy with rows"),
                );
            }
            continue;
        };
        let question = Question::CheckViolations {
            table: look.now(&table),
            expression: text,
            no_inherit: *no_inherit,
            search_path: look.search_path_of([expression.text.as_str()]),
        };
        let rows = look.ask(&question);
        if is_none(&rows) {
            continue;
        }
        let known = rows.count().is_some_and(|count| count > 0);
        let (severity, consequence) = match (wanted.validated, known) {
            (true, true) => (Severity::Blocking, ", so the step fails"),
            (true, false) => {
                (Severity::Caution, "; if there are any, the step fails and changes nothing")
            }
            (false, _) => {
                (Severity::Caution, "; from then on no column of such a row can be updated")
            }
        };
        found.push(
            Hazard::new("check-violated", severity, &change.address)
                .meaning(format!(
                    "{} of {} {} refused by {name}{consequence}",
                    counted(&rows, "row", "rows"),
                    table.sql(),
                    if rows.count() == Some(1) { "is" } else { "are" }
                ))
                .advice("Correct these rows first, or leave this step out")
                .rows(question),
        );
    }
    found
}
