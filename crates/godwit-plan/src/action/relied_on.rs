//! Keys, and the foreign keys that may rely on them.

use std::collections::BTreeSet;

use godwit_diff::Verb;
use godwit_schema::{Address, Catalog, Constraint, ConstraintKind, IndexTerm, Object};

use super::{
    Action,
    constraint::{add, definition, drop, is_made_anew},
    heirs::table_of,
    is_primary, partition_index,
};
use crate::{
    render::constraint,
    scene::{Scene, as_constraint},
    unshared::is_only,
};

/// Keys of the target that a foreign key may rely on, same columns in any order; with those of its
/// partitions, without which a key of a partitioned table is not complete.
pub(super) fn keys_of(catalog: &Catalog, found: &Constraint) -> Vec<Address> {
    let ConstraintKind::ForeignKey(key) = &found.kind else { return Vec::new() };
    let wanted: BTreeSet<&str> = key.referenced_columns.iter().map(String::as_str).collect();
    catalog
        .parts(&key.references)
        .filter(|(_, object)| {
            key_columns(object)
                .is_some_and(|columns| columns.into_iter().collect::<BTreeSet<_>>() == wanted)
        })
        .flat_map(|(address, object)| {
            let parts = partition_index::parts(catalog, address, object);
            std::iter::once(address).chain(parts).cloned()
        })
        .collect()
}

/// Columns by which a foreign key could find rows.
fn key_columns(object: &Object) -> Option<Vec<&str>> {
    match object {
        Object::Constraint(Constraint {
            kind:
                ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. },
            ..
        }) => Some(columns.iter().map(String::as_str).collect()),
        Object::Index(found) if found.unique && found.predicate.is_none() => found
            .keys
            .iter()
            .map(|key| match &key.term {
                IndexTerm::Column { name } => Some(name.as_str()),
                IndexTerm::Expression { .. } => None,
            })
            .collect(),
        _ => None,
    }
}

/// Foreign keys that may rely on a key.
fn foreign_keys_on<'a>(scene: &Scene<'a>, address: &Address, key: &Object) -> Vec<&'a Address> {
    let Some(columns) = key_columns(key) else { return Vec::new() };
    let columns: Vec<String> = columns.into_iter().map(str::to_owned).collect();
    scene.foreign_keys_on(&table_of(address), &columns)
}

/// Foreign keys that are made anew, and may rely on a key which is, or which goes; those that stay, too, where the key
/// gives way to another. They go before it does, and come when it is there again.
pub(super) fn parted_foreign_keys<'a>(
    scene: &Scene<'a>,
    address: &Address,
    key: &Object,
) -> Vec<&'a Address> {
    let all = gives_way(scene, address, key);
    let mut found = foreign_keys_on(scene, address, key);
    found.retain(|key| {
        let is_remade = scene.changes(key).iter().any(|change| is_made_anew(change));
        let is_handed_down =
            scene.renamed.constraint(key).is_some_and(|found| found.parent.is_some());
        is_remade || all && scene.after.get(key).is_some() && !is_handed_down
    });
    found
}

/// Whether foreign keys that may rely on a key go before it does and come when all is there again: it is
/// a primary key that is dropped for another one, which can only come when it is gone; or it is made anew
/// for a partitioned table, and is complete when those of the partitions are.
fn gives_way(scene: &Scene<'_>, address: &Address, key: &Object) -> bool {
    let is_primary = |object: &Object| as_constraint(object).is_some_and(is_primary);
    let is_remade = scene.changes(address).iter().any(|change| is_made_anew(change));
    if is_only(key) && is_remade {
        return true;
    }
    is_primary(key)
        && scene.drop_of(address).is_some()
        && scene
            .changes_of_parts(&table_of(address))
            .any(|change| matches!(&change.verb, Verb::Create { after } if is_primary(after)))
}

/// Whether a foreign key is there before and after, and neither dropped nor made by actions of its own: at
/// most its comment changes, say, or when it is checked.
pub(super) fn stands(scene: &Scene<'_>, key: &Address) -> bool {
    scene.after.get(key).is_some()
        && !scene.is_made_again(key)
        && scene.changes(key).iter().all(|change| match &change.verb {
            Verb::Alter { .. } => !is_made_anew(change),
            Verb::Rename { .. } => true,
            Verb::Create { .. } | Verb::Drop { .. } => false,
        })
}

/// Says that an action makes a standing foreign key again, as it was: what changes in it waits.
pub(super) fn makes_again(scene: &Scene<'_>, action: &mut Action, key: &Address) {
    if !scene.changes(key).is_empty() {
        action.consumes.insert(key.clone());
        action.produces.insert(key.clone());
    }
}

/// Standing foreign keys that may rely on a key, and go and come with it.
fn staying_foreign_keys(
    scene: &Scene<'_>,
    address: &Address,
    key: &Object,
) -> Vec<(Address, Constraint)> {
    if gives_way(scene, address, key) {
        return Vec::new();
    }
    foreign_keys_on(scene, address, key)
        .into_iter()
        .filter(|key| stands(scene, key))
        .filter_map(|key| Some((key.clone(), scene.renamed.constraint(key)?.clone())))
        // A partition's goes and comes with the parent's.
        .filter(|(_, found)| found.parent.is_none())
        .collect()
}

/// Statements that take a key back, the foreign keys that may rely on it dropped before and added
/// again after.
pub(super) fn around(
    scene: &Scene<'_>,
    address: &Address,
    key: &Object,
    inner: Vec<String>,
) -> Vec<String> {
    let staying = staying_foreign_keys(scene, address, key);
    let mut statements: Vec<String> =
        staying.iter().map(|(key, _)| constraint::drop(key)).collect();
    statements.extend(inner);
    statements.extend(staying.iter().flat_map(|(key, found)| definition(key, found)));
    statements
}

/// Runs `inner` between dropping and adding again the foreign keys that rely on a key which goes.
///
/// Only those are touched that stand: the others have actions of their own.
pub(super) fn with_foreign_keys(
    scene: &Scene<'_>,
    action: &mut Action,
    address: &Address,
    before: &Object,
    inner: impl FnOnce(&mut Action),
) {
    let staying = staying_foreign_keys(scene, address, before);
    for (key, found) in &staying {
        action.run(drop(scene, key, found));
        // Another key of the same columns must stand before this one goes.
        action.consumes.extend(keys_of(scene.after, found).into_iter().filter(|at| at != address));
    }
    inner(action);
    for (key, found) in &staying {
        add(scene, action, key, found);
        makes_again(scene, action, key);
    }
}

/// Indexes over a column that are made anew, and on which no foreign key relies: what they are may be
/// impossible over the column's next type, as what they become is over the present one.
pub(super) fn indexes_made_anew(scene: &Scene<'_>, column: &Address) -> Vec<Address> {
    let parts = scene.dependents.goes_with_column(column).into_iter();
    parts
        .filter(|part| scene.changes(part).iter().any(|change| is_made_anew(change)))
        .filter(|part| match scene.renamed.get(part) {
            Some(index @ Object::Index(found)) => {
                found.parent.is_none()
                    && !found.only
                    && foreign_keys_on(scene, part, index).is_empty()
            }
            _ => false,
        })
        .collect()
}
