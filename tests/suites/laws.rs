//! Proves the laws of a plan for every case below `tests/cases`, in both directions, on the real
//! server. `GODWIT_CASES=words` runs only the cases with these words in `kind/case`.
#![allow(clippy::print_stdout, clippy::expect_used)]

#[path = "laws/case.rs"]
mod case;
#[path = "laws/direction.rs"]
mod direction;
#[path = "laws/dump.rs"]
mod dump;
#[path = "laws/report.rs"]
mod report;
#[path = "laws/rows.rs"]
mod rows;
#[path = "laws/stage.rs"]
mod stage;

use std::{process::ExitCode, sync::Arc, time::Instant};

use tokio::sync::Semaphore;

use case::Case;
use direction::prove;
use report::{Outcome, Report};
use stage::{Stage, States};

/// Set to a part of `kind/case` to run only those cases.
const FILTER: &str = "GODWIT_CASES";

fn main() -> ExitCode {
    // `cargo test WORD` hands the word to every suite; only the filter of this one may miss.
    let words: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = std::env::var(FILTER).unwrap_or_default();
    let cases: Vec<Case> = case::all()
        .into_iter()
        .filter(|case| case.name().contains(&wanted))
        .filter(|case| words.is_empty() || words.iter().any(|word| case.name().contains(word)))
        .collect();
    assert!(!cases.is_empty() || !words.is_empty(), "no case is called: {wanted}");
    if cases.is_empty() {
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run(cases))
}

async fn run(cases: Vec<Case>) -> ExitCode {
    let began = Instant::now();
    let stage = Arc::new(Stage::open().await);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let places = Arc::new(Semaphore::new(cores));
    let (told, mut news) = tokio::sync::mpsc::unbounded_channel();
    for case in cases {
        let (stage, places, told) = (Arc::clone(&stage), Arc::clone(&places), told.clone());
        tokio::spawn(async move {
            let _place = places.acquire_owned().await.expect("nobody closes the door");
            let case = Arc::new(case);
            // A panic is the failure of one case, not the end of all.
            let trial = tokio::spawn({
                let (stage, case) = (Arc::clone(&stage), Arc::clone(&case));
                async move { try_case(&stage, &case).await }
            });
            let outcome = trial.await.unwrap_or_else(|error| Outcome::broken(0, error.to_string()));
            // The receiver waits for all of us.
            let _sent = told.send((case, outcome));
        });
    }
    drop(told);
    let mut report = Report::default();
    while let Some((case, outcome)) = news.recv().await {
        report.take(&case, &outcome);
    }
    println!("{}", report.table(began.elapsed()));
    if report.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

async fn try_case(stage: &Stage, case: &Case) -> Outcome {
    if !case.fits(stage.major()) {
        return Outcome::Skipped;
    }
    let states = match States::build(stage, case).await {
        Ok(states) => states,
        Err(why) => return Outcome::broken(0, why),
    };
    let mut outcome = Outcome::default();
    for direction in states.directions(case) {
        outcome.add(prove(stage, case, &direction).await);
    }
    if let Err(why) = states.drop(stage).await {
        outcome.add(Outcome::broken(0, why));
    }
    outcome
}
