/// Columns out of `known` that a piece of SQL names, in order of first appearance.
///
/// Literals, function names, casts, and qualified names of other things are left out. This decides
/// names and order only; what an expression means is PostgreSQL's to say.
pub(crate) fn columns_in(text: &str, known: &[&str]) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        if letter == '\'' {
            at = end_of_quoted(&letters, at, '\'').1;
        } else if letter == '"' {
            let (name, end) = end_of_quoted(&letters, at, '"');
            push(&mut found, known, &name);
            at = end;
        } else if letter.is_alphabetic() || letter == '_' {
            let end = at
                + letters[at..]
                    .iter()
                    .take_while(|one| one.is_alphanumeric() || matches!(one, '_' | '$'))
                    .count();
            let name: String = letters[at..end].iter().collect::<String>().to_lowercase();
            let cast = at >= 2 && letters[at - 1] == ':' && letters[at - 2] == ':';
            let after = letters[end..].iter().find(|one| !one.is_whitespace());
            if !cast && after != Some(&'(') && after != Some(&'.') {
                push(&mut found, known, &name);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn push(found: &mut Vec<String>, known: &[&str], name: &str) {
    if known.contains(&name) && !found.iter().any(|one| one == name) {
        found.push(name.to_owned());
    }
}

fn end_of_quoted(letters: &[char], start: usize, quote: char) -> (String, usize) {
    let mut text = String::new();
    let mut at = start + 1;
    while at < letters.len() {
        if letters[at] == quote {
            if letters.get(at + 1) == Some(&quote) {
                at += 1;
            } else {
                return (text, at + 1);
            }
        }
        text.push(letters[at]);
        at += 1;
    }
    (text, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_columns_count() {
        let known = ["a", "lower", "Weird", "b"];
        assert_eq!(columns_in("lower(a) = 'b' AND x.y > 1::b", &known), ["a"]);
        assert_eq!(columns_in("\"Weird\" > B", &known), ["Weird", "b"]);
    }
}
