use std::collections::BTreeMap;

use godwit_schema::{Address, Catalog, Object, PartitionOf, Persistence, ReplicaIdentity, Table};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{
    TableSize, each,
    names::{Names, Place, RELATION},
    oid, parameters, unsigned,
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("table.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
    sizes: &mut BTreeMap<Address, TableSize>,
) -> Result<(), Error> {
    each(connection, "tables", SQL, names, |row, names| {
        let address = Address::table(row.try_get("namespace")?, row.try_get("name")?);
        names.tell(Place::whole(RELATION, oid(row, "oid")?), &address);
        let persistence = match row.try_get::<&str, _>("persistence")? {
            "u" => Persistence::Unlogged,
            _ => Persistence::Permanent,
        };
        let rows: Option<i64> = row.try_get("rows")?;
        let bytes: i64 = row.try_get("bytes")?;
        let size = TableSize { rows: rows.map(unsigned), bytes: unsigned(bytes) };
        sizes.insert(address.clone(), size);
        let options: Vec<String> = row.try_get("options")?;
        let namespaces: Vec<String> = row.try_get("parent_namespaces")?;
        let parents: Vec<String> = row.try_get("parent_names")?;
        let mut inherits: Vec<Address> = namespaces
            .iter()
            .zip(&parents)
            .map(|(namespace, name)| Address::table(namespace, name))
            .collect();
        let bound: Option<String> = row.try_get("partition_bound")?;
        let partition_of = bound.and_then(|bound| {
            let parent = inherits.pop()?;
            Some(PartitionOf { parent, bound })
        });
        let table = Table {
            persistence,
            partition_key: row.try_get("partition_key")?,
            partition_of,
            inherits,
            of_type: row.try_get("of_type")?,
            row_security: row.try_get("row_security")?,
            force_row_security: row.try_get("force_row_security")?,
            replica_identity: replica_identity(row)?,
            options: parameters(&options),
            access_method: row.try_get("access_method")?,
            tablespace: row.try_get("tablespace")?,
            clustered_on: row.try_get("clustered_on")?,
            comment: row.try_get("comment")?,
        };
        catalog.insert(address, Object::Table(table));
        Ok(())
    })
    .await
}

/// The index that was chosen may have been dropped since: then nothing is left to know a row by.
fn replica_identity(row: &PgRow) -> Result<ReplicaIdentity, sqlx::Error> {
    let index: Option<String> = row.try_get("replica_index")?;
    Ok(match (row.try_get::<&str, _>("replica_identity")?, index) {
        ("f", _) => ReplicaIdentity::Full,
        ("n", _) | ("i", None) => ReplicaIdentity::Nothing,
        ("i", Some(name)) => ReplicaIdentity::Index { name },
        _ => ReplicaIdentity::Default,
    })
}
