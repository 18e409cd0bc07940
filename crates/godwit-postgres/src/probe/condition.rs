use godwit_schema::{
    Address,
    fact::Question,
    quote::{quote_ident, quote_literal},
};

/// Which rows a question is about.
pub(super) struct Condition {
    /// The table they are in.
    pub(super) table: Address,
    /// FROM clause; the table's alias is `t`.
    pub(super) from: String,
    /// WHERE condition.
    pub(super) filter: String,
    /// SQL terms that a person wants to see beside the key.
    pub(super) shown: Vec<String>,
    /// Text in which columns to be shown are named, when `shown` cannot list them.
    pub(super) mentioned_in: Option<String>,
}

/// The rows of a question; why they cannot be found, for those that cannot.
///
/// `number` tells whether the column of a question about casts holds numbers.
pub(super) fn condition(
    question: &Question,
    version: u32,
    number: bool,
) -> Result<Condition, String> {
    Ok(match question {
        Question::Rows { table } | Question::Bytes { table } => of_table(table, "true".to_owned()),
        Question::Nulls { column } => of_column(column, |name| format!("{name} IS NULL")),
        Question::Values { column } => of_column(column, |name| format!("{name} IS NOT NULL")),
        Question::LongerThan { column, length } => {
            of_column(column, |name| format!("char_length({name}::text) > {length}"))
        }
        Question::Labels { column, labels } => {
            let labels: Vec<String> = labels.iter().map(|label| quote_literal(label)).collect();
            // As text, so that labels that are gone are no error; in an array, so that one form serves
            // columns of the enum and of its arrays.
            of_column(column, |name| {
                format!("ARRAY[{name}]::text[] && ARRAY[{}]::text[]", labels.join(", "))
            })
        }
        Question::FailingCasts { column, data_type } => {
            let check = failing(data_type, version, number)?;
            of_column(column, |name| check.replace("{}", name))
        }
        Question::CheckViolations { table, expression } => Condition {
            mentioned_in: Some(expression.clone()),
            ..of_table(table, format!("NOT ({expression})"))
        },
        Question::Duplicates { table, terms, predicate, nulls_not_distinct } => {
            let mut filters = Vec::new();
            if let Some(predicate) = predicate {
                filters.push(format!("({predicate})"));
            }
            if !nulls_not_distinct {
                filters.extend(terms.iter().map(|term| format!("{term} IS NOT NULL")));
            }
            if filters.is_empty() {
                filters.push("true".to_owned());
            }
            let filter = format!(
                "t.ctid IN (SELECT g.ctid FROM (SELECT t.ctid, count(*) OVER (PARTITION BY {}) AS n \
                 FROM ONLY {} t WHERE {}) g WHERE g.n > 1)",
                terms.join(", "),
                table.sql(),
                filters.join(" AND ")
            );
            Condition { shown: terms.clone(), ..of_table(table, filter) }
        }
        Question::Orphans { table, columns, references, referenced_columns, match_full } => {
            let own: Vec<String> =
                columns.iter().map(|name| format!("t.{}", quote_ident(name))).collect();
            let pairs: Vec<String> = own
                .iter()
                .zip(referenced_columns)
                .map(|(own, other)| format!("r.{} = {own}", quote_ident(other)))
                .collect();
            let present: Vec<String> =
                own.iter().map(|name| format!("{name} IS NOT NULL")).collect();
            let missing = format!(
                "NOT EXISTS (SELECT FROM {} r WHERE {})",
                references.sql(),
                pairs.join(" AND ")
            );
            let whole = format!("({} AND {missing})", present.join(" AND "));
            let filter = if *match_full && own.len() > 1 {
                let absent: Vec<String> =
                    own.iter().map(|name| format!("{name} IS NULL")).collect();
                format!("({whole} OR (({}) AND ({})))", absent.join(" OR "), present.join(" OR "))
            } else {
                whole
            };
            Condition { shown: own, ..of_table(table, filter) }
        }
    })
}

/// A condition over `{}` that holds for values that do not cast to a type.
fn failing(data_type: &str, version: u32, number: bool) -> Result<String, String> {
    let range = match data_type {
        "smallint" => Some((i64::from(i16::MIN), i64::from(i16::MAX))),
        "integer" => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
        "bigint" => Some((i64::MIN, i64::MAX)),
        _ => None,
    };
    // pg_input_is_valid came with 16. Before, only numbers can be compared without running a cast
    // that raises an error.
    if let (true, Some((low, high))) = (number, range) {
        Ok(format!("{{}} NOT BETWEEN ({low})::numeric AND ({high})::numeric"))
    } else if version >= 160_000 {
        Ok(format!(
            "{{}} IS NOT NULL AND NOT pg_input_is_valid({{}}::text, {})",
            quote_literal(data_type)
        ))
    } else {
        Err(format!("whether values cast to {data_type} can be asked only from PostgreSQL 16 on"))
    }
}

fn of_table(table: &Address, filter: String) -> Condition {
    Condition {
        table: table.clone(),
        from: format!("ONLY {} t", table.sql()),
        filter,
        shown: Vec::new(),
        mentioned_in: None,
    }
}

fn of_column(column: &Address, filter: impl Fn(&str) -> String) -> Condition {
    let name = format!("t.{}", quote_ident(column.name()));
    let table = column.owner_table().unwrap_or_else(|| column.clone());
    Condition { shown: vec![name.clone()], ..of_table(&table, filter(&name)) }
}
