use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{address::Address, catalog::Catalog, fingerprint::Fingerprint, scope::Scope};

/// Which database it is, however it was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerIdentity {
    /// `pg_control_system().system_identifier`, or empty when the role may not read it.
    pub system_identifier: String,
    /// `current_database()`.
    pub database: String,
    /// `pg_database.oid`.
    pub database_oid: u32,
    /// `server_version_num`, such as 150018.
    pub version: u32,
    /// `pg_control_checkpoint().timeline_id`; 0 when the role may not read it.
    pub timeline: u32,
}

/// Where in the models' source text an object stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceSpan {
    /// Path relative to the project's root, with forward slashes.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where objects stand. Not in order: there are as many as objects, and few are ever asked for.
pub type Spans = HashMap<Address, SourceSpan>;

/// Something in the models that cannot be decided without running them: shown, never guessed,
/// and never the reason of a drop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecided {
    /// The object it is about, when that much is known; the object and its parts are not compared.
    pub address: Option<Address>,
    /// Where it stands.
    pub span: SourceSpan,
    /// What was not decided and why, one sentence without a full stop.
    pub reason: String,
}

/// A catalog with where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of this document's form.
    pub format: u32,
    /// The source as the person named it, without any secret: `profile:clinic`, `models:app`.
    pub source: String,
    /// When it was read, RFC 3339 in UTC.
    pub taken_at: String,
    /// The database, when the source is a live one.
    pub server: Option<ServerIdentity>,
    /// The structure.
    pub catalog: Catalog,
    /// The models' lines, when the source is models.
    #[serde(with = "crate::document::pairs")]
    pub spans: Spans,
    /// What could not be decided, when the source is models.
    pub undecided: Vec<Undecided>,
}

impl Snapshot {
    /// The version of the document's form that this program writes and reads.
    pub const FORMAT: u32 = 2;

    /// Hash of the catalog within a scope.
    pub fn fingerprint(&self, scope: &Scope) -> Fingerprint {
        self.catalog.fingerprint(scope)
    }

    /// The models' line of an object, or of its table when it has none of its own.
    pub fn span(&self, address: &Address) -> Option<&SourceSpan> {
        self.spans
            .get(address)
            .or_else(|| address.owner_table().and_then(|table| self.spans.get(&table)))
    }
}
