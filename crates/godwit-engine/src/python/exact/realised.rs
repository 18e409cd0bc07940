use std::collections::BTreeMap;

use godwit_postgres::{Session, introspect, realise::realise};
use godwit_schema::{Address, Catalog, Kind, SourceSpan, Spans, Undecided, quote::quote_ident};

use super::document::{Declared, Statement};
use crate::{Engine, error::Error, snapshot::Reading};

const DEFAULT_NAMESPACE: &str = "public";

impl Engine {
    /// Makes what was declared in a scratch database and reads it back. A table that the server
    /// refuses is undecided, so that nothing is done about it.
    pub(super) async fn realised(
        &self,
        source: &str,
        declared: Declared,
        notes: &mut Vec<String>,
    ) -> Result<Reading, Error> {
        let scratch = self.open_scratch("models").await?;
        let outcome = async {
            let mut session = Session::connect(scratch.target()).await?;
            let spans = spans(&declared);
            let undecided = make(&mut session, &declared, &spans, notes).await?;
            let read = introspect::introspect(&mut session).await?;
            session.close().await?;
            let mut reading = self.without_sizes(source, sayable(&read.catalog, notes));
            reading.snapshot.spans = spans;
            reading.snapshot.undecided = undecided;
            reading.printed_by = Some(read.version);
            Ok(reading)
        }
        .await;
        scratch.finish(outcome).await
    }
}

/// The statements, those that failed as undecided tables; the first failure of a table is the one
/// that tells why.
async fn make(
    session: &mut Session,
    declared: &Declared,
    spans: &Spans,
    notes: &mut Vec<String>,
) -> Result<Vec<Undecided>, Error> {
    let needs: Vec<String> = declared
        .extensions
        .iter()
        .map(|name| format!("CREATE EXTENSION IF NOT EXISTS {}", quote_ident(name)))
        .chain(
            declared
                .schemas
                .iter()
                .map(|name| format!("CREATE SCHEMA IF NOT EXISTS {}", quote_ident(name))),
        )
        .collect();
    let written: Vec<(&Statement, &str)> = declared
        .statements
        .iter()
        .filter_map(|statement| Some((statement, statement.sql.as_deref()?)))
        .collect();
    let all: Vec<&str> =
        needs.iter().map(String::as_str).chain(written.iter().map(|(_, sql)| *sql)).collect();
    let mut refused: Vec<(&Statement, String)> = declared
        .statements
        .iter()
        .filter_map(|statement| Some((statement, statement.error.clone()?)))
        .collect();
    for (at, error) in realise(session, &all).await? {
        match at.checked_sub(needs.len()) {
            // A type that is missing is told by the tables that need it.
            None => {
                notes.push(format!("the scratch server refuses {}: {}", all[at], error.message()))
            }
            Some(at) => refused.push((written[at].0, error.message().to_owned())),
        }
    }
    let mut undecided: BTreeMap<Option<Address>, Undecided> = BTreeMap::new();
    for (statement, why) in refused {
        let address = statement.table.as_ref().map(|(schema, name)| table(schema.as_deref(), name));
        let Some(address) = address else {
            notes.push(format!("the scratch server refuses what the models make: {why}"));
            continue;
        };
        let span = spans.get(&address).cloned().unwrap_or_else(nowhere);
        undecided.entry(Some(address.clone())).or_insert(Undecided {
            address: Some(address),
            span,
            reason: format!("the table could not be made in a scratch database: {why}"),
        });
    }
    Ok(undecided.into_values().collect())
}

fn nowhere() -> SourceSpan {
    SourceSpan { file: "env.py".to_owned(), line: 1, column: 1 }
}

fn table(schema: Option<&str>, name: &str) -> Address {
    Address::table(schema.unwrap_or(DEFAULT_NAMESPACE), name)
}

fn spans(declared: &Declared) -> Spans {
    let span = |file: &str, line| SourceSpan { file: file.to_owned(), line, column: 1 };
    let mut spans = Spans::new();
    for found in &declared.tables {
        let Some(place) = &found.place else { continue };
        let schema = found.schema.as_deref().unwrap_or(DEFAULT_NAMESPACE);
        let address = Address::table(schema, &found.name);
        spans.insert(address, span(&place.file, place.line));
        for (column, (file, line)) in &place.columns {
            let address = Address::column(schema, &found.name, column);
            spans.insert(address, span(file, *line));
        }
    }
    spans
}

/// What models can say, as if they had declared it: whose objects a scratch database's are, and
/// what its own definitions are, says nothing about what is wanted.
fn sayable(read: &Catalog, notes: &mut Vec<String>) -> Catalog {
    let mut catalog = Catalog::default();
    for (address, object) in read.objects() {
        match address.kind() {
            Kind::Namespace
            | Kind::Enum
            | Kind::Sequence
            | Kind::Table
            | Kind::Column
            | Kind::Default
            | Kind::Constraint
            | Kind::Index => {
                catalog.insert(address.clone(), object.clone());
            }
            Kind::Defined(class) => notes.push(format!(
                "the models make a {} that is not compared: {}",
                class.noun(),
                address.sql()
            )),
            Kind::Owner | Kind::Grant | Kind::DefaultPrivilege => {}
        }
    }
    catalog.take_dependencies_of(read);
    catalog
}
