use godwit_diff::Verb;
use godwit_schema::{
    Address, Constraint, ConstraintKind, ForeignKey, ForeignKeyMatch, Kind, Object, fact::Question,
};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::action::Action;

/// A validated foreign key cannot be added over rows that reference nothing (23503).
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let (before, after) = match &change.verb {
            Verb::Create { after } => (None, after),
            Verb::Alter { before, after } => (Some(before), after),
            Verb::Drop { .. } | Verb::Rename { .. } => continue,
        };
        let Object::Constraint(wanted) = &**after else { continue };
        let ConstraintKind::ForeignKey(key) = &wanted.kind else { continue };
        if !wanted.is_checked() || same_reference(before.map(|before| &**before), key) {
            continue;
        }
        let Some(table) = change.address.owner_table() else { continue };
        if look.scene().is_present(&table) {
            found.extend(if wanted.temporal {
                spans(look, &change.address, &table)
            } else {
                judge(look, &change.address, &table, key)
            });
        }
    }
    found
}

/// A key that was valid and keeps its columns stays valid whatever it does on delete.
fn same_reference(before: Option<&Object>, key: &ForeignKey) -> bool {
    match before {
        Some(Object::Constraint(Constraint {
            kind: ConstraintKind::ForeignKey(before),
            validated: true,
            enforced: true,
            ..
        })) => {
            before.columns == key.columns
                && before.references == key.references
                && before.referenced_columns == key.referenced_columns
                && before.match_type == key.match_type
        }
        _ => false,
    }
}

fn judge(
    look: &mut Look<'_>,
    address: &Address,
    table: &Address,
    key: &ForeignKey,
) -> Option<Hazard> {
    let Some(columns) = look.columns_now(table, &key.columns) else {
        return unproven(look, address, table, key);
    };
    let target = &key.references;
    let question = match look.columns_now(target, &key.referenced_columns) {
        Some(referenced_columns) => Question::Orphans {
            table: look.now(table),
            columns,
            references: look.now(target),
            referenced_columns,
            match_full: key.match_type == ForeignKeyMatch::Full,
        },
        // The target is made empty by the same plan: every value is an orphan.
        None => {
            let column = columns.first()?;
            let now = look.now(table);
            Question::Values { column: Address::column(now.namespace_name(), now.name(), column) }
        }
    };
    let rows = look.ask(&question);
    if is_none(&rows) {
        return None;
    }
    let known = rows.count().is_some_and(|count| count > 0);
    let severity = if known { Severity::Blocking } else { Severity::Caution };
    let consequence = if known {
        ", so the step fails"
    } else {
        "; if any do, the step fails and changes nothing"
    };
    Some(
        Hazard::new("foreign-key-violated", severity, address)
            .meaning(format!(
                "{} of {} reference what is not in {}{consequence}",
                counted(&rows, "row", "rows"),
                table.sql(),
                target.sql()
            ))
            .advice("Add the missing rows, or correct or delete these, or leave this step out")
            .rows(question),
    )
}

/// Whether spans are covered is not counted before.
fn spans(look: &mut Look<'_>, address: &Address, table: &Address) -> Option<Hazard> {
    (!is_none(&look.rows(table))).then(|| {
        Hazard::new("foreign-key-violated", Severity::Caution, address)
            .meaning(format!(
                "whether the spans of {} are covered is not counted before; if any is not, the step fails and changes nothing",
                table.sql()
            ))
            .advice("Rehearse the plan on a copy with rows")
    })
}

/// New columns hold NULL, which references nothing, unless they have a default.
fn unproven(
    look: &mut Look<'_>,
    address: &Address,
    table: &Address,
    key: &ForeignKey,
) -> Option<Hazard> {
    let has_default = key.columns.iter().any(|name| {
        let column = Address::column(table.namespace_name(), table.name(), name);
        look.scene().after.get(&column.with_kind(Kind::Default)).is_some()
    });
    if !has_default || is_none(&look.rows(table)) {
        return None;
    }
    Some(
        Hazard::new("foreign-key-violated", Severity::Caution, address)
            .meaning(format!(
                "present rows of {} get the default of a new column, which must be in {}",
                table.sql(),
                key.references.sql()
            ))
            .advice(
                "Make sure that the default's target row is there; rehearse on a copy with rows",
            ),
    )
}
