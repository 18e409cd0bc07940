use godwit_schema::{Catalog, Dependency};
use sqlx::{PgConnection, Row};

use super::{
    address,
    definition::{definitions, definitions_cte},
    each,
};
use crate::Error;

const SQL: &str = concat!(
    include_str!("plain.sql"),
    definitions_cte!(),
    include_str!("named.sql"),
    include_str!("dependency.sql")
);

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    each(connection, "dependencies", SQL, |row| {
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
