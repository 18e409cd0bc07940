use crate::choices::Choices;

/// Few, so that a name is taken over by something else now and then.
const PLAIN: [&str; 36] = [
    "account", "address", "amount", "author", "batch", "book", "city", "code", "customer", "day",
    "entry", "event", "invoice", "item", "label", "level", "line", "member", "name", "note",
    "number", "owner", "page", "parent", "part", "place", "price", "rank", "state", "status",
    "store", "total", "visit", "weight", "year", "zone",
];

/// What careless quoting breaks at.
const HOSTILE: [&str; 18] = [
    "Account",
    "two words",
    "a.b",
    "it's",
    "say \"hi\"",
    "back\\slash",
    "100%",
    "%s",
    "select",
    "user",
    "new\nline",
    "semi;colon",
    "$$dollar$$",
    "/* comment */",
    "-- dash",
    "Größe",
    "🦢",
    "sixty_three_bytes_is_the_longest_name_that_postgresql_keeps_0xx",
];

/// A name; mostly a plain one.
pub fn name(choices: &mut Choices) -> String {
    let all: &[&str] = if choices.chance(12) { &HOSTILE } else { &PLAIN };
    let word = all[choices.below(all.len())];
    if word.len() < 40 && choices.chance(35) {
        format!("{word}_{}", choices.below(10))
    } else {
        word.to_owned()
    }
}

/// A name as it stands in SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as it stands in SQL, `standard_conforming_strings` being on.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
