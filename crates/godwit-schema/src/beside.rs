use std::{cmp::Ordering, sync::Arc};

use crate::{address::Address, catalog::Catalog, group::Group, object::Object};

/// An object of one catalog and the one at the same address of another.
pub type Pair<'a> = Sides<(&'a Address, &'a Object)>;

type Sides<T> = (Option<T>, Option<T>);

fn pairs(objects: &[(Address, Object)]) -> impl Iterator<Item = (&Address, &Object)> {
    objects.iter().map(|(address, object)| (address, object))
}

/// Entries of two ordered maps by key.
fn side_by_side<K: Ord, V>(
    a: impl IntoIterator<Item = (K, V)>,
    b: impl IntoIterator<Item = (K, V)>,
) -> impl Iterator<Item = Sides<(K, V)>> {
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    std::iter::from_fn(move || {
        let order = match (a.peek(), b.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let left = if order.is_le() { a.next() } else { None };
        let right = if order.is_ge() { b.next() } else { None };
        Some((left, right))
    })
}

impl Catalog {
    /// Objects of two catalogs side by side in order of address. Relations that both hold alike are left
    /// out as a whole, unless an index of theirs is not valid.
    pub fn beside<'a>(&'a self, other: &'a Catalog) -> Vec<Pair<'a>> {
        let mut found = Vec::new();
        let alike = |(a, b): (&Arc<Group>, &Arc<Group>)| {
            (Arc::ptr_eq(a, b) || a.holds_the_same(b)) && !a.shape().wrecked
        };
        for (a, b) in side_by_side(&self.groups, &other.groups) {
            let both = a.zip(b);
            if !both.is_some_and(|((_, a), (_, b))| alike((a, b))) {
                let objects = |group: Option<(_, &'a Arc<Group>)>| {
                    group.map_or(&[] as &[(Address, Object)], |(_, group)| &group.objects)
                };
                let (a, b) = (objects(a), objects(b));
                found.extend(side_by_side(pairs(a), pairs(b)));
            }
        }
        found
    }

    /// Records the dependencies of another catalog between objects that are here too, and takes whole
    /// relations over from it that it holds alike, with what is known of them.
    pub fn take_dependencies_of(&mut self, other: &Catalog) {
        let mut missing = Vec::new();
        for (names, theirs) in &other.groups {
            let Some(mine) = self.groups.get(names) else { continue };
            if Arc::ptr_eq(mine, theirs) || mine.rest_hash() == theirs.rest_hash() {
                continue;
            }
            missing.extend(theirs.needs.iter().filter(|edge| {
                self.get(&edge.dependent).is_some() && self.get(&edge.referenced).is_some()
            }));
        }
        self.insert_dependencies(missing.into_iter().cloned());
        for (names, mine) in &mut self.groups {
            let Some(theirs) = other.groups.get(names) else { continue };
            if mine.is_unknown()
                && mine.objects == theirs.objects
                && mine.needs == theirs.needs
                && mine.needed_by == theirs.needed_by
            {
                *mine = Arc::clone(theirs);
            }
        }
    }
}
