use godwit_diff::Verb;
use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, ConstraintKind, Identity, IdentityMode, Kind, Object,
    Sequence, TableView, names::make_object_name, quote::quote_ident,
};

use super::{
    super::{
        literal,
        part::{execute, place},
        types,
    },
    Look, Way, comment_argument, is_quoted_well, schema, table_name,
};

/// A statement about the step's column.
pub(super) fn single(look: &Look<'_>, sql: &str) -> Option<String> {
    let address = look.address();
    let owner = address.owner_table()?.sql();
    let table = table_name(address)?;
    let column = quote_ident(address.name());
    if let Some((from, to)) = look.names() {
        let (now, next) = (quote_ident(from.name()), quote_ident(to.name()));
        if sql != format!("ALTER TABLE {owner} RENAME COLUMN {now} TO {next}") {
            return None;
        }
        let more = vec![format!("new_column_name={}", literal::text(to.name()))];
        return Some(alter(address, &table, from.name(), more));
    }
    if sql == format!("ALTER TABLE {owner} DROP COLUMN {column}") {
        let mut arguments = vec![table, literal::text(address.name())];
        arguments.extend(schema(address));
        return Some(literal::call("op.drop_column", &arguments));
    }
    if let Some(definition) = sql.strip_prefix(&format!("ALTER TABLE {owner} ADD COLUMN ")) {
        return add(look, definition, None);
    }
    if let Some(comment) = look.comment(&format!("COLUMN {}", address.sql()), sql)
        && is_quoted_well(comment)
    {
        let text = comment.map_or_else(|| "None".to_owned(), literal::text);
        let mut more = vec![format!("comment={text}")];
        let before = look.sides().0.and_then(Object::comment);
        more.extend(comment_argument("existing_comment", before));
        return Some(alter(address, &table, address.name(), more));
    }
    let what = sql.strip_prefix(&format!("ALTER TABLE {owner} ALTER COLUMN {column} "))?;
    let more = match what.split_once(' ') {
        Some(("TYPE", rest)) => retype(look, rest)?,
        _ => {
            let (argument, existing) = match what {
                "SET NOT NULL" => ("nullable=False".to_owned(), present_type(look)),
                "DROP NOT NULL" => ("nullable=True".to_owned(), present_type(look)),
                "DROP DEFAULT" => ("server_default=None".to_owned(), present_type(look)),
                _ => {
                    let default = literal::sa_text(what.strip_prefix("SET DEFAULT ")?);
                    (format!("server_default={default}"), present_type(look))
                }
            };
            existing.into_iter().chain([argument]).collect()
        }
    };
    Some(alter(address, &table, address.name(), more))
}

fn alter(address: &Address, table: &str, column: &str, more: Vec<String>) -> String {
    let mut arguments = vec![table.to_owned(), literal::text(column)];
    arguments.extend(more);
    arguments.extend(schema(address));
    literal::call("op.alter_column", &arguments)
}

/// `existing_type=…` of a column that keeps its type in this step.
fn present_type(look: &Look<'_>) -> Option<String> {
    let column = look.catalog().column(look.address())?;
    let retyped = look.step.changes.iter().any(|change| match &change.verb {
        Verb::Alter { before, after } => match (&**before, &**after) {
            (Object::Column(a), Object::Column(b)) => a.data_type != b.data_type,
            _ => false,
        },
        Verb::Create { .. } | Verb::Drop { .. } | Verb::Rename { .. } => false,
    });
    if retyped {
        return None;
    }
    Some(format!("existing_type={}", types::expression(&column.data_type, look.catalog())?))
}

fn retype(look: &Look<'_>, rest: &str) -> Option<Vec<String>> {
    let (Some(Object::Column(before)), Some(Object::Column(after))) = look.sides() else {
        return None;
    };
    let using = match rest.strip_prefix(&after.data_type.text)? {
        "" => None,
        tail => Some(tail.strip_prefix(" USING ")?),
    };
    // SQLAlchemy passes this text on as it is, and the driver takes `%` for a parameter.
    if using.is_some_and(|using| using.contains('%')) {
        return None;
    }
    let mut more = Vec::new();
    if let Some(existing) = types::expression(&before.data_type, look.catalog()) {
        more.push(format!("existing_type={existing}"));
    }
    more.push(format!("type_={}", types::expression(&after.data_type, look.catalog())?));
    more.push(format!("existing_nullable={}", literal::truth(!before.not_null)));
    more.extend(using.map(|using| format!("postgresql_using={}", literal::text(using))));
    Some(more)
}

