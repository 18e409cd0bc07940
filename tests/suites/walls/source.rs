/// Rust source without comments, the contents of strings, and test modules: what is compiled into
/// the product. Lines are kept, so that numbers still hold.
pub fn product(text: &str) -> String {
    without_tests(&without_text(text))
}

/// Whether the source names an identifier, with the line of the first time.
pub fn names(source: &str, identifier: &str) -> Option<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    source.lines().enumerate().find_map(|(at, line)| {
        line.split(|letter: char| !is_part(letter)).any(|word| word == identifier).then_some(at + 1)
    })
}

fn without_text(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let length = comment(rest).or_else(|| string(rest)).or_else(|| character(rest));
        match length {
            Some(length) => {
                out.extend(rest[..length].iter().filter(|letter| **letter == '\n'));
                out.push(' ');
                at += length;
            }
            None if is_identifier(rest[0]) => {
                let length = rest.iter().take_while(|letter| is_identifier(**letter)).count();
                out.extend(&rest[..length]);
                at += length;
            }
            None => {
                out.push(rest[0]);
                at += 1;
            }
        }
    }
    out
}

fn is_identifier(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn starts(rest: &[char], with: &str) -> bool {
    with.chars().enumerate().all(|(at, letter)| rest.get(at) == Some(&letter))
}

fn comment(rest: &[char]) -> Option<usize> {
    if starts(rest, "//") {
        return Some(rest.iter().take_while(|letter| **letter != '\n').count());
    }
    if !starts(rest, "/*") {
        return None;
    }
    let (mut at, mut depth) = (2, 1);
    while at < rest.len() && depth > 0 {
        if starts(&rest[at..], "/*") {
            (at, depth) = (at + 2, depth + 1);
        } else if starts(&rest[at..], "*/") {
            (at, depth) = (at + 2, depth - 1);
        } else {
            at += 1;
        }
    }
    Some(at)
}

/// Length of a string, raw or not, of text or bytes.
fn string(rest: &[char]) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c", ""].iter().find(|prefix| {
        let after = &rest[prefix.len().min(rest.len())..];
        let hashes = after.iter().take_while(|letter| **letter == '#').count();
        starts(rest, prefix)
            && after.get(hashes) == Some(&'"')
            && (hashes == 0 || prefix.ends_with('r'))
    })?;
    let raw = prefix.ends_with('r');
    let hashes = rest[prefix.len()..].iter().take_while(|letter| **letter == '#').count();
    let mut at = prefix.len() + hashes + 1;
    while at < rest.len() {
        match rest[at] {
            '\\' if !raw => at += 2,
            '"' if rest[at + 1..].iter().take_while(|letter| **letter == '#').count() >= hashes => {
                return Some(at + 1 + hashes);
            }
            _ => at += 1,
        }
    }
    Some(rest.len())
}

/// Length of a character; a lifetime is none.
fn character(rest: &[char]) -> Option<usize> {
    if rest[0] != '\'' {
        return None;
    }
    if rest.get(1) == Some(&'\\') {
        return rest[2..].iter().skip(1).position(|letter| *letter == '\'').map(|end| end + 4);
    }
    (rest.get(2) == Some(&'\'')).then_some(3)
}

/// Blanks out modules under `#[cfg(test)]`.
fn without_tests(source: &str) -> String {
    let mut out = source.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let Some(open) = out[start..].find(['{', ';']).map(|at| start + at) else { break };
        let mut depth = 0_usize;
        let mut end = open + 1;
        for (at, letter) in out[open..].char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = open + at + letter.len_utf8();
                break;
            }
        }
        let blank: String = out[start..end].chars().filter(|letter| *letter == '\n').collect();
        out.replace_range(start..end, &blank);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_tests_are_no_product() {
        let source = product(
            "/// std::fs\nuse a::b; // fs\n/* fs /* fs */ fs */\nlet x = \"fs \\\" fs\";\n\
             let y = r#\"fs \" fs\"#; let c = '\"'; let q = '\\''; let l: &'fs str;\n\
             #[cfg(test)]\nmod tests {\n    fn f() { std::process::exit(1) }\n}\nlast();",
        );
        assert_eq!(names(&source, "process"), None, "{source}");
        assert_eq!(names(&source, "fs"), Some(5), "the lifetime is all that is left: {source}");
        assert_eq!(names(&source, "last"), Some(10));
    }

    #[test]
    fn what_is_compiled_is_seen() {
        let source = product(
            "use std::{\n    collections::BTreeMap,\n    fs,\n};\nfn f<'a>(x: &'a str) {}\n",
        );
        assert_eq!(names(&source, "fs"), Some(3));
        assert_eq!(names(&source, "f"), Some(5));
        assert_eq!(names(&source, "BTree"), None);
    }
}
