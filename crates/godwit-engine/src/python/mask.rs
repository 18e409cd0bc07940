use super::Variable;

const BLOT: &str = "***";

/// A text without the values of given variables and without the passwords of URLs.
pub(super) fn masked(text: &str, variables: &[Variable]) -> String {
    let mut text = text.to_owned();
    for variable in variables {
        // A short value (`1`, `dev`) is no secret, and blotting it would spoil the text.
        if variable.value.reveal().len() >= 6 {
            text = text.replace(variable.value.reveal(), BLOT);
        }
    }
    without_passwords(&text)
}

/// `scheme://user:password@host` becomes `scheme://user:***@host`.
fn without_passwords(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        masked.push_str(before);
        let end = after
            .find(|letter: char| letter.is_whitespace() || "/'\"<>".contains(letter))
            .unwrap_or(after.len());
        let (authority, tail) = after.split_at(end);
        match authority.rsplit_once('@') {
            Some((login, host)) if login.contains(':') => {
                let user = login.split(':').next().unwrap_or_default();
                masked.push_str(&format!("{user}:{BLOT}@{host}"));
            }
            _ => masked.push_str(authority),
        }
        rest = tail;
    }
    masked.push_str(rest);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_given_values_are_blotted_out() {
        let given = [Variable::new("TOKEN", "swordfish"), Variable::new("DEBUG", "1")];
        let masked = |text| masked(text, &given);
        assert_eq!(masked("token swordfish, 1 time"), "token ***, 1 time");
        assert_eq!(
            masked("could not reach 'postgresql+asyncpg://me:s3:c@ret@host:5432/db'"),
            "could not reach 'postgresql+asyncpg://me:***@host:5432/db'"
        );
        assert_eq!(masked("see https://example.org/a:b@c"), "see https://example.org/a:b@c");
        assert_eq!(masked("postgres://host/db"), "postgres://host/db");
    }
}
