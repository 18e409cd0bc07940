use super::{CreatedAt, Unwritable, literal};

/// Alembic's own template in its present form, with what it imports.
const DEFAULT: &str = include_str!("script.py.mako");

/// What a template is filled with.
pub(super) struct Values<'a> {
    pub(super) message: String,
    pub(super) rev_id: &'a str,
    pub(super) parents: &'a [String],
    pub(super) created_at: CreatedAt,
    pub(super) upgrades: &'a [String],
    pub(super) downgrades: &'a [String],
}

/// Fills the project's template, or Alembic's when it has none.
///
/// # Errors
/// The template holds Mako that does more than fill in the values Alembic gives.
pub(super) fn fill(template: Option<&str>, values: &Values<'_>) -> Result<String, Unwritable> {
    let template = template.unwrap_or(DEFAULT);
    let mut out = String::new();
    for (at, line) in template.lines().enumerate() {
        if line.trim_start().starts_with("##") {
            continue;
        }
        let start = line.trim_start();
        if start.starts_with('%') && !start.starts_with("%%") || start.contains("<%") {
            return Err(Unwritable(format!(
                "line {} of script.py.mako holds Mako code, which is not supported",
                at + 1
            )));
        }
        let mut rest = line;
        while let Some((head, tail)) = rest.split_once("${") {
            let (expression, behind) = tail.split_once('}').ok_or_else(|| {
                Unwritable(format!("line {} of script.py.mako has a ${{ without its }}", at + 1))
            })?;
            out.push_str(head);
            let indent = head.len() - head.trim_start().len();
            out.push_str(&value(expression, indent, values).ok_or_else(|| {
                Unwritable(format!(
                    "line {} of script.py.mako fills in what Alembic does not give: {expression}",
                    at + 1
                ))
            })?);
            rest = behind;
        }
        out.push_str(rest);
        out.push('\n');
    }
    // A template of a project older than 2.0 types may not import these.
    for import in ["import sqlalchemy as sa", "from sqlalchemy.dialects import postgresql"] {
        let name = import.rsplit(' ').next().unwrap_or_default();
        let used = out.contains(&format!("{name}."));
        if used && !out.lines().any(|line| line.trim() == import) {
            out = out.replacen(
                "from alembic import op\n",
                &format!("from alembic import op\n{import}\n"),
                1,
            );
        }
    }
    Ok(out)
}

fn value(expression: &str, indent: usize, values: &Values<'_>) -> Option<String> {
    let at = values.created_at;
    let parents = || match values.parents {
        [] => "None".to_owned(),
        [one] => literal::text(one),
        several => {
            format!(
                "({})",
                several.iter().map(|one| literal::text(one)).collect::<Vec<_>>().join(", ")
            )
        }
    };
    let words: String = expression.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match words.as_str() {
        "message" => values.message.clone(),
        "up_revision" => values.rev_id.to_owned(),
        "down_revision | comma,n" | "down_revision | comma, n" | "down_revision" => {
            values.parents.join(", ")
        }
        "create_date" => format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}.000000",
            at.year, at.month, at.day, at.hour, at.minute, at.second
        ),
        "imports if imports else \"\"" | "imports if imports else ''" | "imports" => String::new(),
        "repr(up_revision)" => literal::text(values.rev_id),
        "repr(down_revision)" => parents(),
        "repr(branch_labels)" | "repr(depends_on)" => "None".to_owned(),
        "upgrades if upgrades else \"pass\"" | "upgrades if upgrades else 'pass'" | "upgrades" => {
            block(values.upgrades, indent)
        }
        "downgrades if downgrades else \"pass\""
        | "downgrades if downgrades else 'pass'"
        | "downgrades" => block(values.downgrades, indent),
        _ => return None,
    })
}

/// The first line stands where the template put it; the others are indented like it.
fn block(lines: &[String], indent: usize) -> String {
    if lines.is_empty() {
        return "pass".to_owned();
    }
    lines.join("\n").replace('\n', &format!("\n{}", " ".repeat(indent)))
}
