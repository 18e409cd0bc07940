use godwit_schema::{Address, fact::Question, quote::quote_ident};
use sqlx::{AssertSqlSafe, Column, PgConnection, Row};

use super::{
    condition::{Condition, condition},
    run, run_text,
};
use crate::{Error, Session};

/// How long reading the rows may take, in milliseconds.
const LIMIT: &str = "SET LOCAL statement_timeout = 30000";

/// Rows that a person asked to see. Never saved, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct SampleRows {
    /// Names of the columns: the primary key's first, then those the question is about.
    pub columns: Vec<String>,
    /// Values as text; `None` for NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// Whether there are more.
    pub more: bool,
}

/// Counts only: rows belong to a person, not to a log.
impl std::fmt::Debug for SampleRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SampleRows({} rows)", self.rows.len())
    }
}

/// Reads the rows behind a question, at most `limit` of them.
///
/// # Errors
/// What the server refused.
pub async fn sample(
    session: &mut Session,
    question: &Question,
    limit: u32,
) -> Result<SampleRows, Error> {
    let connection = session.connection();
    run(connection, "BEGIN READ ONLY").await?;
    let read = async {
        run(connection, LIMIT).await?;
        let condition = condition(question);
        if let Some(before) = &condition.before {
            run_text(connection, before.clone()).await?;
        }
        read(connection, &condition, limit).await
    }
    .await;
    let ended = run(connection, "ROLLBACK").await;
    let read = read?;
    ended?;
    Ok(read)
}

async fn read(
    connection: &mut PgConnection,
    condition: &Condition,
    limit: u32,
) -> Result<SampleRows, Error> {
    let (key, columns) = names(connection, &condition.table).await?;
    let mut terms: Vec<String> =
        key.iter().map(|name| format!("t.{}", quote_ident(name))).collect();
    if terms.is_empty() {
        terms.push("t.ctid".to_owned());
    }
    let order = terms.join(", ");
    let mentioned = condition.mentioned_in.iter().flat_map(|text| {
        columns
            .iter()
            .filter(|name| mentions(text, name))
            .map(|name| format!("t.{}", quote_ident(name)))
    });
    for term in condition.shown.iter().cloned().chain(mentioned) {
        let known = format!("t.{}", term.trim_start_matches("t."));
        if !terms.contains(&term) && !terms.contains(&known) {
            terms.push(term);
        }
    }
    let list: Vec<String> = terms
        .iter()
        .map(|term| {
            let name = term.trim_start_matches("t.");
            let label = if name.starts_with('"') { name.to_owned() } else { quote_ident(name) };
            format!("({term})::text AS {label}")
        })
        .collect();
    // By the terms first, so that rows with an equal key stand together; as text, since not every type
    // has an order.
    let shown_first: String =
        condition.shown.iter().map(|term| format!("({term})::text, ")).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {} ORDER BY {shown_first}{order} LIMIT {}",
        list.join(", "),
        condition.from,
        condition.filter,
        limit.saturating_add(1)
    );
    let during = |error: sqlx::Error| Error::during("reading the rows", &error);
    let rows = sqlx::query(AssertSqlSafe(sql))
        .persistent(false)
        .fetch_all(connection)
        .await
        .map_err(during)?;
    let columns = match rows.first() {
        Some(row) => row.columns().iter().map(|column| column.name().to_owned()).collect(),
        None => terms.iter().map(|term| term.trim_start_matches("t.").to_owned()).collect(),
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let values = rows
        .iter()
        .take(limit)
        .map(|row| (0..row.len()).map(|at| row.try_get(at)).collect::<Result<Vec<_>, _>>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(during)?;
    Ok(SampleRows { columns, rows: values, more: rows.len() > limit })
}

/// Names of the primary key's columns, and of all columns.
async fn names(
    connection: &mut PgConnection,
    table: &Address,
) -> Result<(Vec<String>, Vec<String>), Error> {
    sqlx::query_as(
        "SELECT
            coalesce((SELECT array_agg(a.attname::text ORDER BY k.n)
                FROM pg_constraint p
                CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (attnum, n)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                WHERE p.conrelid = c.oid AND p.contype = 'p'), '{}'),
            ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND c.relname = $2",
    )
    .bind(table.namespace_name())
    .bind(table.name())
    .fetch_one(connection)
    .await
    .map_err(|error| Error::during("reading the rows", &error))
}

/// Whether an expression, as PostgreSQL prints it, names a column.
fn mentions(text: &str, column: &str) -> bool {
    let quoted = quote_ident(column);
    let part_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '"' | '$');
    text.match_indices(&quoted).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn columns_are_whole_names() {
        assert!(mentions("(quantity > 0)", "quantity"));
        assert!(!mentions("(quantity_left > 0)", "quantity"));
        assert!(mentions("(\"User\" IS NOT NULL)", "User"));
    }
}
