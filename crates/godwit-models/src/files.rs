use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use crate::error::Error;

/// The largest Python file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;
/// The most Python files of one project.
pub const MAX_FILES: usize = 20_000;
/// The most folders that are walked.
pub const MAX_FOLDERS: usize = 50_000;
/// The most bytes of all Python files together.
pub const MAX_TOTAL_BYTES: usize = 512 * 1024 * 1024;
/// The deepest folder that is walked.
const MAX_DEPTH: usize = 40;

/// Folders that hold no models of the project itself.
const SKIPPED_FOLDERS: &[&str] = &[
    "__pycache__",
    "__pypackages__",
    "build",
    "dist",
    "env",
    "node_modules",
    "site-packages",
    "target",
    "test",
    "tests",
    "venv",
];

/// One Python file as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the project's root, with forward slashes.
    pub path: String,
    /// The file's bytes; decoding them is the reader's part.
    pub bytes: Vec<u8>,
}

/// The Python files of a project, in order of path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceTree {
    /// The files.
    pub files: Vec<SourceFile>,
    /// Files that were not read, each with the reason, one sentence without a full stop.
    pub refused: Vec<(String, String)>,
    /// The file or folder whose models are wanted, with those of the modules that they import; the
    /// other files only tell what imported names mean. Empty for all of the tree.
    pub below: String,
}

impl SourceTree {
    /// A tree of texts, for callers that hold them already.
    pub fn of_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut files: Vec<SourceFile> = files
            .into_iter()
            .map(|(path, text)| SourceFile {
                path: path.to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, ..Self::default() }
    }

    /// Whether a path is wanted by itself.
    pub fn is_below(&self, path: &str) -> bool {
        self.below.is_empty()
            || path == self.below
            || path.strip_prefix(&self.below).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Reads every Python file below `root` that may declare models.
///
/// Left out are virtual environments, caches, hidden folders, folders of tests, and the `versions`
/// folder beside an Alembic `env.py`. Symbolic links are followed once each. A file over
/// [`MAX_FILE_BYTES`], or one that is no regular file, is refused by name and the rest is read.
///
/// # Errors
/// When `root` is no folder, a folder cannot be listed, or a limit is passed.
pub fn collect(root: &Path) -> Result<SourceTree, Error> {
    if !root.is_dir() {
        return Err(Error::NoFolder(root.to_owned()));
    }
    let mut walk =
        Walk { root, tree: SourceTree::default(), seen: BTreeSet::new(), total: 0, folders: 0 };
    walk.folder(root, 0)?;
    walk.tree.files.sort_by(|a, b| a.path.cmp(&b.path));
    walk.tree.refused.sort();
    Ok(walk.tree)
}

struct Walk<'a> {
    root: &'a Path,
    tree: SourceTree,
    /// Real paths of what was read, so that a link that leads back ends the walk.
    seen: BTreeSet<PathBuf>,
    total: usize,
    folders: usize,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) -> Result<(), Error> {
        let io = |source| Error::Io { path: folder.to_owned(), source };
        if depth > MAX_DEPTH {
            self.refuse(folder, "The folder is nested too deeply");
            return Ok(());
        }
        if !self.seen.insert(fs::canonicalize(folder).map_err(io)?) {
            return Ok(());
        }
        self.folders += 1;
        if self.folders > MAX_FOLDERS {
            return Err(self.limit("folders", MAX_FOLDERS));
        }
        let mut entries =
            fs::read_dir(folder).map_err(io)?.collect::<Result<Vec<_>, _>>().map_err(io)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            // Follows links; one that leads nowhere is no model.
            let Ok(metadata) = fs::metadata(&path) else { continue };
            if metadata.is_dir() {
                if holds_models(&path, &name) {
                    self.folder(&path, depth + 1)?;
                }
            } else if name.ends_with(".py") && !is_test(&name) {
                if metadata.is_file() {
                    self.file(&path, metadata.len())?;
                } else {
                    self.refuse(&path, "It is no regular file");
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, size: u64) -> Result<(), Error> {
        let io = |source| Error::Io { path: path.to_owned(), source };
        if size > MAX_FILE_BYTES {
            self.refuse(
                path,
                &format!("The file has {size} bytes, over the limit of {MAX_FILE_BYTES}"),
            );
            return Ok(());
        }
        if !self.seen.insert(fs::canonicalize(path).map_err(io)?) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        // The file may have grown since it was measured.
        fs::File::open(path)
            .map_err(io)?
            .take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(io)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            self.refuse(path, "The file grew over the limit while it was read");
            return Ok(());
        }
        self.total += bytes.len();
        if self.total > MAX_TOTAL_BYTES {
            return Err(self.limit("bytes", MAX_TOTAL_BYTES));
        }
        if self.tree.files.len() == MAX_FILES {
            return Err(self.limit("files", MAX_FILES));
        }
        self.tree.files.push(SourceFile { path: self.relative(path), bytes });
        Ok(())
    }

    fn refuse(&mut self, path: &Path, reason: &str) {
        self.tree.refused.push((self.relative(path), reason.to_owned()));
    }

    fn limit(&self, what: &'static str, limit: usize) -> Error {
        Error::Limit { path: self.root.to_owned(), what, limit }
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(self.root)
            .unwrap_or(path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/")
    }
}

fn holds_models(path: &Path, name: &str) -> bool {
    let beside = |file: &str| path.parent().is_some_and(|parent| parent.join(file).is_file());
    !(name.starts_with('.')
        || SKIPPED_FOLDERS.contains(&name)
        || path.join("pyvenv.cfg").is_file()
        || (name == "versions" && (beside("env.py") || beside("script.py.mako"))))
}

fn is_test(name: &str) -> bool {
    name == "conftest.py" || name.starts_with("test_") || name.ends_with("_test.py")
}
