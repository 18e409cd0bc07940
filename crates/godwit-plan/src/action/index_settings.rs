//! What changes about an index where it stands: its tablespace, its storage parameters, how its keys are
//! sampled, its comment.

use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::Change;
use godwit_schema::{Address, Index, KeyStatistics, Kind, Object};

use super::{Action, Rank, comment::comment_action};
use crate::{
    lock::{Lock, LockMode},
    plan::{Reversal, Statement, StepVerb},
    render::index,
    scene::Scene,
};

/// Phrase of the action that says how keys are sampled.
const SAMPLE: &str = "sample keys of";

/// Moves an index and says how its keys are sampled, where it stands.
pub(super) fn actions(scene: &Scene<'_>, address: &Address, a: &Index, b: &Index) -> Vec<Action> {
    let mut found = Vec::new();
    let mut now = a.clone();
    let mut go = |now: &mut Index, next: Index, phrase: &str, forth: Vec<String>, back| {
        let mut action = Action::new(StepVerb::Alter, Rank::Comment, phrase, address);
        for sql in forth {
            action.run(statement(scene, address, sql));
        }
        action.undo(back, None);
        action.carry(scene, &altered(address, now, &next));
        found.push(action);
        *now = next;
    };
    if a.tablespace != b.tablespace {
        let to = |index: &Index| vec![index::relocate(address, index.tablespace.as_deref())];
        let next = Index { tablespace: b.tablespace.clone(), ..now.clone() };
        go(&mut now, next, "move", to(b), to(a));
    }
    if a.options != b.options {
        let to = |from: &Index, to: &Index| index::set(address, &from.options, &to.options);
        let next = Index { options: b.options.clone(), ..now.clone() };
        go(&mut now, next, "set parameters of", to(a, b), to(b, a));
    }
    if a.statistics != b.statistics {
        let to =
            |from: &Index, to: &Index| index::sample(address, &from.statistics, &to.statistics);
        let next = Index { statistics: b.statistics.clone(), ..now.clone() };
        go(&mut now, next, SAMPLE, to(a, b), to(b, a));
    }
    let (before, after) = (Object::Index(now.clone()), Object::Index(b.clone()));
    found.extend(comment_action(scene, address, &before, &after, altered(address, &now, b)));
    found
}

fn altered(address: &Address, before: &Index, after: &Index) -> Change {
    Change::altered(address, Object::Index(before.clone()), Object::Index(after.clone()))
}

/// A statement about the index of an index or key that stands; moving writes it anew while nobody can
/// use it.
pub(super) fn statement(scene: &Scene<'_>, address: &Address, sql: String) -> Statement {
    let table = address.owner_table().unwrap_or_else(|| address.clone());
    let moves = sql.contains(" SET TABLESPACE ");
    if !moves {
        return Statement::new(sql, scene.lock(&table, LockMode::ShareUpdateExclusive));
    }
    let lock =
        Lock { mode: LockMode::AccessExclusive, relation: address.with_kind(Kind::Index).sql() };
    let locks = if scene.is_present(address) { vec![lock] } else { Vec::new() };
    Statement::new(sql, locks).rewriting(true)
}

/// Says again how the keys of indexes are sampled that PostgreSQL builds anew when a column changes its
/// type, which forgets it.
pub(super) fn sample_again(scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let mut built_anew: BTreeMap<Address, Vec<usize>> = BTreeMap::new();
    for (at, action) in actions.iter().enumerate().filter(|(_, one)| one.rank == Rank::ChangeType) {
        for index in over_retyped(scene, action) {
            built_anew.entry(index).or_default().push(at);
        }
    }
    let mut again = Vec::new();
    for (address, retyping) in built_anew {
        let sides = [scene.renamed, scene.after].map(|side| side.get(&address).and_then(targets));
        let [Some(before), Some(after)] = sides else { continue };
        if before.is_empty() && after.is_empty()
            || actions.iter().any(|action| action.destroys.contains(&address))
        {
            continue;
        }
        let at = address.with_kind(Kind::Index);
        let mut action = Action::new(StepVerb::Alter, Rank::Comment, "sample again", &address);
        for retyping in retyping {
            let retyping = &mut actions[retyping];
            action.after.insert(retyping.key.clone());
            action.together.insert(retyping.key.clone());
            if let Reversal::Statements { statements, .. } = &mut retyping.reversal {
                statements.extend(index::sample(&at, &[], before));
            }
        }
        action.after.insert(format!("{SAMPLE} {address}"));
        action.after.insert(format!("change index of {address}"));
        for sql in index::sample(&at, &[], after) {
            action.run(statement(scene, &address, sql));
        }
        action.undo(Vec::new(), None);
        again.push(action);
    }
    actions.extend(again);
}

fn targets(object: &Object) -> Option<&[KeyStatistics]> {
    match object {
        Object::Index(found) => Some(&found.statistics),
        Object::Constraint(found) => Some(&found.index.statistics),
        _ => None,
    }
}

/// What may be an index over a column whose type an action changes: the parts of its tables, and what
/// needs its columns.
fn over_retyped(scene: &Scene<'_>, action: &Action) -> BTreeSet<Address> {
    let parts = action.tables.iter().flat_map(|table| scene.renamed.parts(table));
    let columns = action.changes.iter().map(|change| &change.address);
    let edges = columns.flat_map(|column| scene.dependents.edges(column));
    parts.map(|(part, _)| part).chain(edges).cloned().collect()
}
