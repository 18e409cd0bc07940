use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Class, Definition, Facet, Kind, Object, quote::quote_literal};

use super::{Action, Rank, access, constraint::part_definition};
use crate::{
    lock::{Lock, LockMode},
    needs::needs,
    plan::{Statement, StepVerb},
    scene::Scene,
};

/// The definition of a change's side.
pub(crate) fn as_definition(object: &Object) -> Option<&Definition> {
    match object {
        Object::Definition(found) => Some(found),
        _ => None,
    }
}

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => {
            let Some(found) = as_definition(after) else { return Vec::new() };
            let mut action = Action::new(StepVerb::Create, rank(found.class), "create", address);
            for sql in whole(found) {
                action.run(Statement::new(sql, locks(scene, address)));
            }
            action.undo(vec![drop(found)], None);
            action.carry(scene, change);
            let late = late(scene, address, None, found, &action.key);
            std::iter::once(action).chain(late).collect()
        }
        Verb::Drop { before } => {
            let Some(found) = as_definition(before) else { return Vec::new() };
            let mut action = Action::new(StepVerb::Drop, Rank::DropDefinition, "drop", address);
            action.run(Statement::new(drop(found), locks(scene, address)));
            let mut undo = whole(found);
            undo.extend(access::definitions(scene.renamed, address));
            action.carry(scene, change);
            // Its triggers and rules, and the indexes of a materialised view, whose names are free then.
            for gone in scene.dependents.goes_with_definition(address) {
                if let Some(object) = scene.renamed.get(&gone)
                    && scene.drop_of(&gone).is_none()
                {
                    action.releases.extend(needs(scene.renamed, &gone, object));
                    action.frees.extend(super::name_tokens(&gone, object));
                    undo.extend(as_definition(object).map(whole).unwrap_or_default());
                    undo.extend(part_definition(&gone, object));
                }
                action.destroys.insert(gone);
            }
            action.undo(undo, None);
            vec![action]
        }
        Verb::Alter { before, after } => {
            let (Some(a), Some(b)) = (as_definition(before), as_definition(after)) else {
                return Vec::new();
            };
            if let Some(bare) = without_dropped(scene, address, a, b) {
                return in_two(scene, address, [a, &bare, b]);
            }
            // What cannot be changed in place is rebuilt: see `rebuild`.
            let (Some(forth), Some(back)) = (in_place(a, b), in_place(b, a).or(Some(Vec::new())))
            else {
                return Vec::new();
            };
            let mut action = Action::new(StepVerb::Alter, rank(b.class), "change", address);
            let late = late(scene, address, Some(a), b, &action.key);
            if forth.is_empty()
                && let Some(mut late) = late
            {
                late.together.clear();
                late.carry(scene, change);
                return vec![late];
            }
            for sql in forth {
                action.run(Statement::new(sql, locks(scene, address)));
            }
            if in_place(b, a).is_some() {
                action.undo(back, None);
            } else {
                let mut undo = vec![drop(b)];
                undo.extend(whole(a));
                undo.extend(access::definitions(scene.renamed, address));
                action.undo(undo, None);
            }
            action.carry(scene, change);
            // What is made of its wanted form comes after. Facets may speak of what is made of it.
            if a.core != b.core {
                action.produces.insert(address.clone());
                action.consumes.remove(address);
            }
            if b.class == Class::CompositeType {
                // Columns of the type hinder it: those that go, go first.
                action.destroys.insert(address.clone());
            }
            std::iter::once(action).chain(late).collect()
        }
        Verb::Rename { .. } => Vec::new(),
    }
}

/// A publication without the tables that are dropped, where it gets other ones: these may have to take
/// the place of the former, which cannot go before.
fn without_dropped(
    scene: &Scene<'_>,
    address: &Address,
    a: &Definition,
    b: &Definition,
) -> Option<Definition> {
    let named = |of: &Definition, facet: &Facet| of.facets.iter().any(|one| one.name == facet.name);
    let kept: Vec<Facet> = a.facets.iter().filter(|one| named(b, one)).cloned().collect();
    let changes = b.class == Class::Publication
        && kept.len() < a.facets.len()
        && b.facets.iter().any(|one| !named(a, one))
        && scene.renamed.needs(address).any(|needed| scene.drop_of(needed).is_some());
    changes.then(|| Definition { facets: kept, ..a.clone() })
}

