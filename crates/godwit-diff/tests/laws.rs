//! Laws that hold for every pair of catalogs.

#![allow(clippy::expect_used, missing_docs)]

mod common;

use common::catalog;
use godwit_diff::{ChangeSet, Comparison, merge};
use godwit_schema::{Catalog, Scope};

const PAIRS: u64 = 300;

fn compare(before: &Catalog, after: &Catalog) -> ChangeSet {
    Comparison { before, after, scope: &Scope::default(), renames: &[], undecided: &[] }
        .run()
        .expect("there are no renames")
}

#[test]
fn merging_all_changes_gives_what_is_wanted() {
    for seed in 0..PAIRS {
        let (before, after) = (catalog(seed), catalog(seed + 1000));
        let changes = compare(&before, &after);
        assert!(!changes.is_empty(), "seed {seed} makes a pair without a difference");
        let merged = merge(&before, &changes.changes);
        let left = compare(&merged, &after);
        assert!(left.is_empty(), "seed {seed}: {:#?}", left.changes);
        assert_eq!(merged.len(), after.len(), "seed {seed}");
        assert_eq!(
            merged.fingerprint(&Scope::default()),
            after.fingerprint(&Scope::default()),
            "seed {seed}"
        );
    }
}

#[test]
fn nothing_differs_from_itself() {
    for seed in 0..PAIRS {
        let one = catalog(seed);
        let changes = compare(&one, &one);
        assert!(changes.is_empty() && changes.rename_candidates.is_empty());
        assert_eq!(changes.before, changes.after);
        assert_eq!(merge(&one, &[]), one);
    }
}

#[test]
fn the_same_pair_gives_the_same_text() {
    for seed in 0..PAIRS {
        let (before, after) = (catalog(seed), catalog(seed + 1000));
        let text = |changes: &ChangeSet| serde_json::to_string(changes).expect("plain values");
        assert_eq!(text(&compare(&before, &after)), text(&compare(&before, &after)));
    }
}

#[test]
fn there_and_back_is_where_one_was() {
    for seed in 0..PAIRS {
        let (before, after) = (catalog(seed), catalog(seed + 1000));
        let there = merge(&before, &compare(&before, &after).changes);
        let back = merge(&there, &compare(&there, &before).changes);
        assert!(compare(&back, &before).is_empty(), "seed {seed}");
    }
}
