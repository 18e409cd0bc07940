//! Tables, names and the script.

use std::collections::BTreeSet;

use godwit_diff::Rename;
use godwit_plan::sql_script;
use godwit_schema::{Address, Column, DefaultPrivilege, Object, Privilege, Sequence, Table};

use crate::{
    With, at,
    common::{column, empty, foreign_key, index, unique},
    default, patient, planned, sql, undo, with_patient,
};

#[test]
fn a_table_is_one_step_and_its_foreign_key_another() {
    let mut after = with_patient(&[
        ("id", Column { not_null: true, ..column(1, "integer") }),
        ("User", Column { comment: Some("it's".into()), ..column(2, "text") }),
        ("parent", column(3, "integer")),
    ]);
    let sequence = Address::sequence("public", "patient_id_seq");
    after.insert(
        sequence,
        Object::Sequence(Sequence { owned_by: Some(at("id")), ..Sequence::ascending("integer") }),
    );
    default(&mut after, "id", "nextval('public.patient_id_seq'::regclass)");
    after.insert(
        Address::constraint("public", "patient", "user_key"),
        Object::Constraint(unique(&["User"])),
    );
    after.insert(
        Address::constraint("public", "patient", "fk"),
        Object::Constraint(foreign_key(&["parent"], &patient(), &["User"])),
    );
    after.insert(
        Address::index("public", "patient", "by_parent"),
        Object::Index(index(&["parent"])),
    );
    let plan = planned(&empty(), &after, With::default());
    let keys: Vec<&str> = plan.steps.iter().map(|step| step.key.as_str()).collect();
    assert_eq!(keys, ["create table public.patient", "add constraint public.patient.fk"]);
    assert_eq!(plan.steps[1].needs, ["create table public.patient"]);
    assert_eq!(
        sql(&plan),
        [
            "CREATE SEQUENCE public.patient_id_seq AS integer",
            "CREATE TABLE public.patient (\n    id integer DEFAULT nextval('public.patient_id_seq'::regclass) NOT NULL,\n    \"User\" text,\n    parent integer,\n    CONSTRAINT user_key UNIQUE (\"User\")\n)",
            "ALTER SEQUENCE public.patient_id_seq OWNED BY public.patient.id",
            "CREATE INDEX by_parent ON public.patient USING btree (parent)",
            "COMMENT ON COLUMN public.patient.\"User\" IS 'it''s'",
            "ALTER TABLE public.patient ADD CONSTRAINT fk FOREIGN KEY (parent) REFERENCES public.patient (\"User\")",
        ]
    );
    assert!(plan.steps.iter().all(|step| {
        step.hazards.is_empty() && step.statements.iter().all(|one| one.locks.is_empty())
    }));
}

#[test]
fn t44_tables_that_hold_one_another_are_dropped() {
    let mut before = empty();
    for (name, other) in [("a", "b"), ("b", "a")] {
        before.insert(Address::table("public", name), Object::Table(Table::default()));
        before.insert(Address::column("public", name, "id"), Object::Column(column(1, "integer")));
        before.insert(
            Address::constraint("public", name, &format!("{name}_fk")),
            Object::Constraint(foreign_key(&["id"], &Address::table("public", other), &["id"])),
        );
    }
    let plan = planned(&before, &empty(), With::default());
    assert_eq!(
        sql(&plan),
        ["ALTER TABLE public.b DROP CONSTRAINT b_fk", "DROP TABLE public.a", "DROP TABLE public.b",]
    );
    assert_eq!(undo(&plan.steps[1]), ["CREATE TABLE public.b (\n    id integer\n)"]);
    assert_eq!(undo(&plan.steps[0]).len(), 3);
}

#[test]
fn t16_names_are_swapped_through_a_third() {
    let before = with_patient(&[("a", column(1, "text")), ("b", column(2, "integer"))]);
    let after = with_patient(&[("a", column(2, "integer")), ("b", column(1, "text"))]);
    let renames =
        vec![Rename { from: at("a"), to: at("b") }, Rename { from: at("b"), to: at("a") }];
    let plan = planned(&before, &after, With { renames, ..With::default() });
    assert_eq!(
        sql(&plan),
        [
            "ALTER TABLE public.patient RENAME COLUMN a TO a_moment",
            "ALTER TABLE public.patient RENAME COLUMN b TO a",
            "ALTER TABLE public.patient RENAME COLUMN a_moment TO b",
        ]
    );
}

/// `ALTER DEFAULT PRIVILEGES` lets roles use what is made later; models know nothing of roles.
#[test]
fn models_take_back_nothing_that_default_privileges_give() {
    let mut before = empty();
    before.read_by("app");
    for objects in ["TABLES", "SEQUENCES"] {
        let privileges = BTreeSet::from([Privilege {
            name: "SELECT".to_owned(),
            grantable: false,
            grantor: None,
        }]);
        let found = DefaultPrivilege {
            creator: "app".to_owned(),
            namespace: None,
            objects: objects.to_owned(),
            privileges,
            implied: BTreeSet::new(),
        };
        let address = Address::default_privilege("app", "", objects, "reader");
        before.insert(address, Object::DefaultPrivilege(found));
    }
    let after = with_patient(&[("email", column(1, "text"))]);
    let plan = planned(&before, &after, With::default());
    assert_eq!(sql(&plan), ["CREATE TABLE public.patient (\n    email text\n)"]);
}

#[test]
fn names_are_quoted_and_cannot_leave_a_comment() {
    let evil = "x\"; DROP TABLE y; --\nSELECT '\u{202e}";
    let before = with_patient(&[(evil, column(1, "text"))]);
    let plan = planned(&before, &with_patient(&[]), With::default());
    let script = sql_script(&plan);
    assert!(script.contains("DROP COLUMN \"x\"\"; DROP TABLE y; --\nSELECT '\u{202e}\";"));
    for line in script.lines().filter(|line| line.starts_with("-- ")) {
        assert!(!line.contains('\u{202e}'));
    }
    let commented = script.lines().filter(|line| line.contains("Danger drops-column")).count();
    assert_eq!(commented, 1);
}

#[test]
fn the_script_is_what_runs() {
    let before = with_patient(&[("a", column(1, "text"))]);
    let after = with_patient(&[("a", column(1, "text")), ("b", column(2, "text"))]);
    let plan = planned(&before, &after, With::default());
    let expected = format!(
        "-- Plan by Godwit. Run with psql -v ON_ERROR_STOP=1\n-- Seal: {}\n-- Before: test ({})\n-- After: test ({})\nSET standard_conforming_strings = on;\nSET datestyle = 'ISO, YMD';\nSET intervalstyle = 'postgres';\nSET timezone = 'UTC';\nSET quote_all_identifiers = off;\n\nBEGIN;\nSET LOCAL search_path = pg_catalog;\nSET LOCAL check_function_bodies = off;\nSET LOCAL lock_timeout = 3000;\nSET LOCAL statement_timeout = 0;\n\n-- Add column b to public.patient\nALTER TABLE public.patient ADD COLUMN b text;\n\nCOMMIT;\n",
        plan.seal,
        plan.before.fingerprint.short(),
        plan.after.fingerprint.short()
    );
    assert_eq!(sql_script(&plan), expected);
}
