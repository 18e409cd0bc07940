use std::collections::BTreeSet;

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Constraint, ConstraintKind, Object, quote::quote_ident};

use super::{
    Action, Rank,
    comment::{comment_action, comment_statement},
    index, index_settings, not_null, parents,
    partition_index::{self, follow_parent, gone_with_parent},
    relied_on::{around, keys_of, with_foreign_keys},
    table_settings::named_again,
};
use crate::{
    lock::LockMode,
    plan::{Reversal, Statement, StepVerb},
    render::{comment::comment, constraint},
    scene::{Scene, as_constraint},
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => {
            let Some(found) = as_constraint(after) else { return Vec::new() };
            let mut action = Action::new(StepVerb::Create, add_rank(found), "add", address)
                .titled(title("Add", address, found));
            add(scene, &mut action, address, found);
            let undo = around(scene, address, after, vec![constraint::drop(address)]);
            action.undo(undo, None);
            action.carry(scene, change);
            need(scene, &mut action, address, found);
            action.consumes.extend(scene.unshared.awaited_by(address));
            action.after.extend(partition_index::joined_before(scene, address, after));
            vec![action]
        }
        Verb::Drop { before } => {
            let Some(found) = as_constraint(before) else { return Vec::new() };
            let mut action = Action::new(StepVerb::Drop, drop_rank(found), "drop", address)
                .titled(title("Drop", address, found));
            let drop = drop(scene, address, found);
            with_foreign_keys(scene, &mut action, address, before, |action| action.run(drop));
            action.undo(definition(address, found), None);
            action.carry(scene, change);
            action.releases.extend(keys_of(scene.renamed, found));
            action.after.extend(partition_index::left_with(scene, address, before));
            vec![action]
        }
        Verb::Alter { before, after } => {
            let (Some(a), Some(b)) = (as_constraint(before), as_constraint(after)) else {
                return Vec::new();
            };
            alter(scene, change, a, b)
        }
        Verb::Rename { .. } => Vec::new(),
    }
}

fn alter(scene: &Scene<'_>, change: &Change, a: &Constraint, b: &Constraint) -> Vec<Action> {
    let address = &change.address;
    let Verb::Alter { before, after } = &change.verb else { return Vec::new() };
    let mut found = Vec::new();
    let gone = gone_with_parent(scene, address, a.parent.as_ref());
    let is_remade = is_remade(a, b) || gone.is_some();
    if a.index != b.index && !is_remade {
        let own = Constraint { index: b.index.clone(), ..a.clone() };
        found.push(index_action(scene, address, a, &own));
        if own == *b {
            return found;
        }
        let before = Box::new(Object::Constraint(own));
        let change =
            Change { address: address.clone(), verb: Verb::Alter { before, after: after.clone() } };
        found.extend(actions(scene, &change));
        return found;
    }
    if a.enforced != b.enforced && !is_remade {
        // What is not enforced is neither valid nor not.
        let validated = a.validated || !b.enforced;
        let own = Constraint { enforced: b.enforced, validated, ..a.clone() };
        found.push(enforce(scene, address, a, &own));
        if own != *b {
            let before = Box::new(Object::Constraint(own));
            let verb = Verb::Alter { before, after: after.clone() };
            found.extend(actions(scene, &Change { address: address.clone(), verb }));
        }
        return found;
    }
    let plain = Constraint { comment: b.comment.clone(), index: b.index.clone(), ..a.clone() };
    if plain == *b && !is_remade {
        found.extend(comment_action(scene, address, before, after, change.clone()));
        return found;
    }
    let validated = Constraint { validated: b.validated, ..plain.clone() };
    let deferred =
        Constraint { deferrable: b.deferrable, initially_deferred: b.initially_deferred, ..plain };
    let is_key = matches!(b.kind, ConstraintKind::ForeignKey(_));
    let mut action;
    if !is_remade && validated == *b && b.validated {
        action = Action::new(StepVerb::Alter, Rank::AddForeignKey, "validate", address)
            .titled(title("Validate", address, b));
        let mut locks = scene.lock(&owner(address), LockMode::ShareUpdateExclusive);
        if let ConstraintKind::ForeignKey(key) = &b.kind
            && key.references != owner(address)
        {
            locks.extend(scene.lock(&key.references, LockMode::RowShare));
        }
        let sql = constraint::alter(address, "VALIDATE", "");
        action.run(Statement::new(sql, locks).scanning(true));
        let mut undo = vec![constraint::drop(address)];
        undo.extend(definition(address, a));
        action.undo(undo, None);
    } else if !is_remade && deferred == *b && is_key {
        action = Action::new(StepVerb::Alter, Rank::AddForeignKey, "change", address)
            .titled(title("Change", address, b));
        let sql = constraint::alter(address, "ALTER", constraint::deferral(b));
        let locks = scene.lock(&owner(address), LockMode::AccessExclusive);
        action.run(Statement::new(sql, locks));
        action.undo(vec![constraint::alter(address, "ALTER", constraint::deferral(a))], None);
    } else {
        action = Action::new(StepVerb::Alter, add_rank(b), "change", address)
            .titled(title("Change", address, b));
        let drop = drop(scene, address, a);
        let taken_along = partition_index::taken_along(scene, address, before);
        with_foreign_keys(scene, &mut action, address, before, |action| {
            if gone.is_none() {
                action.run(drop);
            }
            add(scene, action, address, b);
            for sql in named_again(scene, address) {
                let locks = scene.lock(&owner(address), LockMode::AccessExclusive);
                action.run(Statement::new(sql, locks));
            }
            for (part, object) in &taken_along {
                add_part(scene, action, part, object);
            }
        });
        let mut undo = vec![constraint::drop(address)];
        undo.extend(definition(address, a));
        undo.extend(taken_along.iter().flat_map(|(part, object)| part_definition(part, object)));
        action.undo(around(scene, address, before, undo), None);
        action.destroys.insert(address.clone());
        action.produces.insert(address.clone());
        action.releases.extend(keys_of(scene.renamed, a));
    }
    action.carry(scene, change);
    action.consumes.remove(address);
    if action.destroys.contains(address) {
        follow_parent(&mut action, gone, a.parent.as_ref());
    }
    need(scene, &mut action, address, b);
    // Whatever is made again with its comment carries the comment.
    if a.comment != b.comment && action.statements.len() == 1 {
        action.run(comment_statement(scene, address, b.comment.as_deref()));
        if let Reversal::Statements { statements, .. } = &mut action.reversal
            && statements.len() == 1
        {
            statements.push(comment(address, a.comment.as_deref()));
        }
    }
    found.push(action);
    found
}

