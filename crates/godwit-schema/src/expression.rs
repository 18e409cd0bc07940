use serde::{Deserialize, Serialize};

/// Who wrote the text of an [`Expression`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// As PostgreSQL prints it (`pg_get_expr`) with `search_path` pinned to `pg_catalog`.
    Canonical,
    /// As a person wrote it; only a server can say what it means.
    Written,
}

/// An SQL expression: of a default, a check, a generated column, an index.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Expression {
    /// SQL text without the surrounding clause.
    pub text: String,
    /// Who wrote it.
    pub form: Form,
}

impl Expression {
    /// As PostgreSQL prints it.
    pub fn canonical(text: impl Into<String>) -> Self {
        Self { text: text.into(), form: Form::Canonical }
    }

    /// As a person wrote it.
    pub fn written(text: impl Into<String>) -> Self {
        Self { text: text.into(), form: Form::Written }
    }
}
