use std::collections::BTreeMap;

use godwit_schema::{Address, Index, IndexKey, IndexTerm, KeyStatistics, quote::quote_ident};

use super::{names, options, parenthesised};

/// `CREATE INDEX`.
pub(crate) fn create(address: &Address, index: &Index, concurrently: bool) -> String {
    let table = address.owner_table().map(|table| table.sql()).unwrap_or_default();
    let keys: Vec<String> = index.keys.iter().map(key).collect();
    let mut sql = format!(
        "CREATE {}INDEX {}{} ON {}{table} USING {} ({})",
        if index.unique { "UNIQUE " } else { "" },
        if concurrently { "CONCURRENTLY " } else { "" },
        quote_ident(address.name()),
        if index.only { "ONLY " } else { "" },
        quote_ident(&index.method),
        keys.join(", ")
    );
    if !index.include.is_empty() {
        sql.push_str(&format!(" INCLUDE ({})", names(&index.include)));
    }
    if index.nulls_not_distinct {
        sql.push_str(" NULLS NOT DISTINCT");
    }
    if let (Some(with), _) = options(&BTreeMap::new(), &index.options) {
        sql.push_str(&format!(" WITH {with}"));
    }
    if let Some(tablespace) = &index.tablespace {
        sql.push_str(&format!(" TABLESPACE {}", quote_ident(tablespace)));
    }
    if let Some(predicate) = &index.predicate {
        sql.push_str(&format!(" WHERE {}", parenthesised(&predicate.text)));
    }
    sql
}

/// `ALTER INDEX … SET` and `RESET`, for storage parameters: what is built stays as it is, and what comes
/// later follows them.
pub(crate) fn set(
    address: &Address,
    now: &BTreeMap<String, String>,
    next: &BTreeMap<String, String>,
) -> Vec<String> {
    let (set, reset) = options(now, next);
    let set = set.map(|set| format!("ALTER INDEX {} SET {set}", address.sql()));
    let reset = reset.map(|reset| format!("ALTER INDEX {} RESET {reset}", address.sql()));
    set.into_iter().chain(reset).collect()
}

/// `ALTER INDEX … ALTER COLUMN … SET STATISTICS`, for each key that is to be sampled otherwise.
pub(crate) fn sample(
    address: &Address,
    now: &[KeyStatistics],
    next: &[KeyStatistics],
) -> Vec<String> {
    let left = now.iter().filter(|one| next.iter().all(|other| other.key != one.key));
    let left = left.map(|one| KeyStatistics { target: -1, ..*one });
    let set = next.iter().filter(|one| !now.contains(one)).copied();
    left.chain(set)
        .map(|one| {
            let KeyStatistics { key, target } = one;
            format!("ALTER INDEX {} ALTER COLUMN {key} SET STATISTICS {target}", address.sql())
        })
        .collect()
}

/// `ALTER INDEX … SET TABLESPACE`; `None` is that of the database.
pub(crate) fn relocate(address: &Address, tablespace: Option<&str>) -> String {
    let tablespace = quote_ident(tablespace.unwrap_or("pg_default"));
    format!("ALTER INDEX {} SET TABLESPACE {tablespace}", address.sql())
}

/// `DROP INDEX`.
pub(crate) fn drop(address: &Address, concurrently: bool) -> String {
    let concurrently = if concurrently { "CONCURRENTLY " } else { "" };
    format!("DROP INDEX {concurrently}{}", address.sql())
}

/// Removes what a failed concurrent build left.
pub(crate) fn clean_up(address: &Address) -> String {
    format!("DROP INDEX CONCURRENTLY IF EXISTS {}", address.sql())
}

/// A key term as SQL, without collation, operator class and order.
pub(crate) fn term(term: &IndexTerm) -> String {
    match term {
        IndexTerm::Column { name } => quote_ident(name),
        IndexTerm::Expression { expression } => parenthesised(&expression.text),
    }
}

fn key(key: &IndexKey) -> String {
    let mut sql = term(&key.term);
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
    sql
}
