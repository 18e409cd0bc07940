//! What each major brought of what the text of a definition may say. Texts are as PostgreSQL prints them,
//! so that a word in large letters is one of its own; what stands in quotes, bodies of functions with it,
//! is not looked into.

use godwit_schema::{Class, Definition};

use super::{MULTIRANGE, Since, Wish};

/// Words of any definition's text.
const WORDS: &[(&str, &str, Since)] = &[
    ("\nBEGIN ATOMIC", "a body of standard SQL", Since(14)),
    (" SEARCH DEPTH FIRST BY ", "SEARCH of a recursive query", Since(14)),
    (" SEARCH BREADTH FIRST BY ", "SEARCH of a recursive query", Since(14)),
    (" CYCLE ", "CYCLE of a recursive query", Since(14)),
    ("GROUP BY DISTINCT ", "GROUP BY DISTINCT", Since(14)),
    ("multirange", "a multirange type", MULTIRANGE),
    ("MERGE INTO ", "MERGE", Since(15)),
    ("security_invoker", "security_invoker", Since(15)),
    ("JSON_ARRAY(", "JSON_ARRAY", Since(16)),
    ("JSON_ARRAYAGG(", "JSON_ARRAYAGG", Since(16)),
    ("JSON_OBJECT(", "JSON_OBJECT", Since(16)),
    ("JSON_OBJECTAGG(", "JSON_OBJECTAGG", Since(16)),
    (" IS JSON", "IS JSON", Since(16)),
    ("SYSTEM_USER", "SYSTEM_USER", Since(16)),
    ("JSON_EXISTS(", "JSON_EXISTS", Since(17)),
    ("JSON_QUERY(", "JSON_QUERY", Since(17)),
    ("JSON_VALUE(", "JSON_VALUE", Since(17)),
    ("JSON_TABLE(", "JSON_TABLE", Since(17)),
    ("JSON_SCALAR(", "JSON_SCALAR", Since(17)),
    ("JSON_SERIALIZE(", "JSON_SERIALIZE", Since(17)),
    ("MERGE_ACTION()", "MERGE_ACTION", Since(17)),
    ("WHEN NOT MATCHED BY SOURCE", "WHEN NOT MATCHED BY SOURCE", Since(17)),
    ("RETURNING WITH (", "OLD and NEW of RETURNING", Since(18)),
];

/// Words of the definitions of one class.
fn of_class(class: Class) -> &'static [(&'static str, &'static str, Since)] {
    match class {
        Class::Function => &[("\nRETURN ", "a body of standard SQL", Since(14))],
        Class::Procedure => &[
            ("(OUT ", "OUT of a procedure", Since(14)),
            (", OUT ", "OUT of a procedure", Since(14)),
        ],
        Class::Publication => &[
            (" WHERE (", "a row filter", Since(15)),
            ("TABLES IN SCHEMA ", "TABLES IN SCHEMA", Since(15)),
            ("publish_generated_columns", "publish_generated_columns", Since(18)),
        ],
        Class::RangeType => &[("MULTIRANGE_TYPE_NAME", "MULTIRANGE_TYPE_NAME", MULTIRANGE)],
        Class::Collation => &[
            ("rules = ", "rules of a collation", Since(16)),
            ("provider = builtin", "the provider builtin", Since(17)),
        ],
        Class::EventTrigger => &[(" ON login", "the event login", Since(17))],
        _ => &[],
    }
}

/// Whether a NOT NULL is a constraint with a name that is said.
fn names_not_null(found: &Definition) -> bool {
    found
        .facets
        .iter()
        .any(|one| one.name.starts_with("not null") && one.set.contains(" ADD CONSTRAINT "))
}

/// What a definition says that not every major reads.
pub(super) fn wishes(found: &Definition) -> Vec<Wish> {
    let facets = found.facets.iter().map(|facet| facet.set.as_str());
    let text: Vec<String> =
        std::iter::once(found.creation.as_str()).chain(facets).map(outside_quotes).collect();
    let says = |words: &str| text.iter().any(|text| text.contains(words));
    let mut wishes: Vec<Wish> = WORDS
        .iter()
        .chain(of_class(found.class))
        .map(|(words, what, since)| (*what, *since, says(words)))
        .collect();
    // `ON a, lower(b) FROM t`, and `ADD TABLE t (a, b) WHERE (…)`.
    let calls = |text: &String| text.split_once(" ON ").is_some_and(|(_, keys)| keys.contains('('));
    let lists = |text: &String| {
        let table = text.split_once(" ADD TABLE ").map(|(_, table)| table);
        table.is_some_and(|table| table.split(" WHERE ").next().is_some_and(|of| of.contains('(')))
    };
    match found.class {
        Class::Domain => {
            wishes.push(("a named NOT NULL of a domain", Since(17), names_not_null(found)));
        }
        Class::ForeignTable => {
            wishes.push(("a named NOT NULL", Since(18), names_not_null(found)));
        }
        Class::Statistics => {
            wishes.push(("statistics of expressions", Since(14), text.iter().any(calls)));
        }
        Class::Publication => {
            wishes.push(("a list of columns", Since(15), text.iter().any(lists)));
        }
        _ => {}
    }
    wishes
}

/// A text with nothing left of its literals, quoted names and bodies but their quotes.
fn outside_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '"', '$']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let closing = match from.strip_prefix('$').and_then(|inner| inner.split_once('$')) {
            Some((tag, _))
                if tag.chars().all(|letter| letter.is_alphanumeric() || letter == '_') =>
            {
                &from[..tag.len() + 2]
            }
            _ => &from[..1],
        };
        out.push_str(closing);
        let inner = &from[closing.len()..];
        // A lone dollar is the sign of a parameter.
        rest = match inner.find(closing).filter(|_| closing != "$") {
            Some(end) => &inner[end + closing.len()..],
            None => inner,
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::outside_quotes;

    #[test]
    fn only_what_is_outside_of_quotes_is_left() {
        for (text, left) in [
            ("SELECT 'MERGE INTO ' AS \"a b\"", "SELECT ' AS \""),
            ("AS $f$ MERGE INTO $1 $f$ x", "AS $f$ x"),
            ("AS $$ BEGIN $$", "AS $$"),
            ("SELECT ($1 + $2) 'it''s' y", "SELECT ($1 + $2) '' y"),
        ] {
            assert_eq!(outside_quotes(text), left);
        }
    }
}
