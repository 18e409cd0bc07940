use std::rc::Rc;

use ruff_python_ast::Expr;

use crate::{
    evaluate::Scope,
    names::Binding,
    project::Project,
    value::{ClassId, FunctionId, Value, last},
};

/// What a class of the project is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Descends from `SQLModel`.
    SqlModel,
    /// Descends from a declarative base of SQLAlchemy.
    Declarative,
    /// A Python enum.
    Enum,
    /// Anything else.
    Other,
}

impl<'a> Project<'a> {
    /// What a class is for.
    pub fn kind(&self, class: ClassId) -> Kind {
        self.kind_memo.get(&self.reads, class, Kind::Other, || self.kind_by_ancestry(class))
    }

    fn kind_by_ancestry(&self, class: ClassId) -> Kind {
        let ancestry = self.ancestry(class);
        let mut kind = Kind::Other;
        for value in ancestry.outside() {
            let callee = value.as_call().map(|call| &call.callee);
            let name = value.path().map(last);
            kind = match (name, callee) {
                (Some("SQLModel"), _) => Kind::SqlModel,
                (Some("DeclarativeBase" | "DeclarativeBaseNoMeta" | "Model"), _)
                    if value.path().is_some_and(|path| path.contains("sqlalchemy")) =>
                {
                    Kind::Declarative
                }
                (Some("Enum" | "IntEnum" | "StrEnum" | "Flag" | "IntFlag"), _)
                    if value.path().is_some_and(|path| path.starts_with("enum.")) =>
                {
                    Kind::Enum
                }
                (_, Some(callee)) if makes_base(callee) => Kind::Declarative,
                _ if is_flask_model(value) => Kind::Declarative,
                _ => continue,
            };
            break;
        }
        if kind == Kind::Other && ancestry.own().any(|own| self.is_decorated_base(own)) {
            kind = Kind::Declarative;
        }
        kind
    }

    fn is_decorated_base(&self, class: ClassId) -> bool {
        self.is_mapped_by_decorator(class)
            || self
                .decorators(class)
                .any(|(_, name)| matches!(name, "as_declarative" | "as_declarative_base"))
    }

    /// Whether a registry's decorator maps the class: `@mapper_registry.mapped`.
    pub fn is_mapped_by_decorator(&self, class: ClassId) -> bool {
        self.decorators(class)
            .any(|(of, name)| of.is_some() && matches!(name, "mapped" | "mapped_as_dataclass"))
    }

    /// Decorators of a class by their last name, with what stands before it.
    pub fn decorators(&self, class: ClassId) -> impl Iterator<Item = (Option<&'a Expr>, &'a str)> {
        let node: &'a ruff_python_ast::StmtClassDef = self.class(class).node;
        node.decorator_list.iter().filter_map(|decorator| {
            let name = match &decorator.expression {
                Expr::Call(call) => &*call.func,
                other => other,
            };
            match name {
                Expr::Name(name) => Some((None, name.id.as_str())),
                Expr::Attribute(attribute) => {
                    Some((Some(&*attribute.value), attribute.attr.as_str()))
                }
                _ => None,
            }
        })
    }

    /// A base from outside whose columns cannot be known.
    pub fn unknown_base(&self, class: ClassId) -> Option<Value> {
        self.ancestry(class).outside().find(|value| !is_harmless(value)).cloned()
    }

    /// An attribute that the class body itself binds.
    pub fn own_attribute(&self, class: ClassId, name: &str) -> Option<Value> {
        let found = &self.class(class);
        let Some((name, binding)) = found.names.bindings.get_key_value(name) else {
            // An annotation alone declares a field.
            return found
                .members
                .iter()
                .any(|member| member.name == name && member.annotation.is_some())
                .then(|| Value::Field(class, Rc::from(name)));
        };
        if self.kind(class) == Kind::Enum && !matches!(binding, Binding::Function(_)) {
            return Some(Value::Member(class, Rc::from(*name)));
        }
        self.class_memo.get(&self.reads, (class, *name), None, || match binding {
            Binding::Value(expression) => {
                let value = self.evaluate(&Scope::class(found.module, class), expression);
                if self.is_field(class, name, &value) {
                    Some(Value::Field(class, Rc::from(*name)))
                } else {
                    Some(value)
                }
            }
            other => self.binding(found.module, other),
        })
    }

    fn is_field(&self, class: ClassId, name: &str, value: &Value) -> bool {
        if let Some((_, called)) = value.sqlalchemy_call() {
            return matches!(called, "Column" | "mapped_column" | "Field" | "deferred");
        }
        self.kind(class) == Kind::SqlModel
            && !name.starts_with('_')
            && self.class(class).members.iter().any(|member| {
                member.name == name
                    && member.annotation.is_some_and(|annotation| !says_class_var(annotation))
            })
    }

    /// `Class.name`, inherited or own.
    pub fn class_attribute(&self, class: ClassId, name: &str) -> Option<Value> {
        if name == "__name__" || name == "__qualname__" {
            return Some(Value::str(self.class(class).name()));
        }
        if name == "__tablename__" {
            return self.table_name(class).map(|(value, _)| value);
        }
        let ancestry = self.ancestry(class);
        ancestry.own().find_map(|own| self.own_attribute(own, name))
    }

    /// The function of a class body with this name.
    pub fn class_function(&self, class: ClassId, name: &str) -> Option<FunctionId> {
        match self.class(class).names.bindings.get(name) {
            Some(Binding::Function(node)) => self.function_id(self.class(class).module, node),
            _ => None,
        }
    }
}

/// Whether an annotation says that the name is no field.
pub(crate) fn says_class_var(annotation: &Expr) -> bool {
    let name = match annotation {
        Expr::Subscript(subscript) => &*subscript.value,
        other => other,
    };
    match name {
        Expr::Name(name) => name.id.as_str() == "ClassVar",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "ClassVar",
        Expr::StringLiteral(text) => text.value.to_str().contains("ClassVar"),
        _ => false,
    }
}

/// `db.Model` of Flask-SQLAlchemy, with `db = SQLAlchemy(…)`.
pub(crate) fn is_flask_model(value: &Value) -> bool {
    matches!(value, Value::Attribute(attribute)
        if &*attribute.1 == "Model"
            && attribute.0.as_call().and_then(|call| call.callee.path()).map(last) == Some("SQLAlchemy"))
}

fn makes_base(callee: &Value) -> bool {
    match callee {
        Value::External(path) => {
            matches!(last(path), "declarative_base" | "automap_base" | "generate_base")
        }
        Value::Attribute(attribute) => &*attribute.1 == "generate_base",
        _ => false,
    }
}

/// Bases of libraries that declare no columns.
fn is_harmless(value: &Value) -> bool {
    match value {
        Value::Call(call) => makes_base(&call.callee),
        Value::Attribute(_) => is_flask_model(value),
        Value::External(path) => {
            let root = path.split('.').next().unwrap_or(path);
            matches!(
                root,
                "abc"
                    | "builtins"
                    | "collections"
                    | "enum"
                    | "flask_sqlalchemy"
                    | "pydantic"
                    | "sqlalchemy"
                    | "sqlmodel"
                    | "typing"
                    | "typing_extensions"
                    | "dataclasses"
            )
        }
        _ => false,
    }
}
