use godwit_diff::Change;
use godwit_schema::{Address, Catalog, Column, ConstraintKind, Kind, Object, Storage};

use super::{
    Action, Rank, access,
    column::{exclusive, title},
    constraint, fold, heirs, inherit, parents, sequence,
};
use crate::{
    lock::LockMode,
    needs::needs,
    plan::{Statement, StepVerb},
    render::{column, comment::comment, not_null::NotNullNames, sequence as render_sequence},
    scene::Scene,
};

/// Drops a column together with what PostgreSQL drops along with it.
pub(super) fn action(scene: &Scene<'_>, change: &Change, found: &Column) -> Action {
    let address = &change.address;
    let mut action = Action::new(StepVerb::Drop, Rank::DropColumn, "drop", address).titled(title(
        "Drop column",
        address,
        " of",
    ));
    let mut locks = exclusive(scene, address);
    let gone: Vec<Address> = scene
        .dependents
        .goes_with_column(address)
        .into_iter()
        // What is changed by itself no longer needs the column when this runs.
        .filter(|part| scene.after.get(part).is_none())
        // Nor what is dropped by itself before.
        .filter(|part| {
            !matches!(part.kind(), Kind::Constraint | Kind::Index)
                || scene.drop_of(part).is_none_or(|change| fold::is_folded(scene, change))
        })
        .collect();
    let of_heirs = own_of_heirs(scene, address);
    for part in gone.iter().chain(of_heirs.iter().map(|change| &change.address)) {
        if let Some(ConstraintKind::ForeignKey(key)) =
            scene.renamed.constraint(part).map(|found| &found.kind)
        {
            locks.extend(scene.lock(&key.references, LockMode::AccessExclusive));
        }
    }
    locks.sort();
    locks.dedup();
    action.run(Statement::new(column::drop(address), locks));
    action.carry(scene, change);
    let own = action.releases.clone();
    for change in of_heirs {
        action.carry(scene, change);
    }
    for part in &gone {
        if let Some(change) = scene.drop_of(part) {
            action.carry(scene, change);
        } else if let Some(object) = scene.renamed.get(part) {
            action.destroys.insert(part.clone());
            action.releases.extend(needs(scene.renamed, part, object));
        }
    }
    // A key over two columns goes with whichever goes first: neither waits for the other.
    let table = address.owner_table();
    action.releases.retain(|needed| {
        own.contains(needed) || needed.kind() != Kind::Column || needed.owner_table() != table
    });
    for key in inbound(scene, address) {
        action.after.insert(format!("drop {key}"));
    }
    // While a table above has it, PostgreSQL does not drop what is the child's own, too.
    if !found.inherited {
        let above = heirs::above(scene, address);
        action.after.extend(above.iter().map(|column| format!("drop {column}")));
    }
    if inherit::is_left_over(scene, address) {
        action.after.extend(address.owner_table().map(|table| parents::left(scene, &table)));
    }
    // A trigger of an heir may name the column that it loses with this one.
    for heir in heirs::mere_heirs(scene, address) {
        action.after.extend(heir.owner_table().map(|table| format!("drop {table}")));
    }
    let mut undo = add_again(scene.renamed, address, found, &gone);
    undo.extend(access::definitions(scene.renamed, address));
    action.undo(undo, Some(format!("the values of {}", address.sql())));
    action
}

/// Drops of what heirs have of their own over the column, which go with it.
fn own_of_heirs<'a>(scene: &Scene<'a>, column: &Address) -> Vec<&'a Change> {
    heirs::mere_heirs(scene, column)
        .iter()
        .flat_map(|heir| scene.dependents.goes_with_column(heir))
        .filter(|part| matches!(part.kind(), Kind::Constraint | Kind::Index))
        .filter(|part| scene.renamed.get(part).is_some_and(|object| object.parent().is_none()))
        .filter_map(|part| scene.drop_of(&part))
        .filter(|change| fold::is_folded(scene, change))
        .collect()
}

/// Foreign keys of other tables, or of other columns of this one, that reference the column.
pub(crate) fn inbound<'a>(scene: &Scene<'a>, column: &Address) -> Vec<&'a Address> {
    let Some(table) = column.owner_table() else { return Vec::new() };
    scene
        .dependents
        .foreign_keys_to(&table)
        .iter()
        .copied()
        .filter(|key| match scene.renamed.constraint(key).map(|found| &found.kind) {
            Some(ConstraintKind::ForeignKey(found)) => {
                found.referenced_columns.iter().any(|name| name == column.name())
                    && !(key.owner_table().as_ref() == Some(&table)
                        && found.columns.iter().any(|name| name == column.name()))
            }
            _ => false,
        })
        .collect()
}

/// Statements that make a column again with all that went with it.
pub(super) fn add_again(
    catalog: &Catalog,
    address: &Address,
    found: &Column,
    gone: &[Address],
) -> Vec<String> {
    let mut statements = Vec::new();
    let sequences: Vec<&Address> =
        gone.iter().filter(|part| part.kind() == Kind::Sequence).collect();
    for part in &sequences {
        if let Some(found) = catalog.sequence(part) {
            statements.extend(sequence::create(part, found));
        }
    }
    let default = catalog.column_default(&address.with_kind(Kind::Default));
    statements.push(column::add(address, found, default, NotNullNames::Given));
    statements.extend(column::extras(address, found));
    for part in sequences {
        statements.push(render_sequence::owned_by(part, Some(address)));
    }
    statements.extend(column::storage(
        address,
        &found.data_type,
        &Storage::default(),
        &found.storage,
    ));
    if found.comment.is_some() {
        statements.push(comment(address, found.comment.as_deref()));
    }
    // Keys before foreign keys, which may rely on them.
    let mut parts: Vec<(&Address, &Object)> =
        gone.iter().filter_map(|part| Some((part, catalog.get(part)?))).collect();
    parts.sort_by_key(|(_, object)| {
        matches!(object, Object::Constraint(found) if matches!(found.kind, ConstraintKind::ForeignKey(_)))
    });
    for (part, object) in parts {
        statements.extend(constraint::part_definition(part, object));
    }
    statements
}
