use std::{collections::HashMap, rc::Rc};

use ruff_python_ast::{
    CmpOp, Comprehension, Expr, ExprCall, InterpolatedStringElement, Number, Operator, Stmt,
    UnaryOp,
};
use ruff_text_size::Ranged;

use crate::{
    class::Kind,
    project::Project,
    strings,
    value::{Call, ClassId, FunctionId, ModuleId, Site, Value},
};

/// Deeper chains of names and calls are taken for endless.
const MAX_DEPTH: u32 = 150;
/// Texts longer than this are not worth their evaluation.
const MAX_TEXT: usize = 64 * 1024;

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
        if depth > MAX_DEPTH {
            return self.unknown_at(scope.module, expression, "The value refers to itself");
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
                    (UnaryOp::USub, Value::Int(number)) => Value::Int(-number),
                    (UnaryOp::USub, Value::Float(number)) => Value::Float(-number),
                    (UnaryOp::UAdd, number @ (Value::Int(_) | Value::Float(_))) => number,
                    (UnaryOp::Not, Value::Bool(flag)) => Value::Bool(!flag),
                    (UnaryOp::Invert, value) => operation_of("NOT", vec![value]),
                    (_, value) => {
                        passed_on(value).unwrap_or_else(|| unknown("The operation is not constant"))
                    }
                }
            }
            Expr::Compare(compare) => self
                .compare(scope, compare)
                .unwrap_or_else(|| unknown("The comparison is not constant")),
            Expr::If(choice) => match self.evaluate(scope, &choice.test) {
                Value::Bool(true) => self.evaluate(scope, &choice.body),
                Value::Bool(false) | Value::None => self.evaluate(scope, &choice.orelse),
                _ => unknown("The value depends on a condition"),
            },
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

    fn elements(&self, scope: &Scope, elements: &[Expr]) -> Rc<[Value]> {
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
                } else if &**path == "dialect" {
                    Value::Attribute(Rc::new((base.clone(), Rc::from(name))))
                } else if base.is_func() {
                    Value::Attribute(Rc::new((base.clone(), Rc::from(name))))
                } else {
                    Value::external(format!("{path}.{name}"))
                }
            }
            Value::Class(class) => self
                .class_attribute(*class, name)
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

    fn subscript(&self, base: Value, index: Value) -> Option<Value> {
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

    fn call(&self, scope: &Scope, call: &ExprCall) -> Value {
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

    fn texts(&self, values: &[Value]) -> Option<Vec<String>> {
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

    fn binary(&self, operator: Operator, left: Value, right: Value) -> Option<Value> {
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

    fn compare(&self, scope: &Scope, compare: &ruff_python_ast::ExprCompare) -> Option<Value> {
        let ([operator], [right]) = (&*compare.ops, &*compare.comparators) else { return None };
        let left = self.evaluate(scope, &compare.left);
        let right = self.evaluate(scope, right);
        let constant = |value: &Value| {
            matches!(value, Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::None)
        };
        if constant(&left) && constant(&right) {
            let equal = self.text_of(&left) == self.text_of(&right);
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

    fn comprehension(
        &self,
        scope: &Scope,
        element: &Expr,
        generators: &[Comprehension],
    ) -> Option<Value> {
        let [generator] = generators else { return None };
        let Expr::Name(target) = &generator.target else { return None };
        if !generator.ifs.is_empty() {
            return None;
        }
        let items = self.iterate(&self.evaluate(scope, &generator.iter))?;
        let mut locals = scope.locals.cloned().unwrap_or_default();
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            locals.insert(target.id.to_string(), item);
            let inner = Scope { locals: Some(&locals), ..*scope };
            found.push(self.evaluate(&inner, element));
        }
        Some(Value::List(found.into()))
    }

    fn iterate(&self, value: &Value) -> Option<Vec<Value>> {
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

pub(crate) fn operation_of(symbol: &'static str, values: Vec<Value>) -> Value {
    values
        .iter()
        .find(|value| matches!(value, Value::Unknown(_)))
        .cloned()
        .unwrap_or_else(|| Value::Operation(Rc::new((symbol, values))))
}

/// An unknown value stays the reason of what is made of it.
fn passed_on(value: Value) -> Option<Value> {
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