/// From the first form to the second, and later to the third.
fn in_two(scene: &Scene<'_>, address: &Address, forms: [&Definition; 3]) -> Vec<Action> {
    let step = |from: &Definition, to: &Definition| {
        let [from, to] = [from, to].map(|form| Object::Definition(Box::new(form.clone())));
        actions(scene, &Change::altered(address, from, to))
    };
    let mut found = step(forms[0], forms[1]);
    let mut later = step(forms[1], forms[2]);
    for action in &mut found {
        action.key = format!("take out of {address}");
        action.title =
            format!("Take dropped tables out of {} {}", address.kind().noun(), address.sql());
        // It needs none of what comes in later.
        action.consumes = [address.clone()].into();
        action.together.extend(later.iter().map(|action| action.key.clone()));
    }
    for action in &mut later {
        // That was taken out before.
        action.releases.clear();
        action.after.extend(found.iter().map(|action| action.key.clone()));
    }
    found.extend(later);
    found
}

/// Statements that change one form into the other where it stands; `None` when it must be dropped
/// and made again.
pub(super) fn in_place(a: &Definition, b: &Definition) -> Option<Vec<String>> {
    let mut statements = Vec::new();
    if a.core != b.core {
        if !b.can_replace(a) {
            return None;
        }
        statements.extend(b.replacement_statements());
    }
    statements.extend(b.facet_statements(a)?);
    if a.comment != b.comment {
        statements.push(comment(b));
    }
    Some(statements)
}

/// Statements that make it where nothing stands, its comment included.
pub(super) fn whole(found: &Definition) -> Vec<String> {
    let mut statements = found.creation_statements();
    if found.comment.is_some() {
        statements.push(comment(found));
    }
    statements
}

/// Sets what speaks of objects that are made after the definition, in an action of its own that
/// belongs to the one of the key.
pub(super) fn late(
    scene: &Scene<'_>,
    address: &Address,
    before: Option<&Definition>,
    after: &Definition,
    key: &str,
) -> Option<Action> {
    let forth = after.late_statements(before, |needed| scene.after.get(needed).is_some());
    if forth.is_empty() {
        return None;
    }
    let mut action = Action::new(StepVerb::Alter, Rank::CreateOnTop, "finish", address);
    for sql in forth {
        action.run(Statement::new(sql, locks(scene, address)));
    }
    let back = before.map(|before| {
        before.late_statements(Some(after), |needed| scene.renamed.get(needed).is_some())
    });
    action.undo(back.unwrap_or_default(), None);
    action.consumes.insert(address.clone());
    action.consumes.extend(after.facets.iter().flat_map(|facet| facet.late.iter().cloned()));
    action.together.insert(key.to_owned());
    action.after.insert(key.to_owned());
    Some(action)
}

/// `DROP`, without `CASCADE` always.
pub(super) fn drop(found: &Definition) -> String {
    format!("DROP {}", found.target)
}

fn comment(found: &Definition) -> String {
    let text = found.comment.as_deref().map_or_else(|| "NULL".to_owned(), quote_literal);
    format!("COMMENT ON {} IS {text}", found.target)
}

/// Locks on the present relation that it is, or stands on.
pub(super) fn locks(scene: &Scene<'_>, address: &Address) -> Vec<Lock> {
    let Kind::Defined(class) = address.kind() else { return Vec::new() };
    match class {
        Class::Trigger => on_table(scene, address, LockMode::ShareRowExclusive),
        Class::Rule | Class::Policy => on_table(scene, address, LockMode::AccessExclusive),
        class if class.is_relation() && scene.is_present(address) => {
            vec![Lock { mode: LockMode::AccessExclusive, relation: address.sql() }]
        }
        _ => Vec::new(),
    }
}

fn on_table(scene: &Scene<'_>, address: &Address, mode: LockMode) -> Vec<Lock> {
    address.owner_table().map(|table| scene.lock(&table, mode)).unwrap_or_default()
}

/// Where something new stands among what it does not need.
pub(super) fn rank(class: Class) -> Rank {
    match class {
        Class::Extension
        | Class::Language
        | Class::AccessMethod
        | Class::ForeignDataWrapper
        | Class::Server
        | Class::UserMapping
        | Class::Collation
        | Class::Domain
        | Class::CompositeType
        | Class::RangeType
        | Class::BaseType
        | Class::TextSearchParser
        | Class::TextSearchTemplate
        | Class::TextSearchDictionary
        | Class::TextSearchConfiguration => Rank::CreateType,
        // Bodies in quotes may speak of tables without a word of it in the catalog.
        Class::Function
        | Class::Procedure
        | Class::Aggregate
        | Class::Conversion
        | Class::Operator
        | Class::OperatorFamily
        | Class::OperatorClass
        | Class::Cast
        | Class::Transform => Rank::CreateRoutine,
        Class::ForeignTable | Class::View | Class::MaterializedView => Rank::CreateView,
        Class::Trigger
        | Class::Rule
        | Class::Policy
        | Class::Statistics
        | Class::Publication
        | Class::EventTrigger => Rank::CreateOnTop,
    }
}
