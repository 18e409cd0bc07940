use godwit_schema::{Address, Catalog, Class, Kind, Object};

use super::{Action, Rank, made_again::drop_former_key};
use crate::{
    lock::LockMode,
    plan::{Statement, StepVerb},
    render::table::alter,
    scene::Scene,
};

/// Lets typed tables go while attributes of their type change, and gives them back to it afterwards.
///
/// PostgreSQL changes neither such a type without CASCADE, which would do to the tables' columns
/// whatever it does to the attributes, nor the columns of a typed table by themselves (`ALTER TYPE`,
/// `ALTER TABLE`). Let go, the columns change by statements of their own, with their own hazards; given
/// back, PostgreSQL looks whether both are alike. A type that is exchanged for one of its name lets them go
/// too, before the former one is dropped.
pub(super) fn settle(scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let changed: Vec<(String, String)> = actions
        .iter()
        .filter(|action| changes_attributes(action) || is_exchange(action, actions))
        .map(|action| (action.key.clone(), action.address.sql()))
        .collect();
    if changed.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for (address, _) in scene.renamed.objects_of(|kind| kind == Kind::Table) {
        let Some(of) = type_of(scene.renamed, address) else { continue };
        if type_of(scene.after, address) != Some(of) {
            continue;
        }
        let Some((key, _)) = changed.iter().find(|(_, name)| name == of) else { continue };
        found.extend(around(scene, address, of, key, actions));
    }
    actions.extend(found);
}

fn changes_attributes(action: &Action) -> bool {
    action.address.kind() == Kind::Defined(Class::CompositeType)
        && action.statements.iter().any(|statement| {
            statement.sql.starts_with("ALTER TYPE ") && statement.sql.contains(" ATTRIBUTE ")
        })
}

/// Whether it makes a composite type beside the former one, which another action drops.
fn is_exchange(action: &Action, actions: &[Action]) -> bool {
    let former = drop_former_key(&action.address);
    action.address.kind() == Kind::Defined(Class::CompositeType)
        && action.is_made_again()
        && actions.iter().any(|other| other.key == former)
}

/// The type that a typed table is of.
pub(super) fn type_of<'a>(catalog: &'a Catalog, table: &Address) -> Option<&'a str> {
    match catalog.get(table) {
        Some(Object::Table(found)) => found.of_type.as_deref(),
        _ => None,
    }
}

/// What comes before and after everything that changes the type or a column of the table. The type and
/// the columns change together or not at all.
fn around(
    scene: &Scene<'_>,
    table: &Address,
    of: &str,
    changing: &str,
    actions: &mut [Action],
) -> [Action; 2] {
    let action = |rank: Rank, phrase: &str, does: String, undoes: String| {
        let mut action = Action::new(StepVerb::Alter, rank, phrase, table);
        let locks = scene.lock(table, LockMode::AccessExclusive);
        action.run(Statement::new(alter(table, &does), locks));
        action.undo(vec![alter(table, &undoes)], None);
        action
    };
    let (gone, given) = ("NOT OF".to_owned(), format!("OF {of}"));
    let mut before =
        action(Rank::DropDependents, "let go of the type of rows of", gone.clone(), given.clone());
    let mut after = action(Rank::MakeAgain, "give back the type of rows of", given, gone);
    let is_concerned = |action: &Action| {
        action.key == changing
            || action.changes.iter().any(|change| {
                change.address.kind() == Kind::Column
                    && change.address.owner_table().as_ref() == Some(table)
            })
    };
    for action in actions.iter_mut().filter(|action| is_concerned(action)) {
        action.after.insert(before.key.clone());
        action.together.extend([after.key.clone(), changing.to_owned()]);
        after.after.insert(action.key.clone());
        before.together.insert(action.key.clone());
    }
    let former = actions.iter_mut().find(|action| {
        action.address.sql() == of && action.key == drop_former_key(&action.address)
    });
    if let Some(former) = former {
        former.after.insert(before.key.clone());
        former.together.insert(before.key.clone());
    }
    after.after.insert(before.key.clone());
    before.together.insert(after.key.clone());
    [before, after]
}
