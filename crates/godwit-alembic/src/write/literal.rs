//! Python literals and calls.

use godwit_plan::faithful;

/// Longer calls have a line for each argument.
const LINE: usize = 92;

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

/// SQL where SQLAlchemy reads `:name` as a parameter: `op.execute`, a check's condition. Several
/// lines become a joined literal, one line each.
pub(super) fn sql(sql: &str) -> String {
    let escaped = without_parameters(sql);
    let lines: Vec<&str> = escaped.split_inclusive('\n').collect();
    if lines.len() < 2 {
        return text(&escaped);
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("    {}", text(line))).collect();
    format!("\n{}\n", lines.join("\n"))
}

/// SQL inside a longer call, on one line.
pub(super) fn sql_argument(sql: &str) -> String {
    text(&without_parameters(sql))
}

/// SQL inside `sa.text(…)`.
pub(super) fn sa_text(sql: &str) -> String {
    format!("sa.text({})", sql_argument(&faithful(sql)))
}

/// An expression that SQLAlchemy puts into parentheses by itself.
pub(super) fn condition(expression: &str) -> String {
    sql_argument(&faithful(bare(expression)))
}

/// Names as a Python list.
pub(super) fn list(names: &[String]) -> String {
    format!("[{}]", names.iter().map(|name| text(name)).collect::<Vec<_>>().join(", "))
}

/// `True` or `False`.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// A call, on one line when it is short.
pub(super) fn call(function: &str, arguments: &[String]) -> String {
    let line = format!("{function}({})", arguments.join(", "));
    if line.chars().count() <= LINE {
        line
    } else {
        format!("{function}(\n    {},\n)", arguments.join(",\n    "))
    }
}

/// SQLAlchemy's `text` takes a colon and the whole word behind it for a parameter when no colon
/// follows and neither a colon, a word nor a backslash stands before; a backslash before such a
/// colon it takes away. So one is put there for it to take.
fn without_parameters(sql: &str) -> String {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut out = String::with_capacity(sql.len());
    let mut before = ' ';
    for (at, letter) in sql.char_indices() {
        if letter == ':' && before != ':' && !word(before) {
            let behind = &sql[at + 1..];
            let rest = behind.trim_start_matches(word);
            let named = rest.len() < behind.len();
            if !rest.starts_with(':') && (named || before == '\\') {
                out.push('\\');
            }
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// The expression without a pair of parentheses around all of it. With escapes or dollar quotes in
/// it they stay, which means the same.
fn bare(expression: &str) -> &str {
    let text = expression.trim();
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return text;
    };
    let mut depth = 0_i32;
    let mut quote = None;
    for letter in inner.chars() {
        match (quote, letter) {
            (_, '\\') | (None, '$') => return text,
            (Some(open), letter) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
        if depth < 0 {
            return text;
        }
    }
    if quote.is_none() && depth == 0 { inner } else { text }
}

/// Text that may stand inside a triple-quoted docstring.
pub(super) fn docstring(text: &str) -> String {
    text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_escaped() {
        assert_eq!(text("it's"), "\"it's\"");
        assert_eq!(text("a'b\"c\\"), "'a\\'b\"c\\\\'");
        assert_eq!(text("a\u{7}\n"), "'a\\u0007\\n'");
    }

    #[test]
    fn only_what_reads_as_a_parameter_is_escaped() {
        assert_eq!(without_parameters("SELECT ':x'::text, a[1:b]"), r"SELECT '\:x'::text, a[1:b]");
        // No parameter: a colon follows the word.
        assert_eq!(without_parameters("a ~ '[[:alpha:]]'"), "a ~ '[[:alpha:]]'");
        assert_eq!(without_parameters("'12:30' ':' ': '"), "'12:30' ':' ': '");
        // SQLAlchemy takes one backslash away, so there must be two.
        assert_eq!(without_parameters(r"'\:x' '\:' '\:x:'"), r"'\\:x' '\\:' '\:x:'");
    }

    #[test]
    fn conditions_mean_to_postgresql_what_they_mean_in_a_plan() {
        let kept = "((v)::text = ANY (ARRAY[('x'::character varying)::text]))";
        let said =
            "(v)::text = ANY (((ARRAY['x'::character varying])::character varying[])::text[])";
        assert_eq!(condition(kept), text(&without_parameters(said)));
        assert_eq!(
            sa_text(kept),
            format!("sa.text({})", text(&without_parameters(&format!("({said})"))))
        );
    }

    #[test]
    fn parentheses_around_all_of_it_go() {
        assert_eq!(bare("(a > 0)"), "a > 0");
        assert_eq!(bare("(a) > (0)"), "(a) > (0)");
        assert_eq!(bare("((a > 0) AND (b > 0))"), "(a > 0) AND (b > 0)");
        assert_eq!(bare("(a = ')(')"), "a = ')('");
        assert_eq!(bare("(a = '(') OR (b)"), "(a = '(') OR (b)");
        assert_eq!(bare("(a = E'\\')')"), "(a = E'\\')')");
    }

    #[test]
    fn long_calls_have_a_line_for_each_argument() {
        assert_eq!(call("op.f", &["'a'".to_owned()]), "op.f('a')");
        let long = text(&"x".repeat(LINE));
        assert_eq!(call("op.f", std::slice::from_ref(&long)), format!("op.f(\n    {long},\n)"));
    }
}
