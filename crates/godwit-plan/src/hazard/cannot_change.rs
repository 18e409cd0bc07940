use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Object};

use super::{Hazard, Look, Severity};
use crate::{
    action::{
        Action, held_above, is_attached_with_table, is_carried_along, keeps_its_functions,
        kept_rows, moves, moves_attributes, retyped_keys,
    },
    scene::Scene,
    unshared::is_only,
};

/// What no statement of PostgreSQL changes.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let scene = look.scene();
    let blocking = |address: &Address, meaning: String, advice: &str| {
        Hazard::new("cannot-change", Severity::Blocking, address).meaning(meaning).advice(advice)
    };
    let mut found: Vec<Hazard> = action
        .changes
        .iter()
        .filter_map(|change| {
            let (meaning, advice) = hindrance(scene, change)?;
            Some(blocking(&change.address, meaning, advice))
        })
        .collect();
    for change in &action.changes {
        found.extend(joined_without(scene, change).into_iter().map(|index| {
            let (table, index) = (change.address.sql(), index.sql());
            let meaning = format!(
                "PostgreSQL makes an index like {index} when {table} becomes a partition, and none is wanted"
            );
            let advice = "Want that index in the partition too, or drop the parent's first and make it \
                 again with ONLY when all partitions are there";
            blocking(&change.address, meaning, advice)
        }));
    }
    for (column, table) in retyped_keys(scene, action) {
        let meaning = format!(
            "PostgreSQL cannot change the type of {}, by which {} is partitioned",
            column.sql(),
            table.sql()
        );
        found.push(blocking(
            &column,
            meaning,
            "Make a new table, move the rows, and exchange the names",
        ));
    }
    for (table, keeper) in kept_rows(scene, action) {
        let (table, keeper) = (table.sql(), keeper.to_string());
        let meaning = format!(
            "PostgreSQL cannot write the rows of {table} anew while {keeper} keeps whole rows of it"
        );
        let advice = "Drop what keeps them in a plan before, and make it again in one after";
        found.push(blocking(&action.address, meaning, advice));
    }
    if action.is_made_again() && keeps_its_functions(scene, &action.address) {
        let meaning = format!(
            "PostgreSQL cannot exchange {} while columns have it: the functions of its multirange would \
             stand in the way of the new one's",
            action.address.sql()
        );
        let advice = "Make a new type of another name, move the columns, and drop the former";
        found.push(blocking(&action.address, meaning, advice));
    }
    if action.destroys.contains(&action.address)
        && let Some(above) = held_above(scene, &action.address)
    {
        let (column, above) = (action.address.sql(), above.sql());
        let meaning = format!(
            "PostgreSQL does not drop {column}, to make it anew, while {above} is above it and stays"
        );
        let advice = "Let the table leave its parent, change both, and let it join again";
        found.push(blocking(&action.address, meaning, advice));
    }
    found
}

/// Indexes and keys of a parent that a table joins without one that belongs to them.
fn joined_without(scene: &Scene<'_>, change: &Change) -> Vec<Address> {
    let parent = |object: &Object| match object {
        Object::Table(table) => table.partition_of.as_ref().map(|of| of.parent.clone()),
        _ => None,
    };
    let (now, next) = match &change.verb {
        Verb::Create { after } => (None, parent(after)),
        Verb::Alter { before, after } => (parent(before), parent(after)),
        Verb::Drop { .. } | Verb::Rename { .. } => return Vec::new(),
    };
    let Some(joined) = next.filter(|next| now.as_ref() != Some(next)) else { return Vec::new() };
    let is_had = |index: &Address| {
        scene.after.parts(&change.address).any(|(_, object)| object.parent() == Some(index))
    };
    let parts = scene.after.parts(&joined).filter(|(_, object)| is_only(object));
    let parts = parts.filter(|(index, _)| scene.is_there_to_join(index) && !is_had(index));
    parts.map(|(index, _)| index.clone()).collect()
}

