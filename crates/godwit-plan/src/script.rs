use std::fmt::Write as _;

use crate::plan::{Plan, Reversal, Statement};

/// What a role or a database may have set otherwise, and literals, casts and the options that
/// PostgreSQL keeps as text depend on: the same as the executor's sessions have.
const PINS: &str = "\
SET standard_conforming_strings = on;
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
SET quote_all_identifiers = off;
";

/// Exactly what would run, ready for `psql -v ON_ERROR_STOP=1`: hazards as comments, `BEGIN` and
/// `COMMIT` around each transaction, none around what cannot run in one.
pub fn sql_script(plan: &Plan) -> String {
    let mut out = String::new();
    comment(&mut out, "Plan by Godwit. Run with psql -v ON_ERROR_STOP=1");
    head(&mut out, plan);
    for batch in &plan.batches {
        out.push('\n');
        if batch.transactional {
            begin(&mut out, plan);
        }
        let mut shown = None;
        for &(step_at, statement_at) in &batch.statements {
            let Some((step, statement)) = plan
                .steps
                .get(step_at)
                .and_then(|step| Some((step, step.statements.get(statement_at)?)))
            else {
                continue;
            };
            if shown != Some(step_at) {
                shown = Some(step_at);
                out.push('\n');
                comment(&mut out, &step.title);
                for hazard in &step.hazards {
                    let severity = hazard.severity.noun();
                    comment(
                        &mut out,
                        &format!(
                            "{severity} {}: {}: {}",
                            hazard.code, hazard.object, hazard.meaning
                        ),
                    );
                }
            }
            stand_alone_comment(&mut out, statement);
            terminated(&mut out, &statement.sql);
        }
        if batch.transactional {
            out.push_str("\nCOMMIT;\n");
        }
    }
    out
}

/// What takes the whole run back, by the plan of the way back; names what is not given back.
pub fn reversal_script(plan: &Plan) -> String {
    let mut out = String::new();
    comment(&mut out, "Reversal of a plan by Godwit. Run with psql -v ON_ERROR_STOP=1");
    head(&mut out, plan);
    for step in plan.steps.iter().rev() {
        match &step.reversal {
            Reversal::Statements { loses: Some(loses), .. } => {
                comment(&mut out, &format!("{}: not given back: {loses}", step.title));
            }
            Reversal::Statements { loses: None, .. } => {}
            Reversal::Impossible { reason } => {
                comment(&mut out, &format!("{}: cannot be undone: {reason}", step.title));
            }
        }
    }
    for reason in &plan.way_back.hindered {
        comment(&mut out, &format!("Cannot be undone: {reason}"));
    }
    for batch in &plan.way_back.batches {
        out.push('\n');
        if batch.transactional {
            begin(&mut out, plan);
        }
        let mut shown = None;
        for &(step_at, statement_at) in &batch.statements {
            let Some((step, statement)) = plan
                .way_back
                .steps
                .get(step_at)
                .and_then(|step| Some((step, step.statements.get(statement_at)?)))
            else {
                continue;
            };
            if shown != Some(step_at) {
                shown = Some(step_at);
                out.push('\n');
                comment(&mut out, &step.title);
            }
            terminated(&mut out, &statement.sql);
        }
        if batch.transactional {
            out.push_str("\nCOMMIT;\n");
        }
    }
    out
}

fn head(out: &mut String, plan: &Plan) {
    comment(out, &format!("Seal: {}", plan.seal));
    comment(out, &format!("Before: {} ({})", plan.before.source, plan.before.fingerprint.short()));
    comment(out, &format!("After: {} ({})", plan.after.source, plan.after.fingerprint.short()));
    for one in &plan.unmodelled {
        comment(out, &format!("Not modelled, left as it is: {} {}", one.class, one.name));
    }
    out.push_str(PINS);
}

fn begin(out: &mut String, plan: &Plan) {
    out.push_str("BEGIN;\n");
    let _ = writeln!(out, "SET LOCAL search_path = pg_catalog;");
    // Bodies in quotes may speak of what comes later in the plan.
    let _ = writeln!(out, "SET LOCAL check_function_bodies = off;");
    let _ = writeln!(out, "SET LOCAL lock_timeout = {};", plan.policy.lock_timeout_ms);
    let _ = writeln!(out, "SET LOCAL statement_timeout = {};", plan.policy.statement_timeout_ms);
}

fn stand_alone_comment(out: &mut String, statement: &Statement) {
    if let (false, Some(clean_up)) = (statement.transactional, &statement.clean_up) {
        comment(out, &format!("Cannot run in a transaction. If it fails, run first: {clean_up}"));
    }
}

pub(crate) fn terminated(out: &mut String, sql: &str) {
    out.push_str(sql);
    // A trailing line comment in an expression must not swallow the semicolon.
    let last_line = sql.rsplit('\n').next().unwrap_or(sql);
    out.push_str(if last_line.contains("--") { "\n;\n" } else { ";\n" });
}

/// One comment line: what could end it, or reorder it for the eye, becomes a space.
pub(crate) fn comment(out: &mut String, text: &str) {
    out.push_str("-- ");
    out.extend(text.chars().map(|character| {
        let reorders = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let breaks = matches!(character, '\u{2028}' | '\u{2029}');
        if character.is_control() || reorders || breaks { ' ' } else { character }
    }));
    out.push('\n');
}
