use godwit_diff::moment;
use godwit_schema::{
    Address, Catalog, Column, Identity, Kind, Object, Sequence, access::is_inner_sequence,
    quote::quote_literal,
};

use super::{
    Action, Rank,
    column::{altered, exclusive},
    default::place,
    heirs, relation_token,
    rename::move_sql,
};
use crate::{
    lock::{Lock, LockMode},
    plan::{Statement, StepVerb},
    render::{column, sequence},
    scene::Scene,
    since,
};

/// Phrase of the action that drops an identity.
pub(super) const DROP: &str = "drop identity of";
const ASIDE: &str = "set aside sequence of";
/// Phrase of the action that gives an inner sequence its wanted name.
pub(super) const RENAME: &str = "rename sequence of";

/// A change of type takes the inner sequence along: its type, and bounds at the old type's limits.
pub(super) fn follow_type(next: &mut Column, wanted: &Column) {
    if let (Some(identity), Some(wanted)) = (&mut next.identity, &wanted.identity) {
        let (plain_now, plain_wanted) = (
            Sequence::ascending(&identity.sequence.data_type),
            Sequence::ascending(&wanted.sequence.data_type),
        );
        if identity.sequence.max == plain_now.max {
            identity.sequence.max = plain_wanted.max;
        }
        identity.sequence.data_type.clone_from(&wanted.sequence.data_type);
    }
}

pub(super) fn drop(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = Action::new(StepVerb::Alter, Rank::DropIdentity, DROP, address);
    action.run(Statement::new(column::alter(address, "DROP IDENTITY"), exclusive(scene, address)));
    let undo = now.identity.iter().flat_map(|identity| add_sql(address, identity)).collect();
    action.undo(undo, Some("the position that the identity had reached".to_owned()));
    action.frees.insert(place(address));
    action.frees.extend(now.identity.iter().map(|identity| token(address, identity)));
    action.carry(scene, &altered(address, now, next));
    action
}

/// Adds an identity or changes its options.
pub(super) fn set(
    scene: &Scene<'_>,
    address: &Address,
    now: &Column,
    next: &Column,
) -> Option<Action> {
    let wanted = next.identity.as_ref()?;
    let mut action;
    match &now.identity {
        None => {
            action = Action::new(StepVerb::Alter, Rank::AddIdentity, "add identity to", address);
            for sql in add_sql(address, wanted) {
                action.run(Statement::new(sql, exclusive(scene, address)));
            }
            action.undo(vec![column::alter(address, "DROP IDENTITY")], None);
            action.takes.insert(place(address));
            action.takes.insert(token(address, wanted));
            action.after.insert(format!("set not null on {address}"));
        }
        Some(present) => {
            action = Action::new(StepVerb::Alter, Rank::AddIdentity, "change identity of", address);
            let table = address.owner_table().unwrap_or_else(|| address.clone());
            let name = format!(
                "pg_get_serial_sequence({}, {})::regclass",
                quote_literal(&table.sql()),
                quote_literal(address.name())
            );
            if let Some(sql) = sequence::fit(&name, &present.sequence, &wanted.sequence) {
                action.run(Statement::new(sql, Vec::new()));
            }
            for sql in changed(address, present, wanted) {
                action.run(Statement::new(sql, exclusive(scene, address)));
            }
            action.undo(changed(address, wanted, present), None);
            action.after.insert(format!("{RENAME} {address}"));
        }
    }
    action.carry(scene, &altered(address, now, next));
    Some(action)
}

/// Gives the inner sequence its wanted name; one that is in a circle of such names goes through a name
/// for the moment.
pub(super) fn rename(
    scene: &Scene<'_>,
    address: &Address,
    now: &mut Column,
    wanted: &Column,
) -> Vec<Action> {
    let (Some(present), Some(next)) = (&now.identity, &wanted.identity) else {
        return Vec::new();
    };
    if present.name == next.name {
        return Vec::new();
    }
    let mut found = Vec::new();
    let next = next.clone();
    let circle = circle(scene, address);
    let moment = (!circle.is_empty()).then(|| {
        let name = moment(&present.sequence_address(address));
        Identity { name: Some(name.name().to_owned()), ..present.clone() }
    });
    if let Some(moment) = &moment {
        let mut aside = renaming(scene, ASIDE, address, now, moment.clone());
        // Nobody else wants that name.
        aside.takes.remove(&token(address, moment));
        found.push(aside);
    }
    let wanted = now
        .identity
        .clone()
        .map_or_else(|| next.clone(), |present| Identity { name: next.name.clone(), ..present });
    let mut last = renaming(scene, RENAME, address, now, wanted);
    if let Some(moment) = &moment {
        last.frees.remove(&token(address, moment));
    }
    for other in &circle {
        last.after.insert(format!("{ASIDE} {other}"));
        last.together.insert(format!("{ASIDE} {other}"));
    }
    found.push(last);
    found
}

