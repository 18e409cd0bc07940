use std::collections::BTreeMap;

use godwit_diff::{Change, Rename, RenameCandidate, Verb, merge};
use godwit_schema::{Address, Catalog, Kind};

use crate::{
    compare::Comparison,
    scope,
    show::{self, attributes::differing, schema},
    view::{
        AttributeView, ChangeView, ComparisonView, Mark, RenameInput, RenameView, UndecidedView,
    },
};

/// A comparison as a host shows it.
pub fn comparison(found: &Comparison) -> ComparisonView {
    let scope = &found.policy.scope;
    let marks: BTreeMap<Address, Mark> = found
        .changes
        .changes
        .iter()
        .map(|change| (change.address.clone(), mark(&change.verb)))
        .collect();
    let union = union(found);
    ComparisonView {
        before: found.before.source.clone(),
        after: found.after.source.clone(),
        compared_tables: count(union.tables().filter(|address| scope.holds(address))),
        ignored: count(
            found
                .before
                .catalog
                .objects()
                .filter(|(address, _)| address.path().len() == 2 && !scope.holds(address)),
        ),
        left_alone: scope.ignore.clone(),
        changes: found.changes.changes.iter().map(|change| change_view(change, found)).collect(),
        rename_candidates: found.changes.rename_candidates.iter().map(candidate).collect(),
        renames: found.renames.iter().map(rename_input).collect(),
        undecided: found
            .changes
            .undecided
            .iter()
            .map(|undecided| UndecidedView {
                address: undecided.address.as_ref().map(Address::to_string),
                span: show::span(&undecided.span),
                reason: undecided.reason.clone(),
            })
            .collect(),
        unmodelled: schema::unmodelled(&found.changes.unmodelled, scope),
        graph: schema::schema(&found.before, &union, &found.sizes, &marks, scope),
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn mark(verb: &Verb) -> Mark {
    match verb {
        Verb::Create { .. } => Mark::Added,
        Verb::Drop { .. } => Mark::Removed,
        Verb::Alter { .. } => Mark::Changed,
        Verb::Rename { .. } => Mark::Renamed,
    }
}

/// What is wanted, with what would be dropped still in it.
fn union(found: &Comparison) -> Catalog {
    let mut union = merge(&found.before.catalog, &found.changes.changes);
    for change in &found.changes.changes {
        if let Verb::Drop { before } = &change.verb {
            union.insert(change.address.clone(), (**before).clone());
            if change.address.kind() == Kind::Table {
                for (part, object) in found.before.catalog.parts(&change.address) {
                    union.insert(part.clone(), object.clone());
                }
            }
        }
    }
    union
}

fn change_view(change: &Change, found: &Comparison) -> ChangeView {
    let address = &change.address;
    let attributes = match &change.verb {
        Verb::Create { after } => differing(address, None, Some(after)),
        Verb::Drop { before } => differing(address, Some(before), None),
        Verb::Alter { before, after } => differing(address, Some(before), Some(after)),
        Verb::Rename { from } => vec![AttributeView {
            name: "name".to_owned(),
            before: Some(from.name().to_owned()),
            after: Some(address.name().to_owned()),
        }],
    };
    ChangeView {
        address: address.to_string(),
        kind: address.kind().noun().to_owned(),
        name: address.sql(),
        table: address.owner_table().map(|table| table.sql()),
        mark: mark(&change.verb),
        attributes,
        span: found.after.span(address).map(show::span),
        pattern: scope::pattern(address),
    }
}

fn candidate(candidate: &RenameCandidate) -> RenameView {
    RenameView {
        kind: candidate.rename.to.kind().noun().to_owned(),
        rename: rename_input(&candidate.rename),
        score: candidate.score,
        evidence: candidate.evidence.clone(),
        ambiguous: candidate.ambiguous,
    }
}

/// A rename by printed addresses.
pub fn rename_input(rename: &Rename) -> RenameInput {
    RenameInput { from: rename.from.to_string(), to: rename.to.to_string() }
}
