/// An undirected graph with weights. Neighbours are kept in order, so that sums of weights are
/// always added up alike.
#[derive(Debug, Clone)]
pub struct Graph {
    /// Neighbours of each node with the weight of the link, in order, without the node itself.
    pub neighbours: Vec<Vec<(usize, f64)>>,
    /// Weight of each node's links to itself, counted twice as modularity wants it.
    pub own: Vec<f64>,
}

impl Graph {
    /// A graph of `nodes` nodes; links between the same two nodes are added up.
    pub fn new(nodes: usize, links: &[(usize, usize, f64)]) -> Self {
        let mut graph = Self { neighbours: vec![Vec::new(); nodes], own: vec![0.0; nodes] };
        for (from, to, weight) in links {
            if from == to {
                graph.own[*from] += 2.0 * weight;
            } else {
                graph.neighbours[*from].push((*to, *weight));
                graph.neighbours[*to].push((*from, *weight));
            }
        }
        for list in &mut graph.neighbours {
            // Stable, so equal neighbours are added in the order in which the links came.
            list.sort_by_key(|(node, _)| *node);
            list.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 += next.1;
                }
                same
            });
        }
        graph
    }

    /// The references of some tables as a graph. A link to a hub, which everything references and
    /// which therefore says little about what belongs together, weighs less: one over the square
    /// root of the larger degree of its two ends.
    pub fn damped(nodes: usize, references: &[(usize, usize)]) -> Self {
        let mut pairs: Vec<(usize, usize)> = references
            .iter()
            .filter(|(from, to)| from != to)
            .map(|(from, to)| (*from.min(to), *from.max(to)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut degree = vec![0_u32; nodes];
        for (from, to) in &pairs {
            degree[*from] += 1;
            degree[*to] += 1;
        }
        let links: Vec<(usize, usize, f64)> = pairs
            .into_iter()
            .map(|(from, to)| (from, to, f64::from(degree[from].max(degree[to])).sqrt().recip()))
            .collect();
        Self::new(nodes, &links)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.neighbours.len()
    }

    /// Weight of all links of a node.
    pub fn strength(&self, node: usize) -> f64 {
        self.own[node] + self.neighbours[node].iter().map(|(_, weight)| weight).sum::<f64>()
    }
}
