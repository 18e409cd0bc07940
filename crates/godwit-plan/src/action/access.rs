use std::collections::BTreeSet;

use godwit_diff::{Change, Verb, needs::Dependents};
use godwit_schema::{
    Address, Catalog, DefaultPrivilege, Grant, Kind, Object, Owner, Privilege, quote::quote_ident,
};

use super::{Action, Rank};
use crate::{
    plan::{Statement, StepVerb},
    scene::Scene,
};

/// Owners, privileges and default privileges; none of these statements takes a lock on rows.
pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    let address = &change.address;
    let (before, after) = match &change.verb {
        Verb::Create { after } => (None, Some(&**after)),
        Verb::Drop { before } => (Some(&**before), None),
        Verb::Alter { before, after } => (Some(&**before), Some(&**after)),
        Verb::Rename { .. } => return Vec::new(),
    };
    if Handover::of(scene, address).is_some_and(|found| found.settles(address)) {
        return Vec::new();
    }
    let Some(any) = after.or(before) else { return Vec::new() };
    let (rank, forth, back) = match any {
        Object::Owner(_) => (
            Rank::Owner,
            own(as_owner(before), as_owner(after)),
            own(as_owner(after), as_owner(before)),
        ),
        Object::Grant(_) => {
            let rank = if address.target().is_some_and(|on| on.kind() == Kind::Column) {
                Rank::GrantOnColumn
            } else {
                Rank::Grant
            };
            let both = |from, to| {
                let mut statements = allow(address, as_grant(from), as_grant(to));
                if rank == Rank::Grant && revokes(&statements) {
                    statements.extend(on_columns(scene.after, address));
                }
                statements
            };
            (rank, both(before, after), allow(address, as_grant(after), as_grant(before)))
        }
        Object::DefaultPrivilege(_) => (
            Rank::DefaultPrivileges,
            prepare(address, as_default(before), as_default(after)),
            prepare(address, as_default(after), as_default(before)),
        ),
        _ => return Vec::new(),
    };
    let mut action = Action::new(StepVerb::Alter, rank, "set", address);
    for sql in forth {
        action.run(Statement::new(sql, Vec::new()));
    }
    action.undo(back, None);
    action.carry(scene, change);
    if let Some(found) = Handover::of(scene, address).filter(|_| rank == Rank::Owner) {
        for sql in found.statements(scene) {
            action.run(Statement::new(sql, Vec::new()));
        }
        for role in [&found.from, &found.to] {
            for change in scene.changes(&Address::grant(&found.target, role)) {
                action.carry(scene, change);
            }
        }
    }
    action.consumes.remove(address);
    action.consumes.extend(address.target());
    vec![action]
}

/// A change of owner. PostgreSQL hands the privileges of the former owner to the new one, merged with
/// what that one had; what the two shall have is settled afterwards.
struct Handover {
    target: Address,
    from: String,
    to: String,
}

impl Handover {
    /// The change of owner that an owner or a privilege is about.
    fn of(scene: &Scene<'_>, access: &Address) -> Option<Self> {
        let target = access.target()?;
        let owner = Address::owner_of(&target);
        if scene.changes(&owner).is_empty() {
            return None;
        }
        let reader = scene.renamed.reader()?;
        let role = |catalog: &Catalog| {
            as_owner(catalog.get(&owner)).map_or(reader, |owner| &owner.role).to_owned()
        };
        Some(Self { from: role(scene.renamed), to: role(scene.after), target })
    }

    /// Whether it takes care of a role's privileges.
    fn settles(&self, access: &Address) -> bool {
        access.kind() == Kind::Grant
            && [&self.from, &self.to].iter().any(|role| *role == access.name())
    }

    fn statements(&self, scene: &Scene<'_>) -> Vec<String> {
        let (first, last) =
            (Address::grant(&self.target, &self.from), Address::grant(&self.target, &self.to));
        let side = |catalog: &Catalog, address: &Address| as_grant(catalog.get(address)).cloned();
        let (restricted, wanted) = (side(scene.renamed, &first), side(scene.after, &last));
        let mut found = Vec::new();
        let all = restricted.as_ref().or(wanted.as_ref()).map(|grant| grant.implied.clone());
        if let (Some(all), Some(on)) = (all, restricted.as_ref().or(wanted.as_ref())) {
            let mut now = restricted.as_ref().map_or(&all, |grant| &grant.privileges).clone();
            now.extend(
                side(scene.renamed, &last).map(|grant| grant.privileges).unwrap_or_default(),
            );
            let handed = Grant { on: on.on.clone(), privileges: now, implied: all.clone() };
            let next = wanted.map_or(all, |grant| grant.privileges);
            let next = Grant { privileges: next, ..handed.clone() };
            found.extend(allow(&last, Some(&handed), Some(&next)));
        }
        if let Some(kept) = side(scene.after, &first) {
            found.extend(allow(&first, None, Some(&Grant { implied: BTreeSet::new(), ..kept })));
        }
        found
    }
}

/// Statements that give an object made again the owner and privileges that it has in a catalog.
pub(super) fn definitions(catalog: &Catalog, target: &Address) -> Vec<String> {
    let found = Dependents::new(catalog).access_of(target);
    let mut statements = Vec::new();
    for address in found.iter().rev() {
        match catalog.get(address) {
            Some(Object::Owner(owner)) => statements.extend(own(None, Some(owner))),
            Some(Object::Grant(grant)) => statements.extend(allow(address, None, Some(grant))),
            _ => {}
        }
    }
    statements
}

fn as_owner(object: Option<&Object>) -> Option<&Owner> {
    match object {
        Some(Object::Owner(owner)) => Some(owner),
        _ => None,
    }
}

fn as_grant(object: Option<&Object>) -> Option<&Grant> {
    match object {
        Some(Object::Grant(grant)) => Some(grant),
        _ => None,
    }
}

fn as_default(object: Option<&Object>) -> Option<&DefaultPrivilege> {
    match object {
        Some(Object::DefaultPrivilege(found)) => Some(found),
        _ => None,
    }
}

/// No owner of its own means the role that works on it.
fn own(from: Option<&Owner>, to: Option<&Owner>) -> Vec<String> {
    let Some(on) = to.or(from).map(|owner| &owner.on) else { return Vec::new() };
    let role = to.map_or_else(|| "CURRENT_USER".to_owned(), |owner| quote_ident(&owner.role));
    vec![format!("ALTER {on} OWNER TO {role}")]
}

fn role(address: &Address) -> String {
    match address.name() {
        "" => "PUBLIC".to_owned(),
        name => quote_ident(name),
    }
}

fn allow(address: &Address, from: Option<&Grant>, to: Option<&Grant>) -> Vec<String> {
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
    statements(now, next, &named, &format!("ON {}", any.on), &role(address), "")
}

fn prepare(
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

fn revokes(statements: &[String]) -> bool {
    statements.iter().any(|sql| sql.starts_with("REVOKE"))
}

/// Revoking from a table takes the same privilege on its columns away too; what shall stay there is
/// granted again.
fn on_columns(after: &Catalog, address: &Address) -> Vec<String> {
    let Some(table) = address.target() else { return Vec::new() };
    after
        .parts(&table)
        .filter(|(part, _)| {
            part.kind() == Kind::Grant
                && part.name() == address.name()
                && part.target().is_some_and(|target| target.kind() == Kind::Column)
        })
        .flat_map(|(part, object)| allow(part, None, as_grant(Some(object))))
        .collect()
}
