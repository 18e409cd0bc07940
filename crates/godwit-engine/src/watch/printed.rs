use std::collections::BTreeSet;

use godwit_schema::{Address, Catalog, Dependency, Kind};

/// What models said the last time, and how the server printed it.
#[derive(Debug, Default)]
pub(super) struct Printed {
    written: Catalog,
    printed: Catalog,
}

impl Printed {
    pub fn new(written: Catalog, printed: Catalog) -> Self {
        Self { written, printed }
    }

    /// Puts the server's texts in wherever neither the object nor the columns of its table changed
    /// since: there the server would print the same again.
    pub fn put_into(&self, catalog: &mut Catalog) {
        if !self.has_same_types(catalog) {
            return;
        }
        let changed = self.changed_tables(catalog);
        let same: Vec<Address> = catalog
            .objects()
            .filter(|(address, object)| self.written.get(address) == Some(object))
            .map(|(address, _)| address)
            .filter(|address| address.owner_table().is_none_or(|table| !changed.contains(&table)))
            .cloned()
            .collect();
        for address in &same {
            match self.printed.get(address) {
                Some(object) => catalog.insert(address.clone(), object.clone()),
                // The server says that nothing stands there: `DEFAULT NULL`.
                None => catalog.remove(address),
            };
        }
        let same: BTreeSet<Address> = same.into_iter().collect();
        let needed: Vec<Dependency> = self
            .printed
            .dependencies()
            .filter(|found| same.contains(&found.dependent))
            .filter(|found| catalog.get(&found.referenced).is_some())
            .cloned()
            .collect();
        catalog.insert_dependencies(needed);
    }

    /// Whether the enum types are the same: an expression may speak of any.
    fn has_same_types(&self, catalog: &Catalog) -> bool {
        let types = |catalog: &Catalog| -> Vec<(Address, godwit_schema::Object)> {
            catalog
                .objects()
                .filter(|(address, _)| address.kind() == Kind::Enum)
                .map(|(address, object)| (address.clone(), object.clone()))
                .collect()
        };
        types(&self.written) == types(catalog)
    }

    /// Tables of which a column came, went or changed.
    fn changed_tables(&self, catalog: &Catalog) -> BTreeSet<Address> {
        let differing = |one: &Catalog, other: &Catalog| -> Vec<Address> {
            one.objects()
                .filter(|(address, _)| address.kind() == Kind::Column)
                .filter(|(address, object)| other.get(address) != Some(object))
                .filter_map(|(address, _)| address.owner_table())
                .collect()
        };
        let mut changed: BTreeSet<Address> =
            differing(&self.written, catalog).into_iter().collect();
        changed.extend(differing(catalog, &self.written));
        changed
    }
}
