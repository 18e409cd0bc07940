use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFunctionDef, WithItem};

use super::{
    Operation, Upgrade,
    call::{Call, Constants, text},
    operation, sql,
};
use crate::source;

/// How deep functions of the file may call one another.
const DEPTH: usize = 8;

/// Goes through the statements of `upgrade()` in order.
pub(super) struct Walk<'a> {
    source: &'a str,
    constants: Constants<'a>,
    functions: BTreeMap<&'a str, &'a StmtFunctionDef>,
    /// Names of batches with the table, and its schema, that each is about.
    batches: BTreeMap<&'a str, (String, Option<String>)>,
    running: BTreeSet<&'a str>,
    conditional: bool,
    at_once: bool,
    pub(super) upgrade: Upgrade,
}

impl<'a> Walk<'a> {
    pub(super) fn new(source: &'a str, module: &'a [Stmt]) -> Self {
        let mut walk = Self {
            source,
            constants: Constants::new(),
            functions: BTreeMap::new(),
            batches: BTreeMap::new(),
            running: BTreeSet::from(["upgrade"]),
            conditional: false,
            at_once: false,
            upgrade: Upgrade::default(),
        };
        for statement in module {
            if let Stmt::FunctionDef(function) = statement {
                walk.functions.insert(function.name.as_str(), function);
            }
            walk.learn(statement);
        }
        walk
    }

    fn learn(&mut self, statement: &'a Stmt) {
        let (target, value) = match statement {
            Stmt::Assign(assign) => (assign.targets.first(), Some(&*assign.value)),
            Stmt::AnnAssign(assign) => (Some(&*assign.target), assign.value.as_deref()),
            _ => return,
        };
        if let (Some(Expr::Name(name)), Some(value)) = (target, value) {
            self.constants.insert(name.id.as_str(), value);
        }
    }

    pub(super) fn block(&mut self, statements: &'a [Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'a Stmt) {
        self.learn(statement);
        match statement {
            Stmt::Expr(found) => self.expression(&found.value),
            Stmt::Assign(found) => self.expression(&found.value),
            Stmt::AnnAssign(found) => {
                if let Some(value) = &found.value {
                    self.expression(value);
                }
            }
            Stmt::With(found) => {
                let at_once = self.at_once;
                for item in &found.items {
                    self.opened(item);
                }
                self.block(&found.body);
                self.at_once = at_once;
            }
            Stmt::If(found) => {
                self.expression(&found.test);
                self.perhaps(&found.body);
                for clause in &found.elif_else_clauses {
                    self.perhaps(&clause.body);
                }
            }
            Stmt::For(found) => {
                self.expression(&found.iter);
                if let Expr::Name(name) = &*found.target {
                    self.constants.remove(name.id.as_str());
                }
                self.perhaps(&found.body);
                self.perhaps(&found.orelse);
            }
            Stmt::While(found) => {
                self.expression(&found.test);
                self.perhaps(&found.body);
            }
            Stmt::Try(found) => {
                self.perhaps(&found.body);
                self.perhaps(&found.orelse);
                self.perhaps(&found.finalbody);
            }
            Stmt::Raise(_) => self.unread(statement, "it may stop here by an error of its own"),
            _ => {}
        }
    }

    fn perhaps(&mut self, statements: &'a [Stmt]) {
        let before = std::mem::replace(&mut self.conditional, true);
        self.block(statements);
        self.conditional = before;
    }

    fn unread(&mut self, node: &impl ruff_text_size::Ranged, what: &str) {
        self.upgrade.unread.push((source::line_of(self.source, node), what.to_owned()));
    }

    fn opened(&mut self, item: &'a WithItem) {
        let Expr::Call(call) = &item.context_expr else { return };
        match method(call) {
            Some((_, "autocommit_block")) => self.at_once = true,
            Some((_, "batch_alter_table")) => {
                if let Some(Expr::Name(name)) = item.optional_vars.as_deref() {
                    let arguments = Call { call, constants: &self.constants };
                    let table = arguments.name(0, "table_name");
                    let schema = arguments.named_text("schema");
                    self.batches.insert(name.id.as_str(), (table, schema));
                }
            }
            _ => self.expression(&item.context_expr),
        }
    }

    fn expression(&mut self, value: &'a Expr) {
        let Expr::Call(call) = value else {
            if let Expr::Compare(found) = value {
                self.expression(&found.left);
            } else if let Expr::Attribute(found) = value {
                self.expression(&found.value);
            }
            return;
        };
        match &*call.func {
            Expr::Name(name) => match self.functions.get(name.id.as_str()) {
                Some(function) => {
                    if self.running.len() < DEPTH && self.running.insert(name.id.as_str()) {
                        self.block(&function.body);
                        self.running.remove(name.id.as_str());
                    }
                }
                None if name.id.as_str() == "print" => {}
                None => {
                    let what = format!("it calls {}, whose code is not read", name.id);
                    self.unread(call, &what);
                }
            },
            Expr::Attribute(_) => match method(call) {
                Some(("op", "execute")) => self.execute(call),
                Some(("op", "get_bind" | "get_context")) => self.unread(
                    call,
                    "it takes the connection by op.get_bind or op.get_context, and what it does with it is its own code",
                ),
                Some(("op", _)) => self.operation(call, None),
                Some((name, "execute")) if !self.batches.contains_key(name) => self.execute(call),
                Some((name, _)) => {
                    if let Some(table) = self.batches.get(name).cloned() {
                        self.operation(call, Some(table));
                    }
                }
                None => {
                    if let Expr::Attribute(function) = &*call.func {
                        self.expression(&function.value);
                    }
                }
            },
            _ => {}
        }
    }

    fn operation(&mut self, call: &'a ExprCall, batch: Option<(String, Option<String>)>) {
        let Some((_, function)) = method(call) else { return };
        let arguments = Call { call, constants: &self.constants };
        match operation::read(function, &arguments, batch.as_ref(), self.at_once) {
            Some((summary, hazards)) => {
                let line = source::line_of(self.source, call);
                let conditional = self.conditional;
                self.upgrade.operations.push(Operation { line, summary, conditional, hazards });
            }
            None => {
                let what = format!("it calls op.{function}, which Godwit does not know");
                self.unread(call, &what);
            }
        }
    }

    fn execute(&mut self, call: &'a ExprCall) {
        let first = call.arguments.args.first();
        let sqltext = || call.arguments.keywords.first().map(|keyword| &keyword.value);
        let Some(value) = first.or_else(sqltext) else { return };
        let Some(sql) = text(value, &self.constants) else {
            self.unread(call, "it runs SQL that is not written as a constant");
            return;
        };
        // SQLAlchemy takes this backslash away.
        match sql::read(&sql.replace("\\:", ":"), self.at_once) {
            Ok(found) => {
                let line = source::line_of(self.source, call);
                let conditional = self.conditional;
                self.upgrade.operations.extend(
                    found.into_iter().map(|(summary, hazards)| Operation {
                        line,
                        summary,
                        conditional,
                        hazards,
                    }),
                );
            }
            Err(why) => self.unread(call, &format!("PostgreSQL does not take its SQL: {why}")),
        }
    }
}

/// `name.function(…)`.
fn method(call: &ExprCall) -> Option<(&str, &str)> {
    let Expr::Attribute(function) = &*call.func else { return None };
    match &*function.value {
        Expr::Name(name) => Some((name.id.as_str(), function.attr.as_str())),
        // `op.get_context().autocommit_block()`.
        Expr::Call(_) if function.attr.as_str() == "autocommit_block" => {
            Some(("op", "autocommit_block"))
        }
        _ => None,
    }
}
