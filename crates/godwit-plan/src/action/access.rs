use std::{borrow::Cow, collections::BTreeSet};

use godwit_diff::{Change, Verb};
use godwit_schema::{
    Address, Catalog, DefaultPrivilege, Grant, Kind, Object, Owner,
    access::{access_of, holder, is_inner_sequence},
    quote::quote_ident,
};

use super::{Action, Rank, identity, privileges, sequence};
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
    if Handover::of(scene, address).is_some_and(|found| found.settles(scene, address)) {
        return Vec::new();
    }
    let [before, after] =
        [before, after].map(|side| side.map(|side| by_final_name(scene, address, side)));
    let after = after.or_else(|| linked_owner(scene, address, before.as_deref()?));
    let (before, after) = (before.as_deref(), after.as_deref());
    let Some(any) = after.or(before) else { return Vec::new() };
    let (rank, forth, back) = match any {
        Object::Owner(_) => (
            Rank::Owner,
            own(as_owner(before), as_owner(after)),
            own(as_owner(after), as_owner(before)),
        ),
        Object::Grant(grant) => {
            let rank = if address.target().is_some_and(|on| on.kind() == Kind::Column) {
                Rank::GrantOnColumn
            } else {
                Rank::Grant
            };
            let owner = owner_now(scene, address);
            let both = |from: Option<&Grant>, to: Option<&Grant>| {
                let mut statements = privileges::allow_as(address, from, to, owner);
                if rank == Rank::Grant && revokes(&statements) {
                    statements.extend(on_columns(scene.after, address));
                }
                statements
            };
            let unasked = privileges::unasked(scene, address, grant);
            let mut forth = match (&unasked, before) {
                (Some(unasked), None) => both(Some(unasked), as_grant(after)),
                _ => both(as_grant(before), as_grant(after)),
            };
            if forth.is_empty() {
                // Default privileges give it already; said, it is theirs no longer.
                forth = both(as_grant(before), as_grant(after));
            }
            let back = privileges::allow_as(address, as_grant(after), as_grant(before), owner);
            (rank, forth, back)
        }
        Object::DefaultPrivilege(_) => (
            Rank::DefaultPrivileges,
            privileges::prepare(address, as_default(before), as_default(after)),
            privileges::prepare(address, as_default(after), as_default(before)),
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
        for target in found.columns(scene).iter().chain([&found.target]) {
            for role in [&found.from, &found.to] {
                for change in scene.changes(&Address::grant(target, role)) {
                    action.carry(scene, change);
                }
            }
        }
    }
    action.consumes.remove(address);
    if let Some(target) = address.target() {
        if is_inner_sequence(&target) {
            action.after.insert(format!("{} {}", identity::RENAME, target.with_kind(Kind::Column)));
        }
        action.consumes.extend(holder(scene.after, &target));
        // Who passes a privilege on must have it first, and for longer.
        for (side, passed_on) in [(before, false), (after, true)] {
            let grantors = as_grant(side).into_iter().flat_map(|grant| &grant.privileges);
            let grantors = grantors.filter_map(|privilege| privilege.grantor.as_deref());
            let grants = grantors.map(|role| Address::grant(&target, role));
            if passed_on {
                action.consumes.extend(grants);
            } else {
                action.releases.extend(grants);
            }
        }
    }
    vec![action]
}

/// The owner of a sequence that is linked to a table and so has none of its own any more.
fn linked_owner<'a>(
    scene: &Scene<'_>,
    owner: &Address,
    before: &Object,
) -> Option<Cow<'a, Object>> {
    let target = owner.target().filter(|target| target.kind() == Kind::Sequence)?;
    let role = sequence::role(scene.after, &target)?.to_owned();
    let owner = Owner { role, ..as_owner(Some(before))?.clone() };
    Some(Cow::Owned(Object::Owner(owner)))
}

/// A privilege on the inner sequence of an identity column by the name that it has in the end.
fn by_final_name<'a>(scene: &Scene<'_>, address: &Address, object: &'a Object) -> Cow<'a, Object> {
    match (object, address.target().and_then(|target| identity::subject(scene, &target))) {
        (Object::Grant(grant), Some(on)) => {
            Cow::Owned(Object::Grant(Grant { on, ..grant.clone() }))
        }
        _ => Cow::Borrowed(object),
    }
}

