use std::rc::Rc;

use crate::{
    class::Kind,
    evaluate::Scope,
    project::Project,
    spec::TypeSpec,
    types::{TypeAnswer, TypePlace},
    value::{Call, ModuleId, Value, last},
};

/// An annotation taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Annotation {
    /// The type itself, without `Optional` and `Annotated`.
    pub inner: Value,
    /// `X | None`.
    pub optional: bool,
    /// Arguments of `Annotated`, outermost alias first; they count for the whole annotation.
    pub metadata: Vec<Value>,
    /// Several types that are not `None`.
    pub ambiguous: bool,
}

impl Project<'_> {
    /// Takes an evaluated annotation apart; `Mapped[…]` must be off already.
    pub fn annotation(&self, value: &Value, module: ModuleId) -> Annotation {
        self.taken_apart(value, module, 0)
    }

    fn taken_apart(&self, value: &Value, module: ModuleId, level: u32) -> Annotation {
        let simple = |inner: Value| Annotation {
            inner,
            optional: false,
            metadata: Vec::new(),
            ambiguous: false,
        };
        if level > 20 {
            return simple(value.clone());
        }
        match value {
            Value::Str(text) => self.taken_apart(&self.quoted(text, module), module, level + 1),
            Value::Subscript(subscript) => {
                let (base, arguments) = &**subscript;
                match base.path().map(last) {
                    Some("Annotated") => {
                        let Some((first, metadata)) = arguments.split_first() else {
                            return simple(value.clone());
                        };
                        let mut inner = self.taken_apart(first, module, level + 1);
                        let mut all = std::mem::take(&mut inner.metadata);
                        all.extend(metadata.iter().cloned());
                        inner.metadata = all;
                        inner
                    }
                    Some("Optional") => {
                        let mut members = arguments.clone();
                        members.push(Value::None);
                        self.union(&members, module, level)
                    }
                    Some("Union") => self.union(arguments, module, level),
                    Some("Final" | "Required" | "NotRequired" | "Mapped" | "WriteOnlyMapped") => {
                        arguments.first().map_or_else(
                            || simple(value.clone()),
                            |first| self.taken_apart(first, module, level + 1),
                        )
                    }
                    _ => simple(value.clone()),
                }
            }
            Value::Operation(operation) if operation.0 == "|" => {
                let mut members = Vec::new();
                flatten(value, &mut members);
                self.union(&members, module, level)
            }
            _ => simple(value.clone()),
        }
    }

    fn union(&self, members: &[Value], module: ModuleId, level: u32) -> Annotation {
        let mut optional = false;
        let mut found: Vec<Annotation> = Vec::new();
        for member in members {
            if matches!(member, Value::None) || member.as_str() == Some("None") {
                optional = true;
                continue;
            }
            let inner = self.taken_apart(member, module, level + 1);
            optional |= inner.optional;
            found.push(inner);
        }
        let ambiguous = found.len() != 1 || found.iter().any(|one| one.ambiguous);
        let inner = found.into_iter().next();
        Annotation {
            inner: inner.as_ref().map_or(Value::None, |one| one.inner.clone()),
            optional,
            // What an alias inside of the union carries is lost to Pydantic, but SQLAlchemy
            // looks through: the caller asks for it with `metadata_inside`.
            metadata: Vec::new(),
            ambiguous,
        }
    }

    /// Metadata of `Annotated` aliases inside `Optional`, which SQLAlchemy honours.
    pub fn metadata_inside(&self, value: &Value, module: ModuleId) -> Vec<Value> {
        let outer = self.annotation(value, module);
        if !outer.metadata.is_empty() {
            return outer.metadata;
        }
        let mut members = Vec::new();
        match value {
            Value::Str(text) => {
                let inner = self.quoted(text, module);
                if !matches!(inner, Value::Str(_)) {
                    return self.metadata_inside(&inner, module);
                }
            }
            Value::Subscript(subscript)
                if matches!(subscript.0.path().map(last), Some("Optional" | "Union")) =>
            {
                members.extend(subscript.1.iter().cloned());
            }
            _ => flatten(value, &mut members),
        }
        members.iter().flat_map(|member| self.annotation(member, module).metadata).collect()
    }

    /// Evaluates an annotation in quotes.
    pub fn quoted(&self, text: &str, module: ModuleId) -> Value {
        let site = crate::value::Site { module, offset: ruff_text_size::TextSize::default() };
        if crate::nesting::too_deep(text).is_some() {
            return Value::unknown(site, "The annotation is nested too deeply");
        }
        match ruff_python_parser::parse_expression(text) {
            Ok(parsed) => match parsed.expr() {
                ruff_python_ast::Expr::StringLiteral(_) => {
                    Value::unknown(site, format!("The annotation is a text in a text: {text}"))
                }
                // Offsets inside the quotes are not those of the file.
                ruff_python_ast::Expr::Name(name) => self
                    .module_name(module, name.id.as_str())
                    .or_else(|| {
                        crate::evaluate::is_builtin(name.id.as_str())
                            .then(|| Value::external(format!("builtins.{}", name.id)))
                    })
                    .unwrap_or_else(|| {
                        Value::unknown(site, format!("The name cannot be followed: {text}"))
                    }),
                expression => match self.evaluate(&Scope::module(module), expression) {
                    Value::Unknown(_) => {
                        Value::unknown(site, format!("The annotation cannot be followed: {text}"))
                    }
                    value => value,
                },
            },
            Err(_) => Value::unknown(site, format!("The annotation is no expression: {text}")),
        }
    }

    /// SQLModel's map from a Python type to a column type; the order of the questions is SQLModel's.
    pub fn sqlmodel_type(&self, inner: &Value, field: &FieldSizes, place: TypePlace) -> TypeAnswer {
        if let Some(found) = self.python_enum(inner) {
            return self.type_of_enum(&found, None, place);
        }
        let path = self.python_type(inner).ok_or_else(|| self.no_type(inner, place))?;
        let text = match last(&path) {
            "str" | "EmailStr" | "NameEmail" | "StrictStr" | "constr" | "IPv4Address"
            | "IPv6Address" | "IPv4Network" | "IPv6Network" | "IPv4Interface" | "IPv6Interface"
            | "Path" | "FilePath" | "DirectoryPath" | "NewPath" | "PurePath" => {
                match field.max_length {
                    Some(length) => format!("character varying({length})"),
                    None => "character varying".to_owned(),
                }
            }
            "float" | "PositiveFloat" | "NegativeFloat" | "NonNegativeFloat"
            | "NonPositiveFloat" | "StrictFloat" | "FiniteFloat" | "confloat" => {
                "double precision".to_owned()
            }
            "bool" | "StrictBool" => "boolean".to_owned(),
            "int" | "PositiveInt" | "NegativeInt" | "NonNegativeInt" | "NonPositiveInt"
            | "StrictInt" | "ByteSize" | "conint" => "integer".to_owned(),
            // SQLModel knew none of them before it gave `datetime` a time zone.
            "NaiveDatetime" if self.libraries.datetime_has_zone() => {
                "timestamp without time zone".to_owned()
            }
            "AwareDatetime" if self.libraries.datetime_has_zone() => {
                "timestamp with time zone".to_owned()
            }
            "datetime" => {
                if self.libraries.datetime_has_zone() {
                    "timestamp with time zone".to_owned()
                } else {
                    "timestamp without time zone".to_owned()
                }
            }
            "date" | "condate" => "date".to_owned(),
            "timedelta" => "interval".to_owned(),
            "time" => "time without time zone".to_owned(),
            "bytes" | "StrictBytes" | "conbytes" => "bytea".to_owned(),
            "Decimal" | "condecimal" => match (field.max_digits, field.decimal_places) {
                (None, _) => "numeric".to_owned(),
                (Some(digits), places) => format!("numeric({digits},{})", places.unwrap_or(0)),
            },
            "UUID" | "UUID1" | "UUID3" | "UUID4" | "UUID5" | "UUID6" | "UUID7" | "UUID8" => {
                "uuid".to_owned()
            }
            _ => return Err(self.no_type(inner, place)),
        };
        Ok(TypeSpec::builtin(text))
    }

    /// SQLAlchemy's map for `Mapped[…]`.
    pub fn mapped_type(&self, inner: &Value, place: TypePlace) -> TypeAnswer {
        if let Some(found) = self.python_enum(inner) {
            return self.type_of_enum(&found, None, place);
        }
        if let Value::Subscript(subscript) = inner
            && subscript.0.path().map(last) == Some("Literal")
        {
            let longest = subscript
                .1
                .iter()
                .map(|label| label.as_str().map(|text| text.chars().count()))
                .collect::<Option<Vec<_>>>()
                .and_then(|lengths| lengths.into_iter().max());
            return longest
                .map(|length| TypeSpec::builtin(format!("character varying({length})")))
                .ok_or_else(|| self.no_type(inner, place));
        }
        // Since SQLAlchemy 2.1 a `NewType` has to stand in the base's map itself.
        if self.libraries.new_type_is_followed()
            && let Value::Call(call) = inner
            && call.callee.path().map(last) == Some("NewType")
            && let Some(of) = call.args.get(1)
        {
            return self.mapped_type(of, place);
        }
        let path = self.python_type(inner).ok_or_else(|| self.no_type(inner, place))?;
        Ok(TypeSpec::builtin(match last(&path) {
            "str" => "character varying",
            "int" => "integer",
            "bool" => "boolean",
            "float" => "double precision",
            "datetime" => "timestamp without time zone",
            "date" => "date",
            "time" => "time without time zone",
            "timedelta" => "interval",
            "Decimal" => "numeric",
            "bytes" => "bytea",
            "UUID" => "uuid",
            _ => return Err(self.no_type(inner, place)),
        }))
    }

    fn no_type(&self, inner: &Value, place: TypePlace) -> (crate::value::Site, String) {
        match inner {
            Value::Unknown(found) if found.0.offset.to_u32() > 0 => (found.0, found.1.clone()),
            Value::Unknown(found) => (place.site, found.1.clone()),
            Value::External(path) => (
                place.site,
                format!(
                    "There is no column type for this Python type, so it needs sa_type or sa_column: {}",
                    last(path)
                ),
            ),
            Value::Class(class) => (
                place.site,
                format!(
                    "There is no column type for this class, so it needs sa_type or sa_column: {}",
                    self.class(*class).name()
                ),
            ),
            _ => (
                place.site,
                format!("There is no column type for this annotation: {}", self.line(place.site)),
            ),
        }
    }

    /// The dotted path of the Python type behind an annotation: of itself, of a call such as
    /// `constr(…)`, of the base of a project's class, of `NewType`.
    pub fn python_type(&self, inner: &Value) -> Option<Rc<str>> {
        match inner {
            Value::External(path) => Some(path.clone()),
            Value::Call(call) => match call.callee.path().map(last) {
                Some("NewType") => None,
                Some(_) => self.python_type(&call.callee),
                None => None,
            },
            Value::Class(class) if self.kind(*class) == Kind::Other => {
                // `class Name(str)`.
                self.ancestry(*class).outside().find_map(|base| match base {
                    Value::External(path) if path.starts_with("builtins.") => Some(path.clone()),
                    _ => None,
                })
            }
            _ => None,
        }
    }
}

