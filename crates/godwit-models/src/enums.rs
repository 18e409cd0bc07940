use std::rc::Rc;

use crate::{
    class::Kind,
    evaluate::Scope,
    names::Binding,
    project::Project,
    value::{Call, ClassId, Site, Value, last},
};

/// A Python enum as far as a database type needs it.
#[derive(Debug, Clone)]
pub(crate) struct PythonEnum {
    pub name: String,
    /// Member names and their values in order, aliases left out.
    pub members: Vec<(String, Value)>,
    /// The value as it stands in the source, to be given to `values_callable`.
    pub source: Value,
    pub site: Site,
}

impl Project<'_> {
    /// Names of an enum's members in order of definition; aliases are no members.
    pub fn members(&self, class: ClassId) -> Vec<&str> {
        let mut seen = Vec::new();
        self.class(class)
            .members
            .iter()
            .filter(|member| {
                member.value.is_some()
                    && !member.name.starts_with('_')
                    && member.annotation.is_none()
            })
            .filter(|member| {
                let value = self.member_value(class, member.name);
                match self.text_of(&value).map(|text| (std::mem::discriminant(&value), text)) {
                    Some(key) if seen.contains(&key) => false,
                    Some(key) => {
                        seen.push(key);
                        true
                    }
                    None => true,
                }
            })
            .map(|member| member.name)
            .collect()
    }

    /// The value of an enum's member.
    pub fn member_value(&self, class: ClassId, name: &str) -> Value {
        let found = &self.class(class);
        let unknown = || {
            Value::unknown(
                found.site(),
                format!("The value of {}.{name} is not constant", found.name()),
            )
        };
        let Some(Binding::Value(expression)) = found.names.bindings.get(name) else {
            return unknown();
        };
        let value = self.evaluate(&Scope::module(found.module), expression);
        let Some(call) = value.as_call() else {
            // `RED = "r", "Red"` gives the first to a `str` mixin; tuples stay opaque here.
            return value;
        };
        if call.callee.path().is_some_and(|path| last(path) == "auto") {
            if self.inherits(class, "StrEnum") {
                return Value::str(name.to_lowercase());
            }
            let place = found
                .members
                .iter()
                .filter(|member| member.value.is_some() && !member.name.starts_with('_'))
                .position(|member| member.name == name);
            return place
                .and_then(|at| i64::try_from(at + 1).ok())
                .map_or_else(unknown, Value::Int);
        }
        unknown()
    }

    /// Whether members are texts: `(str, Enum)` or `StrEnum`.
    pub fn is_text_enum(&self, class: ClassId) -> bool {
        self.inherits(class, "StrEnum") || self.inherits(class, "str")
    }

    /// The enum that a value stands for: a class, or `Enum("Color", "RED GREEN")`.
    pub fn python_enum(&self, value: &Value) -> Option<PythonEnum> {
        match value {
            Value::Class(class) if self.kind(*class) == Kind::Enum => Some(PythonEnum {
                name: self.class(*class).name().to_owned(),
                members: self
                    .members(*class)
                    .into_iter()
                    .map(|name| (name.to_owned(), self.member_value(*class, name)))
                    .collect(),
                source: value.clone(),
                site: self.class(*class).site(),
            }),
            Value::Call(call) => functional(call, value),
            _ => None,
        }
    }

    /// Labels that `values_callable` gives, when it can be followed.
    pub fn labels_by(&self, callable: &Value, found: &PythonEnum) -> Option<Vec<String>> {
        let returned = self.apply(Call {
            callee: callable.clone(),
            args: vec![found.source.clone()],
            kwargs: Vec::new(),
            site: found.site,
        });
        returned.items()?.iter().map(|label| self.label(label)).collect()
    }

    fn label(&self, value: &Value) -> Option<String> {
        match value {
            Value::Str(text) => Some(text.to_string()),
            Value::Member(class, name) if self.is_text_enum(*class) => {
                self.member_value(*class, name).as_str().map(str::to_owned)
            }
            _ => None,
        }
    }
}

fn functional(call: &Rc<Call>, source: &Value) -> Option<PythonEnum> {
    let path = call.callee.path()?;
    if !matches!(path, "enum.Enum" | "enum.IntEnum" | "enum.StrEnum") {
        return None;
    }
    let name = call.args.first()?.as_str()?.to_owned();
    let numbered = |names: Vec<String>| {
        names.into_iter().zip(1_i64..).map(|(name, at)| (name, Value::Int(at))).collect()
    };
    let members = match call.args.get(1)? {
        Value::Str(names) => numbered(
            names.split([' ', ',']).filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        ),
        Value::Dict(entries) => entries
            .iter()
            .map(|(key, value)| Some((key.as_str()?.to_owned(), value.clone())))
            .collect::<Option<Vec<_>>>()?,
        list => {
            let items = list.items()?;
            if items.iter().all(|item| item.as_str().is_some()) {
                numbered(items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
            } else {
                items
                    .iter()
                    .map(|item| match item.items()? {
                        [name, value] => Some((name.as_str()?.to_owned(), value.clone())),
                        _ => None,
                    })
                    .collect::<Option<Vec<_>>>()?
            }
        }
    };
    Some(PythonEnum { name, members, source: source.clone(), site: call.site })
}
