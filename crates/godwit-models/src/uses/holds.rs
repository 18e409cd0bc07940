use std::collections::HashMap;

use ruff_python_ast::{Expr, ExprCall};

use crate::{
    evaluate::Scope,
    project::Project,
    value::{ClassId, ModuleId, Value, last},
};

/// What a variable holds, as far as its assignment or annotation tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// A mapped class itself, under a local name.
    Class(ClassId),
    /// An object of a mapped class.
    One(ClassId),
    /// Several of them, or a query that gives them.
    Many(ClassId),
}

/// Variables of one block, by name.
pub(super) type Variables = HashMap<String, Held>;

/// Names that are looked up from the innermost block outwards.
pub(super) struct Names<'p, 'a> {
    pub project: &'p Project<'a>,
    pub module: ModuleId,
    pub blocks: Vec<Variables>,
}

/// Methods that give one object of what was selected.
const ONE: [&str; 10] = [
    "one",
    "first",
    "one_or_none",
    "scalar",
    "scalar_one",
    "scalar_one_or_none",
    "get",
    "get_one",
    "merge",
    "refresh",
];

impl Names<'_, '_> {
    pub fn bind(&mut self, name: &str, held: Option<Held>) {
        if let (Some(block), Some(held)) = (self.blocks.last_mut(), held) {
            block.insert(name.to_owned(), held);
        } else if let Some(block) = self.blocks.last_mut() {
            block.remove(name);
        }
    }

    /// The mapped or other class that an expression names.
    pub fn class(&self, expression: &Expr) -> Option<ClassId> {
        if let Expr::Name(name) = expression
            && let Some(held) = self.variable(name.id.as_str())
        {
            return match held {
                Held::Class(class) => Some(class),
                _ => None,
            };
        }
        if !matches!(expression, Expr::Name(_) | Expr::Attribute(_)) {
            return None;
        }
        match self.project.evaluate(&Scope::module(self.module), expression) {
            Value::Class(class) => Some(class),
            _ => None,
        }
    }

    /// What an expression gives.
    pub fn held(&self, expression: &Expr) -> Option<Held> {
        match expression {
            Expr::Name(name) => {
                self.variable(name.id.as_str()).or_else(|| self.class(expression).map(Held::Class))
            }
            Expr::Await(inner) => self.held(&inner.value),
            Expr::Named(named) => self.held(&named.value),
            Expr::If(choice) => self.held(&choice.body).or_else(|| self.held(&choice.orelse)),
            Expr::BoolOp(choice) => choice.values.iter().find_map(|value| self.held(value)),
            Expr::Subscript(part) => match self.held(&part.value)? {
                Held::Many(class) => Some(Held::One(class)),
                _ => None,
            },
            Expr::List(list) => match self.held(list.elts.first()?)? {
                Held::One(class) => Some(Held::Many(class)),
                _ => None,
            },
            Expr::ListComp(list) => match self.held(&list.elt)? {
                Held::One(class) => Some(Held::Many(class)),
                _ => None,
            },
            Expr::Attribute(_) => self.class(expression).map(Held::Class),
            Expr::Call(call) => self.called(call),
            _ => None,
        }
    }

    fn called(&self, call: &ExprCall) -> Option<Held> {
        if let Some(class) = self.class(&call.func) {
            return Some(Held::One(class));
        }
        let name = callee_name(&call.func)?;
        let first = call.arguments.args.first();
        if matches!(name, "select" | "query" | "delete" | "update" | "insert") {
            return self.class_within(first?).map(Held::Many);
        }
        if let Expr::Attribute(method) = &*call.func {
            // `session.get(Patient, 1)`, `Patient.model_validate(…)`.
            if matches!(name, "get" | "get_one")
                && let Some(class) = first.and_then(|first| self.class(first))
            {
                return Some(Held::One(class));
            }
            if let Some(class) = self.class(&method.value)
                && matches!(name, "model_validate" | "from_orm" | "parse_obj" | "model_construct")
            {
                return Some(Held::One(class));
            }
            // `session.exec(statement).first()`, `statement.where(…)`.
            let inner = self.held(&method.value).or_else(|| {
                let sends = matches!(name, "exec" | "execute" | "scalars" | "scalar" | "stream");
                first.filter(|_| sends).and_then(|first| self.held(first))
            });
            return match inner? {
                Held::Many(class) if ONE.contains(&name) => Some(Held::One(class)),
                Held::Many(class) => Some(Held::Many(class)),
                _ => None,
            };
        }
        if matches!(name, "list" | "sorted" | "reversed" | "tuple" | "set") {
            return first
                .and_then(|first| self.held(first))
                .filter(|held| matches!(held, Held::Many(_)));
        }
        // A function of the project that says what it returns.
        let Value::Function(function) =
            self.project.evaluate(&Scope::module(self.module), &call.func)
        else {
            return None;
        };
        let found = &self.project.function(function);
        let there = Names { project: self.project, module: found.module, blocks: Vec::new() };
        there.annotated(found.node.returns.as_deref()?)
    }

    /// `Patient`, `Patient.id`, `func.count(Patient.id)` inside `select(…)`.
    fn class_within(&self, expression: &Expr) -> Option<ClassId> {
        match expression {
            Expr::Attribute(attribute) => {
                self.class(expression).or_else(|| self.class(&attribute.value))
            }
            Expr::Call(call) => call.arguments.args.iter().find_map(|one| self.class_within(one)),
            _ => self.class(expression),
        }
    }

    /// What an annotation says: `Patient`, `Patient | None`, `list[Patient]`, quoted or not.
    pub fn annotated(&self, annotation: &Expr) -> Option<Held> {
        match annotation {
            Expr::Name(_) | Expr::Attribute(_) => self.class(annotation).map(Held::One),
            Expr::BinOp(either) => {
                self.annotated(&either.left).or_else(|| self.annotated(&either.right))
            }
            Expr::StringLiteral(text) => {
                let name = text.value.to_str().split('|').next()?.trim();
                match self.project.module_name(self.module, name)? {
                    Value::Class(class) => Some(Held::One(class)),
                    _ => None,
                }
            }
            Expr::Subscript(part) => {
                let inner = match &*part.slice {
                    Expr::Tuple(parts) => parts.elts.first()?,
                    other => other,
                };
                let held = self.annotated(inner)?;
                match (callee_name(&part.value)?, held) {
                    ("Optional" | "Annotated" | "Union" | "Mapped", held) => Some(held),
                    (_, Held::One(class)) => Some(Held::Many(class)),
                    (_, held) => Some(held),
                }
            }
            _ => None,
        }
    }

    fn variable(&self, name: &str) -> Option<Held> {
        self.blocks.iter().rev().find_map(|block| block.get(name)).copied()
    }
}

/// The last name of what is called: `select`, `session.exec` → `exec`.
pub(super) fn callee_name(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(last(attribute.attr.as_str())),
        _ => None,
    }
}
