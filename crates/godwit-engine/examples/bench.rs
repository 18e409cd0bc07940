//! How long comparing and planning take in memory: `bench BEFORE.json AFTER.json`, two saved snapshots.
//! Prints a line a figure, milliseconds, the best of five.
#![allow(clippy::print_stdout)]

use std::{
    collections::BTreeSet,
    error::Error,
    time::{Duration, Instant},
};

use godwit_diff::diff;
use godwit_engine::Policy;
use godwit_plan::planner::{self, PlanInput};
use godwit_schema::{Snapshot, fact::Facts};

fn best<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let started = Instant::now();
    let mut found = work();
    let mut best = started.elapsed();
    for _ in 1..5 {
        let started = Instant::now();
        found = work();
        best = best.min(started.elapsed());
    }
    (best, found)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args().skip(1);
    let mut read = || -> Result<Snapshot, Box<dyn Error>> {
        let path = paths.next().ok_or("bench takes two snapshots")?;
        Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?)
    };
    let (before, after) = (read()?, read()?);
    let policy = Policy::default();
    let (hashing, _) = best(|| before.fingerprint(&policy.scope));
    let (comparing, changes) =
        best(|| diff(&before.catalog, &after.catalog, &policy.scope, &[], &[]));
    let changes = changes.map_err(|error| error.to_string())?;
    let excluded = BTreeSet::new();
    let (planning, plan) = best(|| {
        planner::plan(PlanInput {
            before: &before,
            after: &after,
            changes: &changes,
            renames: &[],
            facts: &Facts::default(),
            policy: &policy,
            excluded: &excluded,
            created_at: "",
        })
    });
    println!("objects              {:>9}", before.catalog.len());
    println!("changes              {:>9}", changes.changes.len());
    println!("steps                {:>9}", plan.steps.len());
    for (name, time) in [("fingerprint of one", hashing), ("diff", comparing), ("plan", planning)] {
        println!("{name:<20} {:>9.1} ms", time.as_secs_f64() * 1000.0);
    }
    Ok(())
}
