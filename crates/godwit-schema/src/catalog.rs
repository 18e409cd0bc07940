use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    address::{Address, Kind},
    column::{Column, ColumnDefault},
    constraint::Constraint,
    definition::Definition,
    enum_type::EnumType,
    index::Index,
    object::Object,
    sequence::Sequence,
    table::Table,
};

/// `dependent` cannot exist without `referenced` (`pg_depend`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dependency {
    /// What needs the other.
    pub dependent: Address,
    /// What is needed.
    pub referenced: Address,
}

/// An object that the database holds but Godwit does not model: counted, named, never changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unmodelled {
    /// PostgreSQL's word for the kind: `view`, `function`, `trigger`, `policy`.
    pub class: String,
    /// The namespace it lives in.
    pub namespace: String,
    /// Its qualified name for people, quoted where needed.
    pub name: String,
    /// Hash of its definition as the server prints it, empty when there is none to print.
    pub definition_hash: String,
    /// Modelled objects that it needs: a change to one of them may break it.
    pub needs: Vec<Address>,
}

/// The structure of a database as plain values: an ordered map from address to object.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "CatalogDocument", into = "CatalogDocument")]
pub struct Catalog {
    reader: Option<String>,
    objects: BTreeMap<Address, Object>,
    dependencies: BTreeSet<Dependency>,
    unmodelled: BTreeSet<Unmodelled>,
    sought: BTreeMap<String, String>,
}

/// JSON keys are strings only, so a saved catalog is a list.
#[derive(Clone, Serialize, Deserialize)]
struct CatalogDocument {
    #[serde(default)]
    reader: Option<String>,
    objects: Vec<(Address, Object)>,
    dependencies: Vec<Dependency>,
    unmodelled: Vec<Unmodelled>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sought: BTreeMap<String, String>,
}

impl From<CatalogDocument> for Catalog {
    fn from(document: CatalogDocument) -> Self {
        Self {
            reader: document.reader,
            objects: document.objects.into_iter().collect(),
            dependencies: document.dependencies.into_iter().collect(),
            unmodelled: document.unmodelled.into_iter().collect(),
            sought: document.sought,
        }
    }
}

impl From<Catalog> for CatalogDocument {
    fn from(catalog: Catalog) -> Self {
        Self {
            reader: catalog.reader,
            objects: catalog.objects.into_iter().collect(),
            dependencies: catalog.dependencies.into_iter().collect(),
            unmodelled: catalog.unmodelled.into_iter().collect(),
            sought: catalog.sought,
        }
    }
}

impl Catalog {
    /// Says that it was read from a server by this role.
    pub fn read_by(&mut self, role: &str) {
        self.reader = Some(role.to_owned());
    }

    /// The role that read it. `None` when it was declared, as models do: then it says nothing about
    /// definitions, owners, privileges, storage, nor about which namespaces there shall be.
    pub fn reader(&self) -> Option<&str> {
        self.reader.as_deref()
    }

    /// Says that another role read it: who owned what it read is that role now, and what that role is
    /// said to own needs no saying.
    pub fn attribute_to(&mut self, role: &str) {
        let Some(reader) = self.reader.replace(role.to_owned()) else { return };
        self.objects
            .retain(|_, object| !matches!(object, Object::Owner(owner) if owner.role == role));
        let moved: Vec<Address> = self
            .objects
            .iter()
            .filter(|(_, object)| {
                matches!(object, Object::DefaultPrivilege(found) if found.creator == reader)
            })
            .map(|(address, _)| address.clone())
            .collect();
        for address in moved {
            let Some(Object::DefaultPrivilege(mut found)) = self.objects.remove(&address) else {
                continue;
            };
            role.clone_into(&mut found.creator);
            if let [_, namespace, objects, grantee] = address.path() {
                let address = Address::default_privilege(role, namespace, objects, grantee);
                self.objects.insert(address, Object::DefaultPrivilege(found));
            }
        }
    }

    /// An empty catalog that was read or declared like this one.
    pub fn emptied(&self) -> Self {
        Self { reader: self.reader.clone(), ..Self::default() }
    }

    /// The definition at an address.
    pub fn definition(&self, address: &Address) -> Option<&Definition> {
        match self.get(address) {
            Some(Object::Definition(found)) => Some(found),
            _ => None,
        }
    }

    /// Puts an object in, and gives back the one that stood there.
    pub fn insert(&mut self, address: Address, object: Object) -> Option<Object> {
        self.objects.insert(address, object)
    }

    /// Takes an object out.
    pub fn remove(&mut self, address: &Address) -> Option<Object> {
        self.objects.remove(address)
    }

    /// Records that one object needs another.
    pub fn insert_dependency(&mut self, dependency: Dependency) {
        self.dependencies.insert(dependency);
    }

    /// Records an object that is not modelled.
    pub fn insert_unmodelled(&mut self, unmodelled: Unmodelled) {
        self.unmodelled.insert(unmodelled);
    }

    /// Records the search path under which the text of an expression means what it means: it uses an
    /// operator that it does not name (`IS DISTINCT FROM`, `NULLIF`, `CASE`).
    pub fn insert_sought(&mut self, text: &str, search_path: &str) {
        self.sought.insert(text.to_owned(), search_path.to_owned());
    }

    /// Texts of expressions that need a search path, with it. It is no part of the fingerprint: the
    /// objects are the same without it.
    pub fn sought(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sought.iter().map(|(text, path)| (text.as_str(), path.as_str()))
    }

    /// The object at an address.
    pub fn get(&self, address: &Address) -> Option<&Object> {
        self.objects.get(address)
    }

