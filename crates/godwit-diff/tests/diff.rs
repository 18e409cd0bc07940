//! What counts as a difference, what is silent, and what renames do.

#![allow(clippy::expect_used, missing_docs)]

mod common;

use common::{check, column, compared, empty, foreign_key, index, table_in, unique, with_table};
use godwit_diff::{ChangeSet, Rename, RenameError, Verb, diff, merge};
use godwit_schema::{
    Address, Catalog, Column, DataType, Dependency, EnumType, NotNull, Object, PartitionOf, Scope,
    Sequence, SourceSpan, Table, Undecided,
};

fn verbs(changes: &ChangeSet) -> Vec<String> {
    changes
        .changes
        .iter()
        .map(|change| {
            let verb = match &change.verb {
                Verb::Create { .. } => "create",
                Verb::Drop { .. } => "drop",
                Verb::Alter { .. } => "alter",
                Verb::Rename { .. } => "rename",
            };
            format!("{verb} {}", change.address)
        })
        .collect()
}

fn rename(from: Address, to: Address) -> Rename {
    Rename { from, to }
}

fn undecided(address: Option<Address>) -> Undecided {
    let span = SourceSpan { file: "models.py".into(), line: 1, column: 1 };
    Undecided { address, span, reason: "it is computed".into() }
}

#[test]
fn t11_the_place_of_a_column_is_no_difference() {
    let before = with_table(&[("a", "text"), ("b", "text")]);
    let after = with_table(&[("b", "text"), ("a", "text")]);
    assert!(compared(&before, &after).is_empty());
}

#[test]
fn parts_of_a_created_table_are_changes_and_parts_of_a_dropped_one_are_not() {
    let with = with_table(&[("a", "text")]);
    assert_eq!(
        verbs(&compared(&empty(), &with)),
        ["create table public.patient", "create column public.patient.a"]
    );
    assert_eq!(verbs(&compared(&with, &empty())), ["drop table public.patient"]);
}

#[test]
fn what_an_undecided_column_uses_is_not_dropped() {
    let mut before = with_table(&[("a", "text")]);
    let state = Address::enum_type("public", "state");
    let labels = vec!["open".to_owned()];
    before.insert(state.clone(), Object::Enum(EnumType { labels, comment: None }));
    let of = Column { data_type: DataType::of_enum(&state), ..column(1, "text") };
    before.insert(Address::column("public", "patient", "a"), Object::Column(of));
    let after = with_table(&[("a", "text")]);
    assert!(verbs(&compared(&before, &after)).contains(&format!("drop {state}")));
    let open = [undecided(Some(Address::column("public", "patient", "a")))];
    let changes = diff(&before, &after, &Scope::default(), &[], &open).expect("no renames");
    assert_eq!(verbs(&changes), [] as [&str; 0]);
}

#[test]
fn t43_what_goes_with_a_column_is_listed_and_merged_away() {
    let mut before = with_table(&[("a", "text"), ("b", "text")]);
    let pair = Address::constraint("public", "patient", "pair");
    let positive = Address::constraint("public", "patient", "positive");
    before.insert(pair.clone(), Object::Constraint(unique(&["a", "b"])));
    before.insert(positive.clone(), Object::Constraint(check("(a <> ''::text)")));
    before.insert_dependency(Dependency {
        dependent: positive.clone(),
        referenced: Address::column("public", "patient", "a"),
    });
    before.insert(
        Address::sequence("public", "s"),
        Object::Sequence(Sequence {
            owned_by: Some(Address::column("public", "patient", "a")),
            ..Sequence::ascending("integer")
        }),
    );
    let after = with_table(&[("b", "text")]);
    let changes = compared(&before, &after);
    assert_eq!(
        verbs(&changes),
        [
            "drop column public.patient.a",
            "drop constraint public.patient.pair",
            "drop constraint public.patient.positive",
            "drop sequence public.s"
        ]
    );
    let only_the_column: Vec<_> =
        changes.changes.iter().filter(|change| change.address.name() == "a").cloned().collect();
    assert!(compared(&merge(&before, &only_the_column), &after).is_empty());
}

#[test]
fn scope_leaves_alembic_alone() {
    let before = table_in(empty(), "alembic_version", &[("version_num", "text")]);
    assert!(compared(&before, &empty()).is_empty());
}

