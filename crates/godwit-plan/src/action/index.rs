use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Index, Object};

use super::{
    Action, Rank,
    comment::comment_statement,
    constraint::{add_part, attach, part_definition},
    index_settings,
    partition_index::{self, follow_parent, gone_with_parent},
    relied_on::{around, with_foreign_keys},
    table_settings::named_again,
};
use crate::{
    lock::LockMode,
    needs::index_texts,
    plan::{Statement, StepVerb},
    render::{comment::comment, index},
    scene::Scene,
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    let table = address.owner_table().unwrap_or_else(|| address.clone());
    let on = |verb: &str| format!("{verb} index {} on {}", address.name(), table.sql());
    match &change.verb {
        Verb::Create { after } => {
            let Object::Index(found) = &**after else { return Vec::new() };
            let mut action =
                Action::new(StepVerb::Create, rank(scene, Rank::CreateIndex), "create", address)
                    .titled(on("Create"));
            create(scene, &mut action, address, found);
            let undo = around(scene, address, after, vec![index::drop(address, false)]);
            action.undo(undo, None);
            action.carry(scene, change);
            action.consumes.extend(scene.unshared.awaited_by(address));
            action.after.extend(partition_index::joined_before(scene, address, after));
            vec![action]
        }
        Verb::Drop { before } => {
            let Object::Index(found) = &**before else { return Vec::new() };
            let mut action =
                Action::new(StepVerb::Drop, rank(scene, Rank::DropIndex), "drop", address)
                    .titled(on("Drop"));
            let drop = drop(scene, address, &table);
            with_foreign_keys(scene, &mut action, address, before, |action| action.run(drop));
            let undo = definition(address, found);
            action.undo(undo, None);
            action.carry(scene, change);
            action.after.extend(partition_index::left_with(scene, address, before));
            vec![action]
        }
        Verb::Alter { before, after } => {
            let (Object::Index(a), Object::Index(b)) = (&**before, &**after) else {
                return Vec::new();
            };
            let gone = gone_with_parent(scene, address, a.parent.as_ref());
            if a.changes_in_place(b) && gone.is_none() {
                return index_settings::actions(scene, address, a, b);
            }
            let phrase = if a.valid { "change" } else { "rebuild" };
            let mut action =
                Action::new(StepVerb::Alter, rank(scene, Rank::CreateIndex), phrase, address)
                    .titled(on(if a.valid { "Change" } else { "Rebuild invalid" }));
            let drop = drop(scene, address, &table);
            let taken_along = partition_index::taken_along(scene, address, before);
            with_foreign_keys(scene, &mut action, address, before, |action| {
                if gone.is_none() {
                    action.run(drop);
                }
                create(scene, action, address, b);
                for sql in named_again(scene, address) {
                    let locks = scene.lock(&table, LockMode::AccessExclusive);
                    action.run(Statement::new(sql, locks));
                }
                for (part, object) in &taken_along {
                    add_part(scene, action, part, object);
                }
            });
            if a.valid {
                let mut undo = vec![index::drop(address, false)];
                undo.extend(definition(address, a));
                undo.extend(
                    taken_along.iter().flat_map(|(at, object)| part_definition(at, object)),
                );
                action.undo(around(scene, address, before, undo), None);
            } else {
                action.cannot_undo("nobody wants the index to be invalid again");
            }
            action.carry(scene, change);
            follow_parent(&mut action, gone, a.parent.as_ref());
            action.destroys.insert(address.clone());
            action.produces.insert(address.clone());
            action.consumes.remove(address);
            vec![action]
        }
        Verb::Rename { .. } => Vec::new(),
    }
}

fn rank(scene: &Scene<'_>, rank: Rank) -> Rank {
    if scene.policy.online { Rank::Concurrent } else { rank }
}

/// An index with its comment.
pub(super) fn definition(address: &Address, found: &Index) -> Vec<String> {
    let mut statements = vec![index::create(address, found, false)];
    statements.extend(partition_index::attach(address, &Object::Index(found.clone())));
    statements.extend(index::sample(address, &[], &found.statistics));
    if found.comment.is_some() {
        statements.push(comment(address, found.comment.as_deref()));
    }
    statements
}

fn create(scene: &Scene<'_>, action: &mut Action, address: &Address, found: &Index) {
    let table = address.owner_table().unwrap_or_else(|| address.clone());
    // PostgreSQL builds no index of a partitioned table concurrently; made with ONLY it builds nothing.
    // Nor can a search path be set for a statement that stands alone.
    let sought =
        scene.after.sought().any(|(text, _)| index_texts(found).into_iter().any(|own| own == text));
    if !scene.policy.online || !scene.is_present(&table) || found.only || sought {
        create_now(scene, action, address, found);
        return;
    }
    let locks = scene.lock(&table, LockMode::ShareUpdateExclusive);
    let sql = index::create(address, found, true);
    let clean_up = index::clean_up(address);
    action.run(Statement::new(sql, locks).scanning(true).alone(Some(clean_up)));
    follow(scene, action, address, found);
}

/// What is said of an index once it is built.
fn follow(scene: &Scene<'_>, action: &mut Action, address: &Address, found: &Index) {
    attach(scene, action, address, &Object::Index(found.clone()));
    for sql in index::sample(address, &[], &found.statistics) {
        action.run(index_settings::statement(scene, address, sql));
    }
    if found.comment.is_some() {
        action.run(comment_statement(scene, address, found.comment.as_deref()));
    }
}

/// Builds an index inside the transaction, which keeps writers out.
pub(super) fn create_now(scene: &Scene<'_>, action: &mut Action, address: &Address, found: &Index) {
    let table = address.owner_table().unwrap_or_else(|| address.clone());
    let sql = index::create(address, found, false);
    let locks = scene.lock(&table, LockMode::Share);
    action.run(Statement::new(sql, locks).scanning(!found.only));
    follow(scene, action, address, found);
}

fn drop(scene: &Scene<'_>, address: &Address, table: &Address) -> Statement {
    if scene.policy.online {
        let locks = scene.lock(table, LockMode::ShareUpdateExclusive);
        // A concurrent drop that fails leaves the index invalid; the same command finishes it.
        Statement::new(index::drop(address, true), locks).alone(Some(index::clean_up(address)))
    } else {
        let locks = scene.lock(table, LockMode::AccessExclusive);
        Statement::new(index::drop(address, false), locks)
    }
}
