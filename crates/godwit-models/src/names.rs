use std::collections::HashMap;

use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFor, StmtFunctionDef};

use crate::module::is_type_checking;

/// What a name of a module or class body stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Binding<'a> {
    /// `import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`.
    Import {
        module: &'a str,
    },
    /// `from module import name`, with the number of leading dots.
    From {
        level: u32,
        module: &'a str,
        name: &'a str,
    },
    Value(&'a Expr),
    /// A value that depends on a condition or a loop.
    Conditional(&'a Expr),
    /// A list, set or dictionary that a later statement puts something into.
    Filled(&'a Expr),
    Class(&'a StmtClassDef),
    Function(&'a StmtFunctionDef),
}

/// Names of one block, in the order in which they are bound.
#[derive(Debug, Default)]
pub(crate) struct Names<'a> {
    pub bindings: HashMap<&'a str, Binding<'a>>,
    /// Modules that `import a.b.c` names.
    pub imports: Vec<&'a str>,
    /// `from module import *`.
    pub stars: Vec<(u32, &'a str)>,
    /// Assignments to attributes, such as `SQLModel.metadata.naming_convention = …`.
    pub attributes: Vec<(&'a Expr, &'a Expr)>,
    /// Classes and module-level values in source order.
    pub classes: Vec<&'a StmtClassDef>,
    pub values: Vec<&'a str>,
    /// Classes that exist only under a condition, in a loop or in a function.
    pub dynamic_classes: Vec<&'a StmtClassDef>,
    /// Expression statements that are always carried out, such as `Base.metadata.…` calls and `event.listen(…)`.
    pub statements: Vec<&'a Expr>,
    /// Those under a condition.
    pub dynamic_statements: Vec<&'a Expr>,
    /// Values under a condition.
    pub dynamic_values: Vec<&'a Expr>,
    /// Loops that are always carried out.
    pub loops: Vec<Loop<'a>>,
}

/// A loop with the expression statements and the values that stand in it.
#[derive(Debug)]
pub(crate) struct Loop<'a> {
    pub each: &'a StmtFor,
    pub statements: Vec<&'a Expr>,
    pub values: Vec<&'a Expr>,
}

impl<'a> Names<'a> {
    /// Names that a module's body binds.
    pub fn of_module(body: &'a [Stmt]) -> Self {
        let mut names = Self::default();
        names.block(body, false);
        names
    }

    /// Names that a class body binds; annotations without a value are not among them.
    pub fn of_class(body: &'a [Stmt]) -> Self {
        Self::of_module(body)
    }

    fn block(&mut self, body: &'a [Stmt], conditional: bool) {
        for statement in body {
            self.statement(statement, conditional);
        }
    }

    fn statement(&mut self, statement: &'a Stmt, conditional: bool) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let module = alias.name.as_str();
                    self.imports.push(module);
                    let (name, module) = match &alias.asname {
                        Some(name) => (name.as_str(), module),
                        None => {
                            let first = module.split('.').next().unwrap_or(module);
                            (first, first)
                        }
                    };
                    self.bindings.insert(name, Binding::Import { module });
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |name| name.as_str());
                for alias in &import.names {
                    let name = alias.name.as_str();
                    if name == "*" {
                        self.stars.push((import.level, module));
                    } else {
                        let bound = alias.asname.as_ref().map_or(name, |name| name.as_str());
                        // The fallback of a failed import comes second and does not count.
                        let new = Binding::From { level: import.level, module, name };
                        if conditional {
                            self.bindings.entry(bound).or_insert(new);
                        } else {
                            self.bindings.insert(bound, new);
                        }
                    }
                }
            }
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.assign(target, &assign.value, conditional);
                }
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.assign(&assign.target, value, conditional);
                }
            }
            Stmt::TypeAlias(alias) => self.assign(&alias.name, &alias.value, conditional),
            Stmt::AugAssign(assign) => self.assign(&assign.target, &assign.value, true),
            Stmt::ClassDef(class) => {
                self.bindings.insert(class.name.as_str(), Binding::Class(class));
                if conditional {
                    self.dynamic_classes.push(class);
                } else {
                    self.classes.push(class);
                }
            }
            Stmt::FunctionDef(function) => {
                self.bindings.insert(function.name.as_str(), Binding::Function(function));
                self.nested_classes(&function.body);
            }
            Stmt::If(branch) => {
                if is_type_checking(&branch.test) {
                    // Only the checker sees it; its imports name what annotations mean.
                    for statement in &branch.body {
                        if matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_)) {
                            self.statement(statement, true);
                        }
                    }
                    for clause in &branch.elif_else_clauses {
                        self.block(&clause.body, false);
                    }
                } else {
                    self.block(&branch.body, true);
                    for clause in &branch.elif_else_clauses {
                        self.block(&clause.body, true);
                    }
                }
            }
            Stmt::Try(attempt) => {
                self.block(&attempt.body, conditional);
                self.block(&attempt.orelse, conditional);
                for handler in &attempt.handlers {
                    let ruff_python_ast::ExceptHandler::ExceptHandler(handler) = handler;
                    for statement in &handler.body {
                        if matches!(statement, Stmt::ImportFrom(_)) {
                            self.statement(statement, true);
                        }
                    }
                }
            }
            Stmt::With(with) => self.block(&with.body, conditional),
            Stmt::For(each) => {
                let (statements, values) =
                    (self.dynamic_statements.len(), self.dynamic_values.len());
                self.block(&each.body, true);
                if !conditional {
                    let statements = self.dynamic_statements.split_off(statements);
                    let values = self.dynamic_values.split_off(values);
                    self.loops.push(Loop { each, statements, values });
                }
            }
            Stmt::While(each) => self.block(&each.body, true),
            Stmt::Expr(expression) => {
                if let Some(name) = filled(&expression.value) {
                    self.fill(name);
                }
                let list =
                    if conditional { &mut self.dynamic_statements } else { &mut self.statements };
                list.push(&expression.value);
            }
            _ => {}
        }
    }

    fn assign(&mut self, target: &'a Expr, value: &'a Expr, conditional: bool) {
        if conditional {
            self.dynamic_values.push(value);
        }
        match target {
            Expr::Name(name) => {
                let name = name.id.as_str();
                let binding =
                    if conditional { Binding::Conditional(value) } else { Binding::Value(value) };
                if self.bindings.insert(name, binding).is_none() {
                    self.values.push(name);
                }
            }
            Expr::Attribute(_) => self.attributes.push((target, value)),
            Expr::Subscript(subscript) => {
                self.attributes.push((target, value));
                if let Expr::Name(name) = &*subscript.value {
                    self.fill(name.id.as_str());
                }
            }
            _ => {}
        }
    }

    /// Something is put into what a name holds.
    fn fill(&mut self, name: &'a str) {
        if let Some(binding) = self.bindings.get_mut(name)
            && let Binding::Value(value) = *binding
            && is_container(value)
        {
            *binding = Binding::Filled(value);
        }
    }

    fn nested_classes(&mut self, body: &'a [Stmt]) {
        for statement in body {
            if let Stmt::ClassDef(class) = statement {
                self.dynamic_classes.push(class);
            }
        }
    }
}

/// Whether an expression makes a list, set or dictionary.
fn is_container(value: &Expr) -> bool {
    match value {
        Expr::List(_)
        | Expr::Dict(_)
        | Expr::Set(_)
        | Expr::ListComp(_)
        | Expr::DictComp(_)
        | Expr::SetComp(_) => true,
        Expr::Call(call) => matches!(&*call.func, Expr::Name(name)
            if matches!(name.id.as_str(), "list" | "dict" | "set")),
        _ => false,
    }
}

/// The name of what a call puts something into: `columns.append(…)`.
fn filled(statement: &Expr) -> Option<&str> {
    let Expr::Call(call) = statement else { return None };
    let Expr::Attribute(method) = &*call.func else { return None };
    let Expr::Name(name) = &*method.value else { return None };
    matches!(method.attr.as_str(), "append" | "extend" | "insert" | "setdefault" | "add" | "update")
        .then_some(name.id.as_str())
}
