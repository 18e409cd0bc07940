//! Texts of expressions, cut into tokens.

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
pub(crate) fn is_column(tokens: &[Token<'_>], at: usize) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let before = if at == 0 { "" } else { text(at - 1) };
    before != "::" && before != "." && text(at + 1) != "(" && text(at + 1) != "."
}

/// A piece of SQL.
pub(crate) struct Token<'a> {
    /// As it stands there.
    pub text: &'a str,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
pub(crate) enum TokenKind {
    /// An identifier, unquoted.
    Name(String),
    /// A string literal.
    Literal,
    /// Anything else, spaces included.
    Other,
}

/// Cuts SQL into tokens whose texts, joined, are the input.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
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
    fn mentioned_columns_are_seen() {
        assert!(mentions("(price > (0)::numeric)", "price"));
        assert!(!mentions("(total > (0)::numeric)", "price"));
        assert!(!mentions("(x = 'price')", "price"));
        assert!(mentions("(\"Größe\" > 1)", "Größe"));
    }

    #[test]
    fn unclosed_quotes_end_with_the_text() {
        let joined = |text| tokens(text).iter().map(|token| token.text).collect::<String>();
        assert_eq!(joined("'a"), "'a");
        assert_eq!(joined("\"a"), "\"a");
        assert!(!mentions("E'\\", "a"));
    }
}
