use godwit_schema::{Address, Catalog, Column, Kind, NotNull, Object, Table};

/// Takes over from `before` what a declared `after` cannot say: how tables are partitioned, secured
/// and stored, how columns are stored. Models say nothing about these, so they do not differ.
pub(crate) fn adopt(before: &Object, after: &mut Object) {
    match (before, after) {
        (Object::Table(before), Object::Table(after)) => {
            let said = after.clone();
            *after =
                Table { persistence: said.persistence, comment: said.comment, ..before.clone() };
        }
        (Object::Column(before), Object::Column(after)) => {
            after.storage.clone_from(&before.storage);
            after.inherited = before.inherited;
        }
        (Object::Constraint(before), Object::Constraint(after)) => {
            after.index.clone_from(&before.index);
            after.only = before.only;
            after.parent.clone_from(&before.parent);
            after.enforced = before.enforced;
            after.temporal = before.temporal;
        }
        (Object::Index(before), Object::Index(after)) => {
            after.only = before.only;
            after.parent.clone_from(&before.parent);
            after.statistics.clone_from(&before.statistics);
            if after.tablespace.is_none() {
                after.tablespace.clone_from(&before.tablespace);
            }
        }
        _ => {}
    }
}

/// Takes over what one side cannot say of a NOT NULL: before PostgreSQL 18 it has no name, and neither
/// models nor older servers say whether children have it too. That present rows were never checked is
/// something that they do deny.
pub(crate) fn adopt_not_null(before: &Column, after: &mut Column) {
    let (a, b) = (&before.not_null_as, &mut after.not_null_as);
    if before.not_null && after.not_null && (a.name.is_none() || b.name.is_none()) {
        *b = NotNull { not_valid: b.not_valid, ..a.clone() };
    }
}

/// Takes over the name of an identity column's inner sequence where one side does not state it, and what is
/// said of it: models have no word for either.
pub(crate) fn adopt_identity(before: &Column, after: &mut Column) {
    if let (Some(a), Some(b)) = (&before.identity, &mut after.identity)
        && (a.name.is_none() || b.name.is_none())
    {
        b.name.clone_from(&a.name);
        b.sequence.comment.clone_from(&a.sequence.comment);
    }
}

/// Whether a declared catalog can name objects of a kind at all.
pub(crate) fn is_sayable(kind: Kind) -> bool {
    match kind {
        Kind::Namespace
        | Kind::Enum
        | Kind::Sequence
        | Kind::Table
        | Kind::Column
        | Kind::Default
        | Kind::Constraint
        | Kind::Index => true,
        Kind::Defined(_) | Kind::Owner | Kind::Grant | Kind::DefaultPrivilege => false,
    }
}

/// Whether a table that models do not name belongs to one that they do: its partitions, and tables
/// that inherit from it, however deep.
pub(crate) fn belongs_to_declared(table: &Address, before: &Catalog, after: &Catalog) -> bool {
    let Some(Object::Table(found)) = before.get(table) else { return false };
    found
        .parents()
        .any(|parent| after.get(parent).is_some() || belongs_to_declared(parent, before, after))
}
