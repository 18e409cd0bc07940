//! Labels of enum types.

use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{
    Address, Column, DataType, EnumType, Expression, Object, Unmodelled, fact::Question,
};

use crate::{
    With, at,
    common::{column, index},
    default, planned, sql, with_patient,
};

#[test]
fn leaving_an_enum_out_leaves_out_what_is_of_that_type() {
    let color = Address::enum_type("public", "color");
    let before = with_patient(&[("id", column(1, "integer"))]);
    let mut after = with_patient(&[
        ("id", column(1, "integer")),
        ("c", Column { data_type: DataType::of_enum(&color), ..column(2, "") }),
    ]);
    let labels = vec!["red".to_owned()];
    after.insert(color, Object::Enum(EnumType { labels, comment: None }));
    after.insert(Address::index("public", "patient", "by_c"), Object::Index(index(&["c"])));
    let excluded = BTreeSet::from(["create enum public.color".to_owned()]);
    let plan = planned(&before, &after, With { excluded, ..With::default() });
    assert!(plan.steps.is_empty() && plan.batches.is_empty());
    let because: BTreeMap<&str, &[String]> =
        plan.excluded.iter().map(|step| (step.key.as_str(), step.because.as_slice())).collect();
    assert!(because["create enum public.color"].is_empty());
    assert_eq!(because["add column public.patient.c"], ["create enum public.color"]);
    assert_eq!(because["create index public.patient.by_c"], ["add column public.patient.c"]);
    assert_eq!(plan.expected, before);
}

#[test]
fn t32_a_label_is_committed_before_it_is_used() {
    let state = Address::enum_type("public", "state");
    let side = |labels: &[&str], value: &str| {
        let mut catalog = with_patient(&[(
            "s",
            Column { data_type: DataType::of_enum(&state), ..column(1, "") },
        )]);
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        catalog.insert(state.clone(), Object::Enum(EnumType { labels, comment: None }));
        default(&mut catalog, "s", &format!("'{value}'::public.state"));
        catalog
    };
    let plan = planned(&side(&["a", "c"], "a"), &side(&["a", "b", "c"], "b"), With::default());
    assert_eq!(
        sql(&plan),
        [
            "ALTER TYPE public.state ADD VALUE 'b' BEFORE 'c'",
            "ALTER TABLE public.patient ALTER COLUMN s SET DEFAULT 'b'::public.state",
        ]
    );
    assert_eq!(plan.batches.len(), 2);
    assert_eq!(plan.steps[1].needs, ["change labels of enum public.state"]);
    let unused = planned(&side(&["a"], "a"), &side(&["a", "b"], "a"), With::default());
    assert_eq!((sql(&unused).len(), unused.batches.len()), (1, 1));
}

#[test]
fn t34_removing_a_label_swaps_the_type_unless_a_row_holds_it() {
    let state = Address::enum_type("public", "state");
    let side = |labels: &[&str]| {
        let mut catalog = with_patient(&[(
            "s",
            Column { data_type: DataType::of_enum(&state), ..column(1, "") },
        )]);
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        catalog.insert(state.clone(), Object::Enum(EnumType { labels, comment: None }));
        catalog
    };
    let (before, after) = (side(&["a", "b"]), side(&["a"]));
    let with = |count| {
        let held = Question::Labels { column: at("s"), labels: vec!["b".into()] };
        planned(&before, &after, With { answers: vec![(held, count)], ..With::default() })
    };
    assert_eq!(
        sql(&with(0)),
        [
            "ALTER TYPE public.state RENAME TO state_former",
            "CREATE TYPE public.state AS ENUM ('a')",
            "ALTER TABLE public.patient ALTER COLUMN s TYPE public.state USING s::text::public.state",
            "DROP TYPE public.state_former",
        ]
    );
    assert!(!with(0).blocked() && with(2).blocked());
    let mut bound = side(&["a", "b"]);
    let mut partial = index(&["s"]);
    partial.predicate = Some(Expression::canonical("(s = 'a'::public.state)"));
    let mut bound_after = side(&["a"]);
    for catalog in [&mut bound, &mut bound_after] {
        catalog.insert(Address::index("public", "patient", "i"), Object::Index(partial.clone()));
    }
    // An index that compares with the type cannot stand while its column goes over.
    let with = |count| {
        let held = Question::Labels { column: at("s"), labels: vec!["b".into()] };
        planned(&bound, &bound_after, With { answers: vec![(held, count)], ..With::default() })
    };
    let plan = with(0);
    assert_eq!(
        sql(&plan),
        [
            "DROP INDEX public.i",
            "ALTER TYPE public.state RENAME TO state_former",
            "CREATE TYPE public.state AS ENUM ('a')",
            "ALTER TABLE public.patient ALTER COLUMN s TYPE public.state USING s::text::public.state",
            "DROP TYPE public.state_former",
            "CREATE INDEX i ON public.patient USING btree (s) WHERE (s = 'a'::public.state)",
        ]
    );
    assert_eq!(plan.batches.len(), 1);
    assert_eq!(plan.steps[0].together, ["make again index public.patient.i"]);
    assert!(!plan.blocked() && with(2).blocked());
    let refusal = &with(2).steps[1].hazards[0];
    assert_eq!(
        (refusal.code.as_str(), refusal.object.as_str()),
        ("enum-labels-removed", "public.patient.s")
    );
    assert!(refusal.meaning.starts_with("2 rows hold a label in public.patient.s"));
    // What Godwit cannot make again still stands in the way, by name.
    for catalog in [&mut bound, &mut bound_after] {
        catalog.insert_unmodelled(Unmodelled {
            class: "aggregate".into(),
            namespace: "public".into(),
            name: "public.most".into(),
            definition_hash: String::new(),
            needs: vec![state.clone()],
            needed_by: Vec::new(),
        });
    }
    let plan = planned(&bound, &bound_after, With::default());
    assert!(plan.blocked());
    let hazards = plan.steps.iter().flat_map(|step| &step.hazards);
    let refusal = hazards.into_iter().find(|hazard| hazard.code == "enum-labels-removed");
    assert!(refusal.is_some_and(|found| found.meaning.contains("aggregate public.most")));
}
