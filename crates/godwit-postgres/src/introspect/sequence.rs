use godwit_schema::{Address, Catalog, Object, Sequence};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{address, each};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("sequence.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    each(connection, "sequences", SQL, |row| {
        let at = Address::sequence(row.try_get("namespace")?, row.try_get("name")?);
        let owner: Option<Vec<String>> = row.try_get("owned_by")?;
        let sequence = Sequence {
            owned_by: owner.and_then(|path| address("column", &path)),
            unlogged: row.try_get("unlogged")?,
            comment: row.try_get("comment")?,
            ..options(row, row.try_get("data_type")?)?
        };
        catalog.insert(at, Object::Sequence(sequence));
        Ok(())
    })
    .await
}

/// The options that a sequence's row and an identity column's row have in common.
pub(super) fn options(row: &PgRow, data_type: String) -> Result<Sequence, sqlx::Error> {
    Ok(Sequence {
        data_type,
        start: row.try_get("start")?,
        increment: row.try_get("increment")?,
        min: row.try_get("min")?,
        max: row.try_get("max")?,
        cache: row.try_get("cache")?,
        cycle: row.try_get("cycle")?,
        unlogged: false,
        owned_by: None,
        comment: None,
    })
}
