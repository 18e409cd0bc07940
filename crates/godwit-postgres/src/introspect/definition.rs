use godwit_schema::{Address, Catalog, Definition, Facet, Kind, Object};
use serde::Deserialize;
use sqlx::{
    PgConnection, Row,
    postgres::{PgRow, types::Oid},
};

use super::{Query, address, each, settled};
use crate::Error;

/// Every class has a query of the same columns; together they are one.
macro_rules! definitions {
    ($first:literal $(, $name:literal)*) => {
        concat!(
            include_str!("plain.sql"),
            ", definitions AS (\n",
            include_str!(concat!("definition/", $first, ".sql")),
            $("\nUNION ALL\n", include_str!(concat!("definition/", $name, ".sql")),)*
            "\n)\n",
            include_str!("definitions.sql")
        )
    };
}

const SQL: &str = definitions!(
    "access_method",
    "aggregate",
    "cast",
    "collation",
    "composite_type",
    "conversion",
    "domain",
    "event_trigger",
    "extension",
    "foreign_data_wrapper",
    "foreign_table",
    "function",
    "language",
    "materialized_view",
    "operator",
    "operator_class",
    "operator_family",
    "policy",
    "publication",
    "range_type",
    "rule",
    "server",
    "statistics",
    "text_search_configuration",
    "text_search_dictionary",
    "text_search_parser",
    "text_search_template",
    "transform",
    "trigger",
    "user_mapping",
    "view"
);

/// Where the definitions that were read stand in the catalog: for the queries that join them. Planning
/// the query above takes longer than anything else of a small database's reading, so it is asked once.
#[derive(Default)]
pub(super) struct Definitions {
    classes: Vec<Oid>,
    objects: Vec<Oid>,
    kinds: Vec<String>,
    /// Arrays of names, in their text form.
    paths: Vec<String>,
}

impl Definitions {
    /// A query that begins with `defined.sql`.
    pub(super) fn asked(&self, sql: &'static str) -> Query {
        sqlx::query(sql)
            .bind(self.classes.clone())
            .bind(self.objects.clone())
            .bind(self.kinds.clone())
            .bind(self.paths.clone())
    }
}

/// A facet as the queries give it.
#[derive(Deserialize)]
struct ReadFacet {
    name: String,
    set: String,
    unset: String,
    change: Option<String>,
    inline: bool,
    #[serde(default)]
    late: Vec<ReadAddress>,
}

/// An address as the queries give it.
#[derive(Deserialize)]
struct ReadAddress {
    kind: String,
    path: Vec<String>,
}

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<Definitions, Error> {
    let mut found = Definitions::default();
    each(connection, "definitions", SQL, |row| {
        found.classes.push(row.try_get("classid")?);
        found.objects.push(row.try_get("objid")?);
        found.kinds.push(row.try_get("kind")?);
        found.paths.push(row.try_get("path_text")?);
        if let Some((address, definition)) = definition(row)? {
            catalog.insert(address, Object::Definition(Box::new(definition)));
        }
        Ok(())
    })
    .await?;
    Ok(found)
}

fn definition(row: &PgRow) -> Result<Option<(Address, Definition)>, sqlx::Error> {
    let path: Vec<String> = row.try_get("path")?;
    let Some(address) = address(row.try_get("kind")?, &path) else { return Ok(None) };
    let Kind::Defined(class) = address.kind() else { return Ok(None) };
    let shape: Vec<Option<String>> = row.try_get("shape")?;
    let facets: sqlx::types::Json<Vec<ReadFacet>> = row.try_get("facets")?;
    let facets = facets.0.into_iter().map(|read| {
        let ReadFacet { name, set, unset, change, inline, late } = read;
        let late = late.iter().filter_map(|one| self::address(&one.kind, &one.path)).collect();
        let (set, change) = (settled(set), change.map(settled));
        Facet { name, set, unset, change, inline, late }
    });
    let definition = Definition {
        class,
        core: settled(row.try_get("core")?),
        creation: settled(row.try_get("creation")?),
        replacement: row.try_get::<Option<String>, _>("replacement")?.map(settled),
        shape: shape.into_iter().map(Option::unwrap_or_default).collect(),
        target: row.try_get("target")?,
        facets: facets.collect(),
        search_path: row.try_get("search_path")?,
        comment: row.try_get("comment")?,
    };
    Ok(Some((address, definition)))
}
