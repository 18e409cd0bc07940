use godwit_diff::{Change, Verb};
use godwit_schema::{
    Address, Catalog, Class, Column, DataType, Kind, Object, Storage, quote::quote_ident,
};

use super::{
    Action, Rank, column_drop, column_type,
    comment::{comment_action, comment_statement},
    generated, heirs, identity, not_null, sequence,
};
use crate::{
    lock::{Lock, LockMode},
    plan::{Reversal, Statement, StepVerb},
    render::{column, sequence as render_sequence},
    scene::{End, Scene, as_column, as_default},
    volatility::is_volatile,
};

pub(super) fn actions(scene: &Scene<'_>, change: &Change) -> Vec<Action> {
    match &change.verb {
        Verb::Create { after } => match as_column(after) {
            Some(found) => vec![add(scene, change, found)],
            None => Vec::new(),
        },
        Verb::Drop { before } => match as_column(before) {
            Some(found) => vec![column_drop::action(scene, change, found)],
            None => Vec::new(),
        },
        Verb::Alter { before, after } => match (as_column(before), as_column(after)) {
            (Some(a), Some(b)) => alter(scene, change, a, b),
            _ => Vec::new(),
        },
        Verb::Rename { .. } => Vec::new(),
    }
}

/// The lock that nearly every `ALTER TABLE` takes.
pub(super) fn exclusive(scene: &Scene<'_>, column: &Address) -> Vec<Lock> {
    column
        .owner_table()
        .map(|table| scene.lock(&table, LockMode::AccessExclusive))
        .unwrap_or_default()
}

/// `Verb column name of table`.
pub(super) fn title(verb: &str, address: &Address, rest: &str) -> String {
    let table = address.owner_table().map(|table| table.sql()).unwrap_or_default();
    format!("{verb} {}{rest} {table}", quote_ident(address.name()))
}

fn add(scene: &Scene<'_>, change: &Change, found: &Column) -> Action {
    let address = &change.address;
    let mut action = Action::new(StepVerb::Create, Rank::AddColumn, "add", address).titled(title(
        "Add column",
        address,
        " to",
    ));
    action.position = found.position;
    let locks = exclusive(scene, address);
    let default_change = scene.create_of(&address.with_kind(Kind::Default));
    let default = default_change.and_then(|change| match &change.verb {
        Verb::Create { after } => as_default(after),
        _ => None,
    });
    let sequences = owned_sequences(scene, address);
    for (change, sequence) in &sequences {
        for sql in sequence::create(&change.address, sequence) {
            action.run(Statement::new(sql, Vec::new()));
        }
    }
    let rewrites = default.is_some_and(is_volatile)
        || found.identity.is_some()
        || found.generated.as_ref().is_some_and(|generated| generated.stored);
    let apart = identity::is_added_apart(scene, address, found);
    let first = Column { identity: None, ..found.clone() };
    let names = not_null::names(scene, End::Before, address, found);
    let sql = column::add(address, if apart { &first } else { found }, default, names);
    action.run(Statement::new(sql, locks.clone()).rewriting(rewrites && !apart));
    if let (true, Some(identity)) = (apart, &found.identity) {
        action.run(Statement::new(identity::added(address, identity), locks.clone()));
    }
    for (change, _) in &sequences {
        let sql = render_sequence::owned_by(&change.address, Some(address));
        action.run(Statement::new(sql, Vec::new()));
    }
    for sql in column::storage(address, &found.data_type, &Storage::default(), &found.storage) {
        action.run(Statement::new(sql, locks.clone()));
    }
    for sql in column::extras(address, found) {
        action.run(Statement::new(sql, locks.clone()));
    }
    if found.comment.is_some() {
        action.run(comment_statement(scene, address, found.comment.as_deref()));
    }
    action.undo(vec![column::drop(address)], Some("values written since then".to_owned()));
    action.carry(scene, change);
    for change in default_change.into_iter().chain(sequences.iter().map(|(change, _)| *change)) {
        action.carry(scene, change);
    }
    let own: Vec<Address> = action.produces.iter().cloned().collect();
    for produced in own {
        action.consumes.remove(&produced);
    }
    action.after.extend(not_null::names_given_up(scene, address, found));
    // An heir's own column is there when the parent's comes, and is joined to it.
    let heirs = heirs::heirs(scene, address).into_iter();
    action.after.extend(heirs.map(|heir| format!("add {heir}")));
    if found.generated.is_some() {
        action.after.extend(column_type::types_below(scene, address));
    }
    action
}

