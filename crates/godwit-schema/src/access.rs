use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{address::Address, catalog::Catalog, class::Class, kind::Kind};

/// Who owns an object, where that is not the role that read the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The role.
    pub role: String,
    /// `TABLE public.t`: what `ALTER … OWNER TO` takes.
    pub on: String,
}

/// What a role may do with an object, where that differs from what PostgreSQL grants unasked
/// (`acldefault`): nothing to others, but `EXECUTE` on functions and `USAGE` on types to `PUBLIC`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// `TABLE public.t`: what `GRANT … ON` takes.
    pub on: String,
    /// What is granted.
    pub privileges: BTreeSet<Privilege>,
    /// What would be granted unasked.
    pub implied: BTreeSet<Privilege>,
}

/// What objects made later by a role will grant (`pg_default_acl`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultPrivilege {
    /// The role that makes the objects.
    pub creator: String,
    /// Only in this namespace.
    pub namespace: Option<String>,
    /// `TABLES`, `SEQUENCES`, `FUNCTIONS`, `TYPES`, `SCHEMAS`.
    pub objects: String,
    /// What is granted.
    pub privileges: BTreeSet<Privilege>,
    /// What would be granted unasked.
    pub implied: BTreeSet<Privilege>,
}

/// One privilege.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Privilege {
    /// `SELECT`, `EXECUTE`.
    pub name: String,
    /// `WITH GRANT OPTION`.
    pub grantable: bool,
    /// Who granted it, where that is not the owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grantor: Option<String>,
}

/// Whether a privilege is about the inner sequence of an identity column, which is named by that.
pub fn is_inner_sequence(target: &Address) -> bool {
    target.kind() == Kind::Sequence && target.path().len() == 3
}

/// The object of a catalog that holds what a privilege is about: mostly itself; the relation, for a
/// column of a view; the column, for the inner sequence of an identity column, which is named by it.
pub fn holder(catalog: &Catalog, target: &Address) -> Option<Address> {
    if catalog.get(target).is_some() {
        return Some(target.clone());
    }
    match (target.kind(), target.path()) {
        (Kind::Column, [namespace, relation, _]) => {
            let path = [namespace.clone(), relation.clone()];
            Class::RELATIONS
                .into_iter()
                .map(|class| Address::defined(class, &path))
                .find(|view| catalog.get(view).is_some())
        }
        (Kind::Sequence, [_, _, _]) => {
            let column = target.with_kind(Kind::Column);
            catalog.column(&column).filter(|found| found.identity.is_some())?;
            Some(column)
        }
        _ => None,
    }
}

/// Owner and privileges of an object and of what it holds: they go with it.
pub fn access_of(catalog: &Catalog, target: &Address) -> Vec<Address> {
    catalog
        .from(target)
        .take_while(|(address, _)| address.path().starts_with(target.path()))
        .filter(|(address, _)| matches!(address.kind(), Kind::Owner | Kind::Grant))
        .filter(|(address, _)| {
            address.target().is_some_and(|of| {
                let inner = of.kind() == Kind::Sequence && of.with_kind(Kind::Column) == *target;
                of == *target || inner || holder(catalog, &of).as_ref() == Some(target)
            })
        })
        .map(|(address, _)| address.clone())
        .collect()
}
