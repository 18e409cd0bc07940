use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher, event::ModifyKind};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::{error::Error, project::Project, snapshot::source_tree};

/// How long nothing must happen before a save counts as done: an editor writes a file in several
/// steps, a formatter or git many files at once.
const QUIET: Duration = Duration::from_millis(60);
/// How long that is waited for at most, so that constant writing is told too.
const PATIENCE: Duration = Duration::from_millis(400);

/// How deep a folder that has just come is looked into.
const DEEPEST: usize = 20;

/// What else than Python files decides what models mean.
const SETTINGS: [&str; 5] = ["godwit.toml", "pyproject.toml", "uv.lock", "poetry.lock", "pdm.lock"];

/// The files of models, watched folder by folder: a whole tree would take in environments and
/// caches, and systems count watched folders.
pub(super) struct Files {
    watcher: RecommendedWatcher,
    events: UnboundedReceiver<notify::Result<notify::Event>>,
    models: PathBuf,
    root: PathBuf,
    watched: BTreeSet<PathBuf>,
}

impl Files {
    /// # Errors
    /// `models-missing`, `watch-failed`.
    pub fn watch(models: &Path) -> Result<Self, Error> {
        let models = models.canonicalize().map_err(|error| Error::file("find", models, &error))?;
        let root = Project::around(&models)?.root;
        let (send, events) = unbounded_channel();
        let watcher = notify::recommended_watcher(move |event| {
            // Nobody listens any more when watching has ended.
            let _unheard = send.send(event);
        })
        .map_err(|error| failed(&root, &error))?;
        let mut files = Self { watcher, events, models, root, watched: BTreeSet::new() };
        files.follow()?;
        Ok(files)
    }

    /// Watches folders that came to be since.
    pub fn follow(&mut self) -> Result<(), Error> {
        let (start, tree) = source_tree(&self.models, &self.root)?;
        let mut folders = BTreeSet::from([self.root.clone(), start.clone()]);
        for file in &tree.files {
            let above = Path::new(&file.path).ancestors().skip(1);
            folders.extend(above.map(|folder| start.join(folder)));
        }
        for folder in &folders {
            if !self.watched.contains(folder) {
                self.watcher
                    .watch(folder, RecursiveMode::NonRecursive)
                    .map_err(|error| failed(folder, &error))?;
            }
        }
        let gone: Vec<PathBuf> =
            self.watched.iter().filter(|folder| !folder.is_dir()).cloned().collect();
        for folder in gone {
            // The system ended watching it when it was removed.
            let _ended = self.watcher.unwatch(&folder);
            self.watched.remove(&folder);
        }
        self.watched.extend(folders);
        Ok(())
    }

    /// Watches a folder that has just come, with those inside it, before anything says that models
    /// lie there: what is written into it meanwhile is read by the round that its coming starts.
    fn take_in(&mut self, folder: &Path, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST || !self.watched.insert(folder.to_owned()) {
            return Ok(());
        }
        match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
            Ok(()) => {}
            // It went as it came.
            Err(_) if !folder.is_dir() => return Ok(()),
            Err(error) => return Err(failed(folder, &error)),
        }
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if is_place(&path) && path.is_dir() {
                self.take_in(&path, depth + 1)?;
            }
        }
        Ok(())
    }

    /// Waits for a save that is done: which files, and when the first of them was written.
    pub async fn saved(&mut self) -> Result<(BTreeSet<String>, Instant), Error> {
        let mut names = BTreeSet::new();
        let mut first = Instant::now();
        loop {
            let wait = match names.is_empty() {
                true => Duration::MAX,
                false => QUIET.min(PATIENCE.saturating_sub(first.elapsed())),
            };
            let Ok(next) = tokio::time::timeout(wait, self.events.recv()).await else {
                return Ok((names, first));
            };
            let event = match next {
                Some(Ok(event)) => event,
                Some(Err(error)) => return Err(failed(&self.root, &error)),
                None => {
                    return Err(Error::new("watch-failed", "the system ended watching files")
                        .hint("start it again"));
                }
            };
            let before = names.len();
            names.extend(self.relevant(&event));
            for path in event.paths.iter().filter(|path| is_place(path) && path.is_dir()) {
                self.take_in(path, 0)?;
            }
            if before == 0 && !names.is_empty() {
                first = Instant::now();
            }
        }
    }

    /// Files that an event tells of and that say something about models.
    fn relevant(&self, event: &notify::Event) -> Vec<String> {
        if matches!(event.kind, EventKind::Access(_)) {
            return Vec::new();
        }
        let says = |path: &&PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".py")
                || SETTINGS.contains(&&*name)
                // A folder that came, went or got another name, with all that is in it.
                || (is_place(path) && !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))))
        };
        let named = |path: &PathBuf| {
            path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
        };
        event.paths.iter().filter(says).map(named).collect()
    }
}

/// Whether a path may be a folder with models, by its name.
fn is_place(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.extension().is_none()
        && !name.starts_with('.')
        && !matches!(&*name, "__pycache__" | "node_modules" | "site-packages")
}

fn failed(folder: &Path, error: &notify::Error) -> Error {
    let full = matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
    let hint = if full {
        "let the system watch more files: sysctl fs.inotify.max_user_watches"
    } else {
        "check the folder and its rights"
    };
    Error::new("watch-failed", format!("{} cannot be watched: {error}", folder.display()))
        .hint(hint)
}
