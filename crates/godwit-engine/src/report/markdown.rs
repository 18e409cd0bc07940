use std::fmt::Write;

use godwit_plan::{plan::Reversal, script};

use super::{Material, check_word, state_word};

/// The report as Markdown. Database text stands in code spans and blocks only.
pub(super) fn report(material: &Material) -> String {
    let (run, plan) = (&material.run, &material.plan);
    let mut out = String::new();
    // Writing to a String cannot fail.
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(format!("# {}: {}\n", state_word(run.state), code(&run.profile_name)));
    line(format!("{}\n", run.outcome));
    line("| | |\n|---|---|".to_owned());
    for (name, value) in super::html::facts(material) {
        line(format!("| {name} | {} |", code(&value)));
    }
    line(String::new());
    if let Some(error) = &run.error {
        line(format!("## What failed\n\n{}\n", code(&error.message)));
        if let Some(hint) = &error.hint {
            line(format!("{hint}\n"));
        }
    }
    line("## Steps\n\n| # | step | state | ms |\n|---|---|---|---|".to_owned());
    for (at, step) in run.steps.iter().enumerate() {
        line(format!(
            "| {} | {} | {} | {:.1} |",
            at + 1,
            code(&step.title),
            super::html::step_word(step.state),
            step.milliseconds
        ));
    }
    if !plan.excluded.is_empty() {
        line("\n## Left out\n".to_owned());
        for step in &plan.excluded {
            line(format!("- {}", code(&step.title)));
        }
    }
    if !run.validation.is_empty() {
        line("\n## Validation\n\n| check | state | found |\n|---|---|---|".to_owned());
        for check in &run.validation {
            line(format!(
                "| {} | {} | {} |",
                check.title,
                check_word(check.state),
                code(&check.detail)
            ));
        }
    }
    line("\n## Script\n".to_owned());
    line(block(&script::sql_script(plan)));
    line("\n## Reversal\n".to_owned());
    for step in plan.steps.iter().rev() {
        match &step.reversal {
            Reversal::Statements { loses: Some(loses), .. } => {
                line(format!("- {}: {loses}", code(&step.title)));
            }
            Reversal::Statements { loses: None, .. } => {}
            Reversal::Impossible { reason } => {
                line(format!("- {}: not reversible, {reason}", code(&step.title)))
            }
        }
    }
    line(format!("\n{}", block(&script::reversal_script(plan))));
    if !run.next.is_empty() {
        line("\n## Next\n".to_owned());
        for next in &run.next {
            line(format!("- {next}"));
        }
    }
    out
}

/// A code span that holds any text: longer fence than any run of backticks in it, pipes escaped
/// for tables, control characters shown.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect::<String>()
        .replace('|', "\\|");
    let fence = "`".repeat(longest_run(&text) + 1);
    format!("{fence} {text} {fence}")
}

fn block(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}sql\n{}\n{fence}", text.trim_end())
}

fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
