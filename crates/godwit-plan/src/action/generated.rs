use std::collections::BTreeSet;

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Column, Storage, access::access_of};

use super::{
    Action, Rank, access,
    column::{altered, exclusive},
    column_drop::{add_again, inbound},
    column_type,
    comment::comment_statement,
    constraint, heirs, inherit,
};
use crate::{
    plan::{Statement, StepVerb},
    render::{column, not_null::NotNullNames, parenthesised},
    scene::{Scene, as_column, as_default},
    since,
};

/// Whether the column must be dropped and added: PostgreSQL cannot make a plain column generated,
/// nor change an expression before version 17, nor whether it is stored.
pub(super) fn is_rebuilt(scene: &Scene<'_>, before: &Column, after: &Column) -> bool {
    match (&before.generated, &after.generated) {
        (None, None) => false,
        (None, Some(_)) => true,
        (Some(a), None) => !a.stored,
        (Some(a), Some(b)) if a == b => false,
        (Some(a), Some(b)) => {
            !since::SET_EXPRESSION.is_of(scene.version)
                || a.stored != b.stored
                || before.data_type.text != after.data_type.text
        }
    }
}

/// Whether a change of a column drops and adds it.
pub(super) fn is_made_anew(scene: &Scene<'_>, column: &Address) -> bool {
    scene.changes(column).iter().any(|change| match &change.verb {
        Verb::Alter { before, after } => match (as_column(before), as_column(after)) {
            (Some(before), Some(after)) => is_rebuilt(scene, before, after),
            _ => false,
        },
        Verb::Create { .. } | Verb::Drop { .. } | Verb::Rename { .. } => false,
    })
}

/// Changes the expression in place, or lets the values stay as plain ones.
pub(super) fn alter(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action =
        Action::new(StepVerb::Alter, Rank::ChangeType, "change expression of", address);
    let locks = exclusive(scene, address);
    let set = |column: &Column| {
        column.generated.as_ref().map(|generated| {
            let text = parenthesised(&generated.expression.text);
            column::alter(address, &format!("SET EXPRESSION AS {text}"))
        })
    };
    match set(next) {
        Some(sql) => {
            action.run(Statement::new(sql, locks).rewriting(is_stored(next)));
            action.undo(set(now).into_iter().collect(), None);
        }
        None => {
            action.run(Statement::new(column::alter(address, "DROP EXPRESSION"), locks));
            action.cannot_undo("PostgreSQL cannot make a plain column generated again");
        }
    }
    action.carry(scene, &altered(address, now, next));
    action
}

/// Whether its values are computed for every row at once.
fn is_stored(column: &Column) -> bool {
    column.generated.as_ref().is_some_and(|generated| generated.stored)
}

/// Drops and adds the column, with the constraints, indexes and privileges that go with it.
pub(super) fn rebuild(scene: &Scene<'_>, change: &Change, a: &Column, b: &Column) -> Action {
    let address = &change.address;
    let mut action = Action::new(StepVerb::Alter, Rank::ChangeType, "rebuild", address)
        .titled(format!("Drop and add generated column {}", address.sql()));
    let locks = exclusive(scene, address);
    let mut gone = inherit::goes_with_column(scene, address);
    gone.retain(|part| !scene.is_made_again(part));
    let default_address = address.with_kind(godwit_schema::Kind::Default);
    let default = scene.after.get(&default_address).and_then(as_default);
    action.run(Statement::new(column::drop(address), locks.clone()));
    action.run(
        Statement::new(column::add(address, b, default, NotNullNames::Given), locks.clone())
            .rewriting(is_stored(b)),
    );
    for sql in column::extras(address, b) {
        action.run(Statement::new(sql, locks.clone()));
    }
    for sql in column::storage(address, &b.data_type, &Storage::default(), &b.storage) {
        action.run(Statement::new(sql, locks.clone()));
    }
    if b.comment.is_some() {
        action.run(comment_statement(scene, address, b.comment.as_deref()));
    }
    for sql in access::wanted(scene, address) {
        action.run(Statement::new(sql, Vec::new()));
    }
    // What is an heir's own of the column went with it, too.
    for heir in heirs::mere_heirs(scene, address) {
        let Some(own) = scene.after.get(&heir).and_then(as_column) else { continue };
        for sql in column::storage(&heir, &own.data_type, &Storage::default(), &own.storage) {
            action.run(Statement::new(sql, locks.clone()));
        }
        if own.comment.is_some() {
            action.run(comment_statement(scene, &heir, own.comment.as_deref()));
        }
        for sql in access::wanted(scene, &heir) {
            action.run(Statement::new(sql, Vec::new()));
        }
    }
    for part in &gone {
        // What changes by itself is dropped before or made after.
        if scene.changes(part).is_empty()
            && let Some(object) = scene.after.get(part)
        {
            constraint::add_part(scene, &mut action, part, object);
        }
    }
    let mut undo = vec![column::drop(address)];
    undo.extend(add_again(scene.renamed, address, a, &gone));
    undo.extend(access::definitions(scene.renamed, address));
    let loses = a.generated.is_none().then(|| format!("the values of {}", address.sql()));
    action.undo(undo, loses);
    action.carry(scene, change);
    action.after.extend(column_type::types_below(scene, address));
    action.after.extend(column_type::computed_from(scene, address));
    for key in inbound(scene, address) {
        action.after.insert(format!("drop {key}"));
        action.after.extend(key.owner_table().map(|table| format!("drop {table}")));
    }
    for change in scene.changes(&default_address) {
        action.carry(scene, change);
    }
    let catalogs = [scene.renamed, scene.after];
    let access: BTreeSet<Address> =
        catalogs.into_iter().flat_map(|catalog| access_of(catalog, address)).collect();
    action.changes.extend(access.iter().flat_map(|part| scene.changes(part)).copied().cloned());
    action
}
