use godwit_schema::{Address, Persistence, Table};

/// `CREATE TABLE`, one column or constraint a line.
pub(crate) fn create(address: &Address, table: &Table, lines: &[String]) -> String {
    let unlogged = match table.persistence {
        Persistence::Permanent => "",
        Persistence::Unlogged => "UNLOGGED ",
    };
    if lines.is_empty() {
        return format!("CREATE {unlogged}TABLE {} ()", address.sql());
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("    {line}")).collect();
    format!("CREATE {unlogged}TABLE {} (\n{}\n)", address.sql(), lines.join(",\n"))
}

/// `DROP TABLE`, without `CASCADE` always.
pub(crate) fn drop(address: &Address) -> String {
    format!("DROP TABLE {}", address.sql())
}

/// `ALTER TABLE … SET LOGGED` or `UNLOGGED`.
pub(crate) fn persist(address: &Address, persistence: Persistence) -> String {
    let what = match persistence {
        Persistence::Permanent => "LOGGED",
        Persistence::Unlogged => "UNLOGGED",
    };
    format!("ALTER TABLE {} SET {what}", address.sql())
}
