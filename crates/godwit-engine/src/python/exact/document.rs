use std::collections::BTreeMap;

use serde::Deserialize;

/// What the probe prints.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Document {
    /// The models were read.
    Declared(Box<Declared>),
    /// Importing them wants variables that are not set.
    Missing { missing: Vec<String> },
    /// env.py sets no `target_metadata`.
    Unset {
        #[serde(rename = "unset")]
        _unset: bool,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct Declared {
    /// Schemas that tables, types and sequences are said to be in.
    pub schemas: Vec<String>,
    /// Extensions whose types are used.
    pub extensions: Vec<String>,
    /// What `create_all` sends, in order.
    pub statements: Vec<Statement>,
    pub tables: Vec<Table>,
    /// Files of the project that were imported.
    pub imported: Vec<String>,
    /// What env.py told Alembic.
    pub configured: BTreeMap<String, serde_json::Value>,
    /// Python and its libraries, by name.
    pub versions: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Statement {
    /// None when SQLAlchemy could not write it.
    pub sql: Option<String>,
    /// Why it could not.
    pub error: Option<String>,
    /// Schema and name of the table it is about.
    pub table: Option<(Option<String>, String)>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Table {
    pub schema: Option<String>,
    pub name: String,
    /// Where its class stands, when that is a file of the project.
    pub place: Option<Place>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Place {
    pub file: String,
    pub line: u32,
    /// File and line of columns, by their names in the database.
    pub columns: BTreeMap<String, (String, u32)>,
}
