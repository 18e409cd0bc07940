use godwit_diff::Verb;
use godwit_schema::{
    Address, ConstraintKind, IndexTerm, Object, fact::Question, quote::quote_ident,
};

use super::{
    Hazard, Look, Severity,
    look::{counted, is_none},
};
use crate::{action::Action, render::parenthesised};

/// A unique key cannot be made over rows that share it (23505).
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let mut found = Vec::new();
    for change in &action.changes {
        let (before, after) = match &change.verb {
            Verb::Create { after } => (None, after),
            Verb::Alter { before, after } => (Some(before), after),
            Verb::Drop { .. } | Verb::Rename { .. } => continue,
        };
        let Some(table) = change.address.owner_table() else { continue };
        if !look.scene().is_present(&table) {
            continue;
        }
        let Some(key) = key(after) else { continue };
        // The same key under other options is as unique as it was.
        if before.and_then(|before| self::key(before)).is_some_and(|before| before == key) {
            continue;
        }
        found.extend(if matches!(&**after, Object::Constraint(wanted) if wanted.temporal) {
            unproven(
                look,
                &change.address,
                &table,
                "spans of time, and whether they overlap is not counted before; rows that do",
            )
        } else {
            judge(look, &change.address, &table, key)
        });
    }
    found
}

#[derive(PartialEq)]
enum Term {
    Column(String),
    Expression(String),
}

#[derive(PartialEq)]
struct Key {
    terms: Vec<Term>,
    predicate: Option<String>,
    nulls_not_distinct: bool,
}

fn key(object: &Object) -> Option<Key> {
    match object {
        Object::Constraint(constraint) => {
            let (columns, nulls_not_distinct) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns, .. } => (columns, false),
                ConstraintKind::Unique { columns, nulls_not_distinct, .. } => {
                    (columns, *nulls_not_distinct)
                }
                ConstraintKind::ForeignKey(_)
                | ConstraintKind::Check { .. }
                | ConstraintKind::Exclude { .. } => return None,
            };
            let terms = columns.iter().map(|name| Term::Column(name.clone())).collect();
            Some(Key { terms, predicate: None, nulls_not_distinct })
        }
        Object::Index(index) if index.unique => Some(Key {
            terms: index
                .keys
                .iter()
                .map(|key| match &key.term {
                    IndexTerm::Column { name } => Term::Column(name.clone()),
                    IndexTerm::Expression { expression } => {
                        Term::Expression(expression.text.clone())
                    }
                })
                .collect(),
            predicate: index.predicate.as_ref().map(|predicate| predicate.text.clone()),
            nulls_not_distinct: index.nulls_not_distinct,
        }),
        _ => None,
    }
}

fn judge(look: &mut Look<'_>, address: &Address, table: &Address, key: Key) -> Option<Hazard> {
    let terms: Option<Vec<String>> = key
        .terms
        .iter()
        .map(|term| match term {
            Term::Column(name) => look
                .columns_now(table, std::slice::from_ref(name))?
                .first()
                .map(|name| quote_ident(name)),
            Term::Expression(text) => {
                look.expression_now(table, text).map(|text| parenthesised(&text))
            }
        })
        .collect();
    let texts = key.terms.iter().filter_map(|term| match term {
        Term::Column(_) => None,
        Term::Expression(text) => Some(text.as_str()),
    });
    let search_path = look.search_path_of(texts.chain(key.predicate.as_deref()));
    let predicate = key.predicate.as_ref().map(|text| look.expression_now(table, text));
    let question = match (terms, predicate) {
        (Some(terms), None) => (terms, None),
        (Some(terms), Some(Some(predicate))) => (terms, Some(predicate)),
        // Over a column that is not there yet nothing can be counted.
        (_, _) => {
            let why = "a column that the same plan adds, so shared keys cannot be counted before; rows with the same default";
            return unproven(look, address, table, why);
        }
    };
    let question = Question::Duplicates {
        table: look.now(table),
        terms: question.0,
        predicate: question.1,
        nulls_not_distinct: key.nulls_not_distinct,
        search_path,
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
        Hazard::new("unique-violated", severity, address)
            .meaning(format!(
                "{} of {} share the key of {}{consequence}",
                counted(&rows, "row", "rows"),
                table.sql(),
                quote_ident(address.name())
            ))
            .advice("Look at these rows and decide which to keep, or leave this step out")
            .rows(question),
    )
}

fn unproven(look: &mut Look<'_>, address: &Address, table: &Address, why: &str) -> Option<Hazard> {
    let rows = look.rows(table);
    if rows.count().is_some_and(|count| count < 2)
        && !matches!(rows, godwit_schema::fact::Fact::Estimated { .. })
    {
        return None;
    }
    Some(
        Hazard::new("unique-violated", Severity::Caution, address)
            .meaning(format!(
                "the key of {} holds {why} fail the step",
                quote_ident(address.name())
            ))
            .advice("Rehearse the plan on a copy with rows"),
    )
}
