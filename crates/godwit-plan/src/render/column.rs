use godwit_schema::{
    Address, Column, ColumnDefault, DataType, Identity, IdentityMode, Storage, quote::quote_ident,
};

use super::{
    closed, comment::comment, not_null, not_null::NotNullNames, options, parenthesised, sequence,
};

/// A column as `CREATE TABLE` and `ADD COLUMN` want it.
pub(crate) fn definition(
    address: &Address,
    column: &Column,
    default: Option<&ColumnDefault>,
    names: NotNullNames,
) -> String {
    let mut sql = format!("{} {}", quote_ident(address.name()), column.data_type);
    if let Some(collation) = &column.collation {
        sql.push_str(&format!(" COLLATE {collation}"));
    }
    if let Some(generated) = &column.generated {
        let place = if generated.stored { "STORED" } else { "VIRTUAL" };
        let expression = parenthesised(&generated.expression.text);
        sql.push_str(&format!(" GENERATED ALWAYS AS {expression} {place}"));
    }
    if let Some(default) = default {
        sql.push_str(&format!(" DEFAULT {}", closed(&default.expression)));
    }
    if let Some(found) = &column.identity {
        sql.push(' ');
        sql.push_str(&identity(address, found));
    }
    if let Some(clause) = not_null::clause(address, column, names) {
        sql.push(' ');
        sql.push_str(&clause);
    }
    sql
}

/// Statements that follow the definition of a column: what it cannot say.
pub(crate) fn extras(address: &Address, column: &Column) -> Vec<String> {
    let mut found = not_null::extras(address, column);
    found.extend(column.identity.iter().flat_map(|identity| inner_comment(address, identity)));
    found
}

/// `COMMENT ON SEQUENCE` for the inner sequence of a new identity; nothing where it has none.
pub(crate) fn inner_comment(column: &Address, identity: &Identity) -> Option<String> {
    identity.sequence.comment.as_ref()?;
    Some(say_inner(column, identity))
}

/// `COMMENT ON SEQUENCE` for the inner sequence of a present identity.
pub(crate) fn say_inner(column: &Address, identity: &Identity) -> String {
    comment(&identity.sequence_address(column), identity.sequence.comment.as_deref())
}

/// What a column of a typed table has beyond the type, as `CREATE TABLE … OF` wants it.
pub(crate) fn options_of(
    address: &Address,
    column: &Column,
    default: Option<&ColumnDefault>,
    names: NotNullNames,
) -> Option<String> {
    let whole = definition(address, column, default, names);
    let plain = Column { not_null: false, identity: None, generated: None, ..column.clone() };
    let head = definition(address, &plain, None, names);
    let rest = whole.strip_prefix(&head)?;
    (!rest.is_empty()).then(|| format!("{} WITH OPTIONS{rest}", quote_ident(address.name())))
}

/// `GENERATED … AS IDENTITY (…)`.
pub(crate) fn identity(column: &Address, identity: &Identity) -> String {
    let name =
        identity.given_name(column).map(|name| format!("SEQUENCE NAME {}", quote_ident(name)));
    let options: Vec<String> =
        name.into_iter().chain(sequence::options(&identity.sequence)).collect();
    let options =
        if options.is_empty() { String::new() } else { format!(" ({})", options.join(" ")) };
    format!("GENERATED {} AS IDENTITY{options}", mode(identity.mode))
}

/// `ALWAYS` or `BY DEFAULT`.
pub(crate) fn mode(mode: IdentityMode) -> &'static str {
    match mode {
        IdentityMode::Always => "ALWAYS",
        IdentityMode::ByDefault => "BY DEFAULT",
    }
}

/// `ALTER TABLE … ALTER COLUMN … <what>`.
pub(crate) fn alter(column: &Address, what: &str) -> String {
    let table = column.owner_table().map(|table| table.sql()).unwrap_or_default();
    format!("ALTER TABLE {table} ALTER COLUMN {} {what}", quote_ident(column.name()))
}

/// `ALTER TABLE ONLY … ALTER COLUMN … <what>`.
pub(crate) fn alter_only(column: &Address, what: &str) -> String {
    let table = column.owner_table().map(|table| table.sql()).unwrap_or_default();
    format!("ALTER TABLE ONLY {table} ALTER COLUMN {} {what}", quote_ident(column.name()))
}

/// How values are stored, said again after a change of type that took it away.
pub(crate) fn stored_again(column: &Address, found: &Column) -> Vec<String> {
    let kept = &found.storage;
    storage(column, &found.data_type, &kept.after_retyping(), kept)
}

/// Statements that change how values are stored and sampled, in this table alone: each of its heirs and
/// partitions has its own word about that.
pub(crate) fn storage(
    address: &Address,
    data_type: &DataType,
    now: &Storage,
    next: &Storage,
) -> Vec<String> {
    let mut found = Vec::new();
    if now.strategy != next.strategy {
        let strategy = next.strategy.as_deref().unwrap_or_else(|| usual_strategy(data_type));
        found.push(alter_only(address, &format!("SET STORAGE {strategy}")));
    }
    if now.compression != next.compression {
        let compression = next.compression.as_deref().unwrap_or("default");
        found.push(alter_only(address, &format!("SET COMPRESSION {compression}")));
    }
    if now.statistics != next.statistics {
        found.push(alter_only(
            address,
            &format!("SET STATISTICS {}", next.statistics.unwrap_or(-1)),
        ));
    }
    let (set, reset) = options(&now.options, &next.options);
    found.extend(set.map(|set| alter_only(address, &format!("SET {set}"))));
    found.extend(reset.map(|reset| alter_only(address, &format!("RESET {reset}"))));
    found
}

/// A type's own strategy (`pg_type.typstorage`), among those of types that may be stored out of line;
/// `SET STORAGE DEFAULT` is only of PostgreSQL 16 and younger.
fn usual_strategy(data_type: &DataType) -> &'static str {
    match data_type.text.split('(').next().unwrap_or_default() {
        "numeric" | "inet" | "cidr" => "MAIN",
        _ => "EXTENDED",
    }
}

/// `ALTER TABLE … ADD COLUMN`.
pub(crate) fn add(
    address: &Address,
    column: &Column,
    default: Option<&ColumnDefault>,
    names: NotNullNames,
) -> String {
    let table = address.owner_table().map(|table| table.sql()).unwrap_or_default();
    format!("ALTER TABLE {table} ADD COLUMN {}", definition(address, column, default, names))
}

/// `ALTER TABLE … DROP COLUMN`, without `CASCADE` always.
pub(crate) fn drop(address: &Address) -> String {
    let table = address.owner_table().map(|table| table.sql()).unwrap_or_default();
    format!("ALTER TABLE {table} DROP COLUMN {}", quote_ident(address.name()))
}

/// `ALTER TABLE … SET DEFAULT`.
pub(crate) fn set_default(column: &Address, default: &ColumnDefault) -> String {
    alter(column, &format!("SET DEFAULT {}", default.expression.text.trim()))
}

/// `ALTER TABLE … DROP DEFAULT`.
pub(crate) fn drop_default(column: &Address) -> String {
    alter(column, "DROP DEFAULT")
}
