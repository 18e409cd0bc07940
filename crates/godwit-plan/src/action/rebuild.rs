use std::collections::{BTreeMap, BTreeSet};

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Class, Kind, Object};

use super::{
    Action, constraint,
    definition::{self, as_definition},
    enum_labels, exchange, fold, generated, heirs,
    hindering::{is_rebuilt_with, lets_go_in_place},
    inherit,
    made_again::{Mode, finish, make_key, pair},
    relied_on,
};
use crate::scene::Scene;

/// Objects that must be dropped and made again, since PostgreSQL cannot change them in place, or
/// since they stand on something that it cannot change below them (trap: a view on a column whose
/// type changes). Each with what makes that necessary.
#[derive(Debug, Default)]
pub(crate) struct Rebuilds {
    pub(super) causes: BTreeMap<Address, BTreeSet<Address>>,
    /// Columns that go over to a type made anew.
    exchanged: BTreeSet<Address>,
}

impl Rebuilds {
    /// Follows dependencies from everything that cannot be changed below its dependents.
    pub(crate) fn new(scene: &Scene<'_>, changes: &[Change]) -> Self {
        let mut found = Self::default();
        let mut open: Vec<Address> = Vec::new();
        for change in changes {
            if let Verb::Drop { before } = &change.verb {
                found.part_from_key(scene, &change.address, before);
            }
            let Verb::Alter { before, after } = &change.verb else { continue };
            match (&**before, &**after) {
                (Object::Definition(a), Object::Definition(b))
                    if definition::in_place(a, b).is_none()
                        || cannot_under_columns(scene, &change.address, a, b) =>
                {
                    found.causes.entry(change.address.clone()).or_default();
                    open.push(change.address.clone());
                }
                (Object::Column(_), _) if generated::is_made_anew(scene, &change.address) => {
                    open.push(change.address.clone());
                    if has_local_heirs(scene, &change.address) {
                        found.causes.entry(change.address.clone()).or_default();
                    }
                    found.part_from_column(scene, &change.address);
                }
                (Object::Column(_), _) if fold::is_retyped(scene, &change.address) => {
                    open.push(change.address.clone());
                    found.part_from_type(scene, &change.address);
                    for part in relied_on::indexes_made_anew(scene, &change.address) {
                        found.causes.entry(part).or_default().insert(change.address.clone());
                    }
                }
                (Object::Enum(_), _) if enum_labels::is_swapped(scene, &change.address) => {
                    open.push(change.address.clone());
                    for (column, _) in enum_labels::kept_columns(scene, &change.address) {
                        let parts = enum_labels::comparing(scene, &column);
                        for part in parts
                            .into_iter()
                            .filter(|part| !inherit::comes_with_parent(scene, part))
                        {
                            found.causes.entry(part).or_default().insert(column.clone());
                        }
                        open.push(column);
                    }
                }
                (Object::Constraint(a), Object::Constraint(b)) if constraint::is_remade(a, b) => {
                    open.push(change.address.clone());
                    found.part_from_key(scene, &change.address, before);
                }
                (Object::Index(a), Object::Index(b)) if !a.changes_in_place(b) => {
                    found.part_from_key(scene, &change.address, before);
                }
                _ => {}
            }
        }
        let dropped: BTreeSet<Address> = dropped(scene, changes);
        open.extend(dropped.iter().cloned());
        // What is dropped for good, and before something is taken away that it stands on.
        let mut early: BTreeSet<Address> = BTreeSet::new();
        while let Some(below) = open.pop() {
            if is_type(&below)
                && found.causes.contains_key(&below)
                && !only_facets(scene, &below, &found.causes)
            {
                for (column, _) in exchange::columns(scene, &below) {
                    found.part_from_type(scene, &column);
                    found.exchanged.insert(column.clone());
                    open.push(column);
                }
            }
            let goes = goes_and_comes(scene, &below, &found.causes);
            let is_early = early.contains(&below);
            for dependent in scene.dependents.edges(&below) {
                if (is_early || found.causes.contains_key(&below))
                    && matches!(dependent.kind(), Kind::Defined(_))
                    && scene.drop_of(dependent).is_some()
                    && early.insert(dependent.clone())
                {
                    open.push(dependent.clone());
                }
                if !is_rebuilt_with(scene, &below, dependent, goes)
                    || inherit::comes_with_parent(scene, dependent)
                    || found.exchanged.contains(&dependent.with_kind(Kind::Column))
                        && dependent.kind() == Kind::Default
                    || (dropped.contains(&below)
                        && !is_early
                        && lets_go_in_place(scene, &below, dependent))
                {
                    continue;
                }
                let known = found.causes.contains_key(dependent);
                found.causes.entry((*dependent).clone()).or_default().insert(below.clone());
                if !known {
                    open.push((*dependent).clone());
                    if dependent.kind() == Kind::Column {
                        found.part_from_column(scene, dependent);
                    }
                }
            }
        }
        found
    }

