use godwit_diff::Verb;
use godwit_schema::{Address, Class, Column, Object, fact::Question};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::{
    action::{Action, base_type, exchanged_columns},
    retype::judge,
    scene::Scene,
};

/// A change of type that succeeds and yet keeps less than there was.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for (address, a, b) in retyped(look.scene(), action) {
        if a.data_type.text == b.data_type.text || a.generated.is_some() || b.generated.is_some() {
            continue;
        }
        let Some(lossy) = judge(address.name(), &a, &b).lossy else { continue };
        let question = Question::Values { column: look.now(&address) };
        let values = look.ask(&question);
        if is_none(&values) {
            continue;
        }
        found.push(
            Hazard::new("type-change-loses", Severity::Danger, &address)
                .meaning(format!(
                    "{} of {} go from {} to {}: {lossy}",
                    counted(&values, "value", "values"),
                    address.sql(),
                    a.data_type,
                    b.data_type
                ))
                .advice("Keep a verified backup, or add a second column and compare first"),
        );
    }
    found
}

/// Columns with another type afterwards; of those of a domain that is made anew, with the types below it.
fn retyped(scene: &Scene<'_>, action: &Action) -> Vec<(Address, Column, Column)> {
    let mut found = Vec::new();
    for change in &action.changes {
        let Verb::Alter { before, after } = &change.verb else { continue };
        match (&**before, &**after) {
            (Object::Column(a), Object::Column(b)) => {
                found.push((change.address.clone(), a.clone(), b.clone()));
            }
            (Object::Definition(a), Object::Definition(_))
                if a.class == Class::Domain && action.is_made_again() =>
            {
                for (column, present) in exchanged_columns(scene, &change.address) {
                    let below = |catalog| Column {
                        data_type: base_type(catalog, &present.data_type),
                        ..present.clone()
                    };
                    found.push((column, below(scene.renamed), below(scene.after)));
                }
            }
            _ => {}
        }
    }
    found
}
