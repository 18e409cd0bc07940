use std::collections::{BTreeMap, BTreeSet, HashMap};

use godwit_schema::{Address, Kind};

use crate::{assemble::namespace_of, project::Project, value::ClassId};

/// What is sought, by the names that code gives it.
pub(super) struct Index {
    /// Columns by the name of their attribute.
    pub attributes: BTreeMap<String, Vec<Attribute>>,
    /// Tables that are sought themselves.
    pub tables: Vec<Table>,
    /// Every mapped class with its table.
    pub mapped: HashMap<ClassId, Address>,
}

pub(super) struct Attribute {
    pub column: Address,
    pub table: Address,
    /// No other mapped class has an attribute of this name, and no common method is called so.
    pub distinctive: bool,
}

pub(super) struct Table {
    pub address: Address,
    /// Names of classes that would make a table of this name, when no class is left that does.
    pub likely_names: Vec<String>,
}

/// Attributes that objects of all sorts have.
const COMMON: [&str; 22] = [
    "id",
    "name",
    "type",
    "status",
    "value",
    "values",
    "key",
    "keys",
    "items",
    "count",
    "index",
    "title",
    "data",
    "text",
    "date",
    "user",
    "url",
    "email",
    "description",
    "code",
    "format",
    "state",
];

impl Index {
    pub fn new(project: &Project, sought: &[Address]) -> Self {
        let assignments = project.metadata_assignments(&(0..project.size()).collect::<Vec<_>>());
        let mut mapped = HashMap::new();
        let mut names: HashMap<(Address, String), String> = HashMap::new();
        let mut holders: BTreeMap<String, BTreeSet<Address>> = BTreeMap::new();
        for class in project.all_classes() {
            let Some(Ok(spec)) = project.class_table(class, &assignments) else { continue };
            let table = Address::table(namespace_of(spec.schema.as_deref()), &spec.name);
            for column in &spec.columns {
                names.insert((table.clone(), column.name.clone()), column.attribute.clone());
                holders.entry(column.attribute.clone()).or_default().insert(table.clone());
            }
            mapped.insert(class, table);
        }
        for class in project.all_classes() {
            if let Some(parent) = project.shares_table_of(class)
                && let Some(table) = mapped.get(&parent).cloned()
            {
                mapped.entry(class).or_insert(table);
            }
        }
        let mut index = Self { attributes: BTreeMap::new(), tables: Vec::new(), mapped };
        for address in sought {
            match (address.kind(), address.owner_table()) {
                (Kind::Column, Some(table)) => {
                    // A column that no model has any more was called as its attribute was, mostly.
                    let key = (table.clone(), address.name().to_owned());
                    let attribute =
                        names.get(&key).cloned().unwrap_or_else(|| address.name().to_owned());
                    let others = holders.get(&attribute).into_iter().flatten();
                    let distinctive = !COMMON.contains(&attribute.as_str())
                        && others.filter(|other| **other != table).count() == 0;
                    index.attributes.entry(attribute).or_default().push(Attribute {
                        column: address.clone(),
                        table,
                        distinctive,
                    });
                }
                (Kind::Table, _) => index.tables.push(Table {
                    likely_names: match index.mapped.values().any(|table| table == address) {
                        true => Vec::new(),
                        false => class_names(address.name()),
                    },
                    address: address.clone(),
                }),
                _ => {}
            }
        }
        index
    }

    /// The sought column of an attribute of a class.
    pub fn column_of(&self, class: ClassId, attribute: &str) -> Option<&Address> {
        let table = self.mapped.get(&class)?;
        let found = self.attributes.get(attribute)?;
        found.iter().find(|one| one.table == *table).map(|one| &one.column)
    }

    /// The sought table of a class.
    pub fn table_of(&self, class: ClassId) -> Option<&Address> {
        let table = self.mapped.get(&class)?;
        self.tables.iter().find(|one| one.address == *table).map(|one| &one.address)
    }
}

/// Names of classes whose table is called so by the usual rules: `order_items` is made by
/// `OrderItem`, `OrderItems`; `heroteamlink` by whatever is written so without regard to case.
fn class_names(table: &str) -> Vec<String> {
    let plain = table.replace('_', "").to_lowercase();
    let singular = plain
        .strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| plain.strip_suffix('s').map(str::to_owned));
    std::iter::once(plain).chain(singular).collect()
}
