use godwit_schema::{
    Address, Catalog, Constraint, ConstraintKind, ForeignKey, ForeignKeyAction, ForeignKeyMatch,
    KeyIndex, Kind, Object,
};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{each, expression, parameters, parent, part};
use crate::Error;

const SQL: &str = concat!(include_str!("plain.sql"), include_str!("constraint.sql"));

pub(super) async fn read(
    connection: &mut PgConnection,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    each(connection, "constraints", SQL, |row| {
        let constraint = Constraint {
            kind: kind(row)?,
            deferrable: row.try_get("deferrable")?,
            initially_deferred: row.try_get("initially_deferred")?,
            validated: row.try_get("validated")?,
            enforced: row.try_get("enforced")?,
            temporal: row.try_get("temporal")?,
            only: row.try_get("is_only")?,
            parent: parent(row, Kind::Constraint)?,
            index: KeyIndex {
                options: parameters(&row.try_get::<Vec<String>, _>("index_options")?),
                comment: row.try_get("index_comment")?,
            },
            comment: row.try_get("comment")?,
        };
        catalog.insert(part(row, Kind::Constraint)?, Object::Constraint(constraint));
        Ok(())
    })
    .await
}

fn kind(row: &PgRow) -> Result<ConstraintKind, sqlx::Error> {
    let columns: Vec<String> = row.try_get("columns")?;
    Ok(match row.try_get::<&str, _>("kind")? {
        "p" => ConstraintKind::PrimaryKey { columns, include: row.try_get("include")? },
        "u" => ConstraintKind::Unique {
            columns,
            include: row.try_get("include")?,
            nulls_not_distinct: row.try_get("nulls_not_distinct")?,
        },
        "f" => {
            let path: Vec<String> = row.try_get("references_path")?;
            let [namespace, name] = path.as_slice() else {
                return Err(sqlx::Error::RowNotFound);
            };
            ConstraintKind::ForeignKey(ForeignKey {
                columns,
                references: Address::table(namespace, name),
                referenced_columns: row.try_get("referenced_columns")?,
                match_type: match row.try_get::<&str, _>("match_type")? {
                    "f" => ForeignKeyMatch::Full,
                    _ => ForeignKeyMatch::Simple,
                },
                on_update: action(row.try_get("on_update")?),
                on_delete: action(row.try_get("on_delete")?),
                on_delete_columns: row.try_get("on_delete_columns")?,
            })
        }
        "c" => ConstraintKind::Check {
            expression: expression(row, "expression")?,
            no_inherit: row.try_get("no_inherit")?,
        },
        _ => ConstraintKind::Exclude { definition: expression(row, "expression")? },
    })
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
