use godwit_diff::Verb;
use godwit_plan::plan::{Plan, Step, StepVerb};
use godwit_schema::{
    Address, Catalog, Column, Constraint, ConstraintKind, ForeignKeyAction, Index, IndexKey,
    IndexTerm, Kind, Object, TableView, constraint::ForeignKeyMatch,
};

use super::{literal, types};

/// A step by Alembic's operations; `None` where only its SQL says exactly the same.
pub(super) fn up(plan: &Plan, step: &Step) -> Option<Vec<String>> {
    let [first, ..] = step.changes.as_slice() else { return None };
    let address = &step.address;
    match (step.verb, address.kind()) {
        (StepVerb::Create, Kind::Table) => create_table(&plan.expected, address),
        (StepVerb::Create, Kind::Column) => add_column(&plan.expected, step),
        (StepVerb::Create, Kind::Index) => match &first.verb {
            Verb::Create { after } if step.changes.len() == 1 => match &**after {
                Object::Index(index) if step.statements.iter().all(|one| one.transactional) => {
                    Some(vec![create_index(address, index)?])
                }
                _ => None,
            },
            _ => None,
        },
        (StepVerb::Create, Kind::Constraint) => match &first.verb {
            Verb::Create { after } if step.changes.len() == 1 => match &**after {
                Object::Constraint(constraint) => {
                    Some(vec![create_constraint(address, constraint)?])
                }
                _ => None,
            },
            _ => None,
        },
        (StepVerb::Rename, Kind::Column) => match &first.verb {
            Verb::Rename { from } if step.changes.len() == 1 => Some(vec![rename(from, address)]),
            _ => None,
        },
        (StepVerb::Drop, Kind::Index) if step.changes.len() == 1 => {
            step.statements.iter().all(|one| one.transactional).then(|| vec![drop_index(address)])
        }
        _ => None,
    }
}

/// What undoes a step by Alembic's operations; `None` where the plan's reversal is taken.
pub(super) fn down(plan: &Plan, step: &Step) -> Option<Vec<String>> {
    up(plan, step)?;
    let address = &step.address;
    let table = literal::text(address.path().get(1)?);
    let schema = schema(address);
    Some(match (step.verb, address.kind()) {
        (StepVerb::Create, Kind::Table) => vec![format!("op.drop_table({table}{schema})")],
        (StepVerb::Create, Kind::Column) => {
            vec![format!("op.drop_column({table}, {}{schema})", literal::text(address.name()))]
        }
        (StepVerb::Create, Kind::Index) => vec![drop_index(address)],
        (StepVerb::Create, Kind::Constraint) => {
            vec![format!("op.drop_constraint({}, {table}{schema})", name(address))]
        }
        (StepVerb::Rename, Kind::Column) => match &step.changes.first()?.verb {
            Verb::Rename { from } => vec![rename(address, from)],
            _ => return None,
        },
        _ => return None,
    })
}

/// `op.f(…)`: the name is final, no naming convention touches it.
fn name(address: &Address) -> String {
    format!("op.f({})", literal::text(address.name()))
}

fn schema(address: &Address) -> String {
    match address.namespace_name() {
        "public" => String::new(),
        other => format!(", schema={}", literal::text(other)),
    }
}

fn create_table(catalog: &Catalog, address: &Address) -> Option<Vec<String>> {
    let view = catalog.table(address)?;
    if view.table.persistence != godwit_schema::Persistence::Permanent {
        return None;
    }
    let mut arguments = vec![literal::text(address.name())];
    for (at, column) in &view.columns {
        let default = view.defaults.get(at.name()).map(|default| default.expression.text.as_str());
        arguments.push(column_text(catalog, at, column, default, Some(&view))?);
    }
    for (at, constraint) in &view.constraints {
        if let Some(text) = inline_constraint(at, constraint)? {
            arguments.push(text);
        }
    }
    if let Some(comment) = &view.table.comment {
        arguments.push(format!("comment={}", literal::text(comment)));
    }
    if address.namespace_name() != "public" {
        arguments.push(format!("schema={}", literal::text(address.namespace_name())));
    }
    let mut lines = vec![format!("op.create_table(\n    {},\n)", arguments.join(",\n    "))];
    for (at, index) in &view.indexes {
        lines.push(create_index(at, index)?);
    }
    Some(lines)
}

