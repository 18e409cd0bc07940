use super::{CreatedAt, Unwritable};
use crate::config::Config;

/// The file's name as Alembic makes it from the project's template, with folders when the template
/// has some.
///
/// # Errors
/// The template asks for what Alembic does not give.
pub(super) fn file_name(
    config: &Config,
    rev_id: &str,
    message: &str,
    at: CreatedAt,
) -> Result<String, Unwritable> {
    let template = config.file_template.as_str();
    let refused = |what: &str| {
        Unwritable(format!("file_template asks for what Alembic does not give: {what}"))
    };
    let mut name = String::new();
    let mut rest = template;
    while let Some((head, tail)) = rest.split_once('%') {
        name.push_str(head);
        if let Some(behind) = tail.strip_prefix('%') {
            name.push('%');
            rest = behind;
            continue;
        }
        let (token, behind) = tail
            .strip_prefix('(')
            .and_then(|tail| tail.split_once(')'))
            .ok_or_else(|| refused(tail))?;
        let end = behind
            .find(|letter: char| letter.is_ascii_alphabetic())
            .ok_or_else(|| refused(token))?;
        let (format, behind) = behind.split_at(end);
        let number = match token {
            "year" => Some(i64::from(at.year)),
            "month" => Some(i64::from(at.month)),
            "day" => Some(i64::from(at.day)),
            "hour" => Some(i64::from(at.hour)),
            "minute" => Some(i64::from(at.minute)),
            "second" => Some(i64::from(at.second)),
            "epoch" => Some(at.epoch),
            _ => None,
        };
        match (token, number, &behind[..1]) {
            ("rev", _, "s") => name.push_str(rev_id),
            ("slug", _, "s") => name.push_str(&slug(message, config.truncate_slug_length)),
            (_, Some(number), "s") => name.push_str(&number.to_string()),
            (_, Some(number), "d") => {
                let digits = format.trim_start_matches(['.', '0']);
                let width = if digits.is_empty() {
                    0
                } else {
                    digits.parse().map_err(|_| refused(token))?
                };
                name.push_str(&format!("{number:0width$}"));
            }
            _ => return Err(refused(token)),
        }
        rest = &behind[1..];
    }
    name.push_str(rest);
    Ok(format!("{name}.py"))
}

/// Words joined by underscores, lower case, cut at a word's end with an underscore behind it.
pub(super) fn slug(message: &str, length: usize) -> String {
    let words: Vec<String> = message
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let whole = words.join("_");
    if whole.chars().count() <= length {
        return whole;
    }
    let cut: String = whole.chars().take(length).collect();
    let kept = cut.rsplit_once('_').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{kept}_")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: CreatedAt = CreatedAt {
        year: 2026,
        month: 3,
        day: 9,
        hour: 8,
        minute: 7,
        second: 6,
        epoch: 1,
        offset: None,
    };

    fn named(template: &str) -> Result<String, Unwritable> {
        let config = Config { file_template: template.to_owned(), ..Config::default() };
        file_name(&config, "ab12", "Add e-mail!", AT)
    }

    #[test]
    fn names_follow_the_template() {
        let dated = "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute)02d-%(rev)s_%(slug)s";
        assert_eq!(named(dated).expect("a name"), "2026_03_09_0807-ab12_add_e_mail.py");
        assert_eq!(named("%(year)d/%(epoch)s%%_%(rev)s").expect("a name"), "2026/1%_ab12.py");
        assert_eq!(slug("one two three", 8), "one_two_");
    }

    #[test]
    fn what_alembic_does_not_give_is_named() {
        for template in ["%(author)s", "%s", "%(rev)", "%(rev)d"] {
            let error = named(template).expect_err(template);
            assert!(error.to_string().starts_with("file_template asks"), "{error}");
        }
    }
}
