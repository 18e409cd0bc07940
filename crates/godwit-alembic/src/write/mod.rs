//! Plans as revision files: Alembic's own operations where they say exactly what the plan does, the
//! plan's SQL where they would not.

mod file_name;
mod literal;
mod operation;
mod template;
mod types;

use godwit_plan::plan::{Plan, Reversal, Step};

use crate::config::Config;

/// What a person decides about a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionOptions {
    /// Id of the first revision, at most 32 characters; more revisions of one plan append `_2`, ….
    pub rev_id: String,
    /// Revisions it follows.
    pub parents: Vec<String>,
    /// First line of its docstring.
    pub message: String,
    /// When it is made.
    pub created_at: CreatedAt,
    /// The project's `script.py.mako`, when there is one.
    pub template: Option<String>,
    /// The project's settings.
    pub config: Config,
}

/// A moment taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatedAt {
    /// Such as 2026.
    pub year: i32,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 59.
    pub second: u8,
    /// Seconds since 1970 in UTC.
    pub epoch: i64,
}

/// A file to be written into the folder of revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionText {
    /// Its name, with folders when the project's template has some.
    pub file_name: String,
    /// Its text.
    pub text: String,
}

/// Why no revision can be written, one sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritable(pub(crate) String);

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes a plan as revisions, one for each of its batches, since Alembic has one transaction for
/// each file at best.
///
/// # Errors
/// A plan with nothing to do, or a template that does more than fill in values.
pub fn revision(plan: &Plan, options: &RevisionOptions) -> Result<Vec<RevisionText>, Unwritable> {
    if plan.batches.is_empty() {
        return Err(Unwritable("the plan has nothing to do".to_owned()));
    }
    let mut written = Vec::new();
    let mut parents = options.parents.clone();
    for (at, batch) in plan.batches.iter().enumerate() {
        let rev_id = match at {
            0 => options.rev_id.clone(),
            _ => format!("{}_{}", options.rev_id, at + 1),
        };
        let message = match plan.batches.len() {
            1 => options.message.clone(),
            count => format!("{} ({} of {count})", options.message, at + 1),
        };
        let parts = parts(plan, &batch.statements);
        let upgrades: Vec<String> = parts.iter().flat_map(|part| up(plan, part)).collect();
        let downgrades: Vec<String> =
            parts.iter().rev().flat_map(|part| down(plan, part)).collect();
        let text = template::fill(
            options.template.as_deref(),
            &template::Values {
                message: docstring(plan, &message, &parts),
                rev_id: &rev_id,
                parents: &parents,
                created_at: options.created_at,
                upgrades: &upgrades,
                downgrades: &downgrades,
            },
        )?;
        let file_name =
            file_name::file_name(&options.config, &rev_id, &message, options.created_at);
        written.push(RevisionText { file_name, text });
        parents = vec![rev_id];
    }
    Ok(written)
}

/// A step, or those of its statements that are in one batch.
struct Part<'a> {
    step: &'a Step,
    statements: Vec<usize>,
}

impl Part<'_> {
    fn is_whole(&self) -> bool {
        self.statements.len() == self.step.statements.len()
    }
}

fn parts<'a>(plan: &'a Plan, statements: &[(usize, usize)]) -> Vec<Part<'a>> {
    let mut parts: Vec<(usize, Part<'a>)> = Vec::new();
    for (step, statement) in statements {
        match parts.last_mut() {
            Some((last, part)) if last == step => part.statements.push(*statement),
            _ => {
                if let Some(found) = plan.steps.get(*step) {
                    parts.push((*step, Part { step: found, statements: vec![*statement] }));
                }
            }
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

fn up(plan: &Plan, part: &Part<'_>) -> Vec<String> {
    if part.is_whole()
        && let Some(lines) = operation::up(plan, part.step)
    {
        return lines;
    }
    part.statements
        .iter()
        .filter_map(|at| part.step.statements.get(*at))
        .flat_map(|statement| execute(&statement.sql, statement.transactional))
        .collect()
}

fn down(plan: &Plan, part: &Part<'_>) -> Vec<String> {
    if part.is_whole()
        && let Some(lines) = operation::down(plan, part.step)
    {
        return lines;
    }
    // A step that is cut over several files is undone by the file with its last statement.
    if !part.statements.contains(&part.step.statements.len().saturating_sub(1)) {
        return Vec::new();
    }
    match &part.step.reversal {
        Reversal::Statements { statements, .. } => statements
            .iter()
            .flat_map(|sql| execute(sql, !sql.contains(" CONCURRENTLY ")))
            .collect(),
        Reversal::Impossible { reason } => {
            let text = format!("{} cannot be undone: {reason}", part.step.title);
            vec![format!("raise NotImplementedError({})", literal::text(&text))]
        }
    }
}

/// The statement as it is. A label of an enum cannot be used in the transaction that adds it, and
/// Alembic runs all pending revisions in one, so it is committed at once.
fn execute(sql: &str, transactional: bool) -> Vec<String> {
    let call = format!("op.execute({})", literal::sql(sql));
    let adds_label = sql.starts_with("ALTER TYPE ") && sql.contains(" ADD VALUE ");
    if transactional && !adds_label {
        vec![call]
    } else {
        let indented = call.replace('\n', "\n    ");
        vec!["with op.get_context().autocommit_block():".to_owned() + "\n    " + &indented]
    }
}

fn docstring(plan: &Plan, message: &str, parts: &[Part<'_>]) -> String {
    let mut lines = vec![message.to_owned(), String::new()];
    for part in parts {
        lines.push(format!("- {}", part.step.title));
        for hazard in &part.step.hazards {
            lines.push(format!("  {}: {}", hazard.code, hazard.meaning));
        }
    }
    lines.push(String::new());
    lines.push(format!("Plan: {}", plan.seal.as_str()));
    literal::docstring(&lines.join("\n"))
}
