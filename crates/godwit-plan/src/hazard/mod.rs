//! Named ways that a step can hurt. One hazard is one file with its tests.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use godwit_schema::{Address, fact::Question};

use crate::action::Action;

mod adds_not_null_column;
mod blocks_writes;
mod cannot_change;
mod check_violated;
mod drops_column;
mod drops_guard;
mod drops_sequence;
mod drops_table;
mod enum_labels_removed;
mod foreign_key_violated;
mod identity_restarts;
mod look;
mod moves_index;
mod needs_newer_server;
mod needs_unmodelled;
mod not_null_violated;
mod renames_break_readers;
mod rewrites_table;
mod scans_table;
mod still_needed;
mod type_change_fails;
mod type_change_loses;
mod type_change_reinterprets;
mod undecided;
mod unique_violated;
mod used_by_unmodelled;

pub(crate) use look::Look;

/// How much a hazard can hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Look before you go on.
    Caution,
    /// Must be accepted by typing the object's name.
    Danger,
    /// Cannot be accepted: the step would fail or do what nobody wants.
    Blocking,
}

impl Severity {
    /// The word for people.
    pub fn noun(self) -> &'static str {
        match self {
            Severity::Note => "Note",
            Severity::Caution => "Caution",
            Severity::Danger => "Danger",
            Severity::Blocking => "Blocking",
        }
    }
}

/// One named way that one step can hurt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hazard {
    /// Stable code, such as `drops-column`.
    pub code: String,
    /// How much it can hurt.
    pub severity: Severity,
    /// Qualified name of the object it is about, as a person types it to accept:
    /// `public.patient.fax`.
    pub object: String,
    /// What it means for the data, with numbers where known.
    pub meaning: String,
    /// What to do about it.
    pub advice: String,
    /// The question whose rows a person may ask to see.
    pub rows: Option<Question>,
}

impl Hazard {
    fn new(code: &str, severity: Severity, object: &Address) -> Self {
        Self {
            code: code.to_owned(),
            severity,
            object: object.sql(),
            meaning: String::new(),
            advice: String::new(),
            rows: None,
        }
    }

    fn meaning(mut self, meaning: impl Into<String>) -> Self {
        self.meaning = meaning.into();
        self
    }

    fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    fn rows(mut self, question: Question) -> Self {
        self.rows = Some(question);
        self
    }
}

/// All hazards of an action, worst first.
pub(crate) fn hazards(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    type Find = fn(&mut Look<'_>, &Action) -> Vec<Hazard>;
    let every: [Find; 25] = [
        adds_not_null_column::find,
        blocks_writes::find,
        cannot_change::find,
        check_violated::find,
        drops_column::find,
        drops_guard::find,
        drops_sequence::find,
        drops_table::find,
        enum_labels_removed::find,
        foreign_key_violated::find,
        identity_restarts::find,
        moves_index::find,
        needs_newer_server::find,
        needs_unmodelled::find,
        not_null_violated::find,
        renames_break_readers::find,
        rewrites_table::find,
        scans_table::find,
        still_needed::find,
        type_change_fails::find,
        type_change_loses::find,
        type_change_reinterprets::find,
        undecided::find,
        unique_violated::find,
        used_by_unmodelled::find,
    ];
    let mut found: Vec<Hazard> = every.iter().flat_map(|find| find(look, action)).collect();
    found.sort_by(|a, b| {
        (std::cmp::Reverse(a.severity), &a.code, &a.object).cmp(&(
            std::cmp::Reverse(b.severity),
            &b.code,
            &b.object,
        ))
    });
    found
}

/// Tables that statements of a sort lock, in order of address. Statements of an action are about
/// its own table, or about the tables of its changes.
fn touched(action: &Action, of: impl Fn(&crate::plan::Statement) -> bool) -> Vec<Address> {
    let relations: BTreeSet<&str> = action
        .statements
        .iter()
        .filter(|statement| of(statement))
        .flat_map(|statement| statement.locks.iter().map(|lock| lock.relation.as_str()))
        .collect();
    let mut tables: BTreeSet<Address> = action.tables.clone();
    for change in &action.changes {
        tables.extend(change.address.owner_table());
    }
    tables.extend(action.address.owner_table());
    tables.retain(|table| relations.contains(table.sql().as_str()));
    tables.into_iter().collect()
}