    /// The object at an address, to be changed.
    pub fn get_mut(&mut self, address: &Address) -> Option<&mut Object> {
        self.objects.get_mut(address)
    }

    /// All objects in order of address.
    pub fn objects(&self) -> impl Iterator<Item = (&Address, &Object)> {
        self.objects.iter()
    }

    /// All objects in order of address, to be changed.
    pub fn objects_mut(&mut self) -> impl Iterator<Item = (&Address, &mut Object)> {
        self.objects.iter_mut()
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is no object at all.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// All dependencies, ordered.
    pub fn dependencies(&self) -> &BTreeSet<Dependency> {
        &self.dependencies
    }

    /// What the database holds but Godwit does not model, ordered.
    pub fn unmodelled(&self) -> &BTreeSet<Unmodelled> {
        &self.unmodelled
    }

    /// The addresses of all tables.
    pub fn tables(&self) -> impl Iterator<Item = &Address> {
        self.objects.keys().filter(|address| address.kind() == Kind::Table)
    }

    /// Everything owned by a table, the table itself left out.
    pub fn parts<'a>(
        &'a self,
        table: &'a Address,
    ) -> impl Iterator<Item = (&'a Address, &'a Object)> {
        self.objects
            .range(table.clone()..)
            .take_while(|(address, _)| address.path().starts_with(table.path()))
            .filter(|(address, _)| address.path().len() > table.path().len())
            // What is about something else of the same name, such as a collation.
            .filter(|(address, _)| {
                !matches!(address.kind(), Kind::Owner | Kind::Grant)
                    || address.owner_table().as_ref() == Some(table)
            })
    }

    /// All objects from an address on, in order of address.
    pub fn from<'a>(
        &'a self,
        first: &'a Address,
    ) -> impl Iterator<Item = (&'a Address, &'a Object)> {
        self.objects.range(first.clone()..)
    }

    /// A table together with its parts; `None` when there is no such table.
    pub fn table<'a>(&'a self, address: &'a Address) -> Option<TableView<'a>> {
        let Some((address, Object::Table(table))) = self.objects.get_key_value(address) else {
            return None;
        };
        let mut view = TableView {
            address,
            table,
            columns: Vec::new(),
            defaults: BTreeMap::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
        };
        for (part, object) in self.parts(address) {
            match object {
                Object::Column(column) => view.columns.push((part, column)),
                Object::Default(default) => {
                    view.defaults.insert(part.name(), default);
                }
                Object::Constraint(constraint) => view.constraints.push((part, constraint)),
                Object::Index(index) => view.indexes.push((part, index)),
                Object::Namespace(_)
                | Object::Enum(_)
                | Object::Sequence(_)
                | Object::Table(_)
                | Object::Definition(_)
                | Object::Owner(_)
                | Object::Grant(_)
                | Object::DefaultPrivilege(_) => {}
            }
        }
        view.columns.sort_by_key(|(address, column)| (column.position, (*address).clone()));
        Some(view)
    }

    /// The enum at an address.
    pub fn enum_type(&self, address: &Address) -> Option<&EnumType> {
        match self.get(address) {
            Some(Object::Enum(found)) => Some(found),
            _ => None,
        }
    }

    /// The column at an address.
    pub fn column(&self, address: &Address) -> Option<&Column> {
        match self.get(address) {
            Some(Object::Column(found)) => Some(found),
            _ => None,
        }
    }

    /// The default at an address.
    pub fn column_default(&self, address: &Address) -> Option<&ColumnDefault> {
        match self.get(address) {
            Some(Object::Default(found)) => Some(found),
            _ => None,
        }
    }

    /// The constraint at an address.
    pub fn constraint(&self, address: &Address) -> Option<&Constraint> {
        match self.get(address) {
            Some(Object::Constraint(found)) => Some(found),
            _ => None,
        }
    }

    /// The index at an address.
    pub fn index(&self, address: &Address) -> Option<&Index> {
        match self.get(address) {
            Some(Object::Index(found)) => Some(found),
            _ => None,
        }
    }

    /// The sequence at an address.
    pub fn sequence(&self, address: &Address) -> Option<&Sequence> {
        match self.get(address) {
            Some(Object::Sequence(found)) => Some(found),
            _ => None,
        }
    }

    /// What `address` needs according to `pg_depend`, ordered.
    pub fn needs<'a>(&'a self, address: &'a Address) -> impl Iterator<Item = &'a Address> {
        // No path is smaller than the one of a single empty name.
        let first = Dependency { dependent: address.clone(), referenced: Address::namespace("") };
        self.dependencies
            .range(first..)
            .take_while(move |dependency| dependency.dependent == *address)
            .map(|dependency| &dependency.referenced)
    }

    /// Objects that need `address` according to `pg_depend`, ordered.
    pub fn dependents<'a>(&'a self, address: &'a Address) -> impl Iterator<Item = &'a Address> {
        self.dependencies
            .iter()
            .filter(move |dependency| dependency.referenced == *address)
            .map(|dependency| &dependency.dependent)
    }
}

/// A table with its parts, borrowed from a catalog.
#[derive(Debug, Clone)]
pub struct TableView<'a> {
    /// The table's address.
    pub address: &'a Address,
    /// The table itself.
    pub table: &'a Table,
    /// Columns in the order of the table.
    pub columns: Vec<(&'a Address, &'a Column)>,
    /// Defaults by column name.
    pub defaults: BTreeMap<&'a str, &'a ColumnDefault>,
    /// Constraints in order of name.
    pub constraints: Vec<(&'a Address, &'a Constraint)>,
    /// Indexes in order of name.
    pub indexes: Vec<(&'a Address, &'a Index)>,
}
