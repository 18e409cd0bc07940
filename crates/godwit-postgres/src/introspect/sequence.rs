use std::collections::HashMap;

use godwit_schema::{Address, Catalog, Object, Sequence, Unmodelled};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{
    each_plain,
    names::{Names, Place, RELATION},
    oid,
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("sequence.sql"));

/// The inner sequences of identity columns and their names, by column: they are no objects of their own.
pub(super) type Inner = HashMap<Place, (String, Sequence)>;

/// Reads sequences, after tables.
pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<Inner, Error> {
    let mut inner = Inner::new();
    each_plain(connection, "sequences", SQL, names, |row, names| {
        let column: Option<&str> = row.try_get("column_name")?;
        if row.try_get("is_inner")? {
            let place = Place::column(oid(row, "relation")?, row.try_get("number")?);
            inner.insert(place, (row.try_get("name")?, options(row)?));
            if row.try_get("differs_in_persistence")? {
                let namespace: String = row.try_get("namespace")?;
                let unlogged: bool = row.try_get("unlogged")?;
                catalog.insert_unmodelled(Unmodelled {
                    class: "identity sequence of another persistence".to_owned(),
                    name: Address::sequence(&namespace, row.try_get("name")?).sql(),
                    namespace,
                    definition_hash: unlogged.to_string(),
                    needs: Vec::new(),
                    needed_by: Vec::new(),
                });
            }
            return Ok(());
        }
        let owned_by = match column {
            Some(column) => names
                .relation(oid(row, "relation")?)
                .map(|table| Address::column(table.namespace_name(), table.name(), column)),
            None => None,
        };
        let at = Address::sequence(row.try_get("namespace")?, row.try_get("name")?);
        let sequence = Sequence { owned_by, unlogged: row.try_get("unlogged")?, ..options(row)? };
        names.tell(Place::whole(RELATION, oid(row, "oid")?), &at);
        catalog.insert(at, Object::Sequence(sequence));
        Ok(())
    })
    .await?;
    Ok(inner)
}

/// What a sequence of its own and the inner one of an identity column have in common.
fn options(row: &PgRow) -> Result<Sequence, sqlx::Error> {
    Ok(Sequence {
        data_type: row.try_get("data_type")?,
        start: row.try_get("start")?,
        increment: row.try_get("increment")?,
        min: row.try_get("min")?,
        max: row.try_get("max")?,
        cache: row.try_get("cache")?,
        cycle: row.try_get("cycle")?,
        unlogged: false,
        owned_by: None,
        comment: row.try_get("comment")?,
    })
}
