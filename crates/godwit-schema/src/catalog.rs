use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    address::Address,
    document::CatalogDocument,
    group::{Group, Link},
    kind::Kind,
    object::Object,
};

/// Room is made at once for as many objects of a relation.
const USUAL_PARTS: usize = 24;

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
    /// Modelled objects that need it: where it is not, they cannot be made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needed_by: Vec<Address>,
}

/// The structure of a database as plain values: an ordered map from address to object.
///
/// Copies share what they have in common, so copying costs little, whatever the size.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "CatalogDocument")]
pub struct Catalog {
    pub(crate) reader: Option<String>,
    pub(crate) groups: BTreeMap<Arc<[String]>, Arc<Group>>,
    pub(crate) unmodelled: BTreeSet<Unmodelled>,
    pub(crate) sought: BTreeMap<String, String>,
}

impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        self.reader == other.reader
            && self.unmodelled == other.unmodelled
            && self.sought == other.sought
            && self.objects().eq(other.objects())
            && self.dependencies().eq(other.dependencies())
    }
}

impl Eq for Catalog {}

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
        let own: Vec<Address> = self
            .objects_of(|kind| kind == Kind::Owner)
            .filter(|(_, object)| matches!(object, Object::Owner(owner) if owner.role == role))
            .map(|(address, _)| address.clone())
            .collect();
        for address in own {
            self.remove(&address);
        }
        let moved: Vec<Address> = self
            .objects_of(|kind| kind == Kind::DefaultPrivilege)
            .filter(|(_, object)| {
                matches!(object, Object::DefaultPrivilege(found) if found.creator == reader)
            })
            .map(|(address, _)| address.clone())
            .collect();
        for address in moved {
            let Some(Object::DefaultPrivilege(mut found)) = self.remove(&address) else {
                continue;
            };
            role.clone_into(&mut found.creator);
            if let [_, namespace, objects, grantee] = address.path() {
                let address = Address::default_privilege(role, namespace, objects, grantee);
                self.insert(address, Object::DefaultPrivilege(found));
            }
        }
    }

    /// A catalog without objects that was read or declared like this one, under the same search path.
    pub fn emptied(&self) -> Self {
        Self { reader: self.reader.clone(), sought: self.sought.clone(), ..Self::default() }
    }

    /// The group of an address, to be changed.
    fn group_mut(&mut self, address: &Address) -> &mut Group {
        let names = address.group();
        if !self.groups.contains_key(names) {
            self.groups.insert(Arc::from(names), Arc::default());
        }
        // It was put in where it was not.
        Group::change(self.groups.get_mut(names).expect("the group is there"))
    }

    pub(crate) fn group(&self, address: &Address) -> Option<&Group> {
        self.groups.get(address.group()).map(|group| &**group)
    }

    pub(crate) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values().map(|group| &**group)
    }

    /// Puts an object in, and gives back the one that stood there.
    pub fn insert(&mut self, address: Address, object: Object) -> Option<Object> {
        self.group_mut(&address).insert(address, object)
    }

    /// Puts objects in, each in the place of one that stood there. Those of one relation cost least one
    /// after the other.
    pub fn extend(&mut self, objects: impl IntoIterator<Item = (Address, Object)>) {
        let mut objects = objects.into_iter().peekable();
        while let Some((first, object)) = objects.next() {
            let more = objects.size_hint().0.min(USUAL_PARTS);
            let group = self.group_mut(&first);
            group.objects.reserve(more + 1);
            group.insert(first.clone(), object);
            while let Some((address, object)) =
                objects.next_if(|(address, _)| address.group() == first.group())
            {
                group.insert(address, object);
            }
        }
    }

    /// Takes an object out.
    pub fn remove(&mut self, address: &Address) -> Option<Object> {
        self.group(address)?.get(address)?;
        let group = self.group_mut(address);
        let removed = group.remove(address);
        if group.is_empty() {
            self.groups.remove(address.group());
        }
        removed
    }

    /// Records that one object needs another.
    pub fn insert_dependency(&mut self, dependency: Dependency) {
        self.insert_dependencies([dependency]);
    }

    /// Records which objects need which.
    pub fn insert_dependencies(&mut self, dependencies: impl IntoIterator<Item = Dependency>) {
        let mut edges: Vec<Dependency> = dependencies.into_iter().collect();
        edges.sort();
        for some in edges.chunk_by(|a, b| a.dependent.group() == b.dependent.group()) {
            let group = self.group_mut(&some[0].dependent);
            group.needs.extend_from_slice(some);
            group.needs.sort();
            group.needs.dedup();
        }
        let mut turned: Vec<(Address, Address)> =
            edges.into_iter().map(|edge| (edge.referenced, edge.dependent)).collect();
        turned.sort();
        for some in turned.chunk_by(|a, b| a.0.group() == b.0.group()) {
            let group = self.group_mut(&some[0].0);
            group.needed_by.extend_from_slice(some);
            group.needed_by.sort();
            group.needed_by.dedup();
        }
    }

    /// Takes all dependencies out that begin or end at an object.
    pub fn remove_dependencies(&mut self, address: &Address) {
        let needs: Vec<Address> = self.needs(address).cloned().collect();
        let dependents: Vec<Address> = self.dependents(address).cloned().collect();
        if !needs.is_empty() {
            self.group_mut(address).needs.retain(|edge| edge.dependent != *address);
        }
        if !dependents.is_empty() {
            self.group_mut(address).needed_by.retain(|(needed, _)| needed != address);
        }
        for needed in &needs {
            let by = &mut self.group_mut(needed).needed_by;
            by.retain(|edge| (&edge.0, &edge.1) != (needed, address));
        }
        for dependent in &dependents {
            let needs = &mut self.group_mut(dependent).needs;
            needs.retain(|edge| (&edge.dependent, &edge.referenced) != (dependent, address));
        }
    }

    /// Gives back the memory that was put by for more objects. Readers do so at their end.
    pub fn shrink(&mut self) {
        self.groups.values_mut().filter_map(Arc::get_mut).for_each(Group::shrink);
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

    /// The search path that one of these texts needs, if any does.
    pub fn search_path_of<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Option<&str> {
        texts.into_iter().find_map(|text| self.sought.get(text)).map(String::as_str)
    }

    /// Keeps only some of the objects that are not modelled.
    pub fn retain_unmodelled(&mut self, keep: impl FnMut(&Unmodelled) -> bool) {
        self.unmodelled.retain(keep);
    }

    /// The object at an address.
    pub fn get(&self, address: &Address) -> Option<&Object> {
        self.group(address)?.get(address).map(|(_, object)| object)
    }

    /// The object at an address, to be changed.
    pub fn get_mut(&mut self, address: &Address) -> Option<&mut Object> {
        self.group(address)?.get(address)?;
        self.group_mut(address).get_mut(address)
    }

    /// All objects in order of address.
    pub fn objects(&self) -> impl Iterator<Item = (&Address, &Object)> {
        self.groups().flat_map(|group| &group.objects).map(|(address, object)| (address, object))
    }

    /// The objects of relations that have any of some kinds, in order of address. Objects of other kinds
    /// are left out.
    pub fn objects_of(
        &self,
        wanted: impl Fn(Kind) -> bool + Copy,
    ) -> impl Iterator<Item = (&Address, &Object)> {
        self.groups()
            .filter(move |group| group.shape().kinds.iter().any(|kind| wanted(*kind)))
            .flat_map(|group| &group.objects)
            .map(|(address, object)| (address, object))
            .filter(move |(address, _)| wanted(address.kind()))
    }

    /// What objects say about others by their own structure, in order of address: the sort of link, who
    /// says it, and about whom.
    pub fn links(&self) -> impl Iterator<Item = (Link, &Address, &Address)> {
        self.groups()
            .flat_map(|group| &group.shape().links)
            .map(|(sort, from, to)| (*sort, from, to))
    }

    /// All objects in order of address, to be changed.
    pub fn objects_mut(&mut self) -> impl Iterator<Item = (&Address, &mut Object)> {
        self.groups
            .values_mut()
            .flat_map(|group| &mut Group::change(group).objects)
            .map(|(address, object)| (&*address, object))
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        self.groups().map(|group| group.objects.len()).sum()
    }

    /// Whether there is no object at all.
    pub fn is_empty(&self) -> bool {
        self.objects().next().is_none()
    }

    /// All dependencies, ordered.
    pub fn dependencies(&self) -> impl Iterator<Item = &Dependency> {
        self.groups().flat_map(|group| &group.needs)
    }

    /// What the database holds but Godwit does not model, ordered.
    pub fn unmodelled(&self) -> &BTreeSet<Unmodelled> {
        &self.unmodelled
    }

    /// The addresses of all tables.
    pub fn tables(&self) -> impl Iterator<Item = &Address> {
        self.objects_of(|kind| kind == Kind::Table).map(|(address, _)| address)
    }

    /// Everything owned by a table, the table itself left out.
    pub fn parts<'a>(
        &'a self,
        table: &'a Address,
    ) -> impl Iterator<Item = (&'a Address, &'a Object)> {
        self.from(table)
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
        self.groups
            .range::<[String], _>((Bound::Included(first.group()), Bound::Unbounded))
            .flat_map(|(_, group)| &group.objects)
            .map(|(address, object)| (address, object))
            .skip_while(move |(address, _)| *address < first)
    }

    /// What `address` needs according to `pg_depend`, ordered.
    pub fn needs<'a>(&'a self, address: &'a Address) -> impl Iterator<Item = &'a Address> {
        let edges = self.group(address).map_or(&[] as &[Dependency], |group| &group.needs);
        let first = edges.partition_point(|edge| edge.dependent < *address);
        edges[first..]
            .iter()
            .take_while(move |edge| edge.dependent == *address)
            .map(|edge| &edge.referenced)
    }

    /// Objects that need `address` according to `pg_depend`, ordered.
    pub fn dependents<'a>(
        &'a self,
        address: &Address,
    ) -> impl Iterator<Item = &'a Address> + use<'a> {
        let edges =
            self.group(address).map_or(&[] as &[(Address, Address)], |group| &group.needed_by);
        let first = edges.partition_point(|(needed, _)| needed < address);
        let count = edges[first..].partition_point(|(needed, _)| needed <= address);
        edges[first..first + count].iter().map(|(_, dependent)| dependent)
    }
}
