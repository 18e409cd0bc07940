use godwit_schema::{
    Address, Catalog, Expression, Index, IndexKey, IndexTerm, KeyStatistics, Kind, Object,
};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{
    each, expression, missing,
    names::{Names, Place, RELATION},
    oid, options, parent, part, settled,
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("index.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<(), Error> {
    each(connection, "indexes", SQL, names, |row, names| {
        let at = match row.try_get::<Option<Vec<String>>, _>("view")?.as_deref() {
            Some([namespace, view]) => Address::index(namespace, view, row.try_get("name")?),
            _ => part(row, names, Kind::Index)?,
        };
        names.tell(Place::whole(RELATION, oid(row, "oid")?), &at);
        let (keys, include) = columns(row, names)?;
        let predicate =
            if row.try_get("partial")? { Some(expression(row, "predicate")?) } else { None };
        let index = Index {
            method: row.try_get("method")?,
            unique: row.try_get("is_unique")?,
            nulls_not_distinct: row.try_get("nulls_not_distinct")?,
            keys,
            include,
            predicate,
            options: options(row, "options")?,
            tablespace: row.try_get("tablespace")?,
            statistics: statistics(row)?,
            valid: row.try_get("valid")?,
            only: row.try_get("is_only")?,
            parent: parent(row, Kind::Index)?,
            comment: row.try_get("comment")?,
        };
        catalog.insert(at, Object::Index(index));
        Ok(())
    })
    .await
}

/// Statistics targets of keys, one a key where any key has one.
pub(super) fn statistics(row: &PgRow) -> Result<Vec<KeyStatistics>, sqlx::Error> {
    let targets: Vec<Option<i32>> = row.try_get::<Option<_>, _>("statistics")?.unwrap_or_default();
    let told = (1..).zip(targets);
    Ok(told.filter_map(|(key, target)| Some(KeyStatistics { key, target: target? })).collect())
}

/// The keys, and the names of what is only included.
fn columns(row: &PgRow, names: &Names) -> Result<(Vec<IndexKey>, Vec<String>), sqlx::Error> {
    let relation = oid(row, "relation")?;
    let numbers: Vec<i16> = row.try_get("columns")?;
    let count: usize = row.try_get::<i32, _>("keys")?.try_into().unwrap_or_default();
    let given: Option<Vec<Option<String>>> = row.try_get("column_names")?;
    let name = |at: usize| -> Option<String> {
        match &given {
            Some(given) => given.get(at).cloned().flatten(),
            None => {
                let place = Place::column(relation, i32::from(*numbers.get(at)?));
                Some(names.at(place)?.name().to_owned())
            }
        }
    };
    let mut expressions = told(row, "expressions")?;
    let mut collations = told(row, "collations")?;
    let mut operator_classes = told(row, "operator_classes")?;
    let orders: Vec<i16> = row.try_get("orders")?;
    let mut keys = Vec::with_capacity(count);
    for at in 0..count.min(numbers.len()) {
        let term = match taken(&mut expressions, at) {
            Some(text) => {
                IndexTerm::Expression { expression: Expression::canonical(settled(text)) }
            }
            None => IndexTerm::Column { name: name(at).ok_or_else(|| missing("columns"))? },
        };
        // `INDOPTION_DESC` and `INDOPTION_NULLS_FIRST`.
        let order = orders.get(at).copied().unwrap_or_default();
        keys.push(IndexKey {
            term,
            collation: taken(&mut collations, at),
            operator_class: taken(&mut operator_classes, at),
            descending: order & 1 == 1,
            nulls_first: order & 2 == 2,
        });
    }
    Ok((keys, (count..numbers.len()).filter_map(name).collect()))
}

/// One text a key, where any key has one.
fn told(row: &PgRow, column: &str) -> Result<Vec<Option<String>>, sqlx::Error> {
    Ok(row.try_get::<Option<_>, _>(column)?.unwrap_or_default())
}

fn taken(texts: &mut [Option<String>], at: usize) -> Option<String> {
    texts.get_mut(at)?.take()
}
