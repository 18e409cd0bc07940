use std::collections::BTreeMap;

use ruff_python_ast::{
    Expr, ExprCall, Stmt,
    visitor::{Visitor, walk_expr},
};

use crate::source;

/// What `env.py` tells Alembic by `context.configure(…)`, as far as it is written as constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// The table with the stamps.
    pub version_table: String,
    /// Its schema, when not the search path's.
    pub version_table_schema: Option<String>,
    /// `transaction_per_migration`: a failure leaves the revisions before it applied.
    pub transaction_per_migration: bool,
    /// `render_as_batch`.
    pub render_as_batch: bool,
    /// `include_schemas`.
    pub include_schemas: bool,
    /// Arguments that count here and are no constants, with their lines: only running `env.py` could
    /// tell their values.
    pub undecided: Vec<(String, usize)>,
}

impl Default for Environment {
    /// Alembic's own defaults.
    fn default() -> Self {
        Self {
            version_table: "alembic_version".to_owned(),
            version_table_schema: None,
            transaction_per_migration: false,
            render_as_batch: false,
            include_schemas: false,
            undecided: Vec::new(),
        }
    }
}

/// Reads the text of `env.py`; where it configures several times, the last constant counts.
///
/// # Errors
/// It is not Python: the line, from 1, and why.
pub fn scan(text: &str) -> Result<Environment, (usize, String)> {
    let (parsed, broken) = source::parse(text)?;
    if let Some(fault) = broken {
        return Err(fault);
    }
    let module = parsed.syntax();
    let mut constants = BTreeMap::new();
    for statement in &module.body {
        let (target, value) = match statement {
            Stmt::Assign(assign) => (assign.targets.first(), Some(&*assign.value)),
            Stmt::AnnAssign(assign) => (Some(&*assign.target), assign.value.as_deref()),
            _ => continue,
        };
        if let (Some(Expr::Name(name)), Some(value)) = (target, value) {
            // A name with two values is no constant.
            constants
                .entry(name.id.as_str())
                .and_modify(|known: &mut Option<&Expr>| *known = None)
                .or_insert(Some(value));
        }
    }
    let constant = |value: &'_ Expr| -> Option<Expr> {
        match value {
            Expr::Name(name) => constants.get(name.id.as_str()).copied().flatten().cloned(),
            other => Some(other.clone()),
        }
    };
    let mut calls = Calls { found: Vec::new() };
    calls.visit_body(&module.body);
    let mut environment = Environment::default();
    for keyword in calls.found.iter().flat_map(|call| &call.arguments.keywords) {
        let line = || source::line_of(text, &keyword.value);
        let Some(name) = &keyword.arg else {
            environment.undecided.push(("**".to_owned(), line()));
            continue;
        };
        let value = constant(&keyword.value);
        let known = match name.as_str() {
            "version_table" => set(&mut environment.version_table, value.as_ref().and_then(string)),
            "version_table_schema" => match &value {
                Some(Expr::NoneLiteral(_)) => true,
                value => set(
                    &mut environment.version_table_schema,
                    value.as_ref().and_then(string).map(Some),
                ),
            },
            "transaction_per_migration" => {
                set(&mut environment.transaction_per_migration, value.as_ref().and_then(truth))
            }
            "render_as_batch" => {
                set(&mut environment.render_as_batch, value.as_ref().and_then(truth))
            }
            "include_schemas" => {
                set(&mut environment.include_schemas, value.as_ref().and_then(truth))
            }
            _ => true,
        };
        if !known {
            environment.undecided.push((name.to_string(), line()));
        }
    }
    Ok(environment)
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

fn string(value: &Expr) -> Option<String> {
    match value {
        Expr::StringLiteral(literal) => Some(literal.value.to_str().to_owned()),
        _ => None,
    }
}

fn truth(value: &Expr) -> Option<bool> {
    match value {
        Expr::BooleanLiteral(literal) => Some(literal.value),
        _ => None,
    }
}

/// Calls of `configure`, wherever they stand.
struct Calls<'a> {
    found: Vec<&'a ExprCall>,
}

impl<'a> Visitor<'a> for Calls<'a> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Call(call) = expression
            && let Expr::Attribute(function) = &*call.func
            && function.attr.as_str() == "configure"
            && matches!(&*function.value, Expr::Name(name) if name.id.as_str() == "context")
        {
            self.found.push(call);
        }
        walk_expr(self, expression);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_read_and_the_rest_is_named() {
        let text = "from alembic import context\nSTAMPS = 'stamps'\ndef run():\n    with engine() as c:\n        context.configure(\n            connection=c,\n            version_table=STAMPS,\n            version_table_schema=settings.schema,\n            transaction_per_migration=True,\n            render_as_batch=is_sqlite(c),\n        )\n";
        let found = scan(text).expect("Python");
        assert_eq!(found.version_table, "stamps");
        assert!(found.transaction_per_migration);
        let names = [("version_table_schema".to_owned(), 8), ("render_as_batch".to_owned(), 10)];
        assert_eq!(found.undecided, names);
        assert_eq!(scan("x = 1\n").expect("Python"), Environment::default());
        assert_eq!(scan("x = 1\ny = )\n").expect_err("no Python").0, 2);
    }
}
