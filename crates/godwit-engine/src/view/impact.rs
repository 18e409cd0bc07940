use serde::{Deserialize, Serialize};

use super::plan::HazardView;

/// Where the project's code uses what a plan takes away, renames or retypes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ImpactView {
    /// The plan's whole seal.
    pub seal: String,
    /// How many Python files were looked through.
    pub files: u32,
    /// Steps that code uses something of, in the plan's order.
    pub steps: Vec<StepImpactView>,
}

/// What code uses of one step's objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StepImpactView {
    /// Key of the step.
    pub step: String,
    /// What it means, as a hazard of the step: a note or a caution, never a danger, since the
    /// database does not mind.
    pub hazard: HazardView,
    /// The places.
    pub uses: Vec<UseView>,
}

/// One place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct UseView {
    /// Qualified name of the table or column.
    pub object: String,
    /// `app/routes/patients.py:31`.
    pub span: String,
    /// The line of source.
    pub line: String,
    /// How it is used.
    pub kind: UseKindView,
    /// How sure that is.
    pub certainty: CertaintyView,
}

/// How code uses a table or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum UseKindView {
    /// A value is taken.
    Read,
    /// A value is set.
    Write,
    /// Part of a query: `select(…)`, `where(…)`.
    Query,
    /// SQL text that reads.
    SqlRead,
    /// SQL text that writes.
    SqlWrite,
    /// A field of a model of requests or responses.
    Response,
    /// Named by another declaration.
    Declaration,
}

/// How sure a use is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CertaintyView {
    /// The class is named.
    Certain,
    /// A variable holds an object of the class, as far as its assignment or annotation tells.
    Likely,
    /// Only the name is the same.
    Possible,
}
