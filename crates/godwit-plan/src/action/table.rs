use godwit_diff::{Change, Verb};
use godwit_schema::{
    Address, Catalog, Column, Constraint, ConstraintKind, Index, Kind, Object, Sequence, Storage,
    Table,
};

use super::{
    Action, Rank, column::owned_sequences, column_type, comment::comment_action, constraint, fold,
    heirs, like_parent::like_parent, not_null, not_null_of_heirs, parents, sequence, table_drop,
    table_settings,
};
use crate::{
    plan::{Statement, StepVerb},
    render::{
        column, comment::comment, constraint as render_constraint, not_null::NotNullNames,
        sequence as render_sequence, table,
    },
    scene::{End, Scene},
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => match &**after {
            Object::Table(found) => vec![create(scene, change, found)],
            _ => Vec::new(),
        },
        Verb::Drop { before } => match &**before {
            Object::Table(found) => table_drop::actions(scene, change, found),
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
    let names =
        |column: &Address, found: &Column| not_null::names(scene, End::Before, column, found);
    for (column, _) in not_null_of_heirs::own(scene.after, found, &parts) {
        let above = heirs::parts_of_parents(found, column);
        action.after.extend(above.iter().map(|column| format!("{} {column}", not_null::DROP)));
    }
    for sql in statements(scene.after, (address, found), &parts, &sequences, like, names) {
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
pub(super) fn statements(
    catalog: &Catalog,
    (address, found): (&Address, &Table),
    parts: &[(&Address, &Object)],
    sequences: &[(&Address, &Sequence)],
    like: Option<&Address>,
    names: impl Fn(&Address, &Column) -> NotNullNames,
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
            Some(_) => column::options_of(address, column, default, names(address, column)),
            None => Some(column::definition(address, column, default, names(address, column))),
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
    lines.extend(not_null_of_heirs::lines(catalog, found, parts));
    let mut statements = Vec::new();
    for (address, sequence) in sequences {
        statements.extend(sequence::create(address, sequence));
    }
    // A column that both have cannot be said to be generated under INHERITS, before PostgreSQL 16.
    let joins = !found.inherits.is_empty()
        && columns.len() == all.len()
        && constraints.iter().all(|(_, found)| found.parent.is_none())
        && columns.iter().any(|(_, column)| column.generated.is_some());
    let alone = Table { inherits: Vec::new(), ..found.clone() };
    statements.push(table::create(address, if joins { &alone } else { found }, &lines));
    if joins {
        statements.extend(table::reparent(address, &alone, found));
    }
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
        statements.extend(column::extras(address, found));
    }
    statements.extend(not_null_of_heirs::statements(catalog, found, parts));
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
