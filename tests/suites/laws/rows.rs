//! Rows of tables that are on both sides, counted and hashed by the server.

use std::collections::BTreeMap;

use godwit_schema::quote::quote_ident;
use serde::Deserialize;

use crate::stage::{Direction, Script, Stage};

/// Values print the same in every database.
const PINS: &str = "SET search_path = pg_catalog; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD';
SET intervalstyle = postgres; SET quote_all_identifiers = off;
SET standard_conforming_strings = on;\n";

/// Tables with the type of every column and what domains and arrays it stands on: text of a domain's
/// column changes with its base, as from char(8) to text. Null where equal names do not promise equal
/// text: generated values, and composite types, whose attributes may change.
const TABLES: &str = "
SELECT coalesce(json_agg(json_build_object(
    'namespace', n.nspname, 'name', c.relname, 'partitioned', c.relkind = 'p',
    'columns', (
        SELECT coalesce(json_agg(json_build_array(a.attname,
            CASE WHEN a.attgenerated = '' THEN stands.on_types END) ORDER BY a.attname), '[]')
        FROM pg_attribute a
        CROSS JOIN LATERAL (
            WITH RECURSIVE below AS (
                SELECT a.atttypid AS type, a.atttypmod AS modifier
                UNION ALL
                SELECT CASE typtype WHEN 'd' THEN typbasetype ELSE typelem END,
                    CASE typtype WHEN 'd' THEN typtypmod ELSE -1 END
                FROM below JOIN pg_type ON pg_type.oid = type
                WHERE typtype = 'd' OR typelem <> 0)
            SELECT CASE WHEN bool_and(typtype <> 'c')
                THEN string_agg(format_type(type, modifier), ' over ') END AS on_types
            FROM below JOIN pg_type ON pg_type.oid = type) AS stands
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))), '[]')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
    AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
        AND d.objid = c.oid AND d.deptype = 'e');";

/// A table as the server tells it.
#[derive(Debug, Deserialize)]
pub struct Table {
    namespace: String,
    name: String,
    partitioned: bool,
    columns: Vec<(String, Option<String>)>,
}

/// What must be answered the same before and after: one question a table.
#[derive(Debug)]
pub struct Tally {
    tables: Vec<String>,
    answers: String,
    after: String,
}

impl Tally {
    /// Asks what a direction begins with about the tables and columns that both states have.
    pub async fn before(stage: &Stage, direction: &Direction<'_>) -> Result<Self, String> {
        let (from, to, renames) = (direction.from, direction.to, &direction.renames);
        let after: BTreeMap<String, &Table> =
            to.tables.iter().map(|table| (table.sql(), table)).collect();
        let renamed = |from: String| {
            let found = renames.iter().find(|rename| plain(&rename.from) == from);
            found.map_or(from, |rename| plain(&rename.to).to_owned())
        };
        let mut before = PINS.to_owned();
        let mut tally = Self { tables: Vec::new(), answers: String::new(), after: PINS.to_owned() };
        for is in &from.tables {
            let name = is.sql();
            let moved = renamed(quote_ident(&is.namespace)) + "." + &quote_ident(&is.name);
            let wanted = renamed(name.clone());
            let wanted = if wanted == name { moved } else { wanted };
            let Some(shall) = after.get(&wanted) else { continue };
            // Rows lie in the partitions, which are tables of their own.
            if is.partitioned && shall.partitioned {
                continue;
            }
            let only = if is.partitioned || shall.partitioned { "" } else { "ONLY " };
            let types: BTreeMap<String, &String> = shall
                .columns
                .iter()
                .filter_map(|(column, kind)| Some((quote_ident(column), kind.as_ref()?)))
                .collect();
            let (mut old, mut new) = (Vec::new(), Vec::new());
            for (column, kind) in &is.columns {
                let column = quote_ident(column);
                let path = format!("{name}.{column}");
                let after = renamed(path.clone());
                let after = if after == path {
                    column.clone()
                } else {
                    after.strip_prefix(&format!("{wanted}.")).unwrap_or(&column).to_owned()
                };
                if types.get(&after).copied() == kind.as_ref() && kind.is_some() {
                    old.push(column);
                    new.push(after);
                }
            }
            before += &question(&old, &format!("{only}{name}"));
            tally.after += &question(&new, &format!("{only}{wanted}"));
            tally.tables.push(wanted);
        }
        if !tally.tables.is_empty() {
            tally.answers = stage.psql(&from.database, true, Script::Text(&before)).await?;
        }
        Ok(tally)
    }

    /// Tables whose rows are not the same any more, with both counts.
    pub async fn lost(&self, stage: &Stage, database: &str) -> Result<Vec<String>, String> {
        if self.tables.is_empty() {
            return Ok(Vec::new());
        }
        let before = &self.answers;
        let after = stage.psql(database, true, Script::Text(&self.after)).await?;
        let answers = before.lines().zip(after.lines());
        Ok(self
            .tables
            .iter()
            .zip(answers)
            .filter(|(_, (before, after))| before != after)
            .map(|(table, (before, after))| {
                format!("{table}: rows and hash were {before}, are {after}")
            })
            .collect())
    }
}

impl Table {
    fn sql(&self) -> String {
        format!("{}.{}", quote_ident(&self.namespace), quote_ident(&self.name))
    }
}

/// The tables of a database, then some statements more.
pub async fn tables(stage: &Stage, database: &str, more: &str) -> Result<Vec<Table>, String> {
    let script = format!("{PINS}{TABLES}\n{more}");
    let text = stage.psql(database, true, Script::Text(&script)).await?;
    serde_json::from_str(&text).map_err(|error| format!("the tables cannot be read: {error}"))
}

/// Number of rows, and a hash over them that does not depend on their order.
fn question(columns: &[String], table: &str) -> String {
    format!(
        "SELECT count(*), md5(coalesce(string_agg(hash, ',' ORDER BY hash), '')) FROM \
         (SELECT md5(ROW({})::text) AS hash FROM {table}) AS hashed;\n",
        columns.join(", ")
    )
}

/// The qualified name in a rename, which may begin with the noun of the kind.
fn plain(address: &str) -> &str {
    ["schema ", "table ", "column "]
        .iter()
        .find_map(|noun| address.strip_prefix(noun))
        .unwrap_or(address)
}
