use std::rc::Rc;

use ruff_python_ast::Expr;

use crate::{
    ancestry::Ancestor,
    class::Kind,
    column::{Inferred, Owner},
    evaluate::Scope,
    members::{Member, met_in_order},
    project::Project,
    spec::{ColumnSpec, ColumnType},
    types::TypePlace,
    value::{Call, ClassId, Site, Value, last},
};

impl<'a> Project<'a> {
    /// Columns of a declarative class: its own, then those of mixins and abstract bases, by
    /// `sort_order`; then those of subclasses that share its table.
    pub fn declared_columns(&self, class: ClassId, owner: Owner) -> Vec<ColumnSpec> {
        let ancestry = self.ancestry(class);
        let mapped: Vec<ClassId> =
            ancestry.own().skip(1).filter(|own| self.is_mapped(*own)).collect();
        let mut columns: Vec<ColumnSpec> = Vec::new();
        for own in ancestry.own().filter(|own| !mapped.contains(own)) {
            for member in self.members_as_met(own) {
                let overridden = own != class
                    && mapped.iter().any(|parent| {
                        self.ancestry(*parent).own().any(|of| {
                            self.class(of).members.iter().any(|known| known.name == member.name)
                        })
                    });
                if overridden
                    || columns.iter().any(|known| known.attribute == member.name)
                    // A subclass that sets a mixin's attribute to something else takes it away.
                    || (own != class
                        && self.class(class).members.iter().any(|one| one.name == member.name))
                {
                    continue;
                }
                if let Some(column) = self.declared_column(class, own, member, owner) {
                    columns.push(column);
                }
            }
        }
        columns.sort_by_key(|column| column.sort_order);
        columns
    }

