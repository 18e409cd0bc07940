use std::{collections::HashMap, rc::Rc};

use ruff_python_ast::{BoolOp, Expr, InterpolatedStringElement, Number, UnaryOp};
use ruff_text_size::Ranged;

use crate::{
    class::Kind,
    operators::operation_of,
    project::Project,
    value::{ClassId, ModuleId, Site, Value},
};

/// Deeper chains of names and calls are taken for endless.
pub(crate) const MAX_DEPTH: u32 = 150;
/// One expression may not cost more steps than this: functions that call each other twice would
/// double the work with each level.
const MAX_STEPS: u32 = 200_000;
/// Texts longer than this are not worth their evaluation.
pub(crate) const MAX_TEXT: usize = 64 * 1024;

/// Where names are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
    pub module: ModuleId,
    pub class: Option<ClassId>,
    pub locals: Option<&'s HashMap<String, Value>>,
}

impl Scope<'_> {
    pub fn module(module: ModuleId) -> Self {
        Self { module, class: None, locals: None }
    }

    pub fn class(module: ModuleId, class: ClassId) -> Self {
        Self { module, class: Some(class), locals: None }
    }
}

impl<'a> Project<'a> {
    pub fn unknown_at(&self, module: ModuleId, node: impl Ranged, reason: &str) -> Value {
        let site = Site { module, offset: node.start() };
        Value::unknown(site, format!("{reason}: {}", self.line(site)))
    }

    /// Evaluates an expression as far as constants and declarations go.
    pub fn evaluate(&self, scope: &Scope, expression: &Expr) -> Value {
        let depth = self.depth.get();
        let steps = if depth == 0 { 0 } else { self.steps.get() + 1 };
        self.steps.set(steps);
        if depth > MAX_DEPTH {
            self.reads.is_limited.set(true);
            return self.unknown_at(scope.module, expression, "The value refers to itself");
        }
        if steps > MAX_STEPS {
            self.reads.is_limited.set(true);
            return self.unknown_at(
                scope.module,
                expression,
                "The value takes too long to evaluate",
            );
        }
        self.depth.set(depth + 1);
        let value = self.expression(scope, expression);
        self.depth.set(depth);
        value
    }

