//! Random changes of real models never make the reader panic, hang or forget the place.
//!
//! `GODWIT_FUZZ_SECONDS` says for how long; without it a short, fixed run is made.
#![allow(clippy::expect_used)]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use godwit_models::{Libraries, SourceFile, SourceTree, read};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// Pieces that mean something to Python or to the libraries.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "'",
    "\"",
    "\"\"\"",
    "\n",
    "\n    ",
    "\t",
    "\\",
    "#",
    "*",
    "**",
    "@",
    "->",
    "|",
    "=",
    "==",
    "lambda: ",
    "class X(",
    "def f(cls):\n        return ",
    "import ",
    "from . import *\n",
    "None",
    "True",
    "-1",
    "9",
    "99999999999999999999",
    "f'{x}'",
    "Mapped[",
    "Optional[",
    "Column(",
    "Field(",
    "table=True",
    "__tablename__ = ",
    "__table_args__ = ",
    "ForeignKey('",
    "Index(",
    "Enum(",
    "if x:\n    ",
    "for x in y:\n    ",
    "async ",
    "await ",
    "match x:\n    case 1:",
    "type X = ",
    "\u{0}",
    "\u{feff}",
    "ü",
    "𝄞",
];

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/corpus");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .expect("the corpus")
        .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
        .collect();
    found.sort();
    assert!(found.len() > 100);
    found
}

#[derive(Debug, Clone)]
enum Change {
    Insert(usize, usize),
    Cut(usize, usize),
    Copy(usize, usize, usize),
    Flip(usize, u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<usize>(), any::<usize>()).prop_map(|(at, piece)| Change::Insert(at, piece)),
        2 => (any::<usize>(), 1_usize..40).prop_map(|(at, count)| Change::Cut(at, count)),
        2 => (any::<usize>(), any::<usize>(), 1_usize..200)
            .prop_map(|(from, to, count)| Change::Copy(from, to, count)),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let place = |at: usize| at % (bytes.len() + 1);
        match *change {
            Change::Insert(at, piece) => {
                let at = place(at);
                bytes.splice(at..at, PIECES[piece % PIECES.len()].bytes());
            }
            Change::Cut(at, count) => {
                let at = place(at);
                let end = (at + count).min(bytes.len());
                bytes.drain(at..end);
            }
            Change::Copy(from, to, count) => {
                let (from, to) = (place(from), place(to));
                let part = bytes[from..(from + count).min(bytes.len())].to_vec();
                bytes.splice(to..to, part);
            }
            Change::Flip(at, byte) => {
                if let Some(known) = bytes.get_mut(at % text.len().max(1)) {
                    *known = byte;
                }
            }
        }
    }
    bytes
}

#[expect(clippy::print_stdout, reason = "its figure is what a reader wants")]
#[test]
fn changed_models_are_read_or_refused() {
    let began = Instant::now();
    let seconds = std::env::var("GODWIT_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let until = seconds.map(|seconds: u64| Instant::now() + Duration::from_secs(seconds));
    let corpus = corpus();
    let strategy = (0..corpus.len(), 0..corpus.len(), prop::collection::vec(change(), 1..12));
    let mut seed = 1_u64;
    let mut read_so_far = 0_u64;
    loop {
        let mut bytes = [1; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
        TestRunner::new_with_rng(config, rng)
            .run(&strategy, |(one, other, changes)| {
                let file = |path: &str, bytes: Vec<u8>| SourceFile { path: path.to_owned(), bytes };
                let files = vec![
                    file("app/a.py", changed(&corpus[one], &changes)),
                    file("app/b.py", corpus[other].clone().into_bytes()),
                ];
                let tree = SourceTree { files, ..SourceTree::default() };
                let started = Instant::now();
                let reading = read(&tree, &Libraries::newest());
                prop_assert!(started.elapsed() < Duration::from_secs(20));
                for error in &reading.errors {
                    prop_assert!(error.span.line > 0 && !error.span.file.is_empty());
                }
                for undecided in &reading.undecided {
                    prop_assert!(undecided.span.line > 0 && !undecided.reason.is_empty());
                }
                Ok(())
            })
            .expect("no change of a model may break the reader");
        read_so_far += 300;
        seed += 1;
        match until {
            Some(until) if Instant::now() < until => {}
            _ => break,
        }
    }
    println!("{read_so_far} changed models in {:.0} s", began.elapsed().as_secs_f64());
    assert!(read_so_far >= 300);
}
