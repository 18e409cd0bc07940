use std::collections::BTreeMap;

use ruff_python_ast::{Expr, ExprCall, Operator};

/// Constants by name.
pub(super) type Constants<'a> = BTreeMap<&'a str, &'a Expr>;

/// How deep constants may be made of constants.
const DEPTH: u8 = 16;

/// A call's arguments by place and name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) call: &'a ExprCall,
    pub(super) constants: &'a Constants<'a>,
}

impl<'a> Call<'a> {
    /// An argument by name, else by place.
    pub(super) fn get(&self, place: usize, name: &str) -> Option<&'a Expr> {
        self.named(name).or_else(|| self.call.arguments.args.get(place))
    }

    pub(super) fn named(&self, name: &str) -> Option<&'a Expr> {
        let keywords = self.call.arguments.keywords.iter();
        keywords
            .filter(|keyword| keyword.arg.as_ref().is_some_and(|arg| arg.as_str() == name))
            .map(|keyword| &keyword.value)
            .next()
    }

    /// A constant text.
    pub(super) fn text(&self, place: usize, name: &str) -> Option<String> {
        text(self.get(place, name)?, self.constants)
    }

    /// A constant text, or words for one that only running the file gives.
    pub(super) fn name(&self, place: usize, name: &str) -> String {
        self.text(place, name).unwrap_or_else(|| "(not a constant)".to_owned())
    }

    pub(super) fn named_text(&self, name: &str) -> Option<String> {
        text(self.named(name)?, self.constants)
    }

    /// Whether an argument is written `True` or `False`.
    pub(super) fn truth(&self, name: &str) -> Option<bool> {
        match self.named(name)? {
            Expr::BooleanLiteral(literal) => Some(literal.value),
            _ => None,
        }
    }

    /// The call that an argument is, such as `sa.Column(…)`.
    pub(super) fn inner(&self, place: usize, name: &str) -> Option<Call<'a>> {
        match self.get(place, name)? {
            Expr::Call(call) => Some(Call { call, constants: self.constants }),
            _ => None,
        }
    }
}

/// A constant text: a literal, several joined, a name of one, or one wrapped by `sa.text`, `op.f`,
/// `dedent` and the like, which keep what it says.
pub(super) fn text(value: &Expr, constants: &Constants<'_>) -> Option<String> {
    bounded(value, constants, DEPTH)
}

fn bounded(value: &Expr, constants: &Constants<'_>, depth: u8) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match value {
        Expr::StringLiteral(literal) => Some(literal.value.to_str().to_owned()),
        Expr::BinOp(operation) if operation.op == Operator::Add => Some(
            bounded(&operation.left, constants, depth)?
                + &bounded(&operation.right, constants, depth)?,
        ),
        Expr::Name(name) => bounded(constants.get(name.id.as_str())?, constants, depth),
        Expr::Call(call) => {
            let function = match &*call.func {
                Expr::Attribute(function) => function.attr.as_str(),
                Expr::Name(function) => function.id.as_str(),
                _ => return None,
            };
            match (function, call.arguments.args.first()) {
                ("text" | "f" | "dedent" | "DDL" | "quoted_name" | "cleandoc", Some(inner)) => {
                    bounded(inner, constants, depth)
                }
                ("strip", None) => match &*call.func {
                    Expr::Attribute(function) => bounded(&function.value, constants, depth),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}
