use godwit_diff::{Change, Verb};
use godwit_schema::{EnumType, Object};

use super::{Action, Rank, comment::comment_action, enum_labels};
use crate::{
    plan::{Statement, StepVerb},
    render::{comment::comment, enum_type},
    scene::Scene,
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => {
            let Object::Enum(found) = &**after else { return Vec::new() };
            let mut action = Action::new(StepVerb::Create, Rank::CreateEnum, "create", address);
            for sql in create(address, found) {
                action.run(Statement::new(sql, Vec::new()));
            }
            action.undo(vec![enum_type::drop(address)], None);
            action.carry(scene, change);
            vec![action]
        }
        Verb::Drop { before } => {
            let Object::Enum(found) = &**before else { return Vec::new() };
            let mut action = Action::new(StepVerb::Drop, Rank::DropEnum, "drop", address);
            action.run(Statement::new(enum_type::drop(address), Vec::new()));
            action.undo(create(address, found), None);
            action.carry(scene, change);
            vec![action]
        }
        Verb::Alter { before, after } => {
            let (Object::Enum(a), Object::Enum(b)) = (&**before, &**after) else {
                return Vec::new();
            };
            let mut found = Vec::new();
            let next = EnumType { labels: b.labels.clone(), ..a.clone() };
            if a.labels != b.labels {
                found.push(enum_labels::action(scene, address, a, &next));
            }
            found.extend(comment_action(
                scene,
                address,
                &Object::Enum(next.clone()),
                after,
                enum_labels::altered(address, &next, b),
            ));
            found
        }
        Verb::Rename { .. } => Vec::new(),
    }
}

/// An enum with its comment.
fn create(address: &godwit_schema::Address, found: &EnumType) -> Vec<String> {
    let mut statements = vec![enum_type::create(address, found)];
    if found.comment.is_some() {
        statements.push(comment(address, found.comment.as_deref()));
    }
    statements
}
