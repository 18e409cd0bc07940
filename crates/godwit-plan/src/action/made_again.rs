//! How something is taken away for a change and made again.

use std::collections::BTreeSet;

use godwit_diff::Verb;
use godwit_schema::{Address, Class, Facet, Kind, Object, access::access_of};

use super::{
    Action, Rank, access,
    column_drop::add_again,
    column_type, constraint,
    definition::{self, as_definition},
    exchange, heirs, inherit, partition_index, relied_on,
    table_settings::named_again,
};
use crate::{
    lock::{Lock, LockMode},
    needs::needs,
    plan::{Statement, StepVerb},
    render::{column, index},
    scene::Scene,
};

pub(super) fn drop_key(address: &Address) -> String {
    format!("drop for the change below {address}")
}

pub(super) fn make_key(address: &Address) -> String {
    format!("make again {address}")
}

pub(super) fn drop_former_key(address: &Address) -> String {
    format!("drop the former {address}")
}

/// How something is taken away and made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Dropped and made.
    Whole,
    /// A domain's checks and default are, not the domain.
    Facets,
    /// A type is put aside, and dropped when all its columns have gone over to the new one.
    Exchange,
}

/// Whether what is said of a publication's table names columns: in a list, or in a row filter.
pub(super) fn narrows(facet: &Facet) -> bool {
    facet.set.contains(" (")
}

/// A domain without checks and default, or a publication without the tables of which it names columns,
/// as it is for the moment.
fn bare(found: &godwit_schema::Definition) -> godwit_schema::Definition {
    let mut bare = found.clone();
    if found.class == Class::Publication {
        bare.facets.retain(|facet| !narrows(facet));
    } else {
        bare.facets.retain(|facet| facet.name == "not null");
    }
    bare
}

/// Drops a type that was put aside, when nothing is of it any more.
pub(super) fn finish(scene: &Scene<'_>, address: &Address) -> Action {
    let (noun, name) = (address.kind().noun(), address.sql());
    let mut action = Action::new(StepVerb::Alter, Rank::DropEnum, "", address)
        .titled(format!("Drop the former {noun} {name}"));
    action.key = drop_former_key(address);
    action.run(Statement::new(exchange::drop_former(address), Vec::new()));
    action.undo(Vec::new(), None);
    action.destroys.insert(address.clone());
    if let Some(found) = scene.renamed.get(address) {
        let needed = needs(scene.renamed, address, found).into_iter();
        action.releases.extend(needed.filter(|needed| scene.drop_of(needed).is_some()));
    }
    action.after.insert(make_key(address));
    action.after.insert(format!("change labels of {address}"));
    for over in exchange::types_over(scene, address) {
        action.after.insert(make_key(over));
        action.after.insert(drop_former_key(over));
    }
    action
}

