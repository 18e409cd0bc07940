//! Comments on objects.

use godwit_diff::Change;
use godwit_schema::{Address, Kind, Object};

use super::{Action, Rank};
use crate::{
    lock::{Lock, LockMode},
    plan::{Statement, StepVerb},
    render::comment::comment,
    scene::Scene,
};

/// `COMMENT ON`. On a table or column it keeps other schema changes away; on a constraint it takes
/// no such lock.
pub(super) fn comment_statement(
    scene: &Scene<'_>,
    address: &Address,
    text: Option<&str>,
) -> Statement {
    let locks = match address.kind() {
        Kind::Table | Kind::Column => address
            .owner_table()
            .map(|table| scene.lock(&table, LockMode::ShareUpdateExclusive))
            .unwrap_or_default(),
        Kind::Sequence if scene.is_present(address) => {
            vec![Lock { mode: LockMode::ShareUpdateExclusive, relation: address.sql() }]
        }
        Kind::Index if scene.is_present(address) => {
            vec![Lock { mode: LockMode::ShareUpdateExclusive, relation: address.sql() }]
        }
        Kind::Namespace
        | Kind::Enum
        | Kind::Sequence
        | Kind::Default
        | Kind::Constraint
        | Kind::Index
        | Kind::Defined(_)
        | Kind::Owner
        | Kind::Grant
        | Kind::DefaultPrivilege => Vec::new(),
    };
    Statement::new(comment(address, text), locks)
}

/// The action that changes nothing but a comment.
pub(super) fn comment_action(
    scene: &Scene<'_>,
    address: &Address,
    before: &Object,
    after: &Object,
    change: Change,
) -> Option<Action> {
    if before.comment() == after.comment() {
        return None;
    }
    let mut action = Action::new(StepVerb::Alter, Rank::Comment, "comment on", address);
    action.run(comment_statement(scene, address, after.comment()));
    action.undo(vec![comment(address, before.comment())], None);
    action.carry(scene, &change);
    Some(action)
}
