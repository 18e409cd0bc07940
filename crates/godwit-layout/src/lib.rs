//! Positions of the schema graph: tables that belong together in boxes, boxes that are linked
//! side by side, the whole shaped like a screen.
//!
//! Pure and deterministic: the same tables and references give the same drawing, in whatever order
//! they are handed in. Lengths are drawing units (pixels at zoom 1), y grows downwards.

/// Which tables belong together.
mod cluster;
/// The references as a weighted, undirected graph.
mod graph;
/// Tables of one cluster in columns, referenced ones first.
mod layers;
/// Communities of a graph by modularity.
mod louvain;
/// Cluster boxes on the sheet.
mod pack;

/// Width over height of the screens that drawings are shaped for.
const SCREEN: f64 = 1.6;

/// A table to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct TableBox {
    /// Unique name: the qualified name as SQL, `public.patient`.
    pub id: String,
    /// Raw name of its namespace.
    pub namespace: String,
    /// Width of its card.
    pub width: f64,
    /// Height of its card.
    pub height: f64,
}

/// A box around tables that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Name of its most referenced table, or its namespace when the schema has several.
    pub title: String,
    /// Indexes of its tables, in the order of their ids.
    pub members: Vec<usize>,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width with the padding.
    pub width: f64,
    /// Height with the padding and the title.
    pub height: f64,
}

/// Where everything goes. No two cards overlap, nor do two boxes; every card lies inside its box.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Left and upper edge of each table's card, as the tables were given.
    pub positions: Vec<(f64, f64)>,
    /// The boxes.
    pub clusters: Vec<Cluster>,
    /// Index of each table's cluster, as the tables were given.
    pub cluster_of: Vec<usize>,
    /// Whether a reference stays inside one cluster, as the references were given.
    pub internal: Vec<bool>,
    /// Width and height of the whole drawing.
    pub size: (f64, f64),
}

/// Places tables. `references` are pairs of indexes into `tables`, referencing before referenced;
/// repeated ones and those of a table to itself are welcome.
///
/// # Panics
/// When a reference names a table that is not there.
pub fn layout(tables: &[TableBox], references: &[(usize, usize)]) -> Layout {
    let by_id = cluster::by_id(tables);
    let groups = cluster::clusters(tables, &by_id, references);
    let mut cluster_of = vec![0; tables.len()];
    for (at, group) in groups.iter().enumerate() {
        for table in &group.members {
            cluster_of[*table] = at;
        }
    }
    let inside = edges_inside(&cluster_of, references, groups.len());
    let sheets: Vec<layers::Sheet> = groups
        .iter()
        .zip(&inside)
        .map(|(group, edges)| layers::place(tables, &group.members, edges))
        .collect();
    let packed = pack::pack(&sheets, &pack::links(&cluster_of, references));

    let mut positions = vec![(0.0, 0.0); tables.len()];
    for ((group, sheet), (left, top)) in groups.iter().zip(&sheets).zip(&packed.positions) {
        for (table, (x, y)) in group.members.iter().zip(&sheet.positions) {
            positions[*table] = (left + x, top + y);
        }
    }
    let clusters = groups
        .into_iter()
        .zip(sheets)
        .zip(packed.positions)
        .map(|((group, sheet), (x, y))| Cluster {
            title: group.title,
            members: group.members,
            x,
            y,
            width: sheet.width,
            height: sheet.height,
        })
        .collect();
    let internal =
        references.iter().map(|(from, to)| cluster_of[*from] == cluster_of[*to]).collect();
    Layout { positions, clusters, cluster_of, internal, size: packed.size }
}

/// The references that stay inside each cluster.
fn edges_inside(
    cluster_of: &[usize],
    references: &[(usize, usize)],
    clusters: usize,
) -> Vec<Vec<(usize, usize)>> {
    let mut inside = vec![Vec::new(); clusters];
    for (from, to) in references {
        if from != to && cluster_of[*from] == cluster_of[*to] {
            inside[cluster_of[*from]].push((*from, *to));
        }
    }
    inside
}
