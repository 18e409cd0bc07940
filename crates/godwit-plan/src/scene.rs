use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::Bound,
};

use godwit_diff::{Change, ChangeSet, Renaming, Verb, merge, needs::Dependents};
use godwit_schema::{
    Address, Catalog, Class, Column, ColumnDefault, Constraint, ConstraintKind, Kind, Object,
    Table, Undecided, Unmodelled,
};

use crate::{
    action::{Rebuilds, waits_for_parent},
    lock::{Lock, LockMode},
    policy::Policy,
    unshared::Unshared,
};

/// Names of something, by namespace.
type NamesByNamespace = HashMap<String, HashSet<String>>;

/// One of the two ends of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Where it begins.
    Before,
    /// What it leads to.
    After,
}

/// What the builders of actions and hazards look at: `before` with renames followed, `after`, and
/// who needs whom.
pub(crate) struct Scene<'a> {
    /// `before` in wanted names.
    pub renamed: &'a Catalog,
    /// What is wanted.
    pub after: &'a Catalog,
    /// The rules.
    pub policy: &'a Policy,
    /// Server version number, 0 when unknown.
    pub version: u32,
    /// Wanted names to present names.
    pub renaming: Renaming,
    /// Who needs whom in `renamed`.
    pub dependents: Dependents<'a>,
    /// Changes by address.
    changes: BTreeMap<&'a Address, Vec<&'a Change>>,
    /// Names that the plan gives to something new.
    taken: BTreeSet<String>,
    /// Partitioned tables that get a partition.
    joined: BTreeSet<&'a Address>,
    /// Creations of owned sequences by owning column.
    sequences: HashMap<&'a Address, Vec<&'a Change>>,
    /// Identity columns that change, by their inner sequences.
    identities: HashMap<Address, &'a Address>,
    /// Wanted indexes that wait for partitions.
    pub unshared: Unshared<'a>,
    /// Tables about which something is not decided, with the reasons.
    pub undecided: BTreeMap<Address, Vec<&'a Undecided>>,
    unmodelled: HashMap<&'a Address, Vec<&'a Unmodelled>>,
    /// What is not modelled and not there before, by those that need it in the end.
    lacking: HashMap<&'a Address, Vec<&'a Unmodelled>>,
    /// Names of NOT NULLs before the plan and after it.
    not_null_names: [OnceCell<NamesByNamespace>; 2],
    /// Indexes and keys of dropped tables that give up their names before, with those for the moment.
    pub aside: BTreeMap<Address, Address>,
    /// What is taken away and made again, told before the first action is made.
    pub rebuilds: OnceCell<Rebuilds>,
}

