use godwit_layout::TableBox;

/// A card of the given size, alone in `public`.
pub fn table(name: &str, width: f64, height: f64) -> TableBox {
    TableBox { id: format!("public.{name}"), namespace: "public".to_owned(), width, height }
}

/// Numbers that look random and are the same in every run (Knuth's constants for a linear
/// congruential generator).
pub struct Numbers(u64);

impl Numbers {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(usize::MAX) % limit
    }
}

/// A schema of modules of 25 tables with two foreign keys a table: eight of ten stay inside the
/// module, one goes to one of three hubs, one anywhere.
pub fn modules(count: usize, seed: u64) -> (Vec<TableBox>, Vec<(usize, usize)>) {
    let mut numbers = Numbers::new(seed);
    let mut tables = Vec::new();
    let mut references = Vec::new();
    for at in 0..count {
        let rows = 3 + numbers.below(14);
        let width = 180.0 + 10.0 * numbers.below(18) as f64;
        tables.push(table(&format!("t{at:05}"), width, 34.0 + 22.0 * rows as f64));
        let first = at / 25 * 25;
        let size = 25.min(count - first);
        for _ in 0..2 {
            let to = match numbers.below(10) {
                0 => numbers.below(count),
                1 => numbers.below(3.min(count)),
                _ => first + numbers.below(size),
            };
            references.push((at, to));
        }
    }
    (tables, references)
}
