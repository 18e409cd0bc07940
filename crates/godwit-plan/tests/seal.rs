//! What the seal of a plan sees, and what it does not.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::collections::BTreeSet;

use common::{compare, made, pairs};
use godwit_plan::{Plan, PlanInput, Policy, plan, questions};
use godwit_schema::fact::{Answer, Fact, Facts};
use serde_json::{Value, json};

/// Numbers and texts of a document, by their path, and what they are changed into.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                leaves(value, &format!("{path}/{}", name.replace('/', "~1")), found);
            }
        }
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                leaves(value, &format!("{path}/{at}"), found);
            }
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) => found.push(path.to_owned()),
        Value::Null => {}
    }
}

fn changed(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(format!("{text}x")),
        Value::Number(number) => json!(number.as_u64().unwrap_or_default() + 1),
        Value::Bool(told) => json!(!told),
        other => panic!("no leaf: {other}"),
    }
}

/// When it was made, what was counted, and the sentence that tells the count.
fn is_free(path: &str) -> bool {
    path == "/created_at" || path.contains("/facts/") || path.ends_with("/meaning")
}

#[test]
fn every_word_of_a_plan_is_sealed_but_its_time_and_its_counts() {
    let mut kinds = BTreeSet::new();
    for (seed, before, after) in pairs().step_by(10) {
        let plan = made(&before, &after, &BTreeSet::new(), seed % 20 == 0);
        let document = serde_json::to_value(&plan).unwrap();
        let mut paths = Vec::new();
        leaves(&document, "", &mut paths);
        for path in paths {
            // One leaf of each kind in each plan: their whole product would take minutes.
            let kind: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
            if !kinds.insert((seed, kind)) {
                continue;
            }
            let mut tampered = document.clone();
            let leaf = tampered.pointer_mut(&path).unwrap();
            *leaf = changed(leaf);
            // A word that is none of its kind is refused when it is read.
            let Ok(read) = serde_json::from_value::<Plan>(tampered) else { continue };
            assert_eq!(read.verify_seal(), is_free(&path), "seed {seed}: {path}");
        }
    }
    let kinds: BTreeSet<&str> = kinds.iter().map(|(_, kind)| kind.as_str()).collect();
    for kind in ["/steps//title", "/steps//facts//value/reason", "/created_at"] {
        assert!(kinds.contains(kind), "{kinds:#?}");
    }
}

#[test]
fn the_same_changes_have_the_same_seal_whatever_was_counted() {
    let mut counted = 0;
    for (seed, before, after) in pairs() {
        let changes = compare(&before.catalog, &after.catalog);
        let policy = Policy::default();
        let asked = questions(&changes, &before.catalog, &after.catalog, &policy);
        counted += asked.len();
        let with = |count: u64| {
            let answers = asked.iter().map(|question| Answer {
                question: question.clone(),
                value: Fact::Exact { count },
            });
            plan(PlanInput {
                before: &before,
                after: &after,
                changes: &changes,
                renames: &[],
                facts: &Facts::new(answers.collect()),
                policy: &policy,
                excluded: &BTreeSet::new(),
                created_at: "2026-01-01T00:00:00Z",
            })
        };
        assert_eq!(with(5).seal, with(6).seal, "seed {seed}");
    }
    assert!(counted > 0);
}
