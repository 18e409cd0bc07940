use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::{Change, Verb, moment};
use godwit_schema::{Address, Class, ConstraintKind, Kind, Object, quote::quote_ident};

use super::{Action, Rank, heirs::above, name_tokens};
use crate::{
    lock::{Lock, LockMode},
    plan::{Statement, StepVerb},
    scene::Scene,
};

/// One action for each rename; renames that swap names go through a name for the moment, together.
/// PostgreSQL carries those of columns and checks down to heirs.
pub(super) fn actions(scene: &Scene<'_>, changes: &[Change]) -> Vec<Action> {
    let (handed_down, own): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| is_handed_down(scene, change));
    let renames: BTreeMap<Address, (&Address, &Change)> = own
        .into_iter()
        .filter_map(|change| match &change.verb {
            // In the namespace and table that are wanted: those are renamed first.
            Verb::Rename { from } => Some((scene.renaming.carried(from), (from, change))),
            _ => None,
        })
        .collect();
    let mut done: BTreeSet<&Address> = BTreeSet::new();
    let mut found = Vec::new();
    for (start, (_, change)) in &renames {
        if done.contains(start) {
            continue;
        }
        let circle = circle(&renames, start);
        if circle.is_empty() {
            found.push(single(scene, start, change));
            done.insert(start);
        } else {
            found.push(swap(scene, &circle, &renames));
            done.extend(circle);
        }
    }
    for change in handed_down {
        carry_down(scene, &mut found, change);
    }
    found
}

/// Whether a parent's column or check is renamed likewise.
pub(crate) fn is_handed_down(scene: &Scene<'_>, change: &Change) -> bool {
    let Verb::Rename { from } = &change.verb else { return false };
    let goes_down = match scene.renamed.get(&change.address) {
        Some(Object::Column(_)) => true,
        // The indexes of keys have names of their own.
        Some(Object::Constraint(found)) => matches!(found.kind, ConstraintKind::Check { .. }),
        _ => false,
    };
    goes_down
        && above(scene, &change.address).iter().any(|parent| {
            scene.changes(parent).iter().any(|other| {
                matches!(&other.verb, Verb::Rename { from: other } if other.name() == from.name())
            })
        })
}

fn carry_down(scene: &Scene<'_>, actions: &mut [Action], change: &Change) {
    let Verb::Rename { from } = &change.verb else { return };
    let above = above(scene, &change.address);
    let is_that = |action: &&mut Action| {
        action.changes.iter().any(|other| {
            matches!(&other.verb, Verb::Rename { from: other } if other.name() == from.name())
                && above.contains(&other.address)
        })
    };
    let Some(action) = actions.iter_mut().find(is_that) else { return };
    let standing = scene.renaming.carried(from);
    for statement in &mut action.statements {
        let locks = locks(&standing).into_iter().filter(|lock| !statement.locks.contains(lock));
        statement.locks.extend(locks.collect::<Vec<_>>());
    }
    action.frees.insert(format!("address {standing}"));
    action.takes.insert(format!("address {}", change.address));
    action.carry(scene, change);
}

/// The renames that lead back to `start`, in that order; empty when they do not.
fn circle<'a>(
    renames: &'a BTreeMap<Address, (&Address, &'a Change)>,
    start: &'a Address,
) -> Vec<&'a Address> {
    let mut found = vec![start];
    let mut at = start;
    while let Some((_, change)) = renames.get(at) {
        let Some((next, _)) = renames.get_key_value(&change.address) else { return Vec::new() };
        if next == start {
            return found;
        }
        if found.contains(&next) {
            return Vec::new();
        }
        found.push(next);
        at = next;
    }
    Vec::new()
}

fn single(scene: &Scene<'_>, standing: &Address, change: &Change) -> Action {
    let to = &change.address;
    let mut action = Action::new(StepVerb::Rename, Rank::Rename, "rename", to);
    action.title =
        format!("Rename {} {} to {}", to.kind().noun(), standing.sql(), shown(standing, to));
    for sql in move_sql(standing, to) {
        action.run(Statement::new(sql, locks(standing)));
    }
    action.undo(move_sql(to, standing), None);
    action.frees.insert(format!("address {standing}"));
    action.takes.insert(format!("address {to}"));
    // Its name is taken over: without its drop it would keep one that nobody gave it.
    let gone = [Some(to.clone()), to.owner_table()].into_iter().flatten();
    let gone = gone.filter(|gone| scene.drop_of(gone).is_some()).last();
    // The inner sequence of an identity column keeps its name.
    if let Some(object) = scene.renamed.get(to).filter(|_| to.kind() != Kind::Column) {
        action.frees.extend(name_tokens(standing, object));
        // The name for the moment is free, and free again when it is dropped.
        if gone.is_none() {
            action.takes.extend(name_tokens(to, object));
        }
    }
    if let Some(gone) = gone {
        let noun = to.kind().noun();
        action.title = format!("Set {noun} {} aside as {}", standing.sql(), shown(standing, to));
        action.together.insert(format!("drop {gone}"));
    }
    action.carry(scene, change);
    action.consumes.extend([to, standing].into_iter().filter_map(namespace_of));
    action
}

