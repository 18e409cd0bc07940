use std::fmt::Write as _;

use crate::{
    plan::{Batch, Plan, Reversal, Statement},
    script::{comment, reversal_script, sql_script, terminated},
};

/// Tools whose files a plan can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One file up and one down, for psql or by hand.
    UpDown,
    /// `VERSION_NAME.up.sql` and `.down.sql`; each file is one transaction, unless its first line says
    /// `-- no-transaction` (sqlx, `migrate add -r`).
    Sqlx,
    /// `VERSION_NAME.sql` with `-- migrate:up` and `-- migrate:down`; each part is one transaction,
    /// unless it says `transaction:false` (dbmate, "Migration Options").
    Dbmate,
}

/// A file by name and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Writes a plan as files of a tool. `versions` gives each file's number, in growing order: these
/// tools run one file in one transaction, so a plan with several has several files. `slug` is the
/// rest of the name.
pub fn files(
    plan: &Plan,
    layout: Layout,
    slug: &str,
    versions: impl IntoIterator<Item = String>,
) -> Vec<SqlFile> {
    let mut found = Vec::new();
    let single = plan.batches.len() == 1;
    for (number, (batch, version)) in plan.batches.iter().zip(versions).enumerate() {
        let name = if single {
            format!("{version}_{slug}")
        } else {
            format!("{version}_{slug}_{}", number + 1)
        };
        let up = upwards(plan, batch);
        let down = if single { whole_way_back(plan) } else { downwards(plan, batch) };
        let transactional = batch.transactional;
        match layout {
            Layout::UpDown => {
                return vec![
                    SqlFile { name: format!("{name}.up.sql"), text: sql_script(plan) },
                    SqlFile { name: format!("{name}.down.sql"), text: reversal_script(plan) },
                ];
            }
            Layout::Sqlx => {
                for (word, text, transactional) in
                    [("up", up, transactional), ("down", down.text, down.transactional)]
                {
                    let first = if transactional { "" } else { "-- no-transaction\n" };
                    let text = format!("{first}{text}");
                    found.push(SqlFile { name: format!("{name}.{word}.sql"), text });
                }
            }
            Layout::Dbmate => {
                let option = |transactional| if transactional { "" } else { " transaction:false" };
                let text = format!(
                    "-- migrate:up{}\n{up}\n-- migrate:down{}\n{}",
                    option(transactional),
                    option(down.transactional),
                    down.text
                );
                found.push(SqlFile { name: format!("{name}.sql"), text });
            }
        }
    }
    found
}

struct Down {
    text: String,
    transactional: bool,
}

fn head(plan: &Plan) -> String {
    let mut out = String::new();
    comment(&mut out, &format!("Plan by Godwit, seal {}", plan.seal));
    out
}

fn upwards(plan: &Plan, batch: &Batch) -> String {
    let mut out = head(plan);
    let statements = || batch.statements.iter().filter_map(|place| statement(plan, *place));
    local_settings(&mut out, statements().map(|statement| &statement.sql), batch.transactional);
    let mut shown = None;
    for place in &batch.statements {
        let Some((step, statement)) = plan.steps.get(place.0).zip(statement(plan, *place)) else {
            continue;
        };
        if shown.replace(place.0) != Some(place.0) {
            comment(&mut out, &step.title);
            for hazard in &step.hazards {
                let severity = hazard.severity.noun();
                comment(&mut out, &format!("{severity} {}: {}", hazard.code, hazard.meaning));
            }
        }
        terminated(&mut out, &statement.sql);
    }
    out
}

fn statement(plan: &Plan, (step, statement): (usize, usize)) -> Option<&Statement> {
    plan.steps.get(step)?.statements.get(statement)
}

/// What undoes a plan with one transaction.
fn whole_way_back(plan: &Plan) -> Down {
    let mut out = head(plan);
    for reason in &plan.way_back.hindered {
        comment(&mut out, &format!("Cannot be undone: {reason}"));
    }
    let transactional = plan.way_back.batches.iter().all(|batch| batch.transactional);
    let statements = || plan.way_back.steps.iter().flat_map(|step| &step.statements);
    local_settings(&mut out, statements().map(|statement| &statement.sql), transactional);
    for statement in statements() {
        terminated(&mut out, &statement.sql);
    }
    Down { text: out, transactional }
}

/// What undoes the steps that one of several transactions ended.
fn downwards(plan: &Plan, batch: &Batch) -> Down {
    let mut out = head(plan);
    let mut transactional = true;
    for (at, last) in batch.statements.iter().rev() {
        let Some(step) = plan.steps.get(*at).filter(|step| last + 1 == step.statements.len())
        else {
            continue;
        };
        match &step.reversal {
            Reversal::Statements { statements, loses } => {
                if let Some(loses) = loses {
                    comment(&mut out, &format!("{}: not given back: {loses}", step.title));
                }
                for sql in statements {
                    transactional &= !sql.contains(" CONCURRENTLY ");
                    terminated(&mut out, sql);
                }
            }
            Reversal::Impossible { reason } => {
                comment(&mut out, &format!("{}: cannot be undone: {reason}", step.title));
            }
        }
    }
    Down { text: out, transactional }
}

/// Bodies in quotes may speak of what comes later. The search path stays: these tools write their own
/// table by it in the same transaction, and the plan's names are all qualified.
fn local_settings<'a>(
    out: &mut String,
    mut statements: impl Iterator<Item = &'a String>,
    transactional: bool,
) {
    let bodies = statements.any(|sql| sql.contains(" FUNCTION ") || sql.contains(" PROCEDURE "));
    if bodies && transactional {
        let _ = writeln!(out, "SET LOCAL check_function_bodies = off;");
    }
}
