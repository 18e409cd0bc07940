use godwit_diff::Verb;
use godwit_schema::{ConstraintKind, Kind, Object};

use super::{Hazard, Look, Severity};
use crate::action::Action;

/// A dropped constraint lets wrong rows in; a dropped index makes queries slow.
pub(super) fn find(_look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    if !matches!(action.address.kind(), Kind::Constraint | Kind::Index) {
        return Vec::new();
    }
    action
        .changes
        .iter()
        .filter_map(|change| {
            let Verb::Drop { before } = &change.verb else { return None };
            let (code, severity, meaning, advice) = match &**before {
                Object::Constraint(constraint) => {
                    let lets_in = match constraint.kind {
                        ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } => {
                            "rows with the same key are let in, and lookups by it are slow"
                        }
                        ConstraintKind::ForeignKey(_) => "rows that reference nothing are let in",
                        ConstraintKind::Check { .. } | ConstraintKind::Exclude { .. } => {
                            "rows that it refused are let in"
                        }
                    };
                    (
                        "drops-constraint",
                        Severity::Caution,
                        lets_in,
                        "Adding it again later fails if such rows have come in",
                    )
                }
                Object::Index(index) if index.unique => (
                    "drops-index",
                    Severity::Caution,
                    "rows with the same key are let in, and queries that use it become slow",
                    "Look at pg_stat_user_indexes for whether it is used",
                ),
                Object::Index(_) => (
                    "drops-index",
                    Severity::Note,
                    "queries that use it become slow",
                    "Look at pg_stat_user_indexes for whether it is used",
                ),
                _ => return None,
            };
            Some(Hazard::new(code, severity, &change.address).meaning(meaning).advice(advice))
        })
        .collect()
}
