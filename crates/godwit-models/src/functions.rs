use std::{collections::HashMap, rc::Rc};

use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::Ranged;

use crate::{
    evaluate::{MAX_DEPTH, Scope},
    project::Project,
    value::{Call, ClassId, FunctionId, ModuleId, Site, Value},
};

/// Names of a function under evaluation.
pub(crate) type Locals = HashMap<String, Value>;

/// How a block of statements ended.
enum Flow {
    /// At its last statement.
    Through,
    Returned(Value),
    Break,
    Continue,
}

/// Elements that one loop may run over, and items that one list may gather.
pub(crate) const MAX_ROUNDS: usize = 10_000;

impl<'a> Project<'a> {
    /// Evaluates a function of the project as far as it works on constants: assignments, branches,
    /// loops over what is known, lists that are filled, and a return.
    pub fn call_function(&self, function: FunctionId, call: &Call) -> Value {
        let found = &self.function(function);
        let site = Site { module: found.module, offset: found.node.name.start() };
        let refuse = || {
            Value::unknown(
                site,
                format!("The function {} would have to be run", found.node.name.as_str()),
            )
        };
        let depth = self.depth.get();
        if depth > MAX_DEPTH {
            self.reads.is_limited.set(true);
            return refuse();
        }
        let Some(mut locals) = self.bound(found.module, found.node, call) else { return refuse() };
        self.depth.set(depth + 1);
        let flow = self.block(found.module, &found.node.body, &mut locals);
        self.depth.set(depth);
        match flow {
            Some(Flow::Returned(value)) => value,
            Some(Flow::Through) => Value::None,
            _ => refuse(),
        }
    }

    /// The parameters of a function with their arguments.
    pub fn bound(&self, module: ModuleId, node: &StmtFunctionDef, call: &Call) -> Option<Locals> {
        let mut locals = HashMap::new();
        let parameters = &node.parameters;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let mut taken = 0;
        for (at, parameter) in positional.enumerate() {
            let name = parameter.name().as_str();
            let value = match call.arg(at, name) {
                Some(value) => value.clone(),
                None => self.evaluate(&Scope::module(module), parameter.default.as_ref()?),
            };
            taken = at + 1;
            locals.insert(name.to_owned(), value);
        }
        for parameter in &parameters.kwonlyargs {
            let name = parameter.name().as_str();
            let value = match call.kwarg(name) {
                Some(value) => value.clone(),
                None => self.evaluate(&Scope::module(module), parameter.default.as_ref()?),
            };
            locals.insert(name.to_owned(), value);
        }
        let rest = call.args.get(taken..).unwrap_or_default();
        match &parameters.vararg {
            Some(parameter) => {
                locals.insert(parameter.name().to_string(), Value::Tuple(rest.into()));
            }
            None if !rest.is_empty() => return None,
            None => {}
        }
        let others: Vec<(Value, Value)> = call
            .kwargs
            .iter()
            .filter(|(name, _)| !locals.contains_key(&**name))
            .map(|(name, value)| (Value::Str(name.clone()), value.clone()))
            .collect();
        match &parameters.kwarg {
            Some(parameter) => {
                locals.insert(parameter.name().to_string(), Value::Dict(others.into()));
            }
            None if !others.is_empty() => return None,
            None => {}
        }
        Some(locals)
    }

    fn block(&self, module: ModuleId, body: &'a [Stmt], locals: &mut Locals) -> Option<Flow> {
        for statement in body {
            match self.statement(module, statement, locals)? {
                Flow::Through => {}
                other => return Some(other),
            }
        }
        Some(Flow::Through)
    }

