use std::collections::BTreeSet;

use godwit_diff::{ChangeSet, Rename, merge};
use godwit_schema::{
    Catalog, Snapshot,
    fact::{Facts, Question},
};

use crate::{
    plan::{Endpoint, Plan},
    policy::Policy,
};

/// All that a plan is made of.
#[derive(Debug, Clone, Copy)]
pub struct PlanInput<'a> {
    /// What is.
    pub before: &'a Snapshot,
    /// What is wanted.
    pub after: &'a Snapshot,
    /// How they differ, renames followed.
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

/// What must be known about live rows to judge the changes; addresses are those of `before`.
pub fn questions(
    _changes: &ChangeSet,
    _before: &Catalog,
    _after: &Catalog,
    _policy: &Policy,
) -> Vec<Question> {
    Vec::new()
}

/// Makes the sealed plan.
pub fn plan(input: PlanInput<'_>) -> Plan {
    let expected = merge(&input.before.catalog, &[]);
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
        steps: Vec::new(),
        batches: Vec::new(),
        excluded: Vec::new(),
        expected,
    };
    plan.seal = plan.computed_seal();
    plan
}
