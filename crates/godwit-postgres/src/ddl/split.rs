/// One part of an SQL script as psql would see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// The line on which it begins, from 1.
    pub(super) line: u32,
    /// What it is.
    pub(super) piece: Piece<'a>,
}

/// What a part of a script is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A statement without its semicolon.
    Statement(&'a str),
    /// A line for psql: `\restrict …`.
    Command(&'a str),
}

/// Where a script cannot be split, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unsplit {
    pub(super) line: u32,
    pub(super) why: &'static str,
}

/// Splits a script by psql's rules (`src/fe_utils/psqlscan.l`): at semicolons outside of quotes,
/// comments, parentheses and SQL-standard function bodies. The rows after `COPY … FROM stdin` are left
/// out.
pub(super) fn split(text: &str) -> Result<Vec<Part<'_>>, Unsplit> {
    let mut splitter = Splitter { text, at: 0, line: 1, parts: Vec::new() };
    while splitter.next()? {}
    Ok(splitter.parts)
}

struct Splitter<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    parts: Vec<Part<'a>>,
}

/// What is known about the statement that is being read.
#[derive(Default)]
struct Reading {
    /// Start and line, once something other than space was seen.
    start: Option<(usize, u32)>,
    /// Open parentheses.
    depth: u32,
    /// Open `BEGIN ATOMIC` and `CASE` of a function's body.
    blocks: u32,
    /// The first words, upper case, which tell whether it makes a function.
    words: Vec<String>,
    /// The last word.
    last: String,
    /// Whether it is a `COPY … FROM stdin`.
    rows_follow: bool,
}

impl Reading {
    /// `CREATE [OR REPLACE] FUNCTION` or `PROCEDURE`: only there a body may hold semicolons.
    fn makes_routine(&self) -> bool {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        matches!(
            words.as_slice(),
            ["CREATE", "FUNCTION" | "PROCEDURE", ..]
                | ["CREATE", "OR", "REPLACE", "FUNCTION" | "PROCEDURE", ..]
        )
    }

    fn word(&mut self, word: &str) {
        let word = word.to_ascii_uppercase();
        if self.depth == 0 {
            let copies = self.words.first().is_some_and(|first| first == "COPY");
            self.rows_follow |= copies && self.last == "FROM" && word == "STDIN";
            if self.makes_routine() {
                match word.as_str() {
                    "BEGIN" => self.blocks += 1,
                    "CASE" if self.blocks > 0 => self.blocks += 1,
                    "END" => self.blocks = self.blocks.saturating_sub(1),
                    _ => {}
                }
            }
        }
        if self.words.len() < 5 {
            self.words.push(word.clone());
        }
        self.last = word;
    }
}

impl<'a> Splitter<'a> {
    /// Reads one part; false at the end.
    fn next(&mut self) -> Result<bool, Unsplit> {
        let mut reading = Reading::default();
        while let Some(letter) = self.rest().chars().next() {
            let rest = self.rest();
            if letter.is_whitespace() || letter == '\u{feff}' {
                self.advance(letter.len_utf8());
                continue;
            }
            if rest.starts_with("--") {
                self.advance(rest.find('\n').unwrap_or(rest.len()));
                continue;
            }
            if rest.starts_with("/*") {
                self.advance(comment(rest).ok_or_else(|| self.unsplit("a comment does not end"))?);
                continue;
            }
            if letter == '\\' {
                if reading.start.is_some() {
                    return Err(self.unsplit("a psql command stands inside a statement"));
                }
                let length = rest.find('\n').unwrap_or(rest.len());
                let piece = Piece::Command(rest[..length].trim_end());
                self.parts.push(Part { line: self.line, piece });
                self.advance(length);
                return Ok(true);
            }
            if letter == ';' && reading.depth == 0 && reading.blocks == 0 {
                let end = self.at;
                self.advance(1);
                self.finish(&reading, end);
                return Ok(true);
            }
            reading.start.get_or_insert((self.at, self.line));
            self.token(letter, &mut reading)?;
        }
        let end = self.at;
        self.finish(&reading, end);
        Ok(false)
    }

    /// Moves over one token of a statement.
    fn token(&mut self, letter: char, reading: &mut Reading) -> Result<(), Unsplit> {
        let rest = self.rest();
        let length = match letter {
            '\'' => {
                let escapes = reading.last == "E" && self.text[..self.at].ends_with(['e', 'E']);
                quoted(rest, '\'', escapes).ok_or_else(|| self.unsplit("a text does not end"))?
            }
            '"' => quoted(rest, '"', false)
                .ok_or_else(|| self.unsplit("a quoted name does not end"))?,
            '$' => match dollar_tag(rest) {
                Some(tag) => rest[tag.len()..]
                    .find(tag)
                    .map(|at| at + 2 * tag.len())
                    .ok_or_else(|| self.unsplit("a dollar-quoted text does not end"))?,
                None => 1,
            },
            '(' | '[' => {
                reading.depth += 1;
                1
            }
            ')' | ']' => {
                reading.depth = reading.depth.saturating_sub(1);
                1
            }
            letter if starts_word(letter) => {
                let length = rest.find(|c| !continues_word(c)).unwrap_or(rest.len());
                reading.word(&rest[..length]);
                length
            }
            // A number may be followed by letters that are no word of their own.
            letter if letter.is_ascii_digit() => {
                rest.find(|c| !continues_word(c)).unwrap_or(rest.len())
            }
            other => other.len_utf8(),
        };
        self.advance(length);
        Ok(())
    }

