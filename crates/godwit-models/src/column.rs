use crate::{
    constraints::name_of,
    defaults::{self, DefaultSpec},
    project::Project,
    spec::{
        About, AutoIncrement, ColumnSpec, ColumnType, ConstraintKindSpec, ConstraintSpec, NameSpec,
        Problem,
    },
    types::TypePlace,
    value::{Call, ClassId, Site, Value},
};

/// What surrounds a column: the schemas of its table and of its `MetaData`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner<'s> {
    pub table_schema: Option<&'s str>,
    pub metadata_schema: Option<&'s str>,
    /// The schema that enum types take over.
    pub metadata_schema_of_types: Option<&'s str>,
}

impl<'s> Owner<'s> {
    pub fn new(table_schema: Option<&'s str>, metadata_schema: Option<&'s str>) -> Self {
        Self { table_schema, metadata_schema, metadata_schema_of_types: metadata_schema }
    }

    pub fn place(self, site: Site) -> TypePlace<'s> {
        TypePlace {
            table_schema: self.table_schema,
            metadata_schema: self.metadata_schema_of_types,
            site,
        }
    }
}

/// What an annotation adds to `Column(…)` or `mapped_column(…)`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inferred {
    /// The type, unless the call gives one.
    pub column_type: Option<ColumnType>,
    /// Whether NULL is allowed, unless the call says so.
    pub nullable: Option<bool>,
    /// The type stands even beside a foreign key (SQLModel); else the target's type counts.
    pub decided: bool,
}

/// Arguments of a column that the database sees, beside its type, default and constraints.
const DECISIVE: &[&str] = &[
    "name",
    "key",
    "primary_key",
    "nullable",
    "unique",
    "index",
    "autoincrement",
    "comment",
    "sort_order",
];

