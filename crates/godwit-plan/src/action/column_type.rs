use std::collections::BTreeSet;

use godwit_diff::Verb;
use godwit_schema::{Address, Column, ConstraintKind, Kind, Object};

use super::{
    Action, Rank,
    column::{altered, exclusive},
    constraint, enum_labels, heirs,
    relied_on::{makes_again, stands},
};
use crate::{
    lock::LockMode,
    needs::needs,
    plan::{Statement, StepVerb},
    render::{column, constraint as render_constraint},
    retype::judge,
    scene::{Scene, as_column, as_default},
};

/// Changes type or collation, its default taken off before and put on again after where the cast
/// would not carry it.
pub(super) fn action(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = Action::new(StepVerb::Alter, Rank::ChangeType, "change type of", address)
        .titled(if now.data_type.text == next.data_type.text {
            format!("Change collation of {}", address.sql())
        } else {
            let (from, to) = (&now.data_type, &next.data_type);
            format!("Change type of {} from {from} to {to}", address.sql())
        });
    // Foreign keys are built anew on both of their sides.
    let mut partners: BTreeSet<Address> = address.owner_table().into_iter().collect();
    let stays = comparable(&now.data_type.text, &next.data_type.text);
    let keys = concerned(scene, address);
    for key in keys.into_iter().filter(|key| stays || !scene.changes(key).is_empty()) {
        partners.extend(sides(scene, &key).iter().filter_map(Address::owner_table));
    }
    let locks = exclusive(scene, address);
    let wide = scene.locks(&partners, LockMode::AccessExclusive);
    let forth = judge(address.name(), now, next);
    let back = judge(address.name(), next, now);

    let default_address = address.with_kind(Kind::Default);
    let change = scene.changes(&default_address).first().copied();
    let before = scene.renamed.column_default(&default_address);
    let after = match change.map(|change| &change.verb) {
        Some(Verb::Create { after } | Verb::Alter { after, .. }) => as_default(after),
        Some(Verb::Drop { .. }) => None,
        Some(Verb::Rename { .. }) | None => before,
    };
    let detour = before.is_some() && (change.is_some() || !forth.keeps_default);
    let mut undo = Vec::new();

    let (first, last) = detached(scene, &mut action, address);
    for key in &first {
        if let Some(found) = scene.renamed.constraint(key) {
            action.run(constraint::drop(scene, key, found));
        }
    }
    for key in &last {
        undo.push(render_constraint::drop(key));
    }
    if detour {
        action.run(Statement::new(column::drop_default(address), locks.clone()));
    }
    if after.is_some() && (detour || change.is_some()) {
        undo.push(column::drop_default(address));
    }
    action.run(
        Statement::new(alter(address, next, forth.using.as_deref()), wide)
            .rewriting(forth.rewrites),
    );
    undo.push(alter(address, now, back.using.as_deref()));
    if let Some(after) = after
        && (detour || change.is_some())
    {
        action.run(Statement::new(column::set_default(address, after), locks));
    }
    if let (true, Some(before)) = (detour, before) {
        undo.push(column::set_default(address, before));
    }
    for key in &last {
        if let Some(found) = scene.renamed.constraint(key) {
            constraint::add(scene, &mut action, key, found);
            makes_again(scene, &mut action, key);
        }
    }
    for key in &first {
        if let Some(found) = scene.renamed.constraint(key) {
            undo.extend(constraint::definition(key, found));
        }
    }
    action.undo(undo, forth.lossy.map(|lossy| format!("what the change cut off: {lossy}")));
    action.carry(scene, &altered(address, now, next));
    if let Some(change) = change {
        action.carry(scene, change);
        action.destroys.remove(&default_address);
    }
    action.consumes.remove(&default_address);
    action.after.extend(computed_from(scene, address));
    action
}

