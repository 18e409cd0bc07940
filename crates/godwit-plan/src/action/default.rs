use godwit_diff::{Change, Verb};

use godwit_schema::{Address, Catalog, Kind};

use super::{Action, Rank, heirs, inherit};
use crate::{
    lock::LockMode,
    plan::{Statement, StepVerb},
    render::column,
    scene::{Scene, as_default, column_of},
};

/// The place that a default and an identity share.
pub(super) fn place(column: &godwit_schema::Address) -> String {
    format!("default {column}")
}

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = column_of(&change.address);
    let locks = address
        .owner_table()
        .map(|table| scene.lock(&table, LockMode::AccessExclusive))
        .unwrap_or_default();
    let set = |side: &godwit_schema::Object| {
        as_default(side).map(|default| column::set_default(&address, default))
    };
    let (mut action, run, undo) = match &change.verb {
        Verb::Create { after } => {
            let mut action =
                Action::new(StepVerb::Alter, Rank::SetDefault, "set default of", &address);
            action.takes.insert(place(&address));
            (action, set(after), Some(column::drop_default(&address)))
        }
        Verb::Alter { before, after } => {
            let action = Action::new(StepVerb::Alter, Rank::SetDefault, "set default of", &address);
            (action, set(after), set(before))
        }
        Verb::Drop { before } => {
            let mut action =
                Action::new(StepVerb::Alter, Rank::DropDefault, "drop default of", &address);
            action.frees.insert(place(&address));
            (action, Some(column::drop_default(&address)), set(before))
        }
        Verb::Rename { .. } => return Vec::new(),
    };
    let mut undo: Vec<String> = undo.into_iter().collect();
    action.statements.extend(run.map(|sql| Statement::new(sql, locks.clone())));
    for heir in overwritten(scene, &address) {
        action.run(Statement::new(said(scene.after, &heir), locks.clone()));
        undo.push(said(scene.renamed, &heir));
    }
    action.undo(undo, None);
    let above = heirs::origins(scene, &change.address);
    for above in above.iter().filter(|part| !scene.changes(part).is_empty()).map(column_of) {
        action
            .after
            .extend([format!("set default of {above}"), format!("drop default of {above}")]);
    }
    action.carry(scene, change);
    vec![action]
}

/// Columns that have another default than the parent's, which goes down to every table that inherits:
/// theirs is said again, parents first, and that of those below them which follow the parent.
fn overwritten(scene: &Scene<'_>, column: &Address) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    for heir in heirs::heirs(scene, column) {
        let Some(table) = heir.owner_table() else { continue };
        if !scene.changes(&heir).is_empty() || scene.drop_of(&table).is_some() {
            continue;
        }
        let changes = scene.changes(&heir.with_kind(Kind::Default));
        let follows = changes.iter().any(|change| inherit::is_carried_along(scene, change));
        let below = || found.iter().any(|above| heirs::heirs(scene, above).contains(&heir));
        if changes.is_empty() || follows && below() {
            found.push(heir);
        }
    }
    found
}

fn said(catalog: &Catalog, column: &Address) -> String {
    match catalog.column_default(&column.with_kind(Kind::Default)) {
        Some(default) => column::set_default(column, default),
        None => column::drop_default(column),
    }
}
