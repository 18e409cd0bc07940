//! What an object needs.

use std::collections::BTreeSet;

use godwit_diff::expression::mentions;
use godwit_schema::{Address, Catalog, ConstraintKind, Index, IndexTerm, Object};

/// What an object needs: by structure, by `pg_depend`, and by the text of its expressions.
pub(crate) fn needs(catalog: &Catalog, address: &Address, object: &Object) -> BTreeSet<Address> {
    let mut found: BTreeSet<Address> = object.references(address).into_iter().collect();
    found.extend(catalog.needs(address).cloned());
    let texts = texts(object);
    if !texts.is_empty()
        && let Some(table) = address.owner_table()
    {
        for (column, part) in catalog.parts(&table) {
            if matches!(part, Object::Column(_))
                && texts.iter().any(|text| mentions(text, column.name()))
            {
                found.insert(column.clone());
            }
        }
    }
    if let Object::Default(default) = object {
        found.extend(sequences_in(&default.expression.text));
    }
    found.remove(address);
    found
}

/// Expression texts that may mention columns; a default cannot.
fn texts(object: &Object) -> Vec<&str> {
    match object {
        Object::Namespace(_)
        | Object::Enum(_)
        | Object::Sequence(_)
        | Object::Table(_)
        | Object::Default(_)
        | Object::Definition(_)
        | Object::Owner(_)
        | Object::Grant(_)
        | Object::DefaultPrivilege(_) => Vec::new(),
        Object::Column(column) => {
            column.generated.iter().map(|generated| generated.expression.text.as_str()).collect()
        }
        Object::Constraint(constraint) => match &constraint.kind {
            ConstraintKind::Check { expression, .. } => vec![&expression.text],
            ConstraintKind::Exclude { definition } => vec![&definition.text],
            ConstraintKind::PrimaryKey { .. }
            | ConstraintKind::Unique { .. }
            | ConstraintKind::ForeignKey(_) => Vec::new(),
        },
        Object::Index(index) => index_texts(index),
    }
}

/// Texts of an index's expressions and of its predicate.
pub(crate) fn index_texts(index: &Index) -> Vec<&str> {
    index
        .keys
        .iter()
        .filter_map(|key| match &key.term {
            IndexTerm::Expression { expression } => Some(expression.text.as_str()),
            IndexTerm::Column { .. } => None,
        })
        .chain(index.predicate.iter().map(|predicate| predicate.text.as_str()))
        .collect()
}

/// Sequences that a default draws from: `nextval('public.s'::regclass)`.
fn sequences_in(text: &str) -> Option<Address> {
    let inner = text.trim().strip_prefix("nextval(")?.trim().strip_prefix('\'')?;
    let name = inner.split("'::regclass").next()?.trim_end_matches("')");
    let (namespace, name) = split_qualified(&name.replace("''", "'"))?;
    Some(Address::sequence(&namespace, &name))
}

fn split_qualified(text: &str) -> Option<(String, String)> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for character in text.chars() {
        match character {
            '"' => {
                // A doubled quote closes and opens again: it stands for one.
                if !quoted && parts.last().is_some_and(|part| !part.is_empty()) {
                    parts.last_mut()?.push('"');
                }
                quoted = !quoted;
            }
            '.' if !quoted => parts.push(String::new()),
            character => parts.last_mut()?.push(character),
        }
    }
    match parts.as_slice() {
        [namespace, name] => Some((namespace.clone(), name.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_found_in_defaults() {
        assert_eq!(
            sequences_in("nextval('public.t_id_seq'::regclass)"),
            Some(Address::sequence("public", "t_id_seq"))
        );
        assert_eq!(
            sequences_in("nextval('app.\"A\"\"b.c\"'::regclass)"),
            Some(Address::sequence("app", "A\"b.c"))
        );
        assert_eq!(sequences_in("now()"), None);
    }
}
