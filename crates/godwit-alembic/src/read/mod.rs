//! What a revision's `upgrade()` does, as far as its text tells: for people, never for running it.

mod call;
mod operation;
mod sql;
mod walk;

use godwit_plan::hazard::{Hazard, Severity};
use ruff_python_ast::Stmt;

use self::walk::Walk;
use crate::source::{self, Fault};

/// What one revision does when it is run upwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upgrade {
    /// In the order they stand in the file.
    pub operations: Vec<Operation>,
    /// Lines, from 1, with what the text does not tell: values that only running it gives, code of
    /// the project's own.
    pub unread: Vec<Fault>,
}

/// One thing that a revision does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The line it begins on, from 1.
    pub line: usize,
    /// One line for people.
    pub summary: String,
    /// Whether it stands in a condition or a loop, so that it may run never or often.
    pub conditional: bool,
    /// Ways it can hurt, judged without knowing the rows.
    pub hazards: Vec<Hazard>,
}

/// Reads a revision's text.
///
/// # Errors
/// It is no Python at all, or has no function `upgrade`.
pub fn upgrade(text: &str) -> Result<Upgrade, Fault> {
    function(text, "upgrade")
}

/// As [`upgrade`], of another of its functions.
pub(crate) fn function(text: &str, name: &str) -> Result<Upgrade, Fault> {
    let (parsed, broken) = source::parse(text)?;
    let body = &parsed.syntax().body;
    let found = body.iter().find_map(|statement| match statement {
        Stmt::FunctionDef(function) if function.name.as_str() == name => Some(function),
        _ => None,
    });
    let Some(function) = found else {
        return Err(broken.unwrap_or((1, format!("it has no function `{name}`"))));
    };
    let mut walk = Walk::new(text, body);
    walk.block(&function.body);
    let mut upgrade = walk.upgrade;
    upgrade.unread.extend(broken);
    Ok(upgrade)
}

/// A hazard of an operation whose rows nobody looked at.
fn hazard(code: &str, severity: Severity, object: &str, meaning: &str, advice: &str) -> Hazard {
    Hazard {
        code: code.to_owned(),
        severity,
        object: object.to_owned(),
        meaning: meaning.to_owned(),
        advice: advice.to_owned(),
        rows: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Upgrade {
        let text = format!("from alembic import op\nWHERE = 'true'\ndef upgrade():\n{body}");
        upgrade(&text).expect("a revision")
    }

    fn summaries(upgrade: &Upgrade) -> Vec<&str> {
        upgrade.operations.iter().map(|operation| operation.summary.as_str()).collect()
    }

    fn codes(upgrade: &Upgrade) -> Vec<&str> {
        let hazards = upgrade.operations.iter().flat_map(|operation| &operation.hazards);
        hazards.map(|hazard| hazard.code.as_str()).collect()
    }

    #[test]
    fn operations_are_told_with_their_hazards() {
        let found = read(
            "    op.create_table('t', sa.Column('id', sa.Integer()), schema='s')\n    op.add_column('t', sa.Column('n', sa.Text(), nullable=False))\n    op.drop_column('t', 'old', schema='s')\n    op.alter_column('t', 'a', new_column_name='b')\n    op.create_index('ix', 't', ['a'], unique=True)\n    with op.get_context().autocommit_block():\n        op.create_index('iy', 't', ['a'], postgresql_concurrently=True)\n    op.create_index('iz', 't', ['a'], postgresql_concurrently=True)\n",
        );
        assert_eq!(
            summaries(&found),
            [
                "Create table s.t",
                "Add column t.n",
                "Drop column s.t.old",
                "Rename column t.a to b",
                "Create unique index ix on t",
                "Create index iy on t concurrently",
                "Create index iz on t concurrently",
            ]
        );
        assert_eq!(found.operations[2].line, 6);
        assert_eq!(
            codes(&found),
            [
                "adds-not-null-column",
                "drops-column",
                "renames-break-readers",
                "blocks-writes",
                "unique-violated",
                "concurrently-in-transaction"
            ]
        );
    }

    #[test]
    fn raw_sql_is_parsed() {
        let found = read(
            "    op.execute('ALTER TABLE shop.t DROP COLUMN a, ADD COLUMN b text; UPDATE t SET a = 1 WHERE ' + WHERE)\n    op.execute(sa.text(\"ALTER TYPE mood ADD VALUE 'new'\"))\n    op.execute('DROP TABLE a, b')\n    op.execute('SELEC 1')\n    op.execute(statement())\n",
        );
        assert_eq!(
            summaries(&found),
            [
                "Drop column shop.t.a",
                "Add column shop.t.b",
                "Change rows of t",
                "Add label new to enum mood",
                "Drop table a",
                "Drop table b",
            ]
        );
        assert_eq!(
            codes(&found),
            ["drops-column", "changes-rows", "label-in-transaction", "drops-table", "drops-table"]
        );
        let lines: Vec<usize> = found.unread.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [7, 8], "{:?}", found.unread);
    }

    #[test]
    fn what_stands_around_an_operation_is_told() {
        let found = read(
            "    with op.batch_alter_table('t', schema='s') as batch_op:\n        batch_op.drop_column('a')\n    for name in ('x', 'y'):\n        op.drop_table(name)\n    if op.get_bind().dialect.name == 'postgresql':\n        op.drop_table('z')\n    other(1)\ndef other(n):\n    op.drop_table('w')\n",
        );
        assert_eq!(
            summaries(&found),
            ["Drop column s.t.a", "Drop table (not a constant)", "Drop table z", "Drop table w"]
        );
        let conditional: Vec<bool> =
            found.operations.iter().map(|operation| operation.conditional).collect();
        assert_eq!(conditional, [false, true, true, false]);
        assert!(
            found.unread.iter().any(|(_, what)| what.contains("get_bind")),
            "{:?}",
            found.unread
        );
    }

    #[test]
    fn endless_calls_end() {
        let found = read("    other()\ndef other():\n    op.drop_table('a')\n    other()\n");
        assert_eq!(found.operations.len(), 1);
        assert_eq!(upgrade("x = 1\n").expect_err("none").1, "it has no function `upgrade`");
    }
}
