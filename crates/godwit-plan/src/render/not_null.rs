use godwit_schema::{Address, Column, NotNull, quote::quote_ident};

use super::{column, comment::comment, constraint};

/// Which names of NOT NULLs a definition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotNullNames {
    /// Those that PostgreSQL would not give by itself.
    Given,
    /// The usual one, too: another relation has it, be it for the moment, and PostgreSQL would give the
    /// next (`ChooseConstraintName`).
    All,
}

/// What the definition of a column says; nothing where NOT NULL comes later, as it is NOT VALID.
pub(crate) fn clause(column: &Address, found: &Column, names: NotNullNames) -> Option<String> {
    (found.not_null && !found.not_null_as.not_valid).then(|| {
        let name = match names {
            NotNullNames::Given => found.not_null_as.given_name(column),
            NotNullNames::All => found.not_null_as.name.as_deref(),
        };
        let name = name.map(|name| format!("CONSTRAINT {} ", quote_ident(name)));
        format!("{}NOT NULL{}", name.unwrap_or_default(), no_inherit(&found.not_null_as))
    })
}

/// Statements that follow the definition of a column.
pub(crate) fn extras(column: &Address, found: &Column) -> Vec<String> {
    if found.not_null && found.not_null_as.not_valid {
        return set(column, &found.not_null_as);
    }
    said(column, &found.not_null_as).into_iter().collect()
}

/// Makes a column NOT NULL; by `SET NOT NULL` where that says it all, since every server takes it.
pub(crate) fn set(column: &Address, wanted: &NotNull) -> Vec<String> {
    let statement = if (NotNull { comment: None, ..wanted.clone() }).is_usual(column) {
        column::alter(column, "SET NOT NULL")
    } else {
        let not_valid = if wanted.not_valid { " NOT VALID" } else { "" };
        format!(
            "{} NOT NULL {}{}{not_valid}",
            constraint::alter(&at(column, wanted), "ADD", ""),
            quote_ident(column.name()),
            no_inherit(wanted)
        )
    };
    [statement].into_iter().chain(said(column, wanted)).collect()
}

/// `DROP NOT NULL`, which drops the constraint whatever its name.
pub(crate) fn drop(column: &Address) -> String {
    column::alter(column, "DROP NOT NULL")
}

/// `VALIDATE CONSTRAINT`.
pub(crate) fn validate(column: &Address, now: &NotNull) -> String {
    constraint::alter(&at(column, now), "VALIDATE", "")
}

/// `ALTER CONSTRAINT … INHERIT`, or without.
pub(crate) fn inherit(column: &Address, wanted: &NotNull) -> String {
    let what = if wanted.no_inherit { "NO INHERIT" } else { "INHERIT" };
    constraint::alter(&at(column, wanted), "ALTER", what)
}

/// `RENAME CONSTRAINT`.
pub(crate) fn rename(column: &Address, now: &NotNull, wanted: &NotNull) -> String {
    let name = quote_ident(at(column, wanted).name());
    constraint::alter(&at(column, now), "RENAME", &format!("TO {name}"))
}

/// `COMMENT ON CONSTRAINT`.
pub(crate) fn say(column: &Address, wanted: &NotNull) -> String {
    comment(&at(column, wanted), wanted.comment.as_deref())
}

/// `COMMENT ON CONSTRAINT` for a new one; nothing where it has none.
pub(crate) fn said(column: &Address, wanted: &NotNull) -> Option<String> {
    wanted.comment.is_some().then(|| say(column, wanted))
}

fn no_inherit(wanted: &NotNull) -> &'static str {
    if wanted.no_inherit { " NO INHERIT" } else { "" }
}

/// Where the constraint stands: an unsaid name is the usual one.
fn at(column: &Address, found: &NotNull) -> Address {
    let name = found.name.clone().unwrap_or_else(|| NotNull::usual_name(column));
    let table = column.owner_table();
    let table = table.as_ref().map_or("", |table| table.name());
    Address::constraint(column.namespace_name(), table, &name)
}
