use godwit_schema::{
    Address, Kind, PUBLIC_COMMENT,
    quote::{quote_ident, quote_literal},
};

/// `COMMENT ON`; no text takes the comment away.
pub(crate) fn comment(address: &Address, text: Option<&str>) -> String {
    let is_public = address.kind() == Kind::Namespace && address.name() == "public";
    let text = text.or(is_public.then_some(PUBLIC_COMMENT));
    let text = text.map_or_else(|| "NULL".to_owned(), quote_literal);
    format!("COMMENT ON {} IS {text}", subject(address))
}

fn subject(address: &Address) -> String {
    match address.kind() {
        Kind::Namespace => format!("SCHEMA {}", address.sql()),
        Kind::Enum => format!("TYPE {}", address.sql()),
        Kind::Sequence => format!("SEQUENCE {}", address.sql()),
        Kind::Table => format!("TABLE {}", address.sql()),
        // A default has no comment; it is spoken of by its column.
        Kind::Column | Kind::Default => format!("COLUMN {}", address.sql()),
        Kind::Constraint => {
            let table = address.owner_table().map(|table| table.sql()).unwrap_or_default();
            format!("CONSTRAINT {} ON {table}", quote_ident(address.name()))
        }
        Kind::Index => format!("INDEX {}", address.sql()),
        // A definition says itself what it is; the others have no comment.
        Kind::Defined(_) | Kind::Owner | Kind::Grant | Kind::DefaultPrivilege => {
            format!("{} {}", address.kind().noun(), address.sql())
        }
    }
}
