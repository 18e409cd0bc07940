//! Indexes, online and off.

use godwit_plan::Severity;
use godwit_schema::{Address, Index, Object, PartitionOf, Table, fact::Question};

use crate::{
    With,
    common::{column, index},
    locks, patient, planned, severity, sql, with_patient,
};

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
