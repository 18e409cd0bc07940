use std::collections::BTreeSet;

use godwit_diff::{Change, Verb};
use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, ConstraintKind, EnumType, IndexTerm, Kind, Object,
    quote::quote_literal,
};

use super::{Action, Rank, access, column_type, exchange};
use crate::{
    needs::needs,
    plan::{Statement, StepVerb},
    render::{comment::comment, enum_type},
    scene::{Scene, as_default},
};

pub(super) fn altered(address: &Address, before: &EnumType, after: &EnumType) -> Change {
    Change::altered(address, Object::Enum(before.clone()), Object::Enum(after.clone()))
}

/// Labels that only `before` has.
pub(crate) fn removed_labels(before: &EnumType, after: &EnumType) -> Vec<String> {
    before.labels.iter().filter(|label| !after.labels.contains(label)).cloned().collect()
}

/// Whether the present labels are all wanted, in the order they have.
fn only_adds(before: &EnumType, after: &EnumType) -> bool {
    let mut wanted = after.labels.iter();
    before.labels.iter().all(|label| wanted.any(|found| found == label))
}

/// Whether an enum's labels change so that a new type must take its place.
pub(super) fn is_swapped(scene: &Scene<'_>, address: &Address) -> bool {
    scene.changes(address).iter().any(|change| match &change.verb {
        Verb::Alter { before, after } => match (&**before, &**after) {
            (Object::Enum(a), Object::Enum(b)) => !only_adds(a, b),
            _ => false,
        },
        Verb::Create { .. } | Verb::Drop { .. } | Verb::Rename { .. } => false,
    })
}

pub(super) fn action(scene: &Scene<'_>, address: &Address, a: &EnumType, b: &EnumType) -> Action {
    let mut action = Action::new(StepVerb::Alter, Rank::EnumLabels, "change labels of", address);
    let columns = kept_columns(scene, address);
    let hindered = hindrances(scene, address, &columns);
    action.carry(scene, &altered(address, a, b));
    if only_adds(a, b) {
        for (at, label) in b.labels.iter().enumerate() {
            if a.labels.contains(label) {
                continue;
            }
            let next = b.labels[at + 1..].iter().find(|next| a.labels.contains(next));
            let sql = enum_type::add_label(address, label, next.map(String::as_str));
            action.run(Statement::new(sql, Vec::new()));
            action.fresh_labels.push(label.clone());
        }
        let added: Vec<&str> = action.fresh_labels.iter().map(String::as_str).collect();
        action.title = format!("Add {} to enum {}", added.join(", "), address.sql());
        let all = present_columns(scene, address);
        if hindrances(scene, address, &all).is_empty() {
            let undo = swap(scene, scene.renamed, address, a, &all, |column| {
                scene.renamed.column_default(&column.with_kind(Kind::Default))
            });
            action.undo(undo.into_iter().map(|statement| statement.sql).collect(), None);
        } else {
            action.cannot_undo(
                "PostgreSQL cannot take a label from an enum that more than plain columns use",
            );
        }
        return action;
    }
    action.rank = Rank::ChangeType;
    action.destroys.insert(address.clone());
    action.produces.insert(address.clone());
    action.consumes.remove(address);
    if !hindered.is_empty() {
        action.cannot_undo("the labels cannot be changed");
        return action;
    }
    let wanted_default = |column: &Address| wanted_default(scene, column);
    let present_default =
        |column: &Address| scene.renamed.column_default(&column.with_kind(Kind::Default));
    let statements = swap(scene, scene.after, address, b, &columns, wanted_default);
    action.statements.extend(statements);
    let undo = swap(scene, scene.renamed, address, a, &columns, present_default);
    action.undo(undo.into_iter().map(|statement| statement.sql).collect(), None);
    for (column, _) in &columns {
        action.after.extend(column_type::computed_from(scene, column));
        action.tables.extend(column.owner_table());
        for change in scene.changes(&column.with_kind(Kind::Default)) {
            action.carry(scene, change);
            action.destroys.remove(&change.address);
        }
    }
    action
}

/// The default that a column shall have afterwards.
pub(super) fn wanted_default<'a>(scene: &Scene<'a>, column: &Address) -> Option<&'a ColumnDefault> {
    let address = column.with_kind(Kind::Default);
    match scene.changes(&address).first().map(|change| &change.verb) {
        Some(Verb::Create { after } | Verb::Alter { after, .. }) => as_default(after),
        Some(Verb::Drop { .. }) => None,
        Some(Verb::Rename { .. }) | None => scene.renamed.column_default(&address),
    }
}

