/// A text that PostgreSQL printed, so that reading it gives the same tree again.
///
/// It prints an array that was cast as a whole as `(ARRAY[…])::text[]`, and reads that as a cast of
/// each element, so that what it prints then is another text (trap: a `CHECK` over `varchar` with
/// `IN`). With the array's own type said first, the outer cast is again one of the whole.
pub(crate) fn faithful(sql: &str) -> String {
    const OPEN: &str = "(ARRAY[";
    if !sql.contains(OPEN) {
        return sql.to_owned();
    }
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(OPEN) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        // A name in front makes it the argument of a function.
        let is_argument =
            before.ends_with(|last: char| last.is_alphanumeric() || "_\"".contains(last));
        match cast_array(from).filter(|_| !is_argument) {
            Some((array, element)) => {
                out.push_str(&format!("(({})::{element}[])", faithful(array)));
                rest = &from[array.len() + 2..];
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

/// `ARRAY[…]` of a text that begins with `(ARRAY[…])::type[]`, and the type of its elements.
fn cast_array(text: &str) -> Option<(&str, String)> {
    let inner = &text[1..];
    let end = closing(inner, "ARRAY".len())? + 1;
    let cast = inner[end..].strip_prefix(")::")?;
    let stop = cast.find("[]")?;
    cast[..stop].chars().all(|one| one.is_alphanumeric() || "_ .\"".contains(one)).then_some(())?;
    let elements = &inner["ARRAY[".len()..end - 1];
    let first = &elements[..first_comma(elements)];
    Some((&inner[..end], data_type(first.trim())?))
}

/// The place of the bracket that closes the one at `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, one) in outside_quotes(text).filter(|(at, _)| *at >= open) {
        match one {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn first_comma(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, one) in outside_quotes(text) {
        match one {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// Characters that stand in no string and no quoted name.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    text.char_indices().filter(move |(_, one)| match quote {
        Some(open) => {
            if open == *one {
                quote = None;
            }
            false
        }
        None if matches!(one, '\'' | '"') => {
            quote = Some(*one);
            false
        }
        None => true,
    })
}

/// The type of an element as it is printed: a cast, or a bare literal.
fn data_type(element: &str) -> Option<String> {
    if let Some(at) =
        outside_quotes(element).filter(|(at, _)| element[*at..].starts_with("::")).last()
    {
        let name = &element[at.0 + 2..];
        let plain = name.chars().all(|one| one.is_alphanumeric() || "_ .\"(),".contains(one));
        // The length of an element is no matter of the array's type.
        return plain.then(|| name.split('(').next().unwrap_or(name).trim_end().to_owned());
    }
    match element {
        "true" | "false" => Some("boolean".to_owned()),
        _ if element.parse::<i32>().is_ok() => Some("integer".to_owned()),
        _ if element.parse::<i64>().is_ok() => Some("bigint".to_owned()),
        _ if element.parse::<f64>().is_ok() => Some("numeric".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t01_a_cast_of_a_whole_array_stays_one() {
        assert_eq!(
            faithful(
                "(v)::text = ANY ((ARRAY['x]'::character varying, 'y'::character varying])::text[])"
            ),
            "(v)::text = ANY (((ARRAY['x]'::character varying, 'y'::character varying])::character varying[])::text[])"
        );
        assert_eq!(
            faithful("f((ARRAY[1, 2])::numeric[])"),
            "f(((ARRAY[1, 2])::integer[])::numeric[])"
        );
    }

    #[test]
    fn other_arrays_are_left_alone() {
        for text in [
            "ANY (ARRAY['a'::text])",
            "f(ARRAY[1])",
            "(ARRAY[a, b])::text[]",
            "'(ARRAY[1])::text[]'",
        ] {
            assert!(!faithful(text).contains("))::"), "{text}");
        }
    }
}