/// A constraint inside `op.create_table`; foreign keys are steps of their own. The outer `None` asks
/// for SQL instead.
#[allow(clippy::option_option)]
fn inline_constraint(address: &Address, constraint: &Constraint) -> Option<Option<String>> {
    let plain = !constraint.deferrable && constraint.validated && constraint.comment.is_none();
    if !plain {
        return None;
    }
    let columns = |names: &[String]| {
        names.iter().map(|name| literal::text(name)).collect::<Vec<_>>().join(", ")
    };
    Some(Some(match &constraint.kind {
        ConstraintKind::PrimaryKey { columns: keys, include } if include.is_empty() => {
            format!("sa.PrimaryKeyConstraint({}, name={})", columns(keys), name(address))
        }
        ConstraintKind::Unique { columns: keys, include, nulls_not_distinct: false }
            if include.is_empty() =>
        {
            format!("sa.UniqueConstraint({}, name={})", columns(keys), name(address))
        }
        ConstraintKind::Check { expression, no_inherit: false } => format!(
            "sa.CheckConstraint({}, name={})",
            literal::sa_text(&expression.text),
            name(address)
        ),
        ConstraintKind::ForeignKey(_) => return Some(None),
        ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Unique { .. }
        | ConstraintKind::Check { .. }
        | ConstraintKind::Exclude { .. } => return None,
    }))
}

fn column_text(
    catalog: &Catalog,
    address: &Address,
    column: &Column,
    default: Option<&str>,
    view: Option<&TableView<'_>>,
) -> Option<String> {
    if column.identity.is_some() || column.generated.is_some() || column.collation.is_some() {
        return None;
    }
    let mut arguments =
        vec![literal::text(address.name()), types::expression(&column.data_type, catalog)?];
    match default {
        Some(text) if text.starts_with("nextval(") => {
            // SERIAL, when it would make the very sequence that the plan makes.
            view?;
            serial(catalog, address, column)?;
            arguments.push("autoincrement=True".to_owned());
        }
        Some(text) => arguments.push(format!("server_default={}", literal::sa_text(text))),
        None => {
            // Without it SQLAlchemy makes an integer primary key a SERIAL.
            if column.data_type.text.ends_with("int") || column.data_type.text == "integer" {
                arguments.push("autoincrement=False".to_owned());
            }
        }
    }
    arguments.push(format!("nullable={}", if column.not_null { "False" } else { "True" }));
    if let Some(comment) = &column.comment {
        arguments.push(format!("comment={}", literal::text(comment)));
    }
    Some(format!("sa.Column({})", arguments.join(", ")))
}

fn serial(catalog: &Catalog, address: &Address, column: &Column) -> Option<()> {
    let [namespace, table, own] = address.path() else { return None };
    let name = godwit_schema::names::make_object_name(table, Some(own), Some("seq"));
    let sequence = catalog.sequence(&Address::sequence(namespace, &name))?;
    let mut expected = godwit_schema::Sequence::ascending(&column.data_type.text);
    expected.owned_by = Some(address.clone());
    let key = catalog.parts(&Address::table(namespace, table)).any(|(_, object)| {
        matches!(object, Object::Constraint(Constraint { kind: ConstraintKind::PrimaryKey { columns, .. }, .. }) if columns == &[own.clone()])
    });
    (key && *sequence == expected).then_some(())
}

fn add_column(catalog: &Catalog, step: &Step) -> Option<Vec<String>> {
    // A column with constraints or a sequence of its own in the same step is left to SQL.
    let alone = step
        .changes
        .iter()
        .all(|change| matches!(change.address.kind(), Kind::Column | Kind::Default));
    if !alone {
        return None;
    }
    let address = &step.address;
    let column = catalog.column(address)?;
    let default = catalog
        .column_default(&address.with_kind(Kind::Default))
        .map(|default| default.expression.text.as_str());
    let text = column_text(catalog, address, column, default, None)?;
    let table = literal::text(address.path().get(1)?);
    Some(vec![format!("op.add_column({table}, {text}{})", schema(address))])
}

