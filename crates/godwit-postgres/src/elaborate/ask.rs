use std::collections::BTreeMap;

use godwit_schema::{
    Address, Catalog, Object,
    quote::{quote_ident, quote_literal},
};
use sqlx::{AssertSqlSafe, Row};

use super::slot::Slot;
use crate::{Error, Session};

/// One text, put in the place of one expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) address: Address,
    pub(super) slot: Slot,
    pub(super) text: String,
}

/// The server's print of each text, or its message where it refuses one.
///
/// All are tried in one go: one round trip to make the tables, one to read. When something is
/// refused, halves are tried, until the one at fault stands alone.
pub(super) async fn ask(
    session: &mut Session,
    before: &Catalog,
    wanted: &Catalog,
    asks: &[Ask],
) -> Result<Vec<Result<String, String>>, Error> {
    if asks.is_empty() {
        return Ok(Vec::new());
    }
    let stage = Stage::build(before, wanted, asks);
    run(session, "BEGIN".to_owned()).await?;
    let tried = attempt(session, &stage, asks.len()).await;
    run(session, "ROLLBACK".to_owned()).await?;
    match tried {
        Ok(texts) => Ok(texts.into_iter().map(Ok).collect()),
        Err(error) if error.sqlstate().is_none() => Err(error),
        Err(error) => {
            no_temporary_tables(session, &error).await?;
            if asks.len() == 1 {
                let message = error.message();
                let message = message.split_once(" failed: ").map_or(message, |(_, rest)| rest);
                return Ok(vec![Err(message.to_owned())]);
            }
            let (first, second) = asks.split_at(asks.len() / 2);
            let mut answers = Box::pin(ask(session, before, wanted, first)).await?;
            answers.extend(Box::pin(ask(session, before, wanted, second)).await?);
            Ok(answers)
        }
    }
}

async fn run(session: &mut Session, sql: String) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(session.connection())
        .await
        .map_err(|error| Error::during("trying an expression", &error))?;
    Ok(())
}

/// Tells the lack of a right from a fault of the expression.
async fn no_temporary_tables(session: &mut Session, error: &Error) -> Result<(), Error> {
    let lacking = match error.sqlstate() {
        Some("25006") => true,
        Some("42501") => !sqlx::query_scalar::<_, bool>(
            "SELECT has_database_privilege(current_database(), 'TEMP')",
        )
        .fetch_one(session.connection())
        .await
        .map_err(|error| Error::during("asking for the right to make temporary tables", &error))?,
        _ => false,
    };
    if lacking {
        return Err(Error::new(
            "cannot-elaborate",
            "expressions of the models cannot be compared: the role may make no temporary tables here",
        )
        .with_hint("GRANT TEMPORARY ON DATABASE to the role, or connect to the primary server"));
    }
    Ok(())
}

async fn attempt(session: &mut Session, stage: &Stage, count: usize) -> Result<Vec<String>, Error> {
    run(session, stage.script.clone()).await?;
    let rows = sqlx::query(include_str!("answers.sql"))
        .persistent(false)
        .bind(&stage.kinds)
        .bind(&stage.tables)
        .bind(&stage.names)
        .fetch_all(session.connection())
        .await
        .map_err(|error| Error::during("reading expressions back", &error))?;
    let mut texts = Vec::with_capacity(count);
    for row in &rows {
        let text: String = row
            .try_get("text")
            .map_err(|error| Error::during("reading expressions back", &error))?;
        texts.push(stage.put_back(&text));
    }
    Ok(texts)
}

/// Temporary tables and types with every text in its place.
#[derive(Default)]
struct Stage {
    script: String,
    /// Of each text: what it hangs on, in which table, under which name.
    kinds: Vec<&'static str>,
    tables: Vec<String>,
    names: Vec<String>,
    /// Qualified name by the printed name of a temporary enum.
    enums: BTreeMap<String, String>,
}

impl Stage {
    fn build(before: &Catalog, wanted: &Catalog, asks: &[Ask]) -> Self {
        let mut stage = Self::default();
        let mut present: BTreeMap<Address, String> = BTreeMap::new();
        for (at, ask) in asks.iter().enumerate() {
            let Some(table) = ask.address.owner_table() else { continue };
            let name = match present.get(&table) {
                Some(name) => name.clone(),
                None => {
                    let name = stage.table(before, wanted, &table, present.len());
                    present.insert(table.clone(), name.clone());
                    name
                }
            };
            stage.hang(wanted, ask, at, &name);
        }
        stage.script.push_str("SET LOCAL search_path = pg_catalog;\n");
        stage
    }

