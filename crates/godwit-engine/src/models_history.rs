//! What the history of the models says about renames: a change of the files that put one name in the
//! place of another.
//!
//! It is evidence beside structure and names. A person confirms a rename all the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use godwit_diff::RenameCandidate;
use godwit_schema::{Address, Kind, Snapshot};

use crate::{
    compare::Comparison,
    git::{command_without_filters, git, printed},
    snapshot::names_start,
};

/// Older commits are not looked through: a database that far behind has other worries.
const SINCE: &str = "--since=2.years";

/// A place of a change where lines went and others came.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hunk {
    gone: Vec<String>,
    came: Vec<String>,
}

/// The changes of one file by one commit, or by nobody yet.
#[derive(Debug)]
struct Edit {
    /// Short id and date; none for what is not committed.
    commit: Option<String>,
    hunks: Vec<Hunk>,
}

/// Adds what the history of the models tells about each pair that may be a rename: a pair that it
/// tells of becomes likelier, and is no longer ambiguous when no other pair of its two sides is told
/// of. Models that stand in no repository have no history, and nothing is added.
pub(crate) fn weigh(found: &mut Comparison, models: &Path) {
    let candidates = &mut found.changes.rename_candidates;
    let Ok(start) = names_start(models) else { return };
    let mut histories: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for (at, candidate) in candidates.iter_mut().enumerate() {
        let Some(file) = file(candidate, &found.after) else { continue };
        let edits = histories
            .entry(file.clone())
            .or_insert_with(|| history(&start.join(&file)).unwrap_or_default());
        let (from, to) = (words_of(&candidate.rename.from), words_of(&candidate.rename.to));
        let Some(edit) = edits.iter().find(|edit| edit.hunks.iter().any(|h| h.swaps(&from, &to)))
        else {
            continue;
        };
        candidate.evidence.push(match &edit.commit {
            Some(commit) => format!("commit {commit} put one in the other's place in {file}"),
            None => format!("an uncommitted change puts one in the other's place in {file}"),
        });
        candidate.score = 1.0 - (1.0 - candidate.score) / 2.0;
        told.insert(at);
    }
    settle(candidates, &told);
}

/// Where one pair of a side is told of and no other one, that pair is not ambiguous.
fn settle(candidates: &mut [RenameCandidate], told: &BTreeSet<usize>) {
    let sides: Vec<_> = told.iter().map(|at| candidates[*at].rename.clone()).collect();
    for at in told {
        let own = candidates[*at].rename.clone();
        let claims = sides.iter().filter(|one| one.from == own.from || one.to == own.to).count();
        candidates[*at].ambiguous = claims > 1;
    }
    candidates.sort_by(RenameCandidate::likelier);
}

/// The file that declares what is wanted. Parts that have no line of their own stand where nothing
/// is told of them.
fn file(candidate: &RenameCandidate, wanted: &Snapshot) -> Option<String> {
    let to = &candidate.rename.to;
    match to.kind() {
        Kind::Table | Kind::Column | Kind::Enum => {
            wanted.spans.get(to).map(|span| span.file.clone())
        }
        _ => None,
    }
}

/// The name as it may stand in the models: that of a table also as the class that it is made from.
fn words_of(address: &Address) -> BTreeSet<String> {
    let name = address.name();
    match address.kind() {
        Kind::Column => BTreeSet::from([name.to_owned()]),
        _ => BTreeSet::from([name.to_owned(), name.to_lowercase(), name.replace('_', "")]),
    }
}

/// What was not committed yet, and then the commits that changed a file, newest first; none when git
/// does not know the file or is not there.
fn history(path: &Path) -> Option<Vec<Edit>> {
    let folder = path.parent()?;
    let name = path.file_name()?.to_str()?;
    // No program that the repository names is run: no filter, no textconv, no difftool.
    let plain = ["--no-ext-diff", "--no-textconv", "--no-color", "-U0"];
    let mut edits = Vec::new();
    let mut command = command_without_filters(folder).ok()?;
    command.arg("diff").args(plain).args(["HEAD", "--", name]);
    let now = printed(&mut command).ok()??;
    edits.push(Edit { commit: None, hunks: hunks(&now) });
    let log = ["log", "--follow", "-p", "--format=%x00%h of %cs", SINCE];
    let arguments: Vec<&str> = log.into_iter().chain(plain).chain(["--", name]).collect();
    let committed = git(folder, &arguments).ok()??;
    edits.extend(committed.split('\0').skip(1).map(|text| {
        let (commit, patch) = text.split_once('\n').unwrap_or((text, ""));
        Edit { commit: Some(commit.to_owned()), hunks: hunks(patch) }
    }));
    Some(edits)
}

