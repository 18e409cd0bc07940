//! Laws that hold for every plan.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{compare, made, pairs};
use godwit_plan::{Plan, Policy, Severity, questions, reversal_script, sql_script};
use godwit_schema::Scope;

#[test]
fn a_whole_plan_ends_at_what_is_wanted() {
    for (seed, before, after) in pairs() {
        let plan = made(&before, &after, &BTreeSet::new(), false);
        let left = compare(&plan.expected, &after.catalog);
        assert!(left.is_empty(), "seed {seed}: {:#?}", left.changes);
        assert_eq!(plan.after.fingerprint, after.catalog.fingerprint(&Scope::default()));
        for step in plan.steps.iter().filter(|step| step.statements.is_empty()) {
            // Only what is not supported has no statements, and then the plan cannot run.
            assert!(step.hazards.iter().any(|hazard| hazard.severity == Severity::Blocking));
            assert!(plan.blocked(), "seed {seed}");
        }
    }
}

#[test]
fn every_step_comes_after_what_it_needs_and_keys_are_unique() {
    for (seed, before, after) in pairs() {
        let plan = made(&before, &after, &BTreeSet::new(), false);
        let place: BTreeMap<&str, usize> =
            plan.steps.iter().enumerate().map(|(at, step)| (step.key.as_str(), at)).collect();
        assert_eq!(place.len(), plan.steps.len(), "seed {seed}");
        for (at, step) in plan.steps.iter().enumerate() {
            for needed in &step.needs {
                let needed_at = place[needed.as_str()];
                // Dropped tables may hold one another; their keys go first.
                let circle = [&step.key, needed].iter().all(|key| key.starts_with("drop table"));
                assert!(needed_at < at || circle, "seed {seed}: {} needs {needed}", step.key);
            }
            for other in &step.together {
                assert!(place.contains_key(other.as_str()), "seed {seed}: {} alone", step.key);
            }
        }
    }
}

#[test]
fn each_statement_runs_once_and_in_order() {
    for (seed, before, after) in pairs() {
        for online in [false, true] {
            let plan = made(&before, &after, &BTreeSet::new(), online);
            let run: Vec<(usize, usize)> =
                plan.batches.iter().flat_map(|batch| batch.statements.clone()).collect();
            let all: Vec<(usize, usize)> = plan
                .steps
                .iter()
                .enumerate()
                .flat_map(|(at, step)| (0..step.statements.len()).map(move |n| (at, n)))
                .collect();
            assert_eq!(run, all, "seed {seed}");
            for batch in &plan.batches {
                for (step, statement) in &batch.statements {
                    let statement = &plan.steps[*step].statements[*statement];
                    assert_eq!(statement.transactional, batch.transactional);
                }
                assert!(batch.transactional || batch.statements.len() == 1);
            }
        }
    }
}

#[test]
fn leaving_a_step_out_leaves_out_what_needs_it_and_nothing_else_changes() {
    for (seed, before, after) in pairs().take(25) {
        let whole = made(&before, &after, &BTreeSet::new(), false);
        for left_out in whole.steps.iter().step_by(3) {
            let excluded = BTreeSet::from([left_out.key.clone()]);
            let plan = made(&before, &after, &excluded, false);
            let gone: BTreeSet<&str> = plan.excluded.iter().map(|step| step.key.as_str()).collect();
            assert!(gone.contains(left_out.key.as_str()));
            assert_eq!(plan.steps.len() + gone.len(), whole.steps.len(), "seed {seed}");
            for step in &plan.steps {
                let bound = step.needs.iter().chain(&step.together);
                assert!(bound.into_iter().all(|needed| !gone.contains(needed.as_str())));
            }
            for step in plan.excluded.iter().filter(|step| step.key != left_out.key) {
                assert!(step.because.iter().all(|key| gone.contains(key.as_str())));
                assert!(!step.because.is_empty());
            }
            assert!(plan.seal != whole.seal && plan.verify_seal());
        }
    }
}

#[test]
fn the_same_input_gives_the_same_plan() {
    for (seed, before, after) in pairs() {
        let (one, other) = (
            made(&before, &after, &BTreeSet::new(), false),
            made(&before, &after, &BTreeSet::new(), false),
        );
        assert_eq!(one, other);
        assert_eq!(sql_script(&one), sql_script(&other));
        assert_eq!(reversal_script(&one), reversal_script(&other));
        assert!(one.verify_seal());
        let text = serde_json::to_string(&one).unwrap();
        let read: Plan = serde_json::from_str(&text).unwrap();
        assert_eq!(read, one, "seed {seed}");
        assert!(read.verify_seal());
    }
}

#[test]
fn questions_are_asked_once_and_cover_what_hazards_ask() {
    for (_, before, after) in pairs() {
        let changes = compare(&before.catalog, &after.catalog);
        let asked = questions(&changes, &before.catalog, &after.catalog, &Policy::default());
        assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), asked.len());
        let plan = made(&before, &after, &BTreeSet::new(), false);
        for answer in plan.steps.iter().flat_map(|step| &step.facts) {
            assert!(asked.contains(&answer.question), "{:?}", answer.question);
        }
    }
}

#[test]
fn never_cascade_and_never_if_exists_in_a_transaction() {
    for (_, before, after) in pairs() {
        let plan = made(&before, &after, &BTreeSet::new(), true);
        for statement in plan.steps.iter().flat_map(|step| &step.statements) {
            assert!(!statement.sql.contains("CASCADE"));
            assert!(!statement.sql.contains("IF EXISTS") && !statement.sql.contains("IF NOT"));
        }
    }
}
