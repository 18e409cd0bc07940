//! Catalogs in, revisions out.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use godwit_alembic::{
    Config, revision,
    write::{self, CreatedAt, RevisionOptions, RevisionText, Unwritable},
};
use godwit_diff::{Rename, diff};
use godwit_plan::{Plan, PlanInput, Policy, plan};
use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, DataType, EnumType, Expression, Index, IndexKey,
    Namespace, Object, Scope, Snapshot, Spans, Table, fact::Facts,
};

fn snapshot(catalog: &Catalog) -> Snapshot {
    Snapshot {
        format: Snapshot::FORMAT,
        source: "test".into(),
        taken_at: String::new(),
        server: None,
        catalog: catalog.clone(),
        spans: Spans::new(),
        undecided: Vec::new(),
    }
}

fn planned(before: &Catalog, after: &Catalog, renames: &[Rename], online: bool) -> Plan {
    let changes = diff(before, after, &Scope::default(), renames, &[]).unwrap();
    plan(PlanInput {
        before: &snapshot(before),
        after: &snapshot(after),
        changes: &changes,
        renames,
        facts: &Facts::default(),
        policy: &Policy { online, ..Policy::default() },
        excluded: &BTreeSet::new(),
        created_at: "",
    })
}

fn options() -> RevisionOptions {
    RevisionOptions {
        rev_id: "abc".into(),
        parents: vec!["one".into(), "other".into()],
        message: "Grow".into(),
        created_at: CreatedAt {
            year: 2026,
            month: 1,
            day: 2,
            hour: 3,
            minute: 4,
            second: 5,
            epoch: 6,
            offset: Some(0),
        },
        template: None,
        config: Config::default(),
    }
}

fn rendered(plan: &Plan, options: &RevisionOptions) -> Result<Vec<RevisionText>, Unwritable> {
    let drafts = write::drafts(plan, None, options)?;
    drafts.iter().map(|draft| draft.rendered(options)).collect()
}

fn written(plan: &Plan) -> Vec<RevisionText> {
    rendered(plan, &options()).unwrap()
}

fn refused(options: &RevisionOptions) -> Unwritable {
    rendered(&planned(&shirts(), &grown(), &[], false), options).unwrap_err()
}

/// The body of `upgrade()` or `downgrade()`.
fn body<'a>(file: &'a RevisionText, name: &str) -> &'a str {
    let (_, rest) = file.text.split_once(&format!("def {name}() -> None:")).unwrap();
    rest.split("\n\n\ndef ").next().unwrap()
}

fn color() -> Address {
    Address::enum_type("public", "color")
}

fn column(position: u32, data_type: DataType) -> Object {
    Object::Column(Column {
        position,
        data_type,
        collation: None,
        not_null: false,
        not_null_as: godwit_schema::NotNull::default(),
        identity: None,
        generated: None,
        inherited: false,
        storage: godwit_schema::Storage::default(),
        comment: None,
    })
}

fn with_labels(labels: &[&str]) -> Catalog {
    let mut catalog = Catalog::default();
    catalog.insert(Address::namespace("public"), Object::Namespace(Namespace::default()));
    let labels = labels.iter().map(|label| (*label).to_owned()).collect();
    catalog.insert(color(), Object::Enum(EnumType { labels, comment: None }));
    catalog.insert(Address::table("public", "shirt"), Object::Table(Table::default()));
    catalog.insert(
        Address::column("public", "shirt", "color"),
        column(1, DataType::of_enum(&color())),
    );
    catalog
}

fn shirts() -> Catalog {
    with_labels(&["red"])
}

/// A label, a column, and a default that uses the label.
fn grown() -> Catalog {
    let mut catalog = with_labels(&["red", "blue"]);
    catalog.insert(
        Address::column("public", "shirt", "size"),
        column(2, DataType::builtin("integer")),
    );
    catalog.insert(
        Address::default("public", "shirt", "color"),
        Object::Default(ColumnDefault {
            expression: Expression::canonical("'blue'::public.color"),
        }),
    );
    catalog
}

