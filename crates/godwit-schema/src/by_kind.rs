//! Objects of a known kind.

use std::collections::BTreeMap;

use crate::{
    address::Address,
    catalog::Catalog,
    column::{Column, ColumnDefault},
    constraint::Constraint,
    definition::Definition,
    enum_type::EnumType,
    index::Index,
    object::Object,
    sequence::Sequence,
    table::Table,
};

impl Catalog {
    /// A table together with its parts; `None` when there is no such table.
    pub fn table<'a>(&'a self, address: &'a Address) -> Option<TableView<'a>> {
        let (address, Object::Table(table)) = self.group(address)?.get(address)? else {
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

    /// The definition at an address.
    pub fn definition(&self, address: &Address) -> Option<&Definition> {
        match self.get(address) {
            Some(Object::Definition(found)) => Some(found),
            _ => None,
        }
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
