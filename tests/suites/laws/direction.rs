//! The laws, one after the other, for one way of one case.

use godwit_engine::{
    Error, Policy,
    source::Source,
    view::{PlanRequest, RenameInput},
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
        if plan.blocked() || *self.direction.expectation != Expectation::Works {
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

        let (stage, way) = (self.stage, self.direction);
        let tally = Tally::between(stage, way.from, way.to, &way.renames).await;
        let tally = tally.map_err(|why| self.breach(0, why))?;
        self.psql(&self.sql).await.map_err(|why| self.breach(2, why))?;
        self.agreement(&plan).await?;
        self.observer(way.to).await?;
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

    fn sides(&self) -> (Source, Source) {
        let source = |database: &str| self.stage.source(database, self.case.superuser);
        (source(self.direction.work), source(self.direction.to))
    }

    async fn plan(&self) -> Result<Plan, Error> {
        self.plan_with(self.direction.renames.clone()).await
    }

    async fn plan_with(&self, renames: Vec<RenameInput>) -> Result<Plan, Error> {
        let (before, after) = self.sides();
        let request = PlanRequest { renames, ..PlanRequest::default() };
        self.stage.engine.plan(&before, &after, None, &request).await
    }

    async fn psql(&self, script: &str) -> Result<String, String> {
        let superuser = self.case.superuser;
        self.stage.psql(self.direction.work, superuser, Script::Text(script)).await
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
            Expectation::Works => Err(self.breach(1, words.to_owned())),
        }
    }

    /// Law 6.
    async fn determinism(&mut self, plan: &Plan) -> Result<(), Breach> {
        let again = self.plan().await.map_err(|error| self.breach(6, error.to_string()))?;
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
        let (before, after) = self.sides();
        let engine = &self.stage.engine;
        let compared = engine.compare(&before, &after, &Policy::default(), &[]).await;
        let compared = compared.map_err(|error| self.breach(3, error.to_string()))?;
        if !compared.changes.is_empty() {
            self.broken(3, format!("these differ: {:#?}", compared.changes.changes));
        }
        // Renames are done: said again, a swap would be one more.
        let again = self.plan_with(Vec::new()).await;
        let again = again.map_err(|error| self.breach(3, error.to_string()))?;
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
    async fn observer(&mut self, wanted: &str) -> Result<(), Breach> {
        let found = self.stage.dump(self.direction.work).await;
        let found = found.map_err(|why| self.breach(5, why))?;
        let wanted = self.stage.dump(wanted).await.map_err(|why| self.breach(5, why))?;
        let differences = dump::differences(&found, &wanted);
        if !differences.is_empty() {
            self.broken(5, differences.join("\n"));
        }
        Ok(())
    }

    /// Law 7. What is lost must have been announced as a danger, and the case must say that it is.
    async fn conservation(&mut self, plan: &Plan, tally: &Tally) -> Result<(), Breach> {
        let (before, after) = (self.direction.from, self.direction.work);
        let lost = tally.lost(self.stage, before, after).await;
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
        let (work, _) = self.sides();
        let read = self.stage.engine.read(&work).await;
        let snapshot = read.map_err(|error| self.breach(8, error.to_string()))?.snapshot;
        if snapshot.fingerprint(&plan.policy.scope) == plan.before.fingerprint {
            return Ok(());
        }
        let found = self.stage.dump(self.direction.work).await;
        let found = found.map_err(|why| self.breach(8, why))?;
        let wanted = self.stage.dump(self.direction.from).await;
        let wanted = wanted.map_err(|why| self.breach(8, why))?;
        let mut seen = dump::differences(&found, &wanted);
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
