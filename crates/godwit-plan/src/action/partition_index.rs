//! Keys and indexes of partitions, and those of their parents that they belong to.

use godwit_schema::{Address, Catalog, Kind, Link, Object};

use super::{
    Action,
    constraint::is_made_anew,
    has_index,
    heirs::table_of,
    inherit::{is_attached_with_table, moves},
    parents,
};
use crate::{scene::Scene, unshared::is_only};

/// The parent's index or key that an index or key belongs to.
fn parent_of(object: &Object) -> Option<&Address> {
    match object {
        Object::Constraint(found) if !has_index(found) => None,
        other => other.parent(),
    }
}

/// `ALTER INDEX parent ATTACH PARTITION child`, for an index or for that of a key.
pub(super) fn attach(address: &Address, object: &Object) -> Option<String> {
    let parent = parent_of(object)?;
    let index = |address: &Address| address.with_kind(Kind::Index).sql();
    Some(format!("ALTER INDEX {} ATTACH PARTITION {}", index(parent), index(address)))
}

/// Whether a key or index of a new partition must wait for the parent's, which an action of its own
/// makes.
pub(crate) fn waits_for_parent(scene: &Scene<'_>, object: &Object) -> bool {
    object.parent().is_some_and(|parent| {
        scene.create_of(parent).is_some()
            && (scene.unshared.holds(parent)
                || parent.owner_table().is_some_and(|table| scene.create_of(&table).is_none())
                || scene.after.get(parent).is_some_and(|above| waits_for_parent(scene, above)))
    })
}

/// Whether a new key or index belongs to one of the parent that its table joins: made before, it becomes
/// that one's when the table is attached, where PostgreSQL would else make another.
pub(super) fn joins_with_table(scene: &Scene<'_>, address: &Address, object: &Object) -> bool {
    scene.create_of(address).is_some()
        && is_attached_with_table(scene, address)
        && parent_of(object).is_some_and(|parent| scene.is_there_to_join(parent))
}

/// Keys and indexes of partitions, however deep, that belong to one of the parent and do not change: they
/// go with it when it is made anew.
pub(super) fn taken_along<'a>(
    scene: &Scene<'a>,
    address: &'a Address,
    object: &Object,
) -> Vec<(&'a Address, &'a Object)> {
    let mut found = parts(scene.renamed, address, object);
    found.retain(|part| scene.changes(part).is_empty());
    found.into_iter().filter_map(|part| Some((part, scene.after.get(part)?))).collect()
}

/// Keys and indexes of partitions, however deep, that belong to one of their parent; those above before
/// those below.
pub(super) fn parts<'a>(
    catalog: &'a Catalog,
    address: &'a Address,
    object: &Object,
) -> Vec<&'a Address> {
    if !is_only(object) {
        return Vec::new();
    }
    let mut found = vec![address];
    let mut at = 0;
    while let Some(above) = found.get(at).copied() {
        let links = catalog.links();
        let parts = links.filter(|(sort, _, to)| *sort == Link::IndexPart && *to == above);
        found.extend(parts.map(|(_, part, _)| part));
        at += 1;
    }
    found.split_off(1)
}

/// Keys of the actions that make what becomes the parent's when a table is attached.
pub(super) fn joining(scene: &Scene<'_>, table: &Address) -> Vec<String> {
    let parts = scene.after.parts(table);
    let joining = parts.filter(|(part, object)| joins_with_table(scene, part, object));
    joining.flat_map(|(part, _)| [format!("add {part}"), format!("create {part}")]).collect()
}

/// Keys of the actions by which tables become partitions before a new key or index of their parent is
/// made: PostgreSQL would make a further one for each that joins later.
pub(super) fn joined_before(scene: &Scene<'_>, address: &Address, object: &Object) -> Vec<String> {
    let parts = parts(scene.after, address, object).into_iter();
    parts
        .map(table_of)
        .flat_map(|table| [format!("create {table}"), parents::joined(&table)])
        .collect()
}

/// Keys of the actions that part a table from its parent, before which a key or index that belongs to the
/// parent's cannot be dropped.
pub(super) fn left_with(scene: &Scene<'_>, address: &Address, object: &Object) -> Vec<String> {
    let leaves = object.parent().is_some() && is_attached_with_table(scene, address);
    leaves.then(|| parents::left(scene, &table_of(address))).into_iter().collect()
}

/// The action that takes a key or index of a partition along: that which makes the parent's anew, or
/// drops it.
pub(crate) fn gone_with_parent(
    scene: &Scene<'_>,
    address: &Address,
    parent: Option<&Address>,
) -> Option<String> {
    let parent = parent?;
    let remade = scene.changes(parent).iter().any(|change| is_made_anew(change));
    let dropped = scene.drop_of(parent).is_some() && !moves(scene, address);
    remade.then(|| format!("change {parent}")).or_else(|| dropped.then(|| format!("drop {parent}")))
}

/// Lets an action that makes a key or index of a partition anew come after that which took it along.
pub(super) fn follow_parent(action: &mut Action, gone: Option<String>, parent: Option<&Address>) {
    if let (Some(key), Some(parent)) = (gone, parent) {
        action.after.insert(key);
        // Nor does dropping the parent's wait for it.
        action.releases.remove(parent);
    }
}