    /// The members of a class body in the order in which SQLAlchemy meets them.
    fn members_as_met(&self, class: ClassId) -> Vec<&Member<'a>> {
        let members = &self.class(class).members;
        let names = |wanted: fn(&Member) -> bool| {
            members.iter().filter(|one| wanted(one)).map(|one| one.name).collect::<Vec<_>>()
        };
        let assigned = names(|member| member.value.is_some() || member.function.is_some());
        let annotated = names(|member| member.annotation.is_some());
        met_in_order(&assigned, &annotated)
            .into_iter()
            .filter_map(|name| members.iter().rfind(|member| member.name == name))
            .collect()
    }

    /// Columns that a subclass without a table of its own adds to its parent's table.
    pub fn single_table_columns(&self, class: ClassId, owner: Owner) -> Vec<ColumnSpec> {
        self.declared_columns(class, owner)
    }

    fn declared_column(
        &self,
        class: ClassId,
        own: ClassId,
        member: &Member<'a>,
        owner: Owner,
    ) -> Option<ColumnSpec> {
        let module = self.class(own).module;
        let site = Site { module, offset: member.offset };
        if member.name.starts_with("__") && member.name.ends_with("__") {
            return None;
        }
        // Python gives a private name of a class body that of the class.
        let attribute = if member.name.starts_with("__") {
            format!("_{}{}", self.class(own).name().trim_start_matches('_'), member.name)
        } else {
            member.name.to_owned()
        };
        let attribute = attribute.as_str();
        // The columns of mixins are copied, and a copied enum type keeps the schema it had.
        let copied = own != class && member.function.is_none();
        let owner = if copied { Owner { metadata_schema_of_types: None, ..owner } } else { owner };
        let mut optional_annotation = member.annotation;
        let value = match member.function {
            Some(function) => {
                if !is_declared_attr(function) {
                    return None;
                }
                optional_annotation = function.returns.as_deref();
                let id = self.function_id(module, function)?;
                let call = Call {
                    callee: Value::None,
                    args: vec![Value::Class(class)],
                    kwargs: Vec::new(),
                    site,
                };
                Some(self.call_function(id, &call))
            }
            None => member.value.map(|value| self.evaluate(&Scope::class(module, own), value)),
        };
        let mapped = optional_annotation.and_then(|annotation| {
            let mut value = self.annotation_value(own, annotation);
            if let Value::Str(text) = &value {
                value = self.quoted(text, module);
            }
            match value {
                Value::Subscript(subscript) if subscript.0.path().map(last) == Some("Mapped") => {
                    subscript.1.first().cloned()
                }
                _ => None,
            }
        });
        let (call, plain) = match &value {
            None => {
                mapped.as_ref()?;
                (None, false)
            }
            Some(value) => match value.sqlalchemy_call() {
                Some((call, "mapped_column")) => (Some(call.clone()), false),
                Some((call, "Column")) => (Some(call.clone()), true),
                Some((call, "deferred")) => {
                    let (inner, _) = call.args.first()?.sqlalchemy_call()?;
                    (Some(inner.clone()), true)
                }
                Some((call, "column_property")) => match call.args.first()?.sqlalchemy_call()? {
                    (inner, "Column") => (Some(inner.clone()), true),
                    _ => return None,
                },
                Some(_) => return None,
                None => match value {
                    Value::Unknown(found)
                        if mapped.is_some() || member.function.is_some() && mapped.is_some() =>
                    {
                        let call = Call {
                            callee: Value::None,
                            args: Vec::new(),
                            kwargs: Vec::new(),
                            site,
                        };
                        let inferred = Inferred {
                            column_type: Some(ColumnType::Undecided(found.0, found.1.clone())),
                            ..Inferred::default()
                        };
                        return Some(self.column(&call, attribute, site, owner, inferred));
                    }
                    _ => return None,
                },
            },
        };
        if plain {
            // The annotation of a plain `Column` is for the checker only.
            return call
                .map(|call| self.column(&call, attribute, site, owner, Inferred::default()));
        }
        let merged = self.with_aliases(call, mapped.as_ref(), module, site);
        let inferred = match &mapped {
            Some(mapped) => self.inferred(class, mapped, module, owner, site),
            None => Inferred::default(),
        };
        Some(self.column(&merged, attribute, site, owner, inferred))
    }

    /// A call merged over the `mapped_column(…)` of `Annotated` aliases; what it says itself wins.
    fn with_aliases(
        &self,
        call: Option<Rc<Call>>,
        mapped: Option<&Value>,
        module: usize,
        site: Site,
    ) -> Call {
        let mut args: Vec<Value> = Vec::new();
        let mut kwargs: Vec<(Rc<str>, Value)> = Vec::new();
        let aliases = mapped.map_or_else(Vec::new, |mapped| self.metadata_inside(mapped, module));
        let own_type =
            call.as_ref().is_some_and(|call| call.args.iter().any(|arg| self.is_type(arg)));
        for alias in aliases {
            if let Some((alias, "mapped_column")) = alias.sqlalchemy_call() {
                args.extend(
                    alias.args.iter().filter(|arg| !(own_type && self.is_type(arg))).cloned(),
                );
                kwargs.extend(alias.kwargs.iter().cloned());
            }
        }
        if let Some(call) = &call {
            // Name and type stand first, whatever the alias brings.
            let (first, rest): (Vec<_>, Vec<_>) = call
                .args
                .iter()
                .cloned()
                .partition(|arg| matches!(arg, Value::Str(_)) || self.is_type(arg));
            let aliased = std::mem::take(&mut args);
            args.extend(first);
            args.extend(aliased);
            args.extend(rest);
            kwargs.extend(call.kwargs.iter().cloned());
        }
        Call { callee: Value::external("sqlalchemy.orm.mapped_column"), args, kwargs, site }
    }

    fn inferred(
        &self,
        class: ClassId,
        mapped: &Value,
        module: usize,
        owner: Owner,
        site: Site,
    ) -> Inferred {
        let annotation = self.annotation(mapped, module);
        // An enum type that an annotation stands for is a copy too.
        let place = TypePlace { metadata_schema: None, ..owner.place(site) };
        let column_type = match self.mapped_by_base(class, mapped, &annotation.inner, module) {
            Some(value) => self.sql_type(&value, place),
            None if annotation.ambiguous => Err((
                site,
                format!("SQLAlchemy has no column type for a union of types: {}", self.line(site)),
            )),
            None => self.mapped_type(&annotation.inner, place),
        };
        Inferred {
            column_type: Some(match column_type {
                Ok(found) => ColumnType::Known(found),
                Err((site, reason)) => ColumnType::Undecided(site, reason),
            }),
            nullable: Some(annotation.optional),
            decided: false,
        }
    }

    /// What the base's `type_annotation_map` says about an annotation.
    fn mapped_by_base(
        &self,
        class: ClassId,
        mapped: &Value,
        inner: &Value,
        module: usize,
    ) -> Option<Value> {
        let map = self.class_attribute(class, "type_annotation_map").or_else(|| {
            let registry = self.class_attribute(class, "registry")?;
            registry.as_call()?.kwarg("type_annotation_map").cloned()
        });
        let map = map.or_else(|| {
            self.ancestry(class)
                .outside()
                .find_map(|value| value.as_call()?.kwarg("type_annotation_map").cloned())
        })?;
        let Value::Dict(entries) = map else { return None };
        let wanted = [self.required(mapped, module), inner.clone()];
        let exact = wanted.iter().find_map(|wanted| {
            let key = type_key(wanted);
            entries.iter().find(|(known, _)| type_key(known) == key).map(|(_, value)| value.clone())
        });
        exact.or_else(|| self.mapped_enum(inner, &entries))
    }

    /// What `{enum.Enum: Enum(enum.Enum, …)}` says about an enum that the map does not name.
    fn mapped_enum(&self, inner: &Value, entries: &[(Value, Value)]) -> Option<Value> {
        let Value::Class(class) = inner else { return None };
        if self.kind(*class) != Kind::Enum {
            return None;
        }
        let ancestry = self.ancestry(*class);
        let found = ancestry.0.iter().skip(1).find_map(|ancestor| {
            let key = match ancestor {
                Ancestor::Own(own) => type_key(&Value::Class(*own)),
                Ancestor::Outside(value) if value.path()?.starts_with("enum.") => type_key(value),
                Ancestor::Outside(_) => return None,
            };
            entries.iter().find(|(known, _)| type_key(known) == key).map(|(_, value)| value)
        });
        // `IntEnum` and its kin descend from `Enum`.
        let found = found.or_else(|| {
            entries.iter().find(|(known, _)| type_key(known) == "Enum").map(|(_, value)| value)
        })?;
        let (call, "Enum") = found.sqlalchemy_call()? else { return None };
        Some(Value::Call(Rc::new(Call {
            callee: call.callee.clone(),
            args: vec![inner.clone()],
            kwargs: call.kwargs.clone(),
            site: call.site,
        })))
    }

    /// The annotation without `None`, `Annotated` kept.
    fn required(&self, value: &Value, module: usize) -> Value {
        match value {
            Value::Str(text) => self.quoted(text, module),
            Value::Subscript(subscript)
                if matches!(subscript.0.path().map(last), Some("Optional" | "Union")) =>
            {
                let inner = subscript.1.iter().find(|one| !matches!(one, Value::None));
                inner.cloned().unwrap_or_else(|| value.clone())
            }
            Value::Operation(operation) if operation.0 == "|" => {
                let inner = operation.1.iter().find(|one| !matches!(one, Value::None));
                inner.cloned().unwrap_or_else(|| value.clone())
            }
            _ => value.clone(),
        }
    }
}

fn is_declared_attr(function: &ruff_python_ast::StmtFunctionDef) -> bool {
    function.decorator_list.iter().any(|decorator| {
        let mut expression = &decorator.expression;
        loop {
            match expression {
                Expr::Name(name) => return name.id.as_str() == "declared_attr",
                Expr::Attribute(attribute) => {
                    if attribute.attr.as_str() == "declared_attr" {
                        return true;
                    }
                    expression = &attribute.value;
                }
                Expr::Call(call) => expression = &call.func,
                _ => return false,
            }
        }
    })
}

/// A text by which the same annotation is found again.
fn type_key(value: &Value) -> String {
    match value {
        Value::External(path) => last(path).to_owned(),
        Value::Class(class) => format!("class {class:?}"),
        Value::Subscript(subscript) => {
            let arguments: Vec<String> = subscript.1.iter().map(type_key).collect();
            format!("{}[{}]", type_key(&subscript.0), arguments.join(", "))
        }
        Value::Str(text) => format!("{text:?}"),
        Value::Int(number) => number.to_string(),
        Value::None => "None".to_owned(),
        Value::Call(call) => format!("call {:?}", call.site),
        _ => "?".to_owned(),
    }
}
