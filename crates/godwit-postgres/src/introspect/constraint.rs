use godwit_schema::{
    Address, Catalog, Constraint, ConstraintKind, ForeignKey, ForeignKeyAction, ForeignKeyMatch,
    KeyIndex, Kind, Object,
};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{
    each, expression,
    index::statistics,
    missing,
    names::{CONSTRAINT, Names, Place, RELATION},
    oid, optional_oid, options, parent, part,
};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("constraint.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
    names: &mut Names,
) -> Result<(), Error> {
    each(connection, "constraints", SQL, names, |row, names| {
        let at = part(row, names, Kind::Constraint)?;
        names.tell(Place::whole(CONSTRAINT, oid(row, "oid")?), &at);
        // The index of a constraint is the constraint: its operator classes may be an extension's.
        if let Some(index) = optional_oid(row, "index")? {
            names.tell(Place::whole(RELATION, index), &at);
        }
        let constraint = Constraint {
            kind: kind(row, names)?,
            deferrable: row.try_get("deferrable")?,
            initially_deferred: row.try_get("initially_deferred")?,
            validated: row.try_get("validated")?,
            enforced: row.try_get("enforced")?,
            temporal: row.try_get("temporal")?,
            only: row.try_get("is_only")?,
            parent: parent(row, Kind::Constraint)?,
            index: KeyIndex {
                options: options(row, "index_options")?,
                tablespace: row.try_get("tablespace")?,
                statistics: statistics(row)?,
                comment: row.try_get("index_comment")?,
            },
            comment: row.try_get("comment")?,
        };
        catalog.insert(at, Object::Constraint(constraint));
        Ok(())
    })
    .await?;
    hand_down_validity(catalog);
    Ok(())
}

/// A check that a table has from its parent alone is NOT VALID where the parent's is. PostgreSQL makes it
/// valid in a table that is made after it, and lets it be validated there alone, but neither is kept by a
/// dump, nor can it be taken back.
fn hand_down_validity(catalog: &mut Catalog) {
    let inherited: Vec<(Address, Address)> = catalog
        .objects_of(|kind| kind == Kind::Constraint)
        .filter_map(|(address, object)| match object {
            Object::Constraint(Constraint {
                kind: ConstraintKind::Check { .. },
                validated: true,
                parent: Some(parent),
                ..
            }) => Some((address.clone(), parent.clone())),
            _ => None,
        })
        .collect();
    // Parent by parent, as deep as they inherit.
    loop {
        let differing = |(address, parent): &&(Address, Address)| {
            let is_valid = |at| catalog.constraint(at).is_none_or(|found| found.validated);
            is_valid(address) && !is_valid(parent)
        };
        let next: Vec<&Address> = inherited.iter().filter(differing).map(|(at, _)| at).collect();
        if next.is_empty() {
            return;
        }
        for address in next {
            if let Some(Object::Constraint(found)) = catalog.get_mut(address) {
                found.validated = false;
            }
        }
    }
}

fn kind(row: &PgRow, names: &Names) -> Result<ConstraintKind, sqlx::Error> {
    let relation = oid(row, "relation")?;
    let named = |column: &str| -> Result<Vec<String>, sqlx::Error> {
        Ok(names.columns(relation, &row.try_get::<Vec<i16>, _>(column)?))
    };
    let columns = named("columns")?;
    Ok(match row.try_get::<&str, _>("kind")? {
        "p" => ConstraintKind::PrimaryKey { columns, include: named("include")? },
        "u" => ConstraintKind::Unique {
            columns,
            include: named("include")?,
            nulls_not_distinct: row.try_get("nulls_not_distinct")?,
        },
        "f" => {
            let (references, referenced_columns) = referenced(row, names)?;
            ConstraintKind::ForeignKey(ForeignKey {
                columns,
                references,
                referenced_columns,
                match_type: match row.try_get::<&str, _>("match_type")? {
                    "f" => ForeignKeyMatch::Full,
                    _ => ForeignKeyMatch::Simple,
                },
                on_update: action(row.try_get("on_update")?),
                on_delete: action(row.try_get("on_delete")?),
                on_delete_columns: named("on_delete_columns")?,
            })
        }
        "c" => ConstraintKind::Check {
            expression: expression(row, "expression")?,
            no_inherit: row.try_get("no_inherit")?,
        },
        _ => ConstraintKind::Exclude { definition: expression(row, "expression")? },
    })
}

/// The table that a foreign key references, and its columns. A table that is not read, such as one of
/// an extension, is told by name.
fn referenced(row: &PgRow, names: &Names) -> Result<(Address, Vec<String>), sqlx::Error> {
    if let Some(path) = row.try_get::<Option<Vec<String>>, _>("foreign_table")?
        && let [namespace, name, columns @ ..] = path.as_slice()
    {
        return Ok((Address::table(namespace, name), columns.to_vec()));
    }
    let number = oid(row, "references")?;
    let table = names.relation(number).ok_or_else(|| missing("references"))?;
    let columns: Vec<i16> = row.try_get("referenced_columns")?;
    Ok((table.clone(), names.columns(number, &columns)))
}

/// `pg_constraint.confupdtype` and `confdeltype`.
fn action(letter: &str) -> ForeignKeyAction {
    match letter {
        "r" => ForeignKeyAction::Restrict,
        "c" => ForeignKeyAction::Cascade,
        "n" => ForeignKeyAction::SetNull,
        "d" => ForeignKeyAction::SetDefault,
        _ => ForeignKeyAction::NoAction,
    }
}
