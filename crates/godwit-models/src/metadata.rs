use std::sync::Arc;

use ruff_python_ast::{Expr, ExprAttribute};

use crate::{
    evaluate::Scope,
    names::Names,
    naming::Conventions,
    project::Project,
    value::{ClassId, ModuleId, Site, Value, last},
};

/// What a `MetaData` says about its tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetaData {
    /// Which one it is, where that is known.
    pub identity: Option<Identity>,
    pub schema: Option<String>,
    /// Why its schema cannot be told.
    pub unknown: Option<(Site, String)>,
    pub conventions: Arc<Conventions>,
}

/// Which `MetaData` it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    SqlModel,
    Class(ClassId),
    Call(Site),
}

/// Settings made by assignment: `SQLModel.metadata.naming_convention = …`.
#[derive(Debug, Default)]
pub(crate) struct Assignments {
    conventions: Vec<(Identity, Arc<Conventions>)>,
    schemas: Vec<(Identity, Value)>,
    replaced: Vec<(Identity, Value)>,
}

/// Whether a module may make settings of `MetaData` objects by assignment.
pub(crate) fn says_metadata(names: &Names) -> bool {
    settings(names).next().is_some()
}

fn settings<'n, 'a>(
    names: &'n Names<'a>,
) -> impl Iterator<Item = (&'a ExprAttribute, &'a Expr)> + use<'n, 'a> {
    names.attributes.iter().filter_map(|(target, value)| match target {
        Expr::Attribute(target)
            if matches!(target.attr.as_str(), "naming_convention" | "schema" | "metadata") =>
        {
            Some((target, *value))
        }
        _ => None,
    })
}

