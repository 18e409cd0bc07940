use godwit_diff::Verb;
use godwit_schema::Kind;

use super::{Hazard, Look, Severity};
use crate::action::{Action, is_handed_down};

/// Whoever still uses the former name fails from the moment of the commit.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    action
        .changes
        .iter()
        // Said once, of the table that hands it down; of what is dropped more is said.
        .filter(|change| {
            let scene = look.scene();
            !is_handed_down(scene, change) && scene.drop_of(&change.address).is_none()
        })
        .filter_map(|change| {
            let Verb::Rename { from } = &change.verb else { return None };
            let to = &change.address;
            match to.kind() {
                Kind::Namespace
                | Kind::Table
                | Kind::Column
                | Kind::Enum
                | Kind::Sequence
                | Kind::Defined(_) => {}
                // Few statements name these.
                Kind::Default
                | Kind::Constraint
                | Kind::Index
                | Kind::Owner
                | Kind::Grant
                | Kind::DefaultPrivilege => return None,
            }
            let functions: Vec<String> = look
                .scene()
                .unmodelled_on([to])
                .into_iter()
                .map(|one| format!("{} {}", one.class, one.name))
                .collect();
            let known = if functions.is_empty() {
                String::new()
            } else {
                format!("; PostgreSQL keeps these in step: {}", functions.join(", "))
            };
            let readers = match to.kind() {
                Kind::Namespace => "code, function bodies and settings of search_path",
                _ => "code and function bodies",
            };
            Some(
                Hazard::new("renames-break-readers", Severity::Caution, to)
                    .meaning(format!(
                        "{readers} that say {} fail from then on{known}",
                        from.sql()
                    ))
                    .advice("Deploy code with the new name in the same moment, or keep both for a while"),
            )
        })
        .collect()
}
