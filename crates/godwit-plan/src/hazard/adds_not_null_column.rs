use godwit_diff::Verb;
use godwit_schema::{
    Kind, Object,
    fact::{Fact, Question},
};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::{Action, is_added_apart};

/// A NOT NULL column without a default cannot be added to a table with rows (23502).
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    if action.address.kind() != Kind::Column {
        return Vec::new();
    }
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Create { after } = &change.verb else { continue };
        let Object::Column(column) = &**after else { continue };
        let has_value = column.identity.is_some()
            && !is_added_apart(look.scene(), &change.address, column)
            || column.generated.is_some()
            || action.changes.iter().any(|other| {
                other.address == change.address.with_kind(Kind::Default)
                    && matches!(other.verb, Verb::Create { .. })
            });
        if !column.not_null || column.not_null_as.not_valid || has_value {
            continue;
        }
        let Some(table) = change.address.owner_table() else { continue };
        let rows = look.rows(&table);
        if is_none(&rows) {
            continue;
        }
        let (severity, consequence) = match rows {
            Fact::Exact { .. } => (Severity::Blocking, "so the step fails"),
            Fact::Estimated { count } if count > 0 => (Severity::Blocking, "so the step fails"),
            Fact::Estimated { .. } | Fact::Unknown { .. } => {
                (Severity::Caution, "and if there is any the step fails and changes nothing")
            }
        };
        found.push(
            Hazard::new("adds-not-null-column", severity, &change.address)
                .meaning(format!(
                    "{} in {} would have no value for it, {consequence}",
                    counted(&rows, "row", "rows"),
                    table.sql()
                ))
                .advice(
                    "Give the column a server default, or let it be NULL first, fill it, and make \
                     it NOT NULL in a later plan",
                )
                .rows(Question::Rows { table: look.now(&table) }),
        );
    }
    found
}
