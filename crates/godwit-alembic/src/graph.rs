use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::revision::{RevisionFile, Unreadable};

/// Revisions and what follows what. Built from whatever could be read; what is wrong is a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    files: BTreeMap<String, RevisionFile>,
    findings: Vec<Finding>,
}

/// Something wrong in a folder of revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A file that is no revision.
    Unreadable(Unreadable),
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
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Unreadable(file) => {
                write!(f, "{}:{}: no revision: {}", file.path, file.line, file.reason)
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
        }
    }
}

impl Graph {
    /// From what was read of each file.
    pub fn new(read: impl IntoIterator<Item = Result<RevisionFile, Unreadable>>) -> Self {
        let mut found: Vec<RevisionFile> = Vec::new();
        let mut findings = Vec::new();
        for file in read {
            match file {
                Ok(file) => found.push(file),
                Err(error) => findings.push(Finding::Unreadable(error)),
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        let mut files: BTreeMap<String, RevisionFile> = BTreeMap::new();
        for file in found {
            match files.get(&file.revision) {
                Some(kept) => findings.push(Finding::Duplicate {
                    revision: file.revision,
                    kept: kept.path.clone(),
                    other: file.path,
                }),
                None => {
                    files.insert(file.revision.clone(), file);
                }
            }
        }
        let mut graph = Self { files, findings };
        graph.findings.extend(graph.broken_links());
        graph
    }

    fn broken_links(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for file in self.files.values() {
            for parent in file.down_revisions.iter().chain(&file.depends_on) {
                let labelled =
                    || self.files.values().any(|file| file.branch_labels.contains(parent));
                if !self.files.contains_key(parent) && !labelled() {
                    found.push(Finding::MissingParent {
                        path: file.path.clone(),
                        parent: parent.clone(),
                    });
                }
            }
        }
        if let Some(file) = self.ordered_and_rest().1.first() {
            found.push(Finding::Cycle { revision: file.revision.clone() });
        }
        found
    }

    /// What is wrong.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Revisions that no other follows, in order of id.
    pub fn heads(&self) -> Vec<&RevisionFile> {
        let followed: BTreeSet<&String> =
            self.files.values().flat_map(|file| &file.down_revisions).collect();
        self.files.values().filter(|file| !followed.contains(&file.revision)).collect()
    }

    /// All revisions, each after those it follows, ties in order of id.
    pub fn ordered(&self) -> Vec<&RevisionFile> {
        let (mut ordered, rest) = self.ordered_and_rest();
        ordered.extend(rest);
        ordered
    }

    fn ordered_and_rest(&self) -> (Vec<&RevisionFile>, Vec<&RevisionFile>) {
        let mut waiting: BTreeMap<&str, usize> = BTreeMap::new();
        let mut followers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in self.files.values() {
            let parents: BTreeSet<&str> = file
                .down_revisions
                .iter()
                .chain(&file.depends_on)
                .map(String::as_str)
                .filter(|parent| self.files.contains_key(*parent))
                .collect();
            waiting.insert(&file.revision, parents.len());
            for parent in parents {
                followers.entry(parent).or_default().push(&file.revision);
            }
        }
        let mut ready: BTreeSet<&str> =
            waiting.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
        let mut ordered = Vec::with_capacity(self.files.len());
        while let Some(name) = ready.pop_first() {
            ordered.extend(self.files.get(name));
            waiting.remove(name);
            for follower in followers.get(name).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(follower) {
                    *count -= 1;
                    if *count == 0 {
                        ready.insert(follower);
                    }
                }
            }
        }
        let rest = waiting.keys().filter_map(|name| self.files.get(*name)).collect();
        (ordered, rest)
    }

    /// Revisions that a database at `stamps` has not run, in the order they would run.
    pub fn pending(&self, stamps: &[String]) -> Vec<&RevisionFile> {
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = stamps.iter().map(String::as_str).collect();
        while let Some(name) = open.pop() {
            if let Some(file) = self.files.get(name)
                && done.insert(&file.revision)
            {
                open.extend(file.down_revisions.iter().chain(&file.depends_on).map(String::as_str));
            }
        }
        self.ordered().into_iter().filter(|file| !done.contains(file.revision.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(revision: &str, parents: &[&str]) -> Result<RevisionFile, Unreadable> {
        Ok(RevisionFile {
            path: format!("{revision}.py"),
            revision: revision.to_owned(),
            down_revisions: parents.iter().map(|parent| (*parent).to_owned()).collect(),
            branch_labels: Vec::new(),
            depends_on: Vec::new(),
            message: String::new(),
        })
    }

    fn names(files: &[&RevisionFile]) -> Vec<String> {
        files.iter().map(|file| file.revision.clone()).collect()
    }

    #[test]
    fn branches_merge_and_pending_follow_the_stamps() {
        let graph = Graph::new([
            file("d", &["b", "c"]),
            file("a", &[]),
            file("c", &["a"]),
            file("b", &["a"]),
        ]);
        assert_eq!(names(&graph.heads()), ["d"]);
        assert_eq!(names(&graph.ordered()), ["a", "b", "c", "d"]);
        assert_eq!(names(&graph.pending(&["b".to_owned()])), ["c", "d"]);
        assert!(graph.findings().is_empty());
    }

    #[test]
    fn what_alembic_breaks_on_is_a_finding() {
        let graph = Graph::new([file("a", &["gone"]), file("b", &["c"]), file("c", &["b"])]);
        let texts: Vec<String> = graph.findings().iter().map(ToString::to_string).collect();
        assert!(texts.iter().any(|text| text.contains("not there: gone")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("circle")), "{texts:?}");
    }
}
