use std::collections::BTreeSet;

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Catalog, ConstraintKind, Kind, Object};

use crate::{
    needs::needs,
    scene::{Scene, as_column, column_of},
};

use super::{enum_labels, generated, has_index, partition_index};

/// Whether another action carries a change out: that of its table, of its column, or of its type.
pub(crate) fn is_folded(scene: &Scene<'_>, change: &Change) -> bool {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => match &**after {
            Object::Default(_) => {
                scene.create_of(&column_of(address)).is_some()
                    || is_retyped(scene, &column_of(address))
            }
            Object::Column(_) => is_made_with_table(scene, address),
            Object::Index(_) => {
                is_made_with_table(scene, address)
                    && !scene.unshared.holds(address)
                    && !partition_index::waits_for_parent(scene, after)
                    && !needs_its_table_whole(scene.after, address)
            }
            Object::Constraint(constraint) => {
                let waits =
                    has_index(constraint) && partition_index::waits_for_parent(scene, after);
                is_made_with_table(scene, address)
                    && !scene.unshared.holds(address)
                    && !waits
                    && !matches!(constraint.kind, ConstraintKind::ForeignKey(_))
                    && !needs_its_table_whole(scene.after, address)
            }
            Object::Sequence(sequence) => sequence.owned_by.as_ref().is_some_and(|column| {
                scene.create_of(column).is_some() || is_made_with_table(scene, column)
            }),
            Object::Namespace(_)
            | Object::Enum(_)
            | Object::Table(_)
            | Object::Definition(_)
            | Object::Owner(_)
            | Object::Grant(_)
            | Object::DefaultPrivilege(_) => false,
        },
        Verb::Drop { before } => match &**before {
            Object::Default(_) => is_retyped(scene, &column_of(address)),
            Object::Constraint(_) | Object::Index(_) => goes_with_a_column(scene, address, before),
            Object::Sequence(sequence) => sequence.owned_by.as_ref().is_some_and(|column| {
                scene.drop_of(column).is_some()
                    || column.owner_table().is_some_and(|table| scene.drop_of(&table).is_some())
            }),
            Object::Namespace(_)
            | Object::Enum(_)
            | Object::Table(_)
            | Object::Column(_)
            | Object::Definition(_)
            | Object::Owner(_)
            | Object::Grant(_)
            | Object::DefaultPrivilege(_) => false,
        },
        Verb::Alter { .. } => {
            address.kind() == Kind::Default && is_retyped(scene, &column_of(address))
        }
        Verb::Rename { .. } => false,
    }
}

/// Whether a check or index calls a function that needs the table it is of, as one of its rows does:
/// the table is made before the function, and dropped after it, without that part.
pub(super) fn needs_its_table_whole(catalog: &Catalog, part: &Address) -> bool {
    let Some(table) = part.owner_table() else { return false };
    let is_defined = |address: &&Address| matches!(address.kind(), Kind::Defined(_));
    let mut open: Vec<&Address> = catalog.needs(part).filter(is_defined).collect();
    let mut seen: BTreeSet<&Address> = open.iter().copied().collect();
    while let Some(next) = open.pop() {
        for needed in catalog.needs(next) {
            if needed.path().starts_with(table.path())
                && matches!(needed.kind(), Kind::Table | Kind::Column)
            {
                return true;
            }
            if is_defined(&needed) && seen.insert(needed) {
                open.push(needed);
            }
        }
    }
    false
}

fn is_made_with_table(scene: &Scene<'_>, part: &Address) -> bool {
    part.owner_table().is_some_and(|table| scene.create_of(&table).is_some())
}

/// PostgreSQL drops constraints and indexes along with any column that they mention; but a column that
/// a foreign key references, be it of the same table, only after the key.
fn goes_with_a_column(scene: &Scene<'_>, address: &Address, before: &Object) -> bool {
    if let Object::Constraint(found) = before
        && let ConstraintKind::ForeignKey(key) = &found.kind
        && address.owner_table().as_ref() == Some(&key.references)
        && key.referenced_columns.iter().any(|name| {
            let column = address.with_kind(Kind::Column).with_name(name);
            scene.drop_of(&column).is_some()
        })
    {
        return false;
    }
    let mut columns = needs(scene.renamed, address, before);
    columns.retain(|needed| {
        needed.kind() == Kind::Column && needed.owner_table() == address.owner_table()
    });
    // What it says of another column may not be true of that one's new type.
    columns.iter().any(|column| scene.drop_of(column).is_some())
        && !columns.iter().any(|column| is_retyped(scene, column))
}

/// Whether a column's type changes, by itself or because its enum is made anew, or the column is
/// made anew: its default goes and comes with it.
pub(crate) fn is_retyped(scene: &Scene<'_>, column: &Address) -> bool {
    let altered = scene.changes(column).iter().find_map(|change| match &change.verb {
        Verb::Alter { before, after } => Some((as_column(before)?, as_column(after)?)),
        _ => None,
    });
    if let Some((before, after)) = altered
        && (!before.has_type_of(after) || generated::is_rebuilt(scene, before, after))
    {
        return true;
    }
    scene
        .renamed
        .column(column)
        .and_then(|found| found.data_type.of.as_ref())
        .is_some_and(|of| enum_labels::is_swapped(scene, of))
}
