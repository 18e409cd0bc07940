//! What is wanted of a server that is older or younger than the one that it was read from.

#![allow(clippy::expect_used, missing_docs)]

#[path = "../../godwit-diff/tests/common/mod.rs"]
mod common;

use std::collections::BTreeSet;

use common::{check, column, empty, foreign_key, unique};
use godwit_diff::diff;
use godwit_plan::{Plan, PlanInput, Policy, Severity, plan};
use godwit_schema::{
    Address, Catalog, Class, Column, Constraint, Definition, Expression, Facet, Generated, NotNull,
    Object, Scope, ServerIdentity, Snapshot, Spans, Table, fact::Facts,
};

fn snapshot(catalog: Catalog, version: u32) -> Snapshot {
    let server = ServerIdentity {
        system_identifier: String::new(),
        database: String::new(),
        database_oid: 0,
        version,
        timeline: 0,
    };
    Snapshot {
        format: Snapshot::FORMAT,
        source: "test".into(),
        taken_at: String::new(),
        server: Some(server),
        catalog,
        spans: Spans::new(),
        undecided: Vec::new(),
    }
}

/// A plan for a server of one version to become what was read from one of another.
fn planned(before: &Catalog, version: u32, after: &Catalog) -> Plan {
    plan(PlanInput {
        before: &snapshot(before.clone(), version),
        after: &snapshot(after.clone(), 180_000),
        changes: &diff(before, after, &Scope::default(), &[], &[]).expect("nothing is renamed"),
        renames: &[],
        facts: &Facts::default(),
        policy: &Policy::default(),
        excluded: &BTreeSet::new(),
        created_at: "",
    })
}

fn with_t(columns: Vec<(&str, Column)>) -> Catalog {
    let mut catalog = empty();
    catalog.read_by("app");
    catalog.insert(Address::table("public", "t"), Object::Table(Table::default()));
    for (name, found) in columns {
        catalog.insert(Address::column("public", "t", name), Object::Column(found));
    }
    catalog
}

fn not_null(name: Option<&str>) -> Column {
    let not_null_as = NotNull { name: name.map(str::to_owned), ..NotNull::default() };
    Column { not_null: true, not_null_as, ..column(1, "integer") }
}

fn sql(plan: &Plan) -> Vec<&str> {
    let statements = plan.steps.iter().flat_map(|step| &step.statements);
    statements.map(|statement| statement.sql.as_str()).collect()
}

/// Objects that the plan refuses for the server's version.
fn refused(plan: &Plan) -> Vec<&str> {
    plan.steps
        .iter()
        .flat_map(|step| &step.hazards)
        .filter(|hazard| hazard.code == "needs-newer-server")
        .inspect(|hazard| assert_eq!(hazard.severity, Severity::Blocking))
        .map(|hazard| hazard.object.as_str())
        .collect()
}

#[test]
fn an_older_server_gets_not_null_without_its_name() {
    let after = with_t(vec![("a", not_null(Some("known")))]);
    let before = with_t(vec![("a", column(1, "integer"))]);
    let old = planned(&before, 170_000, &after);
    assert_eq!(sql(&old), ["ALTER TABLE public.t ALTER COLUMN a SET NOT NULL"]);
    let live = with_t(vec![("a", not_null(None))]);
    assert_eq!(old.after.fingerprint, live.fingerprint(&Scope::default()));
    let new = planned(&before, 180_000, &after);
    assert_eq!(sql(&new), ["ALTER TABLE public.t ADD CONSTRAINT known NOT NULL a"]);
    let usual = with_t(vec![("a", not_null(Some("t_a_not_null")))]);
    let plain = planned(&before, 180_000, &usual);
    assert_eq!(sql(&plain), ["ALTER TABLE public.t ALTER COLUMN a SET NOT NULL"]);
    // Said by nobody, or by an older server, it is what the server makes of it.
    let said = planned(&before, 180_000, &live);
    assert_eq!(said.after.fingerprint, usual.fingerprint(&Scope::default()));
}

