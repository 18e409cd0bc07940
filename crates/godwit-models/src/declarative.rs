use std::rc::Rc;

use ruff_python_ast::Expr;

use crate::{
    class::{Ancestor, Kind, Member, is_flask_model, met_in_order},
    column::{Inferred, Owner},
    core_table::persistence,
    evaluate::Scope,
    metadata::Assignments,
    module::Binding,
    project::Project,
    spec::{About, ColumnSpec, ColumnType, Problem, TableArgs, TableSpec},
    value::{Call, ClassId, Site, Value, last},
};

impl<'a> Project<'a> {
    /// Whether a class is mapped to a table, its own or its parent's.
    pub fn is_mapped(&self, class: ClassId) -> bool {
        match self.kind(class) {
            Kind::SqlModel => self.says_table(class),
            Kind::Declarative => {
                !self.is_abstract(class)
                    && (self.own_table_name(class).is_some()
                        || self.classes[class].names.bindings.contains_key("__table__")
                        || self.ancestry(class).own().skip(1).any(|own| self.is_mapped(own)))
            }
            Kind::Enum | Kind::Other => false,
        }
    }

    /// Whether a class is a declarative base itself or says `__abstract__ = True`.
    fn is_abstract(&self, class: ClassId) -> bool {
        let ancestry = self.ancestry(class);
        let is_base = match ancestry.0.get(1) {
            None => true,
            Some(Ancestor::Outside(_)) => {
                ancestry.outside().any(|value| {
                    value.path().map(last).is_some_and(|name| name.starts_with("DeclarativeBase"))
                }) && ancestry.own().count() == 1
            }
            Some(Ancestor::Own(_)) => self.classes[class]
                .node
                .arguments
                .iter()
                .flat_map(|arguments| arguments.args.iter())
                .any(|base| {
                    let value = self.evaluate(&Scope::module(self.classes[class].module), base);
                    value.path().map(last).is_some_and(|name| name.starts_with("DeclarativeBase"))
                }),
        };
        is_base || self.own_attribute(class, "__abstract__").is_some_and(|value| value.is_true())
    }

    /// A setting such as `__tablename__`: own, or inherited from what is no table itself.
    pub fn class_setting(&self, class: ClassId, name: &str) -> Option<(Value, Site)> {
        self.ancestry(class).own().find_map(|own| {
            let found = &self.classes[own];
            let binding = found.names.bindings.get(name)?;
            if own != class && self.is_mapped(own) {
                return None;
            }
            let value = match binding {
                Binding::Function(node) => {
                    let function = self.function_id(found.module, node)?;
                    let call = Call {
                        callee: Value::None,
                        args: vec![Value::Class(class)],
                        kwargs: Vec::new(),
                        site: found.site(),
                    };
                    self.call_function(function, &call)
                }
                Binding::Value(expression) => {
                    self.evaluate(&Scope::class(found.module, own), expression)
                }
                other => self.binding(found.module, other)?,
            };
            let offset = found
                .members
                .iter()
                .rfind(|member| member.name == name)
                .map_or(found.site().offset, |member| member.offset);
            Some((value, Site { module: found.module, offset }))
        })
    }

    fn own_table_name(&self, class: ClassId) -> Option<(Value, Site)> {
        self.class_setting(class, "__tablename__").or_else(|| {
            let flask = self.ancestry(class).outside().any(is_flask_model);
            let derived =
                flask && !self.ancestry(class).own().skip(1).any(|own| self.is_mapped(own));
            derived.then(|| {
                (Value::str(snake(self.classes[class].name())), self.classes[class].site())
            })
        })
    }

    /// The name of a class's table.
    pub fn table_name(&self, class: ClassId) -> Option<(Value, Site)> {
        match self.kind(class) {
            Kind::SqlModel => {
                Some(self.class_setting(class, "__tablename__").unwrap_or_else(|| {
                    let found = &self.classes[class];
                    (Value::str(found.name().to_lowercase()), found.site())
                }))
            }
            Kind::Declarative => self.own_table_name(class).or_else(|| {
                // Single-table inheritance.
                let parent = self.ancestry(class).own().skip(1).find(|own| self.is_mapped(*own))?;
                self.table_name(parent)
            }),
            Kind::Enum | Kind::Other => None,
        }
    }

    /// Schema and name of a class's table.
    pub fn table_identity(&self, class: ClassId) -> Option<(Option<String>, String)> {
        let (name, _) = self.table_name(class)?;
        let args = self.class_table_args(class).map(|(value, _)| value);
        Some((Self::table_schema(args.as_ref()), name.as_str()?.to_owned()))
    }

    /// The table of a class, when the class makes one.
    pub fn class_table(
        &self,
        class: ClassId,
        assignments: &Assignments,
    ) -> Option<Result<TableSpec, (Site, String)>> {
        let sqlmodel = match self.kind(class) {
            Kind::SqlModel if self.is_sqlmodel_table(class) => true,
            Kind::Declarative if self.is_mapped(class) => {
                if let Some(value) = self.own_attribute(class, "__table__") {
                    let table = value.sqlalchemy_call().filter(|(_, name)| *name == "Table");
                    // A module-level `Table` that is named here is read where it stands.
                    let here = table.filter(|(call, _)| {
                        let range = self.classes[class].node.range;
                        call.site.module == self.classes[class].module
                            && range.contains(call.site.offset)
                    });
                    return here.and_then(|(call, _)| self.core_table(call, assignments)).map(Ok);
                }
                self.own_table_name(class)?;
                false
            }
            _ => return None,
        };
        Some(self.read_class(class, assignments, sqlmodel))
    }

