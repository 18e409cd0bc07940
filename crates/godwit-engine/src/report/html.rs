use std::fmt::Write;

use godwit_plan::{plan::Reversal, script};

use crate::view::{CheckState, RunState, RunStepState};

use super::{Material, check_word, state_word};

const STYLE: &str = include_str!("report.css");

/// The report as one HTML file without scripts, with a policy that would refuse any.
pub(super) fn report(material: &Material) -> String {
    let (run, plan) = (&material.run, &material.plan);
    let mut out = String::new();
    let state = match run.state {
        RunState::Applied => "good",
        RunState::Running | RunState::Interrupted => "look",
        RunState::RolledBack => "bad",
    };
    // Writing to a String cannot fail.
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{} – {}</title>\n<style>{STYLE}</style></head><body><main>",
        state_word(run.state),
        escape(&run.profile_name)
    ));
    line(format!(
        "<header class=\"{state}\"><p class=\"kind\">Godwit run report</p><h1>{}: {}</h1><p>{}</p></header>",
        state_word(run.state),
        escape(&run.profile_name),
        escape(&run.outcome)
    ));
    line("<section><h2>Summary</h2><dl>".to_owned());
    for (name, value) in facts(material) {
        line(format!("<dt>{name}</dt><dd>{}</dd>", escape(&value)));
    }
    line("</dl></section>".to_owned());
    if let Some(error) = &run.error {
        line(format!(
            "<section class=\"error\"><h2>What failed</h2><p>{}</p><p>{}</p><p><code>{} {}</code></p></section>",
            escape(&error.message),
            escape(error.hint.as_deref().unwrap_or_default()),
            escape(&error.code),
            escape(error.detail.as_deref().unwrap_or_default())
        ));
    }
    line("<section><h2>Steps</h2><table><thead><tr><th>#</th><th>Step</th><th>State</th><th>Hazards</th><th class=\"number\">ms</th></tr></thead><tbody>".to_owned());
    for (at, step) in run.steps.iter().enumerate() {
        let hazards: Vec<String> = plan
            .steps
            .get(at)
            .map(|planned| {
                planned
                    .hazards
                    .iter()
                    .map(|hazard| format!("{}: {}", hazard.code, hazard.meaning))
                    .collect()
            })
            .unwrap_or_default();
        line(format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{:.1}</td></tr>",
            at + 1,
            escape(&step.title),
            step_word(step.state),
            escape(&hazards.join("; ")),
            step.milliseconds
        ));
    }
    line("</tbody></table></section>".to_owned());
    if !plan.excluded.is_empty() {
        line("<section><h2>Left out</h2><ul>".to_owned());
        for step in &plan.excluded {
            line(format!("<li>{}</li>", escape(&step.title)));
        }
        line("</ul></section>".to_owned());
    }
    if !run.validation.is_empty() {
        line("<section><h2>Validation</h2><table><thead><tr><th>Check</th><th>State</th><th>Found</th></tr></thead><tbody>".to_owned());
        for check in &run.validation {
            let class = match check.state {
                CheckState::Passed => "good",
                CheckState::Attention | CheckState::Skipped => "look",
                CheckState::Failed => "bad",
            };
            line(format!(
                "<tr><td>{}</td><td class=\"{class}\">{}</td><td>{}</td></tr>",
                escape(&check.title),
                check_word(check.state),
                escape(&check.detail)
            ));
        }
        line("</tbody></table></section>".to_owned());
    }
    line(format!(
        "<section><h2>Script</h2><pre>{}</pre></section>",
        escape(&script::sql_script(plan))
    ));
    let irreversible: Vec<String> = plan
        .steps
        .iter()
        .filter_map(|step| match &step.reversal {
            Reversal::Statements { loses, .. } => {
                loses.as_ref().map(|loses| format!("{}: {loses}", step.title))
            }
            Reversal::Impossible { reason } => {
                Some(format!("{}: not reversible, {reason}", step.title))
            }
        })
        .collect();
    line("<section><h2>Reversal</h2><ul>".to_owned());
    for text in irreversible {
        line(format!("<li>{}</li>", escape(&text)));
    }
    line(format!("</ul><pre>{}</pre></section>", escape(&script::reversal_script(plan))));
    line("<section><h2>Log</h2><table><tbody>".to_owned());
    for entry in &material.journal {
        let text = serde_json::to_string(&entry.entry).unwrap_or_default();
        line(format!(
            "<tr><td>{}</td><td><code>{}</code></td></tr>",
            escape(&entry.at),
            escape(&text)
        ));
    }
    line("</tbody></table></section>".to_owned());
    if !run.next.is_empty() {
        line("<section><h2>Next</h2><ul>".to_owned());
        for next in &run.next {
            line(format!("<li>{}</li>", escape(next)));
        }
        line("</ul></section>".to_owned());
    }
    line("</main></body></html>".to_owned());
    out
}

/// The run in name and value pairs.
pub(super) fn facts(material: &Material) -> Vec<(&'static str, String)> {
    let (run, plan) = (&material.run, &material.plan);
    let mut found = vec![
        ("Run", run.id.clone()),
        ("Database", run.target.clone()),
        ("Server", format!("PostgreSQL {}", crate::show::schema::version_text(run.server.version))),
        ("Started", run.started_at.clone()),
        ("Ended", run.finished_at.clone().unwrap_or_else(|| "not yet".to_owned())),
        ("Took", format!("{:.2} s", run.seconds)),
        ("Who", run.who.clone()),
        ("From", plan.before.source.clone()),
        ("To", plan.after.source.clone()),
        ("Structure before", plan.before.fingerprint.short().to_owned()),
        ("Structure after", plan.after.fingerprint.short().to_owned()),
        ("Seal", run.seal.clone()),
    ];
    if !run.acceptances.is_empty() {
        found.push(("Accepted", run.acceptances.join(", ")));
    }
    match &run.backup {
        Some(backup) => {
            found.push(("Backup", backup.backup.path.display().to_string()));
            found.push(("Backup SHA-256", backup.backup.sha256.clone()));
        }
        None => found.push(("Backup", "none".to_owned())),
    }
    found
}

/// How a step ended, for people.
pub(super) fn step_word(state: RunStepState) -> &'static str {
    match state {
        RunStepState::Waiting => "not begun",
        RunStepState::Running => "running",
        RunStepState::Done => "done, not committed",
        RunStepState::Committed => "committed",
        RunStepState::RolledBack => "rolled back",
        RunStepState::Failed => "failed",
    }
}

/// Text as HTML text or attribute; control characters become visible.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            control if control.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(control));
            }
            // Bidirectional overrides would show a name as another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            escape("<img src=x onerror='a'>\u{202e}\u{1b}"),
            "&lt;img src=x onerror=&#39;a&#39;&gt;\\u{202e}\\u{1b}"
        );
    }
}
