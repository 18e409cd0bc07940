use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use crate::case::Case;

/// The laws by number; 0 stands for the case itself.
const LAWS: [&str; 9] = [
    "the case loads",
    "the plan is free, or refused as stated",
    "the printed SQL takes an ordinary owner there",
    "nothing differs afterwards and nothing is wanted",
    "the fingerprint is the one the plan promised",
    "pg_dump sees the wanted database",
    "the same plan is the same text",
    "rows survive",
    "the reversal gives the structure back",
];

/// How one case went.
#[derive(Debug)]
pub enum Outcome {
    /// The server's version is not the case's.
    Skipped,
    /// What does not hold; nothing when all does.
    Tried(Vec<Breach>),
}

/// A law that does not hold.
#[derive(Debug)]
pub struct Breach {
    /// Number of the law.
    pub law: usize,
    /// The direction, or nothing.
    pub direction: &'static str,
    /// What was seen.
    pub seen: String,
    /// The script that was run, when there is one.
    pub sql: String,
}

impl Default for Outcome {
    fn default() -> Self {
        Outcome::Tried(Vec::new())
    }
}

impl Breach {
    /// As a case names it where it is known: `forward law 4`.
    fn name(&self) -> String {
        format!("{} law {}", self.direction, self.law)
    }
}

impl Outcome {
    /// Broken before there was a direction or a script.
    pub fn broken(law: usize, seen: String) -> Self {
        Outcome::Tried(vec![Breach { law, direction: "", seen, sql: String::new() }])
    }

    /// Which laws do not hold, as a case names them.
    pub fn names(&self) -> BTreeSet<String> {
        match self {
            Outcome::Skipped => BTreeSet::new(),
            Outcome::Tried(breaches) => breaches.iter().map(Breach::name).collect(),
        }
    }

    /// With what else was found.
    pub fn add(&mut self, other: Outcome) {
        match (self, other) {
            (Outcome::Tried(breaches), Outcome::Tried(more)) => breaches.extend(more),
            (same @ Outcome::Skipped, other) => *same = other,
            (Outcome::Tried(_), Outcome::Skipped) => {}
        }
    }
}

#[derive(Debug, Default)]
struct Tally {
    run: u32,
    passed: u32,
    failed: u32,
    known: u32,
    skipped: u32,
}

/// All cases, by kind.
#[derive(Debug, Default)]
pub struct Report {
    kinds: BTreeMap<String, Tally>,
    failures: Vec<String>,
}

impl Report {
    /// Counts a case and prints what does not hold.
    pub fn take(&mut self, case: &Case, outcome: &Outcome) {
        let tally = self.kinds.entry(case.kind.clone()).or_default();
        let breaches = match outcome {
            Outcome::Skipped => {
                tally.skipped += 1;
                return;
            }
            Outcome::Tried(breaches) => breaches,
        };
        tally.run += 1;
        let found = outcome.names();
        if found == case.known {
            if found.is_empty() {
                tally.passed += 1;
            } else {
                tally.known += 1;
            }
            return;
        }
        tally.failed += 1;
        for held in case.known.difference(&found) {
            println!("\n== {} {held} holds after all: take it out of case.toml", case.name());
            self.failures.push(format!("{} {held} holds after all", case.name()));
        }
        let mut shown = "";
        for breach in breaches {
            println!(
                "\n== {} {} law {}: {}\n{}",
                case.name(),
                breach.direction,
                breach.law,
                LAWS.get(breach.law).unwrap_or(&""),
                breach.seen
            );
            if breach.sql != shown {
                println!("-- the script:\n{}", breach.sql.trim_end());
            }
            shown = &breach.sql;
            if !case.known.contains(&breach.name()) {
                self.failures.push(format!("{} {}", case.name(), breach.name()));
            }
        }
    }

    /// Whether anything does not hold.
    pub fn failed(&self) -> bool {
        !self.failures.is_empty()
    }

    /// What failed, a line each, then the numbers of every kind.
    pub fn table(&self, took: Duration) -> String {
        let mut failures = self.failures.clone();
        failures.sort();
        let mut lines = vec![String::new()];
        lines.extend(failures.into_iter().map(|failure| format!("FAILED {failure}")));
        let row = |kind: &str, tally: &Tally| {
            format!(
                "{kind:<24} {:>5} {:>7} {:>7} {:>6} {:>8}",
                tally.run, tally.passed, tally.failed, tally.known, tally.skipped
            )
        };
        lines.push(format!(
            "{:<24} {:>5} {:>7} {:>7} {:>6} {:>8}",
            "cases", "run", "passed", "failed", "known", "skipped"
        ));
        let mut all = Tally::default();
        for (kind, tally) in &self.kinds {
            lines.push(row(kind, tally));
            all.run += tally.run;
            all.passed += tally.passed;
            all.failed += tally.failed;
            all.known += tally.known;
            all.skipped += tally.skipped;
        }
        lines.push(row("all", &all));
        lines.push(format!("in {:.1} s", took.as_secs_f64()));
        lines.join("\n")
    }
}
