use std::{collections::HashMap, sync::Arc, thread};

use godwit_schema::SourceSpan;

use crate::{
    files::{SourceFile, SourceTree},
    known::KnownModules,
    libraries::Libraries,
    module::Source,
    reading::{ModelError, Reading, read_parsed},
};

/// Syntax trees are walked and dropped by recursion; this holds the deepest one that is let in.
const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Reads the models of one project again and again, and parses only files whose bytes changed.
#[derive(Default)]
pub struct Reader {
    /// Parsed files by path.
    kept: HashMap<String, Arc<Kept>>,
    known: KnownModules,
}

struct Kept {
    bytes: Vec<u8>,
    parsed: Result<Source, ModelError>,
}

impl Kept {
    fn of(file: &SourceFile) -> Self {
        Self { bytes: file.bytes.clone(), parsed: Source::parse(file) }
    }
}

impl Reader {
    /// Reads the models of a tree; files that are as they were the last time are not parsed again.
    ///
    /// Never fails: what is wrong or undecided is part of the reading.
    pub fn read(&mut self, tree: &SourceTree, libraries: &Libraries) -> Reading {
        let Self { kept, known } = self;
        deep_stack(|| {
            let before = std::mem::take(kept);
            for file in &tree.files {
                let known = before.get(&file.path).filter(|known| known.bytes == file.bytes);
                let parsed = known.cloned().unwrap_or_else(|| Arc::new(Kept::of(file)));
                kept.insert(file.path.clone(), parsed);
            }
            drop(before);
            let mut errors: Vec<ModelError> = tree
                .refused
                .iter()
                .map(|(file, reason)| ModelError {
                    span: SourceSpan { file: file.clone(), line: 1, column: 1 },
                    message: format!("The file was not read: {reason}"),
                })
                .collect();
            let mut sources = Vec::with_capacity(tree.files.len());
            for file in &tree.files {
                match &kept[&file.path].parsed {
                    Ok(source) => sources.push(source),
                    Err(error) => errors.push(error.clone()),
                }
            }
            let used = known.used(sources.iter().map(|source| source.text.as_str()));
            sources.extend(used.iter().map(|source| &**source));
            read_parsed(sources, libraries, errors)
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
        let kept = std::mem::take(&mut self.kept);
        if !kept.is_empty() {
            // Without a thread the trees stay where they are; nothing else can be done here.
            let _ = deep_stack(|| drop(kept));
        }
    }
}

/// Runs something on a thread whose stack holds the deepest tree; the error is that no thread could
/// be started.
fn deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> std::io::Result<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new()
            .name("models".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)?;
        worker.join().or_else(|panic| std::panic::resume_unwind(panic))
    })
}
