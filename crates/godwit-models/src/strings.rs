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
        "isupper" => {
            return Some(Value::Bool(
                text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase),
            ));
        }
        "islower" => {
            return Some(Value::Bool(
                text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase),
            ));
        }
        "isdigit" | "isnumeric" => {
            return Some(Value::Bool(!text.is_empty() && text.chars().all(char::is_numeric)));
        }
        "isalpha" => {
            return Some(Value::Bool(!text.is_empty() && text.chars().all(char::is_alphabetic)));
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
