use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap},
};

use godwit_schema::Address;

use crate::action::{Action, Rank, uses_label};

/// Which action must wait for which.
pub(crate) struct Graph {
    /// For each action, the actions that must run before it.
    before: Vec<BTreeSet<usize>>,
    /// For each action, actions that better run before it; none of these closes a circle.
    better: Vec<BTreeSet<usize>>,
    /// For each action, actions without which it must not run, in whatever order.
    together: Vec<BTreeSet<usize>>,
}

impl Graph {
    /// Joins producers with consumers, what releases with what destroys, what frees a name with
    /// what takes it. Linear in the size of the actions.
    pub(crate) fn new(actions: &[Action]) -> Self {
        let mut producers: HashMap<&Address, Vec<usize>> = HashMap::new();
        let mut releasers: HashMap<&Address, Vec<usize>> = HashMap::new();
        let mut freers: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut keys: HashMap<&str, usize> = HashMap::new();
        let mut labels: Vec<(usize, &[String])> = Vec::new();
        for (at, action) in actions.iter().enumerate() {
            keys.insert(&action.key, at);
            for address in &action.produces {
                producers.entry(address).or_default().push(at);
            }
            for address in &action.releases {
                releasers.entry(address).or_default().push(at);
            }
            for name in &action.frees {
                freers.entry(name).or_default().push(at);
            }
            if !action.fresh_labels.is_empty() {
                labels.push((at, &action.fresh_labels));
            }
        }
        let mut before = Vec::with_capacity(actions.len());
        let mut together = Vec::with_capacity(actions.len());
        for (at, action) in actions.iter().enumerate() {
            let mut found: BTreeSet<usize> = BTreeSet::new();
            let named = |names: &BTreeSet<String>| -> Vec<usize> {
                names.iter().filter_map(|key| keys.get(key.as_str()).copied()).collect()
            };
            let joined = action
                .consumes
                .iter()
                .filter_map(|address| producers.get(address))
                .chain(action.destroys.iter().filter_map(|address| releasers.get(address)))
                .chain(action.takes.iter().filter_map(|name| freers.get(name.as_str())));
            for others in joined {
                found.extend(others);
            }
            found.extend(named(&action.after));
            for (maker, labels) in &labels {
                if action.statements.iter().any(|statement| uses_label(&statement.sql, labels)) {
                    found.insert(*maker);
                }
            }
            found.remove(&at);
            before.push(found);
            let mut others: BTreeSet<usize> = named(&action.together).into_iter().collect();
            others.remove(&at);
            together.push(others);
        }
        let mut graph = Self { before, better: vec![BTreeSet::new(); actions.len()], together };
        for (at, action) in actions.iter().enumerate() {
            for other in action.better_after.iter().filter_map(|key| keys.get(key.as_str())) {
                if *other != at && !graph.waits_for(*other, at) {
                    graph.better[at].insert(*other);
                }
            }
        }
        graph
    }