    /// Foreign keys that change together with the key that they rely on, or while it goes.
    fn part_from_key(&mut self, scene: &Scene<'_>, address: &Address, key: &Object) {
        for foreign_key in relied_on::parted_foreign_keys(scene, address, key) {
            self.causes.entry(foreign_key.clone()).or_default().insert(address.clone());
        }
    }

    /// What is said otherwise of a column's new type cannot stay as it is through the change: PostgreSQL
    /// reads the former text anew, with the new type.
    fn part_from_type(&mut self, scene: &Scene<'_>, column: &Address) {
        for part in enum_labels::calculating(scene, column) {
            let mut changes = scene.changes(&part).iter();
            if !inherit::comes_with_parent(scene, &part)
                && changes.any(|one| matches!(one.verb, Verb::Alter { .. }))
            {
                self.causes.entry(part).or_default().insert(column.clone());
            }
        }
    }

    /// What changes by itself and would be gone with a column that is dropped and added.
    fn part_from_column(&mut self, scene: &Scene<'_>, column: &Address) {
        for part in inherit::goes_with_column(scene, column) {
            let mut changes = scene.changes(&part).iter();
            if !inherit::comes_with_parent(scene, &part)
                && changes.any(|change| matches!(change.verb, Verb::Alter { .. }))
            {
                self.causes.entry(part).or_default().insert(column.clone());
            }
        }
    }

    /// Whether an object is dropped and made again.
    pub(crate) fn holds(&self, address: &Address) -> bool {
        self.causes.contains_key(address)
    }

    /// Keys of the actions by which a column goes over to a type made anew.
    pub(super) fn exchanging(&self, scene: &Scene<'_>, column: &Address) -> Vec<String> {
        if !self.exchanged.contains(column) {
            return Vec::new();
        }
        let types = self.causes.keys().filter(|address| is_type(address));
        let over = types
            .filter(|over| exchange::columns(scene, over).iter().any(|(moved, _)| moved == column));
        over.map(make_key).collect()
    }

    /// Whether an object is made again by its whole creation, and so with its owner and privileges.
    pub(crate) fn makes_whole(&self, scene: &Scene<'_>, address: &Address) -> bool {
        self.holds(address) && self.mode(scene, address) == Mode::Whole
    }

    fn mode(&self, scene: &Scene<'_>, address: &Address) -> Mode {
        // Whether for its filters; what it publishes altogether can only be said anew.
        let publishes = address.kind() == Kind::Defined(Class::Publication)
            && self.causes.get(address).is_some_and(|causes| !causes.is_empty());
        if publishes || is_type(address) && only_facets(scene, address, &self.causes) {
            Mode::Facets
        } else if is_type(address) && exchange::is_stored(scene, address) {
            Mode::Exchange
        } else {
            Mode::Whole
        }
    }

