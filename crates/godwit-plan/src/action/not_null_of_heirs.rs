//! What a new child says of NOT NULLs of columns that it inherits. A partition has all columns for its own.

use godwit_schema::{Address, Catalog, Column, Object, Table, quote::quote_ident};

use super::heirs;
use crate::render::not_null;

/// Inherited columns that are NOT NULL in the child alone.
pub(super) fn own<'a>(
    catalog: &Catalog,
    table: &Table,
    parts: &[(&'a Address, &'a Object)],
) -> Vec<(&'a Address, &'a Column)> {
    inherited(table, parts)
        .filter(|(address, _)| handed_down(catalog, table, address).is_empty())
        .collect()
}

/// Lines of `CREATE TABLE` that give the NOT NULL of a parent another name in the child, as PostgreSQL 18
/// takes them; afterwards it cannot be renamed there.
pub(super) fn lines(
    catalog: &Catalog,
    table: &Table,
    parts: &[(&Address, &Object)],
) -> Vec<String> {
    inherited(table, parts)
        .filter_map(|(address, found)| {
            let name = found.not_null_as.name.as_deref()?;
            let above = handed_down(catalog, table, address);
            let is_other = !above.is_empty()
                && above.iter().all(|column| column.not_null_as.name.as_deref() != Some(name));
            let (name, column) = (quote_ident(name), quote_ident(address.name()));
            is_other.then(|| format!("CONSTRAINT {name} NOT NULL {column}"))
        })
        .collect()
}

/// Statements that follow `CREATE TABLE`: what the child has for itself, and comments.
pub(super) fn statements(
    catalog: &Catalog,
    table: &Table,
    parts: &[(&Address, &Object)],
) -> Vec<String> {
    inherited(table, parts)
        .flat_map(|(address, found)| {
            if handed_down(catalog, table, address).is_empty() {
                not_null::set(address, &found.not_null_as)
            } else {
                not_null::said(address, &found.not_null_as).into_iter().collect()
            }
        })
        .collect()
}

/// Columns that a child inherits and that are NOT NULL there.
fn inherited<'a, 'b>(
    table: &Table,
    parts: &'b [(&'a Address, &'a Object)],
) -> impl Iterator<Item = (&'a Address, &'a Column)> + 'b {
    let parts = if table.inherits.is_empty() { &[] } else { parts };
    parts.iter().filter_map(|(address, object)| match object {
        Object::Column(found) if found.inherited && found.not_null => Some((*address, found)),
        _ => None,
    })
}

/// The columns of the parents that hand their NOT NULL down to a column.
fn handed_down<'a>(catalog: &'a Catalog, table: &Table, column: &Address) -> Vec<&'a Column> {
    heirs::parts_of_parents(table, column)
        .iter()
        .filter_map(|above| catalog.column(above))
        .filter(|found| found.hands_down_not_null())
        .collect()
}
