use godwit_schema::{Address, Catalog, Class, Dependency};
use sqlx::{PgConnection, Row};

use super::{
    each, missing,
    names::{Names, Place},
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("dependency.sql"));

/// Joins what `pg_depend` says with what was read, here rather than on the server: numbers are short,
/// and everything they stand for is known already.
pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<(), Error> {
    let mut edges: Vec<(Place, Place)> = Vec::new();
    each(connection, "dependencies", SQL, names, |row, names| {
        let at = |columns| Place::of(row, columns)?.ok_or_else(|| missing("place"));
        let place = at(["classid", "objid", "objsubid"])?;
        let other = at(["refclassid", "refobjid", "refobjsubid"])?;
        match row.try_get("what")? {
            "needs" => edges.push((place, other)),
            "member" => {
                let extension: String = row.try_get("extension")?;
                names.tell(place, &Address::defined(Class::Extension, &[extension]));
            }
            _ => names.alias(place, other),
        }
        Ok(())
    })
    .await?;
    let mut found = Vec::with_capacity(edges.len());
    for (dependent, referenced) in edges {
        for dependent in names.meant(dependent) {
            for referenced in names.meant(referenced) {
                if dependent != referenced {
                    let (dependent, referenced) = (dependent.clone(), referenced.clone());
                    found.push(Dependency { dependent, referenced });
                }
            }
        }
    }
    catalog.insert_dependencies(found);
    Ok(())
}
