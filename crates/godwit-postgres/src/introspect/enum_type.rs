use godwit_schema::{Address, Catalog, EnumType, Object};
use sqlx::{PgConnection, Row};

use super::{
    each,
    names::{Names, Place, TYPE},
    oid,
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("enum_type.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<(), Error> {
    each(connection, "enum types", SQL, names, |row, names| {
        let address = Address::enum_type(row.try_get("namespace")?, row.try_get("name")?);
        names.tell(Place::whole(TYPE, oid(row, "oid")?), &address);
        let found = EnumType { labels: row.try_get("labels")?, comment: row.try_get("comment")? };
        catalog.insert(address, Object::Enum(found));
        Ok(())
    })
    .await
}
