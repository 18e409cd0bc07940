use godwit_alembic::write;
use godwit_plan::plan::{BackStep, Batch, Plan, Reversal, Statement, Step, StepVerb};
use godwit_postgres::{Session, stamp};
use godwit_schema::{Address, quote::quote_literal};

use super::{Environment, Written};
use crate::{Engine, error::Error, project::Project, source::Source};

impl Engine {
    /// The plan with steps that stamp the revisions it was written as, each in the same transaction as
    /// its last changes, or in one of its own behind what takes no transaction. So the database does
    /// not run them again, also those that a run which stops halfway has behind it.
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
        let is_there = found.is_some();
        let table = found.map_or_else(
            || Address::table(schema.unwrap_or("public"), &configured.version_table),
            |found| found.table,
        );
        let done = write::done_with(&plan);
        if done.len() != written.revisions.len() {
            return Err(Error::new(
                "stamp-unexpected",
                "the plan was not saved: it is not the one that these revisions were written from",
            )
            .hint("plan again"));
        }
        let ends: Vec<(usize, &str)> =
            done.into_iter().zip(written.revisions.iter().map(String::as_str)).collect();
        let plan = with_stamps(plan, &table, is_there, &at, &ends);
        self.history.save_plan(&plan, "").await?;
        Ok(plan)
    }
}

/// `ends` names the batch that each revision is done with, in order.
fn with_stamps(
    mut plan: Plan,
    table: &Address,
    is_there: bool,
    at: &[String],
    ends: &[(usize, &str)],
) -> Plan {
    let name = table.sql();
    let mut from = at.to_vec();
    let mut moves: Vec<(usize, Step)> = Vec::new();
    for (place, (batch, revision)) in ends.iter().enumerate() {
        // Of revisions that one transaction completes, the last is the stamp.
        if ends.get(place + 1).is_some_and(|(next, _)| next == batch) {
            continue;
        }
        let to = vec![(*revision).to_owned()];
        let mut up = Vec::new();
        if !is_there && moves.is_empty() {
            // As Alembic makes it.
            up.push(format!(
                "CREATE TABLE {name} (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            ));
        }
        up.push(moved(&name, &from, &to));
        let down = vec![moved(&name, &to, &from)];
        moves.push((*batch, step(table, revision, &up, down)));
        from = to;
    }
    // From the end, so that what is put in between moves no other's place.
    for (batch, step) in moves.into_iter().rev() {
        put_behind(&mut plan, batch, step);
    }
    let back = plan.way_back.steps.len();
    plan.way_back.steps.push(BackStep {
        title: format!("Undo: Stamp revision {}", from.join(", ")),
        statements: vec![statement(&moved(&name, &from, at))],
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

/// Puts a step behind all that a batch and those before it do, into its transaction when it has one.
fn put_behind(plan: &mut Plan, batch: usize, step: Step) {
    let done = plan.batches.iter().take(batch + 1).flat_map(|batch| &batch.statements);
    let at = done.map(|(step, _)| step + 1).max().unwrap_or_default();
    for (later, _) in plan.batches.iter_mut().flat_map(|batch| &mut batch.statements) {
        *later += usize::from(*later >= at);
    }
    let places = (0..step.statements.len()).map(|statement| (at, statement));
    match plan.batches.get_mut(batch).filter(|batch| batch.transactional) {
        Some(batch) => batch.statements.extend(places),
        None => {
            let own = Batch { transactional: true, statements: places.collect() };
            plan.batches.insert((batch + 1).min(plan.batches.len()), own);
        }
    }
    plan.steps.insert(at, step);
}

fn step(table: &Address, revision: &str, up: &[String], down: Vec<String>) -> Step {
    Step {
        key: format!("stamp {revision}"),
        title: format!("Stamp revision {revision}"),
        address: table.clone(),
        verb: StepVerb::Alter,
        changes: Vec::new(),
        statements: up.iter().map(|sql| statement(sql)).collect(),
        hazards: Vec::new(),
        reversal: Reversal::Statements { statements: down, loses: None },
        needs: Vec::new(),
        together: Vec::new(),
        facts: Vec::new(),
        spans: Vec::new(),
    }
}

fn statement(sql: &str) -> Statement {
    Statement {
        sql: sql.to_owned(),
        locks: Vec::new(),
        rewrites: false,
        scans: false,
        transactional: true,
        clean_up: None,
    }
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