/// The hunks of a patch without context.
fn hunks(patch: &str) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut inside = false;
    for line in patch.lines() {
        if line.starts_with("diff --git ") {
            inside = false;
        } else if line.starts_with("@@ ") {
            inside = true;
            hunks.push(Hunk::default());
        } else if let Some(hunk) = hunks.last_mut().filter(|_| inside) {
            if let Some(gone) = line.strip_prefix('-') {
                hunk.gone.push(gone.to_owned());
            } else if let Some(came) = line.strip_prefix('+') {
                hunk.came.push(came.to_owned());
            }
        }
    }
    hunks
}

impl Hunk {
    /// Whether a line that had one name has the other one in its stead. Lines are held against each
    /// other one by one where as many came as went, else all against all.
    fn swaps(&self, from: &BTreeSet<String>, to: &BTreeSet<String>) -> bool {
        let swapped = |gone: &[String], came: &[String]| {
            let (gone, came) = (words(gone), words(came));
            let only = |these: &BTreeSet<String>, those: &BTreeSet<String>, names| {
                these.intersection(names).any(|word| !those.contains(word))
            };
            only(&gone, &came, from) && only(&came, &gone, to)
        };
        if self.gone.len() != self.came.len() {
            return swapped(&self.gone, &self.came);
        }
        self.gone.chunks(1).zip(self.came.chunks(1)).any(|(gone, came)| swapped(gone, came))
    }
}

/// Identifiers of lines of Python, as they stand and in small letters: a class names its table so.
fn words(lines: &[String]) -> BTreeSet<String> {
    let split = |line: &String| -> Vec<String> {
        line.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|word| !word.is_empty())
            .flat_map(|word| [word.to_owned(), word.to_lowercase()])
            .collect()
    };
    lines.iter().flat_map(split).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, Policy, clock::Clock, folders::Folders, git::run, source::Source};

    const MODELS: &str = "from sqlmodel import Field, SQLModel\n\n\n\
        class Patient(SQLModel, table=True):\n    id: int = Field(primary_key=True)\n    NAMES\n";

    fn save(folder: &Path, names: &str) {
        let text = MODELS.replace("NAMES", names);
        std::fs::write(folder.join("models.py"), text).expect("written");
    }

    async fn compared(root: &Path) -> Vec<RenameCandidate> {
        let home = tempfile::tempdir().expect("a temporary folder");
        let engine = Engine::open(Folders::at(home.path()), Clock::default()).await.expect("opens");
        let models = Source::Models(root.join("models.py"));
        let before =
            Source::Git { reference: "first".to_owned(), source: Box::new(models.clone()) };
        let found = engine.compare(&before, &models, &Policy::default(), &[]).await;
        found.expect("compared").changes.rename_candidates
    }

    #[tokio::test]
    async fn of_two_that_fit_the_history_tells_which_is_renamed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        run(root, &["init", "-q", "-b", "main"]);
        save(root, "phone: str\n    mobile: str");
        run(root, &["add", "."]);
        run(root, &["commit", "-qm", "one"]);
        run(root, &["tag", "first"]);
        // One name is put in the place of another; then a column goes and another comes elsewhere.
        save(root, "phone_home: str\n    mobile: str");
        let found = compared(root).await;
        assert_eq!(found.len(), 1);
        assert!(found[0].evidence.last().is_some_and(|line| line.contains("uncommitted")));

        run(root, &["commit", "-qam", "two"]);
        save(root, "phone_home: str");
        run(root, &["commit", "-qam", "three"]);
        save(root, "phone_home: str\n    phone_work: str");
        let found = compared(root).await;
        let told: Vec<_> = found.iter().filter(|one| !one.ambiguous).collect();
        assert_eq!(told.len(), 1, "{found:#?}");
        assert_eq!(told[0].rename.from.name(), "phone");
        assert_eq!(told[0].rename.to.name(), "phone_home");
        assert!(told[0].evidence.last().is_some_and(|line| line.starts_with("commit ")));
    }

    #[tokio::test]
    async fn without_a_repository_nothing_is_told() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(history(&folder.path().join("models.py")).map(|edits| edits.len()), None);
    }

    #[test]
    fn lines_are_held_against_each_other_one_by_one() {
        let patch = "diff --git a/m.py b/m.py\n--- a/m.py\n+++ b/m.py\n@@ -5,2 +5,2 @@\n\
            -    fax: str\n-    tel: str\n+    fax_number: str\n+    phone: str\n";
        let hunks = hunks(patch);
        let name = |text: &str| BTreeSet::from([text.to_owned()]);
        assert!(hunks[0].swaps(&name("fax"), &name("fax_number")));
        assert!(hunks[0].swaps(&name("tel"), &name("phone")));
        assert!(!hunks[0].swaps(&name("fax"), &name("phone")));
        assert!(!hunks[0].swaps(&name("str"), &name("phone")));
    }
}
