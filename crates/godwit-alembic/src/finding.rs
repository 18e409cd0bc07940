use std::fmt;

use crate::{revision::Unreadable, source::Fault};

/// Something wrong in a folder of revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A file that is no revision.
    Unreadable(Unreadable),
    /// A revision whose file is no Python: it has its place in the graph, and Alembic loads nothing
    /// of the folder as long as it is there.
    Broken {
        /// The file.
        path: String,
        /// Where and what.
        fault: Fault,
    },
    /// Two files declare the same revision; the first in order of path counts.
    Duplicate {
        /// The revision.
        revision: String,
        /// The file that counts.
        kept: String,
        /// The other.
        other: String,
    },
    /// A revision follows one that no file declares.
    MissingParent {
        /// The file.
        path: String,
        /// The revision that is not there.
        parent: String,
    },
    /// Revisions follow each other in a circle.
    Cycle {
        /// One of them.
        revision: String,
    },
    /// Several revisions that no other follows: Alembic upgrades to none of them unless told which.
    Heads {
        /// They, in order of id.
        revisions: Vec<String>,
    },
    /// Two revisions carry the same branch label.
    Label {
        /// The label.
        label: String,
        /// The files.
        paths: [String; 2],
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Unreadable(file) => {
                write!(f, "{}:{}: no revision: {}", file.path, file.line, file.reason)
            }
            Finding::Broken { path, fault: (line, reason) } => {
                write!(f, "{path}:{line}: Alembic cannot load the folder with this file: {reason}")
            }
            Finding::Duplicate { revision, kept, other } => {
                write!(f, "revision {revision} is declared twice: {kept} and {other}")
            }
            Finding::MissingParent { path, parent } => {
                write!(f, "{path} follows a revision that is not there: {parent}")
            }
            Finding::Cycle { revision } => {
                write!(f, "revision {revision} follows itself in a circle")
            }
            Finding::Heads { revisions } => {
                write!(f, "there are several heads: {}", revisions.join(", "))
            }
            Finding::Label { label, paths: [one, other] } => {
                write!(f, "branch label {label} is given twice: {one} and {other}")
            }
        }
    }
}
