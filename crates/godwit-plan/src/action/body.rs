use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::Verb;
use godwit_schema::{Address, Kind};

use super::{Action, definition::as_definition};
use crate::{
    plan::{Statement, StepVerb},
    scene::Scene,
};

/// Bodies in quotes speak of other objects without a word of it in the catalog (trap: a default, a
/// check or an index that is made calls a helper that is not there yet). So routines come after what
/// is new and named in their text, where that makes no circle.
pub(super) fn order(scene: &Scene<'_>, actions: &mut [Action]) {
    let mut makers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for action in actions.iter() {
        for address in &action.produces {
            let is_named = match address.kind() {
                Kind::Table | Kind::Sequence | Kind::Enum => true,
                Kind::Defined(class) => !class.is_global() && !class.stands_on_relation(),
                _ => false,
            };
            if is_named {
                makers.entry(bare(address)).or_default().push(action.key.clone());
            }
        }
    }
    for action in actions.iter_mut() {
        let texts = action.changes.iter().filter_map(|change| match &change.verb {
            Verb::Create { after } | Verb::Alter { after, .. } => {
                as_definition(after).filter(|found| found.class.is_routine())
            }
            Verb::Drop { .. } | Verb::Rename { .. } => None,
        });
        let mut named: BTreeSet<String> = BTreeSet::new();
        for word in texts.flat_map(|found| words(&found.creation)) {
            named.extend(makers.get(&word).into_iter().flatten().cloned());
        }
        named.remove(&action.key);
        action.better_after.extend(named);
        widen(scene, action);
    }
}

/// The name without namespace and arguments, as it may stand in a text, in lower case.
fn bare(address: &Address) -> String {
    let name = address.name();
    let end = match address.kind() {
        Kind::Defined(class) if class.is_routine() => name.find('(').unwrap_or(name.len()),
        _ => name.len(),
    };
    name[..end].to_lowercase()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| {
        !character.is_alphanumeric() && character != '_' && character != '$'
    })
    .filter(|word| !word.is_empty())
    .map(str::to_lowercase)
}

/// Statements that evaluate functions on rows run with the functions' own namespaces in the search
/// path: a body may find its helpers by it, as it does in the sessions of the application.
fn widen(scene: &Scene<'_>, action: &mut Action) {
    if action.verb == StepVerb::Drop {
        return;
    }
    let namespaces: BTreeSet<&str> = action
        .consumes
        .iter()
        .filter(|needed| matches!(needed.kind(), Kind::Defined(class) if class.is_routine()))
        .filter(|needed| is_quoted(scene, needed))
        .map(Address::namespace_name)
        .collect();
    if namespaces.is_empty() {
        return;
    }
    let names: Vec<String> =
        namespaces.into_iter().map(godwit_schema::quote::quote_ident).collect();
    let wide = format!("SET LOCAL search_path = pg_catalog, {}", names.join(", "));
    let mut statements = Vec::new();
    for statement in std::mem::take(&mut action.statements) {
        if statement.transactional && (statement.scans || statement.rewrites) {
            statements.push(Statement::new(wide.clone(), Vec::new()));
            statements.push(statement);
            let narrow = "SET LOCAL search_path = pg_catalog".to_owned();
            statements.push(Statement::new(narrow, Vec::new()));
        } else {
            statements.push(statement);
        }
    }
    action.statements = statements;
}

/// Whether a routine's body is a text, which finds what it names by the search path.
fn is_quoted(scene: &Scene<'_>, routine: &Address) -> bool {
    let found = scene.after.definition(routine).or_else(|| scene.renamed.definition(routine));
    found.is_some_and(|found| {
        found.creation.contains("$function$") || found.creation.contains("$procedure$")
    }) && !found.is_some_and(|found| found.creation.contains("\n SET search_path TO "))
}
