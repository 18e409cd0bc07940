use std::collections::BTreeMap;

use crate::{TableBox, graph::Graph, louvain::communities};

/// Tables of one namespace beyond which its box is cut into smaller ones: the largest number that
/// can still be read as one picture.
const LARGEST_NAMESPACE: usize = 60;

/// Title of the box of tables that reference nothing and that nothing references.
const UNLINKED: &str = "no references";

/// Tables that belong together.
#[derive(Debug)]
pub struct Group {
    /// What its box is called.
    pub title: String,
    /// Indexes of its tables, in the order of their ids.
    pub members: Vec<usize>,
}

/// Indexes of the tables in the order of their ids: the order in which everything is decided.
pub fn by_id(tables: &[TableBox]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..tables.len()).collect();
    order.sort_by(|first, second| {
        (&tables[*first].id, &tables[*first].namespace)
            .cmp(&(&tables[*second].id, &tables[*second].namespace))
    });
    order
}

/// The clusters, in the order of their first tables. A schema of several namespaces is grouped by
/// them, since a person drew those lines; one namespace, or a very large one, by its references.
pub fn clusters(tables: &[TableBox], by_id: &[usize], references: &[(usize, usize)]) -> Vec<Group> {
    let mut namespaces: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for table in by_id {
        namespaces.entry(&tables[*table].namespace).or_default().push(*table);
    }
    let referenced = referenced(tables.len(), references);
    let several = namespaces.len() > 1;
    let mut groups = Vec::new();
    for (namespace, members) in namespaces {
        if several && members.len() <= LARGEST_NAMESPACE {
            groups.push(Group { title: namespace.to_owned(), members });
            continue;
        }
        for mut group in by_references(tables, &members, references, &referenced) {
            if several {
                group.title = format!("{namespace}: {}", group.title);
            }
            groups.push(group);
        }
    }
    groups
}

/// How many other tables reference each table.
fn referenced(tables: usize, references: &[(usize, usize)]) -> Vec<usize> {
    let mut pairs: Vec<_> = references.iter().filter(|(from, to)| from != to).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0; tables];
    for (_, to) in pairs {
        counts[*to] += 1;
    }
    counts
}

/// Communities of some tables; those without any reference among them share one.
fn by_references(
    tables: &[TableBox],
    members: &[usize],
    references: &[(usize, usize)],
    referenced: &[usize],
) -> Vec<Group> {
    let mut node_of = vec![None; tables.len()];
    for (node, table) in members.iter().enumerate() {
        node_of[*table] = Some(node);
    }
    let links: Vec<(usize, usize)> =
        references.iter().filter_map(|(from, to)| node_of[*from].zip(node_of[*to])).collect();
    let graph = Graph::damped(members.len(), &links);
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut unlinked = Vec::new();
    for (node, community) in communities(&graph).into_iter().enumerate() {
        if graph.neighbours[node].is_empty() {
            unlinked.push(members[node]);
        } else {
            found.entry(community).or_default().push(members[node]);
        }
    }
    let mut groups: Vec<Group> = found
        .into_values()
        .map(|members| Group { title: title(tables, &members, referenced), members })
        .collect();
    if !unlinked.is_empty() {
        groups.push(Group { title: UNLINKED.to_owned(), members: unlinked });
    }
    groups
}

/// Name of the most referenced table; of several, the first by id.
fn title(tables: &[TableBox], members: &[usize], referenced: &[usize]) -> String {
    let mut most: Option<usize> = None;
    for table in members {
        if most.is_none_or(|most| referenced[*table] > referenced[most]) {
            most = Some(*table);
        }
    }
    most.map(|table| name(&tables[table]).to_owned()).unwrap_or_default()
}

/// The id without its namespace, quoted or not.
fn name(table: &TableBox) -> &str {
    let quoted = format!("\"{}\"", table.namespace.replace('"', "\"\""));
    [table.namespace.as_str(), &quoted]
        .iter()
        .find_map(|namespace| table.id.strip_prefix(*namespace)?.strip_prefix('.'))
        .unwrap_or(&table.id)
}
