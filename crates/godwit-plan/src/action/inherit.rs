use godwit_diff::{Change, Verb};
use godwit_schema::{
    Address, Catalog, Column, Constraint, ConstraintKind, Kind, NotNull, Object, Storage,
    quote::quote_ident,
};

use super::{
    Action,
    column::{altered, exclusive},
    constraint::is_made_anew,
    has_index,
    heirs::{first_above, has_above, mere_heirs, origins, table_of},
    identity,
};
use crate::{
    plan::{Reversal, Statement},
    render::{column, constraint},
    scene::Scene,
};

/// Whether PostgreSQL carries a change out along with one of a parent: columns, checks and foreign keys
/// of a child come, change and go with the parent's, and keys and indexes of partitions go with them.
pub(crate) fn is_carried_along(scene: &Scene<'_>, change: &Change) -> bool {
    let address = &change.address;
    match &change.verb {
        Verb::Create { after } => match &**after {
            Object::Column(column) => {
                column.inherited
                    && !is_made_whole(scene, address)
                    && !moves(scene, address)
                    && !is_lacking(scene, address)
            }
            Object::Constraint(constraint) => {
                constraint.parent.is_some()
                    && match constraint.kind {
                        ConstraintKind::Check { .. } => {
                            !is_made_whole(scene, address) && !moves(scene, address)
                        }
                        // Attaching makes them.
                        ConstraintKind::ForeignKey(_) => true,
                        ConstraintKind::PrimaryKey { .. }
                        | ConstraintKind::Unique { .. }
                        | ConstraintKind::Exclude { .. } => false,
                    }
            }
            Object::Default(_) => follows_parent(scene, change),
            _ => false,
        },
        Verb::Drop { .. } if is_left_over(scene, address) => false,
        Verb::Drop { before } => match &**before {
            Object::Column(column) => column.inherited,
            Object::Constraint(constraint) => constraint
                .parent
                .as_ref()
                .is_some_and(|parent| goes(scene, parent) || !has_index(constraint)),
            Object::Index(index) => index.parent.as_ref().is_some_and(|parent| goes(scene, parent)),
            Object::Default(_) => follows_parent(scene, change),
            _ => false,
        },
        Verb::Alter { before, after } => match (&**before, &**after) {
            (Object::Column(a), Object::Column(b)) => {
                let mut plain = b.clone();
                plain.inherited = a.inherited;
                (plain == *a && is_attached_with_table(scene, address))
                    || (stays_below(scene, address)
                        && !ends_alike(before, after)
                        && follows_parent(scene, change))
            }
            (Object::Constraint(a), Object::Constraint(b)) => {
                let mut plain = b.clone();
                plain.parent.clone_from(&a.parent);
                plain == *a && is_attached_with_table(scene, address)
                    || (!has_index(b) && b.parent.is_some() && follows_parent(scene, change))
            }
            (Object::Index(a), Object::Index(b)) => {
                let mut plain = b.clone();
                plain.parent.clone_from(&a.parent);
                plain == *a && is_attached_with_table(scene, address)
            }
            (Object::Default(_), _) => follows_parent(scene, change),
            _ => false,
        },
        Verb::Rename { .. } => false,
    }
}

/// Whether a column is that of a table above before and after, be it the child's own too.
pub(super) fn stays_below(scene: &Scene<'_>, column: &Address) -> bool {
    [scene.renamed, scene.after].into_iter().all(|catalog| has_above(catalog, column))
}

/// Whether a table becomes a partition and lacks a column that the parent has had before.
fn is_lacking(scene: &Scene<'_>, column: &Address) -> bool {
    let table = table_of(column);
    let parent = |catalog: &Catalog| match catalog.get(&table) {
        Some(Object::Table(found)) => found.partition_of.as_ref().map(|of| of.parent.clone()),
        _ => None,
    };
    scene.is_present(&table)
        && parent(scene.renamed).is_none()
        && parent(scene.after)
            .is_some_and(|parent| scene.is_present(&column.moved(&table, &parent)))
}

/// A change of an inherited column in parts: its type and its NOT NULL, each of which a parent may hand
/// down, and what is always the child's own, such as its comment.
pub(super) fn parted(scene: &Scene<'_>, change: &Change) -> Vec<Change> {
    if let Verb::Alter { before, after } = &change.verb
        && let (Object::Column(a), Object::Column(b)) = (&**before, &**after)
        && (a.inherited || b.inherited || stays_below(scene, &change.address))
    {
        if a.inherited != b.inherited {
            return attached(change, a, b);
        }
        let mut typed = b.clone();
        typed.comment.clone_from(&a.comment);
        typed.not_null = a.not_null;
        typed.not_null_as.clone_from(&a.not_null_as);
        // An identity is nobody else's, but for its type.
        typed.identity.clone_from(&a.identity);
        if a.data_type.text != b.data_type.text {
            identity::follow_type(&mut typed, b);
        }
        typed.storage = if a.has_type_of(b) {
            a.storage.clone()
        } else {
            // PostgreSQL takes it away with the type.
            a.storage.after_retyping()
        };
        let mut checked = typed.clone();
        checked.not_null = b.not_null;
        checked.not_null_as.clone_from(&b.not_null_as);
        checked.not_null_as.comment.clone_from(&a.not_null_as.comment);
        let states = [a, &typed, &checked, b];
        let steps = states.windows(2).filter(|ends| ends[0] != ends[1]);
        return steps.map(|ends| altered(&change.address, ends[0], ends[1])).collect();
    }
    vec![change.clone()]
}

