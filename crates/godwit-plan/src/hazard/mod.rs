//! Named ways that a step can hurt. One hazard is one file with its tests.

use serde::{Deserialize, Serialize};

use godwit_schema::fact::Question;

/// How much a hazard can hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Look before you go on.
    Caution,
    /// Must be accepted by typing the object's name.
    Danger,
    /// Cannot be accepted: the step would fail or do what nobody wants.
    Blocking,
}

impl Severity {
    /// The word for people.
    pub fn noun(self) -> &'static str {
        match self {
            Severity::Note => "Note",
            Severity::Caution => "Caution",
            Severity::Danger => "Danger",
            Severity::Blocking => "Blocking",
        }
    }
}

/// One named way that one step can hurt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hazard {
    /// Stable code, such as `drops-column`.
    pub code: String,
    /// How much it can hurt.
    pub severity: Severity,
    /// Qualified name of the object it is about, as a person types it to accept:
    /// `public.patient.fax`.
    pub object: String,
    /// What it means for the data, with numbers where known.
    pub meaning: String,
    /// What to do about it.
    pub advice: String,
    /// The question whose rows a person may ask to see.
    pub rows: Option<Question>,
}
