use godwit_schema::{
    Address, Constraint, ConstraintKind, ForeignKey, ForeignKeyAction, ForeignKeyMatch, Object,
    quote::quote_ident,
};

use super::{super::literal, Look, final_name, schema, table_name};

/// A statement about the step's constraint.
pub(super) fn single(look: &Look<'_>, sql: &str) -> Option<String> {
    let address = look.address();
    let owner = address.owner_table()?.sql();
    let name = quote_ident(address.name());
    let (before, after) = look.sides();
    if sql == format!("ALTER TABLE {owner} DROP CONSTRAINT {name}") {
        let Some(Object::Constraint(found)) = before.or(after) else { return None };
        let mut arguments = vec![final_name(address), table_name(address)?];
        if let Some(word) = word(found) {
            arguments.push(format!("type_={}", literal::text(word)));
        }
        arguments.extend(schema(address));
        return Some(literal::call("op.drop_constraint", &arguments));
    }
    let rest = sql.strip_prefix(&format!("ALTER TABLE {owner} ADD CONSTRAINT {name} "))?;
    let Some(Object::Constraint(found)) = after else { return None };
    // `USING INDEX` takes an index that stands already; Alembic has no word for storage parameters.
    if (rest.contains(" USING INDEX ") || !found.index.options.is_empty())
        && !matches!(found.kind, ConstraintKind::Check { .. })
    {
        return None;
    }
    create(address, found, rest.ends_with(" NOT VALID"))
}

/// Alembic's word for the kind.
fn word(found: &Constraint) -> Option<&'static str> {
    match found.kind {
        ConstraintKind::PrimaryKey { .. } => Some("primary"),
        ConstraintKind::Unique { .. } => Some("unique"),
        ConstraintKind::ForeignKey(_) => Some("foreignkey"),
        ConstraintKind::Check { .. } => Some("check"),
        ConstraintKind::Exclude { .. } => None,
    }
}

fn create(address: &Address, found: &Constraint, not_valid: bool) -> Option<String> {
    if found.only || found.parent.is_some() || !found.enforced || found.temporal {
        return None;
    }
    let table = table_name(address)?;
    let mut options = options(found);
    let (function, mut arguments) = match &found.kind {
        ConstraintKind::Unique { columns, include, .. } if include.is_empty() => {
            let arguments = vec![final_name(address), table, literal::list(columns)];
            ("op.create_unique_constraint", arguments)
        }
        ConstraintKind::Check { expression, no_inherit: false } => {
            let condition = literal::condition(&expression.text);
            ("op.create_check_constraint", vec![final_name(address), table, condition])
        }
        ConstraintKind::PrimaryKey { columns, include }
            if include.is_empty() && options.is_empty() =>
        {
            let arguments = vec![final_name(address), table, literal::list(columns)];
            ("op.create_primary_key", arguments)
        }
        ConstraintKind::ForeignKey(key) if key.on_delete_columns.is_empty() => {
            ("op.create_foreign_key", foreign_key(address, table, key))
        }
        ConstraintKind::Unique { .. }
        | ConstraintKind::Check { .. }
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Exclude { .. } => return None,
    };
    if not_valid {
        options.push("postgresql_not_valid=True".to_owned());
    }
    arguments.extend(options);
    if !matches!(found.kind, ConstraintKind::ForeignKey(_)) {
        arguments.extend(schema(address));
    }
    Some(literal::call(function, &arguments))
}

fn foreign_key(address: &Address, table: String, key: &ForeignKey) -> Vec<String> {
    let mut arguments = vec![
        final_name(address),
        table,
        literal::text(key.references.name()),
        literal::list(&key.columns),
        literal::list(&key.referenced_columns),
    ];
    for (argument, action) in [("onupdate", key.on_update), ("ondelete", key.on_delete)] {
        if action != ForeignKeyAction::NoAction {
            arguments.push(format!("{argument}={}", literal::text(action.sql())));
        }
    }
    if key.match_type == ForeignKeyMatch::Full {
        arguments.push("match='FULL'".to_owned());
    }
    for (argument, side) in [("source_schema", address), ("referent_schema", &key.references)] {
        if side.namespace_name() != "public" {
            arguments.push(format!("{argument}={}", literal::text(side.namespace_name())));
        }
    }
    arguments
}

/// What a constraint says beside its kind, as arguments.
pub(super) fn options(found: &Constraint) -> Vec<String> {
    let mut options = Vec::new();
    if found.deferrable {
        options.push("deferrable=True".to_owned());
    }
    if found.initially_deferred {
        options.push("initially='DEFERRED'".to_owned());
    }
    if let ConstraintKind::Unique { nulls_not_distinct: true, .. } = found.kind {
        options.push("postgresql_nulls_not_distinct=True".to_owned());
    }
    options
}
