use std::fmt;

use godwit_schema::{Catalog, SourceSpan, Spans, Undecided};

use crate::{files::SourceTree, libraries::Libraries, reader::Reader};

/// Something wrong with the models themselves, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelError {
    /// Where it stands.
    pub span: SourceSpan,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.span.file, self.span.line, self.span.column, self.message)
    }
}

impl std::error::Error for ModelError {}

/// What the models of a project declare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The declared structure.
    pub catalog: Catalog,
    /// Where each object stands.
    pub spans: Spans,
    /// What only running the models could tell, in order of place.
    pub undecided: Vec<Undecided>,
    /// Files that cannot be parsed and models that SQLAlchemy would refuse, in order of place.
    pub errors: Vec<ModelError>,
    /// How many classes and `Table(…)` objects declare a table.
    pub tables: usize,
    /// How many files were parsed.
    pub files: usize,
}

/// Reads the models of a project.
///
/// Never fails: what is wrong or undecided is part of the reading, so that all of it can be shown
/// at once. Who reads the same project again and again keeps a [`Reader`](crate::Reader).
pub fn read(tree: &SourceTree, libraries: &Libraries) -> Reading {
    Reader::default().read(tree, libraries)
}

/// Files that could not be parsed.
#[derive(Default)]
pub(crate) struct Broken {
    pub errors: Vec<ModelError>,
    pub undecided: Vec<Undecided>,
}

impl Reading {
    /// In order, with what could not be parsed.
    pub(crate) fn with(mut self, broken: Broken) -> Self {
        self.undecided.extend(broken.undecided);
        self.undecided
            .sort_by(|one, other| (&one.span, &one.reason).cmp(&(&other.span, &other.reason)));
        self.errors.extend(broken.errors);
        self.errors.sort();
        self
    }
}
