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
    /// A statement to run before: it sets the search path that the condition needs, or finds the rows.
    pub(super) before: Option<String>,
    /// Whether no WHERE condition can tell: what runs before leaves the number of the rows in the
    /// setting `godwit.failing`.
    pub(super) scripted: bool,
    /// Text in which columns to be shown are named, when `shown` cannot list them.
    pub(super) mentioned_in: Option<String>,
}

impl Condition {
    /// A query that counts the rows.
    pub(super) fn count(&self) -> String {
        if self.scripted {
            return "SELECT current_setting('godwit.failing')::int8".to_owned();
        }
        format!("SELECT count(*) FROM {} WHERE {}", self.from, self.filter)
    }
}

/// The rows of a question.
pub(super) fn condition(question: &Question) -> Condition {
    match question {
        Question::Rows { table } | Question::Bytes { table } => of_table(table, own("t", table)),
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
        Question::FailingCasts { column, data_type, using } => {
            let filter = format!("{PLACE} = ANY (current_setting('godwit.places')::text[])");
            Condition {
                before: Some(failing(column, data_type, using.as_deref())),
                scripted: true,
                ..of_column(column, |_| filter.clone())
            }
        }
        Question::CheckViolations { table, expression, no_inherit, search_path } => Condition {
            before: search_path.as_deref().map(under),
            mentioned_in: Some(expression.clone()),
            from: format!("{}{} t", if *no_inherit { "ONLY " } else { "" }, table.sql()),
            ..of_table(table, format!("NOT ({expression})"))
        },
        Question::Duplicates { table, terms, predicate, nulls_not_distinct, search_path } => {
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
            filters.push(own("t", table));
            let filter = format!(
                "(t.tableoid, t.ctid) IN (SELECT g.tableoid, g.ctid FROM (SELECT t.tableoid, t.ctid, \
                 count(*) OVER (PARTITION BY {}) AS n FROM {} t WHERE {}) g WHERE g.n > 1)",
                terms.join(", "),
                table.sql(),
                filters.join(" AND ")
            );
            Condition {
                shown: terms.clone(),
                before: search_path.as_deref().map(under),
                ..of_table(table, filter)
            }
        }
        Question::Orphans { table, columns, references, referenced_columns, match_full } => {
            let keys: Vec<String> =
                columns.iter().map(|name| format!("t.{}", quote_ident(name))).collect();
            let pairs: Vec<String> = keys
                .iter()
                .zip(referenced_columns)
                .map(|(key, other)| format!("r.{} = {key}", quote_ident(other)))
                .collect();
            let present: Vec<String> =
                keys.iter().map(|name| format!("{name} IS NOT NULL")).collect();
            let missing = format!(
                "NOT EXISTS (SELECT FROM {} r WHERE {} AND {})",
                references.sql(),
                pairs.join(" AND "),
                own("r", references)
            );
            let whole = format!("({} AND {missing})", present.join(" AND "));
            let filter = if *match_full && keys.len() > 1 {
                let absent: Vec<String> =
                    keys.iter().map(|name| format!("{name} IS NULL")).collect();
                format!("({whole} OR (({}) AND ({})))", absent.join(" OR "), present.join(" OR "))
            } else {
                whole
            };
            let filter = format!("{filter} AND {}", own("t", table));
            let before = Some(under_types(&[(table, columns), (references, referenced_columns)]));
            Condition { shown: keys, before, ..of_table(table, filter) }
        }
    }
}

fn under(search_path: &str) -> String {
    format!("SET LOCAL search_path = {search_path}")
}

