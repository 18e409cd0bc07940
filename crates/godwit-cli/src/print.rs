//! The only place that prints. Control characters of database text never reach a terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{IsTerminal, Write};

use godwit_engine::Error;

/// What was asked for, to stdout. A reader that went away ends the program quietly.
pub fn answer(text: &str) {
    let mut out = std::io::stdout().lock();
    let text = if out.is_terminal() { visible(text) } else { text.to_owned() };
    // A closed pipe is the reader's wish (`| head`).
    let _ = writeln!(out, "{}", text.trim_end_matches('\n'));
}

/// A document as JSON, to stdout.
pub fn document(value: &impl serde::Serialize) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        Error::new("document-unwritable", format!("the document cannot be written: {error}"))
    })?;
    answer(&text);
    Ok(())
}

/// News and errors, to stderr. An argument in the wrong place is quoted there, and it may be a URL.
pub fn news(text: &str) {
    eprintln!("{}", masked(&visible(text)));
}

/// The text with the passwords of URLs in it made unreadable.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, tail) = rest.split_at(at + 3);
        out.push_str(before);
        let end = tail.find(|letter: char| letter.is_whitespace() || matches!(letter, '\'' | '"'));
        let (url, after) = tail.split_at(end.unwrap_or(tail.len()));
        let secret = url.rfind('@').and_then(|at| url[..at].find(':').map(|colon| (colon, at)));
        let masked = match secret {
            Some((colon, at)) => format!("{}:***{}", &url[..colon], &url[at..]),
            None => url.to_owned(),
        };
        match masked.find("password=") {
            Some(at) => {
                out.push_str(&masked[..at]);
                out.push_str("password=***");
            }
            None => out.push_str(&masked),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// An error with its hint.
pub fn error(error: &Error) {
    let view = error.view();
    news(&format!("error[{}]: {}", view.code, view.message));
    if let Some(hint) = view.hint {
        news(&format!("hint: {hint}"));
    }
    if let Some(detail) = view.detail {
        news(&format!("detail: {detail}"));
    }
}

/// The text with control characters and bidirectional overrides shown as escapes; line ends and
/// tabs stay.
fn visible(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let hidden = (letter.is_control() && !matches!(letter, '\n' | '\t'))
                || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
            if hidden {
                letter.escape_default().collect::<Vec<_>>()
            } else {
                vec![letter]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{masked, visible};

    #[test]
    fn passwords_of_urls_are_masked() {
        assert_eq!(
            masked("no: postgresql://me:a@b:c/d@host/x, 'postgres://u:p@h/y?password=q&z' a:b@c"),
            "no: postgresql://me:***@host/x, 'postgres://u:***@h/y?password=***' a:b@c"
        );
        assert_eq!(masked("see https://example.org/a:b"), "see https://example.org/a:b");
    }

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        assert_eq!(visible("a\u{1b}]52;c;x\u{7}\tb\n"), "a\\u{1b}]52;c;x\\u{7}\tb\n");
    }
}
