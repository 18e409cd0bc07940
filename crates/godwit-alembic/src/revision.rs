use std::collections::BTreeMap;

use ruff_python_ast::{Expr, Operator, Stmt};

use crate::source::{self, Fault};

/// What one revision file declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionFile {
    /// Path as the caller named it.
    pub path: String,
    /// `revision`.
    pub revision: String,
    /// `down_revision`; none for a base, several for a merge.
    pub down_revisions: Vec<String>,
    /// `branch_labels`.
    pub branch_labels: Vec<String>,
    /// `depends_on`: revisions or labels.
    pub depends_on: Vec<String>,
    /// First line of the docstring.
    pub message: String,
    /// The line, from 1, and what is wrong with the file as Python: Alembic cannot load it.
    pub broken: Option<Fault>,
}

/// Why a file is no revision, one sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Path as the caller named it.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
}

/// Reads a file's declarations. A file that is no Python still is a revision when its declarations
/// stand in it; it says what is wrong.
///
/// # Errors
/// It declares no `revision`, declares what only running it could tell, or cannot be read at all.
pub fn read(path: &str, text: &str) -> Result<RevisionFile, Unreadable> {
    let unreadable = |(line, reason): Fault| Unreadable { path: path.to_owned(), line, reason };
    let (parsed, broken) = source::parse(text).map_err(unreadable)?;
    let body = &parsed.syntax().body;
    let mut declared: BTreeMap<&str, &Expr> = BTreeMap::new();
    for statement in body {
        match statement {
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    if let Expr::Name(name) = target {
                        declared.insert(name.id.as_str(), &assign.value);
                    }
                }
            }
            Stmt::AnnAssign(assign) => {
                if let (Expr::Name(name), Some(value)) = (&*assign.target, &assign.value) {
                    declared.insert(name.id.as_str(), value);
                }
            }
            _ => {}
        }
    }
    let read = |name: &str| -> Result<Vec<String>, Unreadable> {
        let Some(value) = declared.get(name) else { return Ok(Vec::new()) };
        texts(value, &declared).ok_or_else(|| {
            unreadable((
                source::line_of(text, *value),
                format!("`{name}` is not written as a constant, so its value is not known"),
            ))
        })
    };
    let [revision] =
        <[String; 1]>::try_from(read("revision")?).map_err(|_| {
            unreadable(broken.clone().unwrap_or_else(|| {
                (1, "it declares no `revision` as a constant string".to_owned())
            }))
        })?;
    if revision.is_empty() {
        return Err(unreadable((1, "it declares an empty `revision`".to_owned())));
    }
    Ok(RevisionFile {
        path: path.to_owned(),
        revision,
        down_revisions: read("down_revision")?,
        branch_labels: read("branch_labels")?,
        depends_on: read("depends_on")?,
        message: docstring(body),
        broken,
    })
}

fn docstring(body: &[Stmt]) -> String {
    match body.first() {
        Some(Stmt::Expr(first)) => match &*first.value {
            Expr::StringLiteral(text) => {
                text.value.to_str().trim().lines().next().unwrap_or_default().to_owned()
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// Constant strings of a string, tuple, list or set; empty for `None` and `()`; `None` for what only
/// running it could tell.
fn texts(value: &Expr, declared: &BTreeMap<&str, &Expr>) -> Option<Vec<String>> {
    let all = |items: &[Expr]| -> Option<Vec<String>> {
        items.iter().map(|item| text(item, declared, DEPTH)).collect()
    };
    match value {
        Expr::NoneLiteral(_) => Some(Vec::new()),
        Expr::Tuple(tuple) => all(&tuple.elts),
        Expr::List(list) => all(&list.elts),
        Expr::Set(set) => all(&set.elts),
        other => Some(vec![text(other, declared, DEPTH)?]),
    }
}

/// How deep constants may be made of constants.
const DEPTH: u8 = 16;

fn text(value: &Expr, declared: &BTreeMap<&str, &Expr>, depth: u8) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match value {
        Expr::StringLiteral(literal) => Some(literal.value.to_str().to_owned()),
        Expr::BinOp(operation) if operation.op == Operator::Add => Some(
            text(&operation.left, declared, depth)? + &text(&operation.right, declared, depth)?,
        ),
        Expr::Name(name) => text(declared.get(name.id.as_str())?, declared, depth),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read_whatever_else_the_file_does() {
        let text = "\"\"\"Merge\n\nRevises: stale\n\"\"\"\nimport gone.away\nBASE = 'a'\nrevision: str = BASE + \"b\" \"c\"\ndown_revision = (\"x\", 'y' + 'z')\nbranch_labels = None\ndepends_on = ['q']\n";
        let file = read("v.py", text).expect("a revision");
        assert_eq!(file.revision, "abc");
        assert_eq!(file.down_revisions, ["x", "yz"]);
        assert_eq!(file.depends_on, ["q"]);
        assert_eq!(file.message, "Merge");
        assert!(file.branch_labels.is_empty());
    }

    #[test]
    fn what_only_python_could_tell_is_not_taken_for_a_base() {
        let error = read("v.py", "revision = 'a'\n\ndown_revision = previous()\n").expect_err("no");
        assert_eq!(error.line, 3);
        assert!(error.reason.contains("down_revision"), "{}", error.reason);
        let turning = "revision = a\na = b + b\nb = a\n";
        assert_eq!(read("v.py", turning).expect_err("endless").line, 1);
    }

    #[test]
    fn a_syntax_error_is_located_and_costs_no_link() {
        let text = "revision = 'b'\ndown_revision = 'a'\ndef f(:\n    x = = 1\n";
        let file = read("v.py", text).expect("a revision");
        assert_eq!((file.revision.as_str(), file.down_revisions.len()), ("b", 1));
        assert_eq!(file.broken.expect("located").0, 3);
        assert_eq!(read("v.py", "x = 1\nrevision =\n").expect_err("no revision").line, 2);
        let deep = format!("revision = 'a'\nx = {}", "(".repeat(100_000));
        assert_eq!(read("v.py", &deep).expect_err("too deep").line, 2);
        assert!(read("v.py", &"\0".repeat(100)).is_err());
        assert_eq!(read("v.py", "x = 1\n").expect_err("no revision").line, 1);
        assert_eq!(read("v.py", "revision = None\n").expect_err("no revision").line, 1);
    }
}
