//! Bounded reads of live data: numbers for the planner, and the rows behind them when a person asks.
//!
//! Everything runs in one READ ONLY transaction with a time limit a question, and takes no lock
//! beyond that of a SELECT.

mod condition;
mod sample;

use std::time::Duration;

use godwit_schema::{
    Address,
    fact::{Answer, Fact, Question},
};
use sqlx::{AssertSqlSafe, PgConnection, Row};

use crate::{Error, Session};

pub use sample::{SampleRows, sample};

use condition::condition;

/// A table estimated to have fewer rows is counted.
const COUNTED_BELOW: i64 = 1_000_000;

/// Answers questions, each within a time limit.
///
/// A question that times out or that the server refuses is unknown, with the reason; it does not
/// stop the others.
///
/// # Errors
/// The connection was lost.
pub async fn probe(
    session: &mut Session,
    questions: &[Question],
    limit: Duration,
) -> Result<Vec<Answer>, Error> {
    let connection = session.connection();
    run(connection, "BEGIN READ ONLY").await?;
    run_text(connection, format!("SET LOCAL statement_timeout = {}", limit.as_millis())).await?;
    let mut answers = Vec::with_capacity(questions.len());
    let mut lost = None;
    for question in questions {
        match answer(connection, question).await {
            Ok(value) => answers.push(Answer { question: question.clone(), value }),
            Err(error) => {
                lost = Some(error);
                break;
            }
        }
    }
    let ended = run(connection, "ROLLBACK").await;
    if let Some(error) = lost {
        return Err(error);
    }
    ended?;
    Ok(answers)
}

async fn answer(connection: &mut PgConnection, question: &Question) -> Result<Fact, Error> {
    match question {
        Question::Rows { table } => return size(connection, table, true).await,
        Question::Bytes { table } => return size(connection, table, false).await,
        _ => {}
    }
    let condition = condition(question);
    count(connection, condition.before.as_deref(), &condition.count()).await
}

/// Runs one counting query under a savepoint, so that its failure leaves the transaction usable. It is
/// rolled back also when it succeeds, which gives up the lock on the table: holding locks on many
/// tables could deadlock with a run that changes them in another order.
async fn count(
    connection: &mut PgConnection,
    before: Option<&str>,
    sql: &str,
) -> Result<Fact, Error> {
    run(connection, "SAVEPOINT question").await?;
    let counting = async {
        if let Some(before) = before {
            sqlx::raw_sql(AssertSqlSafe(before)).execute(&mut *connection).await?;
        }
        sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql))
            .persistent(false)
            .fetch_one(&mut *connection)
            .await
    };
    match counting.await {
        Ok(count) => {
            run(connection, "ROLLBACK TO SAVEPOINT question").await?;
            Ok(Fact::Exact { count: u64::try_from(count).unwrap_or(0) })
        }
        Err(error) => {
            let Some(server) = error.as_database_error() else {
                return Err(Error::during("asking about live rows", &error));
            };
            let code = server.code().unwrap_or_default();
            // Class 22 is an error of values, whose message may quote one.
            let reason = match code.as_ref() {
                "57014" => "counting took longer than its time limit".to_owned(),
                "42501" => "the role may not read the table".to_owned(),
                code if code.starts_with("22") => {
                    format!("a value could not be computed (SQLSTATE {code})")
                }
                code => format!("{} (SQLSTATE {code})", server.message()),
            };
            run(connection, "ROLLBACK TO SAVEPOINT question").await?;
            Ok(Fact::Unknown { reason })
        }
    }
}

async fn size(connection: &mut PgConnection, table: &Address, rows: bool) -> Result<Fact, Error> {
    let found = sqlx::query(
        // A partitioned table has its partitions' rows. One that was never analysed counts as -1.
        "SELECT coalesce(sum(greatest(part.reltuples, 0)), 0)::int8 AS rows,
                coalesce(sum(pg_total_relation_size(part.oid)), 0)::int8 AS bytes
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         LEFT JOIN LATERAL (
             SELECT c.oid WHERE c.relkind <> 'p'
             UNION ALL
             SELECT tree.relid FROM pg_partition_tree(c.oid) tree WHERE c.relkind = 'p' AND tree.isleaf
         ) own ON true
         LEFT JOIN pg_class part ON part.oid = own.oid
         WHERE n.nspname = $1 AND c.relname = $2
         GROUP BY c.oid",
    )
    .bind(table.namespace_name())
    .bind(table.name())
    .fetch_optional(&mut *connection)
    .await
    .map_err(|error| Error::during("asking how large a table is", &error))?;
    let Some(found) = found else {
        return Ok(Fact::Unknown { reason: format!("there is no {table}") });
    };
    let read = |name: &str| {
        found
            .try_get::<i64, _>(name)
            .map_err(|error| Error::during("asking how large a table is", &error))
    };
    if !rows {
        return Ok(Fact::Exact { count: u64::try_from(read("bytes")?).unwrap_or(0) });
    }
    let estimate = read("rows")?;
    if estimate >= COUNTED_BELOW {
        return Ok(Fact::Estimated { count: u64::try_from(estimate).unwrap_or(0) });
    }
    let rows = condition(&Question::Rows { table: table.clone() });
    count(connection, None, &rows.count()).await
}

async fn run(connection: &mut PgConnection, sql: &'static str) -> Result<(), Error> {
    sqlx::raw_sql(sql)
        .execute(connection)
        .await
        .map_err(|error| Error::during("asking about live rows", &error))?;
    Ok(())
}

async fn run_text(connection: &mut PgConnection, sql: String) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(connection)
        .await
        .map_err(|error| Error::during("asking about live rows", &error))?;
    Ok(())
}
