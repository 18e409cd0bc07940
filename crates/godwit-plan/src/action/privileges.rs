use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::{Change, Verb};
use godwit_schema::{
    Address, Catalog, Class, DefaultPrivilege, Grant, Kind, Object, Privilege,
    access::{holder, is_inner_sequence},
    quote::quote_ident,
};

use super::Action;
use crate::{
    plan::Statement,
    scene::{Scene, as_column},
};

fn role(address: &Address) -> String {
    match address.name() {
        "" => "PUBLIC".to_owned(),
        name => quote_ident(name),
    }
}

/// What takes a role's privileges on an object from one state to the other, where the role that works
/// on it owns the object; no state is what is granted unasked.
pub(super) fn allow(address: &Address, from: Option<&Grant>, to: Option<&Grant>) -> Vec<String> {
    allow_as(address, from, to, None)
}

/// The same where another role owns it. PostgreSQL would let a member of several roles grant in the
/// name of any that may, so the owner is said.
pub(super) fn allow_as(
    address: &Address,
    from: Option<&Grant>,
    to: Option<&Grant>,
    owner: Option<&str>,
) -> Vec<String> {
    let Some(any) = to.or(from) else { return Vec::new() };
    let now = from.map_or(&any.implied, |grant| &grant.privileges);
    let next = to.map_or(&any.implied, |grant| &grant.privileges);
    let column = address
        .target()
        .filter(|target| target.kind() == Kind::Column)
        .map(|target| quote_ident(target.name()));
    let named = |privilege: &Privilege| match &column {
        Some(column) => format!("{} ({column})", privilege.name),
        None => privilege.name.clone(),
    };
    let on = format!("ON {}", any.on);
    let mut found = Vec::new();
    // Each grantor takes back and gives what is its own.
    let grantors: BTreeSet<Option<&String>> =
        now.iter().chain(next).map(|privilege| privilege.grantor.as_ref()).collect();
    for grantor in grantors {
        let own = |all: &BTreeSet<Privilege>| -> BTreeSet<Privilege> {
            all.iter().filter(|one| one.grantor.as_ref() == grantor).cloned().collect()
        };
        let said = statements(&own(now), &own(next), &named, &on, &role(address), "");
        match grantor.map(String::as_str).or(owner) {
            Some(grantor) if !said.is_empty() => {
                found.push(format!("SET LOCAL ROLE {}", quote_ident(grantor)));
                found.extend(said);
                found.push("RESET ROLE".to_owned());
            }
            _ => found.extend(said),
        }
    }
    found
}

/// What takes default privileges from one state to the other.
pub(super) fn prepare(
    address: &Address,
    from: Option<&DefaultPrivilege>,
    to: Option<&DefaultPrivilege>,
) -> Vec<String> {
    let Some(any) = to.or(from) else { return Vec::new() };
    let now = from.map_or(&any.implied, |found| &found.privileges);
    let next = to.map_or(&any.implied, |found| &found.privileges);
    let within = any
        .namespace
        .as_deref()
        .map(|name| format!(" IN SCHEMA {}", quote_ident(name)))
        .unwrap_or_default();
    let head = format!("ALTER DEFAULT PRIVILEGES FOR ROLE {}{within} ", quote_ident(&any.creator));
    let named = |privilege: &Privilege| privilege.name.clone();
    statements(now, next, &named, &format!("ON {}", any.objects), &role(address), &head)
}

/// What takes one set of privileges to the other. A lost grant option is revoked with the privilege
/// kept.
fn statements(
    now: &BTreeSet<Privilege>,
    next: &BTreeSet<Privilege>,
    named: &dyn Fn(&Privilege) -> String,
    on: &str,
    role: &str,
    head: &str,
) -> Vec<String> {
    let has = |set: &BTreeSet<Privilege>, name: &str| set.iter().any(|one| one.name == name);
    let list = |chosen: Vec<&Privilege>| chosen.into_iter().map(named).collect::<Vec<_>>();
    let gone = list(now.iter().filter(|one| !has(next, &one.name)).collect());
    let lessened = list(
        now.iter()
            .filter(|one| {
                one.grantable
                    && has(next, &one.name)
                    && !next.iter().any(|other| other.name == one.name && other.grantable)
            })
            .collect(),
    );
    let fresh: Vec<&Privilege> = next.iter().filter(|one| !now.contains(*one)).collect();
    let plain =
        list(fresh.iter().copied().filter(|one| !one.grantable && !has(now, &one.name)).collect());
    let grantable = list(fresh.iter().copied().filter(|one| one.grantable).collect());
    let mut found = Vec::new();
    if !gone.is_empty() {
        found.push(format!("{head}REVOKE {} {on} FROM {role}", gone.join(", ")));
    }
    if !lessened.is_empty() {
        let names = lessened.join(", ");
        found.push(format!("{head}REVOKE GRANT OPTION FOR {names} {on} FROM {role}"));
    }
    if !plain.is_empty() {
        found.push(format!("{head}GRANT {} {on} TO {role}", plain.join(", ")));
    }
    if !grantable.is_empty() {
        found
            .push(format!("{head}GRANT {} {on} TO {role} WITH GRANT OPTION", grantable.join(", ")));
    }
    found
}

/// The catalog that says who may do what with an object that the plan makes: declared models say
/// nothing about it.
pub(super) fn side<'a>(scene: &Scene<'a>, target: &Address) -> &'a Catalog {
    if scene.after.reader().is_some() && holder(scene.after, target).is_some() {
        scene.after
    } else {
        scene.renamed
    }
}

/// What a role has on an object that the plan makes, before anybody grants it anything; `None` when
/// the plan does not make it.
pub(super) fn unasked(scene: &Scene<'_>, address: &Address, any: &Grant) -> Option<Grant> {
    scene.create_of(&address.target()?)?;
    by_default(scene, address, any)
}

