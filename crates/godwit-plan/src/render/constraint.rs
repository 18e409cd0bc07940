use std::collections::BTreeMap;

use godwit_schema::{
    Address, Constraint, ConstraintKind, ForeignKey, ForeignKeyAction, ForeignKeyMatch, KeyIndex,
    Kind, quote::quote_ident,
};

use super::{
    comment::comment,
    index::{relocate, sample, set},
    names, options, parenthesised,
};

/// A constraint as `CREATE TABLE` and `ADD CONSTRAINT` want it, its name in front.
pub(crate) fn definition(name: &str, constraint: &Constraint) -> String {
    let mut sql = format!("CONSTRAINT {} {}", quote_ident(name), demand(constraint));
    if constraint.deferrable {
        sql.push_str(" DEFERRABLE");
    }
    if constraint.initially_deferred {
        sql.push_str(" INITIALLY DEFERRED");
    }
    if !constraint.enforced {
        sql.push_str(" NOT ENFORCED");
    } else if !constraint.validated {
        sql.push_str(" NOT VALID");
    }
    sql
}

fn demand(constraint: &Constraint) -> String {
    let temporal = constraint.temporal;
    let key = |columns: &[String]| {
        format!("{}{}", names(columns), if temporal { " WITHOUT OVERLAPS" } else { "" })
    };
    let included = |include: &[String]| {
        if include.is_empty() { String::new() } else { format!(" INCLUDE ({})", names(include)) }
    };
    let place = constraint.index.tablespace.as_ref();
    let place = place.map(|name| format!(" USING INDEX TABLESPACE {}", quote_ident(name)));
    let (with, _) = options(&BTreeMap::new(), &constraint.index.options);
    let with = with.map(|with| format!(" WITH {with}")).unwrap_or_default();
    let place = with + &place.unwrap_or_default();
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, include } => {
            format!("PRIMARY KEY ({}){}{place}", key(columns), included(include))
        }
        ConstraintKind::Unique { columns, include, nulls_not_distinct } => {
            let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            format!("UNIQUE{nulls} ({}){}{place}", key(columns), included(include))
        }
        ConstraintKind::ForeignKey(key) => foreign_key(key, temporal),
        ConstraintKind::Check { expression, no_inherit } => {
            let no_inherit = if *no_inherit { " NO INHERIT" } else { "" };
            format!("CHECK {}{no_inherit}", parenthesised(&expression.text))
        }
        // The printed definition ends with its own DEFERRABLE, which stands in the attributes too.
        ConstraintKind::Exclude { definition } => {
            let text = definition.text.trim();
            let text = text.strip_suffix(" INITIALLY DEFERRED").unwrap_or(text);
            text.strip_suffix(" DEFERRABLE").unwrap_or(text).to_owned()
        }
    }
}

fn foreign_key(key: &ForeignKey, temporal: bool) -> String {
    let pair = |columns: &[String]| match columns.split_last() {
        Some((last, rest)) if temporal => {
            let period = format!("PERIOD {}", quote_ident(last));
            if rest.is_empty() { period } else { format!("{}, {period}", names(rest)) }
        }
        _ => names(columns),
    };
    let mut sql = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        pair(&key.columns),
        key.references.sql(),
        pair(&key.referenced_columns)
    );
    if key.match_type == ForeignKeyMatch::Full {
        sql.push_str(" MATCH FULL");
    }
    if key.on_update != ForeignKeyAction::NoAction {
        sql.push_str(&format!(" ON UPDATE {}", key.on_update.sql()));
    }
    if key.on_delete != ForeignKeyAction::NoAction {
        sql.push_str(&format!(" ON DELETE {}", key.on_delete.sql()));
        if !key.on_delete_columns.is_empty() {
            sql.push_str(&format!(" ({})", names(&key.on_delete_columns)));
        }
    }
    sql
}

/// `ALTER TABLE … <what> CONSTRAINT name <more>`.
pub(crate) fn alter(address: &Address, what: &str, more: &str) -> String {
    let table = address.owner_table().map(|table| table.sql()).unwrap_or_default();
    let more = if more.is_empty() { String::new() } else { format!(" {more}") };
    format!("ALTER TABLE {table} {what} CONSTRAINT {}{more}", quote_ident(address.name()))
}

/// `ALTER TABLE … ADD CONSTRAINT`.
pub(crate) fn add(address: &Address, constraint: &Constraint) -> String {
    let table = address.owner_table().map(|table| table.sql()).unwrap_or_default();
    let only = if constraint.only { "ONLY " } else { "" };
    format!("ALTER TABLE {only}{table} ADD {}", definition(address.name(), constraint))
}

/// `ALTER TABLE … DROP CONSTRAINT`, without `CASCADE` always.
pub(crate) fn drop(address: &Address) -> String {
    alter(address, "DROP", "")
}

/// What `ALTER CONSTRAINT` must say to reach an attribute pair.
pub(crate) fn deferral(constraint: &Constraint) -> &'static str {
    match (constraint.deferrable, constraint.initially_deferred) {
        (false, _) => "NOT DEFERRABLE",
        (true, false) => "DEFERRABLE INITIALLY IMMEDIATE",
        (true, true) => "DEFERRABLE INITIALLY DEFERRED",
    }
}

/// `ENFORCED`, or not, as `ALTER CONSTRAINT` says it.
pub(crate) fn enforcement(constraint: &Constraint) -> &'static str {
    if constraint.enforced { "ENFORCED" } else { "NOT ENFORCED" }
}

/// What is said of the index of a constraint after the constraint is made. That of an exclusion is moved
/// to its tablespace, which the printed definition lacks.
pub(crate) fn made_index(address: &Address, constraint: &Constraint) -> Vec<String> {
    let tablespace = match constraint.kind {
        ConstraintKind::Exclude { .. } => None,
        _ => constraint.index.tablespace.clone(),
    };
    let options = constraint.index.options.clone();
    let made = KeyIndex { tablespace, options, ..KeyIndex::default() };
    index(address, &made, &constraint.index)
}

/// What differs about the index of a key.
pub(crate) fn index(address: &Address, now: &KeyIndex, next: &KeyIndex) -> Vec<String> {
    let index = address.with_kind(Kind::Index);
    let mut found = set(&index, &now.options, &next.options);
    if now.tablespace != next.tablespace {
        found.push(relocate(&index, next.tablespace.as_deref()));
    }
    found.extend(sample(&index, &now.statistics, &next.statistics));
    if now.comment != next.comment {
        found.push(comment(&index, next.comment.as_deref()));
    }
    found
}
