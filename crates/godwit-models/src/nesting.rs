/// The most brackets inside each other; CPython's tokenizer refuses more than 200.
const MAX_BRACKETS: usize = 200;
/// The most operators in a row of one expression; each nests the syntax tree one level deeper.
const MAX_OPERATORS: usize = 5_000;

/// The byte offset at which source text is nested deeper than a syntax tree may be, if any.
///
/// A tree as deep as its source is long would exhaust the stack of whoever walks or drops it.
/// This is a scan of brackets and operators outside of strings and comments; text inside format
/// strings counts as code.
pub fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Operators before each open bracket, and those since the last comma of the current one.
    let mut open: Vec<usize> = Vec::new();
    let mut run = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'#' => at = end_of_line(bytes, at),
            b'\'' | b'"' => {
                let formatted = is_format_prefix(bytes, at);
                let end = end_of_string(bytes, at);
                if formatted {
                    let nested = bytes[at..end]
                        .iter()
                        .filter(|byte| matches!(byte, b'(' | b'[' | b'{'))
                        .count();
                    if nested > MAX_OPERATORS {
                        return Some(at);
                    }
                }
                at = end;
                continue;
            }
            b'(' | b'[' | b'{' => {
                open.push(run);
                run += 1;
            }
            b')' | b']' | b'}' => {
                // A call or subscript after a bracket nests as an operator does: `f()()()`.
                run = open.pop().unwrap_or(0) + 1;
            }
            b',' | b';' => run = open.last().map_or(0, |before| before + 1),
            b'\n' if open.is_empty() => run = 0,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'.' | b':' => {
                run += 1;
            }
            b'a'..=b'z' if at == 0 || !is_word(bytes[at - 1]) => {
                let end = at + bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
                if matches!(&bytes[at..end], b"not" | b"lambda" | b"if" | b"await" | b"else") {
                    run += 1;
                }
                at = end;
                continue;
            }
            _ => {}
        }
        if open.len() > MAX_BRACKETS || run > MAX_OPERATORS {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn end_of_line(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length - 1)
}

fn is_format_prefix(bytes: &[u8], at: usize) -> bool {
    bytes[at.saturating_sub(2)..at].iter().any(|byte| matches!(byte, b'f' | b'F' | b't' | b'T'))
}

fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote, quote, quote]);
    let mut end = at + if triple { 3 } else { 1 };
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 1,
            b'\n' if !triple => return end,
            byte if byte == quote && !triple => return end + 1,
            byte if byte == quote && bytes[end..].starts_with(&[quote, quote, quote]) => {
                return end + 3;
            }
            _ => {}
        }
        end += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_text_is_refused_and_long_text_is_not() {
        assert!(too_deep(&"(".repeat(201)).is_some());
        assert!(too_deep(&format!("x = 1{}", "+1".repeat(6_000))).is_some());
        assert!(too_deep(&format!("x = {}1", "not ".repeat(6_000))).is_some());
        assert!(too_deep(&format!("x = [{}]", "a.b + c,\n".repeat(20_000))).is_none());
        assert!(too_deep(&format!("x = '{}'", "(".repeat(9_000))).is_none());
        assert!(too_deep(&format!("# {}\nx = 1", "(".repeat(9_000))).is_none());
    }
}
