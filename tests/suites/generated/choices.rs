use proptest::{
    prelude::Rng,
    test_runner::{RngAlgorithm, TestRng},
};

/// Random choices that a seed decides.
#[derive(Debug)]
pub struct Choices(TestRng);

impl Choices {
    /// The choices of a seed: the same on every machine.
    pub fn of(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.0.next_u64() % end).unwrap_or(0)
    }

    /// Which form of something; whoever renders it takes it modulo the number of forms.
    pub fn form(&mut self) -> usize {
        self.below(840)
    }

    /// True in so many of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of some.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.below(of.len())].clone()) }
    }

    /// Some of some, each once, in a random order: at least one where there is one.
    pub fn some<T: Clone>(&mut self, of: &[T], most: usize) -> Vec<T> {
        let mut rest = of.to_vec();
        let mut chosen = Vec::new();
        let wanted = 1 + self.below(most.max(1));
        while chosen.len() < wanted && !rest.is_empty() {
            let at = self.below(rest.len());
            chosen.push(rest.swap_remove(at));
        }
        chosen
    }
}
