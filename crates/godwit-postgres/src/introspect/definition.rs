use godwit_schema::{Address, Catalog, Definition, Facet, Kind, Object};
use serde::Deserialize;
use sqlx::{
    AssertSqlSafe, PgConnection, Row,
    postgres::{PgRow, types::Oid},
};

use super::{
    Query, address, each_of,
    names::{Names, Place},
    oid, settled,
};
use crate::Error;

/// Every class has a query of the same columns; those of the classes that are there become one.
/// Planning it takes longer than anything else of a small database's reading, and few databases have
/// more than a handful of the classes. What initdb made has an oid below 16384 (FirstNormalObjectId of
/// `access/transam.h`).
macro_rules! definitions {
    ($($name:literal in $rows:literal),* $(,)?) => {
        /// The reading role, and for each class whether the server may have any of it.
        const PRESENT: &str = concat!(
            "SELECT current_user::text AS role, ARRAY[",
            $("EXISTS (SELECT FROM ", $rows, "), ",)*
            "false] AS present, \
             EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_operator'::regclass \
             AND refobjid >= 16384 AND classid IN ('pg_constraint'::regclass, \
             'pg_class'::regclass, 'pg_attrdef'::regclass)) AS operators"
        );
        const QUERIES: &[&str] = &[$(include_str!(concat!("definition/", $name, ".sql"))),*];
    };
}

definitions!(
    "access_method" in "pg_am WHERE oid >= 16384",
    "aggregate" in "pg_aggregate WHERE aggfnoid >= 16384",
    "cast" in "pg_cast WHERE oid >= 16384",
    "collation" in "pg_collation WHERE oid >= 16384",
    "composite_type" in "pg_class WHERE oid >= 16384 AND relkind = 'c'",
    "conversion" in "pg_conversion WHERE oid >= 16384",
    "domain" in "pg_type WHERE oid >= 16384 AND typtype = 'd'",
    "event_trigger" in "pg_event_trigger",
    "extension" in "pg_extension WHERE extname <> 'plpgsql'",
    "foreign_data_wrapper" in "pg_foreign_data_wrapper",
    "foreign_table" in "pg_foreign_table",
    "function" in "pg_proc WHERE oid >= 16384 AND prokind <> 'a'",
    "language" in "pg_language WHERE lanispl AND lanname <> 'plpgsql'",
    "materialized_view" in "pg_class WHERE oid >= 16384 AND relkind = 'm'",
    "operator" in "pg_operator WHERE oid >= 16384",
    "operator_class" in "pg_opclass WHERE oid >= 16384",
    "operator_family" in "pg_opfamily WHERE oid >= 16384",
    "policy" in "pg_policy",
    "publication" in "pg_publication",
    "range_type" in "pg_range WHERE rngtypid >= 16384",
    "rule" in "pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN'",
    "server" in "pg_foreign_server",
    "statistics" in "pg_statistic_ext",
    "text_search_configuration" in "pg_ts_config WHERE oid >= 16384",
    "text_search_dictionary" in "pg_ts_dict WHERE oid >= 16384",
    "text_search_parser" in "pg_ts_parser WHERE oid >= 16384",
    "text_search_template" in "pg_ts_template WHERE oid >= 16384",
    "transform" in "pg_transform",
    "trigger" in "pg_trigger WHERE NOT tgisinternal",
    // Not everybody may read the mappings themselves.
    "user_mapping" in "pg_foreign_server",
    "view" in "pg_class WHERE oid >= 16384 AND relkind = 'v'",
);

/// What is worth asking for.
pub(super) struct Present {
    classes: Vec<bool>,
    /// Whether an expression of a table or index uses an operator that is not built in.
    pub(super) operators: bool,
}

impl Present {
    /// Asks for them, and for the reading role, which every reading needs too.
    pub(super) async fn read(connection: &mut PgConnection) -> Result<(String, Self), Error> {
        let during = |error: sqlx::Error| Error::during("reading the structure", &error);
        let row = sqlx::raw_sql(PRESENT).fetch_one(connection).await.map_err(during)?;
        let read = || {
            let (classes, operators) = (row.try_get("present")?, row.try_get("operators")?);
            Ok((row.try_get("role")?, Self { classes, operators }))
        };
        read().map_err(during)
    }

    /// One query of all of them; `None` when there is none.
    fn query(&self) -> Option<String> {
        let present = QUERIES.iter().zip(&self.classes).filter(|(_, present)| **present);
        let queries: Vec<&str> = present.map(|(query, _)| *query).collect();
        (!queries.is_empty()).then(|| {
            [
                include_str!("plain.sql"),
                include_str!("spelled.sql"),
                ", definitions AS (\n",
                &queries.join("\nUNION ALL\n"),
                "\n)\n",
                include_str!("definitions.sql"),
            ]
            .concat()
        })
    }
}

/// Where the definitions that were read stand in the system catalogs, for the query of what is not
/// modelled, so that their own is asked once.
#[derive(Default)]
pub(super) struct Definitions {
    classes: Vec<Oid>,
    objects: Vec<Oid>,
}

impl Definitions {
    /// A query that begins with `defined.sql`.
    pub(super) fn asked(self, sql: &'static str) -> Query {
        sqlx::query(sql).bind(self.classes).bind(self.objects)
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
    names: &mut Names,
    present: &Present,
) -> Result<Definitions, Error> {
    let mut found = Definitions::default();
    let Some(sql) = present.query() else { return Ok(found) };
    each_of(connection, "definitions", sqlx::query(AssertSqlSafe(sql)), names, |row, names| {
        let (class, object) = (oid(row, "classid")?, oid(row, "objid")?);
        found.classes.push(Oid(class));
        found.objects.push(Oid(object));
        if let Some((address, definition)) = definition(row)? {
            names.tell(Place::whole(class, object), &address);
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
