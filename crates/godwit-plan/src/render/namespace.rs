use godwit_schema::Address;

/// `CREATE SCHEMA`.
pub(crate) fn create(address: &Address) -> String {
    format!("CREATE SCHEMA {}", address.sql())
}

/// `DROP SCHEMA`: it must be empty.
pub(crate) fn drop(address: &Address) -> String {
    format!("DROP SCHEMA {}", address.sql())
}
