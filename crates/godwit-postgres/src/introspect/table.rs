use std::collections::BTreeMap;

use godwit_schema::{Address, Catalog, Object, Persistence, Table};
use sqlx::{PgConnection, Row};

use super::{TableSize, each, unsigned};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("table.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    sizes: &mut BTreeMap<Address, TableSize>,
) -> Result<(), Error> {
    each(connection, "tables", SQL, |row| {
        let address = Address::table(row.try_get("namespace")?, row.try_get("name")?);
        let persistence = match row.try_get::<&str, _>("persistence")? {
            "u" => Persistence::Unlogged,
            _ => Persistence::Permanent,
        };
        let rows: Option<i64> = row.try_get("rows")?;
        let bytes: i64 = row.try_get("bytes")?;
        let size = TableSize { rows: rows.map(unsigned), bytes: unsigned(bytes) };
        sizes.insert(address.clone(), size);
        let table = Table { persistence, comment: row.try_get("comment")? };
        catalog.insert(address, Object::Table(table));
        Ok(())
    })
    .await
}
