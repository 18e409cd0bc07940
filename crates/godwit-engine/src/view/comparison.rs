use serde::{Deserialize, Serialize};

use super::schema::{Mark, SchemaView, UnmodelledView};

/// How the models differ from the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ComparisonView {
    /// What is, as the person named it.
    pub before: String,
    /// What is wanted.
    pub after: String,
    /// How many tables were compared.
    pub compared_tables: u32,
    /// How many objects the scope left alone.
    pub ignored: u32,
    /// The scope's patterns of single objects, as `godwit.toml` has them.
    pub left_alone: Vec<String>,
    /// The differences, in order of address.
    pub changes: Vec<ChangeView>,
    /// Pairs that may be renames, likeliest first; confirmed ones are not in it.
    pub rename_candidates: Vec<RenameView>,
    /// Renames that the person confirmed.
    pub renames: Vec<RenameInput>,
    /// Parts of the models that could not be decided.
    pub undecided: Vec<UndecidedView>,
    /// What is not modelled.
    pub unmodelled: Vec<UnmodelledView>,
    /// Both sides in one graph, with marks.
    pub graph: SchemaView,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// `column public.patient.email`: unique together with `mark`.
    pub address: String,
    /// PostgreSQL's word for the kind.
    pub kind: String,
    /// Qualified name.
    pub name: String,
    /// The table it belongs to, as its node's id.
    pub table: Option<String>,
    /// How it differs.
    pub mark: Mark,
    /// Attribute by attribute; for an added or removed object its definition.
    pub attributes: Vec<AttributeView>,
    /// Where the models say so: `app/models/patient.py:12`.
    pub span: Option<String>,
    /// The pattern that would leave it alone, with its table; null where none does.
    pub pattern: Option<String>,
}

/// One attribute on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AttributeView {
    /// `type`, `not null`, `labels`, `definition`.
    pub name: String,
    /// As it is, null when absent.
    pub before: Option<String>,
    /// As wanted, null when absent.
    pub after: Option<String>,
}

/// A pair that may be one rename.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RenameView {
    /// `column` or `table`.
    pub kind: String,
    /// The pair.
    pub rename: RenameInput,
    /// Likeness, 0 to 1.
    pub score: f64,
    /// Why, a sentence each.
    pub evidence: Vec<String>,
    /// Whether another pair claims one of its sides.
    pub ambiguous: bool,
}

/// A rename by addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RenameInput {
    /// `column public.patient.fullname`.
    pub from: String,
    /// `column public.patient.full_name`.
    pub to: String,
}

/// A part of the models that could not be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct UndecidedView {
    /// The object, when known.
    pub address: Option<String>,
    /// `app/models/patient.py:12`.
    pub span: String,
    /// Why.
    pub reason: String,
}
