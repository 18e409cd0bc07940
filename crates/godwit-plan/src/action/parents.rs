use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::Verb;
use godwit_schema::{Address, ConstraintKind, Kind, Object, Persistence, Table};

use super::{
    Action, Rank, constraint, identity, inherit, not_null, partition_index, table::altered,
};
use crate::{
    lock::LockMode,
    plan::{Statement, StepVerb},
    render::table,
    scene::Scene,
};

/// Phrase of the action that parts a partition from its parent, to join another.
pub(super) const LEAVE: &str = "leave the parent of";
/// Phrase of the action that leaves parents that are not wanted, and joins those that are.
pub(super) const CHANGE: &str = "change parents of";

/// Leaves the parents that are no longer wanted, and joins the wanted ones.
///
/// Partitions that exchange their bounds all leave before one joins.
pub(super) fn reparent(
    scene: &Scene<'_>,
    address: &Address,
    now: &mut Table,
    next: &Table,
) -> Vec<Action> {
    let joins = next.partition_of.is_some() && now.partition_of.is_some();
    if !joins {
        return vec![turned(scene, address, now, next, CHANGE)];
    }
    let alone = Table { partition_of: None, ..now.clone() };
    let mut leave = turned(scene, address, now, &alone, LEAVE);
    // The table needs the wanted parent, leaving does not: names may be free only when the present one
    // is gone.
    for parent in next.parents() {
        leave.consumes.remove(parent);
    }
    let mut join = turned(scene, address, now, next, CHANGE);
    join.after.insert(leave.key.clone());
    join.together.insert(leave.key.clone());
    // What is carried along with a new parent is looked for in this order.
    vec![join, leave]
}

/// Key of the action that parts a table from the parents it has.
pub(super) fn left(scene: &Scene<'_>, table: &Address) -> String {
    let phrase = if inherit::moves(scene, table) { LEAVE } else { CHANGE };
    format!("{phrase} {table}")
}

/// Key of the action that gives a table the parents that it shall have.
pub(super) fn joined(table: &Address) -> String {
    format!("{CHANGE} {table}")
}

/// Columns of a partition that goes over to another parent change while it has none: they must be those
/// of the wanted parent when it joins, and are the present one's until it leaves.
pub(super) fn settle(actions: &mut [Action]) {
    let leaving: BTreeMap<Address, String> = actions
        .iter()
        .filter(|action| action.key == format!("{LEAVE} {}", action.address))
        .map(|action| (action.address.clone(), action.key.clone()))
        .collect();
    let mut changing: BTreeMap<Address, BTreeSet<String>> = BTreeMap::new();
    for action in actions.iter_mut().filter(|action| !leaving.contains_key(&action.address)) {
        for change in &action.changes {
            let Some(table) = change.address.owner_table() else { continue };
            let is_handed_down = match &change.verb {
                Verb::Alter { before, after } => {
                    is_demanded(after) && !inherit::ends_alike(before, after)
                }
                Verb::Create { after: side } | Verb::Drop { before: side } => is_demanded(side),
                Verb::Rename { .. } => false,
            };
            if let Some(leave) = leaving.get(&table).filter(|_| is_handed_down) {
                action.after.insert(leave.clone());
                changing.entry(table).or_default().insert(action.key.clone());
            }
        }
    }
    for action in actions.iter_mut() {
        if action.key == format!("{CHANGE} {}", action.address) {
            action.after.extend(changing.remove(&action.address).unwrap_or_default());
        }
    }
}

/// Whether a partition must have it as its parent has when it joins: columns, and checks.
fn is_demanded(object: &Object) -> bool {
    match object {
        Object::Column(_) => true,
        Object::Constraint(found) => matches!(found.kind, ConstraintKind::Check { .. }),
        _ => false,
    }
}

/// That a partitioned table has the partitions that stay: a foreign key that is made before references
/// those too which go.
pub(super) fn partitions_token(table: &Address) -> String {
    format!("partitions of {table}")
}

/// The place of a partition among those of its parent.
pub(super) fn bound_token(parent: &Address) -> String {
    format!("bounds of {parent}")
}

