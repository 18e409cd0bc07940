use crate::graph::Graph;

/// A gain below this is rounding, not structure; without the bound two nodes could change places
/// for ever.
const LEAST_GAIN: f64 = 1e-9;

/// Community of each node, numbered in the order of their first nodes (Blondel and others, "Fast
/// unfolding of communities in large networks", 2008). Nodes are visited in their order and ties go
/// to the lowest community, so that there is one answer.
pub fn communities(graph: &Graph) -> Vec<usize> {
    let mut of: Vec<usize> = (0..graph.len()).collect();
    let mut level = graph.clone();
    loop {
        let found = one_level(&level);
        let count = found.iter().max().map_or(0, |last| last + 1);
        for community in &mut of {
            *community = found[*community];
        }
        if count == level.len() {
            return of;
        }
        level = aggregated(&level, &found, count);
    }
}

/// Moves single nodes to the neighbouring community with the largest gain until none gains.
fn one_level(graph: &Graph) -> Vec<usize> {
    let strength: Vec<f64> = (0..graph.len()).map(|node| graph.strength(node)).collect();
    let total: f64 = strength.iter().sum();
    let mut of: Vec<usize> = (0..graph.len()).collect();
    let mut held = strength.clone();
    // Weight from the node at hand to each community; only `touched` ones are not zero.
    let mut weight_to = vec![0.0; graph.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut moved = total > 0.0;
    while moved {
        moved = false;
        for node in 0..graph.len() {
            let present = of[node];
            held[present] -= strength[node];
            touched.push(present);
            for (neighbour, weight) in &graph.neighbours[node] {
                let community = of[*neighbour];
                if weight_to[community] == 0.0 {
                    touched.push(community);
                }
                weight_to[community] += weight;
            }
            touched.sort_unstable();
            touched.dedup();
            let gain =
                |community: usize| weight_to[community] - held[community] * strength[node] / total;
            let mut best = present;
            for community in &touched {
                if gain(*community) > gain(best) + LEAST_GAIN {
                    best = *community;
                }
            }
            of[node] = best;
            held[best] += strength[node];
            moved |= best != present;
            for community in touched.drain(..) {
                weight_to[community] = 0.0;
            }
        }
    }
    renumbered(&of)
}

/// The same communities, numbered in the order of their first nodes.
fn renumbered(of: &[usize]) -> Vec<usize> {
    let mut numbers = vec![None; of.len()];
    let mut next = 0;
    of.iter()
        .map(|community| {
            *numbers[*community].get_or_insert_with(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

/// Each community as one node.
fn aggregated(graph: &Graph, of: &[usize], count: usize) -> Graph {
    let mut links = Vec::new();
    for (node, neighbours) in graph.neighbours.iter().enumerate() {
        for (neighbour, weight) in neighbours {
            if node < *neighbour {
                links.push((of[node], of[*neighbour], *weight));
            }
        }
    }
    let mut whole = Graph::new(count, &links);
    for (node, own) in graph.own.iter().enumerate() {
        whole.own[of[node]] += own;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_triangles_with_one_bridge_are_two_communities() {
        let references = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (0, 3)];
        assert_eq!(communities(&Graph::damped(6, &references)), [0, 0, 0, 1, 1, 1]);
    }

    #[test]
    fn nodes_without_links_stay_alone() {
        assert_eq!(communities(&Graph::damped(3, &[])), [0, 1, 2]);
    }

    #[test]
    fn a_hub_does_not_draw_its_referrers_together() {
        // Four triangles of which every table references table 12.
        let mut references = Vec::new();
        for first in [0, 3, 6, 9] {
            references.extend([(first, first + 1), (first + 1, first + 2), (first + 2, first)]);
            references.extend([(first, 12), (first + 1, 12), (first + 2, 12)]);
        }
        let of = communities(&Graph::damped(13, &references));
        let mut triangles: Vec<usize> = [0, 3, 6, 9].map(|first| of[first]).to_vec();
        triangles.dedup();
        assert_eq!(triangles.len(), 4, "{of:?}");
    }
}
