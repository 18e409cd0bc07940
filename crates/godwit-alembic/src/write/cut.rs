use godwit_plan::plan::{Plan, Reversal, Step, StepVerb};
use godwit_schema::Kind;

use super::part::{Part, adds_label};

/// Places of statements that stay together: (step, statement).
type Places = Vec<(usize, usize)>;

/// What goes into each file, in order.
///
/// What is committed at once stands alone: it commits whatever stands before it in the same file
/// too, without its stamp. Such are statements that PostgreSQL refuses in a transaction, one file a
/// step, and labels added to enums: these must be committed before they are used, and Alembic runs
/// all pending revisions in one transaction. All between is one file, whose transaction is the
/// plan's or, where the plan commits only for the sake of a label, several of the plan's.
pub(super) fn files(plan: &Plan) -> Vec<Vec<Part<'_>>> {
    pieces(plan).iter().map(|places| parts(plan, places)).collect()
}

/// For each revision that a plan is written as, the batch of the plan with which it is done, and all
/// before it are too.
pub fn done_with(plan: &Plan) -> Vec<usize> {
    let batch_of = |place: &(usize, usize)| {
        plan.batches.iter().position(|batch| batch.statements.contains(place))
    };
    let mut done = 0;
    pieces(plan)
        .iter()
        .map(|places| {
            done = places.iter().filter_map(batch_of).fold(done, usize::max);
            done
        })
        .collect()
}

fn pieces(plan: &Plan) -> Vec<Places> {
    let mut pieces: Vec<(Together, Places)> = Vec::new();
    for batch in &plan.batches {
        if !batch.transactional {
            for (step, statement) in &batch.statements {
                pieces.push((Together::AtOnce(*step), vec![(*step, *statement)]));
            }
            continue;
        }
        let mut labels: Places = Vec::new();
        let mut rest: Vec<(Together, Places)> = Vec::new();
        let mut seen: Vec<&Step> = Vec::new();
        for &(at, statement) in &batch.statements {
            let Some(step) = plan.steps.get(at) else { continue };
            let sql = step.statements.get(statement).map_or("", |statement| &statement.sql);
            if !adds_label(step, sql) {
                rest.push((Together::Transaction, vec![(at, statement)]));
            } else if seen.iter().all(|earlier| can_follow(earlier, step)) {
                labels.push((at, statement));
                continue;
            } else {
                rest.push((Together::Labels, vec![(at, statement)]));
            }
            seen.push(step);
        }
        pieces.push((Together::Labels, labels));
        pieces.extend(rest);
    }
    pieces.retain(|(_, places)| !places.is_empty());
    pieces.dedup_by(|next, piece| {
        let same = next.0 == piece.0;
        if same {
            piece.1.append(&mut next.1);
        }
        same
    });
    pieces.into_iter().map(|(_, places)| places).collect()
}

/// Why statements share a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Together {
    Transaction,
    Labels,
    AtOnce(usize),
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

/// All of a plan, in the order in which it runs.
pub(super) fn in_order(plan: &Plan) -> Vec<Part<'_>> {
    let places: Places =
        plan.batches.iter().flat_map(|batch| batch.statements.iter().copied()).collect();
    parts(plan, &places)
}

/// Statements of one step that follow one another are one part.
fn parts<'a>(plan: &'a Plan, places: &[(usize, usize)]) -> Vec<Part<'a>> {
    let mut parts: Vec<(usize, Part<'a>)> = Vec::new();
    for (step, statement) in places {
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