/// `before` in wanted names.
pub(crate) fn renamed<'a>(before: &'a Catalog, changes: &ChangeSet) -> Cow<'a, Catalog> {
    let renames: Vec<Change> = changes
        .changes
        .iter()
        .filter(|change| matches!(change.verb, Verb::Rename { .. }))
        .cloned()
        .collect();
    if renames.is_empty() { Cow::Borrowed(before) } else { Cow::Owned(merge(before, &renames)) }
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        renamed: &'a Catalog,
        after: &'a Catalog,
        changes: &'a ChangeSet,
        policy: &'a Policy,
        version: u32,
    ) -> Self {
        let mut by_address: BTreeMap<&Address, Vec<&Change>> = BTreeMap::new();
        let mut renames = Vec::new();
        let mut taken = BTreeSet::new();
        let mut joined = BTreeSet::new();
        let mut sequences: HashMap<&Address, Vec<&Change>> = HashMap::new();
        let mut identities = HashMap::new();
        for change in &changes.changes {
            by_address.entry(&change.address).or_default().push(change);
            if let Verb::Create { after } = &change.verb {
                taken.extend(crate::action::name_tokens(&change.address, after));
            }
            if let Verb::Create { after } | Verb::Alter { after, .. } = &change.verb
                && let Object::Table(Table { partition_of: Some(of), .. }) = &**after
            {
                joined.insert(&of.parent);
            }
            if let Verb::Alter { before, .. } = &change.verb
                && let Object::Column(Column { identity: Some(identity), .. }) = &**before
            {
                identities.insert(identity.sequence_address(&change.address), &change.address);
            }
            renames.extend(change.as_rename());
            if let Verb::Create { after } = &change.verb
                && let Object::Sequence(sequence) = &**after
                && let Some(column) = &sequence.owned_by
            {
                sequences.entry(column).or_default().push(change);
            }
        }
        let mut undecided: BTreeMap<Address, Vec<&Undecided>> = BTreeMap::new();
        for one in &changes.undecided {
            if let Some(table) = one.address.as_ref().and_then(Address::owner_table) {
                undecided.entry(table).or_default().push(one);
            }
        }
        let mut unmodelled: HashMap<&Address, Vec<&Unmodelled>> = HashMap::new();
        for one in renamed.unmodelled() {
            for needed in &one.needs {
                unmodelled.entry(needed).or_default().push(one);
            }
        }
        let mut lacking: HashMap<&Address, Vec<&Unmodelled>> = HashMap::new();
        let named = |one: &'a Unmodelled| (one.class.as_str(), one.name.as_str());
        let present: BTreeSet<_> = renamed.unmodelled().iter().map(named).collect();
        for one in after.unmodelled().iter().filter(|one| !present.contains(&named(one))) {
            for dependent in &one.needed_by {
                lacking.entry(dependent).or_default().push(one);
            }
        }
        let is_new = |table: &Address| {
            let mut changes = by_address.get(table).into_iter().flatten();
            changes.any(|change| matches!(change.verb, Verb::Create { .. }))
        };
        let unshared = Unshared::new(after, is_new);
        Self {
            renamed,
            after,
            policy,
            version,
            renaming: Renaming::new(&renames),
            dependents: Dependents::new(renamed),
            changes: by_address,
            taken,
            joined,
            sequences,
            identities,
            unshared,
            undecided,
            unmodelled,
            lacking,
            not_null_names: Default::default(),
            aside: BTreeMap::new(),
            rebuilds: OnceCell::new(),
        }
    }

    /// Creations of sequences that a column shall own.
    pub(crate) fn created_sequences(&self, column: &Address) -> Vec<&'a Change> {
        self.sequences.get(column).cloned().unwrap_or_default()
    }

    /// The column that changes and whose inner sequence has a name before.
    pub(crate) fn identity_named(&self, sequence: &Address) -> Option<&'a Address> {
        self.identities.get(sequence).copied()
    }

    /// Whether something has a step of its own that takes it away, and one that makes it again.
    pub(crate) fn is_made_again(&self, address: &Address) -> bool {
        self.rebuilds.get().is_some_and(|rebuilds| rebuilds.holds(address))
    }

    /// Whether an index or key of a partitioned table is there, or made with its table, when a table is
    /// attached: the attached table's must be one of its own.
    pub(crate) fn is_there_to_join(&self, index: &Address) -> bool {
        !self.unshared.holds(index)
            && (self.is_present(index)
                || index.owner_table().is_some_and(|table| self.create_of(&table).is_some())
                    && !self.after.get(index).is_some_and(|object| waits_for_parent(self, object)))
    }

    /// Whether the table, view or foreign table that something is a part of is dropped.
    pub(crate) fn goes_with_relation(&self, part: &Address) -> bool {
        part.owner_table().is_some_and(|table| {
            let others = Class::RELATIONS.map(|class| Address::defined(class, table.path()));
            [&table].into_iter().chain(&others).any(|relation| self.drop_of(relation).is_some())
        })
    }

    /// Whether something new takes one of some names.
    pub(crate) fn is_taken_over(&self, names: &[String]) -> bool {
        names.iter().any(|name| self.taken.contains(name))
    }

    /// Whether a partition may join the parent of a dropped one, in whose place.
    pub(crate) fn is_place_taken_over(&self, table: &Table) -> bool {
        table.partition_of.as_ref().is_some_and(|of| self.joined.contains(&of.parent))
    }

    /// Foreign keys of a present table.
    pub(crate) fn foreign_keys_of(&self, table: &Address) -> Vec<Address> {
        self.renamed
            .parts(table)
            .filter(|(_, object)| {
                as_constraint(object)
                    .is_some_and(|found| matches!(found.kind, ConstraintKind::ForeignKey(_)))
            })
            .map(|(address, _)| address.clone())
            .collect()
    }

    /// Changes of one object.
    pub(crate) fn changes(&self, address: &Address) -> &[&'a Change] {
        self.changes.get(address).map_or(&[], Vec::as_slice)
    }

    /// The drop of an object.
    pub(crate) fn drop_of(&self, address: &Address) -> Option<&'a Change> {
        self.verb_of(address, |verb| matches!(verb, Verb::Drop { .. }))
    }

    /// The creation of an object.
    pub(crate) fn create_of(&self, address: &Address) -> Option<&'a Change> {
        self.verb_of(address, |verb| matches!(verb, Verb::Create { .. }))
    }

    fn verb_of(&self, address: &Address, wanted: impl Fn(&Verb) -> bool) -> Option<&'a Change> {
        self.changes(address).iter().copied().find(|change| wanted(&change.verb))
    }

    /// Changes of a table's parts, in order of address.
    pub(crate) fn changes_of_parts(&self, table: &Address) -> impl Iterator<Item = &'a Change> {
        self.changes
            .range::<Address, _>((Bound::Included(table), Bound::Unbounded))
            .take_while(|(address, _)| address.path().starts_with(table.path()))
            .filter(|(address, _)| address.path().len() > table.path().len())
            .flat_map(|(_, changes)| changes.iter().copied())
    }

    /// Objects that are not modelled and need one of these, each once.
    pub(crate) fn unmodelled_on<'b>(
        &self,
        addresses: impl IntoIterator<Item = &'b Address>,
    ) -> Vec<&'a Unmodelled> {
        let mut found = BTreeSet::new();
        for address in addresses {
            found.extend(self.unmodelled.get(address).into_iter().flatten().copied());
        }
        found.into_iter().collect()
    }

    /// Objects that are not modelled, that one needs in the end, and that are not there before.
    pub(crate) fn lacking_unmodelled(&self, address: &Address) -> &[&'a Unmodelled] {
        self.lacking.get(address).map_or(&[], Vec::as_slice)
    }

    /// Whether a NOT NULL in the namespace of a column has a name before the plan, or after it.
    pub(crate) fn is_not_null_name_taken(&self, when: End, column: &Address, name: &str) -> bool {
        let (cell, side) = match when {
            End::Before => (&self.not_null_names[0], self.renamed),
            End::After => (&self.not_null_names[1], self.after),
        };
        let names = cell.get_or_init(|| {
            let mut found = NamesByNamespace::new();
            for (address, object) in side.objects_of(|kind| kind == Kind::Column) {
                let name = as_column(object).and_then(|column| column.not_null_as.name.as_ref());
                if let Some(name) = name {
                    let names = found.entry(address.namespace_name().to_owned()).or_default();
                    names.insert(name.clone());
                }
            }
            found
        });
        names.get(column.namespace_name()).is_some_and(|names| names.contains(name))
    }

    /// A lock on a table, unless the plan itself makes the table: then nobody waits.
    pub(crate) fn lock(&self, table: &Address, mode: LockMode) -> Vec<Lock> {
        if self.renamed.get(table).is_some() {
            vec![Lock { mode, relation: table.sql() }]
        } else {
            Vec::new()
        }
    }

    /// Locks on several tables, ordered, each once.
    pub(crate) fn locks<'b>(
        &self,
        tables: impl IntoIterator<Item = &'b Address>,
        mode: LockMode,
    ) -> Vec<Lock> {
        let ordered: BTreeSet<&Address> = tables.into_iter().collect();
        ordered.into_iter().flat_map(|table| self.lock(table, mode)).collect()
    }

    /// Whether a table is there before the plan.
    pub(crate) fn is_present(&self, address: &Address) -> bool {
        self.renamed.get(address).is_some()
    }

    /// Foreign keys that rely on exactly this key of their target.
    pub(crate) fn foreign_keys_on(&self, table: &Address, key: &[String]) -> Vec<&'a Address> {
        let wanted: BTreeSet<&String> = key.iter().collect();
        self.dependents
            .foreign_keys_to(table)
            .iter()
            .copied()
            .filter(|address| match self.renamed.constraint(address).map(|found| &found.kind) {
                Some(ConstraintKind::ForeignKey(found)) => {
                    found.referenced_columns.iter().collect::<BTreeSet<_>>() == wanted
                }
                _ => false,
            })
            .collect()
    }
}

/// The column of a change's two sides.
pub(crate) fn as_column(object: &Object) -> Option<&Column> {
    match object {
        Object::Column(column) => Some(column),
        _ => None,
    }
}

/// The default of a change's side.
pub(crate) fn as_default(object: &Object) -> Option<&ColumnDefault> {
    match object {
        Object::Default(default) => Some(default),
        _ => None,
    }
}

/// The constraint of a change's side.
pub(crate) fn as_constraint(object: &Object) -> Option<&Constraint> {
    match object {
        Object::Constraint(constraint) => Some(constraint),
        _ => None,
    }
}

/// The address of the column that a default belongs to.
pub(crate) fn column_of(address: &Address) -> Address {
    address.with_kind(Kind::Column)
}
