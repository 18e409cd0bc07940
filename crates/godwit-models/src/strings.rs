use crate::value::Value;

/// A method of a constant text; `joined` holds the parts when the argument is a sequence.
pub(crate) fn method(
    text: &str,
    method: &str,
    args: &[String],
    joined: Option<&[String]>,
) -> Option<Value> {
    let arg = |at: usize| args.get(at).map(String::as_str);
    let chars = |one: Option<&str>, trim: fn(&str, &str) -> String| match one {
        Some(set) => trim(text, set),
        None => trim(text, " \t\n\r"),
    };
    Some(Value::str(match method {
        "lower" | "casefold" => text.to_lowercase(),
        "upper" => text.to_uppercase(),
        "capitalize" => {
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase()
            })
        }
        "title" => {
            let mut start = true;
            text.chars()
                .map(|letter| {
                    let made = if start {
                        letter.to_ascii_uppercase()
                    } else {
                        letter.to_ascii_lowercase()
                    };
                    start = !letter.is_alphabetic();
                    made
                })
                .collect()
        }
        "strip" => chars(arg(0), |text, set| text.trim_matches(|one| set.contains(one)).to_owned()),
        "lstrip" => {
            chars(arg(0), |text, set| text.trim_start_matches(|one| set.contains(one)).to_owned())
        }
        "rstrip" => {
            chars(arg(0), |text, set| text.trim_end_matches(|one| set.contains(one)).to_owned())
        }
        "replace" => text.replace(arg(0)?, arg(1)?),
        "removesuffix" => text.strip_suffix(arg(0)?).unwrap_or(text).to_owned(),
        "removeprefix" => text.strip_prefix(arg(0)?).unwrap_or(text).to_owned(),
        "join" => joined?.join(text),
        "format" => {
            let mut built = text.to_owned();
            for (at, arg) in args.iter().enumerate() {
                let numbered = format!("{{{at}}}");
                built = if built.contains(&numbered) {
                    built.replace(&numbered, arg)
                } else {
                    built.replacen("{}", arg, 1)
                };
            }
            if built.contains(['{', '}']) {
                return None;
            }
            built
        }
        "split" => {
            let parts = text.split(arg(0)?).map(Value::str).collect();
            return Some(Value::List(parts));
        }
        "endswith" => return Some(Value::Bool(text.ends_with(arg(0)?))),
        "startswith" => return Some(Value::Bool(text.starts_with(arg(0)?))),
        _ => return None,
    }))
}

/// `template % values` with `%s` and `%d` only.
pub(crate) fn percent(template: &str, values: &[String]) -> Option<String> {
    let mut values = values.iter();
    let mut built = String::new();
    let mut letters = template.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            built.push(letter);
            continue;
        }
        match letters.next()? {
            '%' => built.push('%'),
            's' | 'd' => built.push_str(values.next()?),
            _ => return None,
        }
    }
    values.next().is_none().then_some(built)
}

/// `re.sub` for the patterns with which projects turn class names into snake case.
///
/// Other patterns are not evaluated; `None` says so.
pub(crate) fn substitute(pattern: &str, replacement: &str, text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut built = String::new();
    match (pattern, replacement) {
        (r"(?<!^)(?=[A-Z])" | r"(?<!\A)(?=[A-Z])" | r"\B(?=[A-Z])", _)
            if !replacement.contains('\\') =>
        {
            for (at, letter) in letters.iter().enumerate() {
                // `\B` does not stand beside a character that is no word character.
                let inside = at > 0 && (!pattern.starts_with(r"\B") || is_word(letters[at - 1]));
                if inside && letter.is_ascii_uppercase() {
                    built.push_str(replacement);
                }
                built.push(*letter);
            }
        }
        (r"([A-Z])", r"_\1") => {
            for letter in letters {
                if letter.is_ascii_uppercase() {
                    built.push('_');
                }
                built.push(letter);
            }
        }
        (r"([a-z0-9])([A-Z])" | r"([a-z\d])([A-Z])", r"\1_\2") => {
            for (at, letter) in letters.iter().enumerate() {
                let before = at.checked_sub(1).map(|at| letters[at]);
                if letter.is_ascii_uppercase()
                    && before.is_some_and(|one| one.is_ascii_lowercase() || one.is_ascii_digit())
                {
                    built.push('_');
                }
                built.push(*letter);
            }
        }
        (r"(.)([A-Z][a-z]+)", r"\1_\2") => {
            let mut at = 0;
            while at < letters.len() {
                let word = letters.get(at + 1).is_some_and(char::is_ascii_uppercase)
                    && letters.get(at + 2).is_some_and(char::is_ascii_lowercase);
                built.push(letters[at]);
                at += 1;
                if word {
                    built.push('_');
                    built.push(letters[at]);
                    at += 1;
                    while letters.get(at).is_some_and(char::is_ascii_lowercase) {
                        built.push(letters[at]);
                        at += 1;
                    }
                }
            }
        }
        _ => {
            // A pattern without any special character stands for itself.
            if pattern.contains(|one: char| r".^$*+?{}[]\|()".contains(one))
                || replacement.contains('\\')
            {
                return None;
            }
            return Some(text.replace(pattern, replacement));
        }
    }
    Some(built)
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_become_snake_case_as_python_does_it() {
        let sub = |pattern, replacement, text| substitute(pattern, replacement, text);
        assert_eq!(sub(r"(?<!^)(?=[A-Z])", "_", "HeroTeamLink").as_deref(), Some("Hero_Team_Link"));
        assert_eq!(sub(r"(?<!^)(?=[A-Z])", "_", "APIKey").as_deref(), Some("A_P_I_Key"));
        assert_eq!(
            sub(r"(.)([A-Z][a-z]+)", r"\1_\2", "HTTPServerName").as_deref(),
            Some("HTTP_ServerName")
        );
        assert_eq!(
            sub(r"([a-z0-9])([A-Z])", r"\1_\2", "myURLThing").as_deref(),
            Some("my_URLThing")
        );
        assert_eq!(sub(r"\d+", "", "a1"), None);
    }
}
