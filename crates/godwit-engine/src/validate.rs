use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use godwit_diff::{Verb, diff};
use godwit_plan::{plan::Plan, policy::Policy};
use godwit_postgres::{Session, elaborate, probe};
use godwit_schema::{
    Address, Catalog, Object, Scope,
    fact::{Answer, Fact, Question},
};

use crate::{
    Engine,
    error::Error,
    gate::{renaming, touched_tables},
    source::Source,
    view::{CheckState, CheckView},
};

/// How long counting one table may take.
const COUNT_LIMIT: Duration = Duration::from_secs(60);

fn check(code: &str, title: &str, failure: Option<String>, success: String) -> CheckView {
    let (state, detail) = match failure {
        None => (CheckState::Passed, success),
        Some(failure) => (CheckState::Failed, failure),
    };
    CheckView { code: code.to_owned(), title: title.to_owned(), state, detail }
}

/// Rows of tables, by address; a table that could not be counted is left out.
pub(crate) type Counts = BTreeMap<Address, u64>;

impl Engine {
    /// Compares a live database with a source and looks at the state of what it holds.
    ///
    /// # Errors
    /// What stands in the way of reading a side.
    pub async fn validate(
        &self,
        target: &Source,
        after: &Source,
        policy: &Policy,
    ) -> Result<Vec<CheckView>, Error> {
        let comparison = self.compare(target, after, policy, &[]).await?;
        let differing: Vec<String> =
            comparison.changes.changes.iter().map(|change| change.address.to_string()).collect();
        let mut checks = vec![structure_check(&differing)];
        checks.extend(state_checks(&comparison.before.catalog, &policy.scope));
        Ok(checks)
    }

    /// Reads a database back after a run.
    ///
    /// # Errors
    /// What the server refused.
    pub(crate) async fn validate_run(
        &self,
        session: &mut Session,
        source: &Source,
        plan: &Plan,
        counted: &Counts,
    ) -> Result<Vec<CheckView>, Error> {
        let scope = &plan.policy.scope;
        let live = self.read_session(session, &source.name()).await?.snapshot.catalog;
        let differing = |expected: &Catalog| -> Result<Vec<String>, Error> {
            let changes = diff(&live, expected, scope, &[], &[])
                .map_err(|error| Error::new("rename-unfit", error.to_string()))?;
            Ok(changes.changes.iter().map(|change| change.address.to_string()).collect())
        };
        let mut found = differing(&plan.expected)?;
        if !found.is_empty() {
            // A server of another major may have printed what is wanted, and this one was asked when
            // not all was there that it speaks of.
            found = differing(&elaborate::reprint(session, &live, &plan.expected).await?)?;
        }
        let mut checks = vec![structure_check(&found)];
        checks.extend(state_checks(&live, scope));
        checks.push(self.row_check(session, plan, counted).await?);
        Ok(checks)
    }

    /// Counts the rows of the tables that a plan touches.
    pub(crate) async fn count_rows(
        &self,
        session: &mut Session,
        tables: &[Address],
    ) -> Result<Counts, Error> {
        let questions: Vec<Question> =
            tables.iter().map(|table| Question::Rows { table: table.clone() }).collect();
        let answers = probe::probe(session, &questions, COUNT_LIMIT).await?;
        Ok(answers
            .into_iter()
            .filter_map(|Answer { question, value }| match (question, value) {
                (Question::Rows { table }, Fact::Exact { count }) => Some((table, count)),
                _ => None,
            })
            .collect())
    }

    async fn row_check(
        &self,
        session: &mut Session,
        plan: &Plan,
        before: &Counts,
    ) -> Result<CheckView, Error> {
        let names = after_names(plan);
        let surviving: Vec<Address> = touched_tables(plan)
            .iter()
            .filter_map(|table| names.get(table).cloned().flatten())
            .collect();
        let after = self.count_rows(session, &surviving).await?;
        let mut lines = Vec::new();
        let mut fewer = Vec::new();
        for (table, count) in before {
            let Some(Some(now)) = names.get(table) else { continue };
            let Some(found) = after.get(now) else { continue };
            // Its rows are its partitions', which may come and go.
            if plan.expected.table(now).is_some_and(|view| view.table.partition_key.is_some()) {
                continue;
            }
            lines.push(format!("{} {found}", now.sql()));
            if found < count {
                fewer.push(format!("{} had {count} rows and has {found}", now.sql()));
            }
        }
        let mut check = check(
            "rows",
            "Rows that should survive did",
            (!fewer.is_empty()).then(|| fewer.join("; ")),
            if lines.is_empty() {
                "no table with rows was touched".to_owned()
            } else {
                lines.join(", ")
            },
        );
        if check.state == CheckState::Failed {
            // The application may have deleted rows meanwhile, so a person has to look.
            check.state = CheckState::Attention;
        }
        Ok(check)
    }
}

/// Where each touched table is after the plan; `None` when it was dropped.
fn after_names(plan: &Plan) -> BTreeMap<Address, Option<Address>> {
    let renaming = renaming(plan);
    let changes = plan.steps.iter().flat_map(|step| &step.changes);
    let dropped: BTreeSet<&Address> = changes
        .filter(|change| matches!(change.verb, Verb::Drop { .. }))
        .map(|change| &change.address)
        .collect();
    touched_tables(plan)
        .into_iter()
        .map(|table| {
            let wanted = renaming.follow(&table);
            (table, (!dropped.contains(&wanted)).then_some(wanted))
        })
        .collect()
}

fn structure_check(differing: &[String]) -> CheckView {
    check(
        "structure",
        "Structure is as planned",
        (!differing.is_empty()).then(|| format!("differs: {}", differing.join(", "))),
        "read back and compared object by object".to_owned(),
    )
}

/// Whether constraints were checked on every row, and indexes are usable.
fn state_checks(catalog: &Catalog, scope: &Scope) -> Vec<CheckView> {
    let mut unchecked = Vec::new();
    let mut invalid = Vec::new();
    let (mut constraints, mut indexes) = (0_u32, 0_u32);
    for (address, object) in catalog.objects().filter(|(address, _)| scope.holds(address)) {
        match object {
            Object::Constraint(constraint) => {
                constraints += 1;
                if !constraint.is_checked() {
                    unchecked.push(address.to_string());
                }
            }
            Object::Column(column) if column.not_null_as.not_valid => {
                unchecked.push(format!("NOT NULL of {address}"));
            }
            Object::Index(index) => {
                indexes += 1;
                if !index.valid {
                    invalid.push(address.to_string());
                }
            }
            Object::Namespace(_)
            | Object::Enum(_)
            | Object::Sequence(_)
            | Object::Table(_)
            | Object::Column(_)
            | Object::Default(_)
            | Object::Definition(_)
            | Object::Owner(_)
            | Object::Grant(_)
            | Object::DefaultPrivilege(_) => {}
        }
    }
    vec![
        check(
            "constraints",
            "Constraints hold for every row",
            (!unchecked.is_empty()).then(|| format!("not validated: {}", unchecked.join(", "))),
            format!(
                "{constraints} constraints, all validated; foreign keys among them, so no orphans"
            ),
        ),
        check(
            "indexes",
            "Indexes are usable",
            (!invalid.is_empty()).then(|| format!("invalid: {}", invalid.join(", "))),
            format!("{indexes} indexes, all valid"),
        ),
    ]
}
