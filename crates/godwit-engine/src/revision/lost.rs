use std::path::Path;

/// At most so many branches are searched.
const MAX_REFS: usize = 500;

/// What became of a revision that no file declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lost {
    /// Branches, each with the file there.
    Elsewhere(Vec<(String, String)>),
    /// It was in the history once: the last commit that touched it, and its file.
    Deleted(String, String),
    /// Git knows nothing of it, or there is no git.
    Nowhere,
}

impl Lost {
    /// What to do, for a person.
    pub(crate) fn told(&self) -> String {
        match self {
            Lost::Elsewhere(found) => {
                let places: Vec<String> =
                    found.iter().map(|(branch, file)| format!("{branch} ({file})")).collect();
                format!(
                    "it is in another branch: {}; merge that branch, or bring the database back to a revision of this one from there",
                    places.join(", ")
                )
            }
            Lost::Deleted(commit, file) => format!(
                "it was deleted: {file}; the last commit that touched it is {commit}; get it back by git checkout {commit}~1 -- {file}"
            ),
            Lost::Nowhere => {
                "no branch of this repository has it either; ask who changed the database last"
                    .to_owned()
            }
        }
    }
}

/// Looks for the file of a revision in every branch of the repository around a folder, then in its
/// history. Without a repository there is nowhere to look.
pub(crate) fn find(root: &Path, revision: &str) -> Lost {
    // The id goes into a pattern; nothing but what Alembic makes ids of is looked for.
    if revision.is_empty()
        || !revision.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
    {
        return Lost::Nowhere;
    }
    let Some(listed) =
        git(root, &["for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes"])
    else {
        return Lost::Nowhere;
    };
    let refs: Vec<&str> = listed.lines().take(MAX_REFS).collect();
    let pattern = format!("^revision\\b.*=.*['\"]{revision}");
    let mut arguments = vec!["grep", "-l", "-E", "--full-name", &pattern];
    arguments.extend(&refs);
    arguments.extend(["--", ":(top)*.py"]);
    if let Some(found) = git(root, &arguments).filter(|_| !refs.is_empty()) {
        let places: Vec<(String, String)> = found
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(branch, file)| (short(branch).to_owned(), file.to_owned()))
            .collect();
        if !places.is_empty() {
            return Lost::Elsewhere(places);
        }
    }
    let searched = format!("-G{pattern}");
    let log = [
        "log",
        "--all",
        "-1",
        "--format=%h",
        "--name-only",
        "--diff-filter=D",
        &searched,
        "--",
        ":(top)*.py",
    ];
    match git(root, &log).map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    {
        Some(words) if words.len() >= 2 => Lost::Deleted(words[0].clone(), words[1].clone()),
        _ => Lost::Nowhere,
    }
}

fn short(branch: &str) -> &str {
    ["refs/heads/", "refs/remotes/"]
        .iter()
        .find_map(|prefix| branch.strip_prefix(prefix))
        .unwrap_or(branch)
}

/// What git prints; nothing when it fails or is not there.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    crate::git::git(root, arguments).ok().flatten()
}
