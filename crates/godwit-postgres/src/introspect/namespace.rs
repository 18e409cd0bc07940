use godwit_schema::{Address, Catalog, Namespace, Object};
use sqlx::{PgConnection, Row};

use super::each;
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("namespace.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    each(connection, "schemas", SQL, |row| {
        let address = Address::namespace(row.try_get("name")?);
        catalog.insert(address, Object::Namespace(Namespace { comment: row.try_get("comment")? }));
        Ok(())
    })
    .await
}
