use godwit_schema::{Expression, IndexKey, IndexTerm};

use crate::{
    constraints::{Answer, name_of},
    project::Project,
    spec::{IndexSpec, IndexTermSpec, NameSpec},
    value::{Call, ClassId, Site, Value},
};

/// What an index that stands outside of a class belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum IndexOwner {
    Class(ClassId),
    /// A `Table(…)`, by its place and its name: one in a loop makes several.
    Table(Site, String),
}

impl IndexSpec {
    /// The index of `index=True`.
    pub fn of_column(column: &str, unique: bool, site: Site) -> Self {
        Self {
            name: NameSpec::Unnamed,
            terms: vec![IndexTermSpec::Column {
                column: column.to_owned(),
                descending: false,
                nulls_first: false,
            }],
            unique,
            method: "btree".to_owned(),
            include: Vec::new(),
            predicate: None,
            options: Vec::new(),
            operator_classes: Vec::new(),
            nulls_not_distinct: false,
            tablespace: None,
            site,
        }
    }
}

impl Project<'_> {
    /// `Index(name, *terms, …)`.
    pub fn index(&self, call: &Call) -> Answer<IndexSpec> {
        let site = call.site;
        if let Some(found) = call.unknown_argument() {
            return Err(found.clone());
        }
        let (name, terms) = match call.kwarg("name") {
            Some(name) => (Some(name), call.args.as_slice()),
            None => match call.args.split_first() {
                Some((name, terms)) => (Some(name), terms),
                None => return Err((site, "The index has no columns".to_owned())),
            },
        };
        let name = name_of(name, site)?;
        let terms =
            terms.iter().map(|term| self.index_term(term, site)).collect::<Answer<Vec<_>>>()?;
        let predicate = match call.kwarg("postgresql_where") {
            None | Some(Value::None) => None,
            Some(value) => Some(self.sql_or_text(value, site)?),
        };
        let texts = |option: &str| -> Vec<(String, String)> {
            call.kwarg(option).and_then(Value::entries).map_or_else(Vec::new, |entries| {
                entries
                    .filter_map(|(key, value)| {
                        Some((key.to_owned(), self.text_of(value)?.to_lowercase()))
                    })
                    .collect()
            })
        };
        Ok(IndexSpec {
            name,
            terms,
            unique: call.is_true("unique"),
            method: call
                .kwarg("postgresql_using")
                .and_then(Value::as_str)
                .map_or_else(|| "btree".to_owned(), str::to_ascii_lowercase),
            include: self.option_names(call, "postgresql_include")?,
            predicate,
            options: texts("postgresql_with"),
            tablespace: call
                .kwarg("postgresql_tablespace")
                .and_then(Value::as_str)
                .map(str::to_owned),
            operator_classes: texts("postgresql_ops"),
            nulls_not_distinct: call.is_true("postgresql_nulls_not_distinct"),
            site,
        })
    }

    fn index_term(&self, value: &Value, site: Site) -> Answer<IndexTermSpec> {
        let column = |name: String| IndexTermSpec::Column {
            column: name,
            descending: false,
            nulls_first: false,
        };
        match value {
            Value::Str(name) => return Ok(column(name.to_string())),
            Value::Field(class, name) => return Ok(column(self.column_name(*class, name))),
            Value::Attribute(_) => {
                if let Some((_, name)) = value.core_column() {
                    return Ok(column(name.to_owned()));
                }
            }
            Value::Unknown(found) => return Err((found.0, found.1.clone())),
            Value::Call(call) => {
                if let Value::Attribute(attribute) = &call.callee {
                    let (base, method) = &**attribute;
                    if !base.is_func()
                        && let Some(found) = self.ordered(base, method, site)
                    {
                        return found;
                    }
                    if &**method == "label" {
                        let label = call.args.first().and_then(Value::as_str).map(str::to_owned);
                        let mut found = self.index_term(base, site)?;
                        if let IndexTermSpec::Expression(_, known) = &mut found {
                            *known = label;
                        }
                        return Ok(found);
                    }
                }
                if let Some((call, name)) = value.sqlalchemy_call()
                    && let Some(base) = call.args.first()
                {
                    match name {
                        "text" => {
                            return match base.as_str() {
                                Some(text) => Ok(text_term(text)),
                                None => {
                                    Err((site, "The text of the index is not constant".to_owned()))
                                }
                            };
                        }
                        "desc" | "asc" | "nulls_first" | "nulls_last" | "nullsfirst"
                        | "nullslast" => {
                            if let Some(found) = self.ordered(base, name, site) {
                                return found;
                            }
                        }
                        "literal_column" => {
                            if let Some(text) = base.as_str() {
                                return Ok(text_term(text));
                            }
                        }
                        "column" | "col" => {
                            if let Ok(names) = self.column_names(std::slice::from_ref(base), site)
                                && let [name] = names.as_slice()
                            {
                                return Ok(column(name.clone()));
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        let text = self.sql_or_text(value, site)?;
        Ok(expression_term(&text, false, false))
    }

    /// The class or the `Table(…)` whose columns an index names.
    pub fn owner_of_index(value: &Value) -> Option<IndexOwner> {
        let any = |values: &[Value]| values.iter().find_map(Self::owner_of_index);
        match value {
            Value::Field(class, _) => Some(IndexOwner::Class(*class)),
            Value::Attribute(attribute) => match value.core_column() {
                Some((table, _)) => table.as_call().and_then(|call| {
                    let name = call.arg(0, "name")?.as_str()?;
                    Some(IndexOwner::Table(call.site, name.to_owned()))
                }),
                None => Self::owner_of_index(&attribute.0),
            },
            Value::Call(call) => any(&call.args)
                .or_else(|| Self::owner_of_index(&call.callee))
                .or_else(|| call.kwargs.iter().find_map(|(_, one)| Self::owner_of_index(one))),
            Value::Operation(operation) => any(&operation.1),
            _ => None,
        }
    }

    fn ordered(&self, base: &Value, method: &str, site: Site) -> Option<Answer<IndexTermSpec>> {
        let inner = |change: fn(&mut bool, &mut bool)| {
            Some(self.index_term(base, site).map(|mut term| {
                match &mut term {
                    IndexTermSpec::Column { descending, nulls_first, .. } => {
                        change(descending, nulls_first);
                    }
                    IndexTermSpec::Expression(key, _) => {
                        change(&mut key.descending, &mut key.nulls_first);
                    }
                }
                term
            }))
        };
        match method {
            "asc" => inner(|_, _| {}),
            "desc" => inner(|descending, nulls_first| {
                *descending = true;
                *nulls_first = true;
            }),
            "nulls_first" | "nullsfirst" => inner(|_, nulls_first| *nulls_first = true),
            "nulls_last" | "nullslast" => inner(|_, nulls_first| *nulls_first = false),
            _ => None,
        }
    }
}

/// `text("a DESC NULLS LAST")`, `text("lower(b)")`.
fn text_term(text: &str) -> IndexTermSpec {
    let mut rest = text.trim();
    let mut nulls_first = None;
    let mut descending = false;
    if let Some(head) = without_ending(rest, &["nulls", "first"]) {
        (rest, nulls_first) = (head, Some(true));
    } else if let Some(head) = without_ending(rest, &["nulls", "last"]) {
        (rest, nulls_first) = (head, Some(false));
    }
    if let Some(head) = without_ending(rest, &["desc"]) {
        (rest, descending) = (head, true);
    } else if let Some(head) = without_ending(rest, &["asc"]) {
        rest = head;
    }
    let nulls_first = nulls_first.unwrap_or(descending);
    let plain = rest.chars().all(|one| one.is_alphanumeric() || one == '_')
        && rest.starts_with(|one: char| one.is_alphabetic() || one == '_');
    if plain {
        return IndexTermSpec::Column { column: rest.to_lowercase(), descending, nulls_first };
    }
    let quoted = rest.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    if let Some(name) = quoted.filter(|name| !name.contains('"')) {
        return IndexTermSpec::Column { column: name.to_owned(), descending, nulls_first };
    }
    expression_term(rest, descending, nulls_first)
}

/// The text before the given last words, whatever their case.
fn without_ending<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let mut rest = text;
    for word in words.iter().rev() {
        let start = rest.len().checked_sub(word.len())?;
        if !rest.is_char_boundary(start) || !rest[start..].eq_ignore_ascii_case(word) {
            return None;
        }
        let head = &rest[..start];
        rest = head.trim_end();
        if rest.len() == head.len() && !rest.ends_with(')') {
            return None;
        }
    }
    Some(rest)
}

fn expression_term(text: &str, descending: bool, nulls_first: bool) -> IndexTermSpec {
    IndexTermSpec::Expression(
        Box::new(IndexKey {
            term: IndexTerm::Expression { expression: Expression::written(text) },
            collation: None,
            operator_class: None,
            descending,
            nulls_first,
        }),
        None,
    )
}
