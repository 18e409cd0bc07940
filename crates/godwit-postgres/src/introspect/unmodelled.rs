use std::collections::BTreeMap;

use godwit_schema::{Catalog, Unmodelled};
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
    include_str!("unmodelled.sql")
);

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    // One row a need; an object without needs has one row without.
    let mut found: BTreeMap<(String, String), Unmodelled> = BTreeMap::new();
    each(connection, "objects that are not modelled", SQL, |row| {
        let class: String = row.try_get("class")?;
        let name: String = row.try_get("name")?;
        let entry = found.entry((class.clone(), name.clone()));
        let namespace: String = row.try_get("namespace")?;
        let definition_hash: String = row.try_get("definition_hash")?;
        let unmodelled = entry.or_insert_with(|| Unmodelled {
            class,
            namespace,
            name,
            definition_hash,
            needs: Vec::new(),
        });
        let kind: Option<&str> = row.try_get("need_kind")?;
        let path: Option<Vec<String>> = row.try_get("need_path")?;
        if let Some(need) = kind.zip(path).and_then(|(kind, path)| address(kind, &path)) {
            unmodelled.needs.push(need);
        }
        Ok(())
    })
    .await?;
    for (_, mut unmodelled) in found {
        unmodelled.needs.sort();
        catalog.insert_unmodelled(unmodelled);
    }
    Ok(())
}
