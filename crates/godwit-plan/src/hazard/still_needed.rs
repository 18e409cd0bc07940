use std::collections::BTreeSet;

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Class, Kind, Object};

use super::{Hazard, Look, Severity};
use crate::{
    action::{
        Action, as_definition, comes_back, gone_with_parent, has_index, inbound,
        is_attached_with_table, is_made_anew,
    },
    scene::{Scene, as_column},
};

/// PostgreSQL refuses to drop what another object of the database needs (2BP01), and Godwit never
/// says CASCADE; a generated column keeps the types of its sources (0A000).
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let scene = look.scene();
    let mut found: Vec<Hazard> = Vec::new();
    if action.is_taken_away() {
        // A type that columns have cannot be taken away for a moment: their values are of it.
        found.extend(hazard(&action.address, &columns_of(scene, &action.address)));
    }
    for change in &action.changes {
        let (address, holders) = match &change.verb {
            Verb::Drop { .. } => (&change.address, holders(scene, action, &change.address)),
            Verb::Alter { before, after } => {
                if is_retyped_composite(before, after) && !action.is_made_again() {
                    (&change.address, columns_of(scene, &change.address))
                } else if matches!(change.address.kind(), Kind::Index | Kind::Constraint) {
                    let parent = keeping_parent(scene, change, before);
                    (&change.address, parent.into_iter().collect())
                } else {
                    let retyped = match (as_column(before), as_column(after)) {
                        (Some(a), Some(b)) => a.data_type.text != b.data_type.text,
                        _ => false,
                    };
                    if !retyped {
                        continue;
                    }
                    (&change.address, generated_from(scene, &change.address))
                }
            }
            Verb::Create { .. } | Verb::Rename { .. } => continue,
        };
        let holders = &holders - &action.spares;
        found.extend(hazard(address, &holders));
    }
    found
}

/// Columns whose values are of a type, and tables whose rows are, but for typed ones, which are let go.
fn columns_of(scene: &Scene<'_>, data_type: &Address) -> BTreeSet<Address> {
    let of = data_type.sql();
    scene
        .dependents
        .edges(data_type)
        .iter()
        .filter(|dependent| matches!(dependent.kind(), Kind::Column | Kind::Table))
        .filter(|dependent| !is_leaving(scene, dependent) && !comes_back(scene, dependent))
        .filter(|dependent| {
            let table = scene.renamed.get(dependent);
            !matches!(table, Some(Object::Table(found)) if found.of_type.as_deref() == Some(of.as_str()))
        })
        .map(|dependent| (*dependent).clone())
        .collect()
}

/// The index or key that one of a partition is attached to and cannot leave: it goes only with that one, or
/// when the partition goes.
fn keeping_parent(scene: &Scene<'_>, change: &Change, before: &Object) -> Option<Address> {
    let parent = before.parent().filter(|_| is_made_anew(change))?;
    let is_key = !matches!(before, Object::Constraint(found) if !has_index(found));
    let stays = gone_with_parent(scene, &change.address, Some(parent)).is_none()
        && !is_attached_with_table(scene, &change.address);
    (is_key && stays).then(|| parent.clone())
}

/// PostgreSQL adds and drops attributes of a composite type that columns have, but does not change
/// the type of one.
fn is_retyped_composite(before: &Object, after: &Object) -> bool {
    let (Some(a), Some(b)) = (as_definition(before), as_definition(after)) else { return false };
    a.class == Class::CompositeType
        && a.facets.iter().any(|facet| {
            b.facets.iter().any(|other| {
                other.name == facet.name
                    && other.set != facet.set
                    && facet.name.starts_with("attribute")
            })
        })
}

fn hazard(address: &Address, holders: &BTreeSet<Address>) -> Option<Hazard> {
    if holders.is_empty() {
        return None;
    }
    let names: Vec<String> = holders.iter().map(Address::to_string).collect();
    Some(
        Hazard::new("still-needed", Severity::Blocking, address)
            .meaning(format!(
                "PostgreSQL refuses the step, since these need {}: {}",
                address.sql(),
                names.join(", ")
            ))
            .advice("Drop or change them in the same plan, or leave this step out"),
    )
}

/// Whether an object goes in the same plan, by itself or with its table.
fn is_leaving(scene: &Scene<'_>, address: &Address) -> bool {
    scene.drop_of(address).is_some()
        || address.owner_table().is_some_and(|table| scene.drop_of(&table).is_some())
}

/// Whether a trigger, rule, policy or index goes with the relation it stands on, be it that another one takes
/// the relation's name.
fn goes_with_relation(scene: &Scene<'_>, address: &Address) -> bool {
    let stands = match address.kind() {
        Kind::Defined(class) => class.stands_on_relation(),
        Kind::Index => true,
        _ => false,
    };
    stands && scene.goes_with_relation(address)
}