fn renaming(
    scene: &Scene<'_>,
    phrase: &str,
    address: &Address,
    now: &mut Column,
    next: Identity,
) -> Action {
    let mut action = Action::new(StepVerb::Rename, Rank::AddIdentity, phrase, address);
    let next = Column { identity: Some(next), ..now.clone() };
    if let (Some(a), Some(b)) = (&now.identity, &next.identity) {
        let (from, to) = (a.sequence_address(address), b.sequence_address(address));
        let lock = Lock { mode: LockMode::AccessExclusive, relation: from.sql() };
        for sql in move_sql(&from, &to) {
            action.run(Statement::new(sql, vec![lock.clone()]));
        }
        action.undo(move_sql(&to, &from), None);
        action.frees.insert(token(address, a));
        action.takes.insert(token(address, b));
    }
    action.carry(scene, &altered(address, now, &next));
    *now = next;
    action
}

/// The columns whose inner sequences hand their names on in a circle that begins and ends here; empty where
/// there is none.
fn circle(scene: &Scene<'_>, address: &Address) -> Vec<Address> {
    let named = |catalog: &Catalog, column: &Address| {
        let identity = catalog.column(column)?.identity.as_ref()?;
        Some(identity.sequence_address(column))
    };
    let mut at = address.clone();
    let mut seen = Vec::new();
    while !seen.contains(&at) {
        seen.push(at.clone());
        let Some(wanted) = named(scene.after, &at) else { return Vec::new() };
        // Whose identity does not change keeps its name, and closes no circle.
        let Some(holder) = scene.identity_named(&wanted) else { return Vec::new() };
        at = holder.clone();
    }
    if at == *address { seen } else { Vec::new() }
}

/// The name that the inner sequence has among relations.
pub(super) fn token(address: &Address, identity: &Identity) -> String {
    relation_token(address.namespace_name(), identity.sequence_address(address).name())
}

/// `SEQUENCE public.t_id_seq`: what `GRANT … ON` takes for the inner sequence of a column that a
/// privilege is about, by the name that it has in the end.
pub(super) fn subject(scene: &Scene<'_>, target: &Address) -> Option<String> {
    if !is_inner_sequence(target) {
        return None;
    }
    let column = target.with_kind(Kind::Column);
    let identity = scene.after.column(&column)?.identity.as_ref()?;
    identity.name.as_ref()?;
    Some(format!("SEQUENCE {}", identity.sequence_address(&column).sql()))
}

/// Whether a new column gets its identity by a statement of its own: PostgreSQL does not add it together
/// with the column where tables inherit from this one, but for partitions from 17 on.
pub(crate) fn is_added_apart(scene: &Scene<'_>, address: &Address, found: &Column) -> bool {
    let is_partitioned = || {
        let table = address.owner_table().and_then(|table| scene.renamed.get(&table));
        matches!(table, Some(Object::Table(table)) if table.partition_key.is_some())
    };
    found.identity.is_some()
        && !heirs::heirs(scene, address).is_empty()
        && !(since::IDENTITY_OF_PARTITIONS.is_of(scene.version) && is_partitioned())
}

/// `ADD GENERATED … AS IDENTITY`.
pub(super) fn added(address: &Address, found: &Identity) -> String {
    column::alter(address, &format!("ADD {}", column::identity(address, found)))
}

fn add_sql(address: &Address, found: &Identity) -> Vec<String> {
    [added(address, found)].into_iter().chain(column::inner_comment(address, found)).collect()
}

/// Statements that change the options and the comment of an identity, whose inner sequence has its wanted
/// name.
fn changed(address: &Address, before: &Identity, after: &Identity) -> Vec<String> {
    let options = options(before, after);
    let mut found = Vec::new();
    if !options.is_empty() {
        found.push(column::alter(address, &options));
    }
    if before.sequence.comment != after.sequence.comment {
        found.push(column::say_inner(address, after));
    }
    found
}

fn options(before: &Identity, after: &Identity) -> String {
    let mut parts = Vec::new();
    if before.mode != after.mode {
        parts.push(format!("SET GENERATED {}", column::mode(after.mode)));
    }
    // The inner sequence's type is the column's and cannot be set here.
    let same_type =
        Sequence { data_type: after.sequence.data_type.clone(), ..before.sequence.clone() };
    parts.extend(
        sequence::changed_options(&same_type, &after.sequence)
            .into_iter()
            .map(|option| format!("SET {option}")),
    );
    parts.join(" ")
}
