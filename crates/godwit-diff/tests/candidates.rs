//! Which pairs of a drop and a create are offered as renames.

#![allow(clippy::expect_used, missing_docs)]

mod common;

use common::{compared, empty, unique, with_table};
use godwit_schema::{
    Address, Catalog, Class, ColumnDefault, Definition, Expression, Namespace, Object, Table,
};

#[test]
fn renames_are_offered_by_likeness_and_never_made() {
    let before = with_table(&[("id", "integer"), ("fullname", "text"), ("fax", "text")]);
    let after = with_table(&[("id", "integer"), ("full_name", "text")]);
    let changes = compared(&before, &after);
    let best = &changes.rename_candidates[0];
    assert_eq!(best.rename.from.name(), "fullname");
    assert_eq!(best.rename.to.name(), "full_name");
    assert!(best.score > 0.8 && !best.ambiguous, "{best:?}");
    assert_eq!(changes.changes.len(), 3, "they stand as drop and create");
}

#[test]
fn t18_two_equal_candidates_are_ambiguous() {
    let before = with_table(&[("name_1", "text"), ("name_2", "text")]);
    let after = with_table(&[("name", "text")]);
    let changes = compared(&before, &after);
    assert_eq!(changes.rename_candidates.len(), 2);
    assert!(changes.rename_candidates.iter().all(|one| one.ambiguous));
}

#[test]
fn t14_constraints_that_differ_by_name_only_are_offered() {
    let mut before = with_table(&[("email", "text")]);
    let mut after = before.clone();
    before.insert(
        Address::constraint("public", "patient", "r_email_key"),
        Object::Constraint(unique(&["email"])),
    );
    after.insert(
        Address::constraint("public", "patient", "patient_email_key"),
        Object::Constraint(unique(&["email"])),
    );
    let changes = compared(&before, &after);
    assert!(changes.rename_candidates[0].score >= 0.8);
    assert_eq!(changes.changes.len(), 2);
}

#[test]
fn namespaces_and_views_that_differ_by_name_only_are_offered() {
    let side = |namespace: &str, view: &str| {
        let mut catalog = empty();
        catalog.read_by("app");
        catalog.insert(Address::namespace(namespace), Object::Namespace(Namespace::default()));
        catalog.insert(Address::table(namespace, "t"), Object::Table(Table::default()));
        let found = Definition {
            class: Class::View,
            core: format!("SELECT 1 FROM {namespace}.t"),
            creation: format!("CREATE VIEW public.{view} AS SELECT 1 FROM {namespace}.t"),
            replacement: None,
            shape: vec!["n integer".to_owned()],
            target: format!("VIEW public.{view}"),
            facets: Vec::new(),
            search_path: None,
            comment: None,
        };
        let path = ["public".to_owned(), view.to_owned()];
        catalog.insert(Address::defined(Class::View, &path), Object::Definition(Box::new(found)));
        catalog
    };
    let offered = |before: &Catalog, after: &Catalog| -> Vec<String> {
        let changes = compared(before, after);
        let candidates = changes.rename_candidates.iter().map(|one| one.rename.to.to_string());
        candidates.collect()
    };
    assert_eq!(offered(&side("shop", "seen"), &side("shop", "viewed")), ["view public.viewed"]);
    let both = offered(&side("shop", "seen"), &side("store", "seen"));
    assert!(both.contains(&"schema store".to_owned()), "{both:?}");
}

#[test]
fn what_has_no_name_of_its_own_is_never_offered() {
    let now = || ColumnDefault { expression: Expression::canonical("now()") };
    let mut before = with_table(&[("a", "date"), ("b", "date")]);
    let mut after = before.clone();
    before.insert(Address::default("public", "patient", "a"), Object::Default(now()));
    after.insert(Address::default("public", "patient", "b"), Object::Default(now()));
    let changes = compared(&before, &after);
    assert_eq!(changes.changes.len(), 2);
    assert!(changes.rename_candidates.is_empty(), "{:?}", changes.rename_candidates);
}
