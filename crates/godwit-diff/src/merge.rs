use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{Address, Catalog, Column, Kind, Object, Unmodelled, access::access_of};

use crate::{
    change::{Change, Verb},
    follow::follow_all,
    needs::Dependents,
    rename::Rename,
};

/// `before` with exactly these changes.
///
/// What PostgreSQL drops along with a column or table goes too. Altering sets the attributes in
/// which the two sides of the change differ and leaves the others, so that several changes of one
/// object add up in any order. Renames must be ones that [`rename`](crate::rename::rename) takes.
pub fn merge(before: &Catalog, changes: &[Change]) -> Catalog {
    let renames: Vec<Rename> = changes.iter().filter_map(Change::as_rename).collect();
    let mut catalog =
        if renames.is_empty() { before.clone() } else { follow_all(before, &renames).0 };
    let mut reshaped = BTreeSet::new();
    catalog = without_dropped(catalog, changes, &mut reshaped);
    let mut appended = APPENDED;
    for change in changes {
        match &change.verb {
            Verb::Rename { .. } | Verb::Drop { .. } => {}
            Verb::Create { after } => {
                let mut object = (**after).clone();
                if let (Object::Column(column), Some(table)) =
                    (&mut object, change.address.owner_table())
                    && before.get(&table).is_some()
                {
                    // PostgreSQL appends in the order of the changes; places are made dense below.
                    column.position = appended;
                    appended += 1;
                    reshaped.insert(table);
                }
                catalog.insert(change.address.clone(), object);
            }
            Verb::Alter { before, after } => match catalog.get_mut(&change.address) {
                Some(object) => patch(object, before, after),
                None => {
                    catalog.insert(change.address.clone(), (**after).clone());
                }
            },
        }
    }
    for change in changes {
        if change.address.kind() == Kind::Column
            && catalog.column(&change.address).is_some_and(|column| column.identity.is_none())
        {
            // The privileges of its inner sequence go with an identity.
            for access in access_of(&catalog, &change.address) {
                if access.target().is_some_and(|target| target.kind() == Kind::Sequence) {
                    catalog.remove(&access);
                }
            }
        }
    }
    for table in reshaped {
        number_columns(&mut catalog, &table);
    }
    catalog
}

/// More than the columns a table can ever have had (1600 at once).
const APPENDED: u32 = 1 << 20;

fn without_dropped(
    catalog: Catalog,
    changes: &[Change],
    reshaped: &mut BTreeSet<Address>,
) -> Catalog {
    let dropped: BTreeSet<&Address> = changes
        .iter()
        .filter(|change| matches!(change.verb, Verb::Drop { .. }))
        .map(|change| &change.address)
        .collect();
    if dropped.is_empty() {
        return catalog;
    }
    let mut gone: BTreeSet<Address> = dropped.iter().map(|address| (*address).clone()).collect();
    let dependents = Dependents::new(&catalog);
    for address in dropped.iter().copied() {
        match address.kind() {
            Kind::Table => gone.extend(dependents.goes_with_table(address)),
            Kind::Column => {
                gone.extend(dependents.goes_with_column(address));
                reshaped.extend(address.owner_table());
            }
            Kind::Defined(_) => gone.extend(dependents.goes_with_definition(address)),
            Kind::Namespace | Kind::Enum | Kind::Sequence => {
                gone.extend(dependents.access_of(address));
            }
            Kind::Default
            | Kind::Constraint
            | Kind::Index
            | Kind::Owner
            | Kind::Grant
            | Kind::DefaultPrivilege => {}
        }
    }
    // A sequence that stays is let go by its column first.
    for change in changes {
        if change.address.kind() == Kind::Sequence && matches!(change.verb, Verb::Alter { .. }) {
            gone.remove(&change.address);
            for access in dependents.access_of(&change.address) {
                if !dropped.contains(&access) {
                    gone.remove(&access);
                }
            }
        }
    }
    let names: BTreeSet<String> = gone
        .iter()
        .filter_map(|address| match address.kind() {
            Kind::Table | Kind::Sequence | Kind::Index => Some(address.sql()),
            // A key's index has its name.
            Kind::Constraint => Some(address.with_kind(Kind::Index).sql()),
            _ => None,
        })
        .collect();
    let mut kept = catalog.clone();
    kept.retain_unmodelled(|unmodelled| !belongs_to_one_of(unmodelled, &names, &gone));
    for address in &gone {
        kept.remove_dependencies(address);
        kept.remove(address);
    }
    kept
}