#[test]
fn labels_are_committed_by_a_file_of_their_own_and_all_else_is_one_file() {
    let plan = planned(&shirts(), &grown(), &[], false);
    assert!(plan.batches.len() > 1, "the plan commits before it uses the label");
    let files = written(&plan);
    let names: Vec<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
    assert_eq!(names, ["abc_grow_1_of_2.py", "abc_2_grow_2_of_2.py"]);
    let first = body(&files[0], "upgrade");
    assert!(first.contains("with op.get_context().autocommit_block():\n        op.execute(\"ALTER TYPE public.color ADD VALUE IF NOT EXISTS 'blue'\")"), "{first}");
    assert!(!first.contains("add_column"), "{first}");
    let second = body(&files[1], "upgrade");
    assert!(!second.contains("autocommit_block"), "{second}");
    assert!(second.contains("server_default=sa.text(\"'blue'::public.color\")"), "{second}");
    let read = revision::read("x", &files[0].text).unwrap();
    assert_eq!(read.down_revisions, ["one", "other"]);
    assert_eq!(revision::read("x", &files[1].text).unwrap().down_revisions, ["abc"]);
}

#[test]
fn labels_stay_behind_a_rename_that_their_reversal_speaks_of() {
    let before = shirts();
    let mut after = with_labels(&["red", "blue"]);
    let from = Address::column("public", "shirt", "color");
    let to = Address::column("public", "shirt", "colour");
    let moved = after.remove(&from).unwrap();
    after.insert(to.clone(), moved);
    let files = written(&planned(&before, &after, &[Rename { from, to }], false));
    assert_eq!(files.len(), 2);
    assert!(body(&files[0], "upgrade").contains("new_column_name='colour'"));
    assert!(body(&files[1], "downgrade").contains("COLUMN colour TYPE"));
}

#[test]
fn an_index_built_concurrently_is_cleaned_up_first_and_stands_alone() {
    let mut after = grown();
    after.insert(
        Address::index("public", "shirt", "by_color"),
        Object::Index(Index {
            method: "btree".into(),
            unique: false,
            nulls_not_distinct: false,
            keys: vec![IndexKey::column("color")],
            include: Vec::new(),
            predicate: None,
            options: BTreeMap::new(),
            tablespace: None,
            statistics: Vec::new(),
            valid: true,
            only: false,
            parent: None,
            comment: None,
        }),
    );
    let files = written(&planned(&shirts(), &after, &[], true));
    let alone: Vec<&RevisionText> =
        files.iter().filter(|file| file.text.contains("postgresql_concurrently")).collect();
    assert_eq!(alone.len(), 1);
    let up = body(alone[0], "upgrade");
    let cleaned = up.find("DROP INDEX CONCURRENTLY IF EXISTS public.by_color").unwrap();
    let built = up.find("op.create_index(").unwrap();
    assert!(cleaned < built && !up.contains("shirt', sa.Column"), "{up}");
    assert!(body(alone[0], "downgrade").contains("op.drop_index(op.f('by_color')"));
}

#[test]
fn what_cannot_be_undone_raises_and_says_why() {
    let mut before = shirts();
    let size = Address::column("public", "shirt", "size");
    let Object::Column(plain) = column(2, DataType::builtin("integer")) else { return };
    before.insert(size, Object::Column(Column { not_null: true, ..plain }));
    let files = written(&planned(&before, &shirts(), &[], false));
    let down = body(&files[0], "downgrade");
    assert!(down.contains("raise NotImplementedError("), "{down}");
    assert!(down.contains("public.shirt.size is NOT NULL without a default"), "{down}");
}

#[test]
fn the_docstring_bears_steps_hazards_and_the_seal() {
    let plan = planned(&grown(), &shirts(), &[], false);
    let text = &written(&plan)[0].text;
    assert!(text.starts_with("\"\"\"Grow"), "{text}");
    assert!(text.contains("- Drop column size of public.shirt\n  Danger drops-column: "), "{text}");
    assert!(text.contains(&format!("Plan: {}", plan.seal.as_str())), "{text}");
}

#[test]
fn what_alembic_would_refuse_later_is_refused_now() {
    let nothing = planned(&shirts(), &shirts(), &[], false);
    assert!(rendered(&nothing, &options()).is_err());
    let long = RevisionOptions { rev_id: "x".repeat(31), ..options() };
    assert!(refused(&long).to_string().contains("cannot be stamped"), "the second has 33");
    let odd = RevisionOptions { rev_id: "a-b".into(), ..options() };
    assert!(refused(&odd).to_string().contains("a-b"));
    let config = Config { file_template: "%(who)s".into(), ..Config::default() };
    assert!(refused(&RevisionOptions { config, ..options() }).to_string().contains("who"));
}
