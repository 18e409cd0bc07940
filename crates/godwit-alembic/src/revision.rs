use ruff_python_ast::{Expr, Operator, Stmt};
use ruff_python_parser::parse_module;

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
    /// `depends_on`.
    pub depends_on: Vec<String>,
    /// First line of the docstring.
    pub message: String,
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

/// Reads a file's declarations.
///
/// # Errors
/// It is not Python, or declares no `revision`.
pub fn read(path: &str, text: &str) -> Result<RevisionFile, Unreadable> {
    let unreadable = |offset: usize, reason: String| Unreadable {
        path: path.to_owned(),
        line: text.get(..offset).unwrap_or_default().matches('\n').count() + 1,
        reason,
    };
    let parsed = parse_module(text)
        .map_err(|error| unreadable(error.location.start().to_usize(), error.error.to_string()))?;
    let body = &parsed.syntax().body;
    let mut file = RevisionFile {
        path: path.to_owned(),
        revision: String::new(),
        down_revisions: Vec::new(),
        branch_labels: Vec::new(),
        depends_on: Vec::new(),
        message: docstring(body),
    };
    for statement in body {
        let (name, value) = match statement {
            Stmt::Assign(assign) => match assign.targets.as_slice() {
                [Expr::Name(name)] => (name.id.as_str(), Some(&*assign.value)),
                _ => continue,
            },
            Stmt::AnnAssign(assign) => match &*assign.target {
                Expr::Name(name) => (name.id.as_str(), assign.value.as_deref()),
                _ => continue,
            },
            _ => continue,
        };
        let values = value.map(texts).unwrap_or_default();
        match name {
            "revision" => file.revision = values.into_iter().next().unwrap_or_default(),
            "down_revision" => file.down_revisions = values,
            "branch_labels" => file.branch_labels = values,
            "depends_on" => file.depends_on = values,
            _ => {}
        }
    }
    if file.revision.is_empty() {
        return Err(unreadable(0, "it declares no `revision` as a constant string".to_owned()));
    }
    Ok(file)
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

/// Constant strings of a string, tuple or list; none for anything else.
fn texts(value: &Expr) -> Vec<String> {
    match value {
        Expr::Tuple(tuple) => tuple.elts.iter().flat_map(texts).collect(),
        Expr::List(list) => list.elts.iter().flat_map(texts).collect(),
        Expr::Set(set) => set.elts.iter().flat_map(texts).collect(),
        other => text(other).into_iter().collect(),
    }
}

fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::StringLiteral(literal) => Some(literal.value.to_str().to_owned()),
        Expr::BinOp(operation) if operation.op == Operator::Add => {
            Some(text(&operation.left)? + &text(&operation.right)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read_whatever_else_the_file_does() {
        let text = "\"\"\"Merge\n\nRevises: stale\n\"\"\"\nimport gone.away\nrevision: str = \"a\" \"b\"\ndown_revision = (\"x\", 'y' + 'z')\nbranch_labels = None\n";
        let file = read("v.py", text).expect("a revision");
        assert_eq!(file.revision, "ab");
        assert_eq!(file.down_revisions, ["x", "yz"]);
        assert_eq!(file.message, "Merge");
        assert!(file.branch_labels.is_empty());
    }

    #[test]
    fn a_syntax_error_is_located() {
        let error = read("v.py", "revision = 'a'\ndef f(:\n").expect_err("no Python");
        assert_eq!(error.line, 2);
        assert_eq!(read("v.py", "x = 1\n").expect_err("no revision").line, 1);
    }
}
