//! Columns, their types, defaults and identities.

use godwit_diff::Rename;
use godwit_plan::{Reversal, Severity};
use godwit_schema::{
    Address, Column, Identity, IdentityMode, Object, Sequence, Unmodelled, fact::Question,
};

use crate::{
    With, at,
    common::{check, column, unique},
    default, patient, planned, severity, sql, undo, with_patient,
};

#[test]
fn t43_dropping_a_column_names_what_goes_and_can_be_undone() {
    let mut before = with_patient(&[
        ("fax", Column { comment: Some("number".into()), ..column(1, "text") }),
        ("id", column(2, "integer")),
    ]);
    default(&mut before, "fax", "'none'::text");
    before.insert(
        Address::constraint("public", "patient", "pair"),
        Object::Constraint(unique(&["fax", "id"])),
    );
    let after = with_patient(&[("id", column(1, "integer"))]);
    let values = Question::Values { column: at("fax") };
    let plan = planned(&before, &after, With { answers: vec![(values, 1234)], ..With::default() });
    assert_eq!(sql(&plan), ["ALTER TABLE public.patient DROP COLUMN fax"]);
    let step = &plan.steps[0];
    assert_eq!(step.hazards.len(), 1);
    assert_eq!(severity(step, "drops-column"), Some(Severity::Danger));
    assert_eq!(
        step.hazards[0].meaning,
        "1,234 values of public.patient.fax are lost; with it go constraint pair"
    );
    assert_eq!(step.hazards[0].object, "public.patient.fax");
    assert_eq!(
        undo(step),
        [
            "ALTER TABLE public.patient ADD COLUMN fax text DEFAULT 'none'::text",
            "COMMENT ON COLUMN public.patient.fax IS 'number'",
            "ALTER TABLE public.patient ADD CONSTRAINT pair UNIQUE (fax, id)",
        ]
    );
    assert_eq!(plan.dangers().len(), 1);
}

#[test]
fn a_dropped_not_null_column_comes_back_only_to_an_empty_table() {
    let before = with_patient(&[("fax", Column { not_null: true, ..column(1, "text") })]);
    let after = with_patient(&[]);
    let rows = |count| {
        let answers = vec![(Question::Rows { table: patient() }, count)];
        planned(&before, &after, With { answers, ..With::default() })
    };
    assert_eq!(
        undo(&rows(0).steps[0]),
        ["ALTER TABLE public.patient ADD COLUMN fax text NOT NULL"]
    );
    assert!(matches!(rows(1).steps[0].reversal, Reversal::Impossible { .. }));
}

#[test]
fn t31_a_not_null_column_without_a_default_needs_an_empty_table() {
    let before = with_patient(&[]);
    let after = with_patient(&[("fax", Column { not_null: true, ..column(1, "text") })]);
    let with = |count: Option<u64>| {
        let answers =
            count.map(|count| (Question::Rows { table: patient() }, count)).into_iter().collect();
        let plan = planned(&before, &after, With { answers, ..With::default() });
        (severity(&plan.steps[0], "adds-not-null-column"), plan.blocked())
    };
    assert_eq!(with(Some(3)), (Some(Severity::Blocking), true));
    assert_eq!(with(Some(0)), (None, false));
    assert_eq!(with(None), (Some(Severity::Caution), false));
}

#[test]
fn t25_a_default_is_taken_off_before_a_cast_and_put_on_after_it() {
    let mut before = with_patient(&[("n", column(1, "text"))]);
    default(&mut before, "n", "'5'::text");
    let mut after = with_patient(&[("n", column(1, "integer"))]);
    default(&mut after, "n", "5");
    let plan = planned(&before, &after, With::default());
    assert_eq!(plan.steps.len(), 1);
    assert_eq!(
        sql(&plan),
        [
            "ALTER TABLE public.patient ALTER COLUMN n DROP DEFAULT",
            "ALTER TABLE public.patient ALTER COLUMN n TYPE integer USING n::integer",
            "ALTER TABLE public.patient ALTER COLUMN n SET DEFAULT 5",
        ]
    );
    assert_eq!(
        undo(&plan.steps[0]),
        [
            "ALTER TABLE public.patient ALTER COLUMN n DROP DEFAULT",
            "ALTER TABLE public.patient ALTER COLUMN n TYPE text",
            "ALTER TABLE public.patient ALTER COLUMN n SET DEFAULT '5'::text",
        ]
    );
}

