//! Python literals.

/// A text as a Python string literal on one line.
pub(super) fn text(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::new();
    out.push(quote);
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter == quote => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push(quote);
    out
}

/// SQL for `op.execute` and `sa.text`, which read `:name` as a parameter unless its colon is
/// escaped. Several lines become a joined literal, one line each.
pub(super) fn sql(sql: &str) -> String {
    let escaped = without_parameters(sql);
    let lines: Vec<&str> = escaped.split_inclusive('\n').collect();
    if lines.len() < 2 {
        return text(&escaped);
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("    {}", text(line))).collect();
    format!("\n{}\n", lines.join("\n"))
}

/// SQL inside `sa.text(…)`.
pub(super) fn sa_text(sql: &str) -> String {
    format!("sa.text({})", text(&without_parameters(sql)))
}

/// Names as a Python list.
pub(super) fn list(names: &[String]) -> String {
    format!("[{}]", names.iter().map(|name| text(name)).collect::<Vec<_>>().join(", "))
}

/// SQLAlchemy's `text` takes a colon for a parameter when a word follows and neither a colon, a word
/// nor a backslash stands before it.
fn without_parameters(sql: &str) -> String {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut out = String::with_capacity(sql.len());
    let mut before = ' ';
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        let follows = letters.peek().copied().is_some_and(word);
        if letter == ':' && follows && before != ':' && before != '\\' && !word(before) {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// Text that may stand inside a triple-quoted docstring.
pub(super) fn docstring(text: &str) -> String {
    text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_and_quotes_are_escaped() {
        assert_eq!(text("it's"), "\"it's\"");
        assert_eq!(text("a'b\"c\\"), "'a\\'b\"c\\\\'");
        assert_eq!(sql("SELECT ':x'::text, a[1:b]"), "\"SELECT '\\\\:x'::text, a[1:b]\"");
    }
}
