//! What one side of a comparison says nothing about is taken over from the other, so that it does not
//! differ: owners and privileges that a DDL file does not mention, and which role stands for nobody.

use godwit_schema::{Address, Catalog, Kind, Object};

use crate::snapshot::{Reading, Unsaid};

/// Fits both sides to each other.
pub(crate) fn reconcile(before: &mut Reading, after: &mut Reading) {
    attribute(&mut before.snapshot.catalog, &mut after.snapshot.catalog);
    let (said_before, said_after) = (before.unsaid, after.unsaid);
    take_over(&mut after.snapshot.catalog, said_after, &before.snapshot.catalog);
    take_over(&mut before.snapshot.catalog, said_before, &after.snapshot.catalog);
}

/// Files are read by nobody; what has no owner in them belongs to the role that reads the other side.
fn attribute(before: &mut Catalog, after: &mut Catalog) {
    match (before.reader().map(str::to_owned), after.reader().map(str::to_owned)) {
        (Some(reader), Some(nobody)) if nobody.is_empty() => after.attribute_to(&reader),
        (Some(nobody), Some(reader)) if nobody.is_empty() => before.attribute_to(&reader),
        _ => {}
    }
}

fn take_over(catalog: &mut Catalog, unsaid: Unsaid, other: &Catalog) {
    let is_unsaid = |kind: Kind| match kind {
        Kind::Owner => unsaid.owners,
        Kind::Grant | Kind::DefaultPrivilege => unsaid.privileges,
        _ => false,
    };
    if !unsaid.owners && !unsaid.privileges {
        return;
    }
    // An owner cannot be unsaid in one place: the file has none anywhere.
    let own: Vec<Address> = catalog
        .objects()
        .map(|(address, _)| address)
        .filter(|address| is_unsaid(address.kind()))
        .cloned()
        .collect();
    for address in own {
        catalog.remove(&address);
    }
    let taken: Vec<(Address, Object)> = other
        .objects()
        .filter(|(address, _)| is_unsaid(address.kind()))
        .filter(|(address, _)| address.target().is_none_or(|target| catalog.get(&target).is_some()))
        .map(|(address, object)| (address.clone(), object.clone()))
        .collect();
    for (address, object) in taken {
        catalog.insert(address, object);
    }
}
