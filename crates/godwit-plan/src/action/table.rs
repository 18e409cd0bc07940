use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::{Change, Verb};
use godwit_schema::{
    Address, Column, Constraint, ConstraintKind, Index, Kind, Object, Sequence, Storage, Table,
};

use super::{
    Action, Rank, column::owned_sequences, column_type, comment_action, constraint, definition,
    fold, heirs, like_parent::like_parent, parents, sequence, table_settings,
};
use crate::{
    lock::LockMode,
    plan::{Reversal, Statement, StepVerb},
    render::{
        column, comment::comment, constraint as render_constraint, not_null,
        sequence as render_sequence, table,
    },
    scene::Scene,
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => match &**after {
            Object::Table(found) => vec![create(scene, change, found)],
            _ => Vec::new(),
        },
        Verb::Drop { before } => match &**before {
            Object::Table(found) => vec![drop(scene, change, found)],
            _ => Vec::new(),
        },
        Verb::Alter { before, after } => {
            let (Object::Table(a), Object::Table(b)) = (&**before, &**after) else {
                return Vec::new();
            };
            let mut found = Vec::new();
            let mut now = Table { persistence: b.persistence, ..a.clone() };
            if a.persistence != b.persistence {
                found.push(parents::persist(scene, address, a, &now));
            }
            if a.partition_key != b.partition_key {
                let next = Table { partition_key: b.partition_key.clone(), ..now.clone() };
                let mut action = Action::new(
                    StepVerb::Alter,
                    Rank::AlterTable,
                    "change partitioning of",
                    address,
                );
                action.cannot_undo("it cannot be done");
                action.carry(scene, &altered(address, &now, &next));
                found.push(action);
                now = next;
            }
            if a.partition_of != b.partition_of || a.inherits != b.inherits {
                found.extend(parents::reparent(scene, address, &mut now, b));
            }
            found.extend(table_settings::actions(scene, address, &mut now, b));
            found.extend(comment_action(
                scene,
                address,
                &Object::Table(now.clone()),
                after,
                altered(address, &now, b),
            ));
            found
        }
        Verb::Rename { .. } => Vec::new(),
    }
}

pub(super) fn altered(address: &Address, before: &Table, after: &Table) -> Change {
    Change::altered(address, Object::Table(before.clone()), Object::Table(after.clone()))
}

fn create(scene: &Scene<'_>, change: &Change, found: &Table) -> Action {
    let address = &change.address;
    let mut action = Action::new(StepVerb::Create, Rank::CreateTable, "create", address);
    action.carry(scene, change);
    let mut parts: Vec<(&Address, &Object)> = Vec::new();
    let mut sequences: Vec<(&Address, &Sequence)> = Vec::new();
    let columns: Vec<&Change> = scene.changes_of_parts(address).collect();
    for part in columns {
        let Verb::Create { after } = &part.verb else { continue };
        if matches!(**after, Object::Column(_)) {
            for (change, sequence) in owned_sequences(scene, &part.address) {
                action.carry(scene, change);
                sequences.push((&change.address, sequence));
            }
        }
        // A default is folded into its column, and so into the table.
        if fold::is_folded(scene, part) {
            action.carry(scene, part);
            parts.push((&part.address, after));
        }
    }
    // Attaching a partition takes its indexes, as they were made, for those of the parent, as those
    // were: equal ones must be made in one order on both.
    parts.sort_by_cached_key(|(part, _)| heirs::first_above(scene.after, part));
    let like = like_parent(scene, scene.after, address, found);
    for sql in statements(address, found, &parts, &sequences, like) {
        action.run(Statement::new(sql, Vec::new()));
    }
    action.undo(vec![table::drop(address)], Some("rows written since then".to_owned()));
    if let Some(of) = &found.partition_of {
        action.takes.insert(parents::bound_token(&of.parent));
        action.takes.insert(parents::columns_of(&of.parent));
    }
    // What is said of an inherited column is said when the parent has it.
    action.takes.extend(found.parents().map(parents::new_columns_of));
    // Its columns are of the types that those of its ancestors shall have.
    if found.parents().next().is_some() {
        let columns = parts.iter().filter(|(part, _)| part.kind() == Kind::Column);
        action.after.extend(columns.flat_map(|(part, _)| column_type::types_above(scene, part)));
    }
    let own: Vec<Address> = action.produces.iter().cloned().collect();
    for produced in own {
        action.consumes.remove(&produced);
    }
    action
}

