use crate::{
    ancestry::Ancestor,
    class::{Kind, is_flask_model},
    column::Owner,
    core_table::persistence,
    evaluate::Scope,
    metadata::Assignments,
    names::Binding,
    project::Project,
    spec::{About, ColumnSpec, Problem, TableArgs, TableSpec},
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
                        || self.class(class).names.bindings.contains_key("__table__")
                        || self.ancestry(class).own().skip(1).any(|own| self.is_mapped(own)))
            }
            Kind::Enum | Kind::Other => false,
        }
    }

    /// Whether a class is a declarative base itself or says `__abstract__ = True`.
    fn is_abstract(&self, class: ClassId) -> bool {
        let ancestry = self.ancestry(class);
        let is_base = match ancestry.0.get(1) {
            None => !self.is_mapped_by_decorator(class),
            Some(Ancestor::Outside(_)) => {
                ancestry.outside().any(|value| {
                    value.path().map(last).is_some_and(|name| name.starts_with("DeclarativeBase"))
                }) && ancestry.own().count() == 1
            }
            Some(Ancestor::Own(_)) => self
                .class(class)
                .node
                .arguments
                .iter()
                .flat_map(|arguments| arguments.args.iter())
                .any(|base| {
                    let value = self.evaluate(&Scope::module(self.class(class).module), base);
                    value.path().map(last).is_some_and(|name| name.starts_with("DeclarativeBase"))
                }),
        };
        is_base || self.own_attribute(class, "__abstract__").is_some_and(|value| value.is_true())
    }

    /// A setting such as `__tablename__`: own, or inherited from what is no table itself.
    pub fn class_setting(&self, class: ClassId, name: &str) -> Option<(Value, Site)> {
        self.ancestry(class).own().find_map(|own| {
            let found = &self.class(own);
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
        let given = self.class_setting(class, "__tablename__");
        // `None` says that the parent's table is shared.
        if let Some((Value::None, _)) = given {
            return None;
        }
        given.or_else(|| {
            let flask = self.ancestry(class).outside().any(is_flask_model);
            let derived =
                flask && !self.ancestry(class).own().skip(1).any(|own| self.is_mapped(own));
            derived.then(|| (Value::str(snake(self.class(class).name())), self.class(class).site()))
        })
    }

    /// The name of a class's table.
    pub fn table_name(&self, class: ClassId) -> Option<(Value, Site)> {
        match self.kind(class) {
            Kind::SqlModel => {
                Some(self.class_setting(class, "__tablename__").unwrap_or_else(|| {
                    let found = &self.class(class);
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
                        let range = self.class(class).node.range;
                        call.site.module == self.class(class).module
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
        let site = self.class(class).site();
        let shown = self.class(class).name();
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
        if let Some((value, site)) = &args_value
            && let Some(unknown) = Self::unknown_schema(value, *site)
        {
            return Err(unknown);
        }
        let given = Self::table_schema(args_value.as_ref().map(|(value, _)| value));
        if let (None, Some(unknown)) = (&given, &metadata.unknown) {
            return Err(unknown.clone());
        }
        let schema = given.or_else(|| metadata.schema.clone());
        let owner = Owner::new(schema.as_deref(), metadata.schema.as_deref());
        let mut args = match &args_value {
            Some((value, site)) => self.table_args(value, *site, owner),
            None => TableArgs::default(),
        };
        if let Some((Value::Unknown(found), _)) = &args_value {
            args.problems.push(Problem {
                about: About::Somewhere,
                site: found.0,
                reason: format!("The schema of {shown} may be named here; {}", found.1),
            });
        }
        if let Some(base) = self.unknown_base(class) {
            let base = base.path().map_or_else(|| "a computed class".to_owned(), str::to_owned);
            args.problems.push(Problem {
                about: About::Table,
                site,
                reason: format!("{shown} inherits from {base}, whose columns are not known"),
            });
        }
        let mut columns: Vec<ColumnSpec> = if sqlmodel {
            self.sqlmodel_fields(class)
                .iter()
                .filter_map(|(own, member)| self.sqlmodel_column(*own, member, owner))
                .collect()
        } else {
            self.declared_columns(class, owner)
        };
        for column in &mut columns {
            if self.source(column.site.module).is_known {
                // No file of the project holds it.
                column.site = site;
            }
        }
        let spec = TableSpec {
            schema: schema.clone(),
            name,
            columns,
            constraints: args.constraints,
            indexes: args.indexes,
            comment: args.comment,
            persistence: persistence(args.unlogged),
            conventions: metadata.conventions,
            metadata: metadata.identity,
            metadata_schema: metadata.schema.clone(),
            problems: args.problems,
            refusals: if sqlmodel { self.sqlmodel_refusals(class) } else { Vec::new() },
            site,
        };
        Ok(spec.with_names())
    }

    /// The parent whose table a class shares.
    pub fn shares_table_of(&self, class: ClassId) -> Option<ClassId> {
        if self.kind(class) != Kind::Declarative
            || !self.is_mapped(class)
            || self.own_table_name(class).is_some()
            || self.class(class).names.bindings.contains_key("__table__")
        {
            return None;
        }
        self.ancestry(class)
            .own()
            .skip(1)
            .find(|own| self.is_mapped(*own) && self.own_table_name(*own).is_some())
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
