use crate::{
    column::{Inferred, Owner},
    constraints::name_of,
    project::Project,
    spec::{About, NameSpec, Problem, TableArgs},
    value::{Call, ClassId, Site, Value},
};

impl Project<'_> {
    /// `__table_args__` of a class, own or inherited from what is no table itself.
    pub fn class_table_args(&self, class: ClassId) -> Option<(Value, Site)> {
        self.class_setting(class, "__table_args__")
    }

    /// The schema that `__table_args__` names.
    pub fn table_schema(value: Option<&Value>) -> Option<String> {
        let options = match value? {
            value @ Value::Dict(_) => value,
            other => other.items()?.last()?,
        };
        options.entry("schema").and_then(Value::as_str).map(str::to_owned)
    }

    /// Why the schema that `__table_args__` names cannot be told.
    pub fn unknown_schema(value: &Value, site: Site) -> Option<(Site, String)> {
        let options = match value {
            Value::Dict(_) => value,
            other => other.items()?.last()?,
        };
        options.entry("schema")?.unknown_text(site)
    }

    /// Constraints, indexes and options out of `__table_args__`.
    pub fn table_args(&self, value: &Value, site: Site, owner: Owner) -> TableArgs {
        let mut args = TableArgs::default();
        match value {
            Value::Dict(_) => self.table_options(&mut args, value, site),
            Value::Tuple(items) | Value::List(items) => {
                for item in items.iter() {
                    if let Value::Dict(_) = item {
                        self.table_options(&mut args, item, site);
                    } else {
                        self.table_item(&mut args, item, site, owner);
                    }
                }
            }
            Value::None => {}
            Value::Unknown(found) => args.problems.push(Problem {
                about: About::Table,
                site: found.0,
                reason: found.1.clone(),
            }),
            _ => args.problems.push(Problem {
                about: About::Table,
                site,
                reason: format!("The arguments of the table are not constant: {}", self.line(site)),
            }),
        }
        args
    }

    fn table_options(&self, args: &mut TableArgs, options: &Value, site: Site) {
        for (key, value) in options.entries().into_iter().flatten() {
            match (key, value) {
                ("schema", Value::Str(text)) => args.schema = Some(text.to_string()),
                ("comment", Value::Str(text)) => args.comment = Some(text.to_string()),
                ("prefixes", value) => {
                    args.unlogged = value.items().is_some_and(|items| {
                        items.iter().any(|item| {
                            item.as_str().is_some_and(|text| text.eq_ignore_ascii_case("unlogged"))
                        })
                    });
                }
                ("postgresql_partition_by" | "postgresql_inherits", value)
                    if !matches!(value, Value::None) =>
                {
                    args.problems.push(Problem {
                        about: About::Table,
                        site,
                        reason: format!("Godwit does not model this option of a table yet: {key}"),
                    });
                }
                ("schema" | "comment", Value::Unknown(found)) => args.problems.push(Problem {
                    about: About::Table,
                    site: found.0,
                    reason: found.1.clone(),
                }),
                _ => {}
            }
        }
    }

    /// One element of `__table_args__` or of `Table(…)`.
    pub fn table_item(&self, args: &mut TableArgs, item: &Value, site: Site, owner: Owner) {
        let Some((call, kind)) = item.sqlalchemy_call() else {
            let (site, reason) = match item.reason() {
                Some((site, reason)) => (*site, reason.clone()),
                None => {
                    (site, format!("An argument of the table is not known: {}", self.line(site)))
                }
            };
            args.problems.push(Problem { about: About::Table, site, reason });
            return;
        };
        match kind {
            "Index" => match self.index(call) {
                Ok(index) => args.indexes.push(index),
                Err((site, reason)) => {
                    let name = call.kwarg("name").or_else(|| call.args.first());
                    let name = name_of(name, site).unwrap_or(NameSpec::Unnamed);
                    args.problems.push(problem(About::Index, name, site, reason));
                }
            },
            "Column" => args.columns.push(self.core_column(call, owner)),
            "ForeignKey" | "DDL" => {}
            _ => match self.constraint(call, kind) {
                Ok(constraint) => args.constraints.push(constraint),
                Err((site, reason)) => {
                    let name = name_of(call.kwarg("name"), site).unwrap_or(NameSpec::Unnamed);
                    args.problems.push(problem(About::Constraint, name, site, reason));
                }
            },
        }
    }

    fn core_column(&self, call: &Call, owner: Owner) -> crate::spec::ColumnSpec {
        let name = call.kwarg("name").or_else(|| call.args.first()).and_then(Value::as_str);
        let name = name.unwrap_or_default().to_owned();
        self.column(call, &name, call.site, owner, Inferred::default())
    }
}

fn problem(about: fn(String) -> About, name: NameSpec, site: Site, reason: String) -> Problem {
    let about = match name {
        NameSpec::Given(name) | NameSpec::Final(name) => about(name),
        NameSpec::Unnamed => About::Table,
    };
    Problem { about, site, reason }
}
