use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{
    Address, Column, Constraint, ConstraintKind, Definition, ForeignKey, Generated, Identity,
    IdentityMode, Index, IndexTerm, KeyStatistics, Object, Persistence, Privilege, ReplicaIdentity,
    Sequence, Table, constraint::ForeignKeyMatch, quote::quote_ident,
};

use crate::view::AttributeView;

/// An object as named attributes in a fixed order; what is absent has no entry.
pub fn attributes(address: &Address, object: &Object) -> Vec<(&'static str, String)> {
    let mut found = match object {
        Object::Namespace(_) => Vec::new(),
        Object::Enum(enum_type) => vec![("labels", enum_type.labels.join(", "))],
        Object::Sequence(sequence) => of_sequence(sequence),
        Object::Table(table) => of_table(table),
        Object::Column(column) => of_column(column),
        Object::Default(default) => vec![("default", default.expression.text.clone())],
        Object::Constraint(constraint) => {
            let index = &constraint.index;
            let mut found = vec![("definition", constraint_text(constraint))];
            found.extend(of_options(&index.options));
            found.extend(of_index_place(index.tablespace.as_deref(), &index.statistics));
            found
        }
        Object::Index(index) => of_index(address, index),
        Object::Definition(definition) => of_definition(definition),
        Object::Owner(owner) => vec![("owner", owner.role.clone())],
        Object::Grant(grant) => vec![("privileges", of_privileges(&grant.privileges))],
        Object::DefaultPrivilege(found) => vec![("privileges", of_privileges(&found.privileges))],
    };
    if let Some(comment) = object.comment() {
        found.push(("comment", comment.to_owned()));
    }
    found
}

fn of_definition(definition: &Definition) -> Vec<(&'static str, String)> {
    let mut found = vec![("definition", definition.creation.clone())];
    let facets: Vec<&str> = definition
        .facets
        .iter()
        .filter(|facet| !facet.inline)
        .map(|facet| facet.set.as_str())
        .collect();
    if !facets.is_empty() {
        found.push(("settings", facets.join(";\n")));
    }
    found
}

fn of_privileges(privileges: &BTreeSet<Privilege>) -> String {
    let words: Vec<String> = privileges
        .iter()
        .map(|one| format!("{}{}", one.name, if one.grantable { " with grant option" } else { "" }))
        .collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

fn of_table(table: &Table) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut say = |name, value: Option<String>| found.extend(value.map(|value| (name, value)));
    let yes = |is: bool| is.then(|| "yes".to_owned());
    say("persistence", (table.persistence == Persistence::Unlogged).then(|| "UNLOGGED".to_owned()));
    say("partition key", table.partition_key.clone());
    say(
        "partition of",
        table.partition_of.as_ref().map(|of| format!("{} {}", of.parent.sql(), of.bound)),
    );
    let parents: Vec<String> = table.inherits.iter().map(Address::sql).collect();
    say("inherits", (!parents.is_empty()).then(|| parents.join(", ")));
    say("row type", table.of_type.clone());
    say("row level security", yes(table.row_security));
    say("forced row level security", yes(table.force_row_security));
    say(
        "replica identity",
        match &table.replica_identity {
            ReplicaIdentity::Default => None,
            ReplicaIdentity::Full => Some("FULL".to_owned()),
            ReplicaIdentity::Nothing => Some("NOTHING".to_owned()),
            ReplicaIdentity::Index { name } => Some(name.clone()),
        },
    );
    say("options", of_options(&table.options).map(|(_, options)| options));
    say("access method", table.access_method.clone());
    say("tablespace", table.tablespace.clone());
    say("clustered on", table.clustered_on.clone());
    found
}

