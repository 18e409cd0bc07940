use super::{Hazard, Look, Severity};
use crate::action::Action;

/// The models leave something about the same table open.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let Some(table) = action.address.owner_table() else { return Vec::new() };
    let Some(open) = look.scene().undecided.get(&table) else { return Vec::new() };
    open.iter()
        .map(|one| {
            let object = one.address.as_ref().unwrap_or(&table);
            Hazard::new("undecided", Severity::Note, object)
                .meaning(format!(
                    "{}:{} was not decided, and is left as it is in the database: {}",
                    one.span.file, one.span.line, one.reason
                ))
                .advice("Write it so that it can be read without running the models")
        })
        .collect()
}