/// What default privileges give to a role on something new that a privilege is about; `None` when they say
/// nothing of the role.
pub(super) fn by_default(scene: &Scene<'_>, address: &Address, any: &Grant) -> Option<Grant> {
    let privileges = all_by_default(scene, &address.target()?).remove(address.name())?;
    Some(Grant { privileges, ..any.clone() })
}

/// What default privileges give to whom on an object that the plan makes, by role; only roles of
/// which they say anything.
fn all_by_default(scene: &Scene<'_>, target: &Address) -> BTreeMap<String, BTreeSet<Privilege>> {
    let mut found = BTreeMap::new();
    let (Some(creator), Some((objects, _))) = (scene.renamed.reader(), words(target)) else {
        return found;
    };
    // Those for all namespaces come first, in place of what is built in; a namespace's add to them.
    for within in ["", target.namespace_name()] {
        let first = Address::default_privilege(creator, within, objects, "");
        let entries = scene
            .renamed
            .from(&first)
            .take_while(|(address, _)| address.path().starts_with(&first.path()[..3]));
        for (address, object) in entries {
            let Object::DefaultPrivilege(entry) = object else { continue };
            let has = found.entry(address.name().to_owned()).or_insert_with(|| {
                if within.is_empty() { BTreeSet::new() } else { built_in(target, address.name()) }
            });
            has.extend(entry.privileges.iter().cloned());
        }
        if target.kind() == Kind::Namespace {
            break;
        }
    }
    found
}

/// What PostgreSQL grants to a role that owns nothing (`acldefault`).
fn built_in(target: &Address, role: &str) -> BTreeSet<Privilege> {
    let name = match words(target) {
        Some(("FUNCTIONS", _)) if role.is_empty() => "EXECUTE",
        Some(("TYPES", _)) if role.is_empty() => "USAGE",
        _ => return BTreeSet::new(),
    };
    BTreeSet::from([Privilege { name: name.to_owned(), grantable: false, grantor: None }])
}

/// The word of default privileges for a kind of object, and that of `GRANT … ON`.
fn words(target: &Address) -> Option<(&'static str, &'static str)> {
    Some(match target.kind() {
        Kind::Table => ("TABLES", "TABLE"),
        Kind::Defined(class) if class.is_relation() => ("TABLES", "TABLE"),
        Kind::Sequence => ("SEQUENCES", "SEQUENCE"),
        Kind::Defined(Class::Procedure) => ("FUNCTIONS", "PROCEDURE"),
        Kind::Defined(Class::Function | Class::Aggregate) => ("FUNCTIONS", "FUNCTION"),
        Kind::Defined(Class::Domain) => ("TYPES", "DOMAIN"),
        Kind::Enum | Kind::Defined(Class::CompositeType | Class::RangeType | Class::BaseType) => {
            ("TYPES", "TYPE")
        }
        Kind::Namespace => ("SCHEMAS", "SCHEMA"),
        _ => return None,
    })
}

/// Statements that take from roles what default privileges gave them on an object that the plan
/// makes, and nobody wants them to have. Models want nothing of privileges: what they add has what it is
/// given.
pub(super) fn taken_back(scene: &Scene<'_>, target: &Address) -> Vec<String> {
    if scene.after.reader().is_none() && holder(scene.renamed, target).is_none() {
        return Vec::new();
    }
    let side = side(scene, target);
    let Some((_, word)) = words(target) else { return Vec::new() };
    let named = match inner_name(scene, target) {
        Some(sequence) => sequence.sql(),
        None => target.sql(),
    };
    let creator = scene.renamed.reader();
    let mut found = Vec::new();
    for (name, has) in all_by_default(scene, target) {
        let address = Address::grant(target, &name);
        // An owner's rights are not counted: they come with owning.
        if side.get(&address).is_some() || creator == Some(name.as_str()) {
            continue;
        }
        let implied = built_in(target, &name);
        let given = Grant { on: format!("{word} {named}"), privileges: has, implied };
        found.extend(allow(&address, Some(&given), None));
    }
    found
}

/// Lets every action that makes objects take back what default privileges gave unwanted.
pub(super) fn settle(scene: &Scene<'_>, actions: &mut [Action]) {
    let mut any = scene.renamed.objects_of(|kind| kind == Kind::DefaultPrivilege);
    if any.next().is_none() {
        return;
    }
    for action in actions {
        let made: Vec<Address> = action.changes.iter().filter_map(made).collect();
        for target in made {
            for sql in taken_back(scene, &target) {
                action.statements.push(Statement::new(sql, Vec::new()));
            }
        }
    }
}

/// What a change makes that default privileges are about: its object, or the inner sequence of a column
/// that becomes an identity.
fn made(change: &Change) -> Option<Address> {
    let is_identity = |object: &Object| as_column(object).is_some_and(|one| one.identity.is_some());
    let (before, after) = match &change.verb {
        Verb::Create { after } => (None, after),
        Verb::Alter { before, after } => (Some(before), after),
        Verb::Drop { .. } | Verb::Rename { .. } => return None,
    };
    if change.address.kind() == Kind::Column {
        let becomes = is_identity(after) && !before.is_some_and(|before| is_identity(before));
        return becomes.then(|| change.address.with_kind(Kind::Sequence));
    }
    before.is_none().then(|| change.address.clone())
}

/// The name of the inner sequence that a privilege is about.
fn inner_name(scene: &Scene<'_>, target: &Address) -> Option<Address> {
    let column = Some(target.with_kind(Kind::Column)).filter(|_| is_inner_sequence(target))?;
    let identity = scene.after.column(&column)?.identity.as_ref()?;
    Some(identity.sequence_address(&column))
}
