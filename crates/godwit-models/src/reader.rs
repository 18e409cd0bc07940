use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    thread,
};

use godwit_schema::{SourceSpan, Undecided};

use crate::{
    files::{SourceFile, SourceTree},
    known::KnownModules,
    libraries::Libraries,
    memory::Memory,
    module::{Source, dotted_path},
    reading::{Broken, ModelError, Reading},
};

/// Syntax trees are walked and dropped by recursion; this holds the deepest one that is let in.
const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Words without which a file declares no table; what such files import is read with them.
const WORDS: &[&str] = &[
    "sqlalchemy",
    "sqlmodel",
    "SQLModel",
    "SQLAlchemy",
    "__tablename__",
    "__table_args__",
    "table=True",
    "Mapped[",
    "mapped_column",
    "Column(",
    "Field(",
    ".Model",
];

/// Reads the models of one project again and again: parses only files whose bytes changed, and
/// evaluates only modules for which such a file was read.
#[derive(Default)]
pub struct Reader {
    /// Files by path, parsed where they were needed.
    kept: HashMap<String, Arc<Kept>>,
    known: KnownModules,
    memory: Memory,
}

struct Kept {
    bytes: Vec<u8>,
    parsed: Result<Arc<Source>, ModelError>,
}

impl Kept {
    fn of(file: &SourceFile) -> Self {
        Self { bytes: file.bytes.clone(), parsed: Source::parse(file).map(Arc::new) }
    }
}

impl Reader {
    /// Reads the models of a tree; files that are as they were the last time are not parsed again,
    /// and those that neither lie beside files that speak of models nor are imported by such are not
    /// parsed at all.
    ///
    /// Never fails: what is wrong or undecided is part of the reading.
    pub fn read(&mut self, tree: &SourceTree, libraries: &Libraries) -> Reading {
        let Self { kept, known, memory } = self;
        deep_stack(|| {
            let before = std::mem::take(kept);
            let folders = folders_of_models(tree);
            *kept = parsed_files(tree, &folders, &before);
            drop(before);
            let refused = tree.refused.iter().filter(|(file, _)| tree.is_below(file));
            let mut broken = Broken {
                errors: refused
                    .map(|(file, reason)| ModelError {
                        span: SourceSpan { file: file.clone(), line: 1, column: 1 },
                        message: format!("The file was not read: {reason}"),
                    })
                    .collect(),
                ..Broken::default()
            };
            let mut sources = Vec::with_capacity(kept.len());
            for file in &tree.files {
                let Some(found) = kept.get(&file.path) else { continue };
                match &found.parsed {
                    Ok(source) => sources.push(source.clone()),
                    Err(_) if !tree.is_below(&file.path) => {}
                    Err(error) if folders.contains(folder(&file.path)) => {
                        broken.errors.push(error.clone());
                    }
                    // A template or a script in another Python, most likely; what it would declare
                    // is not known, so that nothing may seem gone.
                    Err(error) => broken.undecided.push(Undecided {
                        address: None,
                        span: error.span.clone(),
                        reason: format!("{}; it names no library of models", error.message),
                    }),
                }
            }
            let used = known.used(&sources);
            sources.extend(used);
            memory.read(&sources, libraries, broken, |path| tree.is_below(path))
        })
        .unwrap_or_else(|error| Reading {
            errors: vec![ModelError {
                span: SourceSpan { file: String::new(), line: 1, column: 1 },
                message: format!("No thread could be started to read the models: {error}"),
            }],
            ..Reading::default()
        })
    }
}

impl Drop for Reader {
    /// A tree as deep as is let in would exhaust an ordinary stack when it is dropped.
    fn drop(&mut self) {
        let kept = (std::mem::take(&mut self.kept), std::mem::take(&mut self.memory));
        if !kept.0.is_empty() {
            // Without a thread the trees stay where they are; nothing else can be done here.
            let _ = deep_stack(|| drop(kept));
        }
    }
}

/// The folder that a file lies in.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders that hold a file that speaks of models. Their other files may declare tables in words
/// of the project's own, such as a base class without a column, so none of them may be broken.
fn folders_of_models(tree: &SourceTree) -> HashSet<&str> {
    let speaking = tree.files.iter().filter(|file| speaks_of_models(&file.bytes));
    speaking.map(|file| folder(&file.path)).collect()
}

/// Parses the files beside those that speak of models, then those that they import, and so on.
fn parsed_files(
    tree: &SourceTree,
    folders: &HashSet<&str>,
    before: &HashMap<String, Arc<Kept>>,
) -> HashMap<String, Arc<Kept>> {
    let mut by_ending: HashMap<&str, Vec<usize>> = HashMap::new();
    let dotted: Vec<String> = tree.files.iter().map(|file| dotted_path(&file.path)).collect();
    for (at, path) in dotted.iter().enumerate() {
        let mut ending = path.as_str();
        loop {
            by_ending.entry(ending).or_default().push(at);
            match ending.split_once('.') {
                Some((_, rest)) => ending = rest,
                None => break,
            }
        }
    }
    let mut waiting: Vec<usize> = (0..tree.files.len())
        .filter(|at| {
            let file = &tree.files[*at];
            folders.contains(folder(&file.path))
                || !tree.below.is_empty() && tree.is_below(&file.path)
        })
        .collect();
    let mut seen: HashSet<usize> = waiting.iter().copied().collect();
    let mut kept: HashMap<String, Arc<Kept>> = HashMap::new();
    while !waiting.is_empty() {
        let round = std::mem::take(&mut waiting);
        let parsed = parse_all(tree, before, &round);
        for (at, found) in round.iter().zip(&parsed) {
            let Ok(source) = &found.parsed else { continue };
            for path in &source.imports {
                for target in by_ending.get(path.as_str()).into_iter().flatten() {
                    if seen.insert(*target) {
                        waiting.push(*target);
                    }
                }
            }
            debug_assert_eq!(source.path, tree.files[*at].path);
        }
        for (at, found) in round.into_iter().zip(parsed) {
            kept.insert(tree.files[at].path.clone(), found);
        }
    }
    kept
}

/// Parses files on every core, in the order in which they were given.
fn parse_all(
    tree: &SourceTree,
    before: &HashMap<String, Arc<Kept>>,
    files: &[usize],
) -> Vec<Arc<Kept>> {
    let one = |at: &usize| {
        let file = &tree.files[*at];
        let known = before.get(&file.path).filter(|known| known.bytes == file.bytes);
        known.cloned().unwrap_or_else(|| Arc::new(Kept::of(file)))
    };
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
    if files.len() < 8 || cores == 1 {
        return files.iter().map(one).collect();
    }
    let share = files.len().div_ceil(cores);
    thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(share)
            .map(|part| {
                let work = move || part.iter().map(one).collect::<Vec<_>>();
                (part, thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work))
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|(part, worker)| match worker {
                Ok(worker) => {
                    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                }
                // No further thread could be started: this one has the stack for it too.
                Err(_) => part.iter().map(one).collect(),
            })
            .collect()
    })
}

/// Whether a text may declare tables.
fn speaks_of_models(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        // UTF-16, which Python does not take; what it says is not known.
        return true;
    }
    let text = String::from_utf8_lossy(bytes);
    WORDS.iter().any(|word| text.contains(word))
}

/// Runs something on a thread whose stack holds the deepest tree; the error is that no thread could
/// be started.
pub(crate) fn deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> std::io::Result<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new()
            .name("models".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)?;
        worker.join().or_else(|panic| std::panic::resume_unwind(panic))
    })
}
