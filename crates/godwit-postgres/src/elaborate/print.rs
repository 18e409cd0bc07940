use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use godwit_schema::{
    Address, Catalog, Object,
    quote::{quote_ident, quote_literal},
};
use sqlx::Row;

use super::{lex, slot::Slot};
use crate::{
    Error, Session,
    introspect::{leaves_operators_out, settled},
};

const DOING: &str = "asking the server what the expressions mean";

/// A text to be put to the server in the place of an expression.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub address: Address,
    pub slot: Slot,
    pub text: String,
}

/// What the server made of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Printed {
    /// As it prints it, with the columns and enums that it needs, and the search path without which it
    /// would use other operators.
    As { text: String, needs: BTreeSet<Address>, search_path: Option<String> },
    /// It keeps nothing: `DEFAULT NULL`.
    Nothing,
    /// Its primary message.
    Refused(String),
}

/// Puts expressions to the server on temporary tables like the wanted ones.
pub(super) struct Printer<'a> {
    wanted: &'a Catalog,
    /// Begins every name that this reader makes up; no wanted name begins with it.
    prefix: String,
    /// Enums that the server lacks, or has with other labels, with their temporary names.
    enums: BTreeMap<Address, String>,
}

impl<'a> Printer<'a> {
    /// Asks which of the enums the server has, and whether temporary tables may be made: one round
    /// trip.
    pub(super) async fn open(session: &mut Session, wanted: &'a Catalog) -> Result<Self, Error> {
        let row = sqlx::raw_sql(
            "SELECT has_database_privilege(current_database(), 'TEMP') AS allowed,
                (SELECT coalesce(json_agg(json_build_array(n.nspname, t.typname,
                        (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)
                         FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))), '[]')::text
                    FROM pg_catalog.pg_type t
                    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                    WHERE t.typtype = 'e') AS enums",
        )
        .fetch_one(session.connection())
        .await
        .map_err(|error| Error::during(DOING, &error))?;
        let allowed: bool = row.try_get("allowed").map_err(|error| Error::during(DOING, &error))?;
        if !allowed {
            return Err(cannot("the role may not make temporary tables")
                .with_hint("connect as a role with the TEMPORARY privilege on the database"));
        }
        let enums: String = row.try_get("enums").map_err(|error| Error::during(DOING, &error))?;
        let present: BTreeMap<Address, Vec<String>> =
            names::<(String, String, Option<Vec<String>>)>(&enums)
                .map_err(|error| Error::during(DOING, &error))?
                .into_iter()
                .map(|(namespace, name, labels)| {
                    (Address::enum_type(&namespace, &name), labels.unwrap_or_default())
                })
                .collect();
        let mut prefix = "godwit_".to_owned();
        while wanted
            .objects()
            .any(|(address, _)| address.path().iter().any(|part| part.starts_with(prefix.as_str())))
        {
            prefix.push('_');
        }
        let enums = wanted
            .objects()
            .filter_map(|(address, object)| match object {
                Object::Enum(found) if present.get(address) != Some(&found.labels) => Some(address),
                _ => None,
            })
            .enumerate()
            .map(|(at, address)| (address.clone(), format!("{prefix}enum_{at}")))
            .collect();
        Ok(Self { wanted, prefix, enums })
    }

    /// What the server makes of each text, in order. One round trip when it refuses none; else halves
    /// are tried until each refused one stands alone.
    pub(super) async fn print(
        &self,
        session: &mut Session,
        items: &[Item],
    ) -> Result<Vec<Printed>, Error> {
        let mut answers: Vec<Option<Printed>> = vec![None; items.len()];
        let mut pending: Vec<Vec<usize>> = self.layers(items);
        while let Some(asked) = pending.pop() {
            let statements = match self.statements(items, &asked) {
                Ok(statements) => statements,
                Err((at, reason)) => {
                    answers[at] = Some(Printed::Refused(reason));
                    pending.push(asked.into_iter().filter(|found| *found != at).collect());
                    continue;
                }
            };
            match self.try_lump(session, items, &asked, statements).await? {
                Ok(printed) => {
                    for (at, printed) in asked.into_iter().zip(printed) {
                        answers[at] = Some(printed);
                    }
                }
                Err(message) => match asked.as_slice() {
                    [at] => answers[*at] = Some(Printed::Refused(message)),
                    _ => {
                        let (first, second) = asked.split_at(asked.len() / 2);
                        pending.extend([first.to_vec(), second.to_vec()]);
                    }
                },
            }
        }
        Ok(answers.into_iter().map(|answer| answer.unwrap_or(Printed::Nothing)).collect())
    }

    /// Indexes of items in lumps, so that no two tables of one name share a lump.
    fn layers(&self, items: &[Item]) -> Vec<Vec<usize>> {
        let mut layers: Vec<(BTreeMap<&str, &str>, Vec<usize>)> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let [namespace, table, ..] = item.address.path() else { continue };
            let found = layers.iter_mut().find(|(tables, _)| {
                tables.get(table.as_str()).is_none_or(|taken| *taken == namespace)
            });
            match found {
                Some((tables, asked)) => {
                    tables.insert(table, namespace);
                    asked.push(at);
                }
                None => {
                    layers.push((BTreeMap::from([(table.as_str(), namespace.as_str())]), vec![at]))
                }
            }
        }
        layers.into_iter().map(|(_, asked)| asked).collect()
    }

    /// SQL that makes the tables of some items with their expressions on them.
    ///
    /// No text reaches the server that is not one balanced expression; see [`lex`].
    fn statements(&self, items: &[Item], asked: &[usize]) -> Result<String, (usize, String)> {
        let mut sql = String::new();
        for (address, name) in &self.enums {
            let labels = self.wanted.enum_type(address).map_or(&[][..], |found| &found.labels);
            let labels: Vec<String> = labels.iter().map(|label| quote_literal(label)).collect();
            let _ = writeln!(sql, "CREATE TYPE pg_temp.{name} AS ENUM ({});", labels.join(", "));
        }
        let mut tables: BTreeMap<Address, Vec<usize>> = BTreeMap::new();
        for at in asked {
            if let Some(table) = items[*at].address.owner_table() {
                tables.entry(table).or_default().push(*at);
            }
        }
        for (table, asked) in &tables {
            let first = asked.first().copied().unwrap_or_default();
            let view = self
                .wanted
                .table(table)
                .ok_or_else(|| (first, format!("its table is not there: {}", table.sql())))?;
            let mut parts = Vec::new();
            for (column, found) in &view.columns {
                let data_type = self.input(table, &format!("::{}", found.data_type.text)).map_err(
                    |reason| (first, format!("the type of {column} cannot be sent: {reason}")),
                )?;
                parts.push(format!("{} {}", quote_ident(column.name()), &data_type[2..]));
            }
            let mut indexes = String::new();
            for at in asked {
                let item = &items[*at];
                let name = format!("{}{at}", self.prefix);
                let refused = |reason: &str| (*at, reason.to_owned());
                let text = self.input(table, &item.text).map_err(refused)?;
                let column_type = || {
                    self.wanted
                        .column(&item.address.with_kind(godwit_schema::Kind::Column))
                        .ok_or_else(|| refused("its column is not there"))
                        .and_then(|column| {
                            self.input(table, &format!("::{}", column.data_type.text))
                                .map_err(refused)
                        })
                        .map(|text| text[2..].to_owned())
                };
                match item.slot {
                    Slot::Default => {
                        parts.push(format!("{name} {} DEFAULT ({text}\n)", column_type()?))
                    }
                    Slot::Generated => {
                        let stored = self
                            .wanted
                            .column(&item.address)
                            .and_then(|column| column.generated.as_ref())
                            .is_none_or(|generated| generated.stored);
                        parts.push(format!(
                            "{name} {} GENERATED ALWAYS AS ({text}\n) {}",
                            column_type()?,
                            if stored { "STORED" } else { "VIRTUAL" }
                        ));
                    }
                    Slot::Check => parts.push(format!("CONSTRAINT {name} CHECK ({text}\n)")),
                    Slot::Exclude => parts.push(format!("CONSTRAINT {name} {text}\n")),
                    Slot::Key(key) => {
                        let index = self.wanted.index(&item.address);
                        let found = index.and_then(|index| index.keys.get(key));
                        let method = index.map_or("btree", |index| index.method.as_str());
                        let class =
                            found.and_then(|key| key.operator_class.as_deref()).unwrap_or("");
                        let collation = found
                            .and_then(|key| key.collation.as_deref())
                            .map_or_else(String::new, |text| format!("COLLATE {text}"));
                        lex::tokens(&format!("a {class} {collation}")).map_err(refused)?;
                        let _ = writeln!(
                            indexes,
                            "CREATE INDEX {name} ON pg_temp.{} USING {} (({text}\n) {collation} {class});",
                            quote_ident(table.name()),
                            quote_ident(method),
                        );
                    }
                    Slot::Predicate => {
                        let _ = writeln!(
                            indexes,
                            "CREATE INDEX {name} ON pg_temp.{} ((1)) WHERE ({text}\n);",
                            quote_ident(table.name()),
                        );
                    }
                }
            }
            // Types come before temporary tables, whose row types would hide types of the same name.
            let _ = writeln!(
                sql,
                "SET LOCAL search_path = {}, public, pg_temp;",
                quote_ident(table.namespace_name())
            );
            let _ = writeln!(
                sql,
                "CREATE TABLE pg_temp.{} ({});\n{indexes}",
                quote_ident(table.name()),
                parts.join(", ")
            );
        }
        Ok(sql)
    }

    /// A text with the temporary names of enums in the place of the real ones.
    fn input(&self, table: &Address, text: &str) -> Result<String, &'static str> {
        lex::rename_types(text, |namespace, name| {
            let found = match namespace {
                Some(namespace) => self.enums.get(&Address::enum_type(namespace, name)),
                None => [table.namespace_name(), "public"]
                    .iter()
                    .find_map(|namespace| self.enums.get(&Address::enum_type(namespace, name))),
            };
            found.map(|name| format!("pg_temp.{name}"))
        })
    }

    /// A printed text with the real names of enums in the place of the temporary ones.
    fn output(&self, text: &str) -> Result<String, &'static str> {
        lex::rename_types(text, |namespace, name| {
            // A type of pg_temp is in view under every search path, and so printed without it.
            let temporary = namespace.is_none_or(|found| {
                found == "pg_temp" || found.strip_prefix("pg_temp_").is_some_and(is_number)
            });
            self.real_enum(name).filter(|_| temporary).map(Address::sql)
        })
    }

    fn real_enum(&self, temporary: &str) -> Option<&Address> {
        self.enums.iter().find_map(|(address, name)| (name == temporary).then_some(address))
    }

    /// Makes and reads everything in one transaction that is rolled back. The inner error is the
    /// server's refusal.
    async fn try_lump(
        &self,
        session: &mut Session,
        items: &[Item],
        asked: &[usize],
        statements: String,
    ) -> Result<Result<Vec<Printed>, String>, Error> {
        let read = include_str!("print.sql").replace("$prefix$", &quote_literal(&self.prefix));
        let sql = format!(
            "BEGIN READ WRITE;\nSET LOCAL statement_timeout = '60s';\nSET LOCAL lock_timeout = '5s';\n\
             SET LOCAL check_function_bodies = off;\n{statements}\
             SET LOCAL search_path = pg_catalog;\n{read};\nROLLBACK"
        );
        let rows =
            match sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_all(session.connection()).await {
                Ok(rows) => rows,
                Err(error) => {
                    let message = match error.as_database_error() {
                        Some(server) if server.code().is_none_or(|code| is_refusal(&code)) => {
                            server.message().to_owned()
                        }
                        _ => return Err(Error::during(DOING, &error)),
                    };
                    sqlx::raw_sql("ROLLBACK")
                        .execute(session.connection())
                        .await
                        .map_err(|error| Error::during(DOING, &error))?;
                    return Ok(Err(message));
                }
            };
        let mut found = BTreeMap::new();
        for row in rows {
            let read = || {
                Ok((
                    row.try_get::<String, _>("name")?,
                    row.try_get::<String, _>("text")?,
                    names::<String>(row.try_get("columns")?)?,
                    names::<String>(row.try_get("enums")?)?,
                    row.try_get::<Option<String>, _>("search_path")?,
                ))
            };
            let (name, text, columns, enums, search_path) =
                read().map_err(|error: sqlx::Error| Error::during(DOING, &error))?;
            found.insert(name, (text, columns, enums, search_path));
        }
        let printed = asked.iter().map(|at| {
            let Some((text, columns, enums, search_path)) =
                found.get(&format!("{}{at}", self.prefix))
            else {
                return Printed::Nothing;
            };
            match self.output(text) {
                Ok(text) => {
                    let text = settled(text);
                    let search_path = search_path.clone().filter(|_| leaves_operators_out(&text));
                    let needs = self.needs(&items[*at].address, columns, enums);
                    Printed::As { text, needs, search_path }
                }
                Err(reason) => {
                    Printed::Refused(format!("its printed form cannot be read: {reason}"))
                }
            }
        });
        Ok(Ok(printed.collect()))
    }

    fn needs(&self, address: &Address, columns: &[String], enums: &[String]) -> BTreeSet<Address> {
        let [namespace, table, ..] = address.path() else { return BTreeSet::new() };
        let columns = columns.iter().map(|name| Address::column(namespace, table, name));
        let enums = enums.iter().filter_map(|printed| {
            let name = printed.rsplit('.').next().unwrap_or(printed);
            self.real_enum(name).cloned().or_else(|| {
                self.wanted
                    .objects()
                    .map(|(address, _)| address)
                    .find(|address| {
                        address.kind() == godwit_schema::Kind::Enum && address.sql() == *printed
                    })
                    .cloned()
            })
        });
        columns
            .chain(enums)
            .filter(|needed| self.wanted.get(needed).is_some() && needed != address)
            .collect()
    }
}

/// Whether the server refuses the text rather than the request: classes of SQLSTATE about syntax,
/// names, types, values and features (manual, appendix A).
fn is_refusal(sqlstate: &str) -> bool {
    // 42501 may mean one function that the role must not call.
    matches!(sqlstate.get(..2), Some("42" | "22" | "0A" | "2B" | "3F" | "54" | "55" | "P0" | "XX"))
}

/// A list that the server sent as JSON.
fn names<T: serde::de::DeserializeOwned>(json: &str) -> Result<Vec<T>, sqlx::Error> {
    serde_json::from_str(json).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Why the server cannot be asked.
pub(super) fn cannot(reason: &str) -> Error {
    Error::new(
        "cannot-elaborate",
        format!("the server cannot be asked what written expressions mean: {reason}"),
    )
}
