use godwit_diff::Verb;
use godwit_schema::Object;

use super::{Hazard, Look, Severity};
use crate::action::Action;

/// How a table is partitioned is fixed when it is made (PostgreSQL manual, `ALTER TABLE`): its rows
/// would have to be moved to a new table.
pub(super) fn find(_look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    action
        .changes
        .iter()
        .filter_map(|change| match &change.verb {
            Verb::Alter { before, after } => match (&**before, &**after) {
                (Object::Table(a), Object::Table(b)) if a.partition_key != b.partition_key => {
                    let said = |key: &Option<String>| {
                        key.as_ref().map_or_else(|| "not at all".to_owned(), |key| format!("by {key}"))
                    };
                    Some(
                        Hazard::new("cannot-change", Severity::Blocking, &change.address)
                            .meaning(format!(
                                "PostgreSQL cannot change how {} is partitioned: it is partitioned {}, \
                                 and shall be {}",
                                change.address.sql(),
                                said(&a.partition_key),
                                said(&b.partition_key)
                            ))
                            .advice("Make a new table, move the rows, and exchange the names"),
                    )
                }
                _ => None,
            },
            _ => None,
        })
        .collect()
}
