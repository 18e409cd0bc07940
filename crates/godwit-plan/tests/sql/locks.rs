//! Rows that violate, and locks.

use godwit_plan::Severity;
use godwit_schema::{Address, Column, Constraint, Object, Table, fact::Question};

use crate::{
    With, at,
    common::{check, column, foreign_key, unique},
    locks, patient, planned, severity, sql, with_patient,
};

#[test]
fn t41_t47_violating_rows_block_by_number() {
    let mut before =
        with_patient(&[("email", column(1, "text")), ("doctor", column(2, "integer"))]);
    let doctor = Address::table("public", "doctor");
    before.insert(doctor.clone(), Object::Table(Table::default()));
    before.insert(Address::column("public", "doctor", "id"), Object::Column(column(1, "integer")));
    let mut after = before.clone();
    after.insert(
        Address::constraint("public", "patient", "email_key"),
        Object::Constraint(unique(&["email"])),
    );
    after.insert(
        Address::constraint("public", "patient", "fk"),
        Object::Constraint(foreign_key(&["doctor"], &doctor, &["id"])),
    );
    let answers = vec![
        (
            Question::Duplicates {
                table: patient(),
                terms: vec!["email".into()],
                predicate: None,
                nulls_not_distinct: false,
                search_path: None,
            },
            4,
        ),
        (
            Question::Orphans {
                table: patient(),
                columns: vec!["doctor".into()],
                references: doctor,
                referenced_columns: vec!["id".into()],
                match_full: false,
            },
            0,
        ),
    ];
    let plan = planned(&before, &after, With { answers, ..With::default() });
    assert_eq!(severity(&plan.steps[0], "unique-violated"), Some(Severity::Blocking));
    assert!(plan.steps[0].hazards[0].rows.is_some());
    assert_eq!(severity(&plan.steps[1], "foreign-key-violated"), None);
    // T66: both tables are locked.
    let locks: Vec<String> = plan.steps[1].statements[0]
        .locks
        .iter()
        .map(|lock| format!("{} {}", lock.mode.sql(), lock.relation))
        .collect();
    assert_eq!(locks, ["SHARE ROW EXCLUSIVE public.doctor", "SHARE ROW EXCLUSIVE public.patient"]);
}

#[test]
fn t37_validation_alone_keeps_nobody_from_reading_or_writing() {
    let side = |validated: bool| {
        let mut catalog = with_patient(&[("age", column(1, "integer"))]);
        let found = Constraint { validated, ..check("(age > 0)") };
        catalog.insert(Address::constraint("public", "patient", "ck"), Object::Constraint(found));
        catalog
    };
    let plan = planned(&side(false), &side(true), With::default());
    assert_eq!(sql(&plan), ["ALTER TABLE public.patient VALIDATE CONSTRAINT ck"]);
    assert_eq!(locks(&plan), ["SHARE UPDATE EXCLUSIVE public.patient"]);
}

#[test]
fn t66_locks_on_others_and_weak_locks_are_told() {
    let doctor = Address::table("public", "doctor");
    let mut before = with_patient(&[("doctor", column(1, "integer"))]);
    before.insert(doctor.clone(), Object::Table(Table::default()));
    before.insert(Address::column("public", "doctor", "id"), Object::Column(column(1, "integer")));
    before.insert(
        Address::constraint("public", "doctor", "doctor_key"),
        Object::Constraint(unique(&["id"])),
    );
    before.insert(
        Address::constraint("public", "patient", "fk"),
        Object::Constraint(foreign_key(&["doctor"], &doctor, &["id"])),
    );
    // A table that goes locks the one that its foreign key points at, as hard.
    let mut after = before.clone();
    let gone: Vec<Address> = after.parts(&patient()).map(|(part, _)| part.clone()).collect();
    for part in gone.iter().chain([&patient()]) {
        after.remove(part);
    }
    let dropped = locks(&planned(&before, &after, With::default()));
    assert!(dropped.contains(&"ACCESS EXCLUSIVE public.doctor".to_owned()), "{dropped:?}");
    // A comment keeps other changes of structure away, and nobody else.
    let mut after = before.clone();
    let said = Column { comment: Some("whose".into()), ..column(1, "integer") };
    after.insert(at("doctor"), Object::Column(said));
    let commented = planned(&before, &after, With::default());
    assert_eq!(locks(&commented), ["SHARE UPDATE EXCLUSIVE public.patient"]);
}
