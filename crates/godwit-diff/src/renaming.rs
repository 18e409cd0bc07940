//! Where names lead.

use std::{collections::BTreeMap, sync::Arc};

use godwit_schema::{Address, Class, Kind};

use crate::{
    names::{Names, Objects},
    rename::Rename,
};

/// Where each object goes under a set of renames, and where it came from.
#[derive(Debug, Clone, Default)]
pub struct Renaming {
    forward: Way,
    backward: Way,
}

/// Renames in one direction.
#[derive(Debug, Clone, Default)]
struct Way {
    addresses: BTreeMap<Address, Address>,
    /// Of relations of every kind, as tables.
    relations: BTreeMap<Address, Address>,
    /// Names of columns by the present addresses of their tables.
    columns: BTreeMap<Address, BTreeMap<String, String>>,
    objects: Arc<Objects>,
}

impl Renaming {
    /// From renames; it does not check them, [`rename`](crate::rename::rename) does.
    pub fn new(renames: &[Rename]) -> Self {
        let turned = |one: &Rename| Rename { from: one.to.clone(), to: one.from.clone() };
        let backward: Vec<Rename> = renames.iter().map(turned).collect();
        Self { forward: Way::new(renames), backward: Way::new(&backward) }
    }

    /// Whether nothing is renamed.
    pub fn is_empty(&self) -> bool {
        self.forward.addresses.is_empty()
    }

    /// The wanted address of a present object.
    pub fn follow(&self, now: &Address) -> Address {
        self.forward.follow(now)
    }

    /// The present address of an object known by its wanted address.
    pub fn back(&self, wanted: &Address) -> Address {
        self.backward.follow(wanted)
    }

    /// Where a present object is when everything but itself has its wanted name.
    pub fn carried(&self, now: &Address) -> Address {
        self.forward.carried(now)
    }

    /// Where an object of a wanted name is when everything but itself has its present name.
    pub fn carried_back(&self, wanted: &Address) -> Address {
        self.backward.carried(wanted)
    }

    /// Names that change inside expressions of a present table.
    pub(crate) fn names(&self, table: Option<&Address>) -> Names {
        self.forward.names(table)
    }

    /// Qualified names that change inside definitions.
    pub(crate) fn objects(&self) -> Names {
        Names::of_objects(&self.forward.objects)
    }

    /// An expression of the table `wanted`, in the names of now.
    pub fn expression_back(&self, wanted: &Address, text: &str) -> String {
        let mut text = text.to_owned();
        self.backward.names(Some(wanted)).put_into(&mut text);
        text
    }
}

impl Way {
    fn new(renames: &[Rename]) -> Self {
        let mut way = Self { objects: Arc::new(Objects::of(renames)), ..Self::default() };
        for one in renames {
            let (from, to) = (&one.from, &one.to);
            way.addresses.insert(from.clone(), to.clone());
            match (from.kind(), from.owner_table()) {
                (Kind::Column, Some(table)) => {
                    let names = way.columns.entry(table).or_default();
                    names.insert(from.name().to_owned(), to.name().to_owned());
                }
                (Kind::Table, _) => {
                    way.relations.insert(from.clone(), to.clone());
                }
                (Kind::Defined(class), _) if class.is_relation() => {
                    way.relations.insert(from.with_kind(Kind::Table), to.with_kind(Kind::Table));
                }
                _ => {}
            }
        }
        way
    }

    fn names(&self, table: Option<&Address>) -> Names {
        let columns = table.and_then(|table| self.columns.get(table)).cloned();
        let objects = Arc::clone(&self.objects);
        Names { columns: columns.unwrap_or_default(), objects }
    }

    fn follow(&self, address: &Address) -> Address {
        match self.addresses.get(address) {
            Some(found) => found.clone(),
            None => self.carried(address),
        }
    }

    fn carried(&self, address: &Address) -> Address {
        if self.addresses.is_empty() {
            return address.clone();
        }
        match address.kind() {
            Kind::Namespace => address.clone(),
            Kind::Default => self.follow(&address.with_kind(Kind::Column)).with_kind(Kind::Default),
            Kind::Owner | Kind::Grant => match address.target() {
                Some(target) if address.kind() == Kind::Owner => {
                    Address::owner_of(&self.follow(&target))
                }
                Some(target) => Address::grant(&self.follow(&target), address.name()),
                None => address.clone(),
            },
            Kind::DefaultPrivilege => match address.path() {
                [creator, namespace, objects, role] => {
                    let namespace = self.namespace(namespace);
                    Address::default_privilege(creator, &namespace, objects, role)
                }
                _ => address.clone(),
            },
            Kind::Defined(class) => self.held(&self.signed(class, address)),
            Kind::Enum
            | Kind::Sequence
            | Kind::Table
            | Kind::Column
            | Kind::Constraint
            | Kind::Index => self.held(address),
        }
    }

    /// In the wanted relation or namespace.
    fn held(&self, address: &Address) -> Address {
        if address.is_global() {
            return address.clone();
        }
        let relation = address.owner_table().filter(|table| table != address);
        if let Some(table) = &relation
            && let Some(wanted) = self.relations.get(table)
        {
            return address.moved(table, wanted);
        }
        let namespace = address.namespace_name();
        let wanted = self.namespace(namespace);
        if wanted == namespace { address.clone() } else { address.in_namespace(&wanted) }
    }

    fn namespace(&self, name: &str) -> String {
        let wanted = self.addresses.get(&Address::namespace(name));
        wanted.map_or(name, Address::name).to_owned()
    }

    /// With the wanted names of the types that the address of a routine, operator or cast holds.
    fn signed(&self, class: Class, address: &Address) -> Address {
        if self.objects.is_empty() {
            return address.clone();
        }
        let names = Names::of_objects(&self.objects);
        match class {
            class if class.is_routine() => {
                let base = address.base_name();
                address
                    .with_name(&format!("{base}{}", names.rewrite(&address.name()[base.len()..])))
            }
            Class::Operator | Class::Cast | Class::Transform => {
                address.with_name(&names.rewrite(address.name()))
            }
            _ => address.clone(),
        }
    }
}