/// A whole table without foreign keys: sequences, the table, who owns the sequences, indexes,
/// comments. Parts of one kind are made in the order in which they are given; columns and checks of a
/// table that is made `like` its parent are copied from there.
fn statements(
    address: &Address,
    found: &Table,
    parts: &[(&Address, &Object)],
    sequences: &[(&Address, &Sequence)],
    like: Option<&Address>,
) -> Vec<String> {
    let mut columns: Vec<(&Address, &Column)> = Vec::new();
    let mut constraints: Vec<(&Address, &Constraint)> = Vec::new();
    let mut indexes = Vec::new();
    for (part, object) in parts {
        match object {
            Object::Column(column) => columns.push((part, column)),
            Object::Constraint(constraint) => constraints.push((part, constraint)),
            // Attaching the partition attaches its indexes too.
            Object::Index(index) => indexes.extend(constraint::part_definition(
                part,
                &Object::Index(Index { parent: None, ..index.clone() }),
            )),
            Object::Namespace(_)
            | Object::Enum(_)
            | Object::Sequence(_)
            | Object::Table(_)
            | Object::Default(_)
            | Object::Definition(_)
            | Object::Owner(_)
            | Object::Grant(_)
            | Object::DefaultPrivilege(_) => {}
        }
    }
    let all = columns.clone();
    if !found.inherits.is_empty() {
        columns.retain(|(_, column)| !column.inherited);
        constraints.retain(|(_, constraint)| constraint.parent.is_none());
    }
    columns.sort_by_key(|(address, column)| (column.position, *address));
    constraints.sort_by_key(|(_, constraint)| kind_order(constraint));
    let mut lines: Vec<String> = like
        .map(|parent| format!("LIKE {} INCLUDING CONSTRAINTS", parent.sql()))
        .into_iter()
        .collect();
    let written = if like.is_some() { &[] } else { &columns[..] };
    lines.extend(written.iter().filter_map(|(address, column)| {
        let default = parts.iter().find_map(|(part, object)| match object {
            Object::Default(default) if part.name() == address.name() => Some(default),
            _ => None,
        });
        match found.of_type {
            Some(_) => column::options_of(address, column, default),
            None => Some(column::definition(address, column, default)),
        }
    }));
    constraints.retain(|(_, found)| {
        like.is_none()
            || found.parent.is_none()
            || !matches!(found.kind, ConstraintKind::Check { .. })
    });
    // PostgreSQL takes NOT VALID only from ALTER TABLE, and makes one of equal keys of one statement.
    let (at_once, later): (Vec<_>, Vec<_>) =
        constraints.iter().enumerate().partition(|(at, (_, constraint))| {
            constraint.validated
                && !constraints[..*at].iter().any(|(_, other)| is_equal_key(constraint, other))
        });
    lines.extend(
        at_once
            .iter()
            .map(|(_, (part, constraint))| render_constraint::definition(part.name(), constraint)),
    );
    let mut statements = Vec::new();
    for (address, sequence) in sequences {
        statements.extend(sequence::create(address, sequence));
    }
    statements.push(table::create(address, found, &lines));
    for (address, sequence) in sequences {
        statements.push(render_sequence::owned_by(address, sequence.owned_by.as_ref()));
    }
    statements.extend(
        later.iter().map(|(_, (address, constraint))| render_constraint::add(address, constraint)),
    );
    for (address, constraint) in &constraints {
        statements.extend(render_constraint::made_index(address, constraint));
    }
    statements.extend(indexes);
    statements.extend(table_settings::extras(address, found));
    statements.extend(own_defaults(parts, found, like.is_some()));
    // How the values of an inherited column are sampled is not inherited.
    for (address, found) in &all {
        statements.extend(column::storage(
            address,
            &found.data_type,
            &Storage::default(),
            &found.storage,
        ));
    }
    for (address, found) in &columns {
        statements.extend(not_null::extras(address, found));
    }
    if found.comment.is_some() {
        statements.push(comment(address, found.comment.as_deref()));
    }
    if let Some(of) = &found.partition_of {
        statements.push(table::attach(&of.parent, address, &of.bound));
    }
    // Nor are comments.
    let columns = all.iter().map(|(address, column)| (*address, column.comment.as_deref()));
    let commented = columns.chain(parts.iter().filter_map(|(address, object)| match object {
        Object::Constraint(found) => Some((*address, found.comment.as_deref())),
        _ => None,
    }));
    for (address, text) in commented {
        if text.is_some() {
            statements.push(comment(address, text));
        }
    }
    statements
}