/// A change in what is its own, and in whether the column is a parent's: that comes with the table.
fn attached(change: &Change, a: &Column, b: &Column) -> Vec<Change> {
    // What is its own changes while it is not the parent's.
    let middle = Column { inherited: false, ..if a.inherited { a } else { b }.clone() };
    if middle == *a || middle == *b {
        return vec![change.clone()];
    }
    vec![altered(&change.address, a, &middle), altered(&change.address, &middle, b)]
}

/// Puts every change that is carried along into the action that carries it.
pub(super) fn carry(scene: &Scene<'_>, actions: &mut [Action], carried: Vec<&Change>) {
    for change in carried {
        let origins = origins(scene, &change.address);
        let table = change.address.owner_table();
        let place = actions
            .iter()
            .position(|action| action.changes.iter().any(|other| origins.contains(&other.address)))
            .or_else(|| {
                actions.iter().position(|action| {
                    table.as_ref() == Some(&action.address)
                        && matches!(
                            action.rank,
                            super::Rank::AttachTable | super::Rank::CreateTable
                        )
                })
            });
        let Some(action) = place.and_then(|at| actions.get_mut(at)) else { continue };
        if let Verb::Create { after } = &change.verb {
            action.produces.insert(change.address.clone());
            if let Some(sql) = renamed_key(scene, &change.address, after) {
                action.run(Statement::new(sql, exclusive(scene, &change.address)));
            }
            // How its values are stored and sampled is not handed down.
            if let Object::Column(found) = &**after
                && table.as_ref().is_some_and(|table| scene.is_present(table))
            {
                let (now, next) = (Storage::default(), &found.storage);
                let locks = exclusive(scene, &change.address);
                for sql in column::storage(&change.address, &found.data_type, &now, next) {
                    action.run(Statement::new(sql, locks.clone()));
                }
            }
        }
        if let Verb::Alter { before, after } = &change.verb
            && let (Object::Column(before), Object::Column(after)) = (&**before, &**after)
        {
            keep_storage(scene, action, &change.address, before, after);
        }
        if let Verb::Drop { .. } = change.verb {
            action.destroys.insert(change.address.clone());
            // It goes by the name that it has for the moment.
            action.after.insert(format!("rename {}", change.address));
        }
        if !matches!(change.verb, Verb::Create { .. }) {
            action.frees.extend(super::parents::columns_token(&change.address));
        }
        action.changes.push(change.clone());
    }
}

/// Gives a foreign key that a parent hands down the name that it has in the partition; it comes by that of
/// the topmost.
fn renamed_key(scene: &Scene<'_>, address: &Address, found: &Object) -> Option<String> {
    let Object::Constraint(Constraint { kind: ConstraintKind::ForeignKey(_), .. }) = found else {
        return None;
    };
    let given = address.with_name(first_above(scene.after, address).name());
    let name = format!("TO {}", quote_ident(address.name()));
    (given != *address).then(|| constraint::alter(&given, "RENAME", &name))
}

/// A change of type that a parent hands down takes a child's own storage away: it is said again.
fn keep_storage(
    scene: &Scene<'_>,
    action: &mut Action,
    address: &Address,
    before: &Column,
    after: &Column,
) {
    if before.has_type_of(after) {
        return;
    }
    for sql in column::stored_again(address, after) {
        action.run(Statement::new(sql, exclusive(scene, address)));
    }
    if let Reversal::Statements { statements, .. } = &mut action.reversal {
        statements.extend(column::stored_again(address, before));
    }
}

/// Whether a check or column is a parent's before and after: PostgreSQL drops and makes it with that
/// one, and not by itself.
pub(super) fn comes_with_parent(scene: &Scene<'_>, part: &Address) -> bool {
    [scene.renamed, scene.after].into_iter().all(|catalog| match catalog.get(part) {
        Some(Object::Constraint(found)) => found.parent.is_some() && !has_index(found),
        Some(Object::Column(found)) => found.inherited,
        _ => false,
    })
}

/// What PostgreSQL drops with a column, of heirs too, and what of that does not come back with the
/// column.
pub(super) fn goes_with_column(scene: &Scene<'_>, column: &Address) -> Vec<Address> {
    let mut found = scene.dependents.goes_with_column(column);
    for heir in mere_heirs(scene, column) {
        let parts = scene.dependents.goes_with_column(&heir);
        found.extend(parts.into_iter().filter(|part| !comes_with_parent(scene, part)));
    }
    found
}

