use std::{collections::HashMap, rc::Rc};

use ruff_python_ast::{Expr, ExprCall, Stmt};
use ruff_text_size::Ranged;

use crate::{
    evaluate::{MAX_DEPTH, MAX_TEXT, Scope},
    project::Project,
    strings,
    value::{Call, FunctionId, ModuleId, Site, Value},
};

impl Project<'_> {
    /// A call: its arguments are evaluated, then it is followed or kept.
    pub fn call(&self, scope: &Scope, call: &ExprCall) -> Value {
        let site = Site { module: scope.module, offset: call.start() };
        let callee = self.evaluate(scope, &call.func);
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
            Value::Lambda(lambda) => {
                let (lambda, module) = &**lambda;
                let mut locals = HashMap::new();
                if let Some(parameters) = &lambda.parameters {
                    for (at, parameter) in parameters.args.iter().enumerate() {
                        if let Some(value) = call.args.get(at) {
                            locals.insert(parameter.name().to_string(), value.clone());
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
            "builtins.dict" if call.args.is_empty() => Some(Value::Dict(
                call.kwargs
                    .iter()
                    .map(|(key, value)| (Value::Str(key.clone()), value.clone()))
                    .collect(),
            )),
            "re.sub" => {
                let [pattern, replacement, text] = [first?, call.args.get(1)?, call.args.get(2)?];
                strings::substitute(pattern.as_str()?, replacement.as_str()?, text.as_str()?)
                    .map(Value::str)
            }
            "enum.auto" | "builtins.super" => None,
            _ => None,
        }
    }

    /// Evaluates a function of the project whose body is assignments and one return.
    pub fn call_function(&self, function: FunctionId, call: &Call) -> Value {
        let found = &self.functions[function];
        let site = Site { module: found.module, offset: found.node.name.start() };
        let refuse = || {
            Value::unknown(
                site,
                format!("The function {} would have to be run", found.node.name.as_str()),
            )
        };
        let mut locals = HashMap::new();
        let parameters = &found.node.parameters;
        if parameters.vararg.is_some() || parameters.kwarg.is_some() {
            return refuse();
        }
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        for (at, parameter) in positional.chain(&parameters.kwonlyargs).enumerate() {
            let name = parameter.name().as_str();
            let value = match call.arg(at, name) {
                Some(value) => value.clone(),
                None => match &parameter.default {
                    Some(default) => self.evaluate(&Scope::module(found.module), default),
                    None => return refuse(),
                },
            };
            locals.insert(name.to_owned(), value);
        }
        let depth = self.depth.get();
        if depth > MAX_DEPTH {
            return refuse();
        }
        self.depth.set(depth + 1);
        let returned = self.run(found.module, &found.node.body, &mut locals);
        self.depth.set(depth);
        returned.unwrap_or_else(refuse)
    }

    fn run(
        &self,
        module: ModuleId,
        body: &[Stmt],
        locals: &mut HashMap<String, Value>,
    ) -> Option<Value> {
        for statement in body {
            match statement {
                Stmt::Return(returned) => {
                    let scope = Scope { module, class: None, locals: Some(locals) };
                    return Some(
                        returned
                            .value
                            .as_ref()
                            .map_or(Value::None, |value| self.evaluate(&scope, value)),
                    );
                }
                Stmt::Assign(assign) => {
                    let scope = Scope { module, class: None, locals: Some(locals) };
                    let value = self.evaluate(&scope, &assign.value);
                    let [Expr::Name(name)] = assign.targets.as_slice() else { return None };
                    locals.insert(name.id.to_string(), value);
                }
                Stmt::AnnAssign(assign) => {
                    let scope = Scope { module, class: None, locals: Some(locals) };
                    let value = self.evaluate(&scope, assign.value.as_ref()?);
                    let Expr::Name(name) = &*assign.target else { return None };
                    locals.insert(name.id.to_string(), value);
                }
                Stmt::If(branch) => {
                    let scope = Scope { module, class: None, locals: Some(locals) };
                    let chosen = match self.evaluate(&scope, &branch.test) {
                        Value::Bool(true) => Some(&branch.body),
                        Value::Bool(false) | Value::None => {
                            match branch.elif_else_clauses.as_slice() {
                                [] => None,
                                [clause] if clause.test.is_none() => Some(&clause.body),
                                _ => return None,
                            }
                        }
                        _ => return None,
                    };
                    if let Some(body) = chosen
                        && let Some(value) = self.run(module, body, locals)
                    {
                        return Some(value);
                    }
                }
                // A docstring, an import or nothing at all.
                Stmt::Expr(expression) if expression.value.is_string_literal_expr() => {}
                Stmt::Pass(_) | Stmt::Import(_) | Stmt::ImportFrom(_) => {}
                _ => return None,
            }
        }
        None
    }
}
