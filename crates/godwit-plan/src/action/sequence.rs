use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Catalog, Object, Sequence, quote::quote_literal};

use super::{Action, Rank, access, comment::comment_action};
use crate::{
    lock::{Lock, LockMode},
    plan::{Statement, StepVerb},
    render::{comment::comment, sequence},
    scene::Scene,
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => {
            let Object::Sequence(found) = &**after else { return Vec::new() };
            let mut action = Action::new(StepVerb::Create, Rank::Sequence, "create", address);
            for sql in create(address, found) {
                action.run(Statement::new(sql, Vec::new()));
            }
            if let Some(owner) = &found.owned_by {
                action.run(own(scene, address, Some(owner)));
            }
            action.undo(vec![sequence::drop(address)], None);
            action.carry(scene, change);
            vec![action]
        }
        Verb::Drop { before } => {
            let Object::Sequence(found) = &**before else { return Vec::new() };
            let mut action = Action::new(StepVerb::Drop, Rank::DropSequence, "drop", address);
            let lock = lock(address, LockMode::AccessExclusive);
            action.run(Statement::new(sequence::drop(address), lock));
            let mut undo = create(address, found);
            if let Some(owner) = &found.owned_by {
                undo.push(sequence::owned_by(address, Some(owner)));
            }
            action.undo(undo, Some("the position it had reached".to_owned()));
            action.carry(scene, change);
            vec![action]
        }
        Verb::Alter { before, after } => {
            let (Object::Sequence(a), Object::Sequence(b)) = (&**before, &**after) else {
                return Vec::new();
            };
            let between = hands_over(scene, address, a, b).then(|| Sequence {
                owned_by: None,
                comment: a.comment.clone(),
                ..b.clone()
            });
            let mut found: Vec<Action> =
                alter(scene, address, a, between.as_ref().unwrap_or(b)).into_iter().collect();
            found.extend(between.and_then(|between| hand_over(scene, address, &between, b)));
            let (from, to) = (Sequence { comment: a.comment.clone(), ..b.clone() }, b.clone());
            found.extend(comment_action(
                scene,
                address,
                &Object::Sequence(from.clone()),
                &Object::Sequence(to.clone()),
                altered(address, from, to),
            ));
            found
        }
        Verb::Rename { .. } => Vec::new(),
    }
}

fn alter(scene: &Scene<'_>, address: &Address, a: &Sequence, b: &Sequence) -> Option<Action> {
    let b = Sequence { comment: a.comment.clone(), ..b.clone() };
    if *a == b {
        return None;
    }
    let mut action = Action::new(StepVerb::Alter, Rank::Sequence, "alter", address);
    let mut undo = Vec::new();
    let options = sequence::changed_options(a, &b);
    if !options.is_empty() {
        let name = format!("{}::regclass", quote_literal(&address.sql()));
        if let Some(sql) = sequence::fit(&name, a, &b) {
            action.run(Statement::new(sql, Vec::new()));
        }
        let sql = format!("ALTER SEQUENCE {} {}", address.sql(), options.join(" "));
        action.run(Statement::new(sql, lock(address, LockMode::ShareRowExclusive)));
        let back = sequence::changed_options(&b, a);
        undo.push(format!("ALTER SEQUENCE {} {}", address.sql(), back.join(" ")));
    }
    if a.unlogged != b.unlogged {
        let lock = lock(address, LockMode::AccessExclusive);
        action.run(Statement::new(sequence::persist(address, b.unlogged), lock));
        undo.push(sequence::persist(address, a.unlogged));
    }
    if a.owned_by != b.owned_by {
        action.run(own(scene, address, b.owned_by.as_ref()));
        undo.push(sequence::owned_by(address, a.owned_by.as_ref()));
    }
    action.undo(undo, None);
    action.carry(scene, &altered(address, a.clone(), b));
    Some(action)
}

/// The role that a sequence belongs to: that of the table which it is linked to. `None` is the role
/// that read the catalog.
pub(super) fn role<'a>(catalog: &'a Catalog, address: &Address) -> Option<&'a str> {
    let table = match catalog.get(address) {
        Some(Object::Sequence(found)) => found.owned_by.as_ref().and_then(Address::owner_table),
        _ => None,
    };
    let owner = Address::owner_of(table.as_ref().unwrap_or(address));
    access::as_owner(catalog.get(&owner)).map(|owner| owner.role.as_str())
}

/// Whether it is linked to another column or none, and it or that column's table gets another owner.
fn hands_over(scene: &Scene<'_>, address: &Address, a: &Sequence, b: &Sequence) -> bool {
    let table = b.owned_by.as_ref().and_then(Address::owner_table);
    let mut objects = [Some(address.clone()), table].into_iter().flatten();
    a.owned_by != b.owned_by
        && (role(scene.renamed, address) != role(scene.after, address)
            || objects.any(|object| !scene.changes(&Address::owner_of(&object)).is_empty()))
}

/// Gives it to its wanted owner, where no change of its own says so, and links it to its wanted column:
/// a sequence and the table that it is linked to have one owner all the time.
fn hand_over(scene: &Scene<'_>, address: &Address, a: &Sequence, b: &Sequence) -> Option<Action> {
    let mut action = Action::new(StepVerb::Alter, Rank::Owner, "hand over", address);
    let mut undo = Vec::new();
    let (now, wanted) = (role(scene.renamed, address), role(scene.after, address));
    let own_change = Address::owner_of(address);
    if now != wanted && scene.changes(&own_change).is_empty() {
        let on = format!("SEQUENCE {}", address.sql());
        action.run(Statement::new(access::give(&on, wanted), Vec::new()));
        undo.push(access::give(&on, now));
    }
    if let Some(column) = &b.owned_by {
        action.run(own(scene, address, Some(column)));
        undo.insert(0, sequence::owned_by(address, None));
        let table = column.owner_table().map(|table| Address::owner_of(&table));
        let owners = [Some(own_change), table].into_iter().flatten();
        action.after.extend(owners.map(|owner| format!("set {owner}")));
    }
    if action.statements.is_empty() {
        return None;
    }
    action.undo(undo, None);
    let linked = Sequence { owned_by: b.owned_by.clone(), ..a.clone() };
    action.carry(scene, &altered(address, a.clone(), linked));
    Some(action)
}

fn altered(address: &Address, before: Sequence, after: Sequence) -> Change {
    Change::altered(address, Object::Sequence(before), Object::Sequence(after))
}

/// A sequence with its comment, without its owner.
pub(super) fn create(address: &Address, found: &Sequence) -> Vec<String> {
    let mut statements = vec![sequence::create(address, found)];
    if found.comment.is_some() {
        statements.push(comment(address, found.comment.as_deref()));
    }
    statements
}

fn own(scene: &Scene<'_>, address: &Address, owner: Option<&Address>) -> Statement {
    let table = owner.and_then(Address::owner_table);
    let mut locks = if scene.is_present(address) {
        lock(address, LockMode::ShareRowExclusive)
    } else {
        Vec::new()
    };
    if let Some(table) = table {
        locks.extend(scene.lock(&table, LockMode::AccessShare));
    }
    Statement::new(sequence::owned_by(address, owner), locks)
}

fn lock(address: &Address, mode: LockMode) -> Vec<Lock> {
    vec![Lock { mode, relation: address.sql() }]
}