    fn finish(&mut self, reading: &Reading, end: usize) {
        let Some((start, line)) = reading.start else { return };
        let piece = Piece::Statement(self.text[start..end].trim_end());
        self.parts.push(Part { line, piece });
        if reading.rows_follow {
            self.skip_rows();
        }
    }

    /// The rows begin on the next line and end at a line of `\.`, or with the file.
    fn skip_rows(&mut self) {
        let rest = self.rest();
        self.advance(rest.find('\n').map_or(rest.len(), |at| at + 1));
        while !self.rest().is_empty() {
            let rest = self.rest();
            let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let last = matches!(rest[..length].trim_end_matches(['\n', '\r']), "\\.");
            self.advance(length);
            if last {
                return;
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn advance(&mut self, length: usize) {
        let passed = &self.text[self.at..self.at + length];
        let lines = passed.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at += length;
    }

    fn unsplit(&self, why: &'static str) -> Unsplit {
        Unsplit { line: self.line, why }
    }
}

fn starts_word(letter: char) -> bool {
    letter.is_ascii_alphabetic() || letter == '_' || !letter.is_ascii()
}

fn continues_word(letter: char) -> bool {
    starts_word(letter) || letter.is_ascii_digit() || letter == '$'
}

/// Length of a quoted text with its quotes; a doubled quote stands for one.
fn quoted(text: &str, quote: char, escapes: bool) -> Option<usize> {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if escapes && letter == '\\' {
            letters.next();
        } else if letter == quote {
            match letters.peek() {
                Some((_, next)) if *next == quote => {
                    letters.next();
                }
                _ => return Some(at + 1),
            }
        }
    }
    None
}

/// Length of a comment, in which others may be nested.
fn comment(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(found) = text[at..].find(['/', '*']) {
        at += found;
        let here = &text[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
    None
}

/// `$$` or `$tag$` at the start of a text.
fn dollar_tag(text: &str) -> Option<&str> {
    let end = text[1..].find('$')? + 1;
    let tag = &text[1..end];
    let plain = tag.chars().all(|letter| starts_word(letter) || letter.is_ascii_digit())
        && !tag.starts_with(|letter: char| letter.is_ascii_digit());
    plain.then(|| &text[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<(u32, &str)> {
        split(script)
            .expect("it splits")
            .into_iter()
            .map(|part| match part.piece {
                Piece::Statement(text) | Piece::Command(text) => (part.line, text),
            })
            .collect()
    }

    #[test]
    fn semicolons_in_quotes_comments_and_bodies_end_nothing() {
        let script = "-- a;\nSELECT ';', \"b;\", E'\\';' /* ; /* ; */ ; */;\n\
            CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\nSELECT CASE WHEN true THEN 1 END; SELECT 2;\nEND;\n\
            DO $x$ BEGIN; $$ ; $$ END $x$;\nCREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);\n\
            SELECT a$b$c, $1;BEGIN;COMMIT";
        assert_eq!(
            texts(script),
            [
                (2, "SELECT ';', \"b;\", E'\\';' /* ; /* ; */ ; */"),
                (
                    3,
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\nSELECT CASE WHEN true THEN 1 END; SELECT 2;\nEND"
                ),
                (6, "DO $x$ BEGIN; $$ ; $$ END $x$"),
                (7, "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)"),
                (8, "SELECT a$b$c, $1"),
                (8, "BEGIN"),
                (8, "COMMIT"),
            ]
        );
    }

    #[test]
    fn rows_and_commands_are_no_statements() {
        let script = "\\restrict abc\nCOPY t (a) FROM stdin;\nit's; \\N\n\\.\nSELECT 1;\n\\connect x\nCOPY t FROM stdin;\nend";
        assert_eq!(
            texts(script),
            [
                (1, "\\restrict abc"),
                (2, "COPY t (a) FROM stdin"),
                (5, "SELECT 1"),
                (6, "\\connect x"),
                (7, "COPY t FROM stdin"),
            ]
        );
    }

    #[test]
    fn what_does_not_end_is_named_with_its_line() {
        let why = |script: &str| split(script).expect_err("it does not end");
        assert_eq!(why("SELECT 1;\nSELECT 'a"), Unsplit { line: 2, why: "a text does not end" });
        assert_eq!(why("\n\nSELECT $a$ $b$").line, 3);
        assert_eq!(why("SELECT 1 \\gexec").line, 1);
    }
}
