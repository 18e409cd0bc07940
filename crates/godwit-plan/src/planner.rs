use std::collections::BTreeSet;

use godwit_diff::{Change, ChangeSet, Rename, merge};
use godwit_schema::{
    Catalog, Snapshot, SourceSpan,
    fact::{Facts, Question},
};

use crate::{
    action::{self, Action},
    batches::batches,
    hazard::{Look, hazards},
    order::Graph,
    plan::{Endpoint, ExcludedStep, Plan, Step},
    policy::Policy,
    reversal,
    scene::{Scene, renamed},
    since,
    way_back::way_back,
};

/// All that a plan is made of.
#[derive(Debug, Clone, Copy)]
pub struct PlanInput<'a> {
    /// What is.
    pub before: &'a Snapshot,
    /// What is wanted.
    pub after: &'a Snapshot,
    /// How they differ within the policy's scope, renames followed.
    pub changes: &'a ChangeSet,
    /// Renames that a person confirmed; the same as `changes` was made with.
    pub renames: &'a [Rename],
    /// Answers to [`questions`]; what is missing is unknown.
    pub facts: &'a Facts,
    /// The rules.
    pub policy: &'a Policy,
    /// Keys of steps that the person left out.
    pub excluded: &'a BTreeSet<String>,
    /// The time, RFC 3339 in UTC; the planner has no clock.
    pub created_at: &'a str,
}

/// What must be known about live rows to judge the changes, each question once, in order.
/// Addresses and expressions are those of `before`, as the database knows them now.
pub fn questions(
    changes: &ChangeSet,
    before: &Catalog,
    after: &Catalog,
    policy: &Policy,
) -> Vec<Question> {
    let renamed = renamed(before, changes);
    let scene = Scene::new(&renamed, after, changes, policy, 0);
    let facts = Facts::default();
    let mut found = BTreeSet::new();
    for action in action::build(&scene, &changes.changes) {
        let mut look = Look::new(&scene, &facts);
        hazards(&mut look, &action);
        reversal::honest(&mut look, &action);
        found.extend(look.into_answers().into_iter().map(|answer| answer.question));
    }
    found.into_iter().collect()
}

/// Makes the sealed plan.
pub fn plan(input: PlanInput<'_>) -> Plan {
    let before = &input.before.catalog;
    let renamed = renamed(before, input.changes);
    let version = input.before.server.as_ref().map_or(0, |server| server.version);
    let kept = since::kept(input.changes, version);
    let mut scene = Scene::new(&renamed, &input.after.catalog, &kept, input.policy, version);
    let (actions, graph) = arranged(&mut scene, &kept.changes);
    let left_out = graph.closure(&actions, input.excluded);
    let chosen: BTreeSet<usize> =
        (0..actions.len()).filter(|at| !left_out.contains_key(at)).collect();
    let order = graph.order(&actions, &chosen);
    let joined: Vec<Joined> = order
        .iter()
        .map(|at| Joined {
            needs: graph.needs(&actions, *at),
            together: graph.together(&actions, *at),
        })
        .collect();
    let excluded = left_out
        .iter()
        .map(|(at, because)| ExcludedStep {
            key: actions[*at].key.clone(),
            title: actions[*at].title.clone(),
            because: because.iter().map(|needed| actions[*needed].key.clone()).collect(),
        })
        .collect();
    let mut ordered: Vec<Action> = order.iter().map(|at| actions[*at].clone()).collect();
    action::settle_drops(&scene, &mut ordered);

    let changes: Vec<Change> =
        ordered.iter().flat_map(|action| action.changes.iter().cloned()).collect();
    let mut expected = merge(before, &changes);
    // What needs what among new objects is known by the side that has them.
    expected.take_dependencies_of(&input.after.catalog);
    let way_back = way_back(&expected, before, &changes, input.policy, version);
    let labels: Vec<Vec<String>> =
        ordered.iter().map(|action| action.fresh_labels.clone()).collect();
    let steps: Vec<Step> = ordered
        .into_iter()
        .zip(joined)
        .map(|(action, joined)| step(&scene, &input, action, joined))
        .collect();
    let statements: Vec<&[_]> = steps.iter().map(|step| step.statements.as_slice()).collect();
    let mut plan = Plan {
        format: Plan::FORMAT,
        seal: input.changes.before.clone(),
        created_at: input.created_at.to_owned(),
        before: Endpoint {
            source: input.before.source.clone(),
            fingerprint: input.changes.before.clone(),
        },
        after: Endpoint {
            source: input.after.source.clone(),
            fingerprint: expected.fingerprint(&input.policy.scope),
        },
        server: input.before.server.clone(),
        policy: input.policy.clone(),
        renames: input.renames.to_vec(),
        batches: batches(&statements, &labels),
        steps,
        excluded,
        expected,
        way_back,
        unmodelled: input.changes.unmodelled.clone(),
    };
    plan.seal = plan.computed_seal();
    plan
}

/// The actions that carry out changes, and which waits for which. Names that are wanted in a circle are
/// given up first.
pub(crate) fn arranged(scene: &mut Scene<'_>, changes: &[Change]) -> (Vec<Action>, Graph) {
    let actions = action::build(scene, changes);
    let graph = Graph::new(&actions);
    scene.aside = action::wanted_early(scene, &actions, &graph);
    if scene.aside.is_empty() {
        return (actions, graph);
    }
    let actions = action::build(scene, changes);
    let graph = Graph::new(&actions);
    (actions, graph)
}

/// Keys of the steps that one is bound to.
struct Joined {
    needs: Vec<String>,
    together: Vec<String>,
}

fn step(scene: &Scene<'_>, input: &PlanInput<'_>, action: Action, joined: Joined) -> Step {
    let mut look = Look::new(scene, input.facts);
    let hazards = hazards(&mut look, &action);
    let reversal = reversal::honest(&mut look, &action);
    let spans: BTreeSet<SourceSpan> = action
        .changes
        .iter()
        .filter_map(|change| input.after.span(&change.address).cloned())
        .collect();
    Step {
        key: action.key,
        title: action.title,
        address: action.address,
        verb: action.verb,
        changes: action.changes,
        statements: action.statements,
        hazards,
        reversal,
        needs: joined.needs,
        together: joined.together,
        facts: look.into_answers(),
        spans: spans.into_iter().collect(),
    }
}
