use serde::{Deserialize, Serialize};

use super::comparison::{AttributeView, UndecidedView};

/// The static reading of models against what the project's own Python makes of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ReadersView {
    /// The project's interpreter.
    pub interpreter: String,
    /// Why it was chosen.
    pub because: String,
    /// Python and its libraries there, in order of name.
    pub versions: Vec<VersionView>,
    /// How many tables the project's code makes.
    pub compared_tables: u32,
    /// Where both do not agree, in order of address.
    pub findings: Vec<ReadersFindingView>,
    /// What could not be decided, so it was not compared.
    pub undecided: Vec<UndecidedView>,
    /// What to know of how the code was run, a sentence each.
    pub notes: Vec<String>,
}

/// A library and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VersionView {
    /// `python`, `sqlalchemy`.
    pub name: String,
    /// `2.1.9`.
    pub version: String,
}

/// How two readings of one object do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ReadersFinding {
    /// A model whose file nothing imports: Alembic would drop its table.
    NeverImported,
    /// A model of a file that is imported, outside of the metadata.
    NotInMetadata,
    /// Something that no source text declares.
    NotInText,
    /// A fact that differs.
    Differs,
}

/// One object on which two readings do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ReadersFindingView {
    /// How.
    pub code: ReadersFinding,
    /// `column public.patient.email`.
    pub address: String,
    /// PostgreSQL's word for the kind.
    pub kind: String,
    /// Qualified name.
    pub name: String,
    /// Where the models say so: `app/models/patient.py:12`.
    pub span: Option<String>,
    /// As the project's Python makes it (before) and as its source text was read (after).
    pub attributes: Vec<AttributeView>,
    /// What it means, one sentence without a full stop.
    pub meaning: String,
}