pub(super) fn pair(scene: &Scene<'_>, address: &Address, mode: Mode) -> Vec<Action> {
    let Some(before) = scene.renamed.get(address) else { return Vec::new() };
    let change = scene
        .changes(address)
        .iter()
        .copied()
        .find(|change| matches!(change.verb, Verb::Alter { .. }));
    let after = match change.map(|change| &change.verb) {
        Some(Verb::Alter { after, .. }) => &**after,
        _ => before,
    };
    let wanted = if scene.after.get(address).is_some() { scene.after } else { scene.renamed };
    let noun = address.kind().noun();
    let name = address.sql();
    let (mut former, mut relied_on) = (Vec::new(), Vec::new());

    let mut drop = Action::new(StepVerb::Alter, Rank::DropDependents, "", address)
        .titled(format!("Take {noun} {name} away to change what it stands on"));
    drop.key = drop_key(address);
    drop.together.insert(make_key(address));
    let removed = match (mode, before) {
        (Mode::Facets, Object::Definition(found)) => {
            bare(found).facet_statements(found).unwrap_or_default()
        }
        (Mode::Exchange, _) => vec![exchange::aside(address)],
        _ => removal(address, before),
    };
    for sql in removed {
        drop.run(Statement::new(sql, locks(scene, address)));
    }
    let mut undo = creation(scene, address, before);
    undo.extend(access::definitions(scene.renamed, address));
    drop.undo(undo, None);
    // What is put aside stands on what goes until it goes itself.
    let needed = needs(scene.renamed, address, before).into_iter();
    drop.releases
        .extend(needed.filter(|needed| mode != Mode::Exchange || scene.drop_of(needed).is_none()));
    if let (Object::Constraint(before), Object::Constraint(after)) = (before, after) {
        former = relied_on::keys_of(scene.renamed, before);
        drop.releases.extend(former.iter().cloned());
        relied_on = relied_on::keys_of(wanted, after);
    }
    drop.destroys.insert(address.clone());
    if address.kind() == Kind::Column {
        drop.destroys.extend(heirs::mere_heirs(scene, address));
    }
    drop.destroys.extend(
        partition_index::parts(scene.renamed, address, before)
            .into_iter()
            .filter(|part| scene.is_made_again(part))
            .cloned(),
    );

    let mut make = Action::new(StepVerb::Alter, again_rank(address), "", address);
    make.key = make_key(address);
    make.title = match change {
        Some(_) => format!("Make {noun} {name} anew"),
        None => format!("Make {noun} {name} again"),
    };
    make.together.insert(drop_key(address));
    make.after.insert(drop_key(address));
    match (mode, before, after) {
        (Mode::Facets, Object::Definition(before), Object::Definition(after)) => {
            for sql in definition::in_place(&bare(before), after).unwrap_or_default() {
                make.run(Statement::new(sql, Vec::new()));
            }
        }
        (Mode::Exchange, _, _) => {
            make.statements = exchange::make(scene, address, after);
            make.rank = Rank::ChangeType;
            for (column, _) in exchange::columns(scene, address) {
                make.after.extend(column_type::computed_from(scene, &column));
                make.tables.extend(column.owner_table());
            }
        }
        _ => {
            let access = access::wanted(scene, address);
            for sql in creation(scene, address, after).into_iter().chain(access) {
                make.run(Statement::new(sql, locks(scene, address)));
            }
        }
    }
    make.undo(removal(address, after), None);
    make.produces.insert(address.clone());
    if address.kind() == Kind::Column {
        make.produces.extend(drop.destroys.iter().cloned());
    }
    make.consumes.extend(needs(wanted, address, after).into_iter().chain(relied_on));
    make.consumes.remove(address);
    // Made while a key that goes still stands, a foreign key would rely on that one.
    for key in former {
        make.after.extend(["change", "drop"].map(|phrase| format!("{phrase} {key}")));
    }
    make.changes.extend(change.cloned());
    let catalogs = [scene.renamed, scene.after];
    let access: BTreeSet<Address> =
        catalogs.into_iter().flat_map(|catalog| access_of(catalog, address)).collect();
    if mode == Mode::Whole {
        // Its owner must be let into the schema before.
        if let Some(Object::Owner(owner)) = scene.after.get(&Address::owner_of(address)) {
            let home = Address::namespace(address.namespace_name());
            let grants = [&owner.role, "PUBLIC"].map(|role| Address::grant(&home, role));
            make.after.extend(grants.map(|grant| format!("set {grant}")));
        }
        for part in &access {
            make.changes.extend(scene.changes(part).iter().map(|change| (*change).clone()));
        }
    }
    // What is attached to a parent's index goes with that, and cannot be dropped by itself.
    let above = before.parent().filter(|parent| {
        matches!(address.kind(), Kind::Index | Kind::Constraint) && scene.is_made_again(parent)
    });
    let mut pair = match above {
        Some(parent) => {
            make.together = BTreeSet::from([drop_key(parent)]);
            make.after = BTreeSet::from([drop_key(parent), make_key(parent)]);
            make.undo(Vec::new(), None);
            vec![make]
        }
        None => vec![drop, make],
    };
    if let Object::Definition(found) = after {
        pair.extend(definition::late(scene, address, None, found, &make_key(address)));
    }
    if mode == Mode::Exchange {
        pair.push(finish(scene, address));
    }
    pair
}

fn locks(scene: &Scene<'_>, address: &Address) -> Vec<Lock> {
    match address.kind() {
        Kind::Defined(_) => definition::locks(scene, address),
        _ => {
            let mut tables: BTreeSet<Address> = address.owner_table().into_iter().collect();
            // A foreign key's other table, too.
            for found in [scene.renamed, scene.after].map(|catalog| catalog.constraint(address)) {
                tables
                    .extend(found.into_iter().flat_map(|found| constraint::tables(address, found)));
            }
            scene.locks(&tables, LockMode::AccessExclusive)
        }
    }
}

fn again_rank(address: &Address) -> Rank {
    match address.kind() {
        Kind::Defined(class) => definition::rank(class).max(Rank::MakeAgain),
        Kind::Default => Rank::SetDefault,
        Kind::Column => Rank::AddIdentity,
        Kind::Constraint => Rank::AddConstraint,
        _ => Rank::CreateIndex,
    }
}

fn creation(scene: &Scene<'_>, address: &Address, object: &Object) -> Vec<String> {
    match object {
        Object::Column(found) => {
            let gone: Vec<Address> = inherit::goes_with_column(scene, address)
                .into_iter()
                .filter(|part| scene.changes(part).is_empty() && !scene.is_made_again(part))
                .collect();
            add_again(scene.renamed, address, found, &gone)
        }
        Object::Definition(_) => as_definition(object).map(definition::whole).unwrap_or_default(),
        Object::Default(default) => {
            vec![column::set_default(&address.with_kind(Kind::Column), default)]
        }
        other => {
            let mut statements = constraint::part_definition(address, other);
            statements.extend(named_again(scene, address));
            statements
        }
    }
}

fn removal(address: &Address, object: &Object) -> Vec<String> {
    match object {
        Object::Definition(found) => vec![definition::drop(found)],
        Object::Column(_) => vec![column::drop(address)],
        Object::Default(_) => vec![column::drop_default(&address.with_kind(Kind::Column))],
        Object::Constraint(_) => vec![crate::render::constraint::drop(address)],
        Object::Index(_) => vec![index::drop(address, false)],
        _ => Vec::new(),
    }
}
