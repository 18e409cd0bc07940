use std::collections::BTreeSet;

use godwit_schema::{
    Address, Catalog, DefaultPrivilege, Grant, Object, Owner, Privilege, access::holder,
};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{address, definition::Definitions, each_of};
use crate::Error;

const SQL: &str = concat!(
    include_str!("plain.sql"),
    include_str!("defined.sql"),
    include_str!("named.sql"),
    include_str!("access.sql")
);

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    definitions: &Definitions,
) -> Result<(), Error> {
    each_of(connection, "owners and privileges", definitions.asked(SQL), |row| {
        let path: Vec<String> = row.try_get("path")?;
        let role: String = row.try_get("role")?;
        let subject: String = row.try_get("subject")?;
        let (privileges, implied) = (privileges(row, "privileges")?, privileges(row, "implied")?);
        let target = address(row.try_get("kind")?, &path);
        match (row.try_get("what")?, target) {
            ("owner", Some(target)) if catalog.get(&target).is_some() => {
                let owner = Owner { role, on: subject };
                catalog.insert(Address::owner_of(&target), Object::Owner(owner));
            }
            ("grant", Some(target)) if holder(catalog, &target).is_some() => {
                let grant = Grant { on: subject, privileges, implied };
                catalog.insert(Address::grant(&target, &role), Object::Grant(grant));
            }
            ("default", _) if privileges != implied => {
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
