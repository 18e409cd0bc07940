use godwit_schema::{
    Address, EnumType,
    quote::{quote_ident, quote_literal},
};

/// `CREATE TYPE … AS ENUM`.
pub(crate) fn create(address: &Address, enum_type: &EnumType) -> String {
    let labels: Vec<String> = enum_type.labels.iter().map(|label| quote_literal(label)).collect();
    format!("CREATE TYPE {} AS ENUM ({})", address.sql(), labels.join(", "))
}

/// `DROP TYPE`.
pub(crate) fn drop(address: &Address) -> String {
    format!("DROP TYPE {}", address.sql())
}

/// `ALTER TYPE … ADD VALUE`, before a present label or at the end.
pub(crate) fn add_label(address: &Address, label: &str, before: Option<&str>) -> String {
    let place = before.map(|next| format!(" BEFORE {}", quote_literal(next))).unwrap_or_default();
    format!("ALTER TYPE {} ADD VALUE {}{place}", address.sql(), quote_literal(label))
}

/// `ALTER TYPE … RENAME TO`.
pub(crate) fn rename(address: &Address, name: &str) -> String {
    format!("ALTER TYPE {} RENAME TO {}", address.sql(), quote_ident(name))
}
