//! The laws, one after the other, for one way of one case.

use godwit_engine::{
    Error, Policy,
    compare::{Comparison, differing},
    snapshot::Reading,
    view::RenameInput,
};
use godwit_plan::{Plan, Reversal, Severity, reversal_script, sql_script};
use godwit_schema::Catalog;

use crate::{
    case::{Case, Expectation},
    dump,
    report::{Breach, Outcome},
    rows::Tally,
    stage::{Direction, Script, Stage},
};

/// Tries every law that can be tried, and gives those that do not hold.
pub async fn prove(stage: &Stage, case: &Case, direction: &Direction<'_>) -> Outcome {
    let mut trial = Trial { stage, case, direction, sql: String::new(), breaches: Vec::new() };
    if let Err(breach) = trial.run().await {
        trial.breaches.push(breach);
    }
    Outcome::Tried(trial.breaches)
}

struct Trial<'a> {
    stage: &'a Stage,
    case: &'a Case,
    direction: &'a Direction<'a>,
    sql: String,
    breaches: Vec<Breach>,
}

impl Trial<'_> {
    /// What breaks a law without which the next ones say nothing ends the trial.
    async fn run(&mut self) -> Result<(), Breach> {
        let plan = match self.plan().await {
            Ok(plan) => plan,
            Err(error) => return self.refusal(&[error.code()], &error.to_string()),
        };
        self.sql = sql_script(&plan);
        self.determinism(&plan).await?;
        if *self.direction.expectation == Expectation::Nothing && !plan.steps.is_empty() {
            return Err(self.breach(1, "something is planned where nothing should be".to_owned()));
        }
        if plan.blocked() || matches!(self.direction.expectation, Expectation::Refused(_)) {
            let blocking: Vec<_> = plan
                .steps
                .iter()
                .flat_map(|step| &step.hazards)
                .filter(|hazard| hazard.severity == Severity::Blocking)
                .collect();
            let codes: Vec<&str> = blocking.iter().map(|hazard| hazard.code.as_str()).collect();
            let words: Vec<String> = blocking
                .iter()
                .map(|hazard| format!("{}@{}: {}", hazard.code, hazard.object, hazard.meaning))
                .collect();
            return self.refusal(&codes, &words.join("\n"));
        }

        let tally = Tally::before(self.stage, self.direction).await;
        let tally = tally.map_err(|why| self.breach(0, why))?;
        self.psql(&self.sql).await.map_err(|why| self.breach(2, why))?;
        self.agreement(&plan).await?;
        self.observer().await?;
        self.conservation(&plan, &tally).await?;
        self.reversal(&plan).await
    }

    fn breach(&self, law: usize, seen: String) -> Breach {
        Breach { law, direction: self.direction.word, seen, sql: self.sql.clone() }
    }

    fn broken(&mut self, law: usize, seen: String) {
        let breach = self.breach(law, seen);
        self.breaches.push(breach);
    }

    /// What lies between two readings, with the plan that leads across, as the engine makes it of
    /// sources: each state is read once for all laws that are not about reading.
    async fn across(
        &self,
        is: &Reading,
        wanted: &Reading,
        renames: &[RenameInput],
    ) -> Result<(Comparison, Plan), Error> {
        let compared = differing(is.clone(), wanted.clone(), &Policy::default(), renames)?;
        let live = self.stage.source(&self.direction.from.database, self.case.superuser);
        let plan = self.stage.engine.plan_comparison(&live, &compared, &[]).await?;
        Ok((compared, plan))
    }

    async fn plan(&self) -> Result<Plan, Error> {
        let (is, wanted) = (&self.direction.from.odd, &self.direction.to.plain);
        Ok(self.across(is, wanted, &self.direction.renames).await?.1)
    }

    async fn psql(&self, script: &str) -> Result<String, String> {
        let superuser = self.case.superuser;
        self.stage.psql(&self.direction.from.database, superuser, Script::Text(script)).await
    }

    /// The changed database, anew.
    async fn read(&self) -> Result<Reading, String> {
        self.stage.read(&self.direction.from.database, self.case.superuser).await
    }

    /// Law 1, where something stands in the way or shall.
    fn refusal(&self, codes: &[&str], words: &str) -> Result<(), Breach> {
        match self.direction.expectation {
            Expectation::Refused(wanted) if codes.contains(&wanted.as_str()) => Ok(()),
            Expectation::Refused(wanted) if codes.is_empty() => {
                Err(self.breach(1, format!("it should be refused with {wanted}, but is free")))
            }
            Expectation::Refused(wanted) => {
                Err(self.breach(1, format!("it should be refused with {wanted}, but:\n{words}")))
            }
            Expectation::Works | Expectation::Nothing => Err(self.breach(1, words.to_owned())),
        }
    }

    /// Law 6: of another reading of either state, too, where the database's settings are others.
    async fn determinism(&mut self, plan: &Plan) -> Result<(), Breach> {
        let (is, wanted) = (&self.direction.from.plain, &self.direction.to.odd);
        let again = self.across(is, wanted, &self.direction.renames).await;
        let again = again.map_err(|error| self.breach(6, error.to_string()))?.1;
        let second = sql_script(&again);
        if second != self.sql {
            self.broken(6, format!("the second plan is:\n{second}"));
        }
        let (first, second) = (reversal_script(plan), reversal_script(&again));
        if first != second {
            self.broken(6, format!("two reversals differ:\n{first}\n{second}"));
        }
        Ok(())
    }

    /// Laws 3 and 4.
    async fn agreement(&mut self, plan: &Plan) -> Result<(), Breach> {
        let found = self.read().await.map_err(|why| self.breach(3, why))?;
        // Renames are done: said again, a swap would be one more.
        let across = self.across(&found, &self.direction.to.plain, &[]).await;
        let (compared, again) = across.map_err(|error| self.breach(3, error.to_string()))?;
        if !compared.changes.is_empty() {
            self.broken(3, format!("these differ: {:#?}", compared.changes.changes));
        }
        if !again.steps.is_empty() {
            self.broken(3, format!("this is planned again:\n{}", sql_script(&again)));
        }
        if compared.changes.before != plan.after.fingerprint {
            let (found, promised) = (objects(&compared.before.catalog), objects(&plan.expected));
            self.broken(4, dump::line_differences(&found, &promised).join("\n"));
        }
        Ok(())
    }

    /// Law 5.
    async fn observer(&mut self) -> Result<(), Breach> {
        let found = self.stage.dump(&self.direction.from.database).await;
        let found = found.map_err(|why| self.breach(5, why))?;
        let differences = dump::differences(&found, &self.direction.to.dump);
        if !differences.is_empty() {
            self.broken(5, differences.join("\n"));
        }
        Ok(())
    }

    /// Law 7. What is lost must have been announced as a danger, and the case must say that it is.
    async fn conservation(&mut self, plan: &Plan, tally: &Tally) -> Result<(), Breach> {
        let lost = tally.lost(self.stage, &self.direction.from.database).await;
        let lost = lost.map_err(|why| self.breach(7, why))?;
        let announced = self.case.loses_rows && !plan.dangers().is_empty();
        if !lost.is_empty() && !announced {
            self.broken(7, lost.join("\n"));
        }
        Ok(())
    }

    /// Law 8.
    async fn reversal(&mut self, plan: &Plan) -> Result<(), Breach> {
        let whole = plan.way_back.hindered.is_empty()
            && plan.steps.iter().all(|step| matches!(step.reversal, Reversal::Statements { .. }));
        if !whole {
            return Ok(());
        }
        self.sql = reversal_script(plan);
        self.psql(&self.sql).await.map_err(|why| self.breach(8, why))?;
        let snapshot = self.read().await.map_err(|why| self.breach(8, why))?.snapshot;
        if snapshot.fingerprint(&plan.policy.scope) == plan.before.fingerprint {
            return Ok(());
        }
        let found = self.stage.dump(&self.direction.from.database).await;
        let found = found.map_err(|why| self.breach(8, why))?;
        let mut seen = dump::differences(&found, &self.direction.from.dump);
        if seen.is_empty() {
            seen.push("the fingerprint differs, and pg_dump sees no difference".to_owned());
        }
        self.broken(8, seen.join("\n"));
        Ok(())
    }
}

/// What a fingerprint is made over, a line each.
fn objects(catalog: &Catalog) -> String {
    let objects = catalog.objects().map(|(address, object)| format!("{address}: {object:?}\n"));
    let others = catalog.unmodelled().iter().map(|unmodelled| format!("{unmodelled:?}\n"));
    objects.chain(others).collect()
}