/// Who owns what a privilege is about before the plan changes it, where that is not the role that works
/// on it.
fn owner_now<'a>(scene: &Scene<'a>, access: &Address) -> Option<&'a str> {
    let target = holder(scene.renamed, &access.target()?)?;
    let object = match target.kind() {
        Kind::Column => target.owner_table()?,
        _ => target,
    };
    as_owner(scene.renamed.get(&Address::owner_of(&object))).map(|owner| owner.role.as_str())
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
        // Privileges on columns go along with the table.
        let target =
            target.owner_table().filter(|_| target.kind() == Kind::Column).unwrap_or(target);
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
    fn settles(&self, scene: &Scene<'_>, access: &Address) -> bool {
        let target = access.target();
        access.kind() == Kind::Grant
            && target.is_some_and(|on| on == self.target || self.columns(scene).contains(&on))
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
            let owner = self.other_owner(scene);
            found.extend(privileges::allow_as(&last, Some(&handed), Some(&next), owner));
        }
        if let Some(kept) = side(scene.after, &first) {
            let owner = self.other_owner(scene);
            let kept = Grant { implied: BTreeSet::new(), ..kept };
            found.extend(privileges::allow_as(&first, None, Some(&kept), owner));
        }
        for column in self.columns(scene) {
            found.extend(self.on_column(scene, &column));
        }
        found
    }

    /// The new owner, where that is not the role that works on the object.
    fn other_owner(&self, scene: &Scene<'_>) -> Option<&str> {
        Some(self.to.as_str()).filter(|role| scene.renamed.reader() != Some(*role))
    }

    /// Columns that are there before and after.
    fn columns(&self, scene: &Scene<'_>) -> Vec<Address> {
        let parts = scene.after.parts(&self.target).map(|(part, _)| part);
        let columns = parts.filter(|part| part.kind() == Kind::Column && scene.is_present(part));
        columns.cloned().collect()
    }

    /// Everything that either role may do beside, the new owner may do when it has the table.
    fn on_column(&self, scene: &Scene<'_>, column: &Address) -> Vec<String> {
        let [first, last] = [&self.from, &self.to].map(|role| Address::grant(column, role));
        let side = |catalog: &Catalog, address: &Address| as_grant(catalog.get(address)).cloned();
        let handed = [&first, &last].into_iter().filter_map(|role| side(scene.renamed, role));
        let handed = handed.reduce(|mut all, more| {
            all.privileges.extend(more.privileges);
            all
        });
        let owner = self.other_owner(scene);
        let wanted = side(scene.after, &last);
        let mut found = privileges::allow_as(&last, handed.as_ref(), wanted.as_ref(), owner);
        if let Some(kept) = side(scene.after, &first) {
            found.extend(privileges::allow_as(&first, None, Some(&kept), owner));
        }
        found
    }
}

/// Statements that give an object made again the owner and privileges that it has in a catalog.
pub(super) fn definitions(catalog: &Catalog, target: &Address) -> Vec<String> {
    over_given(catalog, target, |_, _| None)
}

/// As [`definitions`], where roles have something already: `given` tells what the role of a privilege has.
fn over_given(
    catalog: &Catalog,
    target: &Address,
    given: impl Fn(&Address, &Grant) -> Option<Grant>,
) -> Vec<String> {
    let mut statements = Vec::new();
    let mut owner = Vec::new();
    for address in access_of(catalog, target) {
        match catalog.get(&address) {
            Some(Object::Owner(found)) => owner = own(None, Some(found)),
            Some(Object::Grant(grant)) => {
                let given = given(&address, grant);
                statements.extend(privileges::allow(&address, given.as_ref(), Some(grant)));
            }
            _ => {}
        }
    }
    statements.extend(owner);
    statements
}

/// Statements that give an object made anew by the plan the owner and privileges that are wanted,
/// whatever default privileges gave it.
pub(super) fn wanted(scene: &Scene<'_>, target: &Address) -> Vec<String> {
    restored(scene, privileges::side(scene, target), target)
}

/// As [`wanted`], with the owner and privileges of a catalog.
pub(super) fn restored(scene: &Scene<'_>, catalog: &Catalog, target: &Address) -> Vec<String> {
    let mut statements = privileges::taken_back(scene, target);
    let given = |address: &Address, grant: &Grant| {
        let of_target = address.target().as_ref() == Some(target);
        of_target.then(|| privileges::by_default(scene, address, grant)).flatten()
    };
    statements.extend(over_given(catalog, target, given));
    statements
}

pub(super) fn as_owner(object: Option<&Object>) -> Option<&Owner> {
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
    vec![give(on, to.map(|owner| owner.role.as_str()))]
}

/// Gives an object, `TABLE public.t`, to a role, or to the one that works on it.
pub(super) fn give(on: &str, role: Option<&str>) -> String {
    let role = role.map_or_else(|| "CURRENT_USER".to_owned(), quote_ident);
    format!("ALTER {on} OWNER TO {role}")
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
        .flat_map(|(part, object)| privileges::allow(part, None, as_grant(Some(object))))
        .collect()
}
