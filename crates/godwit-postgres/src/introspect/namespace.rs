use godwit_schema::{Address, Catalog, Namespace, Object};
use sqlx::{PgConnection, Row};

use super::{
    each_plain,
    names::{NAMESPACE, Names, Place},
    oid,
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("namespace.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<(), Error> {
    each_plain(connection, "schemas", SQL, names, |row, names| {
        let address = Address::namespace(row.try_get("name")?);
        names.tell(Place::whole(NAMESPACE, oid(row, "oid")?), &address);
        catalog.insert(address, Object::Namespace(Namespace { comment: row.try_get("comment")? }));
        Ok(())
    })
    .await
}
