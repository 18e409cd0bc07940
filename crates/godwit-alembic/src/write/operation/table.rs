use godwit_schema::{
    Address, Constraint, ConstraintKind, KeyIndex, Object, Table, quote::quote_ident,
};

use super::{
    super::{literal, part::execute},
    Look, column, comment_argument, constraint, final_name, index, is_quoted_well, schema,
};

/// A statement about the step's table.
pub(super) fn single(look: &Look<'_>, sql: &str) -> Option<String> {
    let address = look.address();
    let table = literal::text(address.name());
    if let Some((from, to)) = look.names() {
        if sql != format!("ALTER TABLE {} RENAME TO {}", from.sql(), quote_ident(to.name())) {
            return None;
        }
        let mut arguments = vec![literal::text(from.name()), literal::text(to.name())];
        arguments.extend(schema(from));
        return Some(literal::call("op.rename_table", &arguments));
    }
    if sql == format!("DROP TABLE {}", address.sql()) {
        let mut arguments = vec![table];
        arguments.extend(schema(address));
        return Some(literal::call("op.drop_table", &arguments));
    }
    let comment = look
        .comment(&format!("TABLE {}", address.sql()), sql)
        .filter(|text| is_quoted_well(*text))?;
    let before = look.sides().0.and_then(Object::comment);
    let mut arguments = vec![table];
    arguments.extend(comment.map(literal::text));
    arguments.extend(comment_argument("existing_comment", before));
    arguments.extend(schema(address));
    Some(match comment {
        Some(_) => literal::call("op.create_table_comment", &arguments),
        None => literal::call("op.drop_table_comment", &arguments),
    })
}

/// `op.create_table` with all but foreign keys and what else has a step of its own, then its indexes, then
/// what the plan says afterwards: row security, a column's storage, privileges that default ones gave
/// and that are not wanted. `None` where it says something that none of these says.
pub(super) fn create(look: &Look<'_>) -> Option<Vec<String>> {
    let (catalog, address) = (look.catalog(), look.address());
    let view = catalog.table(address)?;
    if !is_plain(view.table) || !is_quoted_well(view.table.comment.as_deref()) {
        return None;
    }
    let mut arguments = vec![literal::text(address.name())];
    for (at, found) in &view.columns {
        let default = column::default_in(catalog, &view, at, found)?;
        arguments.push(column::definition_of(catalog, at, found, default)?);
    }
    // A check or index by a function of the table's row has a step of its own.
    let carries = |part: &Address| look.step.changes.iter().any(|change| change.address == *part);
    for (at, found) in &view.constraints {
        if carries(at) && !matches!(found.kind, ConstraintKind::ForeignKey(_)) {
            arguments.push(inline(at, found)?);
        }
    }
    arguments.extend(comment_argument("comment", view.table.comment.as_deref()));
    arguments.extend(schema(address));
    let mut lines = vec![format!("op.create_table(\n    {},\n)", arguments.join(",\n    "))];
    for (at, found) in &view.indexes {
        if carries(at) {
            lines.push(index::create(at, found, false)?);
        }
    }
    let altered = format!("ALTER TABLE {} ", address.sql());
    for statement in &look.step.statements {
        let begins = |words: &[&str]| words.iter().any(|word| statement.sql.starts_with(word));
        if begins(&[&altered, "REVOKE ", "GRANT "]) {
            lines.push(execute(&statement.sql));
        } else if !begins(&SAID) {
            return None;
        }
    }
    Some(lines)
}

/// Statements that `op.create_table` and `op.create_index` say too.
const SAID: [&str; 6] = [
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE UNIQUE INDEX ",
    "COMMENT ON ",
    "CREATE SEQUENCE ",
    "ALTER SEQUENCE ",
];

/// Whether its `CREATE TABLE` says nothing but columns and constraints.
fn is_plain(table: &Table) -> bool {
    let plain = Table {
        row_security: table.row_security,
        force_row_security: table.force_row_security,
        replica_identity: table.replica_identity.clone(),
        clustered_on: table.clustered_on.clone(),
        comment: table.comment.clone(),
        ..Table::default()
    };
    *table == plain
}

/// A constraint inside `op.create_table`; `None` asks for SQL.
fn inline(address: &Address, found: &Constraint) -> Option<String> {
    if !found.is_checked()
        || found.temporal
        || found.comment.is_some()
        || found.only
        || found.parent.is_some()
        || found.index != KeyIndex::default()
    {
        return None;
    }
    let (class, mut arguments) = match &found.kind {
        ConstraintKind::PrimaryKey { columns, include } if include.is_empty() => {
            ("sa.PrimaryKeyConstraint", columns.iter().map(|name| literal::text(name)).collect())
        }
        ConstraintKind::Unique { columns, include, .. } if include.is_empty() => {
            ("sa.UniqueConstraint", columns.iter().map(|name| literal::text(name)).collect())
        }
        ConstraintKind::Check { expression, no_inherit: false } => {
            ("sa.CheckConstraint", vec![literal::condition(&expression.text)])
        }
        ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Unique { .. }
        | ConstraintKind::Check { .. }
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::Exclude { .. } => return None,
    };
    arguments.push(format!("name={}", final_name(address)));
    arguments.extend(constraint::options(found));
    Some(format!("{class}({})", arguments.join(", ")))
}
