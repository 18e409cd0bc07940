//! Text in, text out: reads sources and prints the catalog compactly, for comparison as text.

use std::fmt::Write;

use godwit_models::{Libraries, Reading, SourceTree, Version, read};
use godwit_schema::{Catalog, ConstraintKind, Form, IndexTerm, Object};

/// The oldest versions that the mapping was measured with.
#[allow(dead_code, reason = "not every test file compares versions")]
pub fn old() -> Libraries {
    Libraries {
        sqlmodel: Version(0, 0, 29),
        sqlalchemy: Version(2, 0, 58),
        pydantic: Version(2, 14, 3),
        ..Libraries::newest()
    }
}

/// Reads one module under the newest libraries.
#[allow(dead_code, reason = "not every test file needs it")]
pub fn of(source: &str) -> String {
    show(&read(&SourceTree::of_texts([("app/models.py", source)]), &Libraries::newest()))
}

/// Reads several modules.
#[allow(dead_code, reason = "not every test file needs it")]
pub fn of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    show(&read(&SourceTree::of_texts(files), &Libraries::newest()))
}

/// Compares without the indentation of the raw strings.
#[track_caller]
pub fn check(actual: &str, expected: &str) {
    let expected: Vec<&str> =
        expected.lines().map(str::trim_end).skip_while(|line| line.is_empty()).collect();
    let indent = expected
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let expected: Vec<&str> =
        expected.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
    let expected = expected.join("\n");
    assert_eq!(actual.trim_end(), expected.trim_end(), "\nread:\n{actual}");
}

/// The whole reading as text.
pub fn show(reading: &Reading) -> String {
    let mut text = String::new();
    shown(&reading.catalog, &mut text).expect("writing to a String cannot fail");
    for one in &reading.undecided {
        let about = one.address.as_ref().map_or("?".to_owned(), ToString::to_string);
        writeln!(text, "undecided {about} at line {}: {}", one.span.line, one.reason)
            .expect("writing to a String cannot fail");
    }
    for one in &reading.errors {
        writeln!(text, "error {one}").expect("writing to a String cannot fail");
    }
    text
}

fn shown(catalog: &Catalog, text: &mut String) -> std::fmt::Result {
    for (address, object) in catalog.objects() {
        match object {
            Object::Enum(found) => {
                writeln!(text, "enum {}: {}", address.sql(), found.labels.join(", "))?;
            }
            Object::Sequence(found) => {
                write!(text, "sequence {} {}", address.sql(), found.data_type)?;
                if found.start != 1 {
                    write!(text, " start {}", found.start)?;
                }
                match &found.owned_by {
                    Some(owner) => writeln!(text, " of {}", owner.sql())?,
                    None => writeln!(text)?,
                }
            }
            _ => {}
        }
    }
    for address in catalog.tables() {
        let Some(table) = catalog.table(address) else { continue };
        write!(text, "{}", address.sql())?;
        if let Some(comment) = &table.table.comment {
            write!(text, " -- {comment}")?;
        }
        writeln!(text)?;
        for (address, column) in &table.columns {
            write!(text, "  {} {}", address.name(), column.data_type)?;
            if let Some(collation) = &column.collation {
                write!(text, " collate {collation}")?;
            }
            if column.not_null {
                write!(text, " not null")?;
            }
            if let Some(identity) = &column.identity {
                write!(text, " identity {:?} start {}", identity.mode, identity.sequence.start)?;
            }
            if let Some(generated) = &column.generated {
                let stored = if generated.stored { "stored" } else { "virtual" };
                write!(text, " generated {stored} {}", generated.expression.text)?;
            }
            if let Some(default) = table.defaults.get(address.name()) {
                let mark = if default.expression.form == Form::Canonical { "=" } else { "~" };
                write!(text, " {mark} {}", default.expression.text)?;
            }
            if let Some(comment) = &column.comment {
                write!(text, " -- {comment}")?;
            }
            writeln!(text)?;
        }
        for (address, constraint) in &table.constraints {
            let name = address.name();
            match &constraint.kind {
                ConstraintKind::PrimaryKey { columns, .. } => {
                    write!(text, "  {name}: primary key {}", columns.join(", "))?;
                }
                ConstraintKind::Unique { columns, nulls_not_distinct, .. } => {
                    let nulls = if *nulls_not_distinct { " nulls not distinct" } else { "" };
                    write!(text, "  {name}: unique{nulls} {}", columns.join(", "))?;
                }
                ConstraintKind::ForeignKey(key) => {
                    write!(
                        text,
                        "  {name}: {} -> {} {}",
                        key.columns.join(", "),
                        key.references.sql(),
                        key.referenced_columns.join(", ")
                    )?;
                    if key.on_delete.sql() != "NO ACTION" {
                        write!(text, " on delete {}", key.on_delete.sql())?;
                    }
                    if key.on_update.sql() != "NO ACTION" {
                        write!(text, " on update {}", key.on_update.sql())?;
                    }
                }
                ConstraintKind::Check { expression, .. } => {
                    write!(text, "  {name}: check {}", expression.text)?;
                }
                ConstraintKind::Exclude { definition } => {
                    write!(text, "  {name}: {}", definition.text)?;
                }
            }
            if constraint.deferrable {
                write!(text, " deferrable")?;
            }
            if constraint.initially_deferred {
                write!(text, " deferred")?;
            }
            writeln!(text)?;
        }
        for (address, index) in &table.indexes {
            let keys: Vec<String> = index
                .keys
                .iter()
                .map(|key| {
                    let mut shown = match &key.term {
                        IndexTerm::Column { name } => name.clone(),
                        IndexTerm::Expression { expression } => format!("({})", expression.text),
                    };
                    if let Some(class) = &key.operator_class {
                        shown += &format!(" {class}");
                    }
                    if key.descending {
                        shown += " desc";
                    }
                    if key.nulls_first {
                        shown += " nulls first";
                    }
                    shown
                })
                .collect();
            let unique = if index.unique { "unique " } else { "" };
            write!(text, "  {}: {unique}{} {}", address.name(), index.method, keys.join(", "))?;
            if !index.include.is_empty() {
                write!(text, " include {}", index.include.join(", "))?;
            }
            if let Some(predicate) = &index.predicate {
                write!(text, " where {}", predicate.text)?;
            }
            writeln!(text)?;
        }
    }
    Ok(())
}
