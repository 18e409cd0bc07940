use godwit_schema::{
    Address, Catalog, Column, ConstraintKind, Kind, NotNull, Object, Table, names::clip,
    quote::MAX_NAME_BYTES,
};

use super::{
    Action, Rank,
    column::{altered, exclusive},
    heirs::{origins, parts_of_parents, table_of},
    inherit::is_attached_with_table,
    parents,
};
use crate::{
    lock::LockMode,
    plan::{Statement, StepVerb},
    render::{not_null, not_null::NotNullNames},
    scene::{End, Scene, as_column},
};

const INHERIT: &str = "change inheritance of not null on";
const ASIDE: &str = "set aside not null of";
/// Phrase of the action that makes a column nullable.
pub(super) const DROP: &str = "drop not null on";
/// Phrase of the action that makes a column NOT NULL.
pub(super) const SET: &str = "set not null on";
/// Phrase of the action that gives the constraint its wanted name.
pub(super) const RENAME: &str = "rename not null of";

type Make = fn(&Scene<'_>, &Address, &Column, &Column) -> Action;

/// One action for each attribute in which NOT NULL of a column differs; `now` follows.
pub(super) fn actions(
    scene: &Scene<'_>,
    address: &Address,
    now: &mut Column,
    wanted: &Column,
) -> Vec<Action> {
    let mut found = Vec::new();
    let mut go = |now: &mut Column, not_null_as: NotNull, make: Make| {
        let next = Column { not_null: wanted.not_null, not_null_as, ..now.clone() };
        if next != *now {
            let mut action = make(scene, address, now, &next);
            action.carry(scene, &altered(address, now, &next));
            found.push(action);
            *now = next;
        }
    };
    let end = &wanted.not_null_as;
    if !now.not_null || !wanted.not_null {
        go(now, end.clone(), if wanted.not_null { set } else { drop });
        return found;
    }
    // Nothing becomes NOT VALID again.
    if end.not_valid && !now.not_null_as.not_valid {
        go(now, end.clone(), make_again);
        return found;
    }
    let is = now.not_null_as.clone();
    go(now, NotNull { not_valid: end.not_valid, ..is }, validate);
    let is = now.not_null_as.clone();
    go(now, NotNull { no_inherit: end.no_inherit, ..is }, inherit);
    if let Some(name) = &end.name
        && now.not_null_as.name != end.name
        && !holders(scene, address, name).is_empty()
    {
        let moment = format!("{}_moment", clip(name, MAX_NAME_BYTES - 7));
        let is = now.not_null_as.clone();
        go(now, NotNull { name: Some(moment), ..is }, set_aside);
    }
    let is = now.not_null_as.clone();
    go(now, NotNull { name: end.name.clone(), ..is }, rename);
    go(now, end.clone(), comment);
    found
}

/// Those columns that are NOT NULL before the plan, with what is said of that.
fn not_nulls_of<'a>(scene: &Scene<'a>, columns: Vec<Address>) -> Vec<(Address, &'a NotNull)> {
    columns
        .into_iter()
        .filter_map(|column| {
            let found = scene.renamed.column(&column).filter(|found| found.not_null)?;
            Some((column, &found.not_null_as))
        })
        .collect()
}

/// The column in every table that inherits from its table.
fn children(scene: &Scene<'_>, address: &Address) -> Vec<Address> {
    let Some(table) = address.owner_table() else { return Vec::new() };
    let inherits = |object: &Object| match object {
        Object::Table(found) => found.parents().any(|parent| *parent == table),
        _ => false,
    };
    let tables = scene.renamed.objects().filter(|(_, object)| inherits(object));
    tables.map(|(child, _)| address.moved(&table, child)).collect()
}

/// The column in every table that its table inherits from.
fn parents_of(scene: &Scene<'_>, address: &Address) -> Vec<Address> {
    let Some(table) = address.owner_table() else { return Vec::new() };
    match scene.renamed.get(&table) {
        Some(Object::Table(found)) => parts_of_parents(found, address),
        _ => Vec::new(),
    }
}

/// Whether a parent's NOT NULL becomes one that children do not have.
fn is_no_longer_handed_down(scene: &Scene<'_>, parent: &Address) -> bool {
    let side = |catalog: &Catalog| catalog.column(parent).is_some_and(Column::hands_down_not_null);
    let stays = scene.after.column(parent).is_some_and(|found| found.not_null);
    stays && side(scene.renamed) && !side(scene.after)
}

