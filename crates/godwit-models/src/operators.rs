use std::rc::Rc;

use ruff_python_ast::{CmpOp, ExprCompare, Operator};

use crate::{
    evaluate::{MAX_TEXT, Scope},
    project::Project,
    strings,
    value::Value,
};

impl Project<'_> {
    /// `left operator right`; `None` when it is neither constant nor SQL.
    pub fn binary(&self, operator: Operator, left: Value, right: Value) -> Option<Value> {
        if let Value::Unknown(_) = left {
            return Some(left);
        }
        if let Value::Unknown(_) = right {
            return Some(right);
        }
        if let (Value::Int(one), Value::Int(other)) = (&left, &right) {
            let (one, other) = (*one, *other);
            return match operator {
                Operator::Add => one.checked_add(other),
                Operator::Sub => one.checked_sub(other),
                Operator::Mult => one.checked_mul(other),
                Operator::Pow => one.checked_pow(u32::try_from(other).ok()?),
                Operator::LShift => one.checked_shl(u32::try_from(other).ok()?),
                Operator::FloorDiv if other != 0 => Some(one.div_euclid(other)),
                Operator::Mod if other != 0 => Some(one.rem_euclid(other)),
                _ => None,
            }
            .map(Value::Int);
        }
        match (operator, &left, &right) {
            (Operator::Add, Value::Str(one), Value::Str(other)) => {
                (one.len() + other.len() <= MAX_TEXT).then(|| Value::str(format!("{one}{other}")))
            }
            (Operator::Mult, Value::Str(text), Value::Int(times)) => {
                let times = usize::try_from(*times).unwrap_or(0);
                (text.len().saturating_mul(times) <= MAX_TEXT)
                    .then(|| Value::str(text.repeat(times)))
            }
            (Operator::Mod, Value::Str(template), _) => {
                let values = right.items().map_or_else(|| vec![right.clone()], <[Value]>::to_vec);
                strings::percent(template, &self.texts(&values)?).map(Value::str)
            }
            (Operator::Add, Value::Tuple(one), Value::Tuple(other)) => {
                Some(Value::Tuple(one.iter().chain(other.iter()).cloned().collect()))
            }
            (Operator::Add, Value::List(one), Value::List(other)) => {
                Some(Value::List(one.iter().chain(other.iter()).cloned().collect()))
            }
            (Operator::BitOr, Value::Dict(one), Value::Dict(other)) => {
                Some(Value::Dict(one.iter().chain(other.iter()).cloned().collect()))
            }
            (Operator::BitOr, _, _) => Some(operation_of("|", vec![left, right])),
            (Operator::BitAnd, _, _) => Some(operation_of("AND", vec![left, right])),
            (Operator::Add, _, _) => Some(operation_of("+", vec![left, right])),
            (Operator::Sub, _, _) => Some(operation_of("-", vec![left, right])),
            (Operator::Mult, _, _) => Some(operation_of("*", vec![left, right])),
            (Operator::Div, _, _) => Some(operation_of("/", vec![left, right])),
            _ => None,
        }
    }

    /// A comparison, of constants or in SQLAlchemy's expression language.
    pub fn compare(&self, scope: &Scope, compare: &ExprCompare) -> Option<Value> {
        let ([operator], [right]) = (&*compare.ops, &*compare.comparators) else { return None };
        let left = self.evaluate(scope, &compare.left);
        let right = self.evaluate(scope, right);
        if let CmpOp::In | CmpOp::NotIn = operator {
            let within = match (&left, &right) {
                (Value::Str(part), Value::Str(whole)) => whole.contains(&**part),
                (Value::Str(_) | Value::Int(_), _) => {
                    let wanted = self.text_of(&left);
                    let items = self.iterate(&right)?;
                    let texts: Option<Vec<String>> =
                        items.iter().map(|item| self.text_of(item)).collect();
                    texts?.into_iter().any(|text| Some(text) == wanted)
                }
                _ => return None,
            };
            return Some(Value::Bool(within == (*operator == CmpOp::In)));
        }
        if let (Value::Int(one), Value::Int(other)) = (&left, &right) {
            return Some(Value::Bool(match operator {
                CmpOp::Eq | CmpOp::Is => one == other,
                CmpOp::NotEq | CmpOp::IsNot => one != other,
                CmpOp::Lt => one < other,
                CmpOp::LtE => one <= other,
                CmpOp::Gt => one > other,
                CmpOp::GtE => one >= other,
                _ => return None,
            }));
        }
        let constant = |value: &Value| {
            matches!(value, Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::None)
        };
        if constant(&left) && constant(&right) {
            let alike = std::mem::discriminant(&left) == std::mem::discriminant(&right);
            let equal = alike && self.text_of(&left) == self.text_of(&right);
            return match operator {
                CmpOp::Eq | CmpOp::Is => Some(Value::Bool(equal)),
                CmpOp::NotEq | CmpOp::IsNot => Some(Value::Bool(!equal)),
                _ => None,
            };
        }
        let symbol = match operator {
            CmpOp::Eq => "=",
            CmpOp::NotEq => "!=",
            CmpOp::Lt => "<",
            CmpOp::LtE => "<=",
            CmpOp::Gt => ">",
            CmpOp::GtE => ">=",
            _ => return None,
        };
        Some(operation_of(symbol, vec![left, right]))
    }
}

/// An operator that stays for SQL; an unknown operand makes the whole unknown.
pub(crate) fn operation_of(symbol: &'static str, values: Vec<Value>) -> Value {
    values
        .iter()
        .find(|value| matches!(value, Value::Unknown(_)))
        .cloned()
        .unwrap_or_else(|| Value::Operation(Rc::new((symbol, values))))
}
