use godwit_diff::Verb;
use godwit_schema::{Column, Kind, Object};

use crate::{
    action::Action,
    hazard::Look,
    plan::{Reversal, StepVerb},
};

/// The action's reversal, or the reason that there is none for these rows: a column that is NOT
/// NULL without a default cannot be added to rows that have no value for it.
pub(crate) fn honest(look: &mut Look<'_>, action: &Action) -> Reversal {
    if action.verb != StepVerb::Drop || action.address.kind() != Kind::Column {
        return action.reversal.clone();
    }
    let must_have_value = action.changes.iter().any(|change| match &change.verb {
        Verb::Drop { before } => matches!(
            &**before,
            Object::Column(Column { not_null: true, identity: None, generated: None, .. })
        ),
        Verb::Create { .. } | Verb::Alter { .. } | Verb::Rename { .. } => false,
    });
    let default = action.address.with_kind(Kind::Default);
    if !must_have_value || look.scene().renamed.get(&default).is_some() {
        return action.reversal.clone();
    }
    let Some(table) = action.address.owner_table() else { return action.reversal.clone() };
    match look.rows(&table) {
        godwit_schema::fact::Fact::Exact { count: 0 } => action.reversal.clone(),
        _ => Reversal::Impossible {
            reason: format!(
                "{} is NOT NULL without a default, and its values are gone for the rows there are",
                action.address.sql()
            ),
        },
    }
}
