use std::collections::HashMap;

use godwit_schema::{
    Address, Catalog, Constraint, ConstraintKind, Kind, Link, Object, access::access_of,
};

/// Who needs whom across tables, indexed once over a catalog.
#[derive(Debug)]
pub struct Dependents<'a> {
    catalog: &'a Catalog,
    foreign_keys: HashMap<&'a Address, Vec<&'a Address>>,
    sequences: HashMap<&'a Address, Vec<&'a Address>>,
    columns: HashMap<&'a Address, Vec<&'a Address>>,
    partitions: HashMap<&'a Address, Vec<&'a Address>>,
}

impl<'a> Dependents<'a> {
    /// Reads the catalog once.
    pub fn new(catalog: &'a Catalog) -> Self {
        let mut found = Self {
            catalog,
            foreign_keys: HashMap::new(),
            sequences: HashMap::new(),
            columns: HashMap::new(),
            partitions: HashMap::new(),
        };
        for (sort, from, to) in catalog.links() {
            let of = match sort {
                Link::ForeignKey => &mut found.foreign_keys,
                Link::OwnedSequence => &mut found.sequences,
                Link::EnumColumn => &mut found.columns,
                Link::Partition => &mut found.partitions,
                Link::IndexPart => continue,
            };
            of.entry(to).or_default().push(from);
        }
        found
    }

    /// Objects that need `address` according to `pg_depend`.
    pub fn edges(&self, address: &Address) -> Vec<&'a Address> {
        self.catalog.dependents(address).collect()
    }

    /// Foreign keys that reference a table.
    pub fn foreign_keys_to(&self, table: &Address) -> &[&'a Address] {
        self.foreign_keys.get(table).map_or(&[], Vec::as_slice)
    }

    /// Columns of an enum type or of arrays of it.
    pub fn columns_of(&self, enum_type: &Address) -> &[&'a Address] {
        self.columns.get(enum_type).map_or(&[], Vec::as_slice)
    }

    /// Sequences that a column owns.
    pub fn sequences_of(&self, column: &Address) -> &[&'a Address] {
        self.sequences.get(column).map_or(&[], Vec::as_slice)
    }

    /// What PostgreSQL drops with a column without being asked: its default, the constraints and
    /// indexes of its table that mention it, the sequences it owns.
    ///
    /// Foreign keys that reference the column, be it from another of its table, are not among them: with
    /// them the drop is refused.
    pub fn goes_with_column(&self, column: &Address) -> Vec<Address> {
        let Some(table) = column.owner_table() else { return Vec::new() };
        let by_edge = self.edges(column);
        let mut found: Vec<Address> = self
            .catalog
            .parts(&table)
            .filter(|(address, object)| match object {
                Object::Default(_) => address.name() == column.name(),
                Object::Constraint(Constraint {
                    kind: ConstraintKind::ForeignKey(key), ..
                }) => key.columns.iter().any(|name| name == column.name()),
                Object::Constraint(_) | Object::Index(_) => {
                    by_edge.contains(address) || object.references(address).contains(column)
                }
                Object::Owner(_) | Object::Grant(_) => {
                    address.target().is_some_and(|target| target.path() == column.path())
                }
                Object::Namespace(_)
                | Object::Enum(_)
                | Object::Sequence(_)
                | Object::Table(_)
                | Object::Column(_)
                | Object::Definition(_)
                | Object::DefaultPrivilege(_) => false,
            })
            .map(|(address, _)| address.clone())
            .collect();
        found.extend(self.sequences_of(column).iter().map(|sequence| (*sequence).clone()));
        found
    }

    /// What PostgreSQL drops with a table: its parts and the sequences that its columns own.
    pub fn goes_with_table(&self, table: &Address) -> Vec<Address> {
        let mut found: Vec<Address> =
            self.catalog.parts(table).map(|(address, _)| address.clone()).collect();
        let sequences: Vec<Address> = found
            .iter()
            .flat_map(|part| self.sequences_of(part).iter().map(|sequence| (*sequence).clone()))
            .collect();
        found.extend(sequences);
        let access: Vec<Address> = found.iter().flat_map(|gone| self.access_of(gone)).collect();
        found.extend(access);
        found
    }

    /// Owner and privileges of an object, which go with it.
    pub fn access_of(&self, target: &Address) -> Vec<Address> {
        access_of(self.catalog, target)
    }

    /// Partitions of a table.
    pub fn partitions(&self, table: &Address) -> &[&'a Address] {
        self.partitions.get(table).map_or(&[], Vec::as_slice)
    }

    /// What PostgreSQL drops with an object that is known by its statements: what stands on it, and
    /// its owner and privileges.
    pub fn goes_with_definition(&self, gone: &Address) -> Vec<Address> {
        let mut found: Vec<Address> = self
            .edges(gone)
            .iter()
            .filter(|dependent| match dependent.kind() {
                Kind::Defined(class) => {
                    class.stands_on_relation() && dependent.path().starts_with(gone.path())
                }
                // Indexes of a materialised view.
                Kind::Index => dependent.path().starts_with(gone.path()),
                _ => false,
            })
            .map(|dependent| (*dependent).clone())
            .collect();
        let access: Vec<Address> = self.access_of(gone);
        found.extend(access);
        found
    }
}
