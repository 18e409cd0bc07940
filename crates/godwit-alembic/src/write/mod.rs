//! Plans as revision files: Alembic's own operations where they say exactly what the plan does, the
//! plan's SQL where they would not.

mod back;
mod cut;
mod draft;
mod file_name;
mod literal;
mod operation;
mod part;
mod template;
mod types;

use godwit_plan::plan::Plan;

use self::part::Part;
pub use self::{back::Ends, cut::done_with, draft::Draft};
use crate::config::Config;

/// `alembic_version.version_num` holds no longer ones: they fail at the upgrade only.
const MAX_ID: usize = 32;

/// What a person decides about a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionOptions {
    /// Id of the first revision, at most 32 characters; more revisions of one plan append `_2`, ….
    pub rev_id: String,
    /// Revisions it follows.
    pub parents: Vec<String>,
    /// First line of its docstring.
    pub message: String,
    /// When it is made, by the clock that the project dates its revisions by.
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
    /// Seconds east of UTC, which Alembic writes only where the project names a timezone.
    pub offset: Option<i32>,
}

/// A file to be written into the folder of revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionText {
    /// Its id.
    pub revision: String,
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

impl std::error::Error for Unwritable {}

/// A plan as revisions, each following the one before: one for what shares a transaction, and one of
/// its own for what Alembic must commit at once, such as labels added to an enum or an index built
/// concurrently. So none of them can stop halfway.
///
/// # Errors
/// A plan with nothing to do, or an id that Alembic refuses.
pub fn drafts(
    plan: &Plan,
    ends: Option<&Ends<'_>>,
    options: &RevisionOptions,
) -> Result<Vec<Draft>, Unwritable> {
    let files = cut::files(plan);
    let states = ends.and_then(|ends| back::states(plan, ends, &files)).unwrap_or_default();
    if files.is_empty() {
        return Err(Unwritable("the plan has nothing to do".to_owned()));
    }
    let mut drafts = Vec::new();
    let mut parents = options.parents.clone();
    for (at, parts) in files.iter().enumerate() {
        let rev_id = match at {
            0 => options.rev_id.clone(),
            _ => format!("{}_{}", options.rev_id, at + 1),
        };
        usable_id(&rev_id)?;
        let message = match files.len() {
            1 => options.message.clone(),
            count => format!("{} ({} of {count})", options.message, at + 1),
        };
        let upgrades: Vec<String> = parts.iter().flat_map(|part| part.lines(plan, true)).collect();
        let planned = ends.zip(states.get(at + 1).zip(states.get(at)));
        let downgrades: Vec<String> = planned
            .and_then(|(ends, (from, to))| back::lines(plan, ends, parts, from, to))
            .or_else(|| if files.len() == 1 { back::executed(plan, parts) } else { None })
            .unwrap_or_else(|| parts.iter().rev().flat_map(|part| part.down(plan)).collect());
        drafts.push(Draft {
            revision: rev_id.clone(),
            parents,
            docstring: docstring(plan, &message, parts),
            message,
            upgrades,
            downgrades,
        });
        parents = vec![rev_id];
    }
    Ok(drafts)
}

/// The revision that makes one head of the parents.
///
/// # Errors
/// An id that Alembic refuses.
pub fn merge(options: &RevisionOptions) -> Result<Draft, Unwritable> {
    usable_id(&options.rev_id)?;
    Ok(Draft {
        revision: options.rev_id.clone(),
        parents: options.parents.clone(),
        message: options.message.clone(),
        docstring: literal::docstring(&options.message),
        upgrades: Vec::new(),
        downgrades: Vec::new(),
    })
}

/// A message as a part of a file's name.
pub fn slug(message: &str) -> String {
    file_name::slug(message, Config::default().truncate_slug_length)
}

fn usable_id(rev_id: &str) -> Result<(), Unwritable> {
    if rev_id.is_empty() || rev_id.chars().count() > MAX_ID {
        return Err(Unwritable(format!(
            "a revision id has 1 to {MAX_ID} characters, so this one cannot be stamped: {rev_id}"
        )));
    }
    if rev_id.contains(['@', ':', '+', '-']) {
        return Err(Unwritable(format!(
            "Alembic gives @, :, + and - in a revision id a meaning of their own: {rev_id}"
        )));
    }
    Ok(())
}

fn docstring(plan: &Plan, message: &str, parts: &[Part<'_>]) -> String {
    let mut lines = vec![message.to_owned(), String::new()];
    for part in parts {
        lines.push(format!("- {}", part.step.title));
        for hazard in &part.step.hazards {
            lines.push(format!("  {} {}: {}", hazard.severity.noun(), hazard.code, hazard.meaning));
        }
    }
    lines.push(String::new());
    lines.push(format!("Plan: {}", plan.seal.as_str()));
    literal::docstring(&lines.join("\n"))
}
