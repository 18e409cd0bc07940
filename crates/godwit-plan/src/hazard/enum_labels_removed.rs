use godwit_diff::Verb;
use godwit_schema::{Object, fact::Question};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::{Action, hindrances, kept_columns, removed_labels};

/// Labels cannot be taken from an enum; a new type takes its place, if only columns use it and no
/// row holds a removed label.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Alter { before, after } = &change.verb else { continue };
        let (Object::Enum(a), Object::Enum(b)) = (&**before, &**after) else { continue };
        // Adding labels destroys nothing.
        if a.labels == b.labels || !action.destroys.contains(&change.address) {
            continue;
        }
        let address = &change.address;
        let columns = kept_columns(look.scene(), address);
        let hindered = hindrances(look.scene(), address, &columns);
        if !hindered.is_empty() {
            found.push(
                Hazard::new("enum-labels-removed", Severity::Blocking, address)
                    .meaning(format!(
                        "removing or reordering labels of {} is not supported while these use it: {}",
                        address.sql(),
                        hindered.join(", ")
                    ))
                    .advice("Drop them first and make them again afterwards, or keep the labels"),
            );
            continue;
        }
        let removed = removed_labels(a, b);
        for (column, column_type) in columns {
            if removed.is_empty() {
                continue;
            }
            if column_type.data_type.text.ends_with("[]") {
                found.push(
                    Hazard::new("enum-labels-removed", Severity::Caution, &column)
                        .meaning(format!(
                            "it is not known whether arrays in {} hold a removed label; if one does, the step fails and changes nothing",
                            column.sql()
                        ))
                        .advice("Look for them first"),
                );
                continue;
            }
            let question = Question::Labels { column: look.now(&column), labels: removed.clone() };
            let rows = look.ask(&question);
            if is_none(&rows) {
                continue;
            }
            let severity =
                if rows.count().is_some() { Severity::Blocking } else { Severity::Caution };
            found.push(
                Hazard::new("enum-labels-removed", severity, &column)
                    .meaning(format!(
                        "{} hold a label in {} that is removed: {}",
                        counted(&rows, "row", "rows"),
                        column.sql(),
                        removed.join(", ")
                    ))
                    .advice("Give these rows another label first")
                    .rows(question),
            );
        }
    }
    found
}
