use std::ops::Range;

/// What a piece of SQL text is, as far as it must be known to rename types in an expression and to be
/// sure that the expression ends where its text ends (manual, section 4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// An identifier or keyword: folded when it was not quoted, unescaped when it was.
    Word { name: String, quoted: bool },
    /// A string, bit string, number or dollar-quoted text.
    Literal,
    /// `.`
    Dot,
    /// `::`
    Cast,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// Any other character but `;`, which is refused.
    Symbol,
}

/// Splits an expression; white space and comments are left out.
///
/// # Errors
/// Why the text cannot be one expression: text that would end the statement around it is never sent.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, &'static str> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let start = at;
        let token = if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        } else if rest.starts_with("--") {
            at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            at += comment(rest)?;
            continue;
        } else if letter == '\'' {
            // Escapes of the first part would hold in the second too.
            if matches!(found.last(), Some((Token::Literal, _))) {
                return Err(
                    "it continues a text in a second pair of quotes, which is not supported",
                );
            }
            at += quoted(rest, '\'', false)?;
            Token::Literal
        } else if letter == '"' {
            at += quoted(rest, '"', false)?;
            let inner = text[start + 1..at - 1].replace("\"\"", "\"");
            Token::Word { name: inner, quoted: true }
        } else if letter == '$' {
            match dollar_quoted(rest)? {
                Some(length) => at += length,
                None => at += 1,
            }
            Token::Literal
        } else if letter.is_ascii_digit() {
            at += rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
                .unwrap_or(rest.len());
            Token::Literal
        } else if letter.is_alphabetic() || letter == '_' || !letter.is_ascii() {
            let length = rest
                .find(|c: char| {
                    c.is_ascii() && !(c.is_ascii_alphanumeric() || c == '_' || c == '$')
                })
                .unwrap_or(rest.len());
            let word = &rest[..length];
            let after = &rest[length..];
            at += length;
            if after.starts_with('\'')
                && matches!(word, "e" | "E" | "b" | "B" | "x" | "X" | "n" | "N")
            {
                at += quoted(after, '\'', matches!(word, "e" | "E"))?;
                Token::Literal
            } else if matches!(word, "u" | "U")
                && (after.starts_with("&'") || after.starts_with("&\""))
            {
                // Its escape character may be chosen by a UESCAPE that follows.
                return Err("it holds a text with Unicode escapes, which are not supported");
            } else {
                Token::Word { name: word.to_ascii_lowercase(), quoted: false }
            }
        } else if rest.starts_with("::") {
            at += 2;
            Token::Cast
        } else {
            at += letter.len_utf8();
            match letter {
                '\0' => return Err("it holds a NUL character"),
                ';' => return Err("it holds a semicolon"),
                '.' => Token::Dot,
                '(' | '[' => {
                    open.push(letter);
                    Token::Open
                }
                ')' | ']' => {
                    let wanted = if letter == ')' { '(' } else { '[' };
                    if open.pop() != Some(wanted) {
                        return Err("it closes a parenthesis that it does not open");
                    }
                    Token::Close
                }
                _ => Token::Symbol,
            }
        };
        found.push((token, start..at));
    }
    if !open.is_empty() {
        return Err("it does not close a parenthesis");
    }
    if found.is_empty() { Err("it is empty") } else { Ok(found) }
}

/// Length of a text between quotes, doubled quotes inside; with backslash escapes if `escapes`.
fn quoted(rest: &str, quote: char, escapes: bool) -> Result<usize, &'static str> {
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\0' {
            return Err("it holds a NUL character");
        } else if escapes && letter == '\\' {
            letters.next();
        } else if letter == quote {
            if letters.peek().is_some_and(|(_, next)| *next == quote) {
                letters.next();
            } else {
                return Ok(at + 1);
            }
        }
    }
    Err("it does not close a quote")
}