/// New sequences that a column owns.
pub(super) fn owned_sequences<'a>(
    scene: &Scene<'a>,
    column: &Address,
) -> Vec<(&'a Change, &'a godwit_schema::Sequence)> {
    // An owned sequence is in the namespace of its table: PostgreSQL demands it.
    scene
        .created_sequences(column)
        .into_iter()
        .filter_map(|change| match &change.verb {
            Verb::Create { after } => match &**after {
                Object::Sequence(sequence) => Some((change, sequence)),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// A change of one attribute of a column.
pub(super) fn altered(address: &Address, before: &Column, after: &Column) -> Change {
    Change::altered(address, Object::Column(before.clone()), Object::Column(after.clone()))
}

/// One action for each attribute that differs, so that a person can leave one out.
fn alter(scene: &Scene<'_>, change: &Change, a: &Column, b: &Column) -> Vec<Action> {
    let address = &change.address;
    if generated::is_rebuilt(scene, a, b) {
        return vec![generated::rebuild(scene, change, a, b)];
    }
    let mut found = Vec::new();
    let mut now = a.clone();
    if a.inherited != b.inherited {
        let next = Column { inherited: b.inherited, ..now.clone() };
        let mut action =
            Action::new(StepVerb::Alter, Rank::AlterTable, "change inheritance of", address);
        action.cannot_undo("it cannot be done");
        action.carry(scene, &altered(address, &now, &next));
        found.push(action);
        now = next;
    }
    if a.generated != b.generated {
        let next = Column { generated: b.generated.clone(), ..now.clone() };
        found.push(generated::alter(scene, address, &now, &next));
        now = next;
    }
    if !a.has_type_of(b) {
        let mut next = Column {
            data_type: b.data_type.clone(),
            collation: b.collation.clone(),
            ..now.clone()
        };
        identity::follow_type(&mut next, b);
        next.storage = next.storage.after_retyping();
        let mut action = column_type::action(scene, address, &now, &next);
        if let Reversal::Statements { statements, .. } = &mut action.reversal {
            let reset = &next.storage;
            statements.extend(column::storage(address, &now.data_type, reset, &now.storage));
        }
        found.push(action);
        now = next;
    }
    if now.identity.is_some() && b.identity.is_none() {
        let next = Column { identity: None, ..now.clone() };
        found.push(identity::drop(scene, address, &now, &next));
        now = next;
    }
    found.extend(not_null::actions(scene, address, &mut now, b));
    found.extend(identity::rename(scene, address, &mut now, b));
    if now.identity != b.identity {
        let next = Column { identity: b.identity.clone(), ..now.clone() };
        found.extend(identity::set(scene, address, &now, &next));
        now = next;
    }
    if now.storage != b.storage {
        let next = Column { storage: b.storage.clone(), ..now.clone() };
        found.push(storage(scene, address, &now, &next));
        now = next;
    }
    let next = Column { comment: b.comment.clone(), ..now.clone() };
    found.extend(comment_action(
        scene,
        address,
        &Object::Column(now.clone()),
        &Object::Column(next.clone()),
        altered(address, &now, &next),
    ));
    found
}

/// Says again how values are stored as a catalog has it, after a change of type that takes that away.
pub(super) fn stored_again(scene: &Scene<'_>, side: &Catalog, address: &Address) -> Vec<Statement> {
    let Some(found) = side.column(address) else { return Vec::new() };
    column::stored_again(address, found)
        .into_iter()
        .map(|sql| Statement::new(sql, exclusive(scene, address)))
        .collect()
}

/// Storage, compression, statistics target: nothing that is stored already changes.
fn storage(scene: &Scene<'_>, address: &Address, now: &Column, next: &Column) -> Action {
    let mut action = Action::new(StepVerb::Alter, Rank::SetDefault, "change storage of", address);
    let of_base = |catalog| base_type(catalog, &now.data_type);
    for sql in column::storage(address, &of_base(scene.after), &now.storage, &next.storage) {
        action.run(Statement::new(sql, exclusive(scene, address)));
    }
    let undo = column::storage(address, &of_base(scene.renamed), &next.storage, &now.storage);
    action.undo(undo, None);
    // A change of type takes it away.
    action.after.extend(column_type::types_above(scene, address));
    action.after.extend(column_type::retyping(scene, address));
    action.carry(scene, &altered(address, now, next));
    action
}

/// The type below a domain, by which values are stored; the type itself where it is none.
pub(crate) fn base_type(catalog: &Catalog, data_type: &DataType) -> DataType {
    let mut found = data_type.clone();
    let domain = |found: &DataType| {
        let mut domains = catalog.objects_of(|kind| kind == Kind::Defined(Class::Domain));
        domains.find_map(|(address, object)| match object {
            Object::Definition(domain) if address.sql() == found.text => {
                let base =
                    domain.core.strip_prefix(&format!("CREATE DOMAIN {} AS ", address.sql()))?;
                let base = base.split(" COLLATE ").next().unwrap_or(base);
                Some(DataType { text: base.to_owned(), of: None })
            }
            _ => None,
        })
    };
    while let Some(base) = domain(&found) {
        found = base;
    }
    found
}
