use std::fmt;

use serde::{Deserialize, Serialize};

use crate::address::Address;

/// A column's type, as `format_type(atttypid, atttypmod)` prints it with `search_path = pg_catalog`:
/// `integer`, `character varying(20)`, `public.color[]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DataType {
    /// The canonical text, ready for SQL.
    pub text: String,
    /// The enum behind it (also behind an array of it), when that enum is in the catalog.
    pub of: Option<Address>,
}

impl DataType {
    /// A type of `pg_catalog`, written canonically.
    pub fn builtin(text: impl Into<String>) -> Self {
        Self { text: text.into(), of: None }
    }

    /// An enum type.
    pub fn of_enum(address: &Address) -> Self {
        Self { text: address.sql(), of: Some(address.clone()) }
    }

    /// An array of this type. PostgreSQL does not keep the number of dimensions.
    pub fn array(self) -> Self {
        if self.text.ends_with("[]") {
            self
        } else {
            Self { text: format!("{}[]", self.text), of: self.of }
        }
    }
}

impl fmt::Display for DataType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
