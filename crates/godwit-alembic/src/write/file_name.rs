use super::CreatedAt;
use crate::config::Config;

/// The file's name as Alembic makes it from the project's template.
pub(super) fn file_name(config: &Config, rev_id: &str, message: &str, at: CreatedAt) -> String {
    let slug = slug(message, config.truncate_slug_length);
    let mut name = config.file_template.clone();
    for (token, value) in [
        ("%(rev)s", rev_id.to_owned()),
        ("%(slug)s", slug),
        ("%(epoch)s", at.epoch.to_string()),
        ("%(epoch)d", at.epoch.to_string()),
        ("%(year)d", at.year.to_string()),
        ("%(year)s", at.year.to_string()),
    ] {
        name = name.replace(token, &value);
    }
    for (token, value) in [
        ("month", at.month),
        ("day", at.day),
        ("hour", at.hour),
        ("minute", at.minute),
        ("second", at.second),
    ] {
        name = name
            .replace(&format!("%({token}).2d"), &format!("{value:02}"))
            .replace(&format!("%({token})02d"), &format!("{value:02}"))
            .replace(&format!("%({token})d"), &value.to_string())
            .replace(&format!("%({token})s"), &value.to_string());
    }
    format!("{name}.py")
}

/// Words joined by underscores, lower case, cut at a word's end with an underscore behind it.
fn slug(message: &str, length: usize) -> String {
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

    #[test]
    fn names_follow_the_template() {
        let at =
            CreatedAt { year: 2026, month: 3, day: 9, hour: 8, minute: 7, second: 6, epoch: 1 };
        let template = "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s_%(slug)s";
        let config = Config { file_template: template.to_owned(), ..Config::default() };
        assert_eq!(
            file_name(&config, "ab12", "Add e-mail!", at),
            "2026_03_09_0807-ab12_add_e_mail.py"
        );
        assert_eq!(slug("one two three", 8), "one_two_");
    }
}
