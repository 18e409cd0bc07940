use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder};

use crate::{
    project::Project,
    value::{Call, Value},
};

/// What a pattern found in a text.
type Captures<'t> = fancy_regex::Captures<'t, str>;

/// More steps of backtracking than any name of a table needs.
const MAX_STEPS: usize = 100_000;

impl Project<'_> {
    /// `re.sub`, `re.split`, `re.findall` and the methods of compiled patterns, on constants.
    pub fn pattern_call(&self, name: &str, pattern: &str, args: &[Value]) -> Option<Value> {
        let regex = compiled(pattern)?;
        match (name, args) {
            ("sub", [replacement, text]) => {
                let text = text.as_str()?;
                let replaced = match replacement {
                    Value::Str(replacement) => {
                        substituted(&regex, text, |found| expanded(replacement, found))
                    }
                    callable @ (Value::Lambda(_) | Value::Function(_)) => {
                        substituted(&regex, text, |found| {
                            let groups: Vec<Value> = (0..found.len())
                                .map(|at| {
                                    found
                                        .get(at)
                                        .map_or(Value::None, |part| Value::str(part.as_str()))
                                })
                                .collect();
                            let call = Call {
                                callee: callable.clone(),
                                args: vec![Value::Match(groups.into())],
                                kwargs: Vec::new(),
                                site: crate::value::Site {
                                    module: 0,
                                    offset: ruff_text_size::TextSize::default(),
                                },
                            };
                            self.apply(call).as_str().map(str::to_owned)
                        })
                    }
                    _ => None,
                };
                replaced.map(Value::str)
            }
            ("split", [text]) => {
                let text = text.as_str()?;
                let mut parts = Vec::new();
                let mut from = 0;
                for found in regex.captures_iter(text) {
                    let found = found.ok()?;
                    let whole = found.get(0)?;
                    parts.push(Value::str(&text[from..whole.start()]));
                    // Groups of the pattern stand between the parts.
                    for at in 1..found.len() {
                        parts.push(
                            found.get(at).map_or(Value::None, |part| Value::str(part.as_str())),
                        );
                    }
                    from = whole.end();
                }
                parts.push(Value::str(&text[from..]));
                Some(Value::List(parts.into()))
            }
            ("findall", [text]) => {
                let mut parts = Vec::new();
                for found in regex.captures_iter(text.as_str()?) {
                    let found = found.ok()?;
                    let group =
                        |at: usize| Value::str(found.get(at).map_or("", |part| part.as_str()));
                    parts.push(match found.len() {
                        1 => group(0),
                        2 => group(1),
                        count => Value::Tuple((1..count).map(group).collect::<Rc<[Value]>>()),
                    });
                }
                Some(Value::List(parts.into()))
            }
            _ => None,
        }
    }
}

/// A pattern as Python writes it; `None` for what this engine reads otherwise.
fn compiled(pattern: &str) -> Option<Regex> {
    if pattern.len() > 1_000 {
        return None;
    }
    RegexBuilder::new(pattern).backtrack_limit(MAX_STEPS).build().ok()
}

fn substituted(
    regex: &Regex,
    text: &str,
    mut replace: impl FnMut(&Captures) -> Option<String>,
) -> Option<String> {
    let mut built = String::new();
    let mut from = 0;
    for found in regex.captures_iter(text) {
        let found = found.ok()?;
        let whole = found.get(0)?;
        built.push_str(&text[from..whole.start()]);
        built.push_str(&replace(&found)?);
        from = whole.end();
    }
    built.push_str(&text[from..]);
    Some(built)
}

/// `\1` and `\g<name>` in a replacement.
fn expanded(replacement: &str, found: &Captures) -> Option<String> {
    let mut built = String::new();
    let mut rest = replacement;
    while let Some((before, after)) = rest.split_once('\\') {
        built.push_str(before);
        let next = after.chars().next()?;
        if let Some(at) = next.to_digit(10) {
            built.push_str(found.get(at as usize).map_or("", |part| part.as_str()));
            rest = &after[1..];
        } else if let Some((name, tail)) =
            after.strip_prefix("g<").and_then(|inner| inner.split_once('>'))
        {
            let part = match name.parse::<usize>() {
                Ok(at) => found.get(at),
                Err(_) => found.name(name),
            };
            built.push_str(part.map_or("", |part| part.as_str()));
            rest = tail;
        } else if next == '\\' {
            built.push('\\');
            rest = &after[1..];
        } else {
            return None;
        }
    }
    built.push_str(rest);
    Some(built)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sub(pattern: &str, replacement: &str, text: &str) -> Option<String> {
        substituted(&compiled(pattern)?, text, |found| expanded(replacement, found))
    }

    #[test]
    fn class_names_become_snake_case_as_python_does_it() {
        for (pattern, replacement, text, wanted) in [
            (r"(?<!^)(?=[A-Z])", "_", "HeroTeamLink", "Hero_Team_Link"),
            (r"(?<!^)(?=[A-Z])", "_", "APIKey", "A_P_I_Key"),
            (r"(.)([A-Z][a-z]+)", r"\1_\2", "HTTPServerName", "HTTP_ServerName"),
            (r"([a-z0-9])([A-Z])", r"\g<1>_\2", "myURLThing", "my_URLThing"),
            (
                r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))",
                r"_\1",
                "HTTPServer2Go",
                "HTTP_Server2_Go",
            ),
            (r"\d+", "", "a12b", "ab"),
        ] {
            assert_eq!(sub(pattern, replacement, text).as_deref(), Some(wanted), "{pattern}");
        }
        assert_eq!(sub("(", "", "a"), None);
    }
}
