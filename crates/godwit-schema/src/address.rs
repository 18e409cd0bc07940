use std::fmt;

use serde::{Deserialize, Serialize};

use crate::quote::quote_ident;

/// What sort of object an [`Address`] points at.
///
/// The order is the order in which parts of one owner are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
        }
    }
}

/// Kind and qualified name of one object; unique in a catalog.
///
/// The path holds raw names (never quoted), outermost first. Parts of a table carry the table's
/// path in front, indexes too, although their names are unique in the whole namespace:
/// so all parts of one table stand together in an ordered map.
///
/// | kind | path |
/// |---|---|
/// | namespace | `[name]` |
/// | enum, sequence, table | `[namespace, name]` |
/// | column, default | `[namespace, table, column]` |
/// | constraint, index | `[namespace, table, name]` |
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    path: Vec<String>,
    kind: Kind,
}

impl Address {
    /// A namespace.
    pub fn namespace(name: &str) -> Self {
        Self::of(Kind::Namespace, &[name])
    }

    /// An enum type.
    pub fn enum_type(namespace: &str, name: &str) -> Self {
        Self::of(Kind::Enum, &[namespace, name])
    }

    /// A sequence.
    pub fn sequence(namespace: &str, name: &str) -> Self {
        Self::of(Kind::Sequence, &[namespace, name])
    }

    /// A table.
    pub fn table(namespace: &str, name: &str) -> Self {
        Self::of(Kind::Table, &[namespace, name])
    }

    /// A column of a table.
    pub fn column(namespace: &str, table: &str, name: &str) -> Self {
        Self::of(Kind::Column, &[namespace, table, name])
    }

    /// The default of a column.
    pub fn default(namespace: &str, table: &str, column: &str) -> Self {
        Self::of(Kind::Default, &[namespace, table, column])
    }

    /// A constraint of a table.
    pub fn constraint(namespace: &str, table: &str, name: &str) -> Self {
        Self::of(Kind::Constraint, &[namespace, table, name])
    }

    /// An index of a table.
    pub fn index(namespace: &str, table: &str, name: &str) -> Self {
        Self::of(Kind::Index, &[namespace, table, name])
    }

    fn of(kind: Kind, path: &[&str]) -> Self {
        Self { kind, path: path.iter().map(|part| (*part).to_owned()).collect() }
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Raw names, outermost first; never empty.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// The last name of the path.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The namespace the object lives in, or the namespace itself.
    pub fn namespace_name(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// The table that owns the object (or is it); `None` for namespaces, enums and sequences.
    pub fn owner_table(&self) -> Option<Address> {
        match self.kind {
            Kind::Table | Kind::Column | Kind::Default | Kind::Constraint | Kind::Index => {
                Some(Self { kind: Kind::Table, path: self.path[..2].to_vec() })
            }
            Kind::Namespace | Kind::Enum | Kind::Sequence => None,
        }
    }

    /// The same path with another kind, as from a column to its default.
    pub fn with_kind(&self, kind: Kind) -> Self {
        Self { kind, path: self.path.clone() }
    }

    /// The same address with another last name.
    pub fn with_name(&self, name: &str) -> Self {
        let mut path = self.path.clone();
        if let Some(last) = path.last_mut() {
            name.clone_into(last);
        }
        Self { kind: self.kind, path }
    }

    /// The same address after the table `before` became `after`; unchanged if it is no part of it.
    pub fn moved(&self, before: &Address, after: &Address) -> Self {
        if self.owner_table().as_ref() == Some(before) {
            let mut path = after.path.clone();
            path.extend_from_slice(&self.path[2..]);
            Self { kind: self.kind, path }
        } else {
            self.clone()
        }
    }

    /// The qualified name, quoted for SQL where needed: `public."User"`, `public.t.c`.
    ///
    /// For an index it is `namespace.index`, as SQL wants it.
    pub fn sql(&self) -> String {
        let quoted = |parts: &[&String]| {
            parts.iter().map(|part| quote_ident(part)).collect::<Vec<_>>().join(".")
        };
        match (self.kind, self.path.as_slice()) {
            (Kind::Index, [namespace, _, name]) => quoted(&[namespace, name]),
            (_, path) => quoted(&path.iter().collect::<Vec<_>>()),
        }
    }
}

/// `table public.patient`, for people and for keys; names are quoted where SQL needs it.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.iter().map(|part| quote_ident(part)).collect::<Vec<_>>().join(".");
        write!(f, "{} {path}", self.kind.noun())
    }
}