/// Changes what is said of a key's index where it stands.
fn index_action(scene: &Scene<'_>, address: &Address, a: &Constraint, b: &Constraint) -> Action {
    let mut action = Action::new(StepVerb::Alter, Rank::Comment, "change index of", address);
    for sql in constraint::index(address, &a.index, &b.index) {
        action.run(index_settings::statement(scene, address, sql));
    }
    action.undo(constraint::index(address, &b.index, &a.index), None);
    let (before, after) = (Object::Constraint(a.clone()), Object::Constraint(b.clone()));
    action.carry(scene, &Change::altered(address, before, after));
    action
}

/// Lets a foreign key be enforced, by which present rows are checked, or not any more.
fn enforce(scene: &Scene<'_>, address: &Address, a: &Constraint, b: &Constraint) -> Action {
    let mut action =
        Action::new(StepVerb::Alter, Rank::AddForeignKey, "change enforcement of", address)
            .titled(title("Change enforcement of", address, b));
    let mut locks = scene.lock(&owner(address), LockMode::AccessExclusive);
    if let ConstraintKind::ForeignKey(key) = &b.kind
        && key.references != owner(address)
    {
        locks.extend(scene.lock(&key.references, LockMode::ShareRowExclusive));
    }
    let sql = |of: &Constraint| constraint::alter(address, "ALTER", constraint::enforcement(of));
    action.run(Statement::new(sql(b), locks).scanning(b.enforced));
    action.undo(vec![sql(a)], None);
    let (before, after) = (Object::Constraint(a.clone()), Object::Constraint(b.clone()));
    action.carry(scene, &Change::altered(address, before, after));
    need(scene, &mut action, address, b);
    action
}

/// Whether PostgreSQL cannot change the one into the other where it stands.
pub(super) fn is_remade(a: &Constraint, b: &Constraint) -> bool {
    let is_key = matches!(b.kind, ConstraintKind::ForeignKey(_));
    // Whether a check is enforced never changes.
    let enforced = if is_key { b.enforced } else { a.enforced };
    let mut index = b.index.clone();
    // PostgreSQL sets parameters of an index of a partitioned table only when it makes it.
    if a.only {
        index.options.clone_from(&a.index.options);
    }
    let plain = Constraint { comment: b.comment.clone(), index, enforced, ..a.clone() };
    let validated = Constraint { validated: true, ..plain.clone() };
    let deferred = Constraint {
        deferrable: b.deferrable,
        initially_deferred: b.initially_deferred,
        ..plain.clone()
    };
    plain != *b && validated != *b && !(is_key && deferred == *b)
}

/// Whether a change drops a key or index and makes it again.
pub(crate) fn is_made_anew(change: &Change) -> bool {
    match &change.verb {
        Verb::Alter { before, after } => match (&**before, &**after) {
            (Object::Index(a), Object::Index(b)) => !a.changes_in_place(b),
            (Object::Constraint(a), Object::Constraint(b)) => is_remade(a, b),
            _ => false,
        },
        Verb::Create { .. } | Verb::Drop { .. } | Verb::Rename { .. } => false,
    }
}

