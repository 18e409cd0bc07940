use std::collections::{HashMap, HashSet};

use godwit_schema::{Address, Catalog, Link, Object};

/// Indexes and keys of new partitioned tables that not every partition has, made with `ONLY`.
///
/// Attaching a partition makes every index and key of the parent that the partition lacks, so these wait
/// for the partitions. Where a partition is there before, what it has is matched by attaching it; such
/// parents are not among these.
#[derive(Debug, Default)]
pub(crate) struct Unshared<'a> {
    found: HashSet<&'a Address>,
    partitions: HashMap<&'a Address, Vec<&'a Address>>,
}

impl<'a> Unshared<'a> {
    /// Reads what is wanted once. `is_new` tells the tables that the plan makes.
    pub(crate) fn new(after: &'a Catalog, is_new: impl Fn(&Address) -> bool) -> Self {
        let mut unshared = Self::default();
        let mut children: HashMap<&Address, Vec<&Address>> = HashMap::new();
        let mut parents = Vec::new();
        for (sort, from, to) in after.links() {
            match sort {
                Link::Partition => unshared.partitions.entry(to).or_default().push(from),
                Link::IndexPart => children.entry(to).or_default().push(from),
                Link::ForeignKey | Link::OwnedSequence | Link::EnumColumn => {}
            }
        }
        for table in unshared.partitions.keys() {
            for (address, object) in after.parts(table) {
                if is_only(object) {
                    parents.push(address);
                }
            }
        }
        // One that lacks it further down makes those above lack it: as often as there are levels.
        let mut known = usize::MAX;
        while known != unshared.found.len() {
            known = unshared.found.len();
            for &index in &parents {
                let Some(table) = index.owner_table() else { continue };
                let partitions = unshared.partitions_of(&table);
                let having: HashSet<Address> = children
                    .get(index)
                    .into_iter()
                    .flatten()
                    .filter(|child| !unshared.found.contains(*child))
                    .filter_map(|child| child.owner_table())
                    .collect();
                if is_new(&table)
                    && partitions.iter().all(|partition| is_new(partition))
                    && partitions.iter().any(|partition| !having.contains(*partition))
                {
                    unshared.found.insert(index);
                }
            }
        }
        unshared
    }

    /// Whether an index or key must be made after the partitions of its table.
    pub(crate) fn holds(&self, index: &Address) -> bool {
        self.found.contains(index)
    }

    /// The partitions that an index or key waits for.
    pub(crate) fn awaited_by(&self, index: &Address) -> Vec<Address> {
        let table = index.owner_table().filter(|_| self.holds(index));
        let partitions = table.iter().flat_map(|table| self.partitions_of(table));
        partitions.map(|partition| (*partition).clone()).collect()
    }

    /// The wanted partitions of a table.
    fn partitions_of(&self, table: &Address) -> &[&'a Address] {
        self.partitions.get(table).map_or(&[], Vec::as_slice)
    }
}

/// Whether an object is an index or key that a partitioned table has for itself.
pub(crate) fn is_only(object: &Object) -> bool {
    match object {
        Object::Index(index) => index.only,
        Object::Constraint(constraint) => constraint.only,
        _ => false,
    }
}