    /// One statement; `None` when it would have to be run.
    fn statement(
        &self,
        module: ModuleId,
        statement: &'a Stmt,
        locals: &mut Locals,
    ) -> Option<Flow> {
        let value_of = |locals: &Locals, expression: &Expr| {
            self.evaluate(&Scope { module, class: None, locals: Some(locals) }, expression)
        };
        match statement {
            Stmt::Return(returned) => {
                let value =
                    returned.value.as_ref().map_or(Value::None, |value| value_of(locals, value));
                return Some(Flow::Returned(value));
            }
            Stmt::Assign(assign) => {
                let value = value_of(locals, &assign.value);
                for target in &assign.targets {
                    self.bind(module, target, value.clone(), locals)?;
                }
            }
            Stmt::AnnAssign(assign) => {
                let value = value_of(locals, assign.value.as_ref()?);
                self.bind(module, &assign.target, value, locals)?;
            }
            Stmt::AugAssign(assign) => {
                let before = value_of(locals, &assign.target);
                let value = value_of(locals, &assign.value);
                let made = self.binary(assign.op, before, value)?;
                self.bind(module, &assign.target, made, locals)?;
            }
            Stmt::If(branch) => {
                if self.truth(&value_of(locals, &branch.test))? {
                    return self.block(module, &branch.body, locals);
                }
                for clause in &branch.elif_else_clauses {
                    let chosen = match &clause.test {
                        Some(test) => self.truth(&value_of(locals, test))?,
                        None => true,
                    };
                    if chosen {
                        return self.block(module, &clause.body, locals);
                    }
                }
            }
            Stmt::For(each) if !each.is_async && each.orelse.is_empty() => {
                let items = self.iterate(&value_of(locals, &each.iter))?;
                if items.len() > MAX_ROUNDS {
                    return None;
                }
                for item in items {
                    self.bind(module, &each.target, item, locals)?;
                    match self.block(module, &each.body, locals)? {
                        Flow::Through | Flow::Continue => {}
                        Flow::Break => break,
                        returned @ Flow::Returned(_) => return Some(returned),
                    }
                }
            }
            Stmt::Expr(expression) => match &*expression.value {
                Expr::StringLiteral(_) | Expr::EllipsisLiteral(_) => {}
                Expr::Call(call) => {
                    // `parts.append(…)`; other calls for their effect would have to be run.
                    let Expr::Attribute(attribute) = &*call.func else { return None };
                    let Expr::Name(name) = &*attribute.value else { return None };
                    let [argument] = &*call.arguments.args else { return None };
                    let value = value_of(locals, argument);
                    let known = locals.get_mut(name.id.as_str())?;
                    let mut items = known.items()?.to_vec();
                    match attribute.attr.as_str() {
                        "append" | "add" => items.push(value),
                        "extend" => items.extend(self.iterate(&value)?),
                        _ => return None,
                    }
                    if items.len() > MAX_ROUNDS {
                        return None;
                    }
                    *known = Value::List(items.into());
                }
                _ => return None,
            },
            Stmt::Break(_) => return Some(Flow::Break),
            Stmt::Continue(_) => return Some(Flow::Continue),
            Stmt::ImportFrom(_) | Stmt::Import(_) => {
                let names = crate::names::Names::of_module(std::slice::from_ref(statement));
                for (name, binding) in &names.bindings {
                    if let Some(value) = self.binding(module, binding) {
                        locals.insert((*name).to_owned(), value);
                    }
                }
            }
            Stmt::Pass(_) | Stmt::Assert(_) => {}
            _ => return None,
        }
        Some(Flow::Through)
    }

    /// Assigns to a name, to a tuple of names, or to an entry of a dictionary of the function.
    fn bind(
        &self,
        module: ModuleId,
        target: &Expr,
        value: Value,
        locals: &mut Locals,
    ) -> Option<()> {
        match target {
            Expr::Name(name) => {
                locals.insert(name.id.to_string(), value);
            }
            Expr::Tuple(tuple) => {
                let items = self.iterate(&value)?;
                if items.len() != tuple.elts.len() {
                    return None;
                }
                for (target, item) in tuple.elts.iter().zip(items) {
                    self.bind(module, target, item, locals)?;
                }
            }
            Expr::Subscript(subscript) => {
                let Expr::Name(name) = &*subscript.value else { return None };
                let scope = Scope { module, class: None, locals: Some(locals) };
                let key = self.evaluate(&scope, &subscript.slice);
                key.as_str()?;
                let Value::Dict(entries) = locals.get(name.id.as_str())? else { return None };
                let mut entries: Vec<(Value, Value)> = entries.to_vec();
                entries.push((key, value));
                locals.insert(name.id.to_string(), Value::Dict(entries.into()));
            }
            _ => return None,
        }
        Some(())
    }

    /// Assigns a loop's item to the names of a comprehension.
    pub fn bind_item(&self, target: &Expr, value: Value, locals: &mut Locals) -> Option<()> {
        match target {
            Expr::Name(name) => {
                locals.insert(name.id.to_string(), value);
                Some(())
            }
            Expr::Tuple(tuple) => {
                let items = self.iterate(&value)?;
                (items.len() == tuple.elts.len()).then_some(())?;
                tuple
                    .elts
                    .iter()
                    .zip(items)
                    .try_for_each(|(target, item)| self.bind_item(target, item, locals))
            }
            _ => None,
        }
    }

    /// What `bool()` gives; `None` when only running could tell.
    pub fn truth(&self, value: &Value) -> Option<bool> {
        Some(match value {
            Value::None => false,
            Value::Bool(flag) => *flag,
            Value::Int(number) => *number != 0,
            Value::Float(number) => *number != 0.0,
            Value::Str(text) => !text.is_empty(),
            Value::List(items) | Value::Tuple(items) => !items.is_empty(),
            Value::Dict(entries) => !entries.is_empty(),
            Value::Class(_) | Value::Function(_) | Value::Lambda(_) | Value::Module(_) => true,
            _ => return None,
        })
    }

    /// A function bound to a class, as `cls.method` of a `@classmethod` is.
    pub fn bound_method(&self, value: Value, class: ClassId) -> Value {
        let Value::Function(function) = value else { return value };
        let decorators = &self.function(function).node.decorator_list;
        let is_bound = decorators.iter().any(
            |one| matches!(&one.expression, Expr::Name(name) if name.id.as_str() == "classmethod"),
        );
        if is_bound { Value::Bound(Rc::new((function, class))) } else { value }
    }
}
