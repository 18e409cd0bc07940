use godwit_schema::Persistence;

use crate::{
    column::Owner,
    metadata::Assignments,
    project::Project,
    spec::{TableArgs, TableSpec},
    value::{Call, Value},
};

impl Project<'_> {
    /// `Table("name", metadata, *items, schema=…)`; `None` when its name is not constant or it
    /// only refers to a table that is there already.
    pub fn core_table(&self, call: &Call, assignments: &Assignments) -> Option<TableSpec> {
        let name = call.arg(0, "name")?.as_str()?.to_owned();
        // `db.Table` of Flask-SQLAlchemy brings its own MetaData.
        let given = call
            .args
            .get(1)
            .is_some_and(|value| value.sqlalchemy_call().is_none_or(|(_, kind)| kind != "Column"));
        let items = call.args.get(if given { 2 } else { 1 }..).unwrap_or_default();
        if items.is_empty() || call.kwarg("autoload_with").is_some() {
            return None;
        }
        let metadata = if given {
            self.metadata_value(call.args.get(1)?, assignments)
        } else {
            crate::metadata::MetaData::default()
        };
        if metadata.unknown.is_some() && call.kwarg("schema").is_none()
            || call.kwarg("schema").is_some_and(|value| value.unknown_text(call.site).is_some())
        {
            return None;
        }
        let schema = call
            .kwarg("schema")
            .and_then(Value::as_str)
            .map(str::to_owned)
            .or_else(|| metadata.schema.clone());
        let owner = Owner::new(schema.as_deref(), metadata.schema.as_deref());
        let mut args = TableArgs::default();
        for item in items {
            self.table_item(&mut args, item, call.site, owner);
        }
        let options: Vec<(Value, Value)> = call
            .kwargs
            .iter()
            .map(|(key, value)| (Value::Str(key.clone()), value.clone()))
            .collect();
        let options = self.table_args(&Value::Dict(options.into()), call.site, owner);
        args.problems.extend(options.problems);
        let spec = TableSpec {
            schema,
            name,
            columns: args.columns,
            constraints: args.constraints,
            indexes: args.indexes,
            comment: options.comment,
            persistence: persistence(options.unlogged),
            conventions: metadata.conventions,
            metadata: metadata.identity,
            metadata_schema: metadata.schema.clone(),
            problems: args.problems,
            refusals: Vec::new(),
            site: call.site,
        };
        Some(spec.with_names())
    }
}

pub(crate) fn persistence(unlogged: bool) -> Persistence {
    if unlogged { Persistence::Unlogged } else { Persistence::Permanent }
}
