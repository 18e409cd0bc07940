//! Objects as SQL, one file a kind. Names are quoted by `godwit_schema::quote` and nowhere else;
//! every name is qualified, so the text means the same under any `search_path`.

pub(crate) mod column;
pub(crate) mod comment;
pub(crate) mod constraint;
pub(crate) mod enum_type;
pub(crate) mod faithful;
pub(crate) mod index;
pub(crate) mod namespace;
pub(crate) mod not_null;
pub(crate) mod sequence;
pub(crate) mod table;

use std::collections::BTreeMap;

use godwit_schema::{
    Expression, Form,
    quote::{quote_ident, quote_literal},
};

/// `"A", b`.
pub(crate) fn names(names: &[String]) -> String {
    names.iter().map(|name| quote_ident(name)).collect::<Vec<_>>().join(", ")
}

/// What `SET (…)` and `RESET (…)` take to turn some storage parameters into others.
pub(crate) fn options(
    now: &BTreeMap<String, String>,
    next: &BTreeMap<String, String>,
) -> (Option<String>, Option<String>) {
    let set: Vec<String> = next
        .iter()
        .filter(|(name, value)| now.get(*name) != Some(*value))
        .map(|(name, value)| option(name, value))
        .collect();
    let reset: Vec<String> =
        now.keys().filter(|name| !next.contains_key(*name)).map(|name| option_name(name)).collect();
    let list = |found: Vec<String>| (!found.is_empty()).then(|| format!("({})", found.join(", ")));
    (list(set), list(reset))
}

/// `fillfactor='70'`.
pub(crate) fn option(name: &str, value: &str) -> String {
    format!("{}={}", option_name(name), quote_literal(value))
}

/// Parameters of the TOAST table have a prefix that is not part of the name.
fn option_name(name: &str) -> String {
    match name.strip_prefix("toast.") {
        Some(rest) => format!("toast.{}", quote_ident(rest)),
        None => quote_ident(name),
    }
}

/// An expression in exactly one pair of parentheses at least.
pub(crate) fn parenthesised(text: &str) -> String {
    let text = text.trim();
    if is_parenthesised(text) { text.to_owned() } else { format!("({text}{})", line_end(text)) }
}

/// An expression where the grammar wants one without operators in the open (`DEFAULT b_expr`).
pub(crate) fn closed(expression: &Expression) -> String {
    match expression.form {
        Form::Canonical => expression.text.clone(),
        Form::Written if expression.text.trim().contains(char::is_whitespace) => {
            parenthesised(&expression.text)
        }
        Form::Written => expression.text.trim().to_owned(),
    }
}

/// A line comment in a person's text must not swallow what follows.
fn line_end(text: &str) -> &'static str {
    if text.rsplit('\n').next().unwrap_or(text).contains("--") { "\n" } else { "" }
}

/// Whether the first parenthesis closes at the very end.
fn is_parenthesised(text: &str) -> bool {
    if !text.starts_with('(') || !text.ends_with(')') {
        return false;
    }
    let mut depth = 0_i32;
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), character) if open == character => quote = None,
            (Some(_), _) => {}
            // Escape strings, dollar quotes and comments are rare: another pair does no harm.
            (None, '$' | '\\') => return false,
            (None, '-') if text[at..].starts_with("--") => return false,
            (None, '/') if text[at..].starts_with("/*") => return false,
            (None, '\'' | '"') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth -= 1;
                if depth == 0 && at + 1 < text.len() {
                    return false;
                }
            }
            (None, _) => {}
        }
        if quote == Some('\'') && character == '\\' {
            return false;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pair_of_parentheses_is_enough() {
        assert_eq!(parenthesised("a > 0"), "(a > 0)");
        assert_eq!(parenthesised("(a > 0)"), "(a > 0)");
        assert_eq!(parenthesised("(a) > (0)"), "((a) > (0))");
        assert_eq!(parenthesised("(a = ')')"), "(a = ')')");
        assert_eq!(parenthesised("a > 0 -- why"), "(a > 0 -- why\n)");
    }

    #[test]
    fn written_defaults_are_closed() {
        assert_eq!(closed(&Expression::written("now()")), "now()");
        assert_eq!(closed(&Expression::written("a and b")), "(a and b)");
        assert_eq!(closed(&Expression::canonical("'a b'::text")), "'a b'::text");
    }
}
