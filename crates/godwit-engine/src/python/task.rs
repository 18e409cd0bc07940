use std::{path::PathBuf, time::Duration};

use godwit_postgres::Secret;

use super::{Consent, Interpreter};

/// One program for the project's interpreter.
#[derive(Debug)]
pub struct Task<'a> {
    /// Who runs it.
    pub interpreter: &'a Interpreter,
    /// The leave to do so.
    pub consent: &'a Consent,
    /// What is run.
    pub program: Program<'a>,
    /// Its arguments, `sys.argv[1:]`.
    pub arguments: Vec<String>,
    /// The folder it runs in; it must lie in the project that leave was given for.
    pub folder: PathBuf,
    /// All that it gets of an environment beside the few variables without which Python does not
    /// start. Nothing is taken over from this process.
    pub environment: Vec<Variable>,
    /// How much of anything it may use.
    pub limits: Limits,
    /// Whether it needs a network.
    pub network: Network,
}

/// What is run.
#[derive(Debug, Clone, Copy)]
pub enum Program<'a> {
    /// Source text.
    Text(&'a str),
    /// A module by name, as `python -m` runs it.
    Module(&'a str),
}

/// A variable given to the child. Its value may be a secret, so it is shown nowhere, and it is
/// blotted out of what the child prints on stderr.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Secret,
}

impl Variable {
    /// A variable by name and value.
    pub fn new(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), value: Secret::new(value.to_owned()) }
    }
}

/// How much of anything a child may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From start to end.
    pub time: Duration,
    /// Address space of each process, in bytes. Held by Linux; macOS and Windows have no such limit.
    pub memory: u64,
    /// What it may print, in bytes of stdout and stderr together.
    pub output: usize,
    /// The largest file it may write, in bytes.
    pub file: u64,
}

impl Limits {
    /// Enough to import a thousand model classes on a slow machine ten times over.
    pub const READING: Limits = Limits {
        time: Duration::from_secs(120),
        memory: 4 << 30,
        output: 64 << 20,
        file: 64 << 20,
    };
}

/// Whether a child needs a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// It talks to a database.
    Needed,
    /// It is forbidden where the platform can; [`Confinement`](super::Confinement) tells whether.
    Forbidden,
}
