//! Proves the laws of a plan for every case below `tests/cases`, in both directions, on the real
//! server, and for some of those that `tests/crossed.toml` makes. `GODWIT_CASES=words` runs only the
//! cases with these words in `kind/case`; `GODWIT_CROSSED=1` makes all of the crossed ones, 25 every
//! 25th.
#![allow(clippy::print_stdout, clippy::expect_used)]

#[path = "laws/case.rs"]
mod case;
#[path = "laws/crossed.rs"]
mod crossed;
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
#[path = "laws/trial.rs"]
mod trial;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

use tokio::sync::Semaphore;

use case::Case;
use crossed::crossed;
use report::{Outcome, Report};
use stage::Stage;
use trial::try_case;

/// Set to a part of `kind/case` to run only those cases.
const FILTER: &str = "GODWIT_CASES";
/// Which part of the crossed cases is tried.
const CROSSED: &str = "GODWIT_CROSSED";
/// What `make test` tries of them: every so many.
const NTH: usize = 25;

fn main() -> ExitCode {
    // `cargo test WORD` hands the word to every suite; only the filter of this one may miss.
    let words: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = std::env::var(FILTER).unwrap_or_default();
    let cases: Vec<Case> = all()
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

/// Every case of the tree, in order of name.
///
/// # Panics
/// With the folder that is no case.
fn all() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let written = folders(&root);
    let written = written.iter().flat_map(|kind| folders(kind)).map(Case::read);
    let nth = std::env::var(CROSSED).map_or(NTH, |text| {
        text.parse().ok().filter(|nth| *nth > 0).unwrap_or_else(|| panic!("{CROSSED}={text}"))
    });
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crossed");
    written.chain(crossed(&root, nth)).collect()
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", parent.display()));
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
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
