use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use super::environments::environments;
use crate::error::Error;

/// A Python with the project's libraries, and why it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpreter {
    /// The program. A link to another Python is not followed: its place tells Python which
    /// libraries are its own.
    pub path: PathBuf,
    /// Why it, for people: `the project's .venv`.
    pub because: String,
}

/// Variables of the environment that tell where Pythons are.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings(pub fn(&str) -> Option<OsString>);

impl Default for Surroundings {
    fn default() -> Self {
        Self(|name| std::env::var_os(name))
    }
}

impl Surroundings {
    pub(super) fn path(self, name: &str) -> Option<PathBuf> {
        (self.0)(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }
}

impl Interpreter {
    /// Finds the interpreter of a project without running anything: the one that was given, and no
    /// other; else an environment inside the project or a folder above it of the same repository,
    /// one that Poetry, PDM, Pixi or conda keep for it, one that is active, a Python on PATH.
    ///
    /// # Errors
    /// `python-missing`, with all that was looked at.
    pub fn find(
        root: &Path,
        given: Option<&Path>,
        surroundings: Surroundings,
    ) -> Result<Self, Error> {
        if let Some(path) = given {
            return Self::given(root, path);
        }
        let mut looked = Vec::new();
        for (folder, because) in environments(root, surroundings) {
            if let Some(path) = python_of(&folder) {
                return Ok(Self { path, because });
            }
            if folder.exists() {
                looked.push(format!("{because} has no Python that works: {}", folder.display()));
            }
        }
        if let Some(path) = on_path(surroundings) {
            let because = "the Python on PATH, since the project has no environment of its own";
            return Ok(Self { path, because: because.to_owned() });
        }
        let what =
            if looked.is_empty() { String::new() } else { format!("; {}", looked.join("; ")) };
        Err(Error::new(
            "python-missing",
            format!("no Python of the project was found at {}{what}", root.display()),
        )
        .hint("make its environment (uv sync, poetry install, python -m venv .venv), or name the interpreter with --python PATH"))
    }

    /// A program, or the folder of an environment.
    fn given(root: &Path, path: &Path) -> Result<Self, Error> {
        let path = root.join(path);
        let found = if path.is_dir() { python_of(&path) } else { Some(path.clone()) };
        match found.filter(|path| is_program(path)) {
            Some(path) => Ok(Self { path, because: "it was named".to_owned() }),
            None => Err(Error::new(
                "python-missing",
                format!("there is no Python at: {}", path.display()),
            )
            .hint("name the python program itself, or the folder of its environment")),
        }
    }
}

/// The program of an environment, or the program itself.
fn python_of(folder: &Path) -> Option<PathBuf> {
    if folder.is_file() {
        return is_program(folder).then(|| folder.to_owned());
    }
    let names: &[&str] = if cfg!(windows) {
        &["Scripts/python.exe", "python.exe"]
    } else {
        &["bin/python", "bin/python3"]
    };
    names.iter().map(|name| folder.join(name)).find(|path| is_program(path))
}

fn on_path(surroundings: Surroundings) -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) { &["python.exe"] } else { &["python3", "python"] };
    // A relative entry would let a file of the current folder pass for Python.
    std::env::split_paths(&(surroundings.0)("PATH")?)
        .filter(|entry| entry.is_absolute())
        .flat_map(|entry| names.iter().map(move |name| entry.join(name)))
        // Version managers put scripts there that need the person's environment.
        .find(|path| is_program(path) && !is_script(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path)
        .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

fn is_script(path: &Path) -> bool {
    use std::io::Read;
    let mut start = [0; 2];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && &start == b"#!"
}
