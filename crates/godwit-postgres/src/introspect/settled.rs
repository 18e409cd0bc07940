//! What the server prints is not always what it prints once more after reading it back. Texts are
//! turned into what it prints the second time, so that a dump, a plan or a scratch copy of an object
//! has the text of its original.

use super::terms::in_a_row;

/// The text with the field of every `EXTRACT(field FROM …)` in small letters, a space before the rows
/// of every `FROM ( VALUES …)`, terms of one `AND` or `OR` in one row, and every cast of an array,
/// `(ARRAY[a, b])::text[]`, moved into the array: `ARRAY[(a)::text, (b)::text]`.
///
/// So does the server when it reads such a cast (`transformArrayExpr` of `parse_expr.c`); it prints the
/// first form after it made the cast by itself, as for `v IN ('x', 'y')` on a `varchar` column. Text in
/// quotes is left alone.
pub fn settled(text: String) -> String {
    let mut settled = in_a_row(spaced_rows(small_fields(text)));
    if !settled.contains("])::") {
        return settled;
    }
    while let Some(next) = move_one(&settled) {
        settled = next;
    }
    settled
}

/// The field of `EXTRACT('YEAR' FROM …)` is printed as a word (`get_func_sql_syntax` of `ruleutils.c`),
/// and a word is read in small letters.
fn small_fields(text: String) -> String {
    const EXTRACT: &str = "EXTRACT(";
    let mut small = text;
    let mut from = 0;
    while let Some(found) = small[from..].find(EXTRACT) {
        let at = from + found;
        from = at + EXTRACT.len();
        let rest = &small[from..];
        let length = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
        let is_large = rest[..length].chars().any(|letter| letter.is_ascii_uppercase());
        if is_large && rest[length..].starts_with(" FROM ") && !is_quoted(&small, at) {
            small[from..from + length].make_ascii_lowercase();
        }
    }
    small
}

/// Rows that a view has as its whole query are printed as `FROM (VALUES …) "*VALUES*"` where the view
/// names its columns (`get_from_clause_item` of `ruleutils.c`), and are a subquery, with a space, once
/// that is read.
fn spaced_rows(text: String) -> String {
    const ROWS: &str = "(VALUES (";
    let mut spaced = text;
    let mut from = 0;
    while let Some(found) = spaced[from..].find(ROWS) {
        let at = from + found;
        from = at + ROWS.len();
        if !is_quoted(&spaced, at) {
            spaced.insert(at + 1, ' ');
        }
    }
    spaced
}

fn move_one(text: &str) -> Option<String> {
    let mut from = 0;
    while let Some(found) = text[from..].find("(ARRAY[") {
        let at = from + found;
        from = at + 1;
        // `f(ARRAY[a])::text` is a call.
        let called = text[..at]
            .ends_with(|letter: char| letter.is_alphanumeric() || "_\"$".contains(letter));
        if called || is_quoted(text, at) {
            continue;
        }
        let Some((inner, after)) = elements(&text[at + "(ARRAY[".len()..]) else { continue };
        let Some(cast) = after.strip_prefix(")::") else { continue };
        let Some(length) = array_type(cast) else { continue };
        if inner.iter().any(|element| element.starts_with("ARRAY[") || element.is_empty()) {
            continue;
        }
        let (name, rest) = (&cast[..length], &cast[length + "[]".len()..]);
        let moved: Vec<String> =
            inner.iter().map(|element| format!("({element})::{name}")).collect();
        return Some(format!("{}ARRAY[{}]{rest}", &text[..at], moved.join(", ")));
    }
    None
}

/// The elements up to the closing bracket, and what follows it.
fn elements(text: &str) -> Option<(Vec<&str>, &str)> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        match letter {
            '\'' | '"' => at += quoted(&text[at..])? - 1,
            '(' | '[' => depth += 1,
            ']' if depth == 0 => {
                found.push(text[start..at].trim());
                return Some((found, &text[at + 1..]));
            }
            ')' | ']' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
    None
}

/// Length of a quoted text; `E'…'` is told by the letter before, which the server prints only where
/// there are backslashes.
fn quoted(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut at = 1;
    loop {
        at += text[at..].find(quote)? + 1;
        if !text[at..].starts_with(quote) {
            return Some(at);
        }
        at += 1;
    }
}

/// Length of the name of an element type that is followed by `[]`. One with a modifier is left alone.
fn array_type(text: &str) -> Option<usize> {
    let end = text.find("[]")?;
    let plain = text[..end]
        .chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.' | ' ' | '"'));
    (end > 0 && plain && !text[end + 2..].starts_with("[]")).then_some(end)
}

/// Whether a place lies inside quotes or a dollar-quoted text.
fn is_quoted(text: &str, place: usize) -> bool {
    let mut at = 0;
    while at < place {
        let rest = &text[at..];
        let Some(letter) = rest.chars().next() else { return false };
        at += step(rest, letter);
    }
    at > place
}

/// Length of what begins a text: all of it that is in quotes or dollars, or its first letter.
pub(super) fn step(text: &str, letter: char) -> usize {
    match letter {
        '\'' | '"' => quoted(text).unwrap_or(text.len()),
        '$' => match text[1..].find('$') {
            Some(end) if text[1..=end].chars().all(|c| c.is_alphanumeric() || c == '_') => {
                let tag = &text[..end + 2];
                text[tag.len()..].find(tag).map_or(text.len(), |found| found + 2 * tag.len())
            }
            _ => 1,
        },
        other => other.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::settled;

    /// Left: what PostgreSQL 15 prints first; right: what it prints after reading that back.
    #[test]
    fn a_text_is_what_the_server_prints_the_second_time() {
        for (first, second) in [
            (
                "((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))",
                "((a)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text]))",
            ),
            (
                "((a)::text <> ALL ((ARRAY['x, ('::character varying, 'y]'''::character varying])::text[]))",
                "((a)::text <> ALL (ARRAY[('x, ('::character varying)::text, ('y]'''::character varying)::text]))",
            ),
            ("(array_append(ARRAY[k.a], 'x'::character varying))::text[]", ""),
            ("(f(ARRAY[k.a]))::text[]", ""),
            ("f(ARRAY[k.a])::text[]", ""),
            ("(ARRAY[]::character varying[])::text[]", ""),
            ("'(ARRAY[a])::text[]'::text", ""),
            ("CREATE FUNCTION f() AS $f$ SELECT (ARRAY[a])::text[] $f$", ""),
            ("(ARRAY[a, b])::numeric(5,1)[]", ""),
            (
                "(EXTRACT(YEAR FROM now()) - (1)::numeric)",
                "(EXTRACT(year FROM now()) - (1)::numeric)",
            ),
            (
                "('EXTRACT(YEAR FROM now())'::text || EXTRACT(DoW FROM d))",
                "('EXTRACT(YEAR FROM now())'::text || EXTRACT(dow FROM d))",
            ),
            (
                "SELECT '(VALUES (1))'::text AS a FROM (VALUES (1,'(VALUES ('::text)) \"*VALUES*\"",
                "SELECT '(VALUES (1))'::text AS a FROM ( VALUES (1,'(VALUES ('::text)) \"*VALUES*\"",
            ),
            ("SELECT a FROM ( VALUES (1)) x(a) UNION ALL VALUES (2)", ""),
            ("((((a > 1) AND (a < 2)) AND b) OR c)", "(((a > 1) AND (a < 2) AND b) OR c)"),
        ] {
            let wanted = if second.is_empty() { first } else { second };
            assert_eq!(settled(first.to_owned()), wanted);
            assert_eq!(settled(wanted.to_owned()), wanted);
        }
    }
}
