/// A text as the reader keeps it, so that PostgreSQL makes of it what it makes of `v IN ('x', 'y')` on a
/// `varchar` column.
///
/// That is a cast of a whole array, which it prints as `(ARRAY['x'::character varying, …])::text[]` and
/// would read as casts of the elements; the reader keeps the latter form for both. With the array's own
/// type said first, the cast is again one of the whole, and a dump shows the text that everyone has
/// (trap: a restored database differs from a migrated one for ever).
pub fn faithful(sql: &str) -> String {
    const OPEN: &str = "ARRAY[";
    if !sql.contains("::character varying)::text]") {
        return sql.to_owned();
    }
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(OPEN) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match whole(&from[OPEN.len()..]) {
            Some((elements, length)) => {
                let elements = elements.join(", ");
                out.push_str(&format!("((ARRAY[{elements}])::character varying[])::text[]"));
                rest = &from[OPEN.len() + length..];
            }
            None => {
                out.push_str(OPEN);
                rest = &from[OPEN.len()..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The elements of an array, which are all literals of `varchar` cast to `text`, and the length of
/// their text with the closing bracket.
fn whole(text: &str) -> Option<(Vec<String>, usize)> {
    const CAST: &str = "::character varying";
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let literal = text[at..].strip_prefix('(')?;
        let end = literal_end(literal)?;
        let after = literal[end..].strip_prefix(CAST)?.strip_prefix(")::text")?;
        found.push(format!("{}{CAST}", &literal[..end]));
        at = text.len() - after.len();
        if after.starts_with(']') {
            return Some((found, at + 1));
        }
        at += after.starts_with(", ").then_some(2)?;
    }
}

/// Where a string literal ends, `E'…'` included.
fn literal_end(text: &str) -> Option<usize> {
    let escapes = text.starts_with('E');
    let mut letters = text.char_indices().skip(usize::from(escapes)).peekable();
    letters.next_if(|(_, letter)| *letter == '\'')?;
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if escapes => {
                letters.next();
            }
            '\'' if letters.next_if(|(_, next)| *next == '\'').is_none() => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::faithful;

    #[test]
    fn t01_a_list_of_varchars_is_cast_as_a_whole() {
        let kept =
            "v = ANY (ARRAY[('x]'::character varying)::text, ('y'''::character varying)::text])";
        let said = "v = ANY (((ARRAY['x]'::character varying, 'y'''::character varying])::character varying[])::text[])";
        assert_eq!(faithful(kept), said);
    }

    #[test]
    fn other_arrays_are_left_alone() {
        for text in [
            "ANY (ARRAY['a'::text])",
            "f(ARRAY[(1)::numeric, (2)::numeric])",
            "ARRAY[('x'::character varying)::text, b]",
            "ARRAY[(a)::text, ('x'::character varying)::text]",
        ] {
            assert_eq!(faithful(text), text);
        }
    }
}
