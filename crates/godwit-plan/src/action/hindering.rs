//! What stands in the way of a change below it.

use godwit_diff::Verb;
use godwit_schema::{Address, Class, Kind, Object};

use super::{column_drop::inbound, made_again::narrows};
use crate::scene::{Scene, as_column};

/// Whether a dependent must go before what stands below it can be changed. What is dropped anyway,
/// or carried along by PostgreSQL, need not.
pub(super) fn is_rebuilt_with(
    scene: &Scene<'_>,
    below: &Address,
    dependent: &Address,
    below_goes: bool,
) -> bool {
    let goes_with_relation = scene.goes_with_relation(dependent);
    let goes_with_column = dependent.kind() == Kind::Default
        && scene.drop_of(&dependent.with_kind(Kind::Column)).is_some();
    if scene.drop_of(dependent).is_some()
        || goes_with_column
        || scene.create_of(dependent).is_some()
        || (goes_with_relation || scene.drop_of(below).is_some())
            && scene.after.reader().is_some()
            && scene.after.get(dependent).is_none()
    {
        return false;
    }
    match dependent.kind() {
        // Statistics are carried along; a publication names its columns by number, but filters by name.
        Kind::Defined(Class::Publication) => {
            below.kind() == Kind::Column
                && scene.drop_of(below).is_none()
                && is_filtering(scene, dependent, below)
        }
        // A change of type leaves them; what an expression calls does not go under them.
        Kind::Defined(Class::Statistics) => below_goes || matches!(below.kind(), Kind::Defined(_)),
        Kind::Defined(Class::Extension) => false,
        Kind::Defined(_) => true,
        // Those of its own table are made again with the column.
        Kind::Constraint if below_goes => inbound(scene, below).contains(&dependent),
        // PostgreSQL builds these anew itself when a column changes its type.
        Kind::Constraint | Kind::Index | Kind::Default
            if matches!(below.kind(), Kind::Column | Kind::Constraint | Kind::Index) =>
        {
            false
        }
        Kind::Column => {
            scene.renamed.column(dependent).is_some_and(|found| found.generated.is_some())
                && scene
                    .after
                    .get(dependent)
                    .and_then(as_column)
                    .is_some_and(|found| found.generated.is_some())
        }
        // A constant of an enum is of that very type; its columns' defaults are exchanged with it.
        Kind::Default => below.kind() != Kind::Enum,
        Kind::Constraint | Kind::Index => true,
        _ => false,
    }
}

/// Whether a dependent's own change lets go of what is dropped, in one statement before the drop. It
/// cannot where something new takes the name of what is dropped, or of a key or index that goes with
/// it, or its place as a partition: that would have to come before it.
pub(super) fn lets_go_in_place(scene: &Scene<'_>, below: &Address, dependent: &Address) -> bool {
    let goes = below.owner_table().filter(|table| scene.drop_of(table).is_some());
    let goes = goes.unwrap_or_else(|| below.clone());
    let mut gone = vec![goes.clone()];
    if goes.kind() == Kind::Table {
        gone.extend(scene.dependents.goes_with_table(&goes));
    }
    let replaced = gone.iter().any(|gone| {
        let object = scene.renamed.get(gone);
        object.is_some_and(|object| {
            scene.is_taken_over(&super::name_tokens(gone, object))
                || matches!(object, Object::Table(table) if scene.is_place_taken_over(table))
        })
    });
    !replaced
        && scene.changes(dependent).iter().any(|change| matches!(change.verb, Verb::Alter { .. }))
}

/// Whether a publication has a row filter on a column's table, or a list of its columns.
fn is_filtering(scene: &Scene<'_>, publication: &Address, column: &Address) -> bool {
    let Some(table) = column.owner_table() else { return false };
    let name = format!("table {}", table.sql());
    scene
        .renamed
        .definition(publication)
        .is_some_and(|found| found.facets.iter().any(|facet| facet.name == name && narrows(facet)))
}