/// Length of a dollar-quoted text; `None` when the dollar begins none.
fn dollar_quoted(rest: &str) -> Result<Option<usize>, &'static str> {
    let Some(end) = rest[1..].find('$') else { return Ok(None) };
    let tag = &rest[..end + 2];
    let name = &tag[1..tag.len() - 1];
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || !c.is_ascii());
    if !plain || name.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let body = &rest[tag.len()..];
    match body.find(tag) {
        Some(at) => Ok(Some(tag.len() + at + tag.len())),
        None => Err("it does not close a quote"),
    }
}

/// Length of a comment; comments nest.
fn comment(rest: &str) -> Result<usize, &'static str> {
    let mut depth = 0_u32;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Ok(at);
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    Err("it does not close a comment")
}

/// Replaces type names: `name` gets the namespace, when one is written, and the name, and gives what
/// stands in their place. Only names that are qualified, or that a cast makes a type, are asked about.
pub(super) fn rename_types(
    text: &str,
    name: impl Fn(Option<&str>, &str) -> Option<String>,
) -> Result<String, &'static str> {
    let tokens = tokens(text)?;
    let word = |at: usize| match tokens.get(at) {
        Some((Token::Word { name, .. }, _)) => Some(name.as_str()),
        _ => None,
    };
    let is = |at: usize, wanted: &Token| tokens.get(at).is_some_and(|(token, _)| token == wanted);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    let mut at = 0;
    while at < tokens.len() {
        let begins = at == 0 || !is(at - 1, &Token::Dot);
        let cast = at > 0
            && (is(at - 1, &Token::Cast)
                || is(at - 1, &Token::Word { name: "as".to_owned(), quoted: false }));
        let (replacement, taken) = match word(at) {
            Some(first) if begins && is(at + 1, &Token::Dot) => {
                (word(at + 2).and_then(|second| name(Some(first), second)), 3)
            }
            Some(first) if begins && cast => (name(None, first), 1),
            _ => (None, 1),
        };
        if let Some(replacement) = replacement {
            out.push_str(&text[copied..tokens[at].1.start]);
            out.push_str(&replacement);
            copied = tokens[at + taken - 1].1.end;
            at += taken;
        } else {
            at += 1;
        }
    }
    out.push_str(&text[copied..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_end_its_statement_is_refused() {
        for text in [
            "1); DROP TABLE t; --",
            "1; COMMIT",
            "1) --",
            "(1",
            "'open",
            "\"open",
            "$x$ open $y$",
            "/* open /* closed */",
            "E'\\'",
            "E'a'\n'\\''; DROP TABLE t; --'",
            "1e'\\''; DROP TABLE t; --'",
            "U&'\\0041'",
            "f(])",
            "'a\0b'",
            "  -- nothing",
            "",
        ] {
            assert!(tokens(text).is_err(), "{text}");
        }
    }

    #[test]
    fn quotes_hide_what_they_hold() {
        for text in [
            "';)'",
            "'it''s;'",
            "E'\\';'",
            "$$;)$$",
            "$tag$;$$)$tag$",
            "\"a;b\"",
            "/* ;) /* ; */ */ 1",
            "1 -- ;)\n + 2",
            "a <> ALL (ARRAY[1, 2])",
            "größe > 0",
            "x->>'a;b' = '('",
        ] {
            assert!(tokens(text).is_ok(), "{text}: {:?}", tokens(text));
        }
    }

    #[test]
    fn only_types_are_renamed() {
        let name = |namespace: Option<&str>, name: &str| {
            (namespace.is_none_or(|found| found == "app") && name == "st")
                .then(|| "pg_temp.x".to_owned())
        };
        for (text, renamed) in [
            ("'st'::st", "'st'::pg_temp.x"),
            ("st = 'app.st'::app.st", "st = 'app.st'::pg_temp.x"),
            ("st = ANY ('{a}'::\"app\" . st[])", "st = ANY ('{a}'::pg_temp.x[])"),
            ("CAST('a' AS st)", "CAST('a' AS pg_temp.x)"),
            ("other.app.st", "other.app.st"),
            ("'a'::\"ST\"", "'a'::\"ST\""),
            ("'a'::public.st", "'a'::public.st"),
        ] {
            assert_eq!(rename_types(text, name).as_deref(), Ok(renamed));
        }
    }
}
