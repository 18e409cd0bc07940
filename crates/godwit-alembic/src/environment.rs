use ruff_python_ast::{
    Expr, ExprCall, ModModule,
    visitor::{Visitor, walk_expr},
};
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged;

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
    let line = |offset: usize| text.get(..offset).unwrap_or_default().matches('\n').count() + 1;
    let parsed = parse_module(text)
        .map_err(|error| (line(error.location.start().to_usize()), error.error.to_string()))?;
    let module: &ModModule = parsed.syntax();
    let mut calls = Calls { found: Vec::new() };
    calls.visit_body(&module.body);
    let mut environment = Environment::default();
    for keyword in calls.found.iter().flat_map(|call| &call.arguments.keywords) {
        let Some(name) = &keyword.arg else { continue };
        let known = match name.as_str() {
            "version_table" => set(&mut environment.version_table, string(&keyword.value)),
            "version_table_schema" => match &keyword.value {
                Expr::NoneLiteral(_) => true,
                value => set(&mut environment.version_table_schema, string(value).map(Some)),
            },
            "transaction_per_migration" => {
                set(&mut environment.transaction_per_migration, truth(&keyword.value))
            }
            "render_as_batch" => set(&mut environment.render_as_batch, truth(&keyword.value)),
            "include_schemas" => set(&mut environment.include_schemas, truth(&keyword.value)),
            _ => true,
        };
        if !known {
            let place = line(keyword.value.start().to_usize());
            environment.undecided.push((name.to_string(), place));
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
        let text = "from alembic import context\ndef run():\n    with engine() as c:\n        context.configure(\n            connection=c,\n            version_table='stamps',\n            version_table_schema=settings.schema,\n            transaction_per_migration=True,\n            render_as_batch=is_sqlite(c),\n        )\n";
        let found = scan(text).expect("Python");
        assert_eq!(found.version_table, "stamps");
        assert!(found.transaction_per_migration);
        let names = [("version_table_schema".to_owned(), 7), ("render_as_batch".to_owned(), 9)];
        assert_eq!(found.undecided, names);
        assert_eq!(scan("x = 1\n").expect("Python"), Environment::default());
        assert_eq!(scan("x = 1\ny = )\n").expect_err("no Python").0, 2);
    }
}
