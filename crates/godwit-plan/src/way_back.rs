use std::collections::BTreeSet;

use godwit_diff::{Change, ChangeSet, Comparison, Rename, Verb};
use godwit_schema::{Catalog, fact::Facts};

use crate::{
    action::{self, Action},
    batches::batches,
    hazard::{Look, Severity, hazards},
    plan::{BackStep, WayBack},
    planner::arranged,
    policy::Policy,
    scene::{Scene, renamed},
};

/// Plans from the end of a plan back to its beginning, by the same rules as the way there: whatever
/// stands on what is taken back is taken away and made again, in an order of its own.
///
/// Hindered as a whole when the renames of the way there cannot be turned round.
pub(crate) fn way_back(
    expected: &Catalog,
    before: &Catalog,
    chosen: &[Change],
    policy: &Policy,
    version: u32,
) -> WayBack {
    let renames: Vec<Rename> = chosen
        .iter()
        .filter_map(|change| match &change.verb {
            Verb::Rename { from } => {
                Some(Rename { from: change.address.clone(), to: from.clone() })
            }
            Verb::Create { .. } | Verb::Drop { .. } | Verb::Alter { .. } => None,
        })
        // An heir's column was renamed with its parent's, and may be gone.
        .filter(|rename| expected.get(&rename.from).is_some())
        .collect();
    let policy = Policy { online: false, ..policy.clone() };
    let comparison = Comparison {
        before: expected,
        after: before,
        scope: &policy.scope,
        renames: &renames,
        undecided: &[],
    };
    let changes: ChangeSet = match comparison.differences() {
        Ok(changes) => changes,
        Err(error) => {
            return WayBack { hindered: vec![error.to_string()], ..WayBack::default() };
        }
    };
    let now = renamed(expected, &changes);
    let mut scene = Scene::new(&now, before, &changes, &policy, version);
    let (actions, graph) = arranged(&mut scene, &changes.changes);
    let all: BTreeSet<usize> = (0..actions.len()).collect();
    let order = graph.order(&actions, &all);
    let mut ordered: Vec<Action> = order.iter().map(|at| actions[*at].clone()).collect();
    action::settle_drops(&scene, &mut ordered);
    let labels: Vec<Vec<String>> =
        ordered.iter().map(|action| action.fresh_labels.clone()).collect();
    // With no facts about rows, what stands in the way is the structure alone.
    let facts = Facts::default();
    let mut hindered = Vec::new();
    for action in &ordered {
        let mut look = Look::new(&scene, &facts);
        let found = hazards(&mut look, action);
        let blocking = found.into_iter().filter(|hazard| hazard.severity == Severity::Blocking);
        hindered.extend(blocking.map(|hazard| format!("{}: {}", hazard.object, hazard.meaning)));
    }
    let steps: Vec<BackStep> = ordered
        .into_iter()
        .map(|action| BackStep { title: action.title, statements: action.statements })
        .collect();
    let statements: Vec<&[_]> = steps.iter().map(|step| step.statements.as_slice()).collect();
    WayBack { batches: batches(&statements, &labels), steps, hindered }
}
