use std::collections::BTreeSet;

use godwit_diff::Verb;
use godwit_schema::{Address, Class, Kind, Object};

use super::Action;
use crate::scene::{Scene, as_column};

/// Tables whose rows an action writes anew or gives other values, with what keeps whole rows of them:
/// columns of their type, and materialised views. PostgreSQL refuses that (`find_composite_type_dependencies` of
/// `tablecmds.c`).
pub(crate) fn kept_rows(scene: &Scene<'_>, action: &Action) -> Vec<(Address, Address)> {
    // Those whose columns go over to a type that is exchanged.
    let mut tables: BTreeSet<Address> = action.tables.clone();
    for change in &action.changes {
        let writes = match &change.verb {
            Verb::Create { after } => as_column(after).is_some_and(|column| {
                let default = change.address.with_kind(Kind::Default);
                column.identity.is_some()
                    || column.generated.is_some()
                    || scene.after.get(&default).is_some()
            }),
            Verb::Alter { before, after } => match (&**before, &**after) {
                (Object::Column(a), Object::Column(b)) => !a.has_type_of(b),
                (Object::Table(a), Object::Table(b)) => {
                    a.persistence != b.persistence || a.access_method != b.access_method
                }
                _ => false,
            },
            Verb::Drop { .. } | Verb::Rename { .. } => false,
        };
        tables.extend(change.address.owner_table().filter(|_| writes));
    }
    tables.retain(|table| scene.is_present(table));
    let keepers = |table: &Address| -> Vec<(Address, Address)> {
        let edges = scene.dependents.edges(table).into_iter();
        let kept = edges.filter(|holder| keeps_rows(scene, holder, &table.sql()));
        kept.map(|holder| (table.clone(), holder.clone())).collect()
    };
    tables.iter().flat_map(keepers).collect()
}

fn keeps_rows(scene: &Scene<'_>, holder: &Address, row: &str) -> bool {
    let leaves = scene.drop_of(holder).is_some()
        || holder.owner_table().is_some_and(|table| scene.drop_of(&table).is_some());
    !leaves
        && match scene.renamed.get(holder) {
            Some(Object::Column(column)) => column.data_type.text.trim_end_matches("[]") == row,
            Some(Object::Definition(found)) => {
                found.class == Class::MaterializedView
                    && found.core.contains(&format!(".*::{row} "))
            }
            _ => false,
        }
}
