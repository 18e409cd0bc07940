//! Pairs of made-up databases and their plans.

#[path = "../../../godwit-diff/tests/common/mod.rs"]
mod catalogs;

use std::collections::BTreeSet;

use catalogs::catalog;
use godwit_diff::{ChangeSet, Comparison};
use godwit_plan::{Plan, PlanInput, Policy, plan};
use godwit_schema::{Catalog, Scope, Snapshot, Spans, fact::Facts};

pub const PAIRS: u64 = 120;

pub fn snapshot(catalog: Catalog) -> Snapshot {
    Snapshot {
        format: Snapshot::FORMAT,
        source: "test".into(),
        taken_at: "2026-01-01T00:00:00Z".into(),
        server: None,
        catalog,
        spans: Spans::new(),
        undecided: Vec::new(),
    }
}

pub fn compare(before: &Catalog, after: &Catalog) -> ChangeSet {
    let scope = Scope::default();
    Comparison { before, after, scope: &scope, renames: &[], undecided: &[] }
        .run()
        .expect("there are no renames")
}

pub fn made(
    before: &Snapshot,
    after: &Snapshot,
    excluded: &BTreeSet<String>,
    online: bool,
) -> Plan {
    let changes = compare(&before.catalog, &after.catalog);
    plan(PlanInput {
        before,
        after,
        changes: &changes,
        renames: &[],
        facts: &Facts::default(),
        policy: &Policy { online, ..Policy::default() },
        excluded,
        created_at: "2026-01-01T00:00:00Z",
    })
}

pub fn pairs() -> impl Iterator<Item = (u64, Snapshot, Snapshot)> {
    (0..PAIRS).map(|seed| (seed, snapshot(catalog(seed)), snapshot(catalog(seed + 1000))))
}
