use super::settled::step;

/// Terms of `AND`, or of `OR`, in a group that is open.
struct Group {
    /// Place of its parenthesis.
    at: usize,
    /// Whether it is the first thing in a group.
    leads: bool,
    /// What joins its terms.
    joined_by: Option<&'static str>,
}

/// The text with `((a AND b) AND c)` as `(a AND b AND c)`, and `OR` alike.
///
/// The parser takes terms of an `AND` that are first in another to be that one's (`makeAndExpr` of
/// `gram.y`); the server has and prints the former where it made the inner one itself, as of `BETWEEN`.
pub(super) fn in_a_row(text: String) -> String {
    if !text.contains(") AND ") && !text.contains(") OR ") {
        return text;
    }
    let mut open: Vec<Group> = Vec::new();
    let mut needless: Vec<usize> = Vec::new();
    let mut before = ' ';
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        match letter {
            '(' => open.push(Group { at, leads: before == '(', joined_by: None }),
            ')' => {
                if let Some(group) = open.pop()
                    && group.leads
                    && group.joined_by.is_some_and(|word| rest[1..].starts_with(word))
                {
                    needless.extend([group.at, at]);
                }
            }
            ' ' => {
                if let Some(word) =
                    [" AND ", " OR "].into_iter().find(|word| rest.starts_with(word))
                    && let Some(group) = open.last_mut()
                {
                    group.joined_by = Some(word);
                }
            }
            _ => {}
        }
        before = letter;
        at += step(rest, letter);
    }
    needless.sort_unstable();
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for at in needless {
        kept.push_str(&text[from..at]);
        from = at + 1;
    }
    kept.push_str(&text[from..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::in_a_row;

    /// Each as PostgreSQL 15 prints it, and what it prints of that.
    #[test]
    fn only_the_first_terms_are_taken_out() {
        for (printed, again) in [
            ("(((a >= 0) AND (a <= 1)) AND (b > 0))", "((a >= 0) AND (a <= 1) AND (b > 0))"),
            ("((b > 0) AND ((a >= 0) AND (a <= 1)))", ""),
            ("((((a OR b) OR c) OR (d AND e)) AND f)", "((a OR b OR c OR (d AND e)) AND f)"),
            ("((((a AND b) AND c) AND d) OR e)", "((a AND b AND c AND d) OR e)"),
            ("((a OR b) AND c)", ""),
            ("((NOT (a AND b)) AND c)", ""),
            ("((a = '((b AND c) AND d)'::text) AND c)", ""),
            ("f((a AND b), (c AND d))", ""),
        ] {
            let wanted = if again.is_empty() { printed } else { again };
            assert_eq!(in_a_row(printed.to_owned()), wanted);
            assert_eq!(in_a_row(wanted.to_owned()), wanted);
        }
    }
}
