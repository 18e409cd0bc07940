use godwit_schema::{
    Catalog, Column, ColumnDefault, DataType, Generated, Identity, IdentityMode, Kind, NotNull,
    Object, Storage,
};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{address, each, expression, parameters, part, sequence::options};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("column.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    each(connection, "columns", SQL, |row| {
        let at = part(row, Kind::Column)?;
        let enum_path: Option<Vec<String>> = row.try_get("enum_path")?;
        let position: i32 = row.try_get("position")?;
        let kind: &str = row.try_get("generated")?;
        let mut generated = None;
        if row.try_get::<bool, _>("has_default")? {
            let expression = expression(row, "expression")?;
            if kind.is_empty() {
                let default = ColumnDefault { expression };
                catalog.insert(at.with_kind(Kind::Default), Object::Default(default));
            } else {
                generated = Some(Generated { expression, stored: kind == "s" });
            }
        }
        let column = Column {
            position: u32::try_from(position).unwrap_or(0),
            data_type: DataType {
                text: row.try_get("data_type")?,
                of: enum_path.and_then(|path| address("enum", &path)),
            },
            collation: row.try_get("collation")?,
            not_null: row.try_get("not_null")?,
            not_null_as: NotNull {
                name: row.try_get("not_null_name")?,
                not_valid: row.try_get("not_valid")?,
                no_inherit: row.try_get("not_null_no_inherit")?,
                comment: row.try_get("not_null_comment")?,
            },
            identity: identity(row)?,
            generated,
            inherited: row.try_get("inherited")?,
            storage: Storage {
                strategy: row.try_get("strategy")?,
                compression: row.try_get("compression")?,
                statistics: row.try_get("statistics")?,
                options: parameters(&row.try_get::<Vec<String>, _>("options")?),
            },
            comment: row.try_get("comment")?,
        };
        catalog.insert(at, Object::Column(column));
        Ok(())
    })
    .await
}

fn identity(row: &PgRow) -> Result<Option<Identity>, sqlx::Error> {
    let mode = match row.try_get::<&str, _>("identity")? {
        "a" => IdentityMode::Always,
        "d" => IdentityMode::ByDefault,
        _ => return Ok(None),
    };
    Ok(Some(Identity { mode, sequence: options(row, row.try_get("sequence_type")?)? }))
}
