use godwit_schema::Fingerprint;

use crate::{
    hazard::{Hazard, Severity},
    plan::{Plan, Step},
};

impl Plan {
    /// The version of the document's form that this program writes and reads.
    pub const FORMAT: u32 = 1;

    /// Digest over everything that decides what will happen: form, both fingerprints, the server's
    /// identity, the policy, every statement with its batch, its reversal, and every hazard's code,
    /// severity and object.
    ///
    /// When the plan was made and what was probed beyond that is not part of it: the same changes
    /// planned twice have the same seal.
    pub fn computed_seal(&self) -> Fingerprint {
        let mut parts: Vec<Vec<u8>> = vec![
            b"godwit plan".to_vec(),
            self.format.to_be_bytes().to_vec(),
            self.before.fingerprint.as_str().as_bytes().to_vec(),
            self.after.fingerprint.as_str().as_bytes().to_vec(),
        ];
        // Serialising plain structs of strings and numbers cannot fail.
        let json = |part: Result<Vec<u8>, serde_json::Error>| part.unwrap_or_default();
        parts.push(json(serde_json::to_vec(&self.server)));
        parts.push(json(serde_json::to_vec(&self.policy)));
        parts.push(json(serde_json::to_vec(&self.batches)));
        for step in &self.steps {
            parts.push(step.key.clone().into_bytes());
            parts.push(json(serde_json::to_vec(&step.statements)));
            parts.push(json(serde_json::to_vec(&step.reversal)));
            for hazard in &step.hazards {
                parts.push(json(serde_json::to_vec(&(
                    &hazard.code,
                    hazard.severity,
                    &hazard.object,
                ))));
            }
        }
        Fingerprint::over(parts.iter().map(Vec::as_slice))
    }

    /// Whether the plan is still the one that was sealed.
    pub fn verify_seal(&self) -> bool {
        self.format == Self::FORMAT && self.seal == self.computed_seal()
    }

    /// Whether a hazard that cannot be accepted stands in the way.
    pub fn blocked(&self) -> bool {
        self.hazards_of(Severity::Blocking).next().is_some()
    }

    /// Hazards that must be accepted by typing the object's name, each with its step.
    pub fn dangers(&self) -> Vec<(&Step, &Hazard)> {
        self.hazards_of(Severity::Danger).collect()
    }

    fn hazards_of(&self, severity: Severity) -> impl Iterator<Item = (&Step, &Hazard)> {
        self.steps
            .iter()
            .flat_map(|step| step.hazards.iter().map(move |hazard| (step, hazard)))
            .filter(move |(_, hazard)| hazard.severity == severity)
    }
}