/// The attributes that differ; `None` on a side means that the object is absent there.
pub fn differing(
    address: &Address,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Vec<AttributeView> {
    let list = |object: Option<&Object>| {
        object.map(|object| attributes(address, object)).unwrap_or_default()
    };
    let (before, after) = (list(before), list(after));
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in before.iter().chain(&after) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let value = |side: &[(&str, String)], wanted: &str| {
        side.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone())
    };
    names
        .into_iter()
        .map(|name| AttributeView {
            name: name.to_owned(),
            before: value(&before, name),
            after: value(&after, name),
        })
        .filter(|attribute| attribute.before != attribute.after)
        .collect()
}

fn of_column(column: &Column) -> Vec<(&'static str, String)> {
    let mut found = vec![("type", column.data_type.text.clone())];
    if let Some(collation) = &column.collation {
        found.push(("collation", collation.clone()));
    }
    let not_null = &column.not_null_as;
    let mut nullable = if column.not_null { "NOT NULL" } else { "NULL" }.to_owned();
    for (said, words) in [(not_null.no_inherit, " NO INHERIT"), (not_null.not_valid, " NOT VALID")]
    {
        nullable.push_str(if said { words } else { "" });
    }
    found.push(("nullable", nullable));
    for (attribute, said) in
        [("NOT NULL is named", &not_null.name), ("comment on NOT NULL", &not_null.comment)]
    {
        found.extend(said.iter().map(|said| (attribute, said.clone())));
    }
    if let Some(Identity { mode, name, sequence }) = &column.identity {
        let mode = match mode {
            IdentityMode::Always => "GENERATED ALWAYS AS IDENTITY",
            IdentityMode::ByDefault => "GENERATED BY DEFAULT AS IDENTITY",
        };
        let options: Vec<String> = of_sequence(sequence)
            .into_iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        found.push(("identity", format!("{mode} ({})", options.join(", "))));
        found.extend(name.iter().map(|name| ("sequence of identity", name.clone())));
    }
    if let Some(Generated { expression, stored }) = &column.generated {
        let kind = if *stored { "STORED" } else { "VIRTUAL" };
        found.push(("generated", format!("({}) {kind}", expression.text)));
    }
    found
}

fn of_sequence(sequence: &Sequence) -> Vec<(&'static str, String)> {
    let mut found = vec![
        ("type", sequence.data_type.clone()),
        ("start", sequence.start.to_string()),
        ("increment", sequence.increment.to_string()),
        ("minimum", sequence.min.to_string()),
        ("maximum", sequence.max.to_string()),
        ("cache", sequence.cache.to_string()),
    ];
    if sequence.cycle {
        found.push(("cycle", "CYCLE".to_owned()));
    }
    if let Some(owner) = &sequence.owned_by {
        found.push(("owned by", owner.sql()));
    }
    found
}

fn of_index(address: &Address, index: &Index) -> Vec<(&'static str, String)> {
    let keys: Vec<String> = index
        .keys
        .iter()
        .map(|key| {
            let mut text = match &key.term {
                IndexTerm::Column { name } => quote_ident(name),
                IndexTerm::Expression { expression } => format!("({})", expression.text),
            };
            for part in key
                .collation
                .iter()
                .map(|name| format!(" COLLATE {name}"))
                .chain(key.operator_class.iter().map(|name| format!(" {name}")))
            {
                text.push_str(&part);
            }
            if key.descending {
                text.push_str(" DESC");
            }
            if key.nulls_first != key.descending {
                text.push_str(if key.nulls_first { " NULLS FIRST" } else { " NULLS LAST" });
            }
            text
        })
        .collect();
    let mut text = format!(
        "{}{} ({})",
        if index.unique { "UNIQUE " } else { "" },
        index.method,
        keys.join(", ")
    );
    if !index.include.is_empty() {
        text.push_str(&format!(" INCLUDE ({})", columns(&index.include)));
    }
    if index.nulls_not_distinct {
        text.push_str(" NULLS NOT DISTINCT");
    }
    if let Some(predicate) = &index.predicate {
        text.push_str(&format!(" WHERE {}", predicate.text));
    }
    let mut found = vec![("definition", text)];
    if let Some(table) = address.owner_table() {
        found.push(("table", table.sql()));
    }
    found.extend(of_options(&index.options));
    found.extend(of_index_place(index.tablespace.as_deref(), &index.statistics));
    if !index.valid {
        found.push(("valid", "invalid".to_owned()));
    }
    found
}

