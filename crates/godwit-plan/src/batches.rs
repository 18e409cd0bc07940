use crate::{
    action::uses_label,
    plan::{Batch, Statement},
};

/// Puts statements into transactions: as few as PostgreSQL allows.
///
/// What cannot run in a transaction stands alone, and a label added to an enum must be committed
/// before it is used (55P04). `labels` holds the fresh labels of each step, `steps` its statements.
pub(crate) fn batches(steps: &[&[Statement]], labels: &[Vec<String>]) -> Vec<Batch> {
    let mut found: Vec<Batch> = Vec::new();
    let mut open: Option<Batch> = None;
    let mut fresh: Vec<String> = Vec::new();
    for (step_at, step) in steps.iter().enumerate() {
        for (statement_at, statement) in step.iter().enumerate() {
            let place = (step_at, statement_at);
            if !statement.transactional {
                found.extend(open.take());
                fresh.clear();
                found.push(Batch { transactional: false, statements: vec![place] });
                continue;
            }
            let own = labels.get(step_at).is_some_and(|labels| !labels.is_empty());
            if !own && uses_label(&statement.sql, &fresh) {
                found.extend(open.take());
                fresh.clear();
            }
            open.get_or_insert_with(|| Batch { transactional: true, statements: Vec::new() })
                .statements
                .push(place);
        }
        fresh.extend(labels.get(step_at).into_iter().flatten().cloned());
    }
    found.extend(open);
    found
}