fn rename(from: &Address, to: &Address) -> String {
    let table = from.path().get(1).map(|name| literal::text(name)).unwrap_or_default();
    format!(
        "op.alter_column({table}, {}, new_column_name={}{})",
        literal::text(from.name()),
        literal::text(to.name()),
        schema(from)
    )
}

fn create_index(address: &Address, index: &Index) -> Option<String> {
    if index.nulls_not_distinct || !index.options.is_empty() || index.comment.is_some() {
        return None;
    }
    let keys = index
        .keys
        .iter()
        .map(|key| match &key.term {
            IndexTerm::Column { name } if *key == IndexKey::column(name) => {
                Some(literal::text(name))
            }
            _ => None,
        })
        .collect::<Option<Vec<_>>>()?;
    let mut arguments = vec![
        name(address),
        literal::text(address.path().get(1)?),
        format!("[{}]", keys.join(", ")),
        format!("unique={}", if index.unique { "True" } else { "False" }),
    ];
    if address.namespace_name() != "public" {
        arguments.push(format!("schema={}", literal::text(address.namespace_name())));
    }
    if index.method != "btree" {
        arguments.push(format!("postgresql_using={}", literal::text(&index.method)));
    }
    if !index.include.is_empty() {
        arguments.push(format!("postgresql_include={}", literal::list(&index.include)));
    }
    if let Some(predicate) = &index.predicate {
        arguments.push(format!("postgresql_where={}", literal::sa_text(&predicate.text)));
    }
    Some(format!("op.create_index({})", arguments.join(", ")))
}

fn drop_index(address: &Address) -> String {
    let table = address.path().get(1).map(|name| literal::text(name)).unwrap_or_default();
    format!("op.drop_index({}, table_name={table}{})", name(address), schema(address))
}

fn create_constraint(address: &Address, constraint: &Constraint) -> Option<String> {
    if constraint.deferrable || !constraint.validated || constraint.comment.is_some() {
        return None;
    }
    let table = literal::text(address.path().get(1)?);
    let schema = schema(address);
    Some(match &constraint.kind {
        ConstraintKind::Unique { columns, include, nulls_not_distinct: false }
            if include.is_empty() =>
        {
            format!(
                "op.create_unique_constraint({}, {table}, {}{schema})",
                name(address),
                literal::list(columns)
            )
        }
        ConstraintKind::Check { expression, no_inherit: false } => format!(
            "op.create_check_constraint({}, {table}, {}{schema})",
            name(address),
            literal::sa_text(&expression.text)
        ),
        ConstraintKind::ForeignKey(key)
            if key.match_type == ForeignKeyMatch::Simple && key.on_delete_columns.is_empty() =>
        {
            let mut arguments = vec![
                name(address),
                table,
                literal::text(key.references.name()),
                literal::list(&key.columns),
                literal::list(&key.referenced_columns),
            ];
            for (word, action) in [("onupdate", key.on_update), ("ondelete", key.on_delete)] {
                if action != ForeignKeyAction::NoAction {
                    arguments.push(format!("{word}={}", literal::text(action.sql())));
                }
            }
            for (word, side) in [("source_schema", address), ("referent_schema", &key.references)] {
                if side.namespace_name() != "public" {
                    arguments.push(format!("{word}={}", literal::text(side.namespace_name())));
                }
            }
            format!("op.create_foreign_key({})", arguments.join(", "))
        }
        ConstraintKind::PrimaryKey { columns, include } if include.is_empty() => format!(
            "op.create_primary_key({}, {table}, {}{schema})",
            name(address),
            literal::list(columns)
        ),
        ConstraintKind::Unique { .. }
        | ConstraintKind::Check { .. }
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Exclude { .. } => return None,
    })
}
