use godwit_plan::plan::{BackStep, Batch, Plan, Reversal, Statement, Step, StepVerb};
use godwit_postgres::{Session, stamp};
use godwit_schema::{Address, quote::quote_literal};

use super::{Environment, Written};
use crate::{Engine, error::Error, project::Project, source::Source};

impl Engine {
    /// The plan with a last step that stamps the revisions it was written as, in the same transaction
    /// as its last changes. So the database does not run them again.
    ///
    /// # Errors
    /// `stamp-unexpected` when the database is not at the revision that these follow; the target
    /// cannot be read.
    pub async fn stamped(
        &self,
        plan: Plan,
        target: &Source,
        project: &Project,
        written: &Written,
    ) -> Result<Plan, Error> {
        let environment = Environment::of(project)?;
        let configured = &environment.configured;
        let (target, _) = self.live(target).await?;
        let mut session = Session::connect(&target).await?;
        let schema = configured.version_table_schema.as_deref();
        let found = stamp::read(&mut session, schema, &configured.version_table).await?;
        let at = found.as_ref().map(|found| found.revisions.clone()).unwrap_or_default();
        let graph = environment.graph();
        if graph.ancestors(&at) != graph.ancestors(&written.parents) {
            let said = if at.is_empty() { "none".to_owned() } else { at.join(", ") };
            return Err(Error::new(
                "stamp-unexpected",
                format!(
                    "the plan was not saved: its revision follows {}, and the database is at {said}",
                    if written.parents.is_empty() { "none".to_owned() } else { written.parents.join(", ") }
                ),
            )
            .hint("run the pending revisions first: godwit alembic DIR upgrade TARGET; then plan again"));
        }
        let Some(revision) = written.revisions.last() else { return Ok(plan) };
        let is_there = found.is_some();
        let table = found.map_or_else(
            || Address::table(schema.unwrap_or("public"), &configured.version_table),
            |found| found.table,
        );
        let plan = with_stamp(plan, &table, is_there, &at, revision);
        self.history.save_plan(&plan, "").await?;
        Ok(plan)
    }
}

fn with_stamp(mut plan: Plan, table: &Address, is_there: bool, at: &[String], to: &str) -> Plan {
    let name = table.sql();
    let mut up = Vec::new();
    if !is_there {
        // As Alembic makes it.
        up.push(format!(
            "CREATE TABLE {name} (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        ));
    }
    up.push(moved(&name, at, std::slice::from_ref(&to.to_owned())));
    let down = vec![moved(&name, std::slice::from_ref(&to.to_owned()), at)];
    let statement = |sql: &String| Statement {
        sql: sql.clone(),
        locks: Vec::new(),
        rewrites: false,
        scans: false,
        transactional: true,
        clean_up: None,
    };
    let step = plan.steps.len();
    let title = format!("Stamp revision {to}");
    let places = (0..up.len()).map(|at| (step, at));
    match plan.batches.last_mut().filter(|batch| batch.transactional) {
        Some(batch) => batch.statements.extend(places),
        None => plan.batches.push(Batch { transactional: true, statements: places.collect() }),
    }
    plan.steps.push(Step {
        key: format!("stamp {to}"),
        title: title.clone(),
        address: table.clone(),
        verb: StepVerb::Alter,
        changes: Vec::new(),
        statements: up.iter().map(statement).collect(),
        hazards: Vec::new(),
        reversal: Reversal::Statements { statements: down.clone(), loses: None },
        needs: Vec::new(),
        together: Vec::new(),
        facts: Vec::new(),
        spans: Vec::new(),
    });
    let back = plan.way_back.steps.len();
    plan.way_back.steps.push(BackStep {
        title: format!("Undo: {title}"),
        statements: down.iter().map(statement).collect(),
    });
    match plan.way_back.batches.last_mut().filter(|batch| batch.transactional) {
        Some(batch) => batch.statements.push((back, 0)),
        None => {
            plan.way_back.batches.push(Batch { transactional: true, statements: vec![(back, 0)] });
        }
    }
    plan.seal = plan.computed_seal();
    plan
}

/// One statement that moves the stamps, and fails when they are not what they were.
fn moved(table: &str, from: &[String], to: &[String]) -> String {
    let mut body = String::new();
    for revision in from {
        body.push_str(&format!(
            "DELETE FROM {table} WHERE version_num = {};\nIF NOT FOUND THEN RAISE EXCEPTION 'the database is no longer at the revision that the plan follows'; END IF;\n",
            quote_literal(revision)
        ));
    }
    if from.is_empty() {
        body.push_str(&format!(
            "IF EXISTS (SELECT FROM {table}) THEN RAISE EXCEPTION 'the database is at a revision already'; END IF;\n"
        ));
    }
    for revision in to {
        body.push_str(&format!(
            "INSERT INTO {table} (version_num) VALUES ({});\n",
            quote_literal(revision)
        ));
    }
    format!("DO $godwit$\nBEGIN\n{body}END\n$godwit$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_move_only_from_where_they_were() {
        let sql = moved("public.alembic_version", &["a".to_owned()], &["b".to_owned()]);
        assert!(
            sql.contains("DELETE FROM public.alembic_version WHERE version_num = 'a'"),
            "{sql}"
        );
        assert!(sql.contains("IF NOT FOUND"), "{sql}");
        assert!(sql.contains("VALUES ('b')"), "{sql}");
        assert!(moved("t", &[], &["b".to_owned()]).contains("IF EXISTS (SELECT FROM t)"));
    }
}
