use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{Address, Catalog, Unmodelled};
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
    // One row a need; an object without needs has one row without.
    let mut found: BTreeMap<(String, String), (Unmodelled, BTreeSet<Address>)> = BTreeMap::new();
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
            let (_, needs) = entry.or_insert_with(|| {
                let needs = Vec::new();
                (Unmodelled { class, namespace, name, definition_hash, needs }, BTreeSet::new())
            });
            if let Some(place) = Place::of(row, ["refclassid", "refobjid", "refobjsubid"])? {
                needs.extend(names.meant(place).into_iter().cloned());
            }
            Ok(())
        },
    )
    .await?;
    for (unmodelled, needs) in found.into_values() {
        catalog.insert_unmodelled(Unmodelled { needs: needs.into_iter().collect(), ..unmodelled });
    }
    Ok(())
}
