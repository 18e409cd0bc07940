use godwit_schema::{Catalog, Expression, Index, IndexKey, IndexTerm, Kind, Object};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{each, expression, parameters, parent, part, settled};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("index.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    each(connection, "indexes", SQL, |row| {
        let options: Vec<String> = row.try_get("options")?;
        let predicate =
            if row.try_get("partial")? { Some(expression(row, "predicate")?) } else { None };
        let index = Index {
            method: row.try_get("method")?,
            unique: row.try_get("is_unique")?,
            nulls_not_distinct: row.try_get("nulls_not_distinct")?,
            keys: keys(row)?,
            include: row.try_get("include")?,
            predicate,
            options: parameters(&options),
            valid: row.try_get("valid")?,
            only: row.try_get("is_only")?,
            parent: parent(row, Kind::Index)?,
            comment: row.try_get("comment")?,
        };
        catalog.insert(part(row, Kind::Index)?, Object::Index(index));
        Ok(())
    })
    .await
}

fn keys(row: &PgRow) -> Result<Vec<IndexKey>, sqlx::Error> {
    let columns: Vec<Option<String>> = row.try_get("columns")?;
    let expressions: Vec<Option<String>> = row.try_get("expressions")?;
    let collations: Vec<Option<String>> = row.try_get("collations")?;
    let operator_classes: Vec<Option<String>> = row.try_get("operator_classes")?;
    let descending: Vec<bool> = row.try_get("descending")?;
    let nulls_first: Vec<bool> = row.try_get("nulls_first")?;
    columns
        .into_iter()
        .zip(expressions)
        .zip(collations.into_iter().zip(operator_classes))
        .zip(descending.into_iter().zip(nulls_first))
        .map(|(((column, expression), (collation, operator_class)), (descending, nulls_first))| {
            let term = match (column, expression) {
                (Some(name), _) => IndexTerm::Column { name },
                (None, Some(text)) => {
                    IndexTerm::Expression { expression: Expression::canonical(settled(text)) }
                }
                (None, None) => return Err(sqlx::Error::RowNotFound),
            };
            Ok(IndexKey { term, collation, operator_class, descending, nulls_first })
        })
        .collect()
}