impl Project<'_> {
    /// `Column(…)` or `mapped_column(…)` as a specification.
    pub fn column(
        &self,
        call: &Call,
        attribute: &str,
        site: Site,
        owner: Owner,
        inferred: Inferred,
    ) -> ColumnSpec {
        let mut items = call.args.iter().peekable();
        let mut name = call.kwarg("name").and_then(Value::as_str).map(str::to_owned);
        if let Some(Value::Str(first)) = items.peek() {
            name = name.or_else(|| Some(first.to_string()));
            items.next();
        } else if matches!(items.peek(), Some(Value::None)) {
            items.next();
        }
        let name = name.unwrap_or_else(|| attribute.to_owned());
        let mut given = call.kwarg("type_").filter(|value| !matches!(value, Value::None)).cloned();
        if given.is_none()
            && let Some(first) = items.peek()
            && self.is_type(first)
        {
            given = items.next().cloned();
        }
        let primary_key = call.is_true("primary_key");
        let mut column = ColumnSpec {
            attribute: attribute.to_owned(),
            name: name.clone(),
            key: call.kwarg("key").and_then(Value::as_str).unwrap_or(&name).to_owned(),
            site,
            column_type: ColumnType::OfTarget,
            nullable: match call.kwarg("nullable") {
                Some(Value::Bool(flag)) => *flag,
                _ => inferred.nullable.unwrap_or(!primary_key),
            },
            primary_key,
            auto_increment: match call.kwarg("autoincrement") {
                Some(Value::Bool(true)) => AutoIncrement::Always,
                Some(Value::Bool(false)) => AutoIncrement::Never,
                Some(Value::Str(text)) if &**text == "ignore_fk" => AutoIncrement::IgnoreForeignKey,
                _ => AutoIncrement::Auto,
            },
            client_default: false,
            server_default: None,
            fetched: false,
            identity: None,
            computed: None,
            sequence: None,
            comment: call.kwarg("comment").and_then(Value::as_str).map(str::to_owned),
            unique: call.is_true("unique"),
            index: call.is_true("index"),
            constraints: Vec::new(),
            sort_order: call.kwarg("sort_order").and_then(Value::as_int).unwrap_or(0),
            problems: Vec::new(),
            refusals: Vec::new(),
            is_object: false,
        };
        match call.kwarg("default").or_else(|| call.kwarg("insert_default")) {
            None | Some(Value::None) => {}
            Some(value) => match value.sqlalchemy_call() {
                Some((sequence, "Sequence")) => {
                    column.sequence = defaults::sequence(sequence, owner.metadata_schema);
                }
                _ => column.client_default = true,
            },
        }
        if call.kwarg("default_factory").is_some() {
            column.client_default = true;
        }
        if let Some(value) = call.kwarg("server_default") {
            self.take_default(&mut column, value, site);
        }
        for item in items {
            self.take_item(&mut column, item, owner);
        }
        let undecided = match &column.column_type {
            ColumnType::Undecided(site, reason) => Some((*site, reason.clone())),
            _ => None,
        };
        let has_foreign_key = column
            .constraints
            .iter()
            .any(|one| matches!(one.kind, ConstraintKindSpec::ForeignKey(_)));
        column.column_type = match given {
            Some(value) => match self.sql_type(&value, owner.place(site)) {
                Ok(found) => ColumnType::Known(found),
                Err((site, reason)) => ColumnType::Undecided(site, reason),
            },
            None if has_foreign_key && !inferred.decided => ColumnType::OfTarget,
            None => inferred.column_type.unwrap_or_else(|| {
                ColumnType::Undecided(site, format!("The column has no type: {}", self.line(site)))
            }),
        };
        if let Some((site, reason)) = undecided {
            column.column_type = ColumnType::Undecided(site, reason);
        }
        // Something that decides about the column but cannot be told is no "no".
        for value in DECISIVE.iter().filter_map(|name| call.kwarg(name)) {
            if let Some((site, reason)) = value.unknown_part() {
                column.column_type = ColumnType::Undecided(*site, reason.clone());
            } else if !value.is_constant() {
                let reason =
                    format!("An argument of the column is not constant: {}", self.line(site));
                column.column_type = ColumnType::Undecided(site, reason);
            }
        }
        self.take_enum_check(&mut column);
        column
    }

    fn take_default(&self, column: &mut ColumnSpec, value: &Value, site: Site) {
        match self.server_default(value, site) {
            DefaultSpec::Nothing => {}
            DefaultSpec::Sql(text) => column.server_default = Some(text),
            DefaultSpec::Computed(text, stored) => column.computed = Some((text, stored)),
            DefaultSpec::Identity(identity) => column.identity = Some(identity),
            DefaultSpec::Fetched => {
                column.fetched = true;
                column.problems.push(Problem {
                    about: About::Default(column.name.clone()),
                    site,
                    reason: "FetchedValue says that the server fills the column, but not with what"
                        .to_owned(),
                });
            }
            DefaultSpec::Undecided(site, reason) => {
                column.fetched = true;
                let about = About::Default(column.name.clone());
                column.problems.push(Problem { about, site, reason });
            }
        }
    }

    /// A positional argument after name and type.
    fn take_item(&self, column: &mut ColumnSpec, item: &Value, owner: Owner) {
        let problem = |site: Site, reason: String, name: &NameSpec| Problem {
            about: match name {
                NameSpec::Given(name) | NameSpec::Final(name) => About::Constraint(name.clone()),
                NameSpec::Unnamed => About::Table,
            },
            site,
            reason,
        };
        if let Value::Unknown(found) = item {
            column.problems.push(problem(found.0, found.1.clone(), &NameSpec::Unnamed));
            return;
        }
        let Some((call, kind)) = item.sqlalchemy_call() else {
            let reason =
                format!("An argument of the column is not known: {}", self.line(column.site));
            column.problems.push(problem(column.site, reason, &NameSpec::Unnamed));
            return;
        };
        let made = match kind {
            "ForeignKey" => self.column_foreign_key(call, &column.name),
            "CheckConstraint" | "UniqueConstraint" => self.constraint(call, kind),
            "Identity" | "Sequence" if call.unknown_argument().is_some() => {
                if let Some((site, reason)) = call.unknown_argument() {
                    column.column_type = ColumnType::Undecided(*site, reason.clone());
                    column.problems.push(problem(*site, reason.clone(), &NameSpec::Unnamed));
                }
                return;
            }
            "Identity" => {
                column.identity = Some(defaults::identity(call));
                return;
            }
            "Computed" => {
                column.computed = self.computed(call);
                if column.computed.is_none() {
                    let site = call.site;
                    let reason =
                        "The expression of the generated column is not constant".to_owned();
                    column.column_type = ColumnType::Undecided(site, reason.clone());
                    column.problems.push(problem(site, reason, &NameSpec::Unnamed));
                }
                return;
            }
            "Sequence" => {
                column.sequence = defaults::sequence(call, owner.metadata_schema);
                return;
            }
            "FetchedValue" | "DefaultClause" => {
                self.take_default(column, item, call.site);
                return;
            }
            _ => {
                let reason = format!("An argument of the column is not known: {kind}");
                column.problems.push(problem(call.site, reason, &NameSpec::Unnamed));
                return;
            }
        };
        match made {
            Ok(constraint) => column.constraints.push(constraint),
            Err((site, reason)) => {
                let name = name_of(call.kwarg("name"), site).unwrap_or(NameSpec::Unnamed);
                column.problems.push(problem(site, reason, &name));
            }
        }
    }

    /// The check that stands for an enum kept as text.
    fn take_enum_check(&self, column: &mut ColumnSpec) {
        let ColumnType::Known(found) = &column.column_type else { return };
        let Some((name, labels)) = &found.check else { return };
        let list: Vec<String> =
            labels.iter().map(|label| godwit_schema::quote::quote_literal(label)).collect();
        let text =
            format!("{} IN ({})", godwit_schema::quote::quote_ident(&column.name), list.join(", "));
        column.constraints.push(ConstraintSpec {
            name: name.clone().map_or(NameSpec::Unnamed, NameSpec::Given),
            ..ConstraintSpec::unnamed(ConstraintKindSpec::Check { text }, column.site)
        });
    }

    /// The name in the database of a class's attribute.
    pub fn column_name(&self, class: ClassId, attribute: &str) -> String {
        let named = |call: &Call| {
            call.kwarg("name")
                .or_else(|| call.args.first())
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let ancestry = self.ancestry(class);
        let declared = ancestry.own().find_map(|own| {
            let member = self.class(own).members.iter().rfind(|one| one.name == attribute)?;
            Some((own, member.value?))
        });
        let name = declared.and_then(|(own, value)| {
            let scope = crate::evaluate::Scope::class(self.class(own).module, own);
            let value = self.evaluate(&scope, value);
            match value.sqlalchemy_call()? {
                (call, "Column" | "mapped_column") => named(call),
                (call, "deferred") => named(call.args.first()?.as_call()?),
                (call, "Field") => match call.kwarg("sa_column") {
                    Some(Value::Call(column)) => named(column),
                    _ => call.kwarg("sa_column_kwargs")?.entry("name")?.as_str().map(str::to_owned),
                },
                _ => None,
            }
        });
        name.unwrap_or_else(|| attribute.to_owned())
    }
}
