//! The smallest pair that still breaks a law.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use crate::{Failure, pair::Pair, types::Key};

/// How long one pair is made smaller.
const PATIENCE: Duration = Duration::from_secs(90);

/// Leaves out of a pair, as long as there is time, whatever it goes on failing without.
pub async fn shrink(pair: Pair, failure: &Failure<'_>) -> Pair {
    let until = Instant::now() + PATIENCE;
    let mut smallest = pair;
    loop {
        let mut smaller = false;
        for step in [Step::Edits, Step::Pieces, Step::Rows, Step::Renames, Step::Words] {
            smaller |= step.take(&mut smallest, failure, until).await;
        }
        if !smaller || Instant::now() > until {
            return smallest;
        }
    }
}

/// What is left out.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A difference: after becomes what before is.
    Edits,
    /// A piece on both sides, with all that needs it.
    Pieces,
    /// All rows.
    Rows,
    /// That renames are confirmed.
    Renames,
    /// Comments, owners, privileges and odd names.
    Words,
}

impl Step {
    /// Tries it on ever fewer pieces at once; whether anything could be left out.
    async fn take(self, pair: &mut Pair, failure: &Failure<'_>, until: Instant) -> bool {
        let mut any = false;
        let mut size = self.keys(pair).len().div_ceil(2);
        while size > 0 {
            let keys = self.keys(pair);
            let mut smaller = false;
            for some in keys.chunks(size) {
                if Instant::now() > until {
                    return any;
                }
                let mut less = pair.clone();
                some.iter().for_each(|key| self.apply(&mut less, *key));
                let sound = less.before.is_sound() && less.after.is_sound();
                if less != *pair && sound && failure.is_of(&less).await {
                    *pair = less;
                    smaller = true;
                }
            }
            any |= smaller;
            size /= 2;
        }
        any
    }

    /// Latest first: others stand on the earlier ones.
    fn keys(self, pair: &Pair) -> Vec<Key> {
        if matches!(self, Step::Rows | Step::Renames) {
            return vec![0];
        }
        let both: BTreeSet<Key> =
            pair.before.pieces.keys().chain(pair.after.pieces.keys()).copied().collect();
        let differs = |key: &Key| pair.before.pieces.get(key) != pair.after.pieces.get(key);
        both.into_iter().rev().filter(|key| !matches!(self, Step::Edits) || differs(key)).collect()
    }

    fn apply(self, pair: &mut Pair, key: Key) {
        match self {
            Step::Edits => match pair.before.pieces.get(&key) {
                Some(piece) => {
                    let whole =
                        piece.references().iter().all(|need| pair.after.pieces.contains_key(need));
                    if whole {
                        pair.after.pieces.insert(key, piece.clone());
                    }
                }
                None => pair.after.remove(key),
            },
            Step::Pieces => {
                pair.before.remove(key);
                pair.after.remove(key);
            }
            Step::Rows => pair.rows = false,
            Step::Renames => pair.confirms = false,
            Step::Words => {
                for schema in [&mut pair.before, &mut pair.after] {
                    if let Some(piece) = schema.pieces.get_mut(&key) {
                        piece.comment = None;
                        piece.owner = None;
                        piece.grant = None;
                        piece.name = format!("n{key}");
                    }
                }
            }
        }
    }
}
