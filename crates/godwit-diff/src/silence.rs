//! What models leave open, and what nobody may conclude from it.

use std::{cell::LazyCell, collections::BTreeSet};

use godwit_schema::{Address, Catalog, ConstraintKind, Kind, Object, Undecided};

use crate::needs::Dependents;

/// What the models leave open. It silences changes, drops above all.
pub(crate) struct Silence<'a> {
    addresses: BTreeSet<&'a Address>,
    /// Something undecided has no address: any table, enum or sequence that seems gone may be it.
    pub(crate) somewhere: bool,
}

impl<'a> Silence<'a> {
    pub(crate) fn new(undecided: &'a [Undecided]) -> Self {
        Self {
            addresses: undecided.iter().filter_map(|one| one.address.as_ref()).collect(),
            somewhere: undecided.iter().any(|one| one.address.is_none()),
        }
    }

    pub(crate) fn covers(&self, address: &Address) -> bool {
        if self.addresses.is_empty() {
            return false;
        }
        self.addresses.contains(address)
            || address.owner_table().is_some_and(|table| self.addresses.contains(&table))
            || (address.kind() == Kind::Default
                && self.addresses.contains(&address.with_kind(Kind::Column)))
    }

    /// Whether a constraint or index stands on an undecided column, or a type or sequence is used by
    /// one: it may be declared there.
    pub(crate) fn covers_a_need<'d, F: FnOnce() -> Dependents<'d>>(
        &self,
        address: &Address,
        object: &Object,
        dependents: &LazyCell<Dependents<'d>, F>,
    ) -> bool {
        if self.addresses.is_empty() {
            return false;
        }
        // A type or sequence that an undecided column uses may be what the models mean.
        if matches!(object, Object::Enum(_) | Object::Sequence(_) | Object::Definition(_)) {
            let users = dependents.edges(address).into_iter();
            return users
                .chain(dependents.columns_of(address).iter().copied())
                .any(|user| self.covers(user));
        }
        if !matches!(object, Object::Constraint(_) | Object::Index(_)) {
            return false;
        }
        if object
            .references(address)
            .iter()
            .any(|needed| needed.owner_table() == address.owner_table() && self.covers(needed))
        {
            return true;
        }
        let columns: Vec<&&Address> = self
            .addresses
            .iter()
            .filter(|one| one.owner_table() == address.owner_table())
            .collect();
        if columns.is_empty() {
            return false;
        }
        columns.into_iter().any(|column| dependents.edges(column).contains(&address))
    }
    /// Whether a foreign key has a target that is undecided and absent: it cannot be made yet.
    pub(crate) fn covers_absent_target(&self, after: &Object, renamed: &Catalog) -> bool {
        match after {
            Object::Constraint(constraint) => match &constraint.kind {
                ConstraintKind::ForeignKey(key) => {
                    self.covers(&key.references) && renamed.get(&key.references).is_none()
                }
                _ => false,
            },
            _ => false,
        }
    }
}