    /// Two actions for each: one drops, one makes again, with the wanted form where it changes.
    pub(crate) fn actions(&self, scene: &Scene<'_>) -> Vec<Action> {
        let mut actions: Vec<Action> = self
            .causes
            .keys()
            .flat_map(|address| pair(scene, address, self.mode(scene, address)))
            .collect();
        self.order_columns(scene, &mut actions);
        let enums: BTreeSet<&Address> = self
            .causes
            .values()
            .flatten()
            .filter(|cause| cause.kind() == Kind::Enum && enum_labels::is_swapped(scene, cause))
            .filter(|cause| !exchange::types_over(scene, cause).is_empty())
            .collect();
        actions.extend(enums.into_iter().map(|address| finish(scene, address)));
        actions
    }
}

/// Whether tables below have a column for their own, too, or it is itself such a one: each is then dropped
/// and added by itself.
fn has_local_heirs(scene: &Scene<'_>, column: &Address) -> bool {
    let is_local = |column: &Address| {
        scene.renamed.column(column).is_some_and(|found| !found.inherited)
            && inherit::stays_below(scene, column)
    };
    is_local(column) || heirs::heirs(scene, column).iter().any(is_local)
}

/// Whether something is a column that is dropped and added.
fn goes_and_comes(
    scene: &Scene<'_>,
    below: &Address,
    causes: &BTreeMap<Address, BTreeSet<Address>>,
) -> bool {
    below.kind() == Kind::Column
        && (causes.contains_key(below) || generated::is_made_anew(scene, below))
}

/// What is dropped for good, tables with their columns.
fn dropped(scene: &Scene<'_>, changes: &[Change]) -> BTreeSet<Address> {
    let mut found = BTreeSet::new();
    for change in changes {
        if !matches!(change.verb, Verb::Drop { .. }) {
            continue;
        }
        if change.address.kind() == Kind::Table {
            let parts = scene.renamed.parts(&change.address).map(|(part, _)| part.clone());
            found.extend(parts.filter(|part| part.kind() == Kind::Column));
        }
        found.insert(change.address.clone());
    }
    found
}

/// Whether columns have it: a type, or a collation.
pub(super) fn is_type(address: &Address) -> bool {
    matches!(address.kind(), Kind::Defined(class) if class.is_type() || class == Class::Collation)
}

/// Whether only checks and defaults of a domain need what is changed below it.
fn only_facets(
    scene: &Scene<'_>,
    address: &Address,
    causes: &BTreeMap<Address, BTreeSet<Address>>,
) -> bool {
    let changed = scene.changes(address).iter().any(|change| match &change.verb {
        Verb::Alter { before, after } => match (as_definition(before), as_definition(after)) {
            (Some(a), Some(b)) => {
                definition::in_place(a, b).is_none() || cannot_under_columns(scene, address, a, b)
            }
            _ => false,
        },
        _ => false,
    });
    address.kind() == Kind::Defined(Class::Domain)
        && !changed
        && causes.get(address).is_some_and(|causes| {
            causes.iter().all(|cause| !exchange::types_over(scene, cause).contains(&address))
        })
}

/// Whether PostgreSQL changes a type in place only while no column holds it: attributes of another
/// type, and checks of a domain inside of arrays and composite types.
fn cannot_under_columns(
    scene: &Scene<'_>,
    address: &Address,
    a: &godwit_schema::Definition,
    b: &godwit_schema::Definition,
) -> bool {
    let changed = |prefix: &str, also_new: bool| {
        b.facets.iter().filter(|facet| facet.name.starts_with(prefix)).any(|facet| {
            match a.facets.iter().find(|other| other.name == facet.name) {
                Some(other) => other.set != facet.set,
                None => also_new,
            }
        })
    };
    match a.class {
        Class::CompositeType => changed("attribute ", false) && exchange::is_stored(scene, address),
        Class::Domain => {
            (changed("constraint ", true) || changed("not null", true))
                && (exchange::columns(scene, address)
                    .iter()
                    .any(|(_, column)| column.data_type.text.ends_with("[]"))
                    || exchange::types_over(scene, address)
                        .into_iter()
                        .any(|over| exchange::is_stored(scene, over)))
        }
        _ => false,
    }
}