/// What is not in the constraint's own text: keys that a foreign key relies on, and columns that
/// must be NOT NULL before a primary key, which else makes them so itself.
fn need(scene: &Scene<'_>, action: &mut Action, address: &Address, found: &Constraint) {
    action.consumes.extend(keys_of(scene.after, found));
    if let ConstraintKind::ForeignKey(key) = &found.kind {
        action.takes.insert(parents::partitions_token(&key.references));
    }
    if let ConstraintKind::PrimaryKey { columns, .. } = &found.kind {
        for column in columns {
            let column = Address::column(address.namespace_name(), owner(address).name(), column);
            action.after.insert(format!("{} {column}", not_null::SET));
        }
    }
}

fn owner(address: &Address) -> Address {
    address.owner_table().unwrap_or_else(|| address.clone())
}

/// The constraint's table, and the target of a foreign key.
pub(super) fn tables(address: &Address, found: &Constraint) -> BTreeSet<Address> {
    let mut tables = BTreeSet::from([owner(address)]);
    if let ConstraintKind::ForeignKey(key) = &found.kind {
        tables.insert(key.references.clone());
    }
    tables
}

/// `ADD CONSTRAINT` with its comment.
pub(super) fn definition(address: &Address, found: &Constraint) -> Vec<String> {
    let mut statements = vec![constraint::add(address, found)];
    statements.extend(partition_index::attach(address, &Object::Constraint(found.clone())));
    statements.extend(constraint::made_index(address, found));
    if found.comment.is_some() {
        statements.push(comment(address, found.comment.as_deref()));
    }
    statements
}

/// A constraint or index as it stands in a catalog, as statements that make it.
pub(super) fn part_definition(address: &Address, object: &Object) -> Vec<String> {
    match object {
        Object::Constraint(found) => definition(address, found),
        Object::Index(found) => index::definition(address, found),
        Object::Namespace(_)
        | Object::Enum(_)
        | Object::Sequence(_)
        | Object::Table(_)
        | Object::Column(_)
        | Object::Default(_)
        | Object::Definition(_)
        | Object::Owner(_)
        | Object::Grant(_)
        | Object::DefaultPrivilege(_) => Vec::new(),
    }
}

/// Makes a constraint or index again.
pub(super) fn add_part(scene: &Scene<'_>, action: &mut Action, address: &Address, object: &Object) {
    match object {
        Object::Constraint(found) => add(scene, action, address, found),
        Object::Index(found) => index::create_now(scene, action, address, found),
        Object::Namespace(_)
        | Object::Enum(_)
        | Object::Sequence(_)
        | Object::Table(_)
        | Object::Column(_)
        | Object::Default(_)
        | Object::Definition(_)
        | Object::Owner(_)
        | Object::Grant(_)
        | Object::DefaultPrivilege(_) => {}
    }
}

pub(super) fn add(scene: &Scene<'_>, action: &mut Action, address: &Address, found: &Constraint) {
    let mode = match found.kind {
        ConstraintKind::ForeignKey(_) => LockMode::ShareRowExclusive,
        _ => LockMode::AccessExclusive,
    };
    let scans = found.validated && found.enforced
        || !matches!(found.kind, ConstraintKind::ForeignKey(_) | ConstraintKind::Check { .. });
    let locks = scene.locks(&tables(address, found), mode);
    action.run(Statement::new(constraint::add(address, found), locks).scanning(scans));
    attach(scene, action, address, &Object::Constraint(found.clone()));
    for sql in constraint::made_index(address, found) {
        action.run(index_settings::statement(scene, address, sql));
    }
    if found.comment.is_some() {
        action.run(comment_statement(scene, address, found.comment.as_deref()));
    }
}

/// Joins a key or index of a partition to the parent's.
pub(super) fn attach(scene: &Scene<'_>, action: &mut Action, address: &Address, object: &Object) {
    if partition_index::joins_with_table(scene, address, object) {
        return;
    }
    if let Some(sql) = partition_index::attach(address, object) {
        let locks = scene.lock(&owner(address), LockMode::AccessShare);
        action.run(Statement::new(sql, locks));
    }
}

/// Dropping a foreign key locks both tables: the triggers on the target go too.
pub(super) fn drop(scene: &Scene<'_>, address: &Address, found: &Constraint) -> Statement {
    let locks = scene.locks(&tables(address, found), LockMode::AccessExclusive);
    Statement::new(constraint::drop(address), locks)
}

fn add_rank(found: &Constraint) -> Rank {
    match found.kind {
        ConstraintKind::ForeignKey(_) => Rank::AddForeignKey,
        _ => Rank::AddConstraint,
    }
}

fn drop_rank(found: &Constraint) -> Rank {
    match found.kind {
        ConstraintKind::ForeignKey(_) => Rank::DropForeignKey,
        _ => Rank::DropConstraint,
    }
}

fn title(verb: &str, address: &Address, found: &Constraint) -> String {
    let noun = match found.kind {
        ConstraintKind::PrimaryKey { .. } => "primary key",
        ConstraintKind::Unique { .. } => "unique constraint",
        ConstraintKind::ForeignKey(_) => "foreign key",
        ConstraintKind::Check { .. } => "check",
        ConstraintKind::Exclude { .. } => "exclusion constraint",
    };
    format!("{verb} {noun} {} on {}", quote_ident(address.name()), owner(address).sql())
}