/// What a table waits for before it joins a parent: its columns are the parent's wanted ones, so that
/// the parent's must have changed before.
pub(super) fn columns_of(parent: &Address) -> String {
    format!("columns of {parent}")
}

/// What a table waits for before it is made with parents: that these have their new columns.
pub(super) fn new_columns_of(parent: &Address) -> String {
    format!("new columns of {parent}")
}

/// What is told of the table of a column when that changes or goes.
pub(super) fn columns_token(part: &Address) -> Option<String> {
    let table = part.owner_table().filter(|_| part.kind() == Kind::Column)?;
    Some(columns_of(&table))
}

fn turned(
    scene: &Scene<'_>,
    address: &Address,
    now: &mut Table,
    next: &Table,
    phrase: &str,
) -> Action {
    let before = now.clone();
    now.partition_of.clone_from(&next.partition_of);
    now.inherits.clone_from(&next.inherits);
    let mut action = Action::new(StepVerb::Alter, Rank::AttachTable, phrase, address);
    action.frees.extend(before.partition_of.iter().map(|of| bound_token(&of.parent)));
    action.takes.extend(now.partition_of.iter().map(|of| bound_token(&of.parent)));
    let joined = now.partition_of.iter().map(|of| &of.parent).chain(&now.inherits);
    action.takes.extend(joined.map(columns_of));
    let mut locks = scene.lock(address, LockMode::AccessExclusive);
    for of in before.partition_of.iter().chain(&now.partition_of) {
        locks.extend(scene.lock(&of.parent, LockMode::AccessExclusive));
    }
    locks.sort();
    locks.dedup();
    // What is a parent's has its name for good, so that a child's own is renamed before; and an identity of
    // its own is refused.
    if now.partition_of.is_some() || !now.inherits.is_empty() {
        let columns = scene.after.parts(address).filter(|(part, _)| part.kind() == Kind::Column);
        action.after.extend(columns.flat_map(|(column, _)| {
            [not_null::RENAME, not_null::SET, identity::DROP].map(|verb| format!("{verb} {column}"))
        }));
    }
    action.after.extend(partition_index::joining(scene, address));
    // What it lacks of its parent is added before.
    let columns =
        scene.changes_of_parts(address).filter(|change| change.address.kind() == Kind::Column);
    action.after.extend(columns.map(|change| format!("add {}", change.address)));
    for sql in table::reparent(address, &before, now) {
        action.run(Statement::new(sql, locks.clone()).scanning(now.partition_of.is_some()));
    }
    action.undo(table::reparent(address, now, &before), None);
    action.carry(scene, &altered(address, &before, now));
    action
}

/// Makes a table logged or unlogged.
pub(super) fn persist(scene: &Scene<'_>, address: &Address, now: &Table, next: &Table) -> Action {
    let mut action =
        Action::new(StepVerb::Alter, Rank::AlterTable, "change persistence of", address);
    let locks = scene.lock(address, LockMode::AccessExclusive);
    action.run(Statement::new(table::persist(address, next.persistence), locks).rewriting(true));
    action.undo(vec![table::persist(address, now.persistence)], None);
    // A logged table references no unlogged one.
    let keys: Vec<Address> = match next.persistence {
        Persistence::Permanent => scene.foreign_keys_of(address),
        Persistence::Unlogged => {
            scene.dependents.foreign_keys_to(address).iter().map(|key| (*key).clone()).collect()
        }
    };
    for key in keys {
        let Some(found) = scene.renamed.constraint(&key) else { continue };
        let ends = constraint::tables(&key, found);
        for other in ends.iter().filter(|other| *other != address) {
            action.after.insert(format!("change persistence of {other}"));
            action.after.insert(format!("drop {other}"));
        }
        action.after.insert(format!("drop {key}"));
        // It may go with a column.
        let named = found.columns().into_iter();
        let columns = named.map(|name| key.with_kind(Kind::Column).with_name(name));
        action.after.extend(columns.map(|column| format!("drop {column}")));
    }
    action.carry(scene, &altered(address, now, next));
    action
}
