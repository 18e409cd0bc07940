use serde::Serialize;

use godwit_schema::Fingerprint;

use crate::{
    hazard::{Hazard, Severity},
    plan::{Plan, Step},
};

impl Plan {
    /// The version of the document's form that this program writes and reads.
    pub const FORMAT: u32 = 5;

    /// Digest over the whole document, but for when it was made and for what was counted on the way:
    /// the facts, and the hazards' meaning, which tells their numbers. So the same changes planned
    /// twice have the same seal, and whatever decides what will happen cannot be changed under it:
    /// numbers decide through a hazard's severity, an advice or a reversal.
    pub fn computed_seal(&self) -> Fingerprint {
        // Taken apart without a rest: a new field does not compile before it is placed here.
        let Self {
            format,
            seal: _,
            created_at: _,
            before,
            after,
            server,
            policy,
            renames,
            steps,
            batches,
            excluded,
            expected,
            way_back,
            unmodelled,
        } = self;
        let steps: Vec<_> = steps.iter().map(step).collect();
        // A digest of its own, since most of it has hashes that are kept.
        let expected = expected.digest();
        let ends = (format, before, after, server, policy, renames);
        let document =
            serde_json::to_vec(&(ends, steps, batches, excluded, expected, (way_back, unmodelled)))
                .expect("structs of strings and numbers are written without fail");
        Fingerprint::over([b"godwit plan".as_slice(), &document])
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

fn step(step: &Step) -> impl Serialize {
    let Step {
        key,
        title,
        address,
        verb,
        changes,
        statements,
        hazards,
        reversal,
        needs,
        together,
        facts: _,
        spans,
    } = step;
    let hazards: Vec<_> = hazards.iter().map(hazard).collect();
    let bound = (needs, together);
    (key, title, address, verb, changes, statements, hazards, reversal, bound, spans)
}

fn hazard(hazard: &Hazard) -> impl Serialize {
    let Hazard { code, severity, object, meaning: _, advice, rows } = hazard;
    (code, severity, object, advice, rows)
}
