//! Dropping tables, and what it takes where dropped tables hold one another.

use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Column, ConstraintKind, Kind, Object, Sequence, Table};

use super::{
    Action, Rank,
    build::of_kind,
    constraint, definition,
    definition::{as_definition, whole},
    fold, heirs,
    like_parent::like_parent,
    name_tokens, not_null, parents,
    table::statements,
};
use crate::{
    lock::LockMode,
    needs::needs,
    plan::{Reversal, Statement, StepVerb},
    render::table,
    scene::{End, Scene},
};

/// The drop of a table, after those of its parts that call what needs the table, and of what stands on it and
/// would hinder a change of something else.
pub(super) fn actions(scene: &Scene<'_>, change: &Change, found: &Table) -> Vec<Action> {
    let gone = scene.dependents.goes_with_table(&change.address);
    let is_apart = |part: &&Address| match part.kind() {
        Kind::Constraint | Kind::Index => fold::needs_its_table_whole(scene.renamed, part),
        Kind::Defined(_) => hinders_a_change(scene, part),
        _ => false,
    };
    let apart: Vec<&Address> = gone.iter().filter(is_apart).collect();
    let mut actions = Vec::new();
    for part in &apart {
        let Some(object) = scene.renamed.get(part) else { continue };
        let verb = Verb::Drop { before: Box::new(object.clone()) };
        actions.extend(of_kind(scene, &Change { address: (*part).clone(), verb }));
    }
    let mut own = drop(scene, change, found, (&gone, &apart));
    own.after.extend(actions.iter().map(|action| action.key.clone()));
    actions.push(own);
    actions
}

/// Whether a rule, trigger or policy of a dropped table needs what stays and is changed below it.
fn hinders_a_change(scene: &Scene<'_>, part: &Address) -> bool {
    scene.renamed.needs(part).any(|needed| {
        !needed.path().starts_with(heirs::table_of(part).path())
            && scene.drop_of(needed).is_none()
            && (scene.is_made_again(needed) || !scene.changes(needed).is_empty())
    })
}

fn drop(
    scene: &Scene<'_>,
    change: &Change,
    found: &Table,
    (gone, apart): (&[Address], &[&Address]),
) -> Action {
    let address = &change.address;
    let mut action = Action::new(StepVerb::Drop, Rank::DropTable, "drop", address);
    let mut locked = BTreeSet::from([address.clone()]);
    let mut parts: Vec<(&Address, &Object)> = Vec::new();
    let mut sequences: Vec<(&Address, &Sequence)> = Vec::new();
    let mut foreign_keys = Vec::new();
    for part in gone.iter().filter(|part| !apart.contains(part)) {
        let Some(object) = scene.renamed.get(part) else { continue };
        action.destroys.insert(part.clone());
        // A child goes before its parent whatever the parent's parts need of it.
        let needs = needs(scene.renamed, part, object);
        action.releases.extend(
            needs.into_iter().filter(|needed| {
                !heirs::descends(scene.renamed, &heirs::table_of(needed), address)
            }),
        );
        let standing = scene.aside.get(part).unwrap_or(part);
        action.frees.extend(name_tokens(standing, object));
        match object {
            Object::Sequence(sequence) => {
                sequences.push((part, sequence));
                action.changes.extend(scene.drop_of(part).cloned());
            }
            Object::Constraint(constraint)
                if matches!(constraint.kind, ConstraintKind::ForeignKey(_)) =>
            {
                if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                    locked.insert(key.references.clone());
                }
                foreign_keys.push((part.clone(), constraint.clone()));
            }
            _ => parts.push((standing, object)),
        }
    }
    let named = ["set aside", "rename"];
    for part in gone {
        action.after.extend(named.map(|phrase| format!("{phrase} {part}")));
    }
    locked.extend(
        scene.dependents.foreign_keys_to(address).iter().filter_map(|key| key.owner_table()),
    );
    let locks = scene.locks(&locked, LockMode::AccessExclusive);
    if let Some(of) = found.partition_of.as_ref().filter(|_| is_held_by_keys(scene, address)) {
        action.run(Statement::new(table::detach(&of.parent, address), locks.clone()));
    }
    action.run(Statement::new(table::drop(address), locks));
    action.frees.extend(found.partition_of.iter().map(|of| parents::bound_token(&of.parent)));
    let above = ancestors(scene, address).into_iter();
    action.frees.extend(above.map(|table| parents::partitions_token(&table)));
    let like = like_parent(scene, scene.renamed, address, found);
    let names =
        |column: &Address, found: &Column| not_null::names(scene, End::After, column, found);
    let mut undo = statements(scene.renamed, (address, found), &parts, &sequences, like, names);
    for (key, constraint) in &foreign_keys {
        undo.extend(constraint::definition(key, constraint));
    }
    undo.extend(parts.iter().filter_map(|(_, object)| as_definition(object)).flat_map(whole));
    action.undo(undo, Some(format!("all rows of {}", address.sql())));
    action.carry(scene, change);
    let own: Vec<Address> = action.destroys.iter().cloned().collect();
    for gone in own {
        action.releases.remove(&gone);
    }
    action
}

