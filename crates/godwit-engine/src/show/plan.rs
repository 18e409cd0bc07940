use godwit_plan::{
    hazard::{Hazard, Severity},
    plan::{Plan, Reversal, Step, StepVerb},
    script,
};
use godwit_schema::fact::Question;

use crate::{
    show,
    view::{BatchView, DangerView, ExcludedStepView, HazardView, PlanView, SeverityView, StepView},
};

/// A plan as a host shows it; `profile` is the id of the profile it is for.
pub fn plan(plan: &Plan, profile: &str) -> PlanView {
    let locks = || plan.steps.iter().flat_map(|step| &step.statements).flat_map(|one| &one.locks);
    PlanView {
        seal: plan.seal.as_str().to_owned(),
        created_at: plan.created_at.clone(),
        before: plan.before.source.clone(),
        after: plan.after.source.clone(),
        profile: profile.to_owned(),
        steps: plan.steps.iter().enumerate().map(|(at, step)| step_view(plan, at, step)).collect(),
        excluded: plan
            .excluded
            .iter()
            .map(|step| ExcludedStepView {
                key: step.key.clone(),
                title: step.title.clone(),
                because: step.because.clone(),
            })
            .collect(),
        batches: plan
            .batches
            .iter()
            .map(|batch| BatchView {
                transactional: batch.transactional,
                statements: u32::try_from(batch.statements.len()).unwrap_or(u32::MAX),
            })
            .collect(),
        blocked: plan.blocked(),
        dangers: dangers(plan),
        worst_lock: locks().map(|lock| lock.mode).max().map(|mode| mode.sql().to_owned()),
        online: plan.policy.online,
        sql: script::sql_script(plan),
    }
}

/// Dangers to be accepted, in the order of the steps.
pub fn dangers(plan: &Plan) -> Vec<DangerView> {
    plan.steps
        .iter()
        .flat_map(|step| step.hazards.iter().map(move |hazard| (step, hazard)))
        .filter(|(_, hazard)| hazard.severity == Severity::Danger)
        .map(|(step, hazard)| DangerView {
            code: hazard.code.clone(),
            object: hazard.object.clone(),
            meaning: hazard.meaning.clone(),
            step: step.key.clone(),
        })
        .collect()
}

fn step_view(plan: &Plan, at: usize, step: &Step) -> StepView {
    let sql: String =
        step.statements.iter().map(|statement| format!("{};\n", statement.sql)).collect();
    let (reversal, reversal_note) = match &step.reversal {
        Reversal::Statements { statements, loses } => (
            Some(statements.iter().map(|statement| format!("{statement};\n")).collect()),
            loses.clone(),
        ),
        Reversal::Impossible { reason } => (None, Some(reason.clone())),
    };
    let mut hazards: Vec<HazardView> = step.hazards.iter().map(hazard).collect();
    hazards.sort_by_key(|hazard| std::cmp::Reverse(hazard.severity));
    StepView {
        key: step.key.clone(),
        title: step.title.clone(),
        verb: match step.verb {
            StepVerb::Create => "create",
            StepVerb::Alter => "alter",
            StepVerb::Rename => "rename",
            StepVerb::Drop => "drop",
        }
        .to_owned(),
        kind: step.address.kind().noun().to_owned(),
        object: step.address.sql(),
        table: step.address.owner_table().map(|table| table.sql()),
        sql,
        locks: step
            .statements
            .iter()
            .flat_map(|statement| &statement.locks)
            .map(|lock| format!("{} on {}", lock.mode.sql(), lock.relation))
            .fold(Vec::new(), |mut unique, lock| {
                if !unique.contains(&lock) {
                    unique.push(lock);
                }
                unique
            }),
        rewrites: step.statements.iter().any(|statement| statement.rewrites),
        scans: step.statements.iter().any(|statement| statement.scans),
        rows: step.facts.iter().find_map(|answer| match &answer.question {
            // Row counts are far below 2^53.
            Question::Rows { .. } => answer.value.count().map(|count| count as f64),
            _ => None,
        }),
        hazards,
        reversal,
        reversal_note,
        needs: step.needs.clone(),
        together: step.together.clone(),
        spans: step.spans.iter().map(show::span).collect(),
        batch: plan
            .batches
            .iter()
            .position(|batch| batch.statements.iter().any(|(step, _)| *step == at))
            .and_then(|batch| u32::try_from(batch + 1).ok())
            .unwrap_or(1),
    }
}

fn hazard(hazard: &Hazard) -> HazardView {
    HazardView {
        code: hazard.code.clone(),
        severity: match hazard.severity {
            Severity::Note => SeverityView::Note,
            Severity::Caution => SeverityView::Caution,
            Severity::Danger => SeverityView::Danger,
            Severity::Blocking => SeverityView::Blocking,
        },
        object: hazard.object.clone(),
        meaning: hazard.meaning.clone(),
        advice: hazard.advice.clone(),
        has_rows: hazard.rows.is_some(),
    }
}
