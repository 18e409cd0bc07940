//! Proves the laws of a plan for pairs of random schemas, in both directions, on the real server.
//!
//! A pair that breaks a law is made as small as it gets and written as a case, ready for
//! `tests/cases`. `GODWIT_GENERATED=5000` tries as many pairs, `GODWIT_GENERATED_SEED=7` begins with
//! the pair of that seed.
#![allow(clippy::print_stdout, clippy::expect_used)]

#[path = "laws/case.rs"]
mod case;
#[path = "generated/choices.rs"]
mod choices;
#[path = "laws/direction.rs"]
mod direction;
#[path = "laws/dump.rs"]
mod dump;
#[path = "generated/edit.rs"]
mod edit;
#[path = "generated/grow.rs"]
mod grow;
#[path = "generated/names.rs"]
mod names;
#[path = "generated/pair.rs"]
mod pair;
#[path = "generated/piece.rs"]
mod piece;
#[path = "generated/render.rs"]
mod render;
#[path = "laws/report.rs"]
mod report;
#[path = "laws/rows.rs"]
mod rows;
#[path = "generated/schema.rs"]
mod schema;
#[path = "generated/shrink.rs"]
mod shrink;
#[path = "generated/sound.rs"]
mod sound;
#[path = "laws/stage.rs"]
mod stage;
#[path = "laws/trial.rs"]
mod trial;
#[path = "generated/types.rs"]
mod types;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

use tempfile::TempDir;
use tokio::sync::Semaphore;

use case::Case;
use pair::Pair;
use report::{Outcome, Report};
use shrink::shrink;
use stage::Stage;
use trial::try_case;

/// How many pairs are tried.
const COUNT: &str = "GODWIT_GENERATED";
/// The seed of the first pair; every further one has the next number.
const SEED: &str = "GODWIT_GENERATED_SEED";
/// How a plan begins to say that PostgreSQL cannot change something: no law is broken by that.
const CANNOT: &str = "cannot-change@";
/// What `make test` tries.
const PAIRS: u64 = 24;

fn main() -> ExitCode {
    // `cargo test WORD` hands the word to every suite.
    let words: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    if !words.is_empty() && !words.iter().any(|word| "generated".contains(word.as_str())) {
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run(number(SEED, 1), number(COUNT, PAIRS)))
}

fn number(variable: &str, otherwise: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
        Err(_) => otherwise,
    }
}

async fn run(first: u64, count: u64) -> ExitCode {
    let began = Instant::now();
    let stage = Arc::new(Stage::open().await);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let places = Arc::new(Semaphore::new(cores));
    let (told, mut news) = tokio::sync::mpsc::unbounded_channel();
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for seed in first..first + count {
        let pair = Pair::of(seed);
        for piece in pair.before.pieces.values().chain(pair.after.pieces.values()) {
            *kinds.entry(piece.body.noun()).or_default() += 1;
        }
        let (stage, places, told) = (Arc::clone(&stage), Arc::clone(&places), told.clone());
        tokio::spawn(async move {
            let _place = places.acquire_owned().await.expect("nobody closes the door");
            // A panic is the failure of one pair, not the end of all.
            let trial = tokio::spawn(async move { try_pair(stage, seed, pair).await });
            // The receiver waits for all of us.
            let _sent = told.send((seed, trial.await));
        });
    }
    drop(told);
    let mut report = Report::default();
    let mut refused = 0;
    while let Some((seed, trial)) = news.recv().await {
        match trial {
            Ok((case, outcome, refusals)) => {
                refused += refusals;
                report.take(&case, &outcome);
                if !outcome.names().is_empty() {
                    println!(
                        "-- the pair is saved in {}\n-- again: {SEED}={seed} {COUNT}=1 cargo test \
                         -p godwit-tests --test generated",
                        case.folder.display()
                    );
                }
            }
            Err(error) => panic!("the pair of seed {seed} cannot be tried: {error}"),
        }
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    println!("\npieces on both sides: {}", kinds.join(", "));
    println!("ways that are refused by name, since PostgreSQL does not go them: {refused}");
    println!("{}", report.table(began.elapsed()));
    if report.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Where pairs that break a law are written.
fn found() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated")
}

async fn try_pair(stage: Arc<Stage>, seed: u64, pair: Pair) -> (Case, Outcome, usize) {
    let folder = TempDir::new().expect("a temporary folder");
    let kind = folder.path().join("generated");
    let first = tried(&stage, &pair, &kind.join(format!("seed-{seed}"))).await;
    let laws = first.1.names();
    if laws.is_empty() {
        return first;
    }
    let smallest = shrink(pair, &Failure { stage: &stage, laws, folder: &kind }).await;
    tried(&stage, &smallest, &found().join(format!("seed-{seed}"))).await
}

/// What a pair does not hold.
struct Failure<'a> {
    stage: &'a Stage,
    laws: BTreeSet<String>,
    folder: &'a Path,
}

impl Failure<'_> {
    /// Whether another pair breaks one of the same laws.
    async fn is_of(&self, pair: &Pair) -> bool {
        let (_, outcome, _) = tried(self.stage, pair, &self.folder.join("less")).await;
        !outcome.names().is_disjoint(&self.laws)
    }
}

async fn tried(stage: &Stage, pair: &Pair, folder: &Path) -> (Case, Outcome, usize) {
    // What another run left there.
    let _removed = std::fs::remove_dir_all(folder);
    pair.write(folder).expect("the case is written");
    let case = Case::read(folder.to_owned());
    match try_case(stage, &case).await {
        Outcome::Tried(mut breaches) => {
            let all = breaches.len();
            breaches.retain(|breach| !(breach.law == 1 && breach.seen.starts_with(CANNOT)));
            let refused = all - breaches.len();
            (case, Outcome::Tried(breaches), refused)
        }
        skipped => (case, skipped, 0),
    }
}
