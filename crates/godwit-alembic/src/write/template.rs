use std::collections::BTreeSet;

use ruff_python_ast::Stmt;
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged;

use super::{CreatedAt, Unwritable, literal};
use crate::revision;

/// What Alembic's own template says, for a project without one.
const DEFAULT: &str = include_str!("script.py.mako");

/// What a template is filled with.
pub(super) struct Values<'a> {
    pub(super) message: &'a str,
    pub(super) rev_id: &'a str,
    pub(super) parents: &'a [String],
    /// None where nobody looks at it.
    pub(super) created_at: Option<CreatedAt>,
    pub(super) upgrades: &'a [String],
    pub(super) downgrades: &'a [String],
}

/// Names that operations speak of, with what imports them.
const IMPORTS: [(&str, &str); 3] = [
    ("op", "from alembic import op"),
    ("sa", "import sqlalchemy as sa"),
    ("postgresql", "from sqlalchemy.dialects import postgresql"),
];

/// Fills the project's template, or Alembic's when it has none, and reads the outcome back.
///
/// # Errors
/// The template holds Mako that does more than fill in the values Alembic gives, or the outcome is
/// not the revision that was to be written.
pub(super) fn fill(template: Option<&str>, values: &Values<'_>) -> Result<String, Unwritable> {
    let template = template.unwrap_or(DEFAULT);
    let plain = render(template, "", values)?;
    let missing = missing_imports(&plain, values)?;
    let mut text = render(template, &missing.join("\n"), values)?;
    let still_missing = missing_imports(&text, values)?;
    if !still_missing.is_empty() {
        text = insert_imports(&text, &still_missing)?;
    }
    proven(&text, values)?;
    Ok(text)
}

/// One pass over the template; every place that a value goes to is filled.
fn render(template: &str, imports: &str, values: &Values<'_>) -> Result<String, Unwritable> {
    let mut out = String::new();
    let mut filled = BTreeSet::new();
    for (at, line) in template.lines().enumerate() {
        let start = line.trim_start();
        if start.starts_with("##") {
            continue;
        }
        if start.starts_with('%') && !start.starts_with("%%") || line.contains("<%") {
            return Err(Unwritable(format!(
                "line {} of script.py.mako holds Mako code, which is not run: {}",
                at + 1,
                start.trim_end()
            )));
        }
        let line = match start.strip_prefix("%%") {
            Some(rest) => format!("{}%{rest}", &line[..line.len() - start.len()]),
            None => line.to_owned(),
        };
        let mut rest = line.as_str();
        while let Some((head, tail)) = rest.split_once("${") {
            let (expression, behind) = tail.split_once('}').ok_or_else(|| {
                Unwritable(format!("line {} of script.py.mako has a ${{ without its }}", at + 1))
            })?;
            out.push_str(head);
            let indent = out.len() - out.rfind('\n').map_or(0, |end| end + 1);
            let (name, text) = value(expression, imports, indent, values).ok_or_else(|| {
                Unwritable(format!(
                    "line {} of script.py.mako fills in what Alembic does not give: {expression}",
                    at + 1
                ))
            })?;
            filled.insert(name.to_owned());
            out.push_str(&text);
            rest = behind;
        }
        // A backslash takes the line's end away.
        match rest.strip_suffix('\\') {
            Some(joined) => out.push_str(joined),
            None => {
                out.push_str(rest);
                out.push('\n');
            }
        }
    }
    for wanted in ["upgrades", "downgrades"] {
        if !filled.contains(wanted) {
            return Err(Unwritable(format!(
                "script.py.mako has no place for ${{{wanted}}}, so the changes would be lost"
            )));
        }
    }
    Ok(out)
}