    fn read_class(
        &self,
        class: ClassId,
        assignments: &Assignments,
        sqlmodel: bool,
    ) -> Result<TableSpec, (Site, String)> {
        let site = self.classes[class].site();
        let shown = self.classes[class].name();
        let (name, name_site) = self
            .table_name(class)
            .ok_or_else(|| (site, format!("The table of {shown} has no name")))?;
        let name = match name {
            Value::Str(name) => name.to_string(),
            Value::Unknown(found) => return Err((found.0, found.1.clone())),
            _ => return Err((name_site, format!("The table name of {shown} is not constant"))),
        };
        let metadata = self.metadata_of(class, assignments);
        let args_value = self.class_table_args(class);
        let schema = Self::table_schema(args_value.as_ref().map(|(value, _)| value))
            .or_else(|| metadata.schema.clone());
        let owner =
            Owner { table_schema: schema.as_deref(), metadata_schema: metadata.schema.as_deref() };
        let mut args = match &args_value {
            Some((value, site)) => self.table_args(value, *site, owner),
            None => TableArgs::default(),
        };
        if let Some(base) = self.unknown_base(class) {
            let base = base.path().map_or_else(|| "a computed class".to_owned(), str::to_owned);
            args.problems.push(Problem {
                about: About::Table,
                site,
                reason: format!("{shown} inherits from {base}, whose columns are not known"),
            });
        }
        let columns = if sqlmodel {
            self.sqlmodel_fields(class)
                .iter()
                .filter_map(|(own, member)| self.sqlmodel_column(*own, member, owner))
                .collect()
        } else {
            self.declared_columns(class, owner)
        };
        Ok(TableSpec {
            schema: schema.clone(),
            name,
            columns,
            constraints: args.constraints,
            indexes: args.indexes,
            comment: args.comment,
            persistence: persistence(args.unlogged),
            conventions: metadata.conventions,
            metadata_schema: metadata.schema.clone(),
            problems: args.problems,
            site,
        })
    }

    /// Columns of a declarative class: its own, then those of mixins and abstract bases, by
    /// `sort_order`; then those of subclasses that share its table.
    fn declared_columns(&self, class: ClassId, owner: Owner) -> Vec<ColumnSpec> {
        let ancestry = self.ancestry(class);
        let mapped: Vec<ClassId> =
            ancestry.own().skip(1).filter(|own| self.is_mapped(*own)).collect();
        let mut columns: Vec<ColumnSpec> = Vec::new();
        for own in ancestry.own().filter(|own| !mapped.contains(own)) {
            for member in self.members_as_met(own) {
                let overridden = own != class
                    && mapped.iter().any(|parent| {
                        self.ancestry(*parent).own().any(|of| {
                            self.classes[of].members.iter().any(|known| known.name == member.name)
                        })
                    });
                if overridden
                    || columns.iter().any(|known| known.attribute == member.name)
                    // A subclass that sets a mixin's attribute to something else takes it away.
                    || (own != class
                        && self.classes[class].members.iter().any(|one| one.name == member.name))
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
        let members = &self.classes[class].members;
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

    /// The parent whose table a class shares.
    pub fn shares_table_of(&self, class: ClassId) -> Option<ClassId> {
        if self.kind(class) != Kind::Declarative
            || !self.is_mapped(class)
            || self.own_table_name(class).is_some()
            || self.classes[class].names.bindings.contains_key("__table__")
        {
            return None;
        }
        self.ancestry(class)
            .own()
            .skip(1)
            .find(|own| self.is_mapped(*own) && self.own_table_name(*own).is_some())
    }

    fn declared_column(
        &self,
        class: ClassId,
        own: ClassId,
        member: &Member<'a>,
        owner: Owner,
    ) -> Option<ColumnSpec> {
        let module = self.classes[own].module;
        let site = Site { module, offset: member.offset };
        if member.name.starts_with("__") {
            return None;
        }
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
                        return Some(self.column(&call, member.name, site, owner, inferred));
                    }
                    _ => return None,
                },
            },
        };
        if plain {
            // The annotation of a plain `Column` is for the checker only.
            return call
                .map(|call| self.column(&call, member.name, site, owner, Inferred::default()));
        }
        let merged = self.with_aliases(call, mapped.as_ref(), module, site);
        let inferred = match &mapped {
            Some(mapped) => self.inferred(class, mapped, module, owner, site),
            None => Inferred::default(),
        };
        Some(self.column(&merged, member.name, site, owner, inferred))
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
        let place = owner.place(site);
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
        wanted.iter().find_map(|wanted| {
            let key = type_key(wanted);
            entries.iter().find(|(known, _)| type_key(known) == key).map(|(_, value)| value.clone())
        })
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
        Value::Class(class) => format!("class {class}"),
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

/// Flask-SQLAlchemy's table name for a class.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut built = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let starts = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || after.is_some_and(char::is_ascii_lowercase)
            });
        if starts {
            built.push('_');
        }
        built.extend(letter.to_lowercase());
    }
    built
}
