use godwit_schema::{ForeignKeyAction, ForeignKeyMatch, quote::quote_ident};

use crate::{
    project::Project,
    spec::{ConstraintKindSpec, ConstraintSpec, ForeignKeySpec, NameSpec, TargetSpec},
    sql_expression::unescaped,
    value::{Call, Site, Value},
};

/// A declaration that was read, or where and why it was not.
pub(crate) type Answer<T> = Result<T, (Site, String)>;

impl Project<'_> {
    /// `UniqueConstraint(…)`, `CheckConstraint(…)` and the other table constraints.
    pub fn constraint(&self, call: &Call, kind: &str) -> Answer<ConstraintSpec> {
        let unknown = |reason: &str| (call.site, format!("{reason}: {}", self.line(call.site)));
        if let Some(found) = call.unknown_argument() {
            return Err(found.clone());
        }
        let kind = match kind {
            "UniqueConstraint" => ConstraintKindSpec::Unique {
                columns: self.column_names(&call.args, call.site)?,
                include: self.option_names(call, "postgresql_include")?,
                nulls_not_distinct: call.is_true("postgresql_nulls_not_distinct"),
            },
            "PrimaryKeyConstraint" => ConstraintKindSpec::PrimaryKey {
                columns: self.column_names(&call.args, call.site)?,
                include: self.option_names(call, "postgresql_include")?,
            },
            "CheckConstraint" => {
                let condition =
                    call.arg(0, "sqltext").ok_or_else(|| unknown("The check has no condition"))?;
                ConstraintKindSpec::Check { text: self.sql_or_text(condition, call.site)? }
            }
            "ForeignKeyConstraint" => {
                let (Some(columns), Some(targets)) =
                    (call.arg(0, "columns"), call.arg(1, "refcolumns"))
                else {
                    return Err(unknown("The foreign key lacks its columns"));
                };
                let (Some(columns), Some(targets)) = (columns.items(), targets.items()) else {
                    return Err(unknown("The columns of the foreign key are not constant"));
                };
                let targets = targets
                    .iter()
                    .map(|target| self.target(target, call.site))
                    .collect::<Answer<Vec<_>>>()?;
                ConstraintKindSpec::ForeignKey(ForeignKeySpec {
                    columns: self.column_names(columns, call.site)?,
                    targets,
                    ..foreign_key_options(call)
                })
            }
            "ExcludeConstraint" => self.exclusion(call)?,
            other => return Err(unknown(&format!("The constraint is not known, {other}"))),
        };
        self.with_options(call, kind)
    }

    /// The foreign key of a column: `ForeignKey("t.c", …)`.
    pub fn column_foreign_key(&self, call: &Call, column: &str) -> Answer<ConstraintSpec> {
        if let Some(found) = call.unknown_argument() {
            return Err(found.clone());
        }
        let Some(target) = call.arg(0, "column") else {
            return Err((call.site, "The foreign key has no target".to_owned()));
        };
        let kind = ConstraintKindSpec::ForeignKey(ForeignKeySpec {
            columns: vec![column.to_owned()],
            targets: vec![self.target(target, call.site)?],
            ..foreign_key_options(call)
        });
        self.with_options(call, kind)
    }

    fn with_options(&self, call: &Call, kind: ConstraintKindSpec) -> Answer<ConstraintSpec> {
        let initially = call.kwarg("initially").and_then(Value::as_str).unwrap_or_default();
        let deferred = initially.eq_ignore_ascii_case("deferred");
        Ok(ConstraintSpec {
            name: name_of(call.kwarg("name"), call.site)?,
            kind,
            // `INITIALLY DEFERRED` alone makes it deferrable.
            deferrable: call.is_true("deferrable") || deferred,
            initially_deferred: deferred,
            // In CREATE TABLE, PostgreSQL takes NOT VALID for granted: there is no row to look at.
            validated: true,
            comment: call.kwarg("comment").and_then(Value::as_str).map(str::to_owned),
            site: call.site,
        })
    }

    /// What a foreign key's text or attribute points at.
    pub fn target(&self, value: &Value, site: Site) -> Answer<TargetSpec> {
        match value {
            Value::Str(text) => {
                let parts: Vec<&str> = text.split('.').collect();
                let (schema, table, column) = match parts.as_slice() {
                    [table] => (None, *table, None),
                    [table, column] => (None, *table, Some(*column)),
                    [schema @ .., table, column] => (Some(schema.join(".")), *table, Some(*column)),
                    [] => (None, "", None),
                };
                Ok(TargetSpec {
                    schema,
                    table: table.to_owned(),
                    column: column.map(str::to_owned),
                })
            }
            Value::Field(class, name) => {
                let (schema, table) = self.table_identity(*class).ok_or_else(|| {
                    (site, "The foreign key points at a class that is no table".to_owned())
                })?;
                Ok(TargetSpec { schema, table, column: Some(self.column_name(*class, name)) })
            }
            Value::Unknown(found) => Err((found.0, found.1.clone())),
            Value::Attribute(_) if value.core_column().is_some() => {
                let (table, column) = value.core_column().unwrap_or((&Value::None, ""));
                let call = table.as_call();
                let name = call.and_then(|call| call.arg(0, "name")).and_then(Value::as_str);
                let schema = call.and_then(|call| call.kwarg("schema")).and_then(Value::as_str);
                Ok(TargetSpec {
                    schema: schema.map(str::to_owned),
                    table: name.unwrap_or_default().to_owned(),
                    column: Some(column.to_owned()),
                })
            }
            _ => Err((
                site,
                format!("The target of the foreign key is not constant: {}", self.line(site)),
            )),
        }
    }

    /// Names of columns given as texts or attributes.
    pub fn column_names(&self, values: &[Value], site: Site) -> Answer<Vec<String>> {
        values
            .iter()
            .map(|value| match value {
                Value::Str(name) => Ok(name.to_string()),
                Value::Field(class, name) => Ok(self.column_name(*class, name)),
                Value::Attribute(_) if value.core_column().is_some() => {
                    Ok(value.core_column().map(|(_, name)| name.to_owned()).unwrap_or_default())
                }
                Value::Call(call) => match value.sqlalchemy_call() {
                    Some((_, "Column" | "column")) => call
                        .args
                        .first()
                        .and_then(Value::as_str)
                        .map(str::to_owned)
                        .ok_or_else(|| (site, "The column has no constant name".to_owned())),
                    _ => Err((site, format!("The column is not constant: {}", self.line(site)))),
                },
                Value::Unknown(found) => Err((found.0, found.1.clone())),
                _ => Err((site, format!("The column is not constant: {}", self.line(site)))),
            })
            .collect()
    }

    pub fn option_names(&self, call: &Call, option: &str) -> Answer<Vec<String>> {
        match call.kwarg(option) {
            None | Some(Value::None) => Ok(Vec::new()),
            Some(values) => match values.items() {
                Some(items) => self.column_names(items, call.site),
                None => Err((call.site, format!("The columns of {option} are not constant"))),
            },
        }
    }

    /// A condition given as text, as `text(…)`, or in the expression language.
    pub fn sql_or_text(&self, value: &Value, site: Site) -> Answer<String> {
        match value {
            // SQLAlchemy reads a plain string here as it reads `text()`.
            Value::Str(text) => Ok(unescaped(text)),
            Value::Unknown(found) => Err((found.0, found.1.clone())),
            other => self.sql(other).ok_or_else(|| {
                (site, format!("The expression is not constant: {}", self.line(site)))
            }),
        }
    }

    fn exclusion(&self, call: &Call) -> Answer<ConstraintKindSpec> {
        let mut elements = Vec::new();
        let mut columns = Vec::new();
        let classes = call.kwarg("ops");
        for element in &call.args {
            let Some([term, operator]) = element.items() else {
                return Err((
                    call.site,
                    "The elements of the exclusion are not constant".to_owned(),
                ));
            };
            let Some(operator) = operator.as_str() else {
                return Err((
                    call.site,
                    "The operator of the exclusion is not constant".to_owned(),
                ));
            };
            let (text, label) = match term {
                Value::Str(name) => (quote_ident(name), name.to_string()),
                Value::Field(class, name) => {
                    let name = self.column_name(*class, name);
                    (quote_ident(&name), name)
                }
                other => {
                    let text = self.sql_or_text(other, call.site)?;
                    (format!("({text})"), String::new())
                }
            };
            let class = classes
                .and_then(|classes| classes.entry(&label))
                .and_then(Value::as_str)
                .map_or_else(String::new, |class| format!(" {class}"));
            elements.push(format!("{text}{class} WITH {operator}"));
            columns.push(label);
        }
        let method = call.kwarg("using").and_then(Value::as_str).unwrap_or("gist");
        let condition = match call.kwarg("where") {
            None | Some(Value::None) => String::new(),
            Some(value) => format!(" WHERE ({})", self.sql_or_text(value, call.site)?),
        };
        Ok(ConstraintKindSpec::Exclude {
            definition: format!("EXCLUDE USING {method} ({}){condition}", elements.join(", ")),
            columns,
        })
    }
}

