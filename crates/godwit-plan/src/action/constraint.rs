use std::collections::BTreeSet;

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Constraint, ConstraintKind, IndexTerm, Object, quote::quote_ident};

use super::{
    Action, Rank, comment_action, comment_statement, index, index_settings, inherit::moves,
    is_primary, not_null, partition_index, table_settings::named_again,
};
use crate::{
    lock::LockMode,
    plan::{Reversal, Statement, StepVerb},
    render::{comment::comment, constraint},
    scene::{Scene, as_constraint},
    unshared::is_only,
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
pub(super) fn is_made_anew(change: &Change) -> bool {
    match &change.verb {
        Verb::Alter { before, after } => match (&**before, &**after) {
            (Object::Index(a), Object::Index(b)) => !a.changes_in_place(b),
            (Object::Constraint(a), Object::Constraint(b)) => is_remade(a, b),
            _ => false,
        },
        Verb::Create { .. } | Verb::Drop { .. } | Verb::Rename { .. } => false,
    }
}

/// The action that takes a key or index of a partition along: that which makes the parent's anew, or
/// drops it.
pub(super) fn gone_with_parent(
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

/// What is not in the constraint's own text: keys that a foreign key relies on, and columns that
/// must be NOT NULL before a primary key, which else makes them so itself.
fn need(scene: &Scene<'_>, action: &mut Action, address: &Address, found: &Constraint) {
    action.consumes.extend(keys_of(scene.after, found));
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

/// Keys of the target that a foreign key may rely on, same columns in any order; with those of its
/// partitions, without which a key of a partitioned table is not complete.
pub(super) fn keys_of(catalog: &godwit_schema::Catalog, found: &Constraint) -> Vec<Address> {
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
    scene.foreign_keys_on(&owner(address), &columns)
}

/// Foreign keys that are made anew, and may rely on a key which is; those that stay, too, where the key
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
pub(super) fn gives_way(scene: &Scene<'_>, address: &Address, key: &Object) -> bool {
    let is_primary = |object: &Object| as_constraint(object).is_some_and(is_primary);
    let is_remade = scene.changes(address).iter().any(|change| is_made_anew(change));
    if is_only(key) && is_remade {
        return true;
    }
    is_primary(key)
        && scene.drop_of(address).is_some()
        && scene
            .changes_of_parts(&owner(address))
            .any(|change| matches!(&change.verb, Verb::Create { after } if is_primary(after)))
}

/// Unchanged foreign keys that may rely on a key, and go and come with it.
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
        .filter(|key| scene.changes(key).is_empty() && scene.after.get(key).is_some())
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
/// Only those are touched that stay as they are: the others have actions of their own.
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
    }
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

fn add(scene: &Scene<'_>, action: &mut Action, address: &Address, found: &Constraint) {
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
