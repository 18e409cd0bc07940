use godwit_plan::plan::{Plan, Reversal, Step, StepVerb};
use godwit_schema::Kind;

use super::part::{Part, adds_label};

/// What goes into each file, in order.
///
/// A batch is a file, without the labels it adds to enums. Those must be committed before they are
/// used, and Alembic runs all pending revisions in one transaction, so they are committed at once;
/// that commits whatever stands before them in the same file too, without its stamp. So they have a
/// file of their own, before the batch where nothing speaks against it.
pub(super) fn files(plan: &Plan) -> Vec<Vec<Part<'_>>> {
    let mut files = Vec::new();
    for batch in &plan.batches {
        let mut first: Vec<Part<'_>> = Vec::new();
        let mut pieces: Vec<Vec<Part<'_>>> = Vec::new();
        let mut seen: Vec<&Step> = Vec::new();
        let mut open: Vec<Part<'_>> = Vec::new();
        for part in parts(plan, &batch.statements) {
            let step = part.step;
            if !part.statements().any(|statement| adds_label(step, &statement.sql)) {
                open.push(part);
            } else if seen.iter().all(|earlier| can_follow(earlier, step)) {
                first.push(part);
                continue;
            } else {
                pieces.push(std::mem::take(&mut open));
                pieces.push(vec![part]);
            }
            seen.push(step);
        }
        pieces.push(open);
        files.push(first);
        files.extend(pieces);
    }
    files.retain(|file| !file.is_empty());
    files
}

/// Whether `earlier` may as well run after labels are added, and be undone before they are taken
/// away: it is about no type, and gives no name that the labels' reversal speaks of.
fn can_follow(earlier: &Step, labels: &Step) -> bool {
    let address = &earlier.address;
    if matches!(address.kind(), Kind::Enum | Kind::Namespace) || labels.needs.contains(&earlier.key)
    {
        return false;
    }
    if earlier.verb != StepVerb::Rename {
        return true;
    }
    let named = address.owner_table().unwrap_or_else(|| address.clone()).sql();
    match &labels.reversal {
        Reversal::Statements { statements, .. } => {
            !statements.iter().any(|sql| sql.contains(&named))
        }
        Reversal::Impossible { .. } => true,
    }
}

/// Statements of one batch, those of one step together.
fn parts<'a>(plan: &'a Plan, statements: &[(usize, usize)]) -> Vec<Part<'a>> {
    let mut parts: Vec<(usize, Part<'a>)> = Vec::new();
    for (step, statement) in statements {
        match parts.last_mut() {
            Some((last, part)) if last == step => part.places.push(*statement),
            _ => {
                if let Some(found) = plan.steps.get(*step) {
                    parts.push((*step, Part { step: found, places: vec![*statement] }));
                }
            }
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}