/// Objects that need a dropped one, stay, and are not dropped along with it.
fn holders(scene: &Scene<'_>, action: &Action, gone: &Address) -> BTreeSet<Address> {
    let mut found: BTreeSet<Address> = BTreeSet::new();
    match gone.kind() {
        Kind::Table => {
            let keys = scene.dependents.foreign_keys_to(gone).iter();
            found.extend(keys.map(|key| (*key).clone()));
        }
        Kind::Column => {
            found.extend(inbound(scene, gone).into_iter().cloned());
            found.extend(generated_from(scene, gone));
        }
        Kind::Enum => {
            found.extend(scene.dependents.columns_of(gone).iter().map(|column| (*column).clone()));
        }
        Kind::Sequence => found.extend(
            scene
                .dependents
                .edges(gone)
                .iter()
                .filter(|dependent| dependent.kind() == Kind::Default)
                .map(|dependent| (*dependent).clone()),
        ),
        Kind::Defined(_) => {
            found.extend(scene.dependents.edges(gone).into_iter().cloned());
            // Triggers and rules of a view go with it, and indexes of a materialised one.
            for along in scene.dependents.goes_with_definition(gone) {
                found.remove(&along);
            }
        }
        // What was attached to an index of the parent table cannot be taken from it.
        Kind::Index | Kind::Constraint => found.extend(attached_to(scene, gone)),
        Kind::Namespace | Kind::Default | Kind::Owner | Kind::Grant | Kind::DefaultPrivilege => {}
    }
    // What is known by its statements stands on tables, columns, types and sequences alike.
    let parts: Vec<Address> = match gone.kind() {
        Kind::Table => scene.renamed.parts(gone).map(|(part, _)| part.clone()).collect(),
        _ => Vec::new(),
    };
    for below in parts.iter().chain([gone]) {
        let edges = scene.dependents.edges(below).into_iter();
        found.extend(edges.filter(|holder| is_refusing(holder, gone)).cloned());
    }
    found.retain(|holder| {
        let table_gone = holder.owner_table().is_some_and(|table| scene.drop_of(&table).is_some());
        let column_gone = holder.kind() == Kind::Default
            && scene.drop_of(&holder.with_kind(Kind::Column)).is_some();
        let own_change = scene
            .changes(holder)
            .iter()
            .any(|change| matches!(change.verb, Verb::Drop { .. } | Verb::Alter { .. }));
        !table_gone
            && !column_gone
            && !own_change
            && !goes_with_relation(scene, holder)
            && !action.destroys.contains(holder)
    });
    found
}

/// Whether PostgreSQL refuses to drop something on account of a definition: it drops what stands on
/// a table with it, and takes tables and columns out of statistics and publications.
fn is_refusing(holder: &Address, gone: &Address) -> bool {
    match holder.kind() {
        Kind::Defined(Class::Statistics | Class::Publication) => false,
        Kind::Defined(class) if class.stands_on_relation() => {
            !(matches!(gone.kind(), Kind::Table | Kind::Defined(_))
                && holder.path().starts_with(gone.path()))
        }
        Kind::Defined(_) => true,
        _ => false,
    }
}

/// The parent's index or key that stays and that an index or key of a partition is attached to, where
/// the partition stays one.
fn attached_to(scene: &Scene<'_>, part: &Address) -> Option<Address> {
    let parent = scene.renamed.get(part)?.parent()?.clone();
    let table = part.owner_table()?;
    let of = |catalog: &godwit_schema::Catalog| match catalog.get(&table) {
        Some(Object::Table(found)) => found.partition_of.as_ref().map(|of| of.parent.clone()),
        _ => None,
    };
    let stays = of(scene.after).is_some() && of(scene.after) == of(scene.renamed);
    (stays && scene.after.get(&parent).is_some()).then_some(parent)
}

/// Generated columns of the same table that are computed from a column.
fn generated_from(scene: &Scene<'_>, column: &Address) -> BTreeSet<Address> {
    let Some(table) = column.owner_table() else { return BTreeSet::new() };
    scene
        .renamed
        .parts(&table)
        .filter(|(address, object)| {
            *address != column
                && scene.drop_of(address).is_none()
                && scene.after.column(address).is_none_or(|wanted| wanted.generated.is_some())
                && !comes_back(scene, address)
                && matches!(object, Object::Column(found) if found.generated.as_ref().is_some_and(
                    |generated| godwit_diff::expression::mentions(
                        &generated.expression.text,
                        column.name(),
                    )
                ))
        })
        .map(|(address, _)| address.clone())
        .collect()
}