/// Sizes that SQLModel takes from a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FieldSizes {
    pub max_length: Option<i64>,
    pub max_digits: Option<i64>,
    pub decimal_places: Option<i64>,
}

/// Arguments of `Field` beside the sizes that become the same kind of metadata in Pydantic.
const OTHER_METADATA: &[&str] = &["regex", "pattern", "strict", "allow_inf_nan"];

impl FieldSizes {
    /// What a call such as `Field(max_length=…)` or `condecimal(…)` says; `None` when it says
    /// nothing about sizes, so that the next one is asked.
    pub fn of(call: &Call) -> Option<Self> {
        let get = |name: &str| call.kwarg(name).and_then(Value::as_int);
        let found = Self {
            // SQLModel takes a length of nought for none.
            max_length: get("max_length").filter(|length| *length != 0),
            max_digits: get("max_digits"),
            decimal_places: get("decimal_places"),
        };
        let speaks = found != Self::default()
            || OTHER_METADATA
                .iter()
                .any(|name| call.kwarg(name).is_some_and(|value| !matches!(value, Value::None)));
        speaks.then_some(found)
    }
}

fn flatten(value: &Value, members: &mut Vec<Value>) {
    match value {
        Value::Operation(operation) if operation.0 == "|" => {
            for member in &operation.1 {
                flatten(member, members);
            }
        }
        other => members.push(other.clone()),
    }
}
