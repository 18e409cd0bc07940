use std::rc::Rc;

use ruff_python_ast::{Comprehension, Expr, ExprSlice};

use crate::{
    class::Kind,
    evaluate::{Scope, passed_on},
    operators::operation_of,
    project::Project,
    value::Value,
};

impl Project<'_> {
    /// The elements of a display, with those of starred sequences.
    pub fn elements(&self, scope: &Scope, elements: &[Expr]) -> Rc<[Value]> {
        let mut found = Vec::with_capacity(elements.len());
        for element in elements {
            if let Expr::Starred(starred) = element {
                let value = self.evaluate(scope, &starred.value);
                match value.items() {
                    Some(items) => found.extend(items.iter().cloned()),
                    None => found.push(passed_on(value).unwrap_or_else(|| {
                        self.unknown_at(scope.module, element, "The elements are not constant")
                    })),
                }
            } else {
                found.push(self.evaluate(scope, element));
            }
        }
        found.into()
    }

    /// `base[index]`.
    pub fn subscript(&self, base: Value, index: Value) -> Option<Value> {
        match (&base, &index) {
            (Value::List(items) | Value::Tuple(items), Value::Int(at)) => {
                let at = if *at < 0 { *at + items.len() as i64 } else { *at };
                items.get(usize::try_from(at).ok()?).cloned()
            }
            (Value::Dict(_), Value::Str(key)) => base.entry(key).cloned(),
            (Value::Unknown(_), _) => Some(base),
            (
                Value::External(_) | Value::Class(_) | Value::Attribute(_) | Value::Subscript(_),
                _,
            ) => {
                let arguments = match index {
                    Value::Tuple(items) => items.to_vec(),
                    other => vec![other],
                };
                Some(Value::Subscript(Rc::new((base, arguments))))
            }
            (Value::Call(_) | Value::Field(..), _) => Some(operation_of("[]", vec![base, index])),
            _ => None,
        }
    }

    /// `base[from:to]` of a text, list or tuple.
    pub fn slice(&self, scope: &Scope, base: &Value, slice: &ExprSlice) -> Option<Value> {
        if slice.step.is_some() {
            return None;
        }
        let letters: Vec<char> =
            base.as_str().map(|text| text.chars().collect()).unwrap_or_default();
        let count = match base {
            Value::Str(_) => letters.len(),
            other => other.items()?.len(),
        };
        let place = |bound: Option<&Expr>, otherwise: usize| match bound {
            None => Some(otherwise),
            Some(bound) => {
                let at = self.evaluate(scope, bound).as_int()?;
                let count = i64::try_from(count).ok()?;
                let at = if at < 0 { at.saturating_add(count) } else { at };
                usize::try_from(at.clamp(0, count)).ok()
            }
        };
        let from = place(slice.lower.as_deref(), 0)?;
        let to = place(slice.upper.as_deref(), count)?.max(from);
        Some(match base {
            Value::Str(_) => Value::str(letters[from..to].iter().collect::<String>()),
            Value::Tuple(items) => Value::Tuple(items[from..to].into()),
            other => Value::List(other.items()?[from..to].into()),
        })
    }

    /// `[element for target in items if test]`.
    pub fn comprehension(
        &self,
        scope: &Scope,
        element: &Expr,
        generators: &[Comprehension],
    ) -> Option<Value> {
        let [generator] = generators else { return None };
        let items = self.iterate(&self.evaluate(scope, &generator.iter))?;
        let mut locals = scope.locals.cloned().unwrap_or_default();
        let mut found = Vec::with_capacity(items.len());
        'items: for item in items {
            self.bind_item(&generator.target, item, &mut locals)?;
            let inner = Scope { locals: Some(&locals), ..*scope };
            for test in &generator.ifs {
                if !self.truth(&self.evaluate(&inner, test))? {
                    continue 'items;
                }
            }
            found.push(self.evaluate(&inner, element));
        }
        Some(Value::List(found.into()))
    }

    /// What a loop over a value runs over; `None` when only running could tell.
    pub fn iterate(&self, value: &Value) -> Option<Vec<Value>> {
        match value {
            Value::List(items) | Value::Tuple(items) => Some(items.to_vec()),
            Value::Str(text) => Some(text.chars().map(|one| Value::str(one.to_string())).collect()),
            Value::Dict(entries) => Some(entries.iter().map(|(key, _)| key.clone()).collect()),
            Value::Class(class) if self.kind(*class) == Kind::Enum => Some(
                self.members(*class)
                    .into_iter()
                    .map(|name| Value::Member(*class, Rc::from(name)))
                    .collect(),
            ),
            _ => None,
        }
    }
}
