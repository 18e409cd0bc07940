use godwit_schema::{
    Identity, IdentityMode, Sequence,
    quote::{quote_ident, quote_literal},
};

use crate::{
    project::Project,
    spec::SequenceSpec,
    value::{Call, Site, Value},
};

/// A server default as a model states it.
pub(crate) enum DefaultSpec {
    /// No default, or `NULL`, which PostgreSQL does not store.
    Nothing,
    /// SQL text.
    Sql(String),
    Computed(String, bool),
    Identity(Identity),
    /// `FetchedValue()`: the server has something that Python does not tell.
    Fetched,
    Undecided(Site, String),
}

impl Project<'_> {
    /// What `server_default=` means.
    pub fn server_default(&self, value: &Value, site: Site) -> DefaultSpec {
        match value {
            Value::None => DefaultSpec::Nothing,
            Value::Str(text) => DefaultSpec::Sql(quote_literal(text)),
            Value::Unknown(found) => DefaultSpec::Undecided(found.0, found.1.clone()),
            Value::Int(_) | Value::Float(_) | Value::Bool(_) => DefaultSpec::Undecided(
                site,
                "SQLAlchemy accepts no number or boolean as server_default".to_owned(),
            ),
            _ => {
                if let Some((call, name)) = value.sqlalchemy_call() {
                    match name {
                        "Identity" => return DefaultSpec::Identity(identity(call)),
                        "Computed" => {
                            return self.computed(call).map_or_else(
                                || {
                                    DefaultSpec::Undecided(
                                        site,
                                        "The expression is not constant".to_owned(),
                                    )
                                },
                                |(text, stored)| DefaultSpec::Computed(text, stored),
                            );
                        }
                        "FetchedValue" => return DefaultSpec::Fetched,
                        "DefaultClause" => {
                            return call.args.first().map_or(DefaultSpec::Nothing, |inner| {
                                self.server_default(inner, site)
                            });
                        }
                        _ => {}
                    }
                }
                if let Some(text) = next_value(value) {
                    return DefaultSpec::Sql(text);
                }
                match self.sql(value) {
                    Some(text) if text.trim().eq_ignore_ascii_case("null") => DefaultSpec::Nothing,
                    Some(text) => DefaultSpec::Sql(text),
                    None => DefaultSpec::Undecided(
                        site,
                        format!("The server default is not constant: {}", self.line(site)),
                    ),
                }
            }
        }
    }

    /// Expression of `Computed(…)`, and whether it is stored.
    pub fn computed(&self, call: &Call) -> Option<(String, bool)> {
        let text = match call.arg(0, "sqltext")? {
            Value::Str(text) => crate::sql_expression::unescaped(text),
            other => self.sql(other)?,
        };
        let stored = match call.arg(1, "persisted") {
            Some(Value::Bool(flag)) => *flag,
            _ => self.libraries.computed_is_stored(),
        };
        Some((text, stored))
    }
}

/// `Identity(…)`; the bounds of its sequence follow the column's type later.
pub(crate) fn identity(call: &Call) -> Identity {
    let mode = if call.arg(0, "always").is_some_and(Value::is_true) {
        IdentityMode::Always
    } else {
        IdentityMode::ByDefault
    };
    Identity { mode, name: None, sequence: options(call, 2) }
}

/// `Sequence("name", …)`.
pub(crate) fn sequence(call: &Call, metadata_schema: Option<&str>) -> Option<SequenceSpec> {
    let name = call.arg(0, "name")?.as_str()?.to_owned();
    let schema = call
        .kwarg("schema")
        .and_then(Value::as_str)
        .or_else(|| call.kwarg("metadata")?.as_call()?.kwarg("schema")?.as_str());
    Some(SequenceSpec {
        schema: schema.or(metadata_schema).map(str::to_owned),
        name,
        sequence: options(call, 1),
        site: call.site,
    })
}

/// Options that a call gives; `data_type` stays empty until the column's type is known.
fn options(call: &Call, first: usize) -> Sequence {
    let get = |at: usize, name: &str| call.arg(first + at, name).and_then(Value::as_int);
    let mut sequence = Sequence::ascending("bigint");
    sequence.data_type = match call.kwarg("data_type").and_then(|value| {
        value.sqlalchemy().or_else(|| value.sqlalchemy_call().map(|(_, name)| name))
    }) {
        Some("SmallInteger" | "SMALLINT") => "smallint".to_owned(),
        Some("Integer" | "INTEGER") => "integer".to_owned(),
        Some("BigInteger" | "BIGINT") => "bigint".to_owned(),
        _ => String::new(),
    };
    sequence.increment = get(1, "increment").unwrap_or(1);
    let descending = sequence.increment < 0;
    // The widest bounds stand for those of the type, which is not known yet.
    sequence.min = get(2, "minvalue").unwrap_or(if descending { i64::MIN } else { 1 });
    sequence.max = get(3, "maxvalue").unwrap_or(if descending { -1 } else { i64::MAX });
    sequence.start =
        get(0, "start").unwrap_or(if descending { sequence.max } else { sequence.min });
    sequence.cycle = call.is_true("cycle");
    sequence.cache = call.kwarg("cache").and_then(Value::as_int).unwrap_or(1);
    sequence
}

/// Sets the type and the bounds that follow from it.
pub(crate) fn bounded(mut sequence: Sequence, data_type: &str) -> Sequence {
    if sequence.data_type.is_empty() {
        data_type.clone_into(&mut sequence.data_type);
    }
    let bounds = Sequence::ascending(&sequence.data_type);
    if sequence.max == i64::MAX {
        sequence.max = bounds.max;
    }
    if sequence.min == i64::MIN {
        sequence.min = -bounds.max - 1;
    }
    sequence
}

fn next_value(value: &Value) -> Option<String> {
    let call = value.as_call()?;
    let Value::Attribute(attribute) = &call.callee else { return None };
    let (base, method) = &**attribute;
    if &**method != "next_value" {
        return None;
    }
    let (inner, name) = base.sqlalchemy_call()?;
    if name != "Sequence" {
        return None;
    }
    let found = sequence(inner, None)?;
    let qualified = match &found.schema {
        Some(schema) => format!("{}.{}", quote_ident(schema), quote_ident(&found.name)),
        None => quote_ident(&found.name),
    };
    Some(format!("nextval({})", quote_literal(&qualified)))
}
