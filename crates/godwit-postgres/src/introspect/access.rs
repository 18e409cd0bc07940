use std::collections::BTreeSet;

use godwit_schema::{
    Address, Catalog, DefaultPrivilege, Grant, Kind, Object, Owner, Privilege, access::holder,
};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{
    each,
    names::{Names, Place},
};
use crate::Error;

const SQL: &str =
    concat!(include_str!("plain.sql"), include_str!("spelled.sql"), include_str!("access.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<(), Error> {
    each(connection, "owners and privileges", SQL, names, |row, names| {
        let role: String = row.try_get("role")?;
        let subject: String = row.try_get("subject")?;
        let (privileges, implied) = (privileges(row, "privileges")?, privileges(row, "implied")?);
        let place = Place::of(row, ["classid", "objid", "objsubid"])?;
        let target = place.and_then(|place| names.at(place)).cloned();
        match (row.try_get("what")?, target) {
            ("owner", Some(target)) if catalog.get(&target).is_some() => {
                let owner = Owner { role, on: subject };
                catalog.insert(Address::owner_of(&target), Object::Owner(owner));
            }
            (what @ ("grant" | "inner"), Some(target)) => {
                let column: Option<&str> = row.try_get("column_name")?;
                let target = match column {
                    Some(column) => {
                        Address::column(target.namespace_name(), relation_name(&target), column)
                    }
                    None if what == "inner" => target.with_kind(Kind::Sequence),
                    None => target,
                };
                if holder(catalog, &target).is_some() {
                    let grant = Grant { on: subject, privileges, implied };
                    catalog.insert(Address::grant(&target, &role), Object::Grant(grant));
                }
            }
            ("default", _) if privileges != implied => {
                let path: Vec<String> = row.try_get("path")?;
                if let [creator, namespace, objects] = path.as_slice() {
                    let at = Address::default_privilege(creator, namespace, objects, &role);
                    let found = DefaultPrivilege {
                        creator: creator.clone(),
                        namespace: (!namespace.is_empty()).then(|| namespace.clone()),
                        objects: objects.clone(),
                        privileges,
                        implied,
                    };
                    catalog.insert(at, Object::DefaultPrivilege(found));
                }
            }
            _ => {}
        }
        Ok(())
    })
    .await
}

/// The second name of a path, be it that of a table or a view.
fn relation_name(address: &Address) -> &str {
    address.path().get(1).map_or("", String::as_str)
}

/// A star marks the grant option; after `@` stands who granted it, where that is not the owner.
fn privileges(row: &PgRow, column: &str) -> Result<BTreeSet<Privilege>, sqlx::Error> {
    let words: Vec<String> = row.try_get(column)?;
    Ok(words
        .into_iter()
        .map(|word| {
            let (word, grantor) = match word.split_once('@') {
                Some((word, grantor)) => (word, Some(grantor.to_owned())),
                None => (word.as_str(), None),
            };
            let name = word.trim_end_matches('*').to_owned();
            Privilege { grantable: name.len() < word.len(), name, grantor }
        })
        .collect())
}
