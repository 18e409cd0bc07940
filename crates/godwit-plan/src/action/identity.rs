use godwit_schema::{
    Address, Column, Identity, Sequence, names::make_object_name, quote::quote_literal,
};

use super::{
    Action, Rank,
    column::{altered, exclusive},
    default::place,
    relation_token,
};
use crate::{
    plan::{Statement, StepVerb},
    render::{column, sequence},
    scene::Scene,
};

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
    let mut action = Action::new(StepVerb::Alter, Rank::DropIdentity, "drop identity of", address);
    action.run(Statement::new(column::alter(address, "DROP IDENTITY"), exclusive(scene, address)));
    let undo = now.identity.iter().map(|identity| add_sql(address, identity)).collect();
    action.undo(undo, Some("the position that the identity had reached".to_owned()));
    action.frees.insert(place(address));
    action.frees.extend(inner_sequence(address));
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
            action.run(Statement::new(add_sql(address, wanted), exclusive(scene, address)));
            action.undo(vec![column::alter(address, "DROP IDENTITY")], None);
            action.takes.insert(place(address));
            action.takes.extend(inner_sequence(address));
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
            action.run(Statement::new(
                column::alter(address, &options(present, wanted)),
                exclusive(scene, address),
            ));
            action.undo(vec![column::alter(address, &options(wanted, present))], None);
        }
    }
    action.carry(scene, &altered(address, now, next));
    Some(action)
}

/// The name that PostgreSQL gives the inner sequence, when it is free.
fn inner_sequence(address: &Address) -> Option<String> {
    let table = address.owner_table()?;
    let name = make_object_name(table.name(), Some(address.name()), Some("seq"));
    Some(relation_token(address.namespace_name(), &name))
}

fn add_sql(address: &Address, identity: &Identity) -> String {
    column::alter(address, &format!("ADD {}", column::identity(identity)))
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
