use godwit_schema::{Address, Persistence, ReplicaIdentity, Table, quote::quote_ident};

use super::option;

/// `CREATE TABLE`, one column or constraint a line. A partition is made on its own and attached
/// afterwards, which keeps writers of its parent out for less time than `PARTITION OF`.
pub(crate) fn create(address: &Address, table: &Table, lines: &[String]) -> String {
    let unlogged = match table.persistence {
        Persistence::Permanent => "",
        Persistence::Unlogged => "UNLOGGED ",
    };
    let mut sql = format!("CREATE {unlogged}TABLE {}", address.sql());
    if let Some(of) = &table.of_type {
        sql.push_str(&format!(" OF {of}"));
    }
    if !lines.is_empty() {
        let lines: Vec<String> = lines.iter().map(|line| format!("    {line}")).collect();
        sql.push_str(&format!(" (\n{}\n)", lines.join(",\n")));
    } else if table.of_type.is_none() {
        sql.push_str(" ()");
    }
    if !table.inherits.is_empty() {
        let parents: Vec<String> = table.inherits.iter().map(Address::sql).collect();
        sql.push_str(&format!(" INHERITS ({})", parents.join(", ")));
    }
    if let Some(key) = &table.partition_key {
        sql.push_str(&format!(" PARTITION BY {key}"));
    }
    if let Some(method) = &table.access_method {
        sql.push_str(&format!(" USING {}", quote_ident(method)));
    }
    if !table.options.is_empty() {
        let options: Vec<String> =
            table.options.iter().map(|(name, value)| option(name, value)).collect();
        sql.push_str(&format!(" WITH ({})", options.join(", ")));
    }
    if let Some(tablespace) = &table.tablespace {
        sql.push_str(&format!(" TABLESPACE {}", quote_ident(tablespace)));
    }
    sql
}

/// `DROP TABLE`, without `CASCADE` always.
pub(crate) fn drop(address: &Address) -> String {
    format!("DROP TABLE {}", address.sql())
}

/// `ALTER TABLE parent ATTACH PARTITION`.
pub(crate) fn attach(parent: &Address, partition: &Address, bound: &str) -> String {
    format!("ALTER TABLE ONLY {} ATTACH PARTITION {} {bound}", parent.sql(), partition.sql())
}

/// `ALTER TABLE parent DETACH PARTITION`.
pub(crate) fn detach(parent: &Address, partition: &Address) -> String {
    format!("ALTER TABLE {} DETACH PARTITION {}", parent.sql(), partition.sql())
}

/// Statements that leave parents and join others.
pub(crate) fn reparent(address: &Address, now: &Table, next: &Table) -> Vec<String> {
    let mut found = Vec::new();
    if now.partition_of != next.partition_of {
        found.extend(now.partition_of.iter().map(|of| detach(&of.parent, address)));
    }
    // A column without any parent, be it for a moment, is the child's own ever after.
    for parent in next.inherits.iter().filter(|parent| !now.inherits.contains(parent)) {
        found.push(alter(address, &format!("INHERIT {}", parent.sql())));
    }
    for parent in now.inherits.iter().filter(|parent| !next.inherits.contains(parent)) {
        found.push(alter(address, &format!("NO INHERIT {}", parent.sql())));
    }
    if now.partition_of != next.partition_of {
        found.extend(next.partition_of.iter().map(|of| attach(&of.parent, address, &of.bound)));
    }
    found
}

/// `ALTER TABLE … <what>`.
pub(crate) fn alter(address: &Address, what: &str) -> String {
    format!("ALTER TABLE {} {what}", address.sql())
}

/// `ALTER TABLE … SET LOGGED` or `UNLOGGED`.
pub(crate) fn persist(address: &Address, persistence: Persistence) -> String {
    match persistence {
        Persistence::Permanent => alter(address, "SET LOGGED"),
        Persistence::Unlogged => alter(address, "SET UNLOGGED"),
    }
}

/// `ALTER TABLE … REPLICA IDENTITY`.
pub(crate) fn replica_identity(address: &Address, identity: &ReplicaIdentity) -> String {
    let what = match identity {
        ReplicaIdentity::Default => "DEFAULT".to_owned(),
        ReplicaIdentity::Full => "FULL".to_owned(),
        ReplicaIdentity::Nothing => "NOTHING".to_owned(),
        ReplicaIdentity::Index { name } => format!("USING INDEX {}", quote_ident(name)),
    };
    alter(address, &format!("REPLICA IDENTITY {what}"))
}

/// `ALTER TABLE … CLUSTER ON`, or without.
pub(crate) fn cluster(address: &Address, index: Option<&str>) -> String {
    match index {
        Some(index) => alter(address, &format!("CLUSTER ON {}", quote_ident(index))),
        None => alter(address, "SET WITHOUT CLUSTER"),
    }
}