fn swap(
    scene: &Scene<'_>,
    circle: &[&Address],
    renames: &BTreeMap<Address, (&Address, &Change)>,
) -> Action {
    let first = circle[0];
    let mut action = Action::new(StepVerb::Rename, Rank::Rename, "rename", first);
    let moment = moment(first);
    let names: Vec<String> = circle.iter().map(|address| address.sql()).collect();
    action.title = format!("Swap the names of {}", names.join(", "));
    let mut undo = move_sql(&moment, first);
    for sql in move_sql(first, &moment) {
        action.run(Statement::new(sql, locks(first)));
    }
    // Each takes the name that the next one has just left, from the end of the circle on.
    for address in circle[1..].iter().rev() {
        if let Some((_, change)) = renames.get(*address) {
            for sql in move_sql(address, &change.address) {
                action.run(Statement::new(sql, locks(address)));
            }
            undo.splice(0..0, move_sql(&change.address, address));
        }
    }
    if let Some((_, change)) = renames.get(first) {
        for sql in move_sql(&moment, &change.address) {
            action.run(Statement::new(sql, locks(first)));
        }
        undo.splice(0..0, move_sql(&change.address, &moment));
    }
    action.undo(undo, None);
    for address in circle {
        if let Some((_, change)) = renames.get(*address) {
            action.carry(scene, change);
        }
    }
    action
}

fn shown(from: &Address, to: &Address) -> String {
    let in_place = to.kind() == Kind::Namespace || from.namespace_name() == to.namespace_name();
    if in_place { quote_ident(to.base_name()) } else { to.sql() }
}

/// The namespace that holds an object; parts of tables are held by those.
pub(super) fn namespace_of(address: &Address) -> Option<Address> {
    address.stands_in_namespace().then(|| Address::namespace(address.namespace_name()))
}

/// Moves into the namespace first, then takes the name.
pub(super) fn move_sql(from: &Address, to: &Address) -> Vec<String> {
    let name = quote_ident(to.base_name());
    let table = to.owner_table().map(|table| table.sql()).unwrap_or_default();
    let what = match to.kind() {
        Kind::Table => "TABLE",
        Kind::Enum => "TYPE",
        Kind::Sequence => "SEQUENCE",
        Kind::Index => return vec![format!("ALTER INDEX {} RENAME TO {name}", from.sql())],
        Kind::Column | Kind::Default => {
            let before = quote_ident(from.name());
            return vec![format!("ALTER TABLE {table} RENAME COLUMN {before} TO {name}")];
        }
        Kind::Constraint => {
            let before = quote_ident(from.name());
            return vec![format!("ALTER TABLE {table} RENAME CONSTRAINT {before} TO {name}")];
        }
        Kind::Namespace => return vec![format!("ALTER SCHEMA {} RENAME TO {name}", from.sql())],
        Kind::Defined(Class::View) => "VIEW",
        Kind::Defined(Class::MaterializedView) => "MATERIALIZED VIEW",
        Kind::Defined(Class::ForeignTable) => "FOREIGN TABLE",
        Kind::Defined(Class::Domain) => "DOMAIN",
        Kind::Defined(Class::CompositeType) => "TYPE",
        Kind::Defined(Class::Function) => "FUNCTION",
        Kind::Defined(Class::Procedure) => "PROCEDURE",
        Kind::Defined(Class::Aggregate) => "AGGREGATE",
        // No rename of these is ever confirmed: `godwit_diff::rename` refuses it.
        Kind::Defined(_) | Kind::Owner | Kind::Grant | Kind::DefaultPrivilege => return Vec::new(),
    };
    let mut statements = Vec::new();
    let mut now = from.clone();
    if from.namespace_name() != to.namespace_name() {
        let namespace = quote_ident(to.namespace_name());
        statements.push(format!("ALTER {what} {} SET SCHEMA {namespace}", from.sql()));
        now = from.in_namespace(to.namespace_name());
    }
    if now.name() != to.name() {
        statements.push(format!("ALTER {what} {} RENAME TO {name}", now.sql()));
    }
    statements
}

/// Since PostgreSQL 12 renaming an index only keeps other schema changes away.
fn locks(standing: &Address) -> Vec<Lock> {
    let (mode, relation) = match standing.kind() {
        Kind::Index => (LockMode::ShareUpdateExclusive, standing.sql()),
        Kind::Sequence | Kind::Table => (LockMode::AccessExclusive, standing.sql()),
        Kind::Defined(class) if class.is_relation() => (LockMode::AccessExclusive, standing.sql()),
        Kind::Namespace
        | Kind::Enum
        | Kind::Defined(_)
        | Kind::Owner
        | Kind::Grant
        | Kind::DefaultPrivilege => return Vec::new(),
        Kind::Column | Kind::Default | Kind::Constraint => (
            LockMode::AccessExclusive,
            standing.owner_table().map(|table| table.sql()).unwrap_or_default(),
        ),
    };
    vec![Lock { mode, relation }]
}
