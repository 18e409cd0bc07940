use std::collections::BTreeMap;

use super::Action;
use crate::{
    plan::{Reversal, Statement},
    scene::Scene,
};

/// How a statement of a search path begins.
const SET: &str = "SET LOCAL search_path = ";

/// Gives the statements that speak expressions with operators they do not name (`IS DISTINCT FROM`) the
/// search path that these were made under. Else PostgreSQL would compare by another operator, without a
/// word: for `citext`, by that of `text`.
pub(super) fn settle(scene: &Scene<'_>, actions: &mut [Action]) {
    let sought: BTreeMap<&str, &str> =
        [scene.renamed, scene.after].into_iter().flat_map(|catalog| catalog.sought()).collect();
    if sought.is_empty() {
        return;
    }
    let path = |sql: &str| {
        sought.iter().find(|(text, _)| sql.contains(**text)).map(|(_, path)| format!("{SET}{path}"))
    };
    let back = || format!("{SET}pg_catalog");
    for action in actions {
        let mut statements: Vec<Statement> = Vec::new();
        for statement in std::mem::take(&mut action.statements) {
            let within = statements.last().is_some_and(|last| last.sql.starts_with(SET));
            match path(&statement.sql).filter(|_| statement.transactional && !within) {
                Some(path) => statements.extend([
                    Statement::new(path, Vec::new()),
                    statement,
                    Statement::new(back(), Vec::new()),
                ]),
                None => statements.push(statement),
            }
        }
        action.statements = statements;
        if let Reversal::Statements { statements, .. } = &mut action.reversal {
            let mut undo: Vec<String> = Vec::new();
            for sql in std::mem::take(statements) {
                let within = undo.last().is_some_and(|last| last.starts_with(SET));
                match path(&sql).filter(|_| !within) {
                    Some(path) => undo.extend([path, sql, back()]),
                    None => undo.push(sql),
                }
            }
            *statements = undo;
        }
    }
}
