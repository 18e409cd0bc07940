use godwit_schema::quote::{quote_ident, quote_literal};

use crate::{project::Project, value::Value};

/// Functions that SQLAlchemy writes in capitals and without parentheses.
const BARE_FUNCTIONS: &[&str] = &[
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "user",
];

impl Project<'_> {
    /// A construct of SQLAlchemy's expression language as SQL; `None` when it is not known.
    pub fn sql(&self, value: &Value) -> Option<String> {
        let all =
            |values: &[Value]| values.iter().map(|one| self.sql(one)).collect::<Option<Vec<_>>>();
        match value {
            Value::None => Some("NULL".to_owned()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Int(_) | Value::Float(_) => self.text_of(value),
            Value::Str(text) => Some(quote_literal(text)),
            Value::Member(..) => self.text_of(value).map(|text| quote_literal(&text)),
            Value::Field(class, name) => Some(quote_ident(&self.column_name(*class, name))),
            Value::Attribute(_) => value.core_column().map(|(_, name)| quote_ident(name)),
            Value::Operation(operation) => {
                let (symbol, values) = &**operation;
                let symbol = if *symbol == "|" { "OR" } else { symbol };
                match (symbol, values.as_slice()) {
                    ("NOT", [one]) => Some(format!("NOT ({})", self.sql(one)?)),
                    ("=", [one, Value::None]) => Some(format!("{} IS NULL", self.sql(one)?)),
                    ("!=", [one, Value::None]) => Some(format!("{} IS NOT NULL", self.sql(one)?)),
                    ("AND" | "OR", [one, other]) => {
                        Some(format!("({}) {symbol} ({})", self.sql(one)?, self.sql(other)?))
                    }
                    ("[]", _) => None,
                    (_, [one, other]) => {
                        Some(format!("{} {symbol} {}", self.operand(one)?, self.operand(other)?))
                    }
                    _ => None,
                }
            }
            Value::Call(call) => {
                if let Value::Attribute(attribute) = &call.callee {
                    let (base, method) = &**attribute;
                    if base.is_func() {
                        if call.args.is_empty() && BARE_FUNCTIONS.contains(&&**method) {
                            return Some(method.to_uppercase());
                        }
                        return Some(format!("{method}({})", all(&call.args)?.join(", ")));
                    }
                    return self.sql_method(base, method, &call.args);
                }
                let (_, name) = value.sqlalchemy_call()?;
                match name {
                    "text" | "literal_column" | "TextClause" => {
                        call.args.first()?.as_str().map(unescaped)
                    }
                    "literal" => self.sql(call.args.first()?),
                    "column" => call.args.first()?.as_str().map(quote_ident),
                    // `col(Model.name)` of SQLModel only changes the checker's mind.
                    "col" => self.sql(call.args.first()?),
                    "true" => Some("true".to_owned()),
                    "false" => Some("false".to_owned()),
                    "null" => Some("NULL".to_owned()),
                    "cast" | "type_coerce" => {
                        let place = crate::types::TypePlace {
                            table_schema: None,
                            metadata_schema: None,
                            site: call.site,
                        };
                        let cast_to = self.sql_type(call.args.get(1)?, place).ok()?;
                        if cast_to.of.is_some() {
                            return None;
                        }
                        let brackets = if cast_to.array { "[]" } else { "" };
                        Some(format!(
                            "CAST({} AS {}{brackets})",
                            self.sql(call.args.first()?)?,
                            cast_to.text
                        ))
                    }
                    "and_" | "or_" => {
                        let word = if name == "and_" { " AND " } else { " OR " };
                        let parts = all(&call.args)?;
                        Some(
                            parts
                                .iter()
                                .map(|part| format!("({part})"))
                                .collect::<Vec<_>>()
                                .join(word),
                        )
                    }
                    "not_" => Some(format!("NOT ({})", self.sql(call.args.first()?)?)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn operand(&self, value: &Value) -> Option<String> {
        let text = self.sql(value)?;
        Some(if matches!(value, Value::Operation(_)) { format!("({text})") } else { text })
    }

    fn sql_method(&self, base: &Value, method: &str, args: &[Value]) -> Option<String> {
        let left = self.operand(base)?;
        match (method, args) {
            ("is_" | "is_not_distinct_from", [value]) => {
                Some(format!("{left} IS {}", self.sql(value)?))
            }
            ("isnot" | "is_not", [value]) => Some(format!("{left} IS NOT {}", self.sql(value)?)),
            ("in_" | "not_in" | "notin_", [values]) => {
                let list =
                    values.items()?.iter().map(|one| self.sql(one)).collect::<Option<Vec<_>>>()?;
                let word = if method == "in_" { "IN" } else { "NOT IN" };
                Some(format!("{left} {word} ({})", list.join(", ")))
            }
            ("like", [pattern]) => Some(format!("{left} LIKE {}", self.sql(pattern)?)),
            ("ilike", [pattern]) => Some(format!("{left} ILIKE {}", self.sql(pattern)?)),
            ("between", [low, high]) => {
                Some(format!("{left} BETWEEN {} AND {}", self.sql(low)?, self.sql(high)?))
            }
            ("label" | "self_group", _) => Some(left),
            _ => None,
        }
    }
}

/// In `text()` a colon that is not a bind parameter may be written `\:`.
pub fn unescaped(text: &str) -> String {
    text.replace("\\:", ":")
}
