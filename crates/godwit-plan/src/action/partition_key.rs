use std::collections::BTreeSet;

use godwit_diff::{Verb, expression::mentions};
use godwit_schema::{Address, Kind, Object};

use super::{Action, enum_labels, exchange, heirs};
use crate::scene::Scene;

/// Columns that an action retypes and by which their tables, or tables below these, are partitioned:
/// PostgreSQL refuses that (`ATPrepAlterColumnType` of `tablecmds.c`). Each with the partitioned table.
pub(crate) fn retyped_keys(scene: &Scene<'_>, action: &Action) -> Vec<(Address, Address)> {
    let mut found = Vec::new();
    for column in retyped(scene, action) {
        let heirs = heirs::heirs(scene, &column);
        for part in heirs.iter().chain([&column]) {
            let Some(table) = part.owner_table() else { continue };
            if let Some(Object::Table(held)) = scene.renamed.get(&table)
                && held.partition_key.as_ref().is_some_and(|key| mentions(key, part.name()))
            {
                found.push((column.clone(), table));
            }
        }
    }
    found
}

/// Columns that get another type or collation, be it a new one of the same name.
fn retyped(scene: &Scene<'_>, action: &Action) -> BTreeSet<Address> {
    let mut found = BTreeSet::new();
    for change in &action.changes {
        if let Verb::Alter { before, after } = &change.verb
            && let (Object::Column(a), Object::Column(b)) = (&**before, &**after)
            && !a.has_type_of(b)
        {
            found.insert(change.address.clone());
        }
    }
    let address = &action.address;
    let exchanged = match address.kind() {
        Kind::Enum if enum_labels::is_swapped(scene, address) => {
            enum_labels::kept_columns(scene, address)
        }
        Kind::Defined(_) if action.is_made_again() => exchange::columns(scene, address),
        _ => Vec::new(),
    };
    found.extend(exchanged.into_iter().map(|(column, _)| column));
    found
}