impl Project<'_> {
    /// Settings of `MetaData` objects made by assignment in these modules, which are all that
    /// [`says_metadata`] is true of.
    ///
    /// They are taken to be made before any table: where a project does it later, its own
    /// constraints would not follow the convention either.
    pub fn metadata_assignments(&self, modules: &[ModuleId]) -> Assignments {
        let mut found = Assignments::default();
        for module in modules {
            for (target, value) in settings(&self.module(*module).names) {
                let name = target.attr.as_str();
                let scope = Scope::module(*module);
                let owner = self.evaluate(&scope, &target.value);
                let value = self.evaluate(&scope, value);
                match name {
                    "metadata" => {
                        let identity = match &owner {
                            Value::External(path) if last(path) == "SQLModel" => Identity::SqlModel,
                            Value::Class(class) => Identity::Class(*class),
                            _ => continue,
                        };
                        found.replaced.push((identity, value));
                    }
                    _ => {
                        let Some((identity, _)) = self.identified(&owner) else { continue };
                        if name == "schema" {
                            found.schemas.push((identity, value));
                        } else {
                            found.conventions.push((identity, Arc::new(Conventions::of(&value))));
                        }
                    }
                }
            }
        }
        found
    }

    /// The `MetaData` that a class's table belongs to.
    pub fn metadata_of(&self, class: ClassId, assignments: &Assignments) -> MetaData {
        let ancestry = self.ancestry(class);
        for own in ancestry.own() {
            if let Some((_, value)) =
                assignments.replaced.iter().find(|(identity, _)| *identity == Identity::Class(own))
            {
                return self.metadata_value(value, assignments);
            }
            if let Some(value @ (Value::Call(_) | Value::Attribute(_) | Value::External(_))) =
                self.own_attribute(own, "metadata")
            {
                return self.metadata_value(&value, assignments);
            }
        }
        let made_by = |own: ClassId| {
            let decorated = self.decorators(own).find_map(|(of, name)| {
                let of = of.filter(|_| matches!(name, "mapped" | "mapped_as_dataclass"))?;
                Some(self.evaluate(&Scope::module(self.class(own).module), of))
            });
            decorated.or_else(|| self.own_attribute(own, "registry"))
        };
        for own in ancestry.own() {
            if let Some(registry) = made_by(own)
                && let Some(call) = registry.as_call()
            {
                return match call.kwarg("metadata") {
                    Some(metadata) => self.metadata_value(metadata, assignments),
                    None => self.settled(Identity::Call(call.site), None, assignments),
                };
            }
        }
        for value in ancestry.outside() {
            match value {
                Value::Call(call) => {
                    if let Some(metadata) = call.kwarg("metadata") {
                        return self.metadata_value(metadata, assignments);
                    }
                    return self.settled(Identity::Call(call.site), None, assignments);
                }
                Value::Attribute(attribute) => {
                    let call = attribute.0.as_call();
                    if let Some(metadata) = call.and_then(|call| call.kwarg("metadata")) {
                        return self.metadata_value(metadata, assignments);
                    }
                    // `SQLAlchemy(model_class=Base)`
                    if let Some(Value::Class(base)) =
                        call.and_then(|call| call.kwarg("model_class"))
                    {
                        return self.metadata_of(*base, assignments);
                    }
                }
                Value::External(path) if last(path) == "SQLModel" => {
                    if let Some((_, value)) = assignments
                        .replaced
                        .iter()
                        .find(|(identity, _)| *identity == Identity::SqlModel)
                    {
                        return self.metadata_value(value, assignments);
                    }
                    return self.settled(Identity::SqlModel, None, assignments);
                }
                _ => {}
            }
        }
        let base = ancestry.own().next_back().unwrap_or(class);
        self.settled(Identity::Class(base), None, assignments)
    }

    /// The `MetaData` that a value is: `MetaData(…)`, `SQLModel.metadata`, `Base.metadata`.
    pub fn metadata_value(&self, value: &Value, assignments: &Assignments) -> MetaData {
        match value {
            Value::Attribute(attribute) if &*attribute.1 == "metadata" => match &attribute.0 {
                Value::Class(class) => return self.metadata_of(*class, assignments),
                Value::Call(call) => {
                    return match call.kwarg("metadata") {
                        Some(metadata) => self.metadata_value(metadata, assignments),
                        None => self.settled(Identity::Call(call.site), None, assignments),
                    };
                }
                _ => {}
            },
            _ => {}
        }
        match self.identified(value) {
            Some((identity, call)) => self.settled(identity, call.as_ref(), assignments),
            None => MetaData { unknown: value.reason().cloned(), ..MetaData::default() },
        }
    }

    fn identified(&self, value: &Value) -> Option<(Identity, Option<Value>)> {
        match value {
            Value::External(path) if path.ends_with("SQLModel.metadata") => {
                Some((Identity::SqlModel, None))
            }
            Value::Call(call) => Some((Identity::Call(call.site), Some(value.clone()))),
            Value::Attribute(attribute) if &*attribute.1 == "metadata" => match &attribute.0 {
                Value::Class(class) => {
                    if self.inherits(*class, "SQLModel") {
                        return Some((Identity::SqlModel, None));
                    }
                    let base = self.ancestry(*class).own().next_back().unwrap_or(*class);
                    Some((Identity::Class(base), None))
                }
                Value::Call(call) => Some((Identity::Call(call.site), None)),
                _ => None,
            },
            _ => None,
        }
    }

    fn settled(
        &self,
        identity: Identity,
        made_by: Option<&Value>,
        assignments: &Assignments,
    ) -> MetaData {
        let call = made_by.and_then(Value::as_call);
        let mut found = MetaData {
            identity: Some(identity),
            schema: call
                .and_then(|call| call.kwarg("schema"))
                .and_then(Value::as_str)
                .map(str::to_owned),
            unknown: call.and_then(|call| call.kwarg("schema")?.unknown_text(call.site)),
            conventions: call
                .and_then(|call| call.kwarg("naming_convention"))
                .filter(|value| !matches!(value, Value::None))
                .map(|value| Arc::new(Conventions::of(value)))
                .unwrap_or_default(),
        };
        if let Some((_, made)) = assignments.conventions.iter().rfind(|(of, _)| *of == identity) {
            found.conventions = made.clone();
        }
        if let Some((_, made)) = assignments.schemas.iter().rfind(|(of, _)| *of == identity) {
            found.schema = made.as_str().map(str::to_owned);
            found.unknown = match identity {
                Identity::Call(site) => made.unknown_text(site),
                _ => made.reason().cloned(),
            };
        }
        found
    }
}
