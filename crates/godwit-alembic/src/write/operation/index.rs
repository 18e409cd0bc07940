use godwit_schema::{Address, Index, IndexKey, IndexTerm, Object, quote::quote_ident};

use super::{super::literal, Look, final_name, schema, table_name};

/// A statement about the step's index.
pub(super) fn single(look: &Look<'_>, sql: &str) -> Option<String> {
    let address = look.address();
    for concurrently in [false, true] {
        let word = if concurrently { "CONCURRENTLY " } else { "" };
        if sql == format!("DROP INDEX {word}{}", address.sql()) {
            return drop(address, concurrently);
        }
        let name = quote_ident(address.name());
        let creates = ["", "UNIQUE "]
            .iter()
            .any(|unique| sql.starts_with(&format!("CREATE {unique}INDEX {word}{name} ON ")));
        if creates {
            let Some(Object::Index(found)) = look.sides().1 else { return None };
            // Statements of their own follow for these.
            let plain = Index { comment: None, statistics: Vec::new(), ..found.clone() };
            return create(address, &plain, concurrently);
        }
    }
    None
}

/// A concurrent drop that failed left an invalid index, or none when only the stamp failed; the same
/// command finishes it.
fn drop(address: &Address, concurrently: bool) -> Option<String> {
    let mut arguments = vec![final_name(address), format!("table_name={}", table_name(address)?)];
    if concurrently {
        arguments.push("postgresql_concurrently=True".to_owned());
        arguments.push("if_exists=True".to_owned());
    }
    arguments.extend(schema(address));
    Some(literal::call("op.drop_index", &arguments))
}

/// `op.create_index(…)`; `None` asks for SQL.
pub(super) fn create(address: &Address, found: &Index, concurrently: bool) -> Option<String> {
    if found.comment.is_some()
        || found.only
        || found.parent.is_some()
        || found.tablespace.is_some()
        || !found.statistics.is_empty()
    {
        return None;
    }
    let keys: Vec<String> = found.keys.iter().map(key).collect();
    let mut arguments = vec![
        final_name(address),
        table_name(address)?,
        format!("[{}]", keys.join(", ")),
        format!("unique={}", literal::truth(found.unique)),
    ];
    arguments.extend(schema(address));
    if found.method != "btree" {
        arguments.push(format!("postgresql_using={}", literal::text(&found.method)));
    }
    if !found.include.is_empty() {
        arguments.push(format!("postgresql_include={}", literal::list(&found.include)));
    }
    if found.nulls_not_distinct {
        arguments.push("postgresql_nulls_not_distinct=True".to_owned());
    }
    if !found.options.is_empty() {
        let options: Vec<String> = found
            .options
            .iter()
            .map(|(name, value)| format!("{}: {}", literal::text(name), literal::text(value)))
            .collect();
        arguments.push(format!("postgresql_with={{{}}}", options.join(", ")));
    }
    if let Some(predicate) = &found.predicate {
        arguments.push(format!("postgresql_where={}", literal::sa_text(&predicate.text)));
    }
    if concurrently {
        arguments.push("postgresql_concurrently=True".to_owned());
    }
    Some(literal::call("op.create_index", &arguments))
}

/// A column's name, or SQL for whatever says more.
fn key(key: &IndexKey) -> String {
    let mut sql = match &key.term {
        IndexTerm::Column { name } if *key == IndexKey::column(name) => {
            return literal::text(name);
        }
        IndexTerm::Column { name } => quote_ident(name),
        IndexTerm::Expression { expression } => format!("({})", expression.text.trim()),
    };
    if let Some(collation) = &key.collation {
        sql.push_str(&format!(" COLLATE {collation}"));
    }
    if let Some(operator_class) = &key.operator_class {
        sql.push_str(&format!(" {operator_class}"));
    }
    if key.descending {
        sql.push_str(" DESC");
    }
    match (key.descending, key.nulls_first) {
        (false, true) => sql.push_str(" NULLS FIRST"),
        (true, false) => sql.push_str(" NULLS LAST"),
        (false, false) | (true, true) => {}
    }
    literal::sa_text(&sql)
}
