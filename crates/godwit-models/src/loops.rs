use ruff_python_ast::{Expr, Stmt, StmtFor};

use crate::{
    evaluate::Scope,
    functions::{Locals, MAX_ROUNDS},
    project::Project,
};

/// An expression of a loop's body in one of its rounds, with what the names of the loop hold then.
pub(crate) struct Turn<'a> {
    pub expression: &'a Expr,
    pub locals: Locals,
}

impl Project<'_> {
    /// Assigned values and expression statements of a loop over what is known, round by round; `None`
    /// when only running could tell which are carried out, or when there are too many.
    pub fn turns<'a>(&self, scope: &Scope, each: &'a StmtFor) -> Option<Vec<Turn<'a>>> {
        let mut locals = scope.locals.cloned().unwrap_or_default();
        let mut turns = Vec::new();
        self.rounds(scope, each, &mut locals, &mut turns)?;
        Some(turns)
    }

    fn rounds<'a>(
        &self,
        scope: &Scope,
        each: &'a StmtFor,
        locals: &mut Locals,
        turns: &mut Vec<Turn<'a>>,
    ) -> Option<()> {
        if each.is_async || !each.orelse.is_empty() {
            return None;
        }
        let items = self
            .iterate(&self.evaluate(&Scope { locals: Some(locals), ..*scope }, &each.iter))
            .filter(|items| items.len() <= MAX_ROUNDS)?;
        for item in items {
            self.bind_item(&each.target, item, locals)?;
            self.carried_out(scope, &each.body, locals, turns)?;
        }
        Some(())
    }

    fn carried_out<'a>(
        &self,
        scope: &Scope,
        body: &'a [Stmt],
        locals: &mut Locals,
        turns: &mut Vec<Turn<'a>>,
    ) -> Option<()> {
        for statement in body {
            let (targets, expression) = match statement {
                Stmt::Expr(found) => (&[][..], &*found.value),
                Stmt::Assign(assign) => (&assign.targets[..], &*assign.value),
                Stmt::AnnAssign(assign) => {
                    (std::slice::from_ref(&*assign.target), assign.value.as_deref()?)
                }
                Stmt::For(each) => {
                    self.rounds(scope, each, locals, turns)?;
                    continue;
                }
                Stmt::If(branch) => {
                    let holds = |locals: &Locals, test: &Expr| {
                        self.truth(&self.evaluate(&Scope { locals: Some(locals), ..*scope }, test))
                    };
                    let mut chosen = holds(locals, &branch.test)?.then_some(&branch.body);
                    for clause in &branch.elif_else_clauses {
                        if chosen.is_none()
                            && clause
                                .test
                                .as_ref()
                                .map_or(Some(true), |test| holds(locals, test))?
                        {
                            chosen = Some(&clause.body);
                        }
                    }
                    self.carried_out(scope, chosen.map_or(&[][..], |body| body), locals, turns)?;
                    continue;
                }
                Stmt::Pass(_) => continue,
                _ => return None,
            };
            if turns.len() >= MAX_ROUNDS {
                return None;
            }
            turns.push(Turn { expression, locals: locals.clone() });
            if !targets.is_empty() {
                let value = self.evaluate(&Scope { locals: Some(locals), ..*scope }, expression);
                for target in targets {
                    self.bind_item(target, value.clone(), locals)?;
                }
            }
        }
        Some(())
    }
}
