use std::collections::BTreeMap;

use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, DataType, Expression, Generated, Identity,
    IdentityMode, Kind, NotNull, Object, Storage,
};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{
    each, expression, missing,
    names::{ATTRDEF, Names, Place, TYPE},
    oid, optional_oid, options, part,
    sequence::Inner,
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("column.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
    mut inner: Inner,
) -> Result<(), Error> {
    // The places of a table's columns are dense; the server's numbers have gaps where some were dropped.
    let mut numbers: BTreeMap<u32, Vec<(i16, Address)>> = BTreeMap::new();
    each(connection, "columns", SQL, names, |row, names| {
        let at = part(row, names, Kind::Column)?;
        let relation = oid(row, "relation")?;
        let number: i16 = row.try_get("number")?;
        let place = Place::column(relation, i32::from(number));
        names.tell(place, &at);
        numbers.entry(relation).or_default().push((number, at.clone()));
        let mut generated = None;
        if let Some(default) = optional_oid(row, "default")? {
            let expression: Expression = expression(row, "expression")?;
            let kind: &str = row.try_get("generated")?;
            let stands = if kind.is_empty() {
                let at = at.with_kind(Kind::Default);
                catalog.insert(at.clone(), Object::Default(ColumnDefault { expression }));
                at
            } else {
                generated = Some(Generated { expression, stored: kind == "s" });
                at.clone()
            };
            names.tell(Place::whole(ATTRDEF, default), &stands);
        }
        let of = names.at(Place::whole(TYPE, oid(row, "type")?)).cloned();
        let column = Column {
            position: 0,
            data_type: DataType { text: row.try_get("data_type")?, of },
            collation: row.try_get("collation")?,
            not_null: row.try_get("not_null")?,
            not_null_as: NotNull {
                name: row.try_get("not_null_name")?,
                not_valid: row.try_get("not_valid")?,
                no_inherit: row.try_get("not_null_no_inherit")?,
                comment: row.try_get("not_null_comment")?,
            },
            identity: identity(row, &mut inner, place)?,
            generated,
            inherited: row.try_get("inherited")?,
            storage: Storage {
                strategy: row.try_get("strategy")?,
                compression: row.try_get("compression")?,
                statistics: row.try_get("statistics")?,
                options: options(row, "options")?,
            },
            comment: row.try_get("comment")?,
        };
        catalog.insert(at, Object::Column(column));
        Ok(())
    })
    .await?;
    for mut columns in numbers.into_values() {
        columns.sort();
        for ((_, at), position) in columns.into_iter().zip(1..) {
            if let Some(Object::Column(column)) = catalog.get_mut(&at) {
                column.position = position;
            }
        }
    }
    Ok(())
}

fn identity(row: &PgRow, inner: &mut Inner, place: Place) -> Result<Option<Identity>, sqlx::Error> {
    let mode = match row.try_get::<&str, _>("identity")? {
        "a" => IdentityMode::Always,
        "d" => IdentityMode::ByDefault,
        _ => return Ok(None),
    };
    match inner.remove(&place) {
        Some((name, sequence)) => Ok(Some(Identity { mode, name: Some(name), sequence })),
        // Since 17 a partition's column is the identity column of its parent, with the one sequence.
        None if row.try_get("inherited")? => Ok(None),
        None => Err(missing("sequence")),
    }
}