/// A column that must have a value, added to a table with rows: first without, then the place for
/// whoever knows the values, then NOT NULL, which fails as long as a row has none.
pub(super) fn add_then_fill(look: &Look<'_>) -> Option<Vec<String>> {
    look.step.hazards.iter().find(|hazard| hazard.code == "adds-not-null-column")?;
    let (first, rest) = look.step.statements.split_first()?;
    let (address, owner) = (look.address(), look.address().owner_table()?.sql());
    let column = quote_ident(address.name());
    let Some(Object::Column(found)) = look.sides().1 else { return None };
    if !found.not_null_as.is_usual(address) {
        return None;
    }
    let open = first.sql.strip_suffix(" NOT NULL")?;
    open.strip_prefix(&format!("ALTER TABLE {owner} ADD COLUMN "))?;
    // An identity comes when there are no rows without a value, or in a statement of its own.
    let nullable = Column { not_null: false, identity: None, comment: None, ..found.clone() };
    let table = table_name(address)?;
    let added = definition_of(look.catalog(), address, &nullable, None).map(|definition| {
        let mut arguments = vec![table.clone(), definition];
        arguments.extend(schema(address));
        literal::call("op.add_column", &arguments)
    });
    let closed = types::expression(&found.data_type, look.catalog()).map(|present| {
        let more = vec![format!("existing_type={present}"), "nullable=False".to_owned()];
        alter(address, &table, address.name(), more)
    });
    let set = format!("ALTER TABLE {owner} ALTER COLUMN {column} SET NOT NULL");
    let update = format!("UPDATE {owner} SET {column} = ... WHERE {column} IS NULL");
    let mut lines = vec![
        added.unwrap_or_else(|| execute(open)),
        place(&format!("{} has no value in the rows that are there", address.sql()), &update),
        closed.unwrap_or_else(|| execute(&set)),
    ];
    lines.extend(
        rest.iter().map(|statement| {
            single(look, &statement.sql).unwrap_or_else(|| execute(&statement.sql))
        }),
    );
    Some(lines)
}

/// A new column and its comment in one operation.
pub(super) fn add_with_comment(look: &Look<'_>) -> Option<Vec<String>> {
    let [add_column, comment] = look.step.statements.as_slice() else { return None };
    let address = look.address();
    let text = look.comment(&format!("COLUMN {}", address.sql()), &comment.sql)??;
    let owner = address.owner_table()?.sql();
    let definition = add_column.sql.strip_prefix(&format!("ALTER TABLE {owner} ADD COLUMN "))?;
    Some(vec![add(look, definition, Some(text))?])
}

fn add(look: &Look<'_>, definition: &str, comment: Option<&str>) -> Option<String> {
    let address = look.address();
    let Some(Object::Column(column)) = look.sides().1 else { return None };
    let default = match look.way {
        Way::Up => look.step.changes.iter().find_map(|change| match &change.verb {
            Verb::Create { after } => match &**after {
                Object::Default(default) if change.address == address.with_kind(Kind::Default) => {
                    Some(default)
                }
                _ => None,
            },
            Verb::Drop { .. } | Verb::Alter { .. } | Verb::Rename { .. } => None,
        }),
        // The default of a column that was dropped is nowhere but in the text.
        Way::Down => {
            let not_null = if column.not_null { " NOT NULL" } else { "" };
            let plain = format!("{} {}{not_null}", quote_ident(address.name()), column.data_type);
            if definition != plain {
                return None;
            }
            None
        }
    };
    let default = default.map(Default::Text);
    let identity = column.identity.clone().filter(|_| definition.contains(" AS IDENTITY"));
    let column = Column { comment: comment.map(str::to_owned), identity, ..column.clone() };
    let mut arguments =
        vec![table_name(address)?, definition_of(look.catalog(), address, &column, default)?];
    arguments.extend(schema(address));
    Some(literal::call("op.add_column", &arguments))
}

/// Where a column's values come from when nobody gives one.
pub(super) enum Default<'a> {
    /// An expression.
    Text(&'a ColumnDefault),
    /// What SQLAlchemy makes of an integer key by itself.
    Serial,
    /// Nothing, and SQLAlchemy must be told so.
    NotSerial,
}