/// Keys of the actions after which the columns that a column is computed from have their wanted types.
pub(super) fn types_below(scene: &Scene<'_>, address: &Address) -> Vec<String> {
    let Some(object) = scene.after.get(address) else { return Vec::new() };
    let needed = needs(scene.after, address, object).into_iter();
    let columns = needed.flat_map(|needed| {
        let mut above = heirs::origins(scene, &needed);
        above.push(needed);
        above
    });
    columns.flat_map(|column| retyping(scene, &column)).collect()
}

/// Keys of the actions after which the columns that a column is inherited from have their wanted types.
pub(super) fn types_above(scene: &Scene<'_>, address: &Address) -> Vec<String> {
    heirs::origins(scene, address).iter().flat_map(|origin| retyping(scene, origin)).collect()
}

/// Keys of the actions that may give a column another type, or take away or give what it is computed by.
pub(super) fn retyping(scene: &Scene<'_>, column: &Address) -> Vec<String> {
    let phrases = ["change type of", "change expression of", "rebuild"];
    let mut keys: Vec<String> = phrases.iter().map(|phrase| format!("{phrase} {column}")).collect();
    keys.extend(scene.rebuilds.get().into_iter().flat_map(|all| all.exchanging(scene, column)));
    let of = scene.renamed.column(column).and_then(|found| found.data_type.of.as_ref());
    let swapped = of.filter(|of| enum_labels::is_swapped(scene, of));
    keys.extend(swapped.map(|of| format!("change labels of {of}")));
    keys
}

/// Keys of the actions after which no column is computed from one any more that is wanted otherwise:
/// PostgreSQL changes no type below a generated column.
pub(super) fn computed_from<'s>(
    scene: &'s Scene<'_>,
    column: &'s Address,
) -> impl Iterator<Item = String> + 's {
    let mut columns = heirs::heirs(scene, column);
    columns.push(column.clone());
    columns.into_iter().flat_map(|column| {
        let computed = scene.dependents.edges(&column).into_iter();
        let keys = computed.map(|at| [format!("drop {at}"), format!("change expression of {at}")]);
        keys.flatten().collect::<Vec<_>>()
    })
}

fn alter(address: &Address, next: &Column, using: Option<&str>) -> String {
    let mut what = format!("TYPE {}", next.data_type);
    if let Some(collation) = &next.collation {
        what.push_str(&format!(" COLLATE {collation}"));
    }
    if let Some(using) = using {
        what.push_str(&format!(" USING {using}"));
    }
    column::alter(address, &what)
}

/// Foreign keys that cannot stand while only one of their sides has the new type: the first change
/// of type among their columns drops them, the last adds them again.
fn detached(
    scene: &Scene<'_>,
    action: &mut Action,
    address: &Address,
) -> (Vec<Address>, Vec<Address>) {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for key in &concerned(scene, address) {
        if !stands(scene, key) {
            continue;
        }
        // An index that includes the column is built anew, and lets no foreign key stand on it.
        let included = included(scene, key);
        let changing: BTreeSet<Address> = sides(scene, key)
            .iter()
            .filter(|column| changes_type(scene, column))
            .chain(included.iter().filter(|column| is_retyped(scene, column)))
            .map(|column| first_above(scene, column))
            .collect();
        if !changing.contains(address) {
            continue;
        }
        if changing.first() == Some(address) {
            first.push(key.clone());
        }
        if changing.last() == Some(address) {
            last.push(key.clone());
        }
        for other in &changing {
            action.together.insert(format!("change type of {other}"));
            if other < address {
                action.after.insert(format!("change type of {other}"));
            }
        }
    }
    (first, last)
}

/// Foreign keys that a column is part of, or the same one of a table that has it from there.
fn concerned(scene: &Scene<'_>, column: &Address) -> BTreeSet<Address> {
    let mut found = touching(scene, column);
    for heir in heirs::heirs(scene, column) {
        found.extend(touching(scene, &heir));
    }
    // Those of partitions go with the parent's.
    found.retain(|key| scene.renamed.constraint(key).is_some_and(|key| key.parent.is_none()));
    found
}