/// Other columns of the table whose NOT NULL has a name.
fn holders(scene: &Scene<'_>, address: &Address, name: &str) -> Vec<Address> {
    let Some(table) = address.owner_table() else { return Vec::new() };
    let parts = scene.renamed.parts(&table).filter(|(part, object)| {
        *part != address
            && part.kind() == Kind::Column
            && as_column(object)
                .is_some_and(|found| found.not_null_as.name.as_deref() == Some(name))
    });
    parts.map(|(part, _)| part.clone()).collect()
}

/// Which name the definition of a column says that is made by the plan, or by its way back: what stands
/// there then is named as at that end.
pub(super) fn names(
    scene: &Scene<'_>,
    when: End,
    column: &Address,
    found: &Column,
) -> NotNullNames {
    match &found.not_null_as.name {
        Some(name) if scene.is_not_null_name_taken(when, column, name) => NotNullNames::All,
        _ => NotNullNames::Given,
    }
}

/// Keys of the actions by which other columns of the table give up the name that a new one's NOT NULL gets.
pub(super) fn names_given_up(scene: &Scene<'_>, column: &Address, found: &Column) -> Vec<String> {
    let name = found.not_null_as.name.iter();
    let holders = name.flat_map(|name| holders(scene, column, name));
    holders
        .flat_map(|other| [ASIDE, RENAME, DROP].map(|phrase| format!("{phrase} {other}")))
        .collect()
}

fn action(phrase: &str, address: &Address) -> Action {
    Action::new(StepVerb::Alter, Rank::NotNull, phrase, address)
}

/// Runs each statement under the lock of nearly every `ALTER TABLE`.
fn run(scene: &Scene<'_>, action: &mut Action, address: &Address, sql: Vec<String>, scans: bool) {
    for sql in sql {
        let locks = if sql.starts_with("COMMENT") { Vec::new() } else { exclusive(scene, address) };
        action.run(Statement::new(sql, locks).scanning(scans));
    }
}

fn set(scene: &Scene<'_>, address: &Address, _: &Column, next: &Column) -> Action {
    let mut action = action(SET, address);
    let sql = not_null::set(address, &next.not_null_as);
    run(scene, &mut action, address, sql, !next.not_null_as.not_valid);
    action.undo(vec![not_null::drop(address)], None);
    action
}

fn drop(scene: &Scene<'_>, address: &Address, now: &Column, _: &Column) -> Action {
    let mut action = action(DROP, address);
    run(scene, &mut action, address, vec![not_null::drop(address)], false);
    action.undo(not_null::set(address, &now.not_null_as), None);
    action.after.insert(format!("drop identity of {address}"));
    // Of a parent that is left at the same time, too.
    if is_attached_with_table(scene, address) {
        action.after.insert(parents::left(scene, &table_of(address)));
    }
    // A child has it from its parent until that no longer hands it down.
    let above = parents_of(scene, address);
    if above.iter().any(|parent| is_no_longer_handed_down(scene, parent)) {
        action.undo(Vec::new(), None);
    }
    action.after.extend(above.iter().map(|parent| format!("{INHERIT} {parent}")));
    for part in scene.dependents.goes_with_column(address) {
        if part.kind() == Kind::Constraint {
            action.after.extend([format!("drop {part}"), format!("change {part}")]);
        }
        // A primary key goes with whichever of its columns is dropped.
        if let Some(Object::Constraint(found)) = scene.renamed.get(&part)
            && let ConstraintKind::PrimaryKey { columns, include } = &found.kind
        {
            for other in columns.iter().chain(include).map(|name| address.with_name(name)) {
                let above = origins(scene, &other);
                action.after.extend(above.iter().chain([&other]).map(|one| format!("drop {one}")));
            }
        }
    }
    action
}

fn make_again(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = action("change not null on", address);
    // What children have from the parent goes with it, and would come back under the parent's name.
    let mut children = not_nulls_of(scene, children(scene, address));
    children.retain(|(_, own)| own.name != now.not_null_as.name);
    let again = |end: &NotNull| {
        let mut statements = vec![not_null::drop(address)];
        statements.extend(children.iter().flat_map(|(child, own)| not_null::set(child, own)));
        statements.extend(not_null::set(address, end));
        statements
    };
    let scans = !next.not_null_as.not_valid;
    run(scene, &mut action, address, again(&next.not_null_as), scans);
    action.undo(again(&now.not_null_as), None);
    action
}

fn validate(scene: &Scene<'_>, address: &Address, now: &Column, _: &Column) -> Action {
    let mut action = action("validate not null on", address);
    let table = address.owner_table().unwrap_or_else(|| address.clone());
    let locks = scene.lock(&table, LockMode::ShareUpdateExclusive);
    let sql = not_null::validate(address, &now.not_null_as);
    action.run(Statement::new(sql, locks).scanning(true));
    let mut undo = vec![not_null::drop(address)];
    undo.extend(not_null::set(address, &now.not_null_as));
    action.undo(undo, None);
    action
}

