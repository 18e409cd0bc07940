use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

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
}