#[test]
fn what_is_not_decided_is_never_a_drop() {
    let mut before = with_table(&[("a", "text"), ("b", "text")]);
    before.insert(Address::index("public", "patient", "on_a"), Object::Index(index(&["a"])));
    let after = with_table(&[("b", "text")]);
    let open = [undecided(Some(Address::column("public", "patient", "a")))];
    let changes = diff(&before, &after, &Scope::default(), &[], &open).expect("no renames");
    assert!(changes.is_empty(), "{:?}", verbs(&changes));

    let open = [undecided(Some(Address::table("public", "patient")))];
    let changes = diff(&before, &empty(), &Scope::default(), &[], &open).expect("no renames");
    assert!(changes.is_empty());

    let changes =
        diff(&before, &empty(), &Scope::default(), &[], &[undecided(None)]).expect("no renames");
    assert!(changes.is_empty(), "an undecided table without a name may be any table");
}

#[test]
fn invalid_indexes_are_wanted_valid() {
    let address = Address::index("public", "patient", "i");
    let mut before = with_table(&[("a", "text")]);
    let mut after = before.clone();
    let mut broken = index(&["a"]);
    broken.valid = false;
    before.insert(address.clone(), Object::Index(broken.clone()));
    after.insert(address.clone(), Object::Index(broken));
    assert_eq!(verbs(&compared(&before, &after)), ["alter index public.patient.i"]);
}

#[test]
fn t33_the_order_of_labels_is_a_difference() {
    let address = Address::enum_type("public", "state");
    let side = |labels: [&str; 2]| {
        let mut catalog = empty();
        let labels = labels.map(str::to_owned).to_vec();
        catalog.insert(address.clone(), Object::Enum(EnumType { labels, comment: None }));
        catalog
    };
    let changes = compared(&side(["a", "b"]), &side(["b", "a"]));
    assert_eq!(verbs(&changes), ["alter enum public.state"]);
}

#[test]
fn t14_a_renamed_table_moves_its_parts_and_leaves_names_behind() {
    let mut before = with_table(&[("id", "integer"), ("full", "text")]);
    let pkey = Address::constraint("public", "patient", "patient_full_key");
    before.insert(pkey, Object::Constraint(unique(&["full"])));
    before.insert(
        Address::constraint("public", "patient", "ck"),
        Object::Constraint(check("(full <> 'full'::text)")),
    );
    let mut before = table_in(before, "visit", &[("patient", "text")]);
    before.insert(
        Address::constraint("public", "visit", "fk"),
        Object::Constraint(foreign_key(
            &["patient"],
            &Address::table("public", "patient"),
            &["full"],
        )),
    );
    let mut after =
        table_in(empty(), "person", &[("id", "integer"), ("full_name", "text"), ("x", "text")]);
    after.insert(
        Address::constraint("public", "person", "patient_full_key"),
        Object::Constraint(unique(&["full_name"])),
    );
    after.insert(
        Address::constraint("public", "person", "ck"),
        Object::Constraint(check("(full_name <> 'full'::text)")),
    );
    let mut after = table_in(after, "visit", &[("patient", "text")]);
    after.insert(
        Address::constraint("public", "visit", "fk"),
        Object::Constraint(foreign_key(
            &["patient"],
            &Address::table("public", "person"),
            &["full_name"],
        )),
    );
    let renames = [
        rename(Address::table("public", "patient"), Address::table("public", "person")),
        rename(
            Address::column("public", "patient", "full"),
            Address::column("public", "person", "full_name"),
        ),
    ];
    let changes = diff(&before, &after, &Scope::default(), &renames, &[]).expect("they fit");
    assert_eq!(
        verbs(&changes),
        [
            "rename table public.person",
            "rename column public.person.full_name",
            "create column public.person.x"
        ]
    );
    assert!(compared(&merge(&before, &changes.changes), &after).is_empty());
}

#[test]
fn renames_that_do_not_fit_are_named() {
    let before = with_table(&[("a", "text"), ("b", "text")]);
    let after = with_table(&[("a", "text"), ("c", "text")]);
    let at = |name: &str| Address::column("public", "patient", name);
    let run = |renames: &[Rename]| diff(&before, &after, &Scope::default(), renames, &[]);
    let absent = rename(at("z"), at("c"));
    assert_eq!(run(std::slice::from_ref(&absent)), Err(RenameError::Absent(absent.clone())));
    let unwanted = rename(at("b"), at("z"));
    assert_eq!(run(std::slice::from_ref(&unwanted)), Err(RenameError::NotWanted(unwanted)));
    // What stands there goes, unless that is not said.
    let open = [Undecided {
        address: Some(Address::table("public", "patient")),
        span: SourceSpan { file: String::new(), line: 1, column: 1 },
        reason: String::new(),
    }];
    let taken = [rename(at("b"), at("a"))];
    let occupied = diff(&before, &after, &Scope::default(), &taken, &open);
    assert_eq!(occupied, Err(RenameError::Occupied(at("a"))));
    let error = RenameError::Absent(absent).to_string();
    assert_eq!(error, "cannot rename what the database does not have: column public.patient.z");
}

