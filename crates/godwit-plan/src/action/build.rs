use godwit_diff::{Change, Verb};
use godwit_schema::{Kind, access::holder};

use super::{
    Action, access, aside, body, column, constraint, default, definition, enum_type, fold,
    generated, index, index_settings, inherit, namespace, parents, privileges, rebuild::Rebuilds,
    rename, sequence, sought, table, typed_table,
};
use crate::scene::Scene;

/// All actions that carry out the scene's changes, in order of address.
pub(crate) fn build(scene: &Scene<'_>, changes: &[Change]) -> Vec<Action> {
    let mut actions = rename::actions(scene, changes);
    let rebuilds = scene.rebuilds.get_or_init(|| Rebuilds::new(scene, changes));
    let comes_with = |change: &Change| {
        matches!(change.address.kind(), Kind::Owner | Kind::Grant)
            && change.address.target().is_some_and(|target| {
                [scene.renamed, scene.after].into_iter().any(|catalog| {
                    holder(catalog, &target).is_some_and(|holder| {
                        rebuilds.makes_whole(scene, &holder)
                            || generated::is_made_anew(scene, &holder)
                    })
                })
            })
    };
    let mut carried = Vec::new();
    let parts: Vec<Change> =
        changes.iter().flat_map(|change| inherit::parted(scene, change)).collect();
    for change in &parts {
        if inherit::is_carried_along(scene, change) {
            carried.push(change);
            continue;
        }
        let is_rebuilt =
            matches!(change.verb, Verb::Alter { .. }) && rebuilds.holds(&change.address);
        if matches!(change.verb, Verb::Rename { .. })
            || is_rebuilt
            || comes_with(change)
            || fold::is_folded(scene, change)
        {
            continue;
        }
        actions.extend(of_kind(scene, change));
    }
    actions.extend(rebuilds.actions(scene));
    actions.extend(aside::actions(scene));
    inherit::carry(scene, &mut actions, carried);
    index_settings::sample_again(scene, &mut actions);
    rebuilds.settle(&mut actions);
    parents::settle(&mut actions);
    body::order(scene, &mut actions);
    privileges::settle(scene, &mut actions);
    typed_table::settle(scene, &mut actions);
    sought::settle(scene, &mut actions);
    actions
}

/// The actions of one change that is not carried out by those of another.
pub(super) fn of_kind(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    match change.address.kind() {
        Kind::Namespace => namespace::actions(scene, change),
        Kind::Enum => enum_type::actions(scene, change),
        Kind::Sequence => sequence::actions(scene, change),
        Kind::Table => table::actions(scene, change),
        Kind::Column => column::actions(scene, change),
        Kind::Default => default::actions(scene, change),
        Kind::Constraint => constraint::actions(scene, change),
        Kind::Index => index::actions(scene, change),
        Kind::Defined(_) => definition::actions(scene, change),
        Kind::Owner | Kind::Grant | Kind::DefaultPrivilege => access::actions(scene, change),
    }
}