#[test]
fn t26_what_is_not_modelled_blocks_a_drop_or_a_change_of_type() {
    let mut before = with_patient(&[("n", column(1, "text"))]);
    before.insert_unmodelled(Unmodelled {
        class: "view".into(),
        namespace: "public".into(),
        name: "public.young".into(),
        definition_hash: String::new(),
        needs: vec![at("n")],
        needed_by: Vec::new(),
    });
    for after in [with_patient(&[]), with_patient(&[("n", column(1, "integer"))])] {
        let plan = planned(&before, &after, With::default());
        let hazard = plan.steps[0]
            .hazards
            .iter()
            .find(|hazard| hazard.code == "used-by-unmodelled")
            .expect("the view");
        assert_eq!(hazard.severity, Severity::Blocking);
        assert!(hazard.meaning.contains("view public.young"));
        assert!(plan.blocked());
    }
}

#[test]
fn t17_questions_about_a_renamed_column_use_its_present_name() {
    let before = with_patient(&[("old", column(1, "text"))]);
    let mut after = with_patient(&[("new", Column { not_null: true, ..column(1, "text") })]);
    after.insert(
        Address::constraint("public", "patient", "ck"),
        Object::Constraint(check("(new <> 'new'::text)")),
    );
    let renames = vec![Rename { from: at("old"), to: at("new") }];
    let refused = Question::CheckViolations {
        table: patient(),
        expression: "(old <> 'new'::text)".into(),
        no_inherit: false,
        search_path: None,
    };
    let answers = vec![(Question::Nulls { column: at("old") }, 2), (refused, 1)];
    let plan = planned(&before, &after, With { renames, answers, ..With::default() });
    assert_eq!(
        sql(&plan),
        [
            "ALTER TABLE public.patient RENAME COLUMN old TO new",
            "ALTER TABLE public.patient ALTER COLUMN new SET NOT NULL",
            "ALTER TABLE public.patient ADD CONSTRAINT ck CHECK (new <> 'new'::text)",
        ]
    );
    assert_eq!(severity(&plan.steps[0], "renames-break-readers"), Some(Severity::Caution));
    assert_eq!(severity(&plan.steps[1], "not-null-violated"), Some(Severity::Blocking));
    assert_eq!(severity(&plan.steps[2], "check-violated"), Some(Severity::Blocking));
    assert_eq!(plan.steps[1].needs, ["rename column public.patient.new"]);
}

#[test]
fn t27_serial_to_bigint_takes_the_sequence_along() {
    let side = |data_type: &str| {
        let mut catalog = with_patient(&[("id", column(1, data_type))]);
        catalog.insert(
            Address::sequence("public", "s"),
            Object::Sequence(Sequence {
                owned_by: Some(at("id")),
                ..Sequence::ascending(data_type)
            }),
        );
        default(&mut catalog, "id", "nextval('public.s'::regclass)");
        catalog
    };
    let plan = planned(&side("integer"), &side("bigint"), With::default());
    assert_eq!(
        sql(&plan),
        [
            "ALTER SEQUENCE public.s AS bigint MINVALUE 1 MAXVALUE 9223372036854775807",
            "ALTER TABLE public.patient ALTER COLUMN id TYPE bigint",
        ]
    );
}

#[test]
fn t28_an_identity_follows_its_column_and_drops_without_a_default() {
    let side = |data_type: &str| {
        let identity = Identity {
            mode: IdentityMode::Always,
            name: None,
            sequence: Sequence::ascending(data_type),
        };
        with_patient(&[(
            "id",
            Column { not_null: true, identity: Some(identity), ..column(1, data_type) },
        )])
    };
    let plan = planned(&side("integer"), &side("bigint"), With::default());
    assert_eq!(sql(&plan), ["ALTER TABLE public.patient ALTER COLUMN id TYPE bigint"]);
    assert_eq!(plan.expected, side("bigint"));
}