/// A constraint's or index's name as given.
pub(crate) fn name_of(value: Option<&Value>, site: Site) -> Answer<NameSpec> {
    match value {
        None | Some(Value::None) => Ok(NameSpec::Unnamed),
        Some(Value::Str(name)) => Ok(NameSpec::Given(name.to_string())),
        Some(Value::Unknown(found)) => Err((found.0, found.1.clone())),
        Some(Value::Call(call)) => {
            // `conv("…")` and `op.f("…")`.
            let text = call.args.first().and_then(Value::as_str);
            text.map(|text| NameSpec::Final(text.to_owned()))
                .ok_or_else(|| (site, "The name is not constant".to_owned()))
        }
        Some(_) => Err((site, "The name is not constant".to_owned())),
    }
}

fn foreign_key_options(call: &Call) -> ForeignKeySpec {
    let (on_delete, on_delete_columns) = action(call.kwarg("ondelete"));
    let full = call
        .kwarg("match")
        .and_then(Value::as_str)
        .is_some_and(|text| text.eq_ignore_ascii_case("full"));
    ForeignKeySpec {
        columns: Vec::new(),
        targets: Vec::new(),
        on_update: action(call.kwarg("onupdate")).0,
        on_delete,
        on_delete_columns,
        match_type: if full { ForeignKeyMatch::Full } else { ForeignKeyMatch::Simple },
    }
}

/// `ON DELETE SET NULL (a, b)` names columns since PostgreSQL 15.
pub(crate) fn action(value: Option<&Value>) -> (ForeignKeyAction, Vec<String>) {
    let text = value.and_then(Value::as_str).unwrap_or_default().trim();
    let (words, columns) = match text.split_once('(') {
        Some((words, columns)) => (
            words,
            columns.trim_end_matches(')').split(',').map(|name| name.trim().to_owned()).collect(),
        ),
        None => (text, Vec::new()),
    };
    let action = match words.trim().to_ascii_uppercase().as_str() {
        "CASCADE" => ForeignKeyAction::Cascade,
        "SET NULL" => ForeignKeyAction::SetNull,
        "SET DEFAULT" => ForeignKeyAction::SetDefault,
        "RESTRICT" => ForeignKeyAction::Restrict,
        _ => ForeignKeyAction::NoAction,
    };
    (action, columns)
}
