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

/// News and errors, to stderr.
pub fn news(text: &str) {
    eprintln!("{}", visible(text));
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
    use super::visible;

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        assert_eq!(visible("a\u{1b}]52;c;x\u{7}\tb\n"), "a\\u{1b}]52;c;x\\u{7}\tb\n");
    }
}
