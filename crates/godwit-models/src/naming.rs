use std::collections::BTreeMap;

use crate::{
    spec::NameSpec,
    value::{Value, last},
};

/// The longest name in characters that SQLAlchemy makes for PostgreSQL.
const MAX_NAME: usize = 63;

/// `MetaData(naming_convention=…)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conventions {
    /// Templates by key: `ix`, `uq`, `ck`, `fk`, `pk`.
    templates: BTreeMap<String, String>,
    /// Keys whose template is not constant.
    unknown: Vec<String>,
}

impl Default for Conventions {
    /// What every `MetaData` starts with.
    fn default() -> Self {
        Self {
            templates: BTreeMap::from([("ix".to_owned(), "ix_%(column_0_label)s".to_owned())]),
            unknown: Vec::new(),
        }
    }
}

/// What a convention's tokens stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameParts<'s> {
    pub schema: Option<&'s str>,
    pub table: &'s str,
    pub columns: Vec<&'s str>,
    pub referred_table: Option<&'s str>,
    pub referred_columns: Vec<&'s str>,
}

impl Conventions {
    /// Reads the dictionary of a naming convention.
    pub fn of(value: &Value) -> Self {
        let Value::Dict(entries) = value else {
            return Self {
                templates: BTreeMap::new(),
                unknown: ["ix", "uq", "ck", "fk", "pk"].map(str::to_owned).to_vec(),
            };
        };
        // A given convention replaces the built-in one.
        let mut found = Self { templates: BTreeMap::new(), unknown: Vec::new() };
        for (key, value) in entries.iter() {
            let key = match key {
                Value::Str(key) => key.to_string(),
                Value::External(path) => match last(path) {
                    "Index" => "ix".to_owned(),
                    "UniqueConstraint" => "uq".to_owned(),
                    "CheckConstraint" => "ck".to_owned(),
                    "ForeignKeyConstraint" => "fk".to_owned(),
                    "PrimaryKeyConstraint" => "pk".to_owned(),
                    _ => continue,
                },
                _ => continue,
            };
            match value {
                Value::Str(template) => {
                    found.templates.insert(key, template.to_string());
                }
                Value::None => {}
                _ => found.unknown.push(key),
            }
        }
        found
    }

    /// The name of a constraint or index; `Ok(None)` leaves it to PostgreSQL.
    ///
    /// # Errors
    /// One sentence when SQLAlchemy would refuse the name, or when it is not constant.
    pub fn name(
        &self,
        key: &str,
        given: &NameSpec,
        parts: &NameParts,
    ) -> Result<Option<String>, String> {
        let explicit = match given {
            NameSpec::Final(name) => return checked(name).map(Some),
            NameSpec::Given(name) => Some(name.as_str()),
            NameSpec::Unnamed => None,
        };
        if self.unknown.iter().any(|unknown| unknown == key) {
            return Err(format!("The naming convention for {key} is not constant"));
        }
        match self.templates.get(key) {
            Some(template) if explicit.is_none() || template.contains("constraint_name") => {
                self.expand(template, explicit, parts).map(|name| Some(truncated(&name)))
            }
            _ => explicit.map(checked).transpose(),
        }
    }

    fn expand(
        &self,
        template: &str,
        explicit: Option<&str>,
        parts: &NameParts,
    ) -> Result<String, String> {
        let mut built = String::new();
        let mut rest = template;
        while let Some(at) = rest.find('%') {
            built.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("%%") {
                built.push('%');
                rest = after;
                continue;
            }
            let token = rest.strip_prefix("%(").and_then(|inner| inner.split_once(")s"));
            let Some((token, after)) = token else {
                return Err(format!("The naming convention cannot be read: {template}"));
            };
            built.push_str(&self.token(token, explicit, parts)?);
            rest = after;
        }
        built.push_str(rest);
        Ok(built)
    }

    fn token(
        &self,
        token: &str,
        explicit: Option<&str>,
        parts: &NameParts,
    ) -> Result<String, String> {
        if self.unknown.iter().any(|unknown| unknown == token) {
            return Err(format!("The naming convention computes its token {token}"));
        }
        let missing = || format!("The naming convention asks for {token}, which is not there");
        match token {
            "table_name" => return Ok(parts.table.to_owned()),
            "referred_table_name" => {
                return parts.referred_table.map(str::to_owned).ok_or_else(missing);
            }
            "constraint_name" => {
                return explicit.map(str::to_owned).ok_or_else(|| {
                    "The naming convention needs this constraint to have a name".to_owned()
                });
            }
            _ => {}
        }
        let (columns, rest) = match token.strip_prefix("referred_column_") {
            Some(rest) => (&parts.referred_columns, rest),
            None => (&parts.columns, token.strip_prefix("column_").ok_or_else(missing)?),
        };
        let (place, form) = rest.rsplit_once('_').ok_or_else(missing)?;
        let shown = |column: &str| match form {
            "label" => match parts.schema {
                Some(schema) => format!("{}_{}_{column}", schema.replace('.', "_"), parts.table),
                None => format!("{}_{column}", parts.table),
            },
            _ => column.to_owned(),
        };
        let all = || columns.iter().map(|column| shown(column)).collect::<Vec<_>>();
        match place {
            "0N" => Ok(all().concat()),
            "0_N" => Ok(all().join("_")),
            number => {
                let at: usize = number.parse().map_err(|_| missing())?;
                columns.get(at).map(|column| shown(column)).ok_or_else(missing)
            }
        }
    }
}

/// SQLAlchemy shortens the names that it makes itself, and refuses long ones that were given.
fn truncated(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    let head: String = name.chars().take(MAX_NAME - 8).collect();
    let digest = format!("{:x}", md5::compute(name.as_bytes()));
    format!("{head}_{}", &digest[digest.len() - 4..])
}

fn checked(name: &str) -> Result<String, String> {
    if name.chars().count() > MAX_NAME {
        return Err(format!("SQLAlchemy refuses a name over {MAX_NAME} characters: {name}"));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_get_a_digest() {
        let name = "ix_".to_owned() + &"a".repeat(70);
        let short = truncated(&name);
        assert_eq!(short.len(), 60);
        assert!(short.starts_with("ix_aaaa"));
    }
}
