use std::collections::BTreeMap;

use godwit_schema::{Catalog, Unmodelled};
use sqlx::{PgConnection, Row};

use super::{address, definition::Definitions, each_of};
use crate::Error;

const SQL: &str = concat!(
    include_str!("plain.sql"),
    include_str!("defined.sql"),
    include_str!("named.sql"),
    include_str!("unmodelled.sql")
);

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    definitions: &Definitions,
) -> Result<(), Error> {
    // One row a need; an object without needs has one row without.
    let mut found: BTreeMap<(String, String), Unmodelled> = BTreeMap::new();
    each_of(connection, "objects that are not modelled", definitions.asked(SQL), |row| {
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
