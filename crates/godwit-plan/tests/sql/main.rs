//! Catalogs in, SQL, hazards and reversals out.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod columns;
#[path = "../../../godwit-diff/tests/common/mod.rs"]
mod common;
mod indexes;
mod labels;
mod locks;
mod tables;

use std::collections::BTreeSet;

use godwit_diff::{Rename, diff};
use godwit_plan::{Plan, PlanInput, Policy, Reversal, Severity, Step, plan};
use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, Expression, Object, Scope, Snapshot, Spans, Table,
    fact::{Answer, Fact, Facts, Question},
};

use common::empty;

fn snapshot(catalog: Catalog) -> Snapshot {
    Snapshot {
        format: Snapshot::FORMAT,
        source: "test".into(),
        taken_at: String::new(),
        server: None,
        catalog,
        spans: Spans::new(),
        undecided: Vec::new(),
    }
}

#[derive(Default)]
struct With {
    renames: Vec<Rename>,
    answers: Vec<(Question, u64)>,
    online: bool,
    excluded: BTreeSet<String>,
}

fn planned(before: &Catalog, after: &Catalog, with: With) -> Plan {
    let changes = diff(before, after, &Scope::default(), &with.renames, &[]).unwrap();
    let answers = with
        .answers
        .into_iter()
        .map(|(question, count)| Answer { question, value: Fact::Exact { count } })
        .collect();
    plan(PlanInput {
        before: &snapshot(before.clone()),
        after: &snapshot(after.clone()),
        changes: &changes,
        renames: &with.renames,
        facts: &Facts::new(answers),
        policy: &Policy { online: with.online, ..Policy::default() },
        excluded: &with.excluded,
        created_at: "",
    })
}

fn sql(plan: &Plan) -> Vec<&str> {
    plan.steps
        .iter()
        .flat_map(|step| step.statements.iter().map(|statement| statement.sql.as_str()))
        .collect()
}

/// The locks of a plan's statements, as `MODE relation`.
fn locks(plan: &Plan) -> Vec<String> {
    let statements = plan.steps.iter().flat_map(|step| &step.statements);
    let locks = statements.flat_map(|statement| &statement.locks);
    locks.map(|lock| format!("{} {}", lock.mode.sql(), lock.relation)).collect()
}

fn severity(step: &Step, code: &str) -> Option<Severity> {
    step.hazards.iter().find(|hazard| hazard.code == code).map(|hazard| hazard.severity)
}

fn undo(step: &Step) -> Vec<&str> {
    match &step.reversal {
        Reversal::Statements { statements, .. } => statements.iter().map(String::as_str).collect(),
        Reversal::Impossible { reason } => panic!("{reason}"),
    }
}

fn patient() -> Address {
    Address::table("public", "patient")
}

fn at(name: &str) -> Address {
    Address::column("public", "patient", name)
}

fn with_patient(columns: &[(&str, Column)]) -> Catalog {
    let mut catalog = empty();
    catalog.insert(patient(), Object::Table(Table::default()));
    for (name, column) in columns {
        catalog.insert(at(name), Object::Column(column.clone()));
    }
    catalog
}

fn default(catalog: &mut Catalog, name: &str, text: &str) {
    catalog.insert(
        Address::default("public", "patient", name),
        Object::Default(ColumnDefault { expression: Expression::canonical(text) }),
    );
}
