//! When what is dropped and made again goes and comes.

use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{Address, Kind};

use super::{
    Action, Rank, heirs,
    made_again::{drop_key, make_key},
    rebuild::{Rebuilds, is_type},
};
use crate::{plan::StepVerb, scene::Scene};

impl Rebuilds {
    /// A column that is a child's own, too, goes when no table above has it, and is there again to be joined
    /// to theirs.
    pub(super) fn order_columns(&self, scene: &Scene<'_>, actions: &mut [Action]) {
        let mut after: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for column in self.causes.keys().filter(|address| address.kind() == Kind::Column) {
            for above in heirs::above(scene, column).into_iter().filter(|above| self.holds(above)) {
                after.entry(drop_key(column)).or_default().push(drop_key(&above));
                after.entry(make_key(&above)).or_default().push(make_key(column));
            }
        }
        for action in actions {
            action.after.extend(after.get(&action.key).into_iter().flatten().cloned());
        }
    }

    /// Orders the actions around what makes them necessary: dependents go before it is changed and
    /// come after, and neither happens without the other. Linear in what the actions speak of.
    pub(crate) fn settle(&self, actions: &mut [Action]) {
        let mut hindering: BTreeMap<&Address, Vec<&Address>> = BTreeMap::new();
        for (address, causes) in &self.causes {
            for cause in causes {
                hindering.entry(cause).or_default().push(address);
            }
        }
        let mut of_table: BTreeMap<Address, Vec<&Address>> = BTreeMap::new();
        for cause in hindering.keys().copied() {
            if let Some(table) = cause.owner_table() {
                of_table.entry(table).or_default().push(cause);
            }
        }
        // What each action changes below its dependents.
        let below: Vec<BTreeSet<&Address>> = actions
            .iter()
            .map(|action| {
                let own = action.changes.iter().map(|change| &change.address);
                let parts = action.tables.iter().filter_map(|table| of_table.get(table)).flatten();
                own.chain([&action.address])
                    .filter_map(|address| Some(*hindering.get_key_value(address)?.0))
                    .chain(parts.copied())
                    .filter(|cause| changes_below(action, cause))
                    .collect()
            })
            .collect();
        let mut around: BTreeMap<&Address, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        let mut made_after: BTreeMap<String, Vec<&Address>> = BTreeMap::new();
        for (cause, addresses) in hindering.iter().filter(|(cause, _)| !self.holds(cause)) {
            let (first, last) = around.entry(cause).or_default();
            for address in addresses {
                first.insert(drop_key(address));
                last.insert(make_key(address));
                made_after.entry(make_key(address)).or_default().push(cause);
            }
        }
        let mut roots: BTreeMap<&Address, Vec<String>> = BTreeMap::new();
        for (action, causes) in actions.iter().zip(&below) {
            for cause in causes.iter().filter(|cause| around.contains_key(*cause)) {
                roots.entry(cause).or_default().push(action.key.clone());
            }
        }
        for (action, changed) in actions.iter_mut().zip(&below) {
            let destroyed = action.destroys.iter().filter_map(|gone| hindering.get_key_value(gone));
            let causes: BTreeSet<&Address> =
                destroyed.map(|(cause, _)| *cause).chain(changed.iter().copied()).collect();
            let spared = causes.iter().flat_map(|cause| &hindering[*cause]);
            let spared = spared.filter(|address| !action.destroys.contains(**address));
            action.spares = spared.map(|address| (*address).clone()).collect();

            let named = action.consumes.iter().chain(&action.releases);
            let mut concerned: BTreeSet<&Address> = changed.clone();
            concerned.extend(named.filter_map(|one| Some(*around.get_key_value(one)?.0)));
            concerned.extend(made_after.get(&action.key).into_iter().flatten());
            for cause in concerned {
                let (Some((first, last)), Some(keys)) = (around.get(cause), roots.get(cause))
                else {
                    continue;
                };
                let is_among_them = first.contains(&action.key) || last.contains(&action.key);
                if changed.contains(cause) {
                    action.after.extend(first.iter().cloned());
                } else if last.contains(&action.key)
                    // A new view would hinder the change like an old one.
                    || matches!(action.address.kind(), Kind::Defined(_))
                        && action.verb != StepVerb::Drop
                        && action.consumes.contains(cause)
                        && !is_among_them
                {
                    action.after.extend(keys.iter().cloned());
                } else if action.releases.contains(cause) && !is_among_them {
                    for key in keys {
                        action.frees.insert(format!("below {key}"));
                    }
                }
            }
        }
        let roots: BTreeSet<String> = roots.into_values().flatten().collect();
        for action in actions.iter_mut().filter(|action| roots.contains(&action.key)) {
            action.takes.insert(format!("below {}", action.key));
        }
    }
}

/// Whether an action changes an object in a way that its dependents hinder.
fn changes_below(action: &Action, cause: &Address) -> bool {
    action.rank == Rank::ChangeType
        && (action.address == *cause
            || action.key.starts_with("make again")
                && is_type(&action.address)
                && action.tables.iter().any(|table| cause.owner_table().as_ref() == Some(table))
            || action.changes.iter().any(|change| change.address == *cause)
            || action.key.starts_with("change labels of")
                && action.tables.iter().any(|table| cause.owner_table().as_ref() == Some(table)))
}
