//! Catalogs in, SQL, hazards and reversals out.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

#[path = "../../godwit-diff/tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{check, column, empty, foreign_key, index, unique};
use godwit_diff::{Rename, diff};
use godwit_plan::{Plan, PlanInput, Policy, Reversal, Severity, Step, plan, sql_script};
use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, Constraint, DataType, DefaultPrivilege, EnumType,
    Expression, Identity, IdentityMode, Index, Object, PartitionOf, Privilege, Scope, Sequence,
    Snapshot, Spans, Table, Unmodelled,
    fact::{Answer, Fact, Facts, Question},
};

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
        });
    }
    let plan = planned(&bound, &bound_after, With::default());
    assert!(plan.blocked());
    let hazards = plan.steps.iter().flat_map(|step| &step.hazards);
    let refusal = hazards.into_iter().find(|hazard| hazard.code == "enum-labels-removed");
    assert!(refusal.is_some_and(|found| found.meaning.contains("aggregate public.most")));
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
fn t48_online_indexes_stand_alone_with_their_clean_up() {
    let before = with_patient(&[("email", column(1, "text"))]);
    let mut after = with_patient(&[("email", column(1, "text")), ("zip", column(2, "text"))]);
    after.insert(Address::index("public", "patient", "i"), Object::Index(index(&["email"])));
    let plan = planned(&before, &after, With { online: true, ..With::default() });
    let last = &plan.steps[1].statements[0];
    assert_eq!(last.sql, "CREATE INDEX CONCURRENTLY i ON public.patient USING btree (email)");
    assert_eq!(last.clean_up.as_deref(), Some("DROP INDEX CONCURRENTLY IF EXISTS public.i"));
    let transactional: Vec<bool> = plan.batches.iter().map(|batch| batch.transactional).collect();
    assert_eq!(transactional, [true, false]);
    let rows = vec![(Question::Rows { table: patient() }, 2_000_000)];
    let offline = planned(&before, &after, With { answers: rows, ..With::default() });
    assert_eq!(severity(&offline.steps[1], "blocks-writes"), Some(Severity::Caution));
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
fn an_index_that_moves_keeps_readers_out() {
    let side = |tablespace: Option<&str>| {
        let mut catalog = with_patient(&[("email", column(1, "text"))]);
        let found = Index { tablespace: tablespace.map(str::to_owned), ..index(&["email"]) };
        catalog.insert(Address::index("public", "patient", "i"), Object::Index(found));
        catalog
    };
    let moved = |rows| {
        let answers = vec![(Question::Rows { table: patient() }, rows)];
        planned(&side(None), &side(Some("fast")), With { answers, ..With::default() })
    };
    assert_eq!(severity(&moved(2_000_000).steps[0], "moves-index"), Some(Severity::Caution));
    assert_eq!(severity(&moved(2).steps[0], "moves-index"), Some(Severity::Note));
    assert_eq!(severity(&moved(0).steps[0], "moves-index"), None);
    assert_eq!(locks(&moved(2)), ["ACCESS EXCLUSIVE public.i"]);
}

/// The locks of a plan's statements, as `MODE relation`.
fn locks(plan: &Plan) -> Vec<String> {
    let statements = plan.steps.iter().flat_map(|step| &step.statements);
    let locks = statements.flat_map(|statement| &statement.locks);
    locks.map(|lock| format!("{} {}", lock.mode.sql(), lock.relation)).collect()
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

/// `CREATE INDEX IF NOT EXISTS` would succeed and leave what a failed build left.
#[test]
fn t48_an_index_that_is_not_valid_is_made_again() {
    let side = |valid: bool| {
        let mut catalog = with_patient(&[("age", column(1, "integer"))]);
        let found = Index { valid, ..index(&["age"]) };
        catalog.insert(Address::index("public", "patient", "i"), Object::Index(found));
        catalog
    };
    for wanted in [true, false] {
        let plan = planned(&side(false), &side(wanted), With::default());
        assert_eq!(
            sql(&plan),
            ["DROP INDEX public.i", "CREATE INDEX i ON public.patient USING btree (age)"]
        );
    }
    assert!(planned(&side(true), &side(true), With::default()).steps.is_empty());
}

#[test]
fn t49_no_index_of_a_partitioned_table_is_built_concurrently() {
    let part = Address::table("public", "p1");
    let mut before = with_patient(&[("age", column(1, "integer"))]);
    let parent = Table { partition_key: Some("LIST (age)".into()), ..Table::default() };
    before.insert(patient(), Object::Table(parent));
    let of = PartitionOf { parent: patient(), bound: "FOR VALUES IN (1)".into() };
    let partition = Table { partition_of: Some(of), ..Table::default() };
    before.insert(part.clone(), Object::Table(partition));
    before.insert(Address::column("public", "p1", "age"), Object::Column(column(1, "integer")));
    let mut after = before.clone();
    let whole = Address::index("public", "patient", "i");
    let only = Index { only: true, ..index(&["age"]) };
    after.insert(whole.clone(), Object::Index(only));
    let attached = Index { parent: Some(whole), ..index(&["age"]) };
    after.insert(Address::index("public", "p1", "p1_i"), Object::Index(attached));
    let plan = planned(&before, &after, With { online: true, ..With::default() });
    assert_eq!(
        sql(&plan),
        [
            "CREATE INDEX i ON ONLY public.patient USING btree (age)",
            "CREATE INDEX CONCURRENTLY p1_i ON public.p1 USING btree (age)",
            "ALTER INDEX public.i ATTACH PARTITION public.p1_i",
        ]
    );
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
