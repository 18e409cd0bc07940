use godwit_diff::{Change, Verb};

use super::{Action, Rank, comment::comment_action};
use crate::{
    plan::{Statement, StepVerb},
    render::{comment::comment, namespace},
    scene::Scene,
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => {
            let mut action =
                Action::new(StepVerb::Create, Rank::CreateNamespace, "create", address);
            action.run(Statement::new(namespace::create(address), Vec::new()));
            if after.comment().is_some() {
                action.run(Statement::new(comment(address, after.comment()), Vec::new()));
            }
            action.undo(vec![namespace::drop(address)], None);
            action.carry(scene, change);
            vec![action]
        }
        Verb::Drop { before } => {
            let mut action = Action::new(StepVerb::Drop, Rank::DropNamespace, "drop", address);
            action.run(Statement::new(namespace::drop(address), Vec::new()));
            let mut undo = vec![namespace::create(address)];
            if before.comment().is_some() {
                undo.push(comment(address, before.comment()));
            }
            action.undo(undo, Some("its owner and privileges".to_owned()));
            action.carry(scene, change);
            vec![action]
        }
        Verb::Alter { before, after } => {
            comment_action(scene, address, before, after, change.clone()).into_iter().collect()
        }
        Verb::Rename { .. } => Vec::new(),
    }
}
