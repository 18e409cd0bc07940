use std::collections::BTreeMap;

use godwit_schema::{
    Address,
    quote::{quote_ident, quote_literal},
};

/// Other names for what an expression may mention.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Columns of the table that the expression stands in.
    pub columns: BTreeMap<String, String>,
    /// Tables, enums and sequences.
    pub objects: Vec<(Address, Address)>,
}

impl Names {
    /// Whether there is nothing to rename.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.objects.is_empty()
    }

    /// The text as PostgreSQL prints it after the renames.
    ///
    /// Works on tokens: literals are left alone, except `'namespace.name'::regclass`.
    pub fn rewrite(&self, text: &str) -> String {
        let tokens = tokens(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < tokens.len() {
            if let Some((replacement, width)) = self.replacement(&tokens, at) {
                out.push_str(&replacement);
                at += width;
            } else {
                out.push_str(tokens[at].text);
                at += 1;
            }
        }
        out
    }

    fn replacement(&self, tokens: &[Token<'_>], at: usize) -> Option<(String, usize)> {
        match &tokens[at].kind {
            TokenKind::Literal => {
                let (_, after) = self
                    .objects
                    .iter()
                    .find(|(before, _)| tokens[at].text == quote_literal(&before.sql()))?;
                Some((quote_literal(&after.sql()), 1))
            }
            TokenKind::Name(first) => {
                if let (Some(dot), Some(Token { kind: TokenKind::Name(second), .. })) =
                    (tokens.get(at + 1), tokens.get(at + 2))
                    && dot.text == "."
                    && let Some((_, after)) = self.objects.iter().find(|(before, _)| {
                        before.namespace_name() == first && before.name() == second
                    })
                {
                    return Some((after.sql(), 3));
                }
                let after = self.columns.get(first)?;
                is_column(tokens, at).then(|| (quote_ident(after), 1))
            }
            TokenKind::Other => None,
        }
    }
}

/// Whether an expression of a table may mention a column, judged by its text.
///
/// It can answer yes too often (a keyword of the same name), never too seldom for text that
/// PostgreSQL printed.
pub fn mentions(text: &str, column: &str) -> bool {
    let tokens = tokens(text);
    (0..tokens.len()).any(|at| {
        matches!(&tokens[at].kind, TokenKind::Name(name) if name == column)
            && is_column(&tokens, at)
    })
}

/// A name is no column when it is a type after `::`, a function, or a qualifier or what it qualifies.
fn is_column(tokens: &[Token<'_>], at: usize) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let before = if at == 0 { "" } else { text(at - 1) };
    before != "::" && before != "." && text(at + 1) != "(" && text(at + 1) != "."
}

struct Token<'a> {
    text: &'a str,
    kind: TokenKind,
}

enum TokenKind {
    /// An identifier, unquoted.
    Name(String),
    /// A string literal.
    Literal,
    /// Anything else, spaces included.
    Other,
}

/// Cuts SQL into tokens whose texts, joined, are the input.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let (end, kind) = match bytes[start] {
            b'\'' => (literal_end(bytes, start, false), TokenKind::Literal),
            b'E' | b'e' if bytes.get(start + 1) == Some(&b'\'') => {
                (literal_end(bytes, start + 1, true), TokenKind::Literal)
            }
            b'"' => {
                let end = closing(bytes, start, b'"', false);
                let inner = text.get(start + 1..end.saturating_sub(1)).unwrap_or("");
                (end, TokenKind::Name(inner.replace("\"\"", "\"")))
            }
            b'$' => match dollar_end(text, start) {
                Some(end) => (end, TokenKind::Literal),
                None => (start + 1, TokenKind::Other),
            },
            b':' if bytes.get(start + 1) == Some(&b':') => (start + 2, TokenKind::Other),
            byte if is_name_start(byte) => {
                let end = run_end(bytes, start, |byte| {
                    is_name_start(byte) || byte.is_ascii_digit() || byte == b'$'
                });
                (end, TokenKind::Name(text[start..end].to_ascii_lowercase()))
            }
            byte if byte.is_ascii_digit() => {
                (run_end(bytes, start, |byte| byte.is_ascii_alphanumeric()), TokenKind::Other)
            }
            _ => (start + 1, TokenKind::Other),
        };
        found.push(Token { text: &text[start..end], kind });
        start = end;
    }
    found
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn run_end(bytes: &[u8], start: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes[start..].iter().position(|byte| !belongs(*byte)).map_or(bytes.len(), |at| start + at)
}

fn literal_end(bytes: &[u8], start: usize, escapes: bool) -> usize {
    closing(bytes, start, b'\'', escapes)
}

/// The end of what a quote opens at `start`; a doubled quote does not close it.
fn closing(bytes: &[u8], start: usize, quote: u8, escapes: bool) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        if escapes && bytes[at] == b'\\' {
            at += 2;
        } else if bytes[at] != quote {
            at += 1;
        } else if bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else {
            return at + 1;
        }
    }
    bytes.len()
}

fn dollar_end(text: &str, start: usize) -> Option<usize> {
    let close = text[start + 1..].find('$')? + start + 2;
    let tag = &text[start..close];
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !tag[1..tag.len() - 1].bytes().all(plain) {
        return None;
    }
    text[close..].find(tag).map(|at| close + at + tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_renamed_and_literals_functions_and_types_are_not() {
        let names =
            Names { columns: [("date".to_owned(), "Born".to_owned())].into(), objects: Vec::new() };
        assert_eq!(
            names.rewrite("((date > 'date'::date) AND (date(x) = \"date\"))"),
            "((\"Born\" > 'date'::date) AND (date(x) = \"Born\"))"
        );
        assert_eq!(names.rewrite("E'it\\'s date' || $q$date$q$"), "E'it\\'s date' || $q$date$q$");
    }

    #[test]
    fn qualified_names_and_sequence_literals_follow() {
        let names = Names {
            columns: BTreeMap::new(),
            objects: vec![
                (Address::enum_type("public", "state"), Address::enum_type("app", "State")),
                (Address::sequence("public", "s"), Address::sequence("public", "t")),
            ],
        };
        assert_eq!(names.rewrite("'a'::public.state"), "'a'::app.\"State\"");
        assert_eq!(names.rewrite("nextval('public.s'::regclass)"), "nextval('public.t'::regclass)");
    }

    #[test]
    fn mentioned_columns_are_seen() {
        assert!(mentions("(price > (0)::numeric)", "price"));
        assert!(!mentions("(total > (0)::numeric)", "price"));
        assert!(!mentions("(x = 'price')", "price"));
        assert!(mentions("(\"Größe\" > 1)", "Größe"));
    }

    #[test]
    fn unclosed_quotes_end_with_the_text() {
        assert_eq!(Names::default().rewrite("'a"), "'a");
        assert_eq!(Names::default().rewrite("\"a"), "\"a");
        assert!(!mentions("E'\\", "a"));
    }
}
