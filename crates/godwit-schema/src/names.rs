use crate::quote::MAX_NAME_BYTES;

/// The name that PostgreSQL makes for an unnamed constraint, index or sequence.
///
/// Joins `first`, `second` and `label` by underscores; if that is over 63 bytes, the longer of the
/// first two is shortened, byte by byte, until it fits, cut back to whole characters
/// (`makeObjectName` of `src/backend/commands/indexcmds.c`).
pub fn make_object_name(first: &str, second: Option<&str>, label: Option<&str>) -> String {
    let overhead = second.map_or(0, |_| 1) + label.map_or(0, |label| label.len() + 1);
    let available = MAX_NAME_BYTES.saturating_sub(overhead);
    let (mut first_len, mut second_len) = (first.len(), second.map_or(0, str::len));
    while first_len + second_len > available {
        if first_len > second_len {
            first_len -= 1;
        } else {
            second_len -= 1;
        }
    }
    let mut name = clip(first, first_len).to_owned();
    if let Some(second) = second {
        name.push('_');
        name.push_str(clip(second, second_len));
    }
    if let Some(label) = label {
        name.push('_');
        name.push_str(label);
    }
    name
}

/// The first name of the row `base`, `base1`, `base2`, … that is not taken, each made like
/// [`make_object_name`] (`ChooseRelationName`, `ChooseConstraintName`).
pub fn choose_name(
    first: &str,
    second: Option<&str>,
    label: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut name = make_object_name(first, second, Some(label));
    let mut pass = 0_u32;
    while taken(&name) {
        pass += 1;
        name = make_object_name(first, second, Some(&format!("{label}{pass}")));
    }
    name
}

/// Cuts to at most `bytes` bytes without splitting a character (`pg_mbcliplen`).
pub fn clip(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measured on PostgreSQL 15.
    #[test]
    fn overlong_names_lose_their_longer_part_first() {
        assert_eq!(
            make_object_name(
                "this_is_a_really_long_table_name_for_godwit",
                Some("a_long_column_name_to_overflow"),
                Some("key")
            ),
            "this_is_a_really_long_table_n_a_long_column_name_to_overflo_key"
        );
        assert_eq!(make_object_name("t", Some("a_b"), Some("fkey")), "t_a_b_fkey");
        assert_eq!(make_object_name("t", None, Some("pkey")), "t_pkey");
    }

    #[test]
    fn taken_names_are_numbered() {
        assert_eq!(choose_name("t", Some("a"), "fkey", |name| name == "t_a_fkey"), "t_a_fkey1");
    }
}
