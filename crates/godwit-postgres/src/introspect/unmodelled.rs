use std::collections::BTreeMap;

use godwit_schema::{Catalog, Unmodelled};
use sqlx::{PgConnection, Row};

use super::{
    definition::Definitions,
    each_of,
    names::{Names, Place},
};
use crate::Error;

const SQL: &str =
    concat!(include_str!("plain.sql"), include_str!("defined.sql"), include_str!("unmodelled.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
    definitions: Definitions,
) -> Result<(), Error> {
    // One row a need, and a row for everything that needs it; an object without has one row.
    let mut found: BTreeMap<(String, String), Unmodelled> = BTreeMap::new();
    each_of(
        connection,
        "objects that are not modelled",
        definitions.asked(SQL),
        names,
        |row, names| {
            let class: String = row.try_get("class")?;
            let name: String = row.try_get("name")?;
            let entry = found.entry((class.clone(), name.clone()));
            let namespace: String = row.try_get("namespace")?;
            let definition_hash: String = row.try_get("definition_hash")?;
            let one = entry.or_insert_with(|| Unmodelled {
                class,
                namespace,
                name,
                definition_hash,
                needs: Vec::new(),
                needed_by: Vec::new(),
            });
            if let Some(place) = Place::of(row, ["refclassid", "refobjid", "refobjsubid"])? {
                let others =
                    if row.try_get("is_dependent")? { &mut one.needed_by } else { &mut one.needs };
                others.extend(names.meant(place).into_iter().cloned());
            }
            Ok(())
        },
    )
    .await?;
    for mut unmodelled in found.into_values() {
        for others in [&mut unmodelled.needs, &mut unmodelled.needed_by] {
            others.sort();
            others.dedup();
        }
        catalog.insert_unmodelled(unmodelled);
    }
    Ok(())
}
