//! Names that something new takes before what has them can go.
//!
//! A new table may have to be there before a former one is dropped, as where a publication goes over
//! from one to the other, and have an index of the same name. The former's index then takes a name for
//! the moment.

use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::moment;
use godwit_schema::{Address, Kind};

use super::{Action, Rank, name_tokens, rename::move_sql};
use crate::{
    lock::{Lock, LockMode},
    order::Graph,
    plan::{Statement, StepVerb},
    scene::Scene,
};

/// Indexes and keys of dropped tables whose names are wanted, in a circle, before their tables go; each
/// with its name for the moment.
pub(crate) fn wanted_early(
    scene: &Scene<'_>,
    actions: &[Action],
    graph: &Graph,
) -> BTreeMap<Address, Address> {
    let circles: BTreeSet<usize> = graph.circles();
    let taken: BTreeSet<&String> = circles.iter().flat_map(|at| &actions[*at].takes).collect();
    circles
        .iter()
        .map(|at| &actions[*at])
        .filter(|action| action.rank == Rank::DropTable)
        .flat_map(|action| action.destroys.iter().filter(|gone| **gone != action.address))
        .filter(|gone| matches!(gone.kind(), Kind::Index | Kind::Constraint))
        .filter(|gone| {
            let object = scene.renamed.get(gone);
            let names = object.map(|object| name_tokens(gone, object)).unwrap_or_default();
            names.iter().any(|name| taken.contains(name))
        })
        .map(|gone| (gone.clone(), moment(gone)))
        .collect()
}

/// Gives the names for the moment, each before all that takes the name.
pub(super) fn actions(scene: &Scene<'_>) -> Vec<Action> {
    scene.aside.iter().filter_map(|(address, moment)| aside(scene, address, moment)).collect()
}

fn aside(scene: &Scene<'_>, address: &Address, moment: &Address) -> Option<Action> {
    let table = address.owner_table()?;
    let object = scene.renamed.get(address)?;
    let mut action = Action::new(StepVerb::Rename, Rank::Rename, "set aside", address)
        .titled(format!("Free the name of index {}, whose table is dropped later", address.name()));
    // A key has the name of its index.
    let [index, moment] = [address, moment].map(|at| at.with_kind(Kind::Index));
    let lock = Lock { mode: LockMode::ShareUpdateExclusive, relation: index.sql() };
    for sql in move_sql(&index, &moment) {
        action.run(Statement::new(sql, vec![lock.clone()]));
    }
    action.undo(move_sql(&moment, &index), None);
    action.frees.extend(name_tokens(address, object));
    action.consumes.insert(Address::namespace(address.namespace_name()));
    action.together.insert(format!("drop {table}"));
    Some(action)
}