    /// A temporary table with the wanted columns, under its own name unless another has it.
    fn table(&mut self, before: &Catalog, wanted: &Catalog, table: &Address, at: usize) -> String {
        let mut name = table.name().to_owned();
        if self.tables.contains(&name) {
            name = format!("godwit_table_{at}");
        }
        let mut columns = Vec::new();
        if let Some(view) = wanted.table(table) {
            for (address, column) in &view.columns {
                let mut data_type = column.data_type.text.clone();
                if let Some(of) = &column.data_type.of
                    && let Some(temporary) = self.enum_type(before, wanted, of)
                {
                    data_type = data_type.replacen(&of.sql(), &temporary, 1);
                }
                let collation = column
                    .collation
                    .as_ref()
                    .map_or_else(String::new, |collation| format!(" COLLATE {collation}"));
                columns.push(format!("{} {data_type}{collation}", quote_ident(address.name())));
            }
        }
        // Functions and types of a written text are found as its author's session would find them.
        self.script.push_str(&format!(
            "SET LOCAL search_path = {}, public;\nCREATE TEMPORARY TABLE {} ({});\n",
            quote_ident(table.namespace_name()),
            quote_ident(&name),
            columns.join(", ")
        ));
        name
    }

    /// A temporary enum where the wanted one is not there as wanted; its SQL name.
    fn enum_type(&mut self, before: &Catalog, wanted: &Catalog, of: &Address) -> Option<String> {
        let labels = &wanted.enum_type(of)?.labels;
        if before.enum_type(of).is_some_and(|found| found.labels == *labels) {
            return None;
        }
        let name = quote_ident(of.name());
        let temporary = format!("pg_temp.{name}");
        if self.enums.get(&name).is_none() {
            let labels: Vec<String> = labels.iter().map(|label| quote_literal(label)).collect();
            self.script.push_str(&format!("CREATE TYPE {temporary} AS ENUM ({});\n", labels.join(", ")));
            self.enums.insert(name, of.sql());
        }
        Some(temporary)
    }

    fn hang(&mut self, wanted: &Catalog, ask: &Ask, at: usize, table: &str) {
        let quoted = format!("pg_temp.{}", quote_ident(table));
        let column = quote_ident(ask.address.name());
        let name = format!("godwit_{at}");
        let text = &ask.text;
        let (kind, name, sql) = match ask.slot {
            Slot::Default => (
                "column",
                ask.address.name().to_owned(),
                format!("ALTER TABLE {quoted} ALTER COLUMN {column} SET DEFAULT ({text})"),
            ),
            Slot::Generated => {
                let data_type = wanted
                    .column(&ask.address)
                    .map_or("text", |column| column.data_type.text.as_str());
                let sql = format!(
                    "ALTER TABLE {quoted} ADD COLUMN {name} {data_type} GENERATED ALWAYS AS ({text}) STORED"
                );
                ("column", name, sql)
            }
            Slot::Check => {
                let sql = format!("ALTER TABLE {quoted} ADD CONSTRAINT {name} CHECK ({text})");
                ("constraint", name, sql)
            }
            Slot::Exclude => {
                let sql = format!("ALTER TABLE {quoted} ADD CONSTRAINT {name} {text}");
                ("constraint", name, sql)
            }
            Slot::Key(place) => {
                let (method, class) = match wanted.get(&ask.address) {
                    Some(Object::Index(index)) => (
                        index.method.clone(),
                        index
                            .keys
                            .get(place)
                            .and_then(|key| key.operator_class.clone())
                            .unwrap_or_default(),
                    ),
                    _ => ("btree".to_owned(), String::new()),
                };
                let sql = format!(
                    "CREATE INDEX {name} ON {quoted} USING {} (({text}) {class})",
                    quote_ident(&method)
                );
                ("key", name, sql)
            }
            Slot::Predicate => {
                let sql = format!("CREATE INDEX {name} ON {quoted} ((1)) WHERE {text}");
                ("predicate", name, sql)
            }
        };
        self.script.push_str(&sql);
        self.script.push_str(";\n");
        self.kinds.push(kind);
        self.tables.push(table.to_owned());
        self.names.push(name);
    }

    /// Gives temporary enums their real names back. A type name stands behind `::` only, and never
    /// inside a literal.
    fn put_back(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            if letter == '\'' || letter == '"' {
                let end = literal_end(rest, out.ends_with('E'));
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            if let Some(behind) = rest.strip_prefix("::") {
                let bare = behind.strip_prefix("pg_temp.").unwrap_or(behind);
                let found = self.enums.iter().find(|(name, _)| {
                    bare.strip_prefix(name.as_str()).is_some_and(|tail| {
                        !tail.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '.')
                    })
                });
                if let Some((name, real)) = found {
                    out.push_str("::");
                    out.push_str(real);
                    rest = &bare[name.len()..];
                    continue;
                }
            }
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
        out
    }
}

/// Where a literal or quoted name that starts at the first byte ends.
fn literal_end(text: &str, escapes: bool) -> usize {
    let quote = text.as_bytes().first().copied().unwrap_or(b'\'');
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if escapes && bytes[at] == b'\\' {
            at += 2;
        } else if bytes[at] == quote && bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else if bytes[at] == quote {
            return at + 1;
        } else {
            at += 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_type_names_are_put_back() {
        let stage = Stage {
            enums: BTreeMap::from([("color".to_owned(), "public.color".to_owned())]),
            ..Stage::default()
        };
        assert_eq!(
            stage.put_back("('::color'::color <> ANY (ARRAY['a'::color[], 'b'::colors]))"),
            "('::color'::public.color <> ANY (ARRAY['a'::public.color[], 'b'::colors]))"
        );
        assert_eq!(stage.put_back("E'\\'::color'::text"), "E'\\'::color'::text");
    }
}