    /// Whether `at` comes after `other` by a chain of others or none.
    fn waits_for(&self, at: usize, other: usize) -> bool {
        let mut seen = BTreeSet::from([at]);
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            if at == other {
                return true;
            }
            let next = self.before[at].union(&self.better[at]).copied();
            open.extend(next.filter(|next| seen.insert(*next)));
        }
        false
    }

    /// Actions that wait for one another in a circle, and those between two circles: what is left when
    /// again and again whatever waits for nothing, or is awaited by nothing, is taken out.
    pub(crate) fn circles(&self) -> BTreeSet<usize> {
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); self.before.len()];
        for (at, awaited) in self.before.iter().enumerate() {
            for other in awaited {
                followers[*other].push(at);
            }
        }
        let awaited: Vec<Vec<usize>> =
            self.before.iter().map(|awaited| awaited.iter().copied().collect()).collect();
        let mut left = vec![true; self.before.len()];
        for (from, to) in [(&awaited, &followers), (&followers, &awaited)] {
            let mut count: Vec<usize> = from
                .iter()
                .map(|others| others.iter().filter(|other| left[**other]).count())
                .collect();
            let mut free: Vec<usize> =
                (0..left.len()).filter(|at| left[*at] && count[*at] == 0).collect();
            while let Some(at) = free.pop() {
                left[at] = false;
                for other in to[at].iter().filter(|other| left[**other]) {
                    count[*other] -= 1;
                    if count[*other] == 0 {
                        free.push(*other);
                    }
                }
            }
        }
        (0..left.len()).filter(|at| left[*at]).collect()
    }

    /// Keys of the actions that must run before one, ordered.
    pub(crate) fn needs(&self, actions: &[Action], at: usize) -> Vec<String> {
        keys(actions, self.before[at].iter())
    }

    /// Keys of the actions without which one must not run although it does not wait for them,
    /// ordered.
    pub(crate) fn together(&self, actions: &[Action], at: usize) -> Vec<String> {
        keys(actions, self.together[at].difference(&self.before[at]))
    }

    /// Actions left out: those that the person named, and with them all that need one of them.
    /// The value holds the left-out actions that are needed; it is empty for the person's own.
    pub(crate) fn closure(
        &self,
        actions: &[Action],
        excluded: &BTreeSet<String>,
    ) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); actions.len()];
        for at in 0..actions.len() {
            for needed in self.before[at].union(&self.together[at]) {
                needed_by[*needed].push(at);
            }
        }
        let named: BTreeSet<usize> =
            (0..actions.len()).filter(|at| excluded.contains(&actions[*at].key)).collect();
        let mut left_out: BTreeMap<usize, BTreeSet<usize>> =
            named.iter().map(|at| (*at, BTreeSet::new())).collect();
        let mut open: Vec<usize> = named.iter().copied().collect();
        while let Some(at) = open.pop() {
            for &needing in &needed_by[at] {
                if named.contains(&needing) {
                    continue;
                }
                let because = left_out.entry(needing).or_insert_with(|| {
                    open.push(needing);
                    BTreeSet::new()
                });
                because.insert(at);
            }
        }
        left_out
    }

    /// The actions of `chosen` in an order in which everyone comes after what it waits for; among
    /// those that are free, by rank, then address. Where actions wait for one another in a circle,
    /// which only dropped tables do, the first of them goes.
    pub(crate) fn order(&self, actions: &[Action], chosen: &BTreeSet<usize>) -> Vec<usize> {
        type Place<'a> = (Rank, &'a [String], u32, &'a Address, &'a str, usize);
        let place = |at: usize| -> Place<'_> {
            let action = &actions[at];
            let path = action.address.path();
            let owner = &path[..path.len().min(2)];
            (action.rank, owner, action.position, &action.address, &action.key, at)
        };
        let mut waiting: HashMap<usize, usize> = HashMap::new();
        let mut followers: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut left: BTreeSet<Place<'_>> = BTreeSet::new();
        let mut free = BinaryHeap::new();
        for &at in chosen {
            let awaited = self.before[at].union(&self.better[at]).filter(|at| chosen.contains(at));
            let mut count = 0;
            for other in awaited {
                followers.entry(*other).or_default().push(at);
                count += 1;
            }
            waiting.insert(at, count);
            left.insert(place(at));
            if count == 0 {
                free.push(Reverse(place(at)));
            }
        }
        let mut ordered = Vec::with_capacity(chosen.len());
        while let Some(first) = left.first().copied() {
            let next = match free.pop() {
                Some(Reverse(next)) => next,
                None => self.in_circle(first.5, &|at| left.contains(&place(at)), &place),
            };
            if !left.remove(&next) {
                continue;
            }
            let at = next.5;
            ordered.push(at);
            for follower in followers.get(&at).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(follower) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        free.push(Reverse(place(*follower)));
                    }
                }
            }
        }
        ordered
    }

    /// The first action of a circle that `start` waits for, or is in.
    fn in_circle<P: Ord>(
        &self,
        start: usize,
        is_left: &impl Fn(usize) -> bool,
        place: &impl Fn(usize) -> P,
    ) -> P {
        let mut path = vec![start];
        let mut at = start;
        let first = |at: usize| {
            self.before[at].union(&self.better[at]).copied().find(|other| is_left(*other))
        };
        while let Some(next) = first(at) {
            if let Some(entry) = path.iter().position(|seen| *seen == next) {
                let circle = &path[entry..];
                return circle.iter().map(|at| place(*at)).min().unwrap_or_else(|| place(next));
            }
            path.push(next);
            at = next;
        }
        place(at)
    }
}

fn keys<'a>(actions: &[Action], places: impl Iterator<Item = &'a usize>) -> Vec<String> {
    let mut keys: Vec<String> = places.map(|at| actions[*at].key.clone()).collect();
    keys.sort();
    keys
}