/// The value's name and its text.
fn value<'e>(
    expression: &'e str,
    imports: &str,
    indent: usize,
    values: &Values<'_>,
) -> Option<(&'e str, String)> {
    let filters = [" | comma,n", " | comma, n", " | comma", "|comma,n", " | n", "|n"];
    let whole = expression.trim();
    let whole = filters.iter().find_map(|filter| whole.strip_suffix(filter)).unwrap_or(whole);
    if let Some(name) = whole.strip_prefix("repr(").and_then(|rest| rest.strip_suffix(')')) {
        let text = match name.trim() {
            "up_revision" => literal::text(values.rev_id),
            "down_revision" => tuple(values.parents),
            "branch_labels" | "depends_on" => "None".to_owned(),
            _ => return None,
        };
        return Some((name.trim(), text));
    }
    let (name, otherwise) = alternative(whole)?;
    let text = match name {
        "message" => values.message.to_owned(),
        "up_revision" => values.rev_id.to_owned(),
        "down_revision" => values.parents.join(", "),
        "create_date" => values.created_at.map(created).unwrap_or_default(),
        "imports" => imports.to_owned(),
        "upgrades" => indented(values.upgrades, indent),
        "downgrades" => indented(values.downgrades, indent),
        _ => return None,
    };
    Some((name, if text.is_empty() { otherwise.to_owned() } else { text }))
}

/// `name`, `name or "text"`, `name if name else "text"`: the name, and what stands in its place
/// when it is empty.
fn alternative(expression: &str) -> Option<(&str, &str)> {
    fn quoted(text: &str) -> Option<&str> {
        let text = text.trim();
        ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
    }
    if let Some((name, rest)) = expression.split_once(" if ") {
        let (condition, text) = rest.split_once(" else ")?;
        return (condition.trim() == name.trim()).then_some((name.trim(), quoted(text)?));
    }
    if let Some((name, text)) = expression.split_once(" or ") {
        return Some((name.trim(), quoted(text)?));
    }
    Some((expression, ""))
}

/// Lines below one another, all but the first behind so many spaces.
pub(super) fn indented(lines: &[String], spaces: usize) -> String {
    lines.join("\n").replace('\n', &format!("\n{}", " ".repeat(spaces)))
}

/// As Python writes a `datetime`: with an offset only where there is a timezone.
fn created(at: CreatedAt) -> String {
    let offset = at.offset.map_or_else(String::new, |seconds| {
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    });
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}{offset}",
        at.year, at.month, at.day, at.hour, at.minute, at.second
    )
}

fn tuple(parents: &[String]) -> String {
    match parents {
        [] => "None".to_owned(),
        [one] => literal::text(one),
        several => {
            let several: Vec<String> = several.iter().map(|one| literal::text(one)).collect();
            format!("({})", several.join(", "))
        }
    }
}

/// Imports of names that the operations speak of and the text does not know.
pub(super) fn missing_imports(
    text: &str,
    values: &Values<'_>,
) -> Result<Vec<&'static str>, Unwritable> {
    let parsed = parse_module(text).map_err(|error| not_python(text, &error))?;
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for statement in &parsed.syntax().body {
        let names = match statement {
            Stmt::Import(import) => &import.names,
            Stmt::ImportFrom(import) => &import.names,
            _ => continue,
        };
        known.extend(
            names.iter().map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).as_str()),
        );
    }
    Ok(used_imports(values, |name| known.contains(name)))
}

/// Imports of names that the operations speak of and no import of the template's own lines gives.
pub(super) fn imports_beside(template: &str, values: &Values<'_>) -> Vec<&'static str> {
    let known: BTreeSet<&str> = template
        .lines()
        .filter(|line| line.starts_with("import ") || line.starts_with("from "))
        .flat_map(|line| line.split([' ', ',', '(', ')', '\t']))
        .collect();
    used_imports(values, |name| known.contains(name))
}

fn used_imports(values: &Values<'_>, known: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let lines = || values.upgrades.iter().chain(values.downgrades);
    IMPORTS
        .into_iter()
        .filter(|(name, _)| {
            let used = format!("{name}.");
            !known(name) && lines().any(|line| line.contains(&used))
        })
        .map(|(_, import)| import)
        .collect()
}

/// Puts imports behind those of a template that has no place for them.
fn insert_imports(text: &str, imports: &[&str]) -> Result<String, Unwritable> {
    let parsed = parse_module(text).map_err(|error| not_python(text, &error))?;
    let last = parsed
        .syntax()
        .body
        .iter()
        .filter(|statement| matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_)))
        .map(|statement| statement.end().to_usize())
        .next_back()
        .ok_or_else(|| {
            Unwritable(format!("script.py.mako has no place for imports: {}", imports.join(", ")))
        })?;
    let (head, tail) = text.split_at(last);
    Ok(format!("{head}\n{}{tail}", imports.join("\n")))
}

