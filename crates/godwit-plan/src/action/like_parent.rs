//! Partitions that are made with their parent's checks as it has them.

use godwit_schema::{Address, Catalog, Column, Constraint, ConstraintKind, Table, TableView};

use crate::scene::Scene;

/// The parent that a partition is made `LIKE`: its columns and checks are copied, and not written down.
///
/// PostgreSQL holds a partition's checks against the parent's as it prints them ("child table … has
/// different definition for check constraint …"). It prints `a BETWEEN 0 AND 1 AND b > 0` and
/// `v IN ('x', 'y')` otherwise once it has read its own printing, as after a restore; both are one text
/// here. Only where there is such a text, and where the two tables have the same columns and checks.
pub(super) fn like_parent<'a>(
    scene: &Scene<'_>,
    catalog: &'a Catalog,
    address: &'a Address,
    found: &'a Table,
) -> Option<&'a Address> {
    let parent = &found.partition_of.as_ref()?.parent;
    let stays = [scene.renamed, scene.after].into_iter().all(|side| {
        side.get(parent).is_some()
            && side.parts(parent).all(|(part, _)| scene.changes(part).is_empty())
    });
    if !stays {
        return None;
    }
    let (own, above) = (catalog.table(address)?, catalog.table(parent)?);
    let (handed, theirs) = (checks(&own, true), checks(&above, false));
    let copied = own.columns.len() == above.columns.len()
        && own
            .columns
            .iter()
            .zip(&above.columns)
            .all(|((a, own), (b, above))| a.name() == b.name() && is_copied(own, above))
        && handed.len() == theirs.len()
        && handed.iter().chain(&theirs).all(|check| check.validated && check.enforced)
        && theirs.iter().any(|check| has_two_forms(check));
    copied.then_some(parent)
}

/// A table's checks; of a child those that it has from its parent.
fn checks<'a>(table: &TableView<'a>, inherited: bool) -> Vec<&'a Constraint> {
    let all = table.constraints.iter().map(|(_, constraint)| *constraint);
    all.filter(|found| matches!(found.kind, ConstraintKind::Check { .. }))
        .filter(|found| !inherited || found.parent.is_some())
        .collect()
}

fn is_copied(own: &Column, above: &Column) -> bool {
    own.has_type_of(above)
        && own.not_null == above.not_null
        && own.not_null_as == above.not_null_as
        && own.generated.is_none()
        && above.generated.is_none()
}

fn has_two_forms(check: &Constraint) -> bool {
    let ConstraintKind::Check { expression, .. } = &check.kind else { return false };
    [" AND ", " OR ", "ARRAY["].iter().any(|word| expression.text.contains(word))
}