/// What it means, and what to do instead.
fn hindrance(scene: &Scene<'_>, change: &Change) -> Option<(String, &'static str)> {
    let address = &change.address;
    if is_missing_from_heir(scene, change) {
        let meaning = format!(
            "PostgreSQL cannot make {} a mere part of a parent that the table joins: the table must have \
             its own before",
            address.sql()
        );
        return Some((meaning, "Make a new table, move the rows, and exchange the names"));
    }
    let Verb::Alter { before, after } = &change.verb else { return None };
    match (&**before, &**after) {
        // Its rows would have to be moved to a new table (PostgreSQL manual, `ALTER TABLE`).
        (Object::Table(a), Object::Table(b)) if a.partition_key != b.partition_key => {
            let said = |key: &Option<String>| {
                key.as_ref().map_or_else(|| "not at all".to_owned(), |key| format!("by {key}"))
            };
            let meaning = format!(
                "PostgreSQL cannot change how {} is partitioned: it is partitioned {}, and shall be {}",
                address.sql(),
                said(&a.partition_key),
                said(&b.partition_key)
            );
            Some((meaning, "Make a new table, move the rows, and exchange the names"))
        }
        (Object::Definition(a), Object::Definition(b))
            if moves_attributes(scene, address, a, b) =>
        {
            let meaning = format!(
                "PostgreSQL cannot give the attributes of {} other places while columns, or rows of typed tables, hold values of it",
                address.sql()
            );
            Some((
                meaning,
                "Make a new type, move the values attribute by attribute, and drop the former",
            ))
        }
        // Of columns that are a parent's only NOT NULL changes by itself.
        (Object::Column(a), Object::Column(b))
            if a.inherited
                && b.inherited
                && (a.data_type != b.data_type
                    || a.collation != b.collation
                    || a.generated != b.generated)
                && is_attached_with_table(scene, address)
                && !moves(scene, address)
                && !is_carried_along(scene, change) =>
        {
            let meaning = format!(
                "PostgreSQL cannot change {} by itself, which is a parent's, nor let it join another \
                 parent before it is like that one's",
                address.sql()
            );
            Some((meaning, "Make a new table, move the rows, and exchange the names"))
        }
        // INHERIT leaves what the child has its own (`attislocal`); only attaching a partition does not.
        (Object::Column(a), Object::Column(b)) if a.inherited != b.inherited => {
            own(scene, address, b.inherited)
        }
        (Object::Constraint(a), Object::Constraint(b))
            if a.parent.is_none() && b.parent.is_some() =>
        {
            own(scene, address, true)
        }
        _ => None,
    }
}

/// Whether a present table that joins a parent lacks a column or check of it, and nothing adds it to both.
fn is_missing_from_heir(scene: &Scene<'_>, change: &Change) -> bool {
    let (Verb::Create { after }, Some(table)) = (&change.verb, change.address.owner_table()) else {
        return false;
    };
    let parents = |catalog: &godwit_schema::Catalog| match catalog.get(&table) {
        Some(Object::Table(found)) => found.inherits.clone(),
        _ => Vec::new(),
    };
    let now = parents(scene.renamed);
    let has = |catalog: &godwit_schema::Catalog, parent: &Address| {
        catalog.get(&change.address.moved(&table, parent)).is_some()
    };
    let is_mere = match &**after {
        Object::Column(column) => column.inherited,
        Object::Constraint(found) => found.parent.is_some(),
        _ => false,
    };
    is_mere
        && scene.is_present(&table)
        && parents(scene.after).iter().filter(|parent| has(scene.after, parent)).all(|parent| {
            !now.contains(parent) && (!scene.is_present(parent) || has(scene.renamed, parent))
        })
        && !parents(scene.after).is_empty()
}

fn own(scene: &Scene<'_>, address: &Address, inherited: bool) -> Option<(String, &'static str)> {
    let table = address.owner_table()?;
    let parents = |catalog: &godwit_schema::Catalog| match catalog.get(&table) {
        Some(Object::Table(found)) => found.inherits.clone(),
        _ => Vec::new(),
    };
    let (now, next) = (parents(scene.renamed), parents(scene.after));
    let is_hindered = if inherited { !next.is_empty() } else { now == next && !next.is_empty() };
    let meaning = if inherited {
        format!(
            "PostgreSQL cannot make {} a mere part of its parent: {} keeps its own",
            address.sql(),
            table.sql()
        )
    } else {
        format!(
            "PostgreSQL cannot make {} also {}'s own while the parent has it",
            address.sql(),
            table.sql()
        )
    };
    is_hindered.then_some((meaning, "Make a new table, move the rows, and exchange the names"))
}
