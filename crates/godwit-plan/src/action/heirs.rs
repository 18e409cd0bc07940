//! Who inherits what from whom.

use std::collections::{BTreeSet, VecDeque};

use godwit_schema::{Address, Catalog, Object, Table};

use crate::scene::Scene;

/// The same part of every ancestor.
pub(super) fn origins(scene: &Scene<'_>, address: &Address) -> Vec<Address> {
    let mut found = Vec::new();
    let mut open: Vec<Address> = address.owner_table().into_iter().collect();
    while let Some(table) = open.pop() {
        for parent in parents(scene, &table) {
            let mut part = address.moved(&table_of(address), &parent);
            for catalog in [scene.after, scene.renamed] {
                if let Some(said) = catalog.get(address).and_then(Object::parent)
                    && said.owner_table().as_ref() == Some(&parent)
                {
                    part = said.clone();
                }
            }
            found.push(part);
            if !open.contains(&parent) {
                open.push(parent);
            }
        }
    }
    found
}

/// The same part of all tables above that of a part, as they are before.
pub(super) fn above(scene: &Scene<'_>, part: &Address) -> Vec<Address> {
    let mut found = Vec::new();
    let mut open: Vec<Address> = part.owner_table().into_iter().collect();
    while let Some(table) = open.pop() {
        let Some(Object::Table(object)) = scene.renamed.get(&table) else { continue };
        for parent in object.parents() {
            let own = part.moved(&table_of(part), parent);
            if !found.contains(&own) {
                found.push(own);
                open.push(parent.clone());
            }
        }
    }
    found
}

/// Whether a table above has the same column, be it the child's own too (`pg_attribute.attinhcount`).
pub(super) fn has_above(catalog: &Catalog, column: &Address) -> bool {
    let table = table_of(column);
    match catalog.get(&table) {
        Some(Object::Table(found)) => {
            found.parents().any(|parent| catalog.column(&column.moved(&table, parent)).is_some())
        }
        _ => false,
    }
}

/// The same part of every table that a table inherits from; none for a partition.
pub(super) fn parts_of_parents(table: &Table, part: &Address) -> Vec<Address> {
    table.inherits.iter().map(|parent| part.moved(&table_of(part), parent)).collect()
}

/// A column above one that is dropped and made again, where that one stays: PostgreSQL drops neither then
/// (`ATExecDropColumn`).
pub(crate) fn held_above(scene: &Scene<'_>, column: &Address) -> Option<Address> {
    let is_dropped = scene.is_made_again(column) && scene.renamed.column(column).is_some();
    let above = if is_dropped { above(scene, column) } else { Vec::new() };
    above.into_iter().find(|one| scene.renamed.column(one).is_some() && !scene.is_made_again(one))
}

/// The same column of every table that has it from its table, parents first.
pub(super) fn heirs(scene: &Scene<'_>, column: &Address) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    let mut open = VecDeque::from([column.clone()]);
    while let Some(above) = open.pop_front() {
        let Some(table) = above.owner_table() else { continue };
        for heir in scene.dependents.edges(&table) {
            let Some(Object::Table(object)) = scene.renamed.get(heir) else { continue };
            let part = above.moved(&table, heir);
            if object.parents().any(|parent| *parent == table) && !found.contains(&part) {
                found.push(part.clone());
                open.push_back(part);
            }
        }
    }
    found
}

/// Whether a column is taken away and made again, by itself or with an ancestor's.
pub(crate) fn comes_back(scene: &Scene<'_>, column: &Address) -> bool {
    scene.is_made_again(column)
        || scene.renamed.column(column).is_some_and(|found| found.inherited)
            && origins(scene, column).iter().any(|origin| scene.is_made_again(origin))
}

/// Those heirs of a column that have it from there alone, and lose it when it is dropped.
pub(super) fn mere_heirs(scene: &Scene<'_>, column: &Address) -> Vec<Address> {
    let mut found = heirs(scene, column);
    found.retain(|heir| scene.renamed.column(heir).is_some_and(|found| found.inherited));
    found
}

/// The key or index of the topmost table that one of a partition is attached to, by however many
/// steps; itself where it is attached to none.
pub(super) fn first_above(catalog: &Catalog, part: &Address) -> Address {
    let mut found = part;
    while let Some(parent) = catalog.get(found).and_then(Object::parent) {
        found = parent;
    }
    found.clone()
}

/// The table that an address is of, or is.
pub(super) fn table_of(address: &Address) -> Address {
    address.owner_table().unwrap_or_else(|| address.clone())
}

/// Whether a table inherits from another, or is a partition of it, by however many steps.
pub(super) fn descends(catalog: &Catalog, table: &Address, ancestor: &Address) -> bool {
    let mut open = vec![table.clone()];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        let Some(Object::Table(found)) = catalog.get(&next) else { continue };
        for parent in found.parents() {
            if parent == ancestor {
                return true;
            }
            if seen.insert(parent.clone()) {
                open.push(parent.clone());
            }
        }
    }
    false
}

/// Parents of a table, before and after.
fn parents(scene: &Scene<'_>, table: &Address) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    for catalog in [scene.after, scene.renamed] {
        if let Some(Object::Table(table)) = catalog.get(table) {
            found.extend(table.parents().cloned());
        }
    }
    found.dedup();
    found
}