/// The column whose change of type a column's comes with: that of the topmost parent that changes.
fn first_above(scene: &Scene<'_>, column: &Address) -> Address {
    let mut at = column.clone();
    loop {
        let above = at.owner_table().and_then(|table| match scene.renamed.get(&table)? {
            Object::Table(found) => {
                let mut parts = found.parents().map(|parent| at.moved(&table, parent));
                parts.find(|part| is_retyped(scene, part))
            }
            _ => None,
        });
        match above {
            Some(above) => at = above,
            None => return at,
        }
    }
}

/// Foreign keys that a column is part of, on either side.
pub(super) fn touching(scene: &Scene<'_>, column: &Address) -> BTreeSet<Address> {
    let Some(table) = column.owner_table() else { return BTreeSet::new() };
    let mut keys: BTreeSet<Address> =
        scene.dependents.foreign_keys_to(&table).iter().map(|key| (*key).clone()).collect();
    keys.extend(scene.foreign_keys_of(&table));
    keys.retain(|key| sides(scene, key).contains(column) || included(scene, key).contains(column));
    keys
}

/// Columns that the index of a foreign key's target holds beside its key.
fn included(scene: &Scene<'_>, key: &Address) -> BTreeSet<Address> {
    let of = |needed: &Address| -> Vec<Address> {
        let names = match scene.renamed.get(needed) {
            Some(Object::Index(found)) => &found.include,
            Some(Object::Constraint(found)) => match &found.kind {
                ConstraintKind::PrimaryKey { include, .. }
                | ConstraintKind::Unique { include, .. } => include,
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let table = heirs::table_of(needed);
        let column = |name: &String| Address::column(table.namespace_name(), table.name(), name);
        names.iter().map(column).collect()
    };
    scene.renamed.needs(key).flat_map(of).collect()
}

fn sides(scene: &Scene<'_>, key: &Address) -> BTreeSet<Address> {
    let mut found = BTreeSet::new();
    if let (Some(ConstraintKind::ForeignKey(foreign)), Some(table)) =
        (scene.renamed.constraint(key).map(|found| &found.kind), key.owner_table())
    {
        for (owner, names) in
            [(&table, &foreign.columns), (&foreign.references, &foreign.referenced_columns)]
        {
            found.extend(
                names
                    .iter()
                    .map(|name| Address::column(owner.namespace_name(), owner.name(), name)),
            );
        }
    }
    found
}

/// Whether a column changes to a type that a foreign key cannot compare with the present one.
fn changes_type(scene: &Scene<'_>, column: &Address) -> bool {
    alters(scene, column, |a, b| {
        a.data_type.text != b.data_type.text && !comparable(&a.data_type.text, &b.data_type.text)
    })
}

/// Whether a column changes its type or collation.
fn is_retyped(scene: &Scene<'_>, column: &Address) -> bool {
    alters(scene, column, |a, b| !a.has_type_of(b))
}

fn alters(scene: &Scene<'_>, column: &Address, so: impl Fn(&Column, &Column) -> bool) -> bool {
    scene.changes(column).iter().any(|change| match &change.verb {
        Verb::Alter { before, after } => match (as_column(before), as_column(after)) {
            (Some(a), Some(b)) => so(a, b),
            _ => false,
        },
        Verb::Create { .. } | Verb::Drop { .. } | Verb::Rename { .. } => false,
    })
}

/// Whether a foreign key may compare the two types, in both directions.
fn comparable(a: &str, b: &str) -> bool {
    let family = |text: &str| match text.split('(').next().unwrap_or(text) {
        "smallint" | "integer" | "bigint" => "integer".to_owned(),
        "text" | "character varying" => "string".to_owned(),
        other => other.to_owned(),
    };
    family(a) == family(b)
}
