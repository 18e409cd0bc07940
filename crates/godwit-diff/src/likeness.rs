/// How alike two names are, 0 to 1: the better of Jaro-Winkler over letters and the share of
/// common words, where case and underscores do not count.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (words_a, words_b) = (words(a), words(b));
    let (joined_a, joined_b) = (words_a.concat(), words_b.concat());
    if joined_a == joined_b && !joined_a.is_empty() {
        return 0.98;
    }
    let common = words_a.iter().filter(|word| words_b.contains(word)).count();
    let all = words_a.len() + words_b.len() - common;
    let by_words = if all == 0 { 0.0 } else { share(common, all) };
    jaro_winkler(&joined_a, &joined_b).max(by_words)
}

/// Lower-case words of `snake_case` and `CamelCase` names.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for character in name.chars() {
        if !character.is_alphanumeric() || (character.is_uppercase() && after_lower) {
            words.push(String::new());
        }
        after_lower = character.is_lowercase() || character.is_numeric();
        if character.is_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn jaro_winkler(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut matched_a = Vec::new();
    for (at, character) in a.iter().enumerate() {
        let from = at.saturating_sub(window);
        let to = (at + window + 1).min(b.len());
        if let Some(found) = (from..to).find(|&place| !taken[place] && b[place] == *character) {
            taken[found] = true;
            matched_a.push(*character);
        }
    }
    if matched_a.is_empty() {
        return 0.0;
    }
    let matched_b =
        b.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(character, _)| *character);
    let moved = matched_a.iter().zip(matched_b).filter(|(a, b)| **a != *b).count();
    let matches = matched_a.len();
    let jaro = (share(matches, a.len())
        + share(matches, b.len())
        + share(matches * 2 - moved, matches * 2))
        / 3.0;
    let prefix = a.iter().zip(&b).take(4).take_while(|(a, b)| a == b).count();
    jaro + share(prefix, 10) * (1.0 - jaro)
}

/// A part of a whole; names have at most 63 bytes, so nothing is lost.
fn share(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_nearly_equal() {
        assert!(likeness("fullname", "full_name") > 0.95);
        assert!(likeness("FullName", "full_name") > 0.95);
        assert!(likeness("phone", "phone_number") > 0.6);
    }

    #[test]
    fn other_words_are_not() {
        assert!(likeness("fax", "nickname") < 0.6);
        assert!(likeness("", "x") < 0.1);
    }

    #[test]
    fn it_does_not_matter_which_comes_first() {
        for (a, b) in [("status", "state"), ("born_on", "birth_date"), ("a", "abc")] {
            assert!((likeness(a, b) - likeness(b, a)).abs() < 1e-9);
        }
    }
}
