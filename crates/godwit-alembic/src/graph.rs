use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{
    finding::Finding,
    revision::{RevisionFile, Unreadable},
};

/// Revisions and what follows what. Built from whatever could be read; what is wrong is a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    files: BTreeMap<String, RevisionFile>,
    /// Revisions by branch label.
    labels: BTreeMap<String, String>,
    findings: Vec<Finding>,
}

/// A stamp that no file declares: the database was upgraded from another state of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownStamp {
    /// The revision that the database says it is at.
    pub stamp: String,
}

impl fmt::Display for UnknownStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no file declares the revision that the database is at: {}", self.stamp)
    }
}

impl std::error::Error for UnknownStamp {}

impl Graph {
    /// From what was read of each file.
    pub fn new(read: impl IntoIterator<Item = Result<RevisionFile, Unreadable>>) -> Self {
        let mut found: Vec<RevisionFile> = Vec::new();
        let mut findings = Vec::new();
        for file in read {
            match file {
                Ok(file) => {
                    findings.extend(
                        file.broken
                            .clone()
                            .map(|fault| Finding::Broken { path: file.path.clone(), fault }),
                    );
                    found.push(file);
                }
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
        let mut labels: BTreeMap<String, String> = BTreeMap::new();
        for file in files.values() {
            for label in &file.branch_labels {
                match labels.get(label).and_then(|revision| files.get(revision)) {
                    Some(other) => findings.push(Finding::Label {
                        label: label.clone(),
                        paths: [other.path.clone(), file.path.clone()],
                    }),
                    None => {
                        labels.insert(label.clone(), file.revision.clone());
                    }
                }
            }
        }
        let mut graph = Self { files, labels, findings };
        graph.findings.extend(graph.broken_links());
        graph
    }

    fn broken_links(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for file in self.files.values() {
            let missing = file
                .down_revisions
                .iter()
                .filter(|parent| !self.files.contains_key(*parent))
                .chain(file.depends_on.iter().filter(|name| self.named(name).is_none()));
            found.extend(missing.map(|parent| Finding::MissingParent {
                path: file.path.clone(),
                parent: parent.clone(),
            }));
        }
        if let Some(file) = self.ordered_and_rest().1.first() {
            found.push(Finding::Cycle { revision: file.revision.clone() });
        }
        let heads = self.heads();
        if heads.len() > 1 {
            let revisions = heads.into_iter().map(|head| head.revision.clone()).collect();
            found.push(Finding::Heads { revisions });
        }
        found
    }

    /// The revision of an id or a branch label.
    pub(crate) fn named(&self, name: &str) -> Option<&RevisionFile> {
        self.files.get(name).or_else(|| self.files.get(self.labels.get(name)?))
    }

    /// What must have run before a revision, as far as there are files.
    fn before<'a>(&'a self, file: &'a RevisionFile) -> impl Iterator<Item = &'a RevisionFile> {
        file.down_revisions
            .iter()
            .filter_map(|parent| self.files.get(parent))
            .chain(file.depends_on.iter().filter_map(|name| self.named(name)))
    }

    /// The revision of an id.
    pub fn get(&self, revision: &str) -> Option<&RevisionFile> {
        self.files.get(revision)
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

    /// Revisions that follow no other, in order of id.
    pub fn roots(&self) -> Vec<&RevisionFile> {
        self.files.values().filter(|file| file.down_revisions.is_empty()).collect()
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
            let parents: BTreeSet<&str> =
                self.before(file).map(|parent| parent.revision.as_str()).collect();
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

    /// Ids of the named revisions and of all that must have run before them.
    pub fn ancestors(&self, revisions: &[String]) -> BTreeSet<&str> {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&RevisionFile> =
            revisions.iter().filter_map(|name| self.files.get(name)).collect();
        while let Some(file) = open.pop() {
            if found.insert(&file.revision) {
                open.extend(self.before(file));
            }
        }
        found
    }

    /// Revisions that a database at `stamps` has not run, in the order they would run.
    ///
    /// # Errors
    /// A stamp that no file declares; nobody knows then what has run.
    pub fn pending(&self, stamps: &[String]) -> Result<Vec<&RevisionFile>, UnknownStamp> {
        let heads: Vec<String> =
            self.heads().into_iter().map(|head| head.revision.clone()).collect();
        self.pending_until(stamps, &heads)
    }

    /// Those of them that must run for a database to be at `wanted`.
    ///
    /// # Errors
    /// As [`Graph::pending`].
    pub fn pending_until(
        &self,
        stamps: &[String],
        wanted: &[String],
    ) -> Result<Vec<&RevisionFile>, UnknownStamp> {
        if let Some(stamp) = stamps.iter().find(|stamp| !self.files.contains_key(*stamp)) {
            return Err(UnknownStamp { stamp: stamp.clone() });
        }
        let (done, until) = (self.ancestors(stamps), self.ancestors(wanted));
        Ok(self
            .ordered()
            .into_iter()
            .filter(|file| {
                let revision = file.revision.as_str();
                until.contains(revision) && !done.contains(revision)
            })
            .collect())
    }

    /// Every revision, in order of id.
    pub fn revisions(&self) -> impl Iterator<Item = &RevisionFile> {
        self.files.values()
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
            broken: None,
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
        assert_eq!(names(&graph.pending(&["b".to_owned()]).expect("known")), ["c", "d"]);
        assert_eq!(names(&graph.pending(&[]).expect("known")), ["a", "b", "c", "d"]);
        assert_eq!(names(&graph.roots()), ["a"]);
        assert!(graph.findings().is_empty());
        let gone = graph.pending(&["gone".to_owned()]).expect_err("unknown");
        assert_eq!(gone.stamp, "gone");
    }

    #[test]
    fn a_dependency_may_be_named_by_label() {
        let mut labelled = file("z", &[]);
        let mut needing = file("a", &[]);
        if let (Ok(labelled), Ok(needing)) = (&mut labelled, &mut needing) {
            labelled.branch_labels = vec!["billing".to_owned()];
            needing.depends_on = vec!["billing".to_owned()];
        }
        let graph = Graph::new([needing, labelled]);
        assert_eq!(names(&graph.ordered()), ["z", "a"]);
        assert_eq!(graph.ancestors(&["a".to_owned()]).len(), 2);
        let heads = Finding::Heads { revisions: vec!["a".to_owned(), "z".to_owned()] };
        assert_eq!(graph.findings(), [heads]);
    }

    #[test]
    fn two_thousand_revisions_are_read_and_ordered_at_once() {
        let chain = (0..2000).map(|at: u32| {
            let parent = at.checked_sub(1).map_or("None".to_owned(), |at| format!("'r{at:04}'"));
            let text = format!("revision = 'r{at:04}'\ndown_revision = {parent}\n");
            crate::revision::read(&format!("{at:04}.py"), &text)
        });
        let graph = Graph::new(chain);
        assert_eq!(graph.ordered().len(), 2000);
        assert_eq!(names(&graph.heads()), ["r1999"]);
        assert_eq!(graph.pending(&["r1989".to_owned()]).expect("known").len(), 10);
    }

    #[test]
    fn what_alembic_breaks_on_is_a_finding() {
        let graph = Graph::new([file("a", &["gone"]), file("b", &["c"]), file("c", &["b"])]);
        let texts: Vec<String> = graph.findings().iter().map(ToString::to_string).collect();
        assert!(texts.iter().any(|text| text.contains("not there: gone")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("circle")), "{texts:?}");
    }
}
