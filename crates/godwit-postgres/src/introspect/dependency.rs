use godwit_schema::{Catalog, Dependency};
use sqlx::{PgConnection, Row};

use super::{address, definition::Definitions, each_of};
use crate::Error;

const SQL: &str = concat!(
    include_str!("plain.sql"),
    include_str!("defined.sql"),
    include_str!("named.sql"),
    include_str!("dependency.sql")
);

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    definitions: &Definitions,
) -> Result<(), Error> {
    each_of(connection, "dependencies", definitions.asked(SQL), |row| {
        let dependent: Vec<String> = row.try_get("dependent_path")?;
        let referenced: Vec<String> = row.try_get("referenced_path")?;
        let dependent = address(row.try_get("dependent_kind")?, &dependent);
        let referenced = address(row.try_get("referenced_kind")?, &referenced);
        if let (Some(dependent), Some(referenced)) = (dependent, referenced) {
            catalog.insert_dependency(Dependency { dependent, referenced });
        }
        Ok(())
    })
    .await
}
