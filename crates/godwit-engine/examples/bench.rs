//! How long comparing and planning take in memory: `bench BEFORE.json AFTER.json`, two saved snapshots.
//! Prints a line a figure, the best of five; hashes are kept, so they are made once.
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

/// What a piece of work took.
#[derive(Clone, Copy)]
struct Spent {
    /// As a clock on the wall says, which other work on the machine makes longer.
    wall: Duration,
    /// The processor's time of this thread, where the system tells it (Linux).
    processor: Option<Duration>,
}

fn processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

fn once<T>(work: impl FnOnce() -> T) -> (Spent, T) {
    let (started, before) = (Instant::now(), processor());
    let found = work();
    let processor = before.and_then(|before| processor()?.checked_sub(before));
    (Spent { wall: started.elapsed(), processor }, found)
}

fn best<T>(mut work: impl FnMut() -> T) -> (Spent, T) {
    let (mut best, mut found) = once(&mut work);
    for _ in 1..5 {
        let (spent, again) = once(&mut work);
        best.wall = best.wall.min(spent.wall);
        best.processor = best.processor.zip(spent.processor).map(|(a, b)| a.min(b));
        found = again;
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
    let (hashing, ()) = once(|| before.catalog.hash());
    after.catalog.hash();
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
    let counts = [
        ("objects", before.catalog.len()),
        ("changes", changes.changes.len()),
        ("steps", plan.steps.len()),
    ];
    for (name, count) in counts {
        println!("{name:<44} {count:>8}");
    }
    let both = Spent {
        wall: comparing.wall + planning.wall,
        processor: comparing.processor.zip(planning.processor).map(|(a, b)| a + b),
    };
    let figures = [
        ("hashes of one, once", hashing),
        ("diff", comparing),
        ("plan", planning),
        ("diff and plan", both),
    ];
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    for (name, spent) in figures {
        let processor = spent
            .processor
            .map_or_else(String::new, |time| format!("  {:>8.1} ms CPU", milliseconds(time)));
        println!("{name:<44} {:>8.1} ms{processor}", milliseconds(spent.wall));
    }
    Ok(())
}
