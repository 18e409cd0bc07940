//! What holds for every drawing.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Numbers, modules, table};
use godwit_layout::{Cluster, Layout, TableBox, layout};

type Rectangle = (f64, f64, f64, f64);

fn overlap(first: Rectangle, second: Rectangle) -> bool {
    first.0 < second.0 + second.2
        && second.0 < first.0 + first.2
        && first.1 < second.1 + second.3
        && second.1 < first.1 + first.3
}

fn card(tables: &[TableBox], layout: &Layout, at: usize) -> Rectangle {
    let (x, y) = layout.positions[at];
    (x, y, tables[at].width, tables[at].height)
}

fn edges(cluster: &Cluster) -> Rectangle {
    (cluster.x, cluster.y, cluster.width, cluster.height)
}

/// No two cards and no two boxes overlap, every card is in its box and every box in the drawing,
/// every table is in one cluster, and references are told apart rightly.
fn hold(tables: &[TableBox], references: &[(usize, usize)], layout: &Layout) {
    assert_eq!(layout.positions.len(), tables.len());
    assert_eq!(layout.cluster_of.len(), tables.len());
    assert_eq!(layout.internal.len(), references.len());
    for (first, one) in layout.clusters.iter().enumerate() {
        for other in &layout.clusters[first + 1..] {
            assert!(!overlap(edges(one), edges(other)), "{} and {}", one.title, other.title);
        }
        assert!(one.x >= 0.0 && one.y >= 0.0);
        assert!(one.x + one.width <= layout.size.0 && one.y + one.height <= layout.size.1);
        assert!(!one.members.is_empty() && !one.title.is_empty());
        for (at, member) in one.members.iter().enumerate() {
            assert_eq!(layout.cluster_of[*member], first);
            let (x, y, width, height) = card(tables, layout, *member);
            assert!(x >= one.x && x + width <= one.x + one.width, "{}", tables[*member].id);
            assert!(y >= one.y && y + height <= one.y + one.height, "{}", tables[*member].id);
            for other in &one.members[at + 1..] {
                assert!(
                    !overlap(card(tables, layout, *member), card(tables, layout, *other)),
                    "{} and {}",
                    tables[*member].id,
                    tables[*other].id
                );
            }
        }
    }
    let members: usize = layout.clusters.iter().map(|cluster| cluster.members.len()).sum();
    assert_eq!(members, tables.len());
    for ((from, to), internal) in references.iter().zip(&layout.internal) {
        assert_eq!(*internal, layout.cluster_of[*from] == layout.cluster_of[*to]);
    }
}

fn shape(layout: &Layout) -> f64 {
    layout.size.0 / layout.size.1
}

#[test]
fn nothing_is_an_empty_drawing() {
    let empty = layout(&[], &[]);
    assert!(empty.positions.is_empty() && empty.clusters.is_empty());
    assert_eq!(empty.size, (0.0, 0.0));
}

#[test]
fn one_table_lies_in_one_box() {
    let tables = [table("only", 200.0, 100.0)];
    let layout = layout(&tables, &[(0, 0)]);
    hold(&tables, &[(0, 0)], &layout);
    assert_eq!(layout.clusters.len(), 1);
    assert!(layout.internal[0]);
}

#[test]
fn schemas_of_many_sizes_hold_the_laws() {
    for count in [2, 3, 7, 14, 40, 100, 333, 1_000, 2_500] {
        for seed in 0..4 {
            let (tables, references) = modules(count, seed);
            hold(&tables, &references, &layout(&tables, &references));
        }
    }
}

#[test]
fn graphs_without_any_order_in_them_hold_the_laws() {
    for seed in 0..30 {
        let mut numbers = Numbers::new(seed);
        let count = 1 + numbers.below(60);
        let tables: Vec<TableBox> = (0..count)
            .map(|at| TableBox {
                id: format!("s{}.t{at}", at % 4),
                namespace: format!("s{}", if seed % 2 == 0 { 0 } else { at % 4 }),
                width: 1.0 + numbers.below(900) as f64,
                height: numbers.below(3_000) as f64,
            })
            .collect();
        let references: Vec<_> =
            (0..numbers.below(200)).map(|_| (numbers.below(count), numbers.below(count))).collect();
        hold(&tables, &references, &layout(&tables, &references));
    }
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let (tables, references) = modules(300, 5);
    let once = layout(&tables, &references);
    assert_eq!(once, layout(&tables, &references));

    let last = tables.len() - 1;
    let turned: Vec<TableBox> = tables.iter().rev().cloned().collect();
    let mut turned_references: Vec<_> =
        references.iter().map(|(from, to)| (last - from, last - to)).collect();
    turned_references.reverse();
    let turned = layout(&turned, &turned_references);
    for (at, table) in tables.iter().enumerate() {
        assert_eq!(once.positions[at], turned.positions[last - at], "{}", table.id);
    }
    let titles = |layout: &Layout| -> Vec<String> {
        layout.clusters.iter().map(|cluster| cluster.title.clone()).collect()
    };
    assert_eq!(titles(&once), titles(&turned));
}

#[test]
fn modules_are_found_again() {
    let (tables, references) = modules(1_000, 1);
    let layout = layout(&tables, &references);
    let count = layout.clusters.len();
    assert!((25..=60).contains(&count), "{count} clusters of 40 modules");
    let internal = layout.internal.iter().filter(|internal| **internal).count();
    assert!(internal * 10 >= references.len() * 7, "{internal} of {}", references.len());
}