#[test]
fn what_has_the_name_gives_way() {
    let before = with_table(&[("name", "text"), ("full_name", "integer")]);
    let after = with_table(&[("full_name", "text")]);
    let at = |name: &str| Address::column("public", "patient", name);
    let renames = [rename(at("name"), at("full_name"))];
    let changes = diff(&before, &after, &Scope::default(), &renames, &[]).expect("they fit");
    assert_eq!(
        verbs(&changes),
        [
            "rename column public.patient.full_name",
            "drop column public.patient.full_name_moment",
            "rename column public.patient.full_name_moment",
        ]
    );
    assert!(compared(&merge(&before, &changes.changes), &after).is_empty());
}

#[test]
fn several_changes_of_one_column_add_up() {
    let before = with_table(&[("a", "text")]);
    let address = Address::column("public", "patient", "a");
    let plain = column(1, "text");
    let typed = Column { data_type: column(1, "integer").data_type, ..plain.clone() };
    let strict = Column { not_null: true, ..plain.clone() };
    let alter = |after: &Column| godwit_diff::Change {
        address: address.clone(),
        verb: Verb::Alter {
            before: Box::new(Object::Column(plain.clone())),
            after: Box::new(Object::Column(after.clone())),
        },
    };
    let merged = merge(&before, &[alter(&typed), alter(&strict)]);
    let found = merged.column(&address).expect("it is still there");
    assert!(found.not_null);
    assert_eq!(found.data_type.text, "integer");
}

#[test]
fn t42_names_of_not_null_differ_only_where_both_sides_have_them() {
    let named = |name: Option<&str>, not_valid: bool| {
        let mut catalog = with_table(&[("a", "text")]);
        let address = Address::column("public", "patient", "a");
        let not_null_as =
            NotNull { name: name.map(str::to_owned), not_valid, ..NotNull::default() };
        let found = Column { not_null: true, not_null_as, ..column(1, "text") };
        catalog.insert(address, Object::Column(found));
        catalog
    };
    let differ = |before: &Catalog, after: &Catalog| !compared(before, after).changes.is_empty();
    let (old, usual) = (named(None, false), named(Some("patient_a_not_null"), false));
    let (given, open) = (named(Some("known"), false), named(Some("patient_a_not_null"), true));
    for (before, after) in [(&old, &usual), (&old, &given)] {
        assert!(!differ(before, after) && !differ(after, before));
    }
    assert!(differ(&usual, &given) && differ(&given, &usual));
    assert!(differ(&old, &open) && differ(&open, &old));
    let scope = Scope::default();
    assert_eq!(old.fingerprint(&scope), usual.fingerprint(&scope));
    assert_ne!(old.fingerprint(&scope), given.fingerprint(&scope));
}

#[test]
fn a_name_that_a_partition_cannot_change_does_not_differ() {
    let catalog = |parent: &str, own: &str| {
        let mut catalog = with_table(&[("a", "text")]);
        catalog.read_by("app");
        let part = Address::table("public", "part");
        let bound = "DEFAULT".to_owned();
        let partition_of = Some(PartitionOf { parent: Address::table("public", "patient"), bound });
        catalog.insert(part, Object::Table(Table { partition_of, ..Table::default() }));
        for (table, name, inherited) in [("patient", parent, false), ("part", own, true)] {
            let not_null_as = NotNull { name: Some(name.to_owned()), ..NotNull::default() };
            let found = Column { not_null: true, not_null_as, inherited, ..column(1, "text") };
            catalog.insert(Address::column("public", table, "a"), Object::Column(found));
        }
        catalog
    };
    let changed = |before: (&str, &str), after: (&str, &str)| {
        compared(&catalog(before.0, before.1), &catalog(after.0, after.1)).changes.len()
    };
    assert_eq!(changed(("p", "p"), ("p", "own")), 0);
    assert_eq!(changed(("p", "own"), ("p", "p")), 0);
    assert_eq!(changed(("p", "p"), ("q", "q")), 2);
    assert_eq!(changed(("p", "own"), ("q", "own")), 1);
}
