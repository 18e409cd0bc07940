use godwit_diff::{Change, Verb};

use super::{Action, Rank};
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
    action.statements.extend(run.map(|sql| Statement::new(sql, locks)));
    action.undo(undo.into_iter().collect(), None);
    action.carry(scene, change);
    vec![action]
}