/// What the default of a column in a new table is to SQLAlchemy; the outer `None` asks for SQL.
#[allow(clippy::option_option)]
pub(super) fn default_in<'a>(
    catalog: &Catalog,
    view: &TableView<'a>,
    address: &Address,
    column: &Column,
) -> Option<Option<Default<'a>>> {
    let only_key = view.constraints.iter().any(|(_, constraint)| {
        matches!(&constraint.kind, ConstraintKind::PrimaryKey { columns, .. }
            if columns.as_slice() == [address.name().to_owned()])
    });
    Some(match view.defaults.get(address.name()) {
        Some(default) if default.expression.text.starts_with("nextval(") => {
            if !only_key {
                return None;
            }
            serial(catalog, address, column)?;
            Some(Default::Serial)
        }
        Some(default) => Some(Default::Text(default)),
        None if only_key && column.identity.is_none() && is_integer(column) => {
            Some(Default::NotSerial)
        }
        None => None,
    })
}

fn is_integer(column: &Column) -> bool {
    matches!(column.data_type.text.as_str(), "smallint" | "integer" | "bigint")
}

/// Whether SERIAL makes the very sequence that the plan makes.
fn serial(catalog: &Catalog, address: &Address, column: &Column) -> Option<()> {
    let [namespace, table, own] = address.path() else { return None };
    let name = make_object_name(table, Some(own), Some("seq"));
    let sequence = catalog.sequence(&Address::sequence(namespace, &name))?;
    let mut expected = Sequence::ascending(&column.data_type.text);
    expected.owned_by = Some(address.clone());
    let counts = catalog
        .column_default(&address.with_kind(Kind::Default))
        .is_some_and(|default| default.expression.text.contains(&quote_ident(&name)));
    (*sequence == expected && counts).then_some(())
}

/// `sa.Column(…)`.
pub(super) fn definition_of(
    catalog: &Catalog,
    address: &Address,
    column: &Column,
    default: Option<Default<'_>>,
) -> Option<String> {
    if column.collation.is_some()
        || column.identity.as_ref().is_some_and(|found| {
            found.given_name(address).is_some() || found.sequence.comment.is_some()
        })
        || !column.not_null_as.is_usual(address)
        || !is_quoted_well(column.comment.as_deref())
    {
        return None;
    }
    let mut arguments =
        vec![literal::text(address.name()), types::expression(&column.data_type, catalog)?];
    if let Some(found) = &column.identity {
        arguments.push(identity(found));
    }
    if let Some(generated) = &column.generated {
        if !generated.stored {
            return None;
        }
        let text = literal::condition(&generated.expression.text);
        arguments.push(format!("sa.Computed({text}, persisted=True)"));
    }
    arguments.extend(default.map(|default| match default {
        Default::Text(default) => {
            format!("server_default={}", literal::sa_text(&default.expression.text))
        }
        Default::Serial => "autoincrement=True".to_owned(),
        Default::NotSerial => "autoincrement=False".to_owned(),
    }));
    arguments.push(format!("nullable={}", literal::truth(!column.not_null)));
    arguments.extend(comment_argument("comment", column.comment.as_deref()));
    Some(format!("sa.Column({})", arguments.join(", ")))
}

/// Options that differ from those of a new ascending sequence; all bounds of a descending one.
fn identity(identity: &Identity) -> String {
    let (own, plain) = (&identity.sequence, Sequence::ascending(&identity.sequence.data_type));
    let descending = own.increment < 0;
    let mut arguments =
        vec![format!("always={}", literal::truth(identity.mode == IdentityMode::Always))];
    for (word, value, said) in [
        ("start", own.start, descending || own.start != plain.start || own.min != plain.min),
        ("increment", own.increment, own.increment != plain.increment),
        ("minvalue", own.min, descending || own.min != plain.min),
        ("maxvalue", own.max, descending || own.max != plain.max),
        ("cache", own.cache, own.cache != plain.cache),
    ] {
        if said {
            arguments.push(format!("{word}={value}"));
        }
    }
    if own.cycle {
        arguments.push("cycle=True".to_owned());
    }
    format!("sa.Identity({})", arguments.join(", "))
}
