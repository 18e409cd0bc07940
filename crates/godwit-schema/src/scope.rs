use serde::{Deserialize, Serialize};

use crate::{address::Address, catalog::Catalog, kind::Kind, object::Object};

/// Roles by which platforms own what is theirs in everybody's database: Neon, Supabase, Amazon RDS,
/// Google Cloud SQL, Azure.
const PLATFORM_ROLES: [&str; 9] = [
    "azuresu",
    "cloud_admin",
    "cloudsqladmin",
    "rdsadmin",
    "supabase_admin",
    "supabase_auth_admin",
    "supabase_functions_admin",
    "supabase_realtime_admin",
    "supabase_storage_admin",
];

/// What Godwit may compare and change; the rest is foreign and left alone.
///
/// System namespaces (`pg_*`, `information_schema`) are always foreign, and so are the members of
/// extensions, which a reader never puts into a catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// Namespaces left alone, by name or with `*` for any run of characters.
    pub ignore_namespaces: Vec<String>,
    /// Tables, enums and sequences left alone with all their parts, as `namespace.name` or `name`,
    /// `*` allowed.
    pub ignore: Vec<String>,
}

impl Default for Scope {
    /// Leaves Alembic's version table and namespaces that only a platform or an extension can mean alone.
    /// Others of a platform are told by their owner; see [`Scope::without_platform`].
    fn default() -> Self {
        Self {
            ignore_namespaces: [
                "neon",
                "neon_auth",
                "cron",
                "pgbouncer",
                "_timescaledb_*",
                "timescaledb_*",
            ]
            .map(str::to_owned)
            .to_vec(),
            ignore: vec!["alembic_version".to_owned(), "spatial_ref_sys".to_owned()],
        }
    }
}

impl Scope {
    /// A scope that holds every namespace but the system's.
    pub fn everything() -> Self {
        Self { ignore_namespaces: Vec::new(), ignore: Vec::new() }
    }

    /// The same scope without the namespaces of a catalog that belong to the platform it runs on. Their
    /// names alone tell nothing: `auth` and `storage` may be the person's own.
    #[must_use]
    pub fn without_platform(&self, catalog: &Catalog) -> Self {
        let mut scope = self.clone();
        for (address, object) in catalog.objects_of(|kind| kind == Kind::Owner) {
            let Object::Owner(owner) = object else { continue };
            let Some(target) = address.target() else { continue };
            if target.kind() == Kind::Namespace
                && PLATFORM_ROLES.contains(&owner.role.as_str())
                && !scope.ignores_namespace(target.name())
            {
                scope.ignore_namespaces.push(target.name().to_owned());
            }
        }
        scope
    }

    /// Whether an object may be compared and changed.
    pub fn holds(&self, address: &Address) -> bool {
        if address.is_global() {
            return !self
                .ignore
                .iter()
                .any(|pattern| address.path().first().is_some_and(|name| matches(pattern, name)));
        }
        if self.ignores_namespace(address.namespace_name()) {
            return false;
        }
        match (address.kind(), address.path()) {
            (Kind::Namespace, _) => true,
            (_, [namespace, name, ..]) => !self.ignore.iter().any(|pattern| {
                matches(pattern, name) || matches(pattern, &format!("{namespace}.{name}"))
            }),
            _ => true,
        }
    }

    /// Whether a whole namespace is left alone.
    pub fn ignores_namespace(&self, name: &str) -> bool {
        name == "information_schema"
            || name.starts_with("pg_")
            || self.ignore_namespaces.iter().any(|pattern| matches(pattern, name))
    }
}

/// `*` stands for any run of characters; everything else for itself.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, tail)) => name.strip_prefix(head).is_some_and(|rest| {
            rest.char_indices()
                .map(|(at, _)| &rest[at..])
                .chain(std::iter::once(""))
                .any(|rest| matches(tail, rest))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_platform_owns_is_its_own() {
        let mut catalog = Catalog::default();
        for (name, role) in [("auth", "supabase_admin"), ("storage", "app")] {
            let owner = crate::Owner { role: role.to_owned(), on: format!("SCHEMA {name}") };
            let at = Address::owner_of(&Address::namespace(name));
            catalog.insert(at, Object::Owner(owner));
        }
        let scope = Scope::default().without_platform(&catalog);
        assert!(!scope.holds(&Address::table("auth", "users")));
        assert!(scope.holds(&Address::table("storage", "shelf")));
        assert!(Scope::default().holds(&Address::table("auth", "users")));
    }

    #[test]
    fn patterns_match_whole_names() {
        let scope =
            Scope { ignore: vec!["legacy_*".into(), "app.audit".into()], ..Scope::default() };
        assert!(!scope.holds(&Address::table("public", "legacy_orders")));
        assert!(!scope.holds(&Address::column("app", "audit", "at")));
        assert!(scope.holds(&Address::table("public", "audit")));
        assert!(scope.holds(&Address::table("public", "my_legacy_orders")));
        assert!(!Scope::everything().holds(&Address::table("pg_catalog", "pg_class")));
    }
}
