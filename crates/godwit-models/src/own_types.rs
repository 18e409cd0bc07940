use std::rc::Rc;

use crate::{
    project::Project,
    spec::TypeSpec,
    types::{TypeAnswer, TypePlace},
    value::{Call, ClassId, FunctionId, Value, last},
};

impl Project<'_> {
    /// A type class of the project: a `TypeDecorator`, a `UserDefinedType`, or a subclass of a type.
    pub fn own_type(
        &self,
        class: ClassId,
        call: Option<&Rc<Call>>,
        place: TypePlace,
    ) -> TypeAnswer {
        let name = self.class(class).name();
        let unknown = |reason: String| Err((place.site, reason));
        let depth = self.depth.get();
        if depth > 100 {
            self.reads.is_limited.set(true);
            return unknown(format!("The type {name} refers to itself"));
        }
        let ancestry = self.ancestry(class);
        let has = |method: &str| ancestry.own().find_map(|own| self.class_function(own, method));
        let run = |function, args: Vec<Value>| {
            self.call_function(
                function,
                &Call { callee: Value::None, args, kwargs: Vec::new(), site: place.site },
            )
        };
        if let Some(function) = has("load_dialect_impl") {
            let value = run(function, vec![Value::None, Value::external("dialect")]);
            self.depth.set(depth + 1);
            let found = self.sql_type(&value, place);
            self.depth.set(depth);
            return found;
        }
        if let Some(function) = has("get_col_spec") {
            let args = vec![Value::None, Value::Dict(Rc::from([]))];
            let parameters = &self.function(function).node.parameters;
            let value = if parameters.kwarg.is_some() && parameters.args.len() == 1 {
                self.returned_constant(function)
            } else {
                Some(run(function, args))
            };
            return match value.as_ref().and_then(Value::as_str) {
                Some(text) => Ok(TypeSpec::builtin(text.to_ascii_lowercase())),
                None => unknown(format!("The type {name} computes its SQL")),
            };
        }
        if let Some(implementation) = self.class_attribute(class, "impl") {
            self.depth.set(depth + 1);
            let found = match (&implementation, call) {
                // Arguments go to the implementation, unless the class takes them itself.
                (Value::External(_) | Value::Class(_), Some(call)) if has("__init__").is_none() => {
                    self.sql_type(
                        &Value::Call(Rc::new(Call {
                            callee: implementation.clone(),
                            args: call.args.clone(),
                            kwargs: call.kwargs.clone(),
                            site: call.site,
                        })),
                        place,
                    )
                }
                (Value::External(_) | Value::Class(_), _) if has("__init__").is_some() => {
                    let given = has("__init__").and_then(|made| self.passed_on(made, call, place));
                    match (given, &implementation) {
                        (Some(given), _) => self.sql_type(
                            &Value::Call(Rc::new(Call { callee: implementation.clone(), ..given })),
                            place,
                        ),
                        (None, Value::External(path)) if !takes_arguments(last(path)) => {
                            self.sql_type(&implementation, place)
                        }
                        (None, _) => unknown(format!(
                            "The type {name} computes the arguments of its implementation"
                        )),
                    }
                }
                _ => self.sql_type(&implementation, place),
            };
            self.depth.set(depth);
            return found;
        }
        // `class MyText(Text)`: the type it descends from.
        let base = ancestry
            .outside()
            .find(|value| value.path().is_some_and(|path| path.contains("sqlalchemy")));
        match base {
            Some(Value::External(path)) => self.library_type(path, call, place),
            _ => unknown(format!("The class {name} is no type of SQLAlchemy")),
        }
    }

    /// What a type's `__init__` gives to `super().__init__(…)`, which goes to the implementation.
    fn passed_on(
        &self,
        made: FunctionId,
        call: Option<&Rc<Call>>,
        place: TypePlace,
    ) -> Option<Call> {
        let found = &self.function(made);
        let site = call.map_or(place.site, |call| call.site);
        let given = Call {
            callee: Value::None,
            args: std::iter::once(Value::None)
                .chain(call.iter().flat_map(|call| call.args.iter().cloned()))
                .collect(),
            kwargs: call.map(|call| call.kwargs.clone()).unwrap_or_default(),
            site,
        };
        let locals = self.bound(found.module, found.node, &given)?;
        let scope =
            crate::evaluate::Scope { module: found.module, class: None, locals: Some(&locals) };
        let inner = found.node.body.iter().find_map(|statement| {
            let ruff_python_ast::Stmt::Expr(expression) = statement else { return None };
            let inner = expression.value.as_call_expr()?;
            let attribute = inner.func.as_attribute_expr()?;
            let of_super = attribute.value.as_call_expr()?.func.as_name_expr()?;
            (attribute.attr.as_str() == "__init__" && of_super.id.as_str() == "super")
                .then_some(inner)
        })?;
        let value = self.call_with(&scope, Value::external("godwit.passed_on"), inner);
        let made = value.as_call()?;
        let unknown = |value: &Value| matches!(value, Value::Unknown(_));
        let known =
            !made.args.iter().any(unknown) && !made.kwargs.iter().any(|(_, value)| unknown(value));
        known.then(|| Call {
            callee: Value::None,
            args: made.args.clone(),
            kwargs: made.kwargs.clone(),
            site,
        })
    }

    /// The constant that a method with `**kw` returns at once.
    fn returned_constant(&self, function: FunctionId) -> Option<Value> {
        let found = &self.function(function);
        match found.node.body.last()? {
            ruff_python_ast::Stmt::Return(returned) => {
                Some(self.evaluate(
                    &crate::evaluate::Scope::module(found.module),
                    returned.value.as_ref()?,
                ))
            }
            _ => None,
        }
    }
}

/// Types whose arguments change what they are.
fn takes_arguments(name: &str) -> bool {
    matches!(
        name,
        "String"
            | "VARCHAR"
            | "Unicode"
            | "CHAR"
            | "Numeric"
            | "NUMERIC"
            | "DECIMAL"
            | "Enum"
            | "ENUM"
            | "ARRAY"
            | "DateTime"
            | "TIMESTAMP"
            | "Float"
            | "AutoString"
    )
}
