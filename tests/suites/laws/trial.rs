use crate::{
    case::Case,
    direction::prove,
    report::Outcome,
    stage::{Stage, States},
};

/// Builds the states of a case, proves the laws in both directions and drops the databases.
pub async fn try_case(stage: &Stage, case: &Case) -> Outcome {
    if !case.fits(stage.major()) {
        return Outcome::Skipped;
    }
    let states = match States::build(stage, case).await {
        Ok(states) => states,
        Err(why) => return Outcome::broken(0, why),
    };
    let mut outcome = Outcome::default();
    for direction in states.directions(case) {
        outcome.add(prove(stage, case, &direction).await);
    }
    if let Err(why) = states.drop(stage).await {
        outcome.add(Outcome::broken(0, why));
    }
    outcome
}
