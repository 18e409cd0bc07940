use std::{collections::HashMap, rc::Rc};

use ruff_python_ast::ExprCall;
use ruff_text_size::Ranged;

use crate::{
    evaluate::{MAX_TEXT, Scope},
    project::Project,
    strings,
    value::{Call, Site, Value, last},
};

impl Project<'_> {
    /// A call: its arguments are evaluated, then it is followed or kept.
    pub fn call(&self, scope: &Scope, call: &ExprCall) -> Value {
        let callee = self.evaluate(scope, &call.func);
        self.call_with(scope, callee, call)
    }

    /// A call of something that is evaluated already.
    pub fn call_with(&self, scope: &Scope, callee: Value, call: &ExprCall) -> Value {
        let site = Site { module: scope.module, offset: call.start() };
        let args = self.elements(scope, &call.arguments.args).to_vec();
        let mut kwargs = Vec::with_capacity(call.arguments.keywords.len());
        for keyword in &call.arguments.keywords {
            let value = self.evaluate(scope, &keyword.value);
            match &keyword.arg {
                Some(name) => kwargs.push((Rc::from(name.as_str()), value)),
                None => match value {
                    Value::Dict(entries) => {
                        for (key, value) in entries.iter() {
                            if let Value::Str(key) = key {
                                kwargs.push((key.clone(), value.clone()));
                            }
                        }
                    }
                    _ => {
                        return self.unknown_at(
                            scope.module,
                            keyword,
                            "The keyword arguments are not constant",
                        );
                    }
                },
            }
        }
        self.apply(Call { callee, args, kwargs, site })
    }

    /// A call with evaluated arguments: followed into the project, computed when pure, else kept.
    pub fn apply(&self, call: Call) -> Value {
        match &call.callee {
            Value::Unknown(_) => return call.callee.clone(),
            Value::Function(function) => return self.call_function(*function, &call),
            Value::Bound(bound) => {
                let (function, class) = **bound;
                let args = std::iter::once(Value::Class(class)).chain(call.args.iter().cloned());
                let call = Call {
                    callee: Value::None,
                    args: args.collect(),
                    kwargs: call.kwargs.clone(),
                    site: call.site,
                };
                return self.call_function(function, &call);
            }
            Value::Lambda(lambda) => {
                let (lambda, module) = &**lambda;
                let mut locals = HashMap::new();
                if let Some(parameters) = &lambda.parameters {
                    for (at, parameter) in parameters.args.iter().enumerate() {
                        if let Some(value) = call.args.get(at) {
                            locals.insert(parameter.name().to_string(), value.clone());
                        } else if let Some(default) = &parameter.default {
                            let scope = Scope::module(*module);
                            let value = self.evaluate(&scope, default);
                            locals.insert(parameter.name().to_string(), value);
                        }
                    }
                }
                let scope = Scope { module: *module, class: None, locals: Some(&locals) };
                return self.evaluate(&scope, &lambda.body);
            }
            Value::Attribute(attribute) => {
                let (base, method) = &**attribute;
                if let Some(found) = self.method(base, method, &call) {
                    return found;
                }
            }
            // `partial(mapped_column, nullable=False)`
            Value::Call(partial) if partial.callee.path() == Some("functools.partial") => {
                if let Some((callee, first)) = partial.args.split_first() {
                    let args = first.iter().chain(&call.args).cloned().collect();
                    let kwargs = partial.kwargs.iter().chain(&call.kwargs).cloned().collect();
                    return self.apply(Call {
                        callee: callee.clone(),
                        args,
                        kwargs,
                        site: call.site,
                    });
                }
            }
            Value::External(path) => {
                if let Some(found) = self.pure_call(path, &call) {
                    return found;
                }
            }
            _ => {}
        }
        Value::Call(Rc::new(call))
    }

    fn method(&self, base: &Value, method: &str, call: &Call) -> Option<Value> {
        match base {
            // A compiled pattern.
            Value::Call(made) if made.callee.path() == Some("re.compile") => {
                if made.args.len() > 1 {
                    return None;
                }
                self.pattern_call(method, made.args.first()?.as_str()?, &call.args)
            }
            Value::Match(groups) => match (method, call.args.as_slice()) {
                ("group", []) => groups.first().cloned(),
                ("group", [at]) => groups.get(usize::try_from(at.as_int()?).ok()?).cloned(),
                _ => None,
            },
            Value::Str(text) => {
                let args = self.texts(&call.args)?;
                let joined =
                    call.args.first().and_then(Value::items).map(|items| self.texts(items));
                strings::method(text, method, &args, joined.flatten().as_deref())
                    .filter(|value| value.as_str().is_none_or(|text| text.len() <= MAX_TEXT))
            }
            Value::Dict(entries) => match method {
                "get" => {
                    let key = call.args.first()?.as_str()?;
                    Some(
                        base.entry(key)
                            .cloned()
                            .unwrap_or_else(|| call.args.get(1).cloned().unwrap_or(Value::None)),
                    )
                }
                "values" => {
                    Some(Value::List(entries.iter().map(|(_, value)| value.clone()).collect()))
                }
                "items" => Some(Value::List(
                    entries
                        .iter()
                        .map(|(key, value)| Value::Tuple(Rc::from([key.clone(), value.clone()])))
                        .collect(),
                )),
                "keys" => Some(Value::List(entries.iter().map(|(key, _)| key.clone()).collect())),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn texts(&self, values: &[Value]) -> Option<Vec<String>> {
        values
            .iter()
            .map(|value| match value {
                Value::List(_) | Value::Tuple(_) => Some(String::new()),
                other => self.text_of(other),
            })
            .collect()
    }

    fn pure_call(&self, path: &str, call: &Call) -> Option<Value> {
        let first = call.args.first();
        match path {
            "builtins.str" => self.text_of(first?).map(Value::str),
            "builtins.int" => match first? {
                Value::Int(number) => Some(Value::Int(*number)),
                Value::Str(text) => text.trim().parse().ok().map(Value::Int),
                _ => None,
            },
            "builtins.tuple" => Some(Value::Tuple(self.iterate(first?)?.into())),
            "builtins.list" | "builtins.sorted" | "builtins.set" | "builtins.frozenset" => {
                let mut items = self.iterate(first?)?;
                if path == "builtins.sorted" {
                    items.sort_by_key(|item| self.text_of(item));
                }
                Some(Value::List(items.into()))
            }
            "builtins.len" => match first? {
                Value::Str(text) => i64::try_from(text.chars().count()).ok().map(Value::Int),
                other => i64::try_from(self.iterate(other)?.len()).ok().map(Value::Int),
            },
            "builtins.max" | "builtins.min" => {
                let items =
                    if call.args.len() == 1 { self.iterate(first?)? } else { call.args.clone() };
                let numbers = items.iter().map(Value::as_int).collect::<Option<Vec<_>>>()?;
                let found = if path.ends_with("max") {
                    numbers.into_iter().max()
                } else {
                    numbers.into_iter().min()
                };
                found.map(Value::Int)
            }
            "builtins.dict" if call.args.len() < 2 => {
                let mut entries = match first {
                    None => Vec::new(),
                    Some(Value::Dict(entries)) => entries.to_vec(),
                    Some(pairs) => self
                        .iterate(pairs)?
                        .iter()
                        .map(|pair| match self.iterate(pair)?.as_slice() {
                            [key, value] => Some((key.clone(), value.clone())),
                            _ => None,
                        })
                        .collect::<Option<_>>()?,
                };
                let named = call.kwargs.iter();
                entries.extend(named.map(|(key, value)| (Value::Str(key.clone()), value.clone())));
                Some(Value::Dict(entries.into()))
            }
            "re.sub" | "re.split" | "re.findall" if call.kwargs.is_empty() => {
                self.pattern_call(last(path), first?.as_str()?, &call.args[1..])
            }
            "builtins.bool" => self.truth(first?).map(Value::Bool),
            "builtins.enumerate" if call.args.len() == 1 => {
                let pairs = (0..)
                    .zip(self.iterate(first?)?)
                    .map(|(at, item)| Value::Tuple(Rc::from([Value::Int(at), item])));
                Some(Value::List(pairs.collect()))
            }
            "builtins.range" => {
                let bounds = call.args.iter().map(Value::as_int).collect::<Option<Vec<_>>>()?;
                let (from, to) = match bounds.as_slice() {
                    [to] => (0, *to),
                    [from, to] => (*from, *to),
                    _ => return None,
                };
                (to.saturating_sub(from) <= 10_000)
                    .then(|| Value::List((from..to).map(Value::Int).collect()))
            }
            "builtins.zip" if call.args.len() == 2 => {
                let (one, other) = (self.iterate(first?)?, self.iterate(&call.args[1])?);
                let pairs = one.into_iter().zip(other);
                Some(Value::List(
                    pairs.map(|(one, other)| Value::Tuple(Rc::from([one, other]))).collect(),
                ))
            }
            "builtins.any" | "builtins.all" => {
                let items = self.iterate(first?)?;
                let found =
                    items.iter().map(|item| self.truth(item)).collect::<Option<Vec<_>>>()?;
                Some(Value::Bool(if path.ends_with("any") {
                    found.contains(&true)
                } else {
                    !found.contains(&false)
                }))
            }
            "enum.auto" | "builtins.super" => None,
            _ => None,
        }
    }
}