fn inherit(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = action(INHERIT, address);
    let sql = vec![not_null::inherit(address, &next.not_null_as)];
    run(scene, &mut action, address, sql, false);
    let mut undo = vec![not_null::inherit(address, &now.not_null_as)];
    if !next.not_null_as.no_inherit {
        // A child keeps what its parent no longer hands down.
        let had_none =
            |child: &Address| scene.renamed.column(child).is_some_and(|found| !found.not_null);
        let children = children(scene, address);
        undo.extend(children.iter().filter(|child| had_none(child)).map(not_null::drop));
    }
    action.undo(undo, None);
    action
}

/// Gives up a name that another column's holds, to take the wanted one when all have given up theirs.
fn set_aside(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = action(ASIDE, address);
    name(scene, &mut action, address, now, next);
    action
}

fn rename(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = action(RENAME, address);
    name(scene, &mut action, address, now, next);
    action.after.insert(format!("{ASIDE} {address}"));
    if let Some(table) = address.owner_table() {
        action.after.insert(format!("{} {table}", parents::LEAVE));
        if let Some(Object::Table(Table { partition_of: None, inherits, .. })) =
            scene.after.get(&table)
            && inherits.is_empty()
        {
            action.after.insert(format!("{} {table}", parents::CHANGE));
        }
    }
    for other in next.not_null_as.name.iter().flat_map(|name| holders(scene, address, name)) {
        action.after.extend([
            format!("{ASIDE} {other}"),
            format!("{DROP} {other}"),
            format!("drop {other}"),
        ]);
        action.better_after.insert(format!("{RENAME} {other}"));
    }
    action
}

fn name(scene: &Scene<'_>, action: &mut Action, address: &Address, now: &Column, next: &Column) {
    let (a, b) = (&now.not_null_as, &next.not_null_as);
    let held = scene.renamed.column(address).map_or(a, |column| &column.not_null_as);
    run(scene, action, address, renames(scene, address, held, a, b), false);
    action.undo(renames(scene, address, held, b, a), None);
}

/// Statements that rename a NOT NULL and those of children that have it under the same name, which is
/// `held` before the plan. PostgreSQL goes down to children by itself only where all have that name; else
/// it is the table's alone for the moment, and the children's, which stay, are joined to it again.
fn renames(
    scene: &Scene<'_>,
    address: &Address,
    held: &NotNull,
    a: &NotNull,
    b: &NotNull,
) -> Vec<String> {
    let rename = not_null::rename(address, a, b);
    if a.no_inherit || !has_others_below(scene, address, held) {
        return vec![rename];
    }
    let alone = |of: &NotNull, no_inherit| NotNull { no_inherit, ..of.clone() };
    let mut found = vec![not_null::inherit(address, &alone(a, true)), rename];
    for (child, of) in not_nulls_of(scene, children(scene, address)) {
        if of.name != held.name {
            continue;
        }
        if is_handed_down_alone(scene, &child) {
            found.push(not_null::drop(&child));
        } else {
            found.extend(renames(scene, &child, held, a, b));
        }
    }
    found.push(not_null::inherit(address, &alone(b, false)));
    found
}

/// Whether a child has its NOT NULL only from a parent and can do without for the moment: left alone, it
/// would be the child's own ever after. A partition has nothing of its own.
fn is_handed_down_alone(scene: &Scene<'_>, child: &Address) -> bool {
    let Some(table) = child.owner_table() else { return false };
    let in_key = |object: &Object| match object {
        Object::Constraint(found) => {
            matches!(&found.kind, ConstraintKind::PrimaryKey { columns, .. }
                if columns.iter().any(|name| name == child.name()))
        }
        _ => false,
    };
    scene.renamed.column(child).is_some_and(|found| found.inherited)
        && matches!(scene.renamed.get(&table), Some(Object::Table(found)) if found.partition_of.is_none())
        && !scene.renamed.parts(&table).any(|(_, object)| in_key(object))
}

/// Whether a NOT NULL that comes from a parent has a name of its own, however deep.
fn has_others_below(scene: &Scene<'_>, address: &Address, held: &NotNull) -> bool {
    not_nulls_of(scene, children(scene, address))
        .into_iter()
        .any(|(child, of)| of.name != held.name || has_others_below(scene, &child, held))
}

fn comment(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = Action::new(StepVerb::Alter, Rank::Comment, "comment on not null of", address);
    run(scene, &mut action, address, vec![not_null::say(address, &next.not_null_as)], false);
    action.undo(vec![not_null::say(address, &now.not_null_as)], None);
    action
}
