use godwit_models::nesting;
use ruff_python_ast::{ModModule, PySourceType};
use ruff_python_parser::{Parsed, parse_unchecked_source};
use ruff_text_size::Ranged;

/// More text than any revision has; a longer file is not read.
pub const MAX_BYTES: usize = 4 << 20;

/// A place in a text and what is wrong there: the line from 1, and one sentence without a full stop.
pub type Fault = (usize, String);

/// The line of a byte offset, from 1.
pub fn line(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or_default().matches('\n').count() + 1
}

/// The line that a node begins on, from 1.
pub(crate) fn line_of(text: &str, node: &impl Ranged) -> usize {
    line(text, node.start().to_usize())
}

/// The syntax tree, with the first error in it when there is one: what stands before and after it is
/// in the tree all the same.
///
/// # Errors
/// The text is too long or nested too deep to be read at all.
pub(crate) fn parse(text: &str) -> Result<(Parsed<ModModule>, Option<Fault>), Fault> {
    if text.len() > MAX_BYTES {
        return Err((1, format!("it is longer than {} MiB, so it is not read", MAX_BYTES >> 20)));
    }
    if let Some(at) = nesting::too_deep(text) {
        return Err((line(text, at), "it is nested deeper than Python allows".to_owned()));
    }
    let parsed = parse_unchecked_source(text, PySourceType::Python);
    let fault = parsed
        .errors()
        .first()
        .map(|error| (line(text, error.location.start().to_usize()), error.error.to_string()));
    Ok((parsed, fault))
}
