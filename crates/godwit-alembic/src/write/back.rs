use std::collections::BTreeSet;

use godwit_diff::{Change, Rename, Verb, diff, merge};
use godwit_plan::{
    plan::{Plan, Reversal, StepVerb},
    planner::{self, PlanInput},
    policy::Policy,
};
use godwit_schema::{Catalog, Kind, Snapshot, fact::Facts};

use super::{
    cut, literal,
    part::{Part, execute},
};

/// Both ends of a plan as they were read. With them the way back is planned like any other way, so
/// that it goes around views, policies and privileges too; without them it is each step's own
/// reversal.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'a> {
    /// What is.
    pub before: &'a Snapshot,
    /// What is wanted.
    pub after: &'a Catalog,
}

/// The structure after each file, the plan's start first; none when the ends are not the plan's.
pub(super) fn states(
    plan: &Plan,
    ends: &Ends<'_>,
    files: &[Vec<Part<'_>>],
) -> Option<Vec<Catalog>> {
    let start = &ends.before.catalog;
    let mut changes: Vec<Change> = Vec::new();
    let mut states = vec![start.clone()];
    for parts in files {
        let done = parts.iter().filter(|part| part.is_last());
        changes.extend(done.flat_map(|part| part.step.changes.iter().cloned()));
        let mut state = merge(start, &changes);
        state.take_dependencies_of(ends.after);
        states.push(state);
    }
    let end = states.last().map(|state| state.fingerprint(&plan.policy.scope));
    (end.as_ref() == Some(&plan.after.fingerprint)).then_some(states)
}

/// Lines of `downgrade()` from one state to the one before it; `None` when it cannot be planned.
pub(super) fn lines(
    plan: &Plan,
    ends: &Ends<'_>,
    parts: &[Part<'_>],
    from: &Catalog,
    to: &Catalog,
) -> Option<Vec<String>> {
    if parts.iter().any(is_lost) {
        return None;
    }
    let renames: Vec<Rename> = parts
        .iter()
        .flat_map(|part| &part.step.changes)
        .filter_map(|change| match &change.verb {
            Verb::Rename { from } => {
                Some(Rename { from: change.address.clone(), to: from.clone() })
            }
            Verb::Create { .. } | Verb::Drop { .. } | Verb::Alter { .. } => None,
        })
        // An heir's column was renamed with its parent's, and may be gone.
        .filter(|rename| from.get(&rename.from).is_some())
        .collect();
    let alone = parts.iter().all(Part::is_alone);
    let policy = Policy { online: plan.policy.online && alone, ..plan.policy.clone() };
    let changes = diff(from, to, &policy.scope, &renames, &[]).ok()?;
    let snapshot = |catalog: &Catalog| Snapshot { catalog: catalog.clone(), ..ends.before.clone() };
    let back = planner::plan(PlanInput {
        before: &snapshot(from),
        after: &snapshot(to),
        changes: &changes,
        renames: &renames,
        facts: &Facts::default(),
        policy: &policy,
        excluded: &BTreeSet::new(),
        created_at: &plan.created_at,
    });
    if back.blocked() {
        // Nor could the steps' own reversals do what PostgreSQL cannot.
        let mut hazards = back.steps.iter().flat_map(|step| &step.hazards);
        let refused = ["cannot-change", "still-needed"];
        let reason = &hazards.find(|hazard| refused.contains(&hazard.code.as_str()))?.meaning;
        let text = literal::text(&format!("There is no way back: {reason}"));
        return Some(vec![literal::call("raise NotImplementedError", &[text])]);
    }
    let mut lines: Vec<String> = parts.iter().rev().filter_map(Part::loss).collect();
    // A label that nothing of the same way uses need not be committed first.
    let at_once = back.batches.len() > 1;
    for part in cut::in_order(&back) {
        lines.extend(part.lines(&back, at_once));
    }
    Some(lines)
}

/// The plan's own way back as SQL, for one file that holds all of the plan.
pub(super) fn executed(plan: &Plan, parts: &[Part<'_>]) -> Option<Vec<String>> {
    let back = &plan.way_back;
    if !back.hindered.is_empty() || back.batches.len() > 1 || parts.iter().any(is_lost) {
        return None;
    }
    let mut lines: Vec<String> = parts.iter().rev().filter_map(Part::loss).collect();
    let statements = back.steps.iter().flat_map(|step| &step.statements);
    lines.extend(statements.map(|statement| execute(&statement.sql)));
    Some(lines)
}

/// A column whose values are gone, and must not be: the planner says so only where rows tell.
fn is_lost(part: &Part<'_>) -> bool {
    part.step.verb == StepVerb::Drop
        && part.step.address.kind() == Kind::Column
        && matches!(part.step.reversal, Reversal::Impossible { .. })
}
