use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::class::Class;

/// What sort of object an [`Address`](crate::address::Address) points at.
///
/// The order is the order in which parts of one owner are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What SQL calls a schema (`pg_namespace`).
    Namespace,
    /// An enum type (`pg_type.typtype = 'e'`).
    Enum,
    /// A sequence that is not the inner sequence of an identity column.
    Sequence,
    /// An ordinary table.
    Table,
    /// A column of a table.
    Column,
    /// The default of a column (`pg_attrdef` without generated columns).
    Default,
    /// A table constraint (`pg_constraint`).
    Constraint,
    /// An index that no constraint owns.
    Index,
    /// An object that is known by its statements.
    Defined(Class),
    /// Who owns an object.
    Owner,
    /// What a role may do with an object.
    Grant,
    /// What a role's later objects grant.
    DefaultPrivilege,
}

impl Kind {
    /// PostgreSQL's word for the kind, for people: `schema`, `table`, `column`.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Namespace => "schema",
            Kind::Enum => "enum",
            Kind::Sequence => "sequence",
            Kind::Table => "table",
            Kind::Column => "column",
            Kind::Default => "default",
            Kind::Constraint => "constraint",
            Kind::Index => "index",
            Kind::Defined(class) => class.noun(),
            Kind::Owner => "owner",
            Kind::Grant => "privileges",
            Kind::DefaultPrivilege => "default privileges",
        }
    }

    /// The noun with hyphens for spaces, as documents and queries have it.
    pub fn word(self) -> String {
        self.noun().replace(' ', "-")
    }

    /// The kind of a [`word`](Self::word). What SQL calls a schema may also be called `namespace`.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "schema" | "namespace" => Kind::Namespace,
            "enum" => Kind::Enum,
            "sequence" => Kind::Sequence,
            "table" => Kind::Table,
            "column" => Kind::Column,
            "default" => Kind::Default,
            "constraint" => Kind::Constraint,
            "index" => Kind::Index,
            "owner" => Kind::Owner,
            "privileges" => Kind::Grant,
            "default-privileges" => Kind::DefaultPrivilege,
            other => Kind::Defined(Class::from_word(other)?),
        })
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Kind::Namespace => serializer.serialize_str("namespace"),
            other => serializer.serialize_str(&other.word()),
        }
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::from_word(&word).ok_or_else(|| de::Error::custom(format!("unknown kind {word}")))
    }
}