/// Defaults that a child has for columns of its parents: set anew, since it may have others.
fn own_defaults(parts: &[(&Address, &Object)], found: &Table, copied: bool) -> Vec<String> {
    if found.inherits.is_empty() && !copied {
        return Vec::new();
    }
    let is_inherited = |address: &Address| {
        parts.iter().any(|(part, object)| {
            part.name() == address.name()
                && matches!(object, Object::Column(column) if column.inherited)
        })
    };
    parts
        .iter()
        .filter_map(|(part, object)| match object {
            Object::Default(default) if is_inherited(part) => {
                Some(column::set_default(&part.with_kind(Kind::Column), default))
            }
            _ => None,
        })
        .collect()
}

/// Whether two keys ask for the same index (`transformIndexConstraints` in the server's
/// `parse_utilcmd.c`).
fn is_equal_key(a: &Constraint, b: &Constraint) -> bool {
    use ConstraintKind::{Exclude, PrimaryKey, Unique};
    match (&a.kind, &b.kind) {
        (
            PrimaryKey { columns: a, .. } | Unique { columns: a, .. },
            PrimaryKey { columns: b, .. } | Unique { columns: b, .. },
        ) => a == b,
        (Exclude { definition: a }, Exclude { definition: b }) => a == b,
        _ => false,
    }
}

fn kind_order(constraint: &Constraint) -> u8 {
    match constraint.kind {
        ConstraintKind::PrimaryKey { .. } => 0,
        ConstraintKind::Unique { .. } => 1,
        ConstraintKind::Check { .. } => 2,
        ConstraintKind::Exclude { .. } => 3,
        ConstraintKind::ForeignKey(_) => 4,
    }
}

fn drop(scene: &Scene<'_>, change: &Change, found: &Table) -> Action {
    let address = &change.address;
    let mut action = Action::new(StepVerb::Drop, Rank::DropTable, "drop", address);
    let gone = scene.dependents.goes_with_table(address);
    let mut locked = BTreeSet::from([address.clone()]);
    let mut parts: Vec<(&Address, &Object)> = Vec::new();
    let mut sequences: Vec<(&Address, &Sequence)> = Vec::new();
    let mut foreign_keys = Vec::new();
    for part in &gone {
        let Some(object) = scene.renamed.get(part) else { continue };
        action.destroys.insert(part.clone());
        // A child goes before its parent whatever the parent's parts need of it.
        let needs = crate::scene::needs(scene.renamed, part, object);
        action.releases.extend(
            needs.into_iter().filter(|needed| {
                !heirs::descends(scene.renamed, &heirs::table_of(needed), address)
            }),
        );
        let standing = scene.aside.get(part).unwrap_or(part);
        action.frees.extend(super::name_tokens(standing, object));
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
    action.after.extend(gone.iter().map(|part| format!("set aside {part}")));
    locked.extend(
        scene.dependents.foreign_keys_to(address).iter().filter_map(|key| key.owner_table()),
    );
    let locks = scene.locks(&locked, LockMode::AccessExclusive);
    action.run(Statement::new(table::drop(address), locks));
    action.frees.extend(found.partition_of.iter().map(|of| parents::bound_token(&of.parent)));
    let like = like_parent(scene, scene.renamed, address, found);
    let mut undo = statements(address, found, &parts, &sequences, like);
    for (key, constraint) in &foreign_keys {
        undo.extend(constraint::definition(key, constraint));
    }
    action.undo(undo, Some(format!("all rows of {}", address.sql())));
    action.carry(scene, change);
    let own: Vec<Address> = action.destroys.iter().cloned().collect();
    for gone in own {
        action.releases.remove(&gone);
    }
    action
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
    for (at, table) in order.iter().enumerate() {
        for key in scene.dependents.foreign_keys_to(table) {
            let later = key
                .owner_table()
                .is_some_and(|owner| place.get(&owner).is_some_and(|owner_at| *owner_at > at));
            if later {
                moved.push((table.clone(), (*key).clone()));
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