#[test]
fn drawings_are_shaped_like_a_screen() {
    for (count, seed) in [(40, 1), (100, 2), (1_000, 3), (2_500, 4)] {
        let (tables, references) = modules(count, seed);
        let found = shape(&layout(&tables, &references));
        assert!((1.1..2.3).contains(&found), "{count} tables are {found:.2} wide a height of 1");
    }
}

#[test]
fn a_chain_is_folded() {
    let tables: Vec<TableBox> =
        (0..24).map(|at| table(&format!("t{at:02}"), 200.0, 150.0)).collect();
    let references: Vec<_> = (1..24).map(|at| (at, at - 1)).collect();
    let layout = layout(&tables, &references);
    hold(&tables, &references, &layout);
    let found = shape(&layout);
    assert!((0.8..2.6).contains(&found), "a chain of 24 is {found:.2} wide a height of 1");
}

#[test]
fn a_star_is_folded() {
    let tables: Vec<TableBox> =
        (0..60).map(|at| table(&format!("t{at:02}"), 200.0, 150.0)).collect();
    let references: Vec<_> = (1..60).map(|at| (at, 0)).collect();
    let layout = layout(&tables, &references);
    hold(&tables, &references, &layout);
    assert_eq!(layout.clusters.len(), 1);
    assert_eq!(layout.clusters[0].title, "t00");
    let found = shape(&layout);
    assert!((0.8..2.6).contains(&found), "a star of 60 is {found:.2} wide a height of 1");
}

#[test]
fn tables_without_references_share_a_box_and_stand_in_rows() {
    let tables: Vec<TableBox> =
        (0..100).map(|at| table(&format!("t{at:02}"), 200.0, 150.0)).collect();
    let layout = layout(&tables, &[]);
    hold(&tables, &[], &layout);
    assert_eq!(layout.clusters.len(), 1);
    assert_eq!(layout.clusters[0].title, "no references");
    assert!((1.1..2.3).contains(&shape(&layout)), "{:?}", layout.size);
}

#[test]
fn a_referenced_table_stands_left_of_what_references_it() {
    let tables = [table("visit", 200.0, 400.0), table("patient", 200.0, 400.0)];
    let layout = layout(&tables, &[(0, 1)]);
    assert_eq!(layout.clusters[0].title, "patient");
    assert!(layout.positions[1].0 + 200.0 < layout.positions[0].0, "{:?}", layout.positions);
}

#[test]
fn namespaces_are_the_boxes_when_there_are_several() {
    let one = |namespace: &str, name: &str| TableBox {
        id: format!("{namespace}.{name}"),
        namespace: namespace.to_owned(),
        width: 200.0,
        height: 100.0,
    };
    let tables = [one("sales", "invoice"), one("people", "user"), one("sales", "line")];
    let layout = layout(&tables, &[(0, 1), (2, 0)]);
    hold(&tables, &[(0, 1), (2, 0)], &layout);
    let found: Vec<(&str, &[usize])> = layout
        .clusters
        .iter()
        .map(|cluster| (cluster.title.as_str(), cluster.members.as_slice()))
        .collect();
    assert_eq!(found, [("people", [1].as_slice()), ("sales", [0, 2].as_slice())]);
    assert_eq!(layout.internal, [false, true]);
}

#[test]
fn a_large_namespace_among_several_is_cut_by_its_references() {
    let (mut tables, references) = modules(200, 9);
    tables.push(TableBox {
        id: "\"Audit\".entry".to_owned(),
        namespace: "Audit".to_owned(),
        width: 200.0,
        height: 100.0,
    });
    let layout = layout(&tables, &references);
    hold(&tables, &references, &layout);
    assert!(layout.clusters.len() > 4);
    assert_eq!(layout.clusters[0].title, "Audit");
    assert!(layout.clusters[1..].iter().all(|cluster| cluster.title.starts_with("public: t")));
}

#[test]
fn linked_boxes_are_neighbours() {
    // Eight groups of six, in which each references each; the first is linked to the last only.
    let tables: Vec<TableBox> =
        (0..48).map(|at| table(&format!("t{at:02}"), 200.0, 150.0)).collect();
    let mut references: Vec<(usize, usize)> =
        (0..48).flat_map(|at| (at / 6 * 6..at).map(move |to| (at, to))).collect();
    references.extend([(0, 42), (1, 43), (2, 44)]);
    let layout = layout(&tables, &references);
    hold(&tables, &references, &layout);
    assert_eq!(layout.clusters.len(), 8);
    let centre = |at: usize| {
        let cluster = &layout.clusters[layout.cluster_of[at]];
        (cluster.x + cluster.width / 2.0, cluster.y + cluster.height / 2.0)
    };
    let apart = |first: usize, second: usize| {
        (centre(first).0 - centre(second).0).hypot(centre(first).1 - centre(second).1)
    };
    let linked = apart(0, 42);
    let nearer = (1..7).filter(|group| apart(0, group * 6) < linked - 1.0).count();
    assert!(nearer <= 1, "{nearer} unlinked boxes are nearer than the linked one");
}

#[test]
fn one_more_table_leaves_the_clusters_nearly_as_they_were() {
    let (mut tables, mut references) = modules(500, 7);
    let before = layout(&tables, &references).clusters.len();
    tables.push(table("zzz", 200.0, 150.0));
    references.push((500, 400));
    let after = layout(&tables, &references).clusters.len();
    assert!(before.abs_diff(after) <= 2, "{before} clusters became {after}");
}

#[test]
#[should_panic(expected = "index out of bounds")]
fn a_reference_to_a_table_that_is_not_there_is_a_fault() {
    layout(&[table("only", 200.0, 100.0)], &[(0, 1)]);
}