fn of_options(options: &BTreeMap<String, String>) -> Option<(&'static str, String)> {
    let said: Vec<String> = options.iter().map(|(name, value)| format!("{name}={value}")).collect();
    (!said.is_empty()).then(|| ("options", said.join(", ")))
}

/// Where an index is stored, and how its keys are sampled.
fn of_index_place(
    tablespace: Option<&str>,
    statistics: &[KeyStatistics],
) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, String)> =
        tablespace.iter().map(|name| ("tablespace", (*name).to_owned())).collect();
    if !statistics.is_empty() {
        let said = statistics.iter().map(|one| format!("key {}: {}", one.key, one.target));
        found.push(("statistics targets", said.collect::<Vec<_>>().join(", ")));
    }
    found
}

fn columns(names: &[String]) -> String {
    names.iter().map(|name| quote_ident(name)).collect::<Vec<_>>().join(", ")
}

/// A constraint as PostgreSQL would print it, for people.
pub fn constraint_text(constraint: &Constraint) -> String {
    let mut text = match &constraint.kind {
        ConstraintKind::PrimaryKey { columns: keys, include } => {
            keyed("PRIMARY KEY", keys, include, constraint.temporal)
        }
        ConstraintKind::Unique { columns: keys, include, nulls_not_distinct } => keyed(
            if *nulls_not_distinct { "UNIQUE NULLS NOT DISTINCT" } else { "UNIQUE" },
            keys,
            include,
            constraint.temporal,
        ),
        ConstraintKind::ForeignKey(key) => foreign_key_text(key, constraint.temporal),
        ConstraintKind::Check { expression, no_inherit } => {
            format!("CHECK ({}){}", expression.text, if *no_inherit { " NO INHERIT" } else { "" })
        }
        ConstraintKind::Exclude { definition } => definition.text.clone(),
    };
    if constraint.deferrable {
        text.push_str(" DEFERRABLE");
    }
    if constraint.initially_deferred {
        text.push_str(" INITIALLY DEFERRED");
    }
    if !constraint.enforced {
        text.push_str(" NOT ENFORCED");
    } else if !constraint.validated {
        text.push_str(" NOT VALID");
    }
    text
}

fn keyed(words: &str, keys: &[String], include: &[String], temporal: bool) -> String {
    let overlaps = if temporal { " WITHOUT OVERLAPS" } else { "" };
    let mut text = format!("{words} ({}{overlaps})", columns(keys));
    if !include.is_empty() {
        text.push_str(&format!(" INCLUDE ({})", columns(include)));
    }
    text
}

fn foreign_key_text(key: &ForeignKey, temporal: bool) -> String {
    let pair = |names: &[String]| match names.split_last() {
        Some((last, rest)) if temporal => {
            let rest = rest.iter().map(|name| format!("{}, ", quote_ident(name)));
            format!("{}PERIOD {}", rest.collect::<String>(), quote_ident(last))
        }
        _ => columns(names),
    };
    let mut text = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        pair(&key.columns),
        key.references.sql(),
        pair(&key.referenced_columns)
    );
    if key.match_type == ForeignKeyMatch::Full {
        text.push_str(" MATCH FULL");
    }
    for (words, action) in [("ON UPDATE", key.on_update), ("ON DELETE", key.on_delete)] {
        if action != godwit_schema::ForeignKeyAction::NoAction {
            text.push_str(&format!(" {words} {}", action.sql()));
        }
    }
    if !key.on_delete_columns.is_empty() {
        text.push_str(&format!(" ({})", columns(&key.on_delete_columns)));
    }
    text
}