/// Sets the search path under which `=` between columns is that of their types: citext and hstore, say,
/// bring their own, and without it values would be compared as text.
fn under_types(columns: &[(&Address, &Vec<String>)]) -> String {
    let columns: Vec<String> = columns
        .iter()
        .flat_map(|(table, names)| {
            let table = quote_literal(&table.sql());
            names.iter().map(move |name| format!("({table}::regclass, {})", quote_literal(name)))
        })
        .collect();
    format!(
        "WITH RECURSIVE below (type) AS (
            SELECT a.atttypid
            FROM pg_catalog.pg_attribute a
            WHERE (a.attrelid, a.attname) IN ({})
            UNION
            SELECT t.typbasetype
            FROM below JOIN pg_catalog.pg_type t ON t.oid = type
            WHERE t.typtype = 'd')
        SELECT set_config('search_path', string_agg(DISTINCT quote_ident(n.nspname), ', '), true)
        FROM below
        JOIN pg_catalog.pg_type t ON t.oid = type
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace",
        columns.join(", ")
    )
}

/// Where a row is, also among partitions.
const PLACE: &str = "(t.tableoid || t.ctid::text)";
/// How many rows that do not cast are remembered by their places.
const PLACES: u32 = 100;

/// Casts every value as the change of type will, and counts those that raise an error: first all in one
/// go, which is fast and mostly enough, else each by itself. There is no other way before
/// `pg_input_is_valid` came with 16, and that one knows only of types' input, not of casts.
///
/// PL/pgSQL assigns like ALTER TABLE does: by an assignment cast (`exec_cast_value` of `pl_exec.c`). The
/// value has the column's name, since that is how the expression calls it. A cancelled query is none
/// of OTHERS.
fn failing(column: &Address, data_type: &str, using: Option<&str>) -> String {
    let name = quote_ident(column.name());
    let table = column.owner_table().unwrap_or_else(|| column.clone()).sql();
    let value = using.unwrap_or(&name);
    let rows = format!("FROM {table} t WHERE t.{name} IS NOT NULL");
    let body = format!(
        "DECLARE
    {name} {table}.{name}%TYPE;
    godwit_value {data_type};
    godwit_place text;
    godwit_places text[] := '{{}}';
    godwit_failing bigint := 0;
BEGIN
    BEGIN
        FOR godwit_place, {name} IN SELECT NULL, t.{name} {rows} LOOP
            godwit_value := {value};
        END LOOP;
    EXCEPTION WHEN OTHERS THEN
        FOR godwit_place, {name} IN SELECT {PLACE}, t.{name} {rows} LOOP
            BEGIN
                godwit_value := {value};
            EXCEPTION WHEN OTHERS THEN
                godwit_failing := godwit_failing + 1;
                IF godwit_failing <= {PLACES} THEN
                    godwit_places := godwit_places || godwit_place;
                END IF;
            END;
        END LOOP;
    END;
    PERFORM set_config('godwit.failing', godwit_failing::text, true),
        set_config('godwit.places', godwit_places::text, true);
END"
    );
    format!("DO LANGUAGE plpgsql {}", quote_literal(&body))
}

/// Keys and foreign keys hold for a table's rows and those of its partitions, but not for those of
/// tables that inherit from it (manual, 5.11.1).
fn own(alias: &str, table: &Address) -> String {
    let name = quote_literal(&table.sql());
    format!(
        "({alias}.tableoid = {name}::regclass OR \
         (SELECT c.relkind = 'p' FROM pg_catalog.pg_class c WHERE c.oid = {name}::regclass))"
    )
}

fn of_table(table: &Address, filter: String) -> Condition {
    Condition {
        table: table.clone(),
        from: format!("{} t", table.sql()),
        filter,
        shown: Vec::new(),
        before: None,
        scripted: false,
        mentioned_in: None,
    }
}

fn of_column(column: &Address, filter: impl Fn(&str) -> String) -> Condition {
    let name = format!("t.{}", quote_ident(column.name()));
    let table = column.owner_table().unwrap_or_else(|| column.clone());
    // A change of a column changes it in partitions and children too.
    Condition { shown: vec![name.clone()], ..of_table(&table, filter(&name)) }
}