/// Whether something that is not modelled is a part of a relation that is gone: its privileges and
/// options, or what stands `on` it, or statistics over its columns.
fn belongs_to_one_of(
    unmodelled: &Unmodelled,
    names: &BTreeSet<String>,
    gone: &BTreeSet<Address>,
) -> bool {
    match unmodelled.class.as_str() {
        "row level security" | "table option" | "privilege" | "index setting" => {
            names.contains(&unmodelled.name)
        }
        "trigger" | "rule" | "policy" => {
            unmodelled.name.split_once(" on ").is_some_and(|(_, table)| names.contains(table))
        }
        "extended statistics" | "dependency on an extension" => {
            unmodelled.needs.iter().any(|needed| gone.contains(needed))
        }
        _ => false,
    }
}

fn number_columns(catalog: &mut Catalog, table: &Address) {
    let mut places: Vec<(u32, Address)> = catalog
        .parts(table)
        .filter_map(|(address, object)| match object {
            Object::Column(Column { position, .. }) => Some((*position, address.clone())),
            _ => None,
        })
        .collect();
    places.sort();
    let numbers: BTreeMap<Address, u32> =
        places.into_iter().map(|(_, address)| address).zip(1..).collect();
    for (address, number) in numbers {
        if let Some(Object::Column(column)) = catalog.get_mut(&address) {
            column.position = number;
        }
    }
}

/// Sets each named field in which `before` and `after` differ.
macro_rules! patch_fields {
    ($object:ident, $before:ident, $after:ident: $($field:ident),+) => {
        $(if $before.$field != $after.$field {
            $object.$field.clone_from(&$after.$field);
        })+
    };
}

fn patch(object: &mut Object, before: &Object, after: &Object) {
    match (object, before, after) {
        (Object::Namespace(object), Object::Namespace(before), Object::Namespace(after)) => {
            patch_fields!(object, before, after: comment);
        }
        (Object::Enum(object), Object::Enum(before), Object::Enum(after)) => {
            patch_fields!(object, before, after: labels, comment);
        }
        (Object::Sequence(object), Object::Sequence(before), Object::Sequence(after)) => {
            patch_fields!(object, before, after:
                data_type, start, increment, min, max, cache, cycle, unlogged, owned_by, comment);
        }
        (Object::Table(object), Object::Table(before), Object::Table(after)) => {
            patch_fields!(object, before, after: persistence, partition_key, partition_of, inherits,
                of_type, row_security, force_row_security, replica_identity, options, access_method,
                tablespace, clustered_on, comment);
        }
        (Object::Column(object), Object::Column(before), Object::Column(after)) => {
            patch_fields!(object, before, after:
                data_type, collation, not_null, not_null_as, generated, inherited, storage, comment);
            match (&mut object.identity, &before.identity, &after.identity) {
                // Its name and its options are changed by actions of their own.
                (Some(object), Some(before), Some(after)) => {
                    patch_fields!(object, before, after: mode, name, sequence);
                }
                (object, before, after) if before != after => object.clone_from(after),
                _ => {}
            }
        }
        (Object::Default(object), Object::Default(before), Object::Default(after)) => {
            patch_fields!(object, before, after: expression);
        }
        (Object::Constraint(object), Object::Constraint(before), Object::Constraint(after)) => {
            patch_fields!(object, before, after:
                kind, deferrable, initially_deferred, validated, enforced, temporal, only, parent, index, comment);
        }
        (Object::Index(object), Object::Index(before), Object::Index(after)) => {
            patch_fields!(object, before, after: method, unique, nulls_not_distinct, keys, include,
                predicate, options, tablespace, statistics, valid, only, parent, comment);
        }
        (object, _, after) => *object = after.clone(),
    }
}