/// Whether a parent's part has a change to the same end.
fn follows_parent(scene: &Scene<'_>, change: &Change) -> bool {
    // A new parent hands nothing down: what joins it must be like it before.
    let is_new = |origin: &Address| {
        origin.kind() == Kind::Column && scene.create_of(&table_of(origin)).is_some()
    };
    let mut origins = origins(scene, &change.address);
    origins.retain(|origin| !is_new(origin));
    !moves(scene, &change.address)
        && origins.iter().any(|origin| {
            scene.changes(origin).iter().any(|other| match (&change.verb, &other.verb) {
                (
                    Verb::Create { after: a },
                    Verb::Create { after: b } | Verb::Alter { after: b, .. },
                )
                | (Verb::Alter { after: a, .. }, Verb::Create { after: b }) => ends_alike(a, b),
                (Verb::Alter { before: x, after: a }, Verb::Alter { before: y, after: b }) => {
                    match (&**x, &**a, &**y, &**b) {
                        (
                            Object::Column(x),
                            Object::Column(a),
                            Object::Column(y),
                            Object::Column(b),
                        ) => follows((x, a), (y, b)),
                        _ => ends_alike(a, b),
                    }
                }
                (Verb::Drop { .. }, Verb::Drop { .. }) => true,
                _ => false,
            })
        })
}

/// Whether what changes of a child's column changes alike, to the same end, in the parent's.
fn follows((before, after): (&Column, &Column), (above, beyond): (&Column, &Column)) -> bool {
    let retypes = !has_kind_of(before, after);
    let checks = !is_as_null_as(before, after);
    // It had its NOT NULL for itself alone, and hands it down now.
    let hands_down = above.not_null_as.no_inherit && !before.not_null;
    (!retypes || has_kind_of(after, beyond) && has_kind_of(before, above))
        && (!checks || is_as_null_as(after, beyond) && (is_as_null_as(before, above) || hands_down))
}

fn has_kind_of(a: &Column, b: &Column) -> bool {
    a.data_type == b.data_type && a.collation == b.collation && a.generated == b.generated
}

fn is_as_null_as(a: &Column, b: &Column) -> bool {
    a.not_null == b.not_null
        && NotNull { comment: None, ..a.not_null_as.clone() }
            == NotNull { comment: None, ..b.not_null_as.clone() }
}

/// Whether two objects agree in all that a parent hands down.
pub(super) fn ends_alike(a: &Object, b: &Object) -> bool {
    match (a, b) {
        (Object::Column(a), Object::Column(b)) => has_kind_of(a, b) && is_as_null_as(a, b),
        (Object::Constraint(a), Object::Constraint(b)) => a.kind == b.kind,
        (a, b) => a == b,
    }
}

/// Whether the table of a part is made with all its columns by one statement: a partition is, before
/// it is attached.
fn is_made_whole(scene: &Scene<'_>, part: &Address) -> bool {
    part.owner_table().is_some_and(|table| {
        scene.create_of(&table).is_some()
            && matches!(scene.after.get(&table), Some(Object::Table(found)) if found.partition_of.is_some())
    })
}

/// Whether the table of a part changes its parents.
pub(crate) fn is_attached_with_table(scene: &Scene<'_>, part: &Address) -> bool {
    part.owner_table().is_some_and(|table| {
        scene.changes(&table).iter().any(|change| match &change.verb {
            Verb::Alter { before, after } => match (&**before, &**after) {
                (Object::Table(a), Object::Table(b)) => {
                    a.partition_of != b.partition_of || a.inherits != b.inherits
                }
                _ => false,
            },
            _ => false,
        })
    })
}

/// Whether a column or constraint that came from a parent is its table's own when that has left the parent,
/// and no parent that stays takes it along.
pub(super) fn is_left_over(scene: &Scene<'_>, part: &Address) -> bool {
    let table = table_of(part);
    let of = |catalog: &Catalog| -> Vec<Address> {
        match catalog.get(&table) {
            Some(Object::Table(found)) => found.parents().cloned().collect(),
            _ => Vec::new(),
        }
    };
    let staying = of(scene.after);
    is_attached_with_table(scene, part)
        && !of(scene.renamed).iter().any(|parent| {
            staying.contains(parent) && scene.drop_of(&part.moved(&table, parent)).is_some()
        })
}

/// Whether the table of a part, or that is given, is a partition that goes over to another parent.
pub(crate) fn moves(scene: &Scene<'_>, part: &Address) -> bool {
    let table = table_of(part);
    let is_partition = |catalog: &Catalog| match catalog.get(&table) {
        Some(Object::Table(found)) => found.partition_of.is_some(),
        _ => false,
    };
    is_attached_with_table(scene, part)
        && [scene.renamed, scene.after].into_iter().all(is_partition)
}

/// Whether the parent's part goes, be it with its table or to be made anew.
fn goes(scene: &Scene<'_>, parent: &Address) -> bool {
    scene.changes(parent).iter().any(|change| match &change.verb {
        Verb::Drop { .. } => true,
        _ => is_made_anew(change),
    })
}