#[test]
fn what_an_older_server_lacks_is_refused_by_name() {
    let before = with_t(vec![("a", column(1, "integer"))]);
    let generated = Generated { expression: Expression::canonical("(a + 1)"), stored: false };
    let mut open = not_null(Some("known"));
    open.not_null_as.not_valid = true;
    let mut after = with_t(vec![
        ("a", open),
        ("b", Column { generated: Some(generated), ..column(2, "integer") }),
    ]);
    let t = Address::table("public", "t");
    for (name, constraint) in [
        ("c", Constraint { enforced: false, ..check("a > 0") }),
        ("f", Constraint { enforced: false, ..foreign_key(&["a"], &t, &["a"]) }),
        ("u", Constraint { temporal: true, ..unique(&["a"]) }),
    ] {
        let address = Address::constraint("public", "t", name);
        after.insert(address, Object::Constraint(constraint));
    }
    let mut names = refused_by(&before, 170_000, &after);
    names.sort();
    assert_eq!(names, ["public.t.a", "public.t.b", "public.t.c", "public.t.f", "public.t.u"]);
    assert!(refused_by(&before, 180_000, &after).is_empty());
}

fn refused_by(before: &Catalog, version: u32, after: &Catalog) -> Vec<String> {
    refused(&planned(before, version, after)).into_iter().map(str::to_owned).collect()
}

fn definition(class: Class, creation: &str, facet: Option<(&str, &str)>) -> Definition {
    let facets = facet.map(|(name, set)| Facet {
        name: name.to_owned(),
        set: set.to_owned(),
        unset: String::new(),
        change: None,
        inline: false,
        late: Vec::new(),
    });
    Definition {
        class,
        core: creation.to_owned(),
        creation: creation.to_owned(),
        replacement: None,
        shape: Vec::new(),
        target: String::new(),
        facets: facets.into_iter().collect(),
        search_path: None,
        comment: None,
    }
}

#[test]
fn what_a_text_says_that_an_older_server_does_not_read_is_refused_by_name() {
    let add = |what: &str| {
        Some(("table public.t", format!("ALTER PUBLICATION p ADD TABLE public.t{what}")))
    };
    let set = Some(("option publish", "ALTER PUBLICATION p SET (publish = 'insert')".to_owned()));
    let body = |body: &str| format!("CREATE OR REPLACE FUNCTION public.f()\n LANGUAGE sql\n{body}");
    for (class, since, creation, facet) in [
        (
            Class::View,
            15,
            "CREATE VIEW v WITH (security_invoker=true) AS SELECT 1".to_owned(),
            None,
        ),
        (
            Class::View,
            0,
            "CREATE VIEW v AS SELECT 'security_invoker' AS \"MERGE INTO \"".to_owned(),
            None,
        ),
        (Class::Function, 14, body("BEGIN ATOMIC\n SELECT 1;\nEND"), None),
        (Class::Function, 15, body("BEGIN ATOMIC\n MERGE INTO t;\nEND"), None),
        (Class::Function, 14, body("RETURN 1"), None),
        (Class::Function, 0, body("AS $f$\nBEGIN ATOMIC MERGE INTO t $f$"), None),
        (Class::Publication, 15, "CREATE PUBLICATION p".to_owned(), add(" WHERE (a > 0)")),
        (Class::Publication, 15, "CREATE PUBLICATION p".to_owned(), add(" (a)")),
        (Class::Publication, 0, "CREATE PUBLICATION p".to_owned(), add("")),
        (Class::Publication, 0, "CREATE PUBLICATION p".to_owned(), set),
        (
            Class::Statistics,
            14,
            "CREATE STATISTICS s (ndistinct) ON a, lower(b) FROM t".to_owned(),
            None,
        ),
        (Class::Statistics, 0, "CREATE STATISTICS s (ndistinct) ON a, b FROM t".to_owned(), None),
    ] {
        let mut after = empty();
        after.read_by("app");
        let path = ["public".to_owned(), "x".to_owned()];
        let facet = facet.as_ref().map(|(name, set)| (*name, set.as_str()));
        let found = definition(class, &creation, facet);
        after.insert(Address::defined(class, &path), Object::Definition(Box::new(found)));
        let mut before = empty();
        before.read_by("app");
        for version in 13..=18 {
            let refused = refused_by(&before, version * 10_000, &after);
            assert_eq!(refused.is_empty(), version >= since, "{creation} {facet:?} on {version}");
        }
    }
}