/// Proves that the text reads as the revision that was to be written.
pub(super) fn proven(text: &str, values: &Values<'_>) -> Result<(), Unwritable> {
    let read = revision::read("script.py.mako", text).map_err(|error| {
        Unwritable(format!(
            "script.py.mako gives no revision: line {} of the outcome: {}",
            error.line, error.reason
        ))
    })?;
    if read.revision != values.rev_id || read.down_revisions != values.parents {
        return Err(Unwritable(
            "script.py.mako does not give the revision its id and what it follows".to_owned(),
        ));
    }
    Ok(())
}

fn not_python(text: &str, error: &ruff_python_parser::ParseError) -> Unwritable {
    let start = error.location.start().to_usize();
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    Unwritable(format!(
        "script.py.mako gives no Python: line {line} of the outcome: {}",
        error.error
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: CreatedAt = CreatedAt {
        year: 2026,
        month: 3,
        day: 9,
        hour: 8,
        minute: 7,
        second: 6,
        epoch: 1,
        offset: Some(0),
    };

    fn filled(template: Option<&str>, upgrades: &[&str]) -> Result<String, Unwritable> {
        let upgrades: Vec<String> = upgrades.iter().map(|line| (*line).to_owned()).collect();
        fill(
            template,
            &Values {
                message: "Add it",
                rev_id: "b",
                parents: &["a".to_owned()],
                created_at: Some(AT),
                upgrades: &upgrades,
                downgrades: &[],
            },
        )
    }

    const SHORT: &str = "\"\"\"${message}\"\"\"\nfrom alembic import op\n${imports if imports else \"\"}\nrevision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\ndef upgrade():\n    ${upgrades if upgrades else \"pass\"}\ndef downgrade():\n    ${downgrades or 'pass'}\n";

    #[test]
    fn the_default_template_is_a_revision() {
        let text = filled(None, &["op.add_column('t', sa.Column('a', sa.Text()))"]).expect("text");
        assert!(text.contains("Create Date: 2026-03-09 08:07:06+00:00"), "{text}");
        assert!(text.contains("\n    op.add_column("), "{text}");
        assert!(text.contains("    pass"), "{text}");
    }

    #[test]
    fn imports_are_added_where_they_are_missing() {
        let lines = ["op.x(sa.Text(), postgresql.JSONB())"];
        let wanted = "import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n";
        let text = filled(Some(SHORT), &lines).expect("text");
        assert!(text.contains(&format!("from alembic import op\n{wanted}")), "{text}");
        let without = SHORT.replace("${imports if imports else \"\"}\n", "");
        let text = filled(Some(&without), &lines).expect("text");
        assert!(text.contains(&format!("from alembic import op\n{wanted}")), "{text}");
        let nothing = filled(Some(SHORT), &["op.x()"]).expect("text");
        assert!(!nothing.contains("sqlalchemy"), "{nothing}");
    }

    #[test]
    fn dates_have_an_offset_where_there_is_a_timezone() {
        assert_eq!(created(CreatedAt { offset: Some(-12_600), ..AT }), "2026-03-09 08:07:06-03:30");
        assert_eq!(created(CreatedAt { offset: None, ..AT }), "2026-03-09 08:07:06");
    }

    #[test]
    fn a_block_keeps_its_indentation() {
        let text = filled(Some(SHORT), &["with op.a():\n    op.b()", "op.c()"]).expect("text");
        assert!(text.contains("    with op.a():\n        op.b()\n    op.c()\n"), "{text}");
    }

    #[test]
    fn what_cannot_be_filled_is_named() {
        let cases = [
            ("% if imports:\n", "line 1 of script.py.mako holds Mako code"),
            ("<%! import x %>\n", "line 1 of script.py.mako holds Mako code"),
            ("${config.author}\n", "what Alembic does not give: config.author"),
        ];
        for (line, wanted) in cases {
            let error = filled(Some(&format!("{line}{SHORT}")), &[]).expect_err(line).to_string();
            assert!(error.contains(wanted), "{error}");
        }
        let lost = SHORT.replace("${upgrades if upgrades else \"pass\"}", "pass");
        let error = filled(Some(&lost), &[]).expect_err("lost").to_string();
        assert!(error.contains("${upgrades}"), "{error}");
        let renamed = SHORT.replace("revision = ${repr(up_revision)}\ndown", "down");
        assert!(filled(Some(&renamed), &[]).is_err());
    }
}