/// The partitioned tables that a partition is in.
fn ancestors(scene: &Scene<'_>, table: &Address) -> Vec<Address> {
    match scene.renamed.get(table) {
        Some(Object::Table(Table { partition_of: Some(_), .. })) => heirs::above(scene, table),
        _ => Vec::new(),
    }
}

/// Whether a foreign key that stays references rows of a partition by a table above it: PostgreSQL drops
/// the partition only when it was detached ("constraint … depends on table …").
fn is_held_by_keys(scene: &Scene<'_>, partition: &Address) -> bool {
    let above = ancestors(scene, partition);
    let keys = above.iter().flat_map(|above| scene.dependents.foreign_keys_to(above));
    keys.map(|key| heirs::first_above(scene.renamed, key)).any(|key| {
        let owner = key.owner_table();
        scene.drop_of(&key).is_none() && owner.is_some_and(|owner| scene.drop_of(&owner).is_none())
    })
}

/// Settles what depends on the order of dropped tables. Called with all actions in their order.
///
/// A table that is gone already is no longer locked; and of foreign keys among dropped tables that
/// hold one another, whoever goes first drops the others' keys to it.
pub(crate) fn settle_drops(scene: &Scene<'_>, actions: &mut [Action]) {
    let mut gone: BTreeSet<String> = BTreeSet::new();
    for action in actions.iter_mut() {
        for statement in &mut action.statements {
            statement.locks.retain(|lock| !gone.contains(&lock.relation));
        }
        if action.verb == StepVerb::Drop && action.address.kind() == Kind::Table {
            gone.insert(action.address.sql());
        }
    }
    release_circles(scene, actions);
}

/// Policies, triggers and rules that need a dropped table, and stand on one that is dropped later.
fn standing_later(
    scene: &Scene<'_>,
    order: &[Address],
    place: &BTreeMap<&Address, usize>,
) -> BTreeSet<(usize, Address)> {
    let mut found = BTreeSet::new();
    for (at, table) in order.iter().enumerate() {
        let columns = scene.renamed.parts(table).map(|(part, _)| part);
        for needed in columns.chain([table]) {
            for holder in scene.dependents.edges(needed) {
                let owner = match holder.kind() {
                    Kind::Defined(_) => holder.owner_table(),
                    _ => None,
                };
                if owner.is_some_and(|owner| place.get(&owner).is_some_and(|other| *other > at)) {
                    found.insert((at, holder.clone()));
                }
            }
        }
    }
    found
}

fn release_circles(scene: &Scene<'_>, actions: &mut [Action]) {
    let order: Vec<Address> = actions
        .iter()
        .filter(|action| action.verb == StepVerb::Drop && action.address.kind() == Kind::Table)
        .map(|action| action.address.clone())
        .collect();
    if order.len() < 2 {
        return;
    }
    let place: BTreeMap<&Address, usize> = order.iter().zip(0..).collect();
    let mut moved: Vec<(Address, Address)> = Vec::new();
    let mut known: BTreeSet<Address> = BTreeSet::new();
    for (at, table) in order.iter().enumerate() {
        // What references a partitioned table references each of its partitions.
        let mut referenced = ancestors(scene, table);
        referenced.push(table.clone());
        for key in referenced.iter().flat_map(|table| scene.dependents.foreign_keys_to(table)) {
            let key = heirs::first_above(scene.renamed, key);
            let later = key
                .owner_table()
                .is_some_and(|owner| place.get(&owner).is_some_and(|owner_at| *owner_at > at));
            if later && known.insert(key.clone()) {
                moved.push((table.clone(), key));
            }
        }
    }
    let drops: BTreeMap<Address, usize> = actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.verb == StepVerb::Drop)
        .map(|(at, action)| (action.address.clone(), at))
        .collect();
    for (table, policy) in standing_later(scene, &order, &place) {
        let Some(found) = scene.renamed.definition(&policy) else { continue };
        if let Some(at) = drops.get(&order[table]) {
            let locks = definition::locks(scene, &policy);
            let drop = Statement::new(definition::drop(found), locks);
            actions[*at].statements.insert(0, drop);
        }
    }
    for (table, key) in moved {
        let Some(found) = scene.renamed.constraint(&key) else { continue };
        let definition = constraint::definition(&key, found);
        let at = |table: &Address| drops.get(table).copied();
        if let Some(at) = at(&table) {
            // Reversed last, when both tables stand again.
            if let Reversal::Statements { statements, .. } = &mut actions[at].reversal {
                statements.extend(definition.iter().cloned());
                actions[at].statements.insert(0, constraint::drop(scene, &key, found));
            }
        }
        if let Some(at) = key.owner_table().and_then(|owner| at(&owner))
            && let Reversal::Statements { statements, .. } = &mut actions[at].reversal
        {
            statements.retain(|sql| !definition.contains(sql));
        }
    }
}
