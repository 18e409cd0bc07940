//! How long drawings take: `cargo test --release -p godwit-layout -- --ignored --nocapture`.
#![allow(clippy::print_stderr)]

mod common;

use std::time::Instant;

#[test]
#[ignore = "prints times, decides nothing"]
fn times() {
    for count in [100, 1_000, 5_000, 10_000] {
        let (tables, references) = common::modules(count, 1);
        let started = Instant::now();
        let layout = godwit_layout::layout(&tables, &references);
        eprintln!(
            "{count:>6} tables: {:>8.2} ms, {} clusters, {:.0} x {:.0}, {} of {} references inside",
            started.elapsed().as_secs_f64() * 1_000.0,
            layout.clusters.len(),
            layout.size.0,
            layout.size.1,
            layout.internal.iter().filter(|internal| **internal).count(),
            references.len(),
        );
    }
}
