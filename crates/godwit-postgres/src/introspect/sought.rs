use godwit_schema::Catalog;
use sqlx::{PgConnection, Row};

use super::{
    each_plain,
    names::{Names, Place},
};
use crate::Error;

const SQL: &str = include_str!("sought.sql");

/// What the server prints without the name of the operator that it compares by.
const NAMELESS: [&str; 4] = ["DISTINCT FROM", "NULLIF", "CASE", " IN "];

/// Whether a printed text may use an operator that it does not name.
pub(crate) fn leaves_operators_out(text: &str) -> bool {
    NAMELESS.iter().any(|word| text.contains(word))
}

/// Records under which search path the expressions of tables and indexes mean what they mean, where the
/// operators they use are not all in `pg_catalog`.
pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<(), Error> {
    each_plain(connection, "operators of expressions", SQL, names, |row, names| {
        let search_path: &str = row.try_get("search_path")?;
        let place = Place::of(row, ["classid", "objid", "objsubid"])?;
        let found = place.and_then(|place| catalog.get(names.at(place)?));
        let texts: Vec<String> = found
            .into_iter()
            .flat_map(|object| object.expressions())
            .filter(|expression| leaves_operators_out(&expression.text))
            .map(|expression| expression.text.clone())
            .collect();
        for text in texts {
            catalog.insert_sought(&text, search_path);
        }
        Ok(())
    })
    .await
}
