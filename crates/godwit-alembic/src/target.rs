use std::fmt;

use crate::graph::Graph;

/// Alembic takes a beginning of at least so many letters for a revision.
const MIN_BEGINNING: usize = 4;

/// Why a name means no revision, one sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    /// Nothing has it.
    Unknown(String),
    /// Several revisions begin with it.
    Ambiguous(String, Vec<String>),
    /// `head` where there are several.
    Heads(Vec<String>),
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unresolved::Unknown(name) => write!(f, "no revision or branch label is called {name}"),
            Unresolved::Ambiguous(name, found) => {
                write!(f, "several revisions begin with {name}: {}", found.join(", "))
            }
            Unresolved::Heads(heads) => {
                write!(f, "there are several heads, so `head` means none: {}", heads.join(", "))
            }
        }
    }
}

impl std::error::Error for Unresolved {}

impl Graph {
    /// The revisions that a name means, as Alembic's command line takes it: an id or its beginning, a
    /// branch label, `head`, `heads`, `base`, `LABEL@head`.
    ///
    /// # Errors
    /// It means none, or several where one is asked for.
    pub fn resolve(&self, name: &str) -> Result<Vec<String>, Unresolved> {
        let heads = || self.heads().into_iter().map(|head| head.revision.clone());
        match name {
            "base" => return Ok(Vec::new()),
            "heads" => return Ok(heads().collect()),
            "head" => return single(heads().collect()),
            _ => {}
        }
        if let Some((label, rest)) = name.split_once('@') {
            let root = self.one(label)?;
            let below =
                |head: &String| self.ancestors(std::slice::from_ref(head)).contains(root.as_str());
            return match rest {
                "head" => single(heads().filter(below).collect()),
                "heads" => Ok(heads().filter(below).collect()),
                other => Ok(vec![self.one(other)?]),
            };
        }
        Ok(vec![self.one(name)?])
    }

    fn one(&self, name: &str) -> Result<String, Unresolved> {
        if let Some(file) = self.named(name) {
            return Ok(file.revision.clone());
        }
        if name.chars().count() < MIN_BEGINNING {
            return Err(Unresolved::Unknown(name.to_owned()));
        }
        let mut found: Vec<String> = self
            .revisions()
            .filter(|file| file.revision.starts_with(name))
            .map(|file| file.revision.clone())
            .collect();
        match found.len() {
            0 => Err(Unresolved::Unknown(name.to_owned())),
            1 => Ok(found.remove(0)),
            _ => Err(Unresolved::Ambiguous(name.to_owned(), found)),
        }
    }
}

fn single(heads: Vec<String>) -> Result<Vec<String>, Unresolved> {
    if heads.len() > 1 { Err(Unresolved::Heads(heads)) } else { Ok(heads) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revision::read;

    #[test]
    fn names_mean_what_they_mean_to_alembic() {
        let file = |name: &str, parent: &str, label: &str| {
            read(
                "v.py",
                &format!(
                    "revision = {name:?}\ndown_revision = {parent}\nbranch_labels = {label}\n"
                ),
            )
        };
        let graph = Graph::new([
            file("aaaa1", "None", "None"),
            file("aaaa2", "'aaaa1'", "('shop',)"),
            file("bbbb3", "'aaaa1'", "None"),
            file("bbbb4", "'aaaa2'", "None"),
        ]);
        assert_eq!(graph.resolve("aaaa2").expect("an id"), ["aaaa2"]);
        assert_eq!(graph.resolve("bbbb4").expect("an id"), ["bbbb4"]);
        assert_eq!(graph.resolve("shop@head").expect("a head"), ["bbbb4"]);
        assert_eq!(graph.resolve("heads").expect("both"), ["bbbb3", "bbbb4"]);
        assert!(matches!(graph.resolve("head"), Err(Unresolved::Heads(_))));
        assert!(matches!(graph.resolve("bbbb"), Err(Unresolved::Ambiguous(..))));
        assert!(matches!(graph.resolve("bbb"), Err(Unresolved::Unknown(_))));
        assert_eq!(graph.resolve("base").expect("nothing"), [""; 0]);
    }
}