    fn expression(&self, scope: &Scope, expression: &Expr) -> Value {
        let unknown = |reason: &str| self.unknown_at(scope.module, expression, reason);
        let all = |elements: &[Expr]| self.elements(scope, elements);
        match expression {
            Expr::NoneLiteral(_) => Value::None,
            Expr::BooleanLiteral(literal) => Value::Bool(literal.value),
            Expr::EllipsisLiteral(_) => Value::Ellipsis,
            Expr::StringLiteral(literal) => Value::str(literal.value.to_str()),
            Expr::NumberLiteral(literal) => match &literal.value {
                Number::Int(number) => number
                    .as_i64()
                    .map_or_else(|| unknown("The number is larger than 64 bits"), Value::Int),
                Number::Float(number) => Value::Float(*number),
                Number::Complex { .. } => unknown("A complex number has no meaning here"),
            },
            Expr::FString(text) => {
                let mut built = String::new();
                for part in &text.value {
                    match part {
                        ruff_python_ast::FStringPart::Literal(literal) => built.push_str(literal),
                        ruff_python_ast::FStringPart::FString(part) => {
                            for element in &part.elements {
                                match element {
                                    InterpolatedStringElement::Literal(literal) => {
                                        built.push_str(literal);
                                    }
                                    InterpolatedStringElement::Interpolation(hole) => {
                                        if hole.format_spec.is_some() {
                                            return unknown("A format specification is not read");
                                        }
                                        let value = self.evaluate(scope, &hole.expression);
                                        match self.text_of(&value) {
                                            Some(text) => built.push_str(&text),
                                            None => {
                                                return passed_on(value).unwrap_or_else(|| {
                                                    unknown("The text is not constant")
                                                });
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                Value::str(built)
            }
            Expr::List(list) => Value::List(all(&list.elts)),
            Expr::Tuple(tuple) => Value::Tuple(all(&tuple.elts)),
            Expr::Set(set) => Value::List(all(&set.elts)),
            Expr::Dict(dict) => {
                let mut entries = Vec::new();
                for item in &dict.items {
                    match &item.key {
                        Some(key) => entries
                            .push((self.evaluate(scope, key), self.evaluate(scope, &item.value))),
                        None => match self.evaluate(scope, &item.value) {
                            Value::Dict(more) => entries.extend(more.iter().cloned()),
                            other => {
                                return passed_on(other)
                                    .unwrap_or_else(|| unknown("The dictionary is not constant"));
                            }
                        },
                    }
                }
                Value::Dict(entries.into())
            }
            Expr::Name(name) => self.name(scope, name.id.as_str()).unwrap_or_else(|| {
                if is_builtin(name.id.as_str()) {
                    Value::external(format!("builtins.{}", name.id))
                } else {
                    unknown("The name cannot be followed")
                }
            }),
            Expr::Attribute(attribute) => {
                let base = self.evaluate(scope, &attribute.value);
                let site = Site { module: scope.module, offset: attribute.attr.start() };
                self.attribute(base, attribute.attr.as_str(), site)
            }
            Expr::Subscript(subscript) => {
                let base = self.evaluate(scope, &subscript.value);
                if let Expr::Slice(slice) = &*subscript.slice {
                    return self
                        .slice(scope, &base, slice)
                        .unwrap_or_else(|| unknown("The part cannot be told"));
                }
                let index = self.evaluate(scope, &subscript.slice);
                self.subscript(base, index).unwrap_or_else(|| unknown("The element cannot be told"))
            }
            Expr::Call(call) => self.call(scope, call),
            Expr::Lambda(lambda) => Value::Lambda(Rc::new((lambda.clone(), scope.module))),
            Expr::BinOp(operation) => {
                let left = self.evaluate(scope, &operation.left);
                let right = self.evaluate(scope, &operation.right);
                self.binary(operation.op, left, right)
                    .unwrap_or_else(|| unknown("The operation is not constant"))
            }
            Expr::UnaryOp(operation) => {
                let value = self.evaluate(scope, &operation.operand);
                match (operation.op, value) {
                    (UnaryOp::USub, Value::Int(number)) => number
                        .checked_neg()
                        .map_or_else(|| unknown("The number is larger than 64 bits"), Value::Int),
                    (UnaryOp::USub, Value::Float(number)) => Value::Float(-number),
                    (UnaryOp::UAdd, number @ (Value::Int(_) | Value::Float(_))) => number,
                    (UnaryOp::Not, value) if self.truth(&value).is_some() => {
                        Value::Bool(self.truth(&value) == Some(false))
                    }
                    (UnaryOp::Invert, value) => operation_of("NOT", vec![value]),
                    (_, value) => {
                        passed_on(value).unwrap_or_else(|| unknown("The operation is not constant"))
                    }
                }
            }
            Expr::Compare(compare) => self
                .compare(scope, compare)
                .unwrap_or_else(|| unknown("The comparison is not constant")),
            Expr::If(choice) => {
                let test = self.evaluate(scope, &choice.test);
                match self.truth(&test) {
                    Some(true) => self.evaluate(scope, &choice.body),
                    Some(false) => self.evaluate(scope, &choice.orelse),
                    None => unknown("The value depends on a condition"),
                }
            }
            Expr::BoolOp(choice) => {
                let or = choice.op == BoolOp::Or;
                let mut value = Value::None;
                for (at, operand) in choice.values.iter().enumerate() {
                    value = self.evaluate(scope, operand);
                    if at + 1 == choice.values.len() {
                        break;
                    }
                    match self.truth(&value) {
                        Some(truth) if truth == or => return value,
                        Some(_) => {}
                        None => {
                            return passed_on(value)
                                .unwrap_or_else(|| unknown("The value depends on a condition"));
                        }
                    }
                }
                value
            }
            Expr::ListComp(comprehension) => self
                .comprehension(scope, &comprehension.elt, &comprehension.generators)
                .unwrap_or_else(|| unknown("The comprehension is not constant")),
            Expr::Generator(comprehension) => self
                .comprehension(scope, &comprehension.elt, &comprehension.generators)
                .unwrap_or_else(|| unknown("The comprehension is not constant")),
            Expr::Starred(starred) => self.evaluate(scope, &starred.value),
            Expr::Named(named) => self.evaluate(scope, &named.value),
            _ => unknown("The expression is not constant"),
        }
    }

    fn name(&self, scope: &Scope, name: &str) -> Option<Value> {
        if let Some(found) = scope.locals.and_then(|locals| locals.get(name)) {
            return Some(found.clone());
        }
        if let Some(class) = scope.class
            && let Some(found) = self.own_attribute(class, name)
        {
            return Some(found);
        }
        self.module_name(scope.module, name)
    }

    /// `base.name`.
    pub fn attribute(&self, base: Value, name: &str, site: Site) -> Value {
        match &base {
            Value::Module(module) => self.module_name(*module, name).unwrap_or_else(|| {
                Value::unknown(site, format!("The module has no such name: {name}"))
            }),
            Value::External(path) => {
                // `sa.func.now` keeps its shape; `func` is asked for by name.
                if &**path == "dialect" && name == "name" {
                    Value::str("postgresql")
                } else if &**path == "dialect" || base.is_func() {
                    Value::Attribute(Rc::new((base.clone(), Rc::from(name))))
                } else {
                    Value::external(format!("{path}.{name}"))
                }
            }
            Value::Class(class) if name == "__members__" && self.kind(*class) == Kind::Enum => {
                let members = self.members(*class).into_iter();
                Value::Dict(
                    members
                        .map(|one| (Value::str(one), Value::Member(*class, Rc::from(one))))
                        .collect(),
                )
            }
            Value::Class(class) => self
                .class_attribute(*class, name)
                .map(|found| self.bound_method(found, *class))
                .unwrap_or_else(|| Value::Attribute(Rc::new((base.clone(), Rc::from(name))))),
            Value::Member(class, member) => match name {
                "name" => Value::Str(member.clone()),
                "value" => self.member_value(*class, member),
                _ => Value::unknown(site, format!("An enum member has no known {name}")),
            },
            Value::Call(call) => match call.callee.path() {
                Some("flask_sqlalchemy.SQLAlchemy") => match name {
                    "Model" | "metadata" => {
                        Value::Attribute(Rc::new((base.clone(), Rc::from(name))))
                    }
                    _ => Value::external(format!("sqlalchemy.{name}")),
                },
                _ => Value::Attribute(Rc::new((base.clone(), Rc::from(name)))),
            },
            Value::Unknown(_) => base,
            _ => Value::Attribute(Rc::new((base, Rc::from(name)))),
        }
    }

    /// What `str()` gives for a constant.
    pub fn text_of(&self, value: &Value) -> Option<String> {
        match value {
            Value::Str(text) => Some(text.to_string()),
            Value::Int(number) => Some(number.to_string()),
            Value::Float(number) if number.fract() == 0.0 => Some(format!("{number:.1}")),
            Value::Float(number) => Some(number.to_string()),
            Value::Bool(true) => Some("True".to_owned()),
            Value::Bool(false) => Some("False".to_owned()),
            Value::None => Some("None".to_owned()),
            // Only members that are texts themselves print their value, and `StrEnum` at that;
            // in SQL they are written by value.
            Value::Member(class, name) if self.is_text_enum(*class) => {
                self.text_of(&self.member_value(*class, name))
            }
            _ => None,
        }
    }
}

/// An unknown value stays the reason of what is made of it.
pub(crate) fn passed_on(value: Value) -> Option<Value> {
    matches!(value, Value::Unknown(_)).then_some(value)
}

pub(crate) fn is_builtin(name: &str) -> bool {
    matches!(
        name,
        "Exception"
            | "ValueError"
            | "bool"
            | "bytes"
            | "classmethod"
            | "complex"
            | "dict"
            | "float"
            | "frozenset"
            | "int"
            | "len"
            | "list"
            | "max"
            | "min"
            | "object"
            | "property"
            | "set"
            | "sorted"
            | "staticmethod"
            | "str"
            | "super"
            | "tuple"
            | "type"
            | "bytearray"
            | "memoryview"
            | "range"
            | "sum"
            | "__name__"
            | "isinstance"
            | "getattr"
            | "setattr"
            | "map"
            | "filter"
            | "zip"
            | "enumerate"
            | "any"
            | "all"
            | "repr"
            | "print"
            | "globals"
    )
}