/// Columns of the type that there are now.
fn present_columns<'a>(scene: &Scene<'a>, address: &Address) -> Vec<(Address, &'a Column)> {
    scene
        .dependents
        .columns_of(address)
        .iter()
        .filter_map(|column| Some(((*column).clone(), scene.renamed.column(column)?)))
        .collect()
}

/// Columns that have the type before and after.
pub(crate) fn kept_columns<'a>(scene: &Scene<'a>, address: &Address) -> Vec<(Address, &'a Column)> {
    present_columns(scene, address)
        .into_iter()
        .filter(|(column, found)| {
            let gone = scene.drop_of(column).is_some()
                || column.owner_table().is_some_and(|table| scene.drop_of(&table).is_some());
            let retyped = scene.changes(column).iter().any(|change| match &change.verb {
                Verb::Alter { after, .. } => match &**after {
                    Object::Column(after) => after.data_type.text != found.data_type.text,
                    _ => false,
                },
                Verb::Create { .. } | Verb::Drop { .. } | Verb::Rename { .. } => false,
            });
            !gone && !retyped
        })
        .collect()
}

/// Names of what stands in the way of exchanging the type: what Godwit cannot make again.
pub(crate) fn hindrances(
    scene: &Scene<'_>,
    address: &Address,
    columns: &[(Address, &Column)],
) -> Vec<String> {
    let addresses = columns.iter().map(|(column, _)| column).chain([address]);
    let unmodelled = scene.unmodelled_on(addresses);
    let names: BTreeSet<String> =
        unmodelled.iter().map(|one| format!("{} {}", one.class, one.name)).collect();
    names.into_iter().collect()
}

/// Foreign keys, checks and indexes that compare columns of an exchanged type with one another: they
/// cannot stand while only some of the columns have gone over.
pub(super) fn comparing(scene: &Scene<'_>, column: &Address) -> BTreeSet<Address> {
    let mut found = column_type::touching(scene, column);
    found.retain(|part| {
        let gone = part.owner_table().is_some_and(|table| scene.drop_of(&table).is_some());
        scene.drop_of(part).is_none() && !gone
    });
    found.extend(calculating(scene, column));
    found
}

/// Checks, exclusion constraints and indexes of a table that stays which calculate with a column, or sort
/// it by a collation of their own.
pub(super) fn calculating(scene: &Scene<'_>, column: &Address) -> BTreeSet<Address> {
    let mut found = BTreeSet::new();
    let Some(table) = column.owner_table() else { return found };
    if scene.drop_of(&table).is_some() {
        return found;
    }
    for (part, object) in scene.renamed.parts(&table) {
        let bound = match object {
            // An exclusion may have a condition.
            Object::Constraint(constraint) => {
                !super::has_index(constraint)
                    || matches!(constraint.kind, ConstraintKind::Exclude { .. })
            }
            Object::Index(index) => {
                // Not every type has collations.
                index.predicate.is_some()
                    || index.keys.iter().any(|key| {
                        key.collation.is_some() || matches!(key.term, IndexTerm::Expression { .. })
                    })
            }
            _ => false,
        };
        if bound && needs(scene.renamed, part, object).contains(column) {
            found.insert(part.clone());
        }
    }
    found.retain(|part| scene.drop_of(part).is_none());
    found
}

/// A new type takes the name, every column goes over through text, the former type is dropped.
fn swap<'a>(
    scene: &Scene<'_>,
    side: &Catalog,
    address: &Address,
    wanted: &EnumType,
    columns: &[(Address, &Column)],
    default: impl Fn(&Address) -> Option<&'a ColumnDefault>,
) -> Vec<Statement> {
    let former = exchange::former(address);
    let mut statements = vec![
        Statement::new(enum_type::rename(address, former.name()), Vec::new()),
        Statement::new(enum_type::create(address, wanted), Vec::new()),
    ];
    let access = access::restored(scene, scene.renamed, address);
    statements.extend(access.into_iter().map(|sql| Statement::new(sql, Vec::new())));
    statements.extend(exchange::over(scene, side, columns, default, |column, found| {
        let array = if found.data_type.text.ends_with("[]") { "[]" } else { "" };
        let name = godwit_schema::quote::quote_ident(column.name());
        let target = format!("{}{array}", address.sql());
        format!("TYPE {target} USING {name}::text{array}::{target}")
    }));
    // Types made of it go over first.
    if exchange::types_over(scene, address).is_empty() {
        statements.push(Statement::new(enum_type::drop(&former), Vec::new()));
    }
    if wanted.comment.is_some() {
        statements.push(Statement::new(comment(address, wanted.comment.as_deref()), Vec::new()));
    }
    statements
}

/// Whether a text holds one of some labels as a literal.
pub(crate) fn uses_label(text: &str, labels: &[String]) -> bool {
    labels.iter().any(|label| text.contains(&quote_literal(label)))
}
