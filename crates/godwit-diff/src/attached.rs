use std::{borrow::Cow, collections::BTreeMap};

use godwit_schema::{Address, Catalog, ConstraintKind, Kind, Object};

use crate::{follow::follow_all, give_way::moment, rename::Rename, renaming::Renaming};

/// Renames of indexes, keys and foreign keys of partitions that need nobody's word, and `before` after them.
/// `renamed` is `before` after the renames that a person `said`; what is not compared keeps its name.
///
/// Every partition has exactly one index, key or foreign key that is attached to its parent's: the one
/// of now is the wanted one, whatever its name. PostgreSQL does not drop it by itself ("cannot drop
/// index … because index … requires it").
pub(crate) fn follow_attached<'a>(
    (before, mut renamed): (&Catalog, Cow<'a, Catalog>),
    after: &Catalog,
    said: &[Rename],
    compares: impl Fn(&Address) -> bool,
) -> (Vec<Rename>, Cow<'a, Catalog>) {
    let mut all = said.to_vec();
    let wanted = attached(after);
    // What an index is attached to may be such an index itself: level by level.
    loop {
        let renaming = Renaming::new(&all);
        let present = attached(&renamed);
        let mut next: BTreeMap<&Address, &Address> = present
            .into_iter()
            .filter_map(|(place, (now, present))| {
                let (to, object) = *wanted.get(&place)?;
                (to != now && compares(now) && is_kept(present, object)).then_some((now, to))
            })
            .collect();
        // A name that a person gave to something else is not free.
        leave_out(&mut next, |to| all.iter().any(|one| one.to == *to));
        // What has a name may get another when the level above it has its own.
        let mut free = next.clone();
        leave_out(&mut free, |to| renamed.get(to).is_some());
        let mut further = Vec::new();
        if free.is_empty() {
            // None will: it is not wanted there, and gives way until it goes.
            let held = next.values().filter(|to| !next.contains_key(**to));
            further.extend(held.map(|to| Rename { from: renaming.back(to), to: moment(to) }));
            free = next;
        }
        if free.is_empty() {
            return (all.split_off(said.len()), renamed);
        }
        further.extend(
            free.into_iter().map(|(now, to)| Rename { from: renaming.back(now), to: to.clone() }),
        );
        all.extend(further);
        renamed = Cow::Owned(follow_all(before, &all).0);
    }
}

/// Takes out the renames to names that are taken and not given up by another one.
fn leave_out(renames: &mut BTreeMap<&Address, &Address>, is_taken: impl Fn(&Address) -> bool) {
    while let Some(now) = renames
        .iter()
        .find(|(_, to)| is_taken(to) && !renames.contains_key(**to))
        .map(|(now, _)| *now)
    {
        renames.remove(now);
    }
}

/// The parent's index, key or foreign key that one is attached to, and that may have another name.
fn parent(object: &Object) -> Option<&Address> {
    let has_own_name = |kind: &ConstraintKind| match kind {
        ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Unique { .. }
        | ConstraintKind::ForeignKey(_) => true,
        ConstraintKind::Check { .. } | ConstraintKind::Exclude { .. } => false,
    };
    match object {
        Object::Constraint(found) if !has_own_name(&found.kind) => None,
        other => other.parent(),
    }
}

/// What is attached to a parent's, by its table and the parent.
fn attached(catalog: &Catalog) -> BTreeMap<(Address, &Address), (&Address, &Object)> {
    catalog
        .objects_of(|kind| matches!(kind, Kind::Index | Kind::Constraint))
        .filter_map(|(address, object)| {
            Some(((address.owner_table()?, parent(object)?), (address, object)))
        })
        .collect()
}

/// Whether it stays the same index; one that is built anew needs no other name before.
fn is_kept(present: &Object, wanted: &Object) -> bool {
    match (present, wanted) {
        (Object::Index(present), Object::Index(wanted)) => present.changes_in_place(wanted),
        (Object::Constraint(present), Object::Constraint(wanted)) => present.kind == wanted.kind,
        _ => false,
    }
}
