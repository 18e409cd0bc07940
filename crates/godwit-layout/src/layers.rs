use crate::{SCREEN, TableBox};

/// Between columns of cards, wide enough for the curves of foreign keys.
const COLUMN_GAP: f64 = 72.0;
/// Between cards of a column.
const CARD_GAP: f64 = 28.0;
/// Around the cards of a cluster.
const PADDING: f64 = 28.0;
/// Above the cards, for the cluster's title.
const TITLE: f64 = 44.0;
/// How often the order within the ranks is brought nearer to that of the neighbours.
const SWEEPS: usize = 6;
/// Column heights that are tried, as parts of the height of a screen-shaped box of the same area.
const HEIGHTS: [f64; 8] = [0.6, 0.8, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2];

/// The tables of one cluster, placed in a box of their own.
#[derive(Debug)]
pub struct Sheet {
    /// Left and upper edge of each member, from the box's corner.
    pub positions: Vec<(f64, f64)>,
    /// Width of the box.
    pub width: f64,
    /// Height of the box.
    pub height: f64,
}

/// Places the members of a cluster: referenced tables left of those that reference them, in columns
/// that are filled to a common height, so that a chain of tables is folded and not drawn in single
/// file. `edges` are the references inside the cluster.
pub fn place(tables: &[TableBox], members: &[usize], edges: &[(usize, usize)]) -> Sheet {
    let graph = Local::new(tables.len(), members, edges);
    let ranks = graph.ordered(graph.ranks());
    let size = |node: &usize| (tables[members[*node]].width, tables[members[*node]].height);
    let tallest = (0..members.len()).map(|node| size(&node).1).fold(0.0, f64::max);
    let area: f64 = (0..members.len())
        .map(|node| size(&node))
        .map(|(width, height)| (width + COLUMN_GAP) * (height + CARD_GAP))
        .sum();
    let mut best: Option<Sheet> = None;
    for part in HEIGHTS {
        let limit = tallest.max((area / SCREEN).sqrt() * part);
        let columns = folded(&ranks, limit, |node| size(&node).1);
        let sheet = stacked(&columns, members.len(), |node| size(&node));
        if best.as_ref().is_none_or(|best| sheet.reach() < best.reach()) {
            best = Some(sheet);
        }
    }
    best.unwrap_or(Sheet { positions: Vec::new(), width: 0.0, height: 0.0 })
}

impl Sheet {
    /// Height of the smallest screen-shaped window that shows all of it.
    fn reach(&self) -> f64 {
        self.height.max(self.width / SCREEN)
    }
}

/// Puts ranks into columns no taller than the limit. A rank shares the column of the one before
/// when it fits under it; a rank that is too tall is cut into columns of about the same height.
fn folded(ranks: &[Vec<usize>], limit: f64, height: impl Fn(usize) -> f64) -> Vec<Vec<usize>> {
    let tall = |nodes: &[usize]| nodes.iter().map(|node| height(*node) + CARD_GAP).sum::<f64>();
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for rank in ranks {
        let whole = tall(rank);
        if let Some(last) = columns.last_mut()
            && tall(last) + whole - CARD_GAP <= limit
        {
            last.extend(rank);
            continue;
        }
        let parts = ((whole - CARD_GAP) / limit).ceil().max(1.0);
        let share = limit.min(whole / parts + tall(rank) / rank.len() as f64 / 2.0);
        let mut column: Vec<usize> = Vec::new();
        let mut filled = 0.0;
        for node in rank {
            if !column.is_empty() && filled + height(*node) > share {
                columns.push(std::mem::take(&mut column));
                filled = 0.0;
            }
            column.push(*node);
            filled += height(*node) + CARD_GAP;
        }
        columns.push(column);
    }
    columns
}

/// Columns side by side, each from the top.
fn stacked(columns: &[Vec<usize>], nodes: usize, size: impl Fn(usize) -> (f64, f64)) -> Sheet {
    let mut positions = vec![(0.0, 0.0); nodes];
    let mut left = PADDING;
    let mut lowest = TITLE;
    for column in columns {
        let mut top = TITLE;
        let mut widest: f64 = 0.0;
        for node in column {
            let (width, height) = size(*node);
            positions[*node] = (left, top);
            top += height + CARD_GAP;
            widest = widest.max(width);
        }
        lowest = lowest.max(top - CARD_GAP);
        left += widest + COLUMN_GAP;
    }
    Sheet { positions, width: left - COLUMN_GAP + PADDING, height: lowest + PADDING }
}

/// A cluster's references among its members, numbered from 0.
struct Local {
    /// What each member references, in order.
    to: Vec<Vec<usize>>,
    /// What references each member, in order.
    from: Vec<Vec<usize>>,
}

impl Local {
    fn new(tables: usize, members: &[usize], edges: &[(usize, usize)]) -> Self {
        let mut node_of = vec![None; tables];
        for (node, table) in members.iter().enumerate() {
            node_of[*table] = Some(node);
        }
        let mut pairs: Vec<(usize, usize)> =
            edges.iter().filter_map(|(from, to)| node_of[*from].zip(node_of[*to])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut local =
            Self { to: vec![Vec::new(); members.len()], from: vec![Vec::new(); members.len()] };
        for (from, to) in pairs {
            local.to[from].push(to);
            local.from[to].push(from);
        }
        local
    }

    /// Members by rank: the longest way down to a table that references nothing. A reference that
    /// closes a cycle is not counted.
    fn ranks(&self) -> Vec<Vec<usize>> {
        const UNSEEN: u8 = 0;
        const OPEN: u8 = 1;
        const CLOSED: u8 = 2;
        let mut state = vec![UNSEEN; self.to.len()];
        let mut rank = vec![0_usize; self.to.len()];
        for root in 0..self.to.len() {
            if state[root] != UNSEEN {
                continue;
            }
            // A stack of its own, for a chain of references may be as long as the schema is large.
            let mut path = vec![(root, 0)];
            state[root] = OPEN;
            while let Some((node, next)) = path.last_mut() {
                let node = *node;
                if let Some(target) = self.to[node].get(*next).copied() {
                    *next += 1;
                    match state[target] {
                        UNSEEN => {
                            state[target] = OPEN;
                            path.push((target, 0));
                        }
                        CLOSED => rank[node] = rank[node].max(rank[target] + 1),
                        _ => {}
                    }
                } else {
                    state[node] = CLOSED;
                    path.pop();
                    if let Some((above, _)) = path.last() {
                        rank[*above] = rank[*above].max(rank[node] + 1);
                    }
                }
            }
        }
        let mut ranks = vec![Vec::new(); rank.iter().max().map_or(0, |last| last + 1)];
        for (node, rank) in rank.into_iter().enumerate() {
            ranks[rank].push(node);
        }
        ranks
    }

    /// The same ranks with neighbours at about the same height, by the barycentre of what each
    /// member is linked to.
    fn ordered(&self, mut ranks: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let mut place = vec![0.0; self.to.len()];
        for rank in &ranks {
            note(rank, &mut place);
        }
        for sweep in 0..SWEEPS {
            let downwards = sweep % 2 == 0;
            let last = ranks.len();
            for step in 0..last {
                let rank = &mut ranks[if downwards { step } else { last - 1 - step }];
                let mut keyed: Vec<(f64, usize)> = rank
                    .iter()
                    .map(|node| {
                        let linked = if downwards { &self.to[*node] } else { &self.from[*node] };
                        let sum: f64 = linked.iter().map(|other| place[*other]).sum();
                        let key = if linked.is_empty() {
                            place[*node]
                        } else {
                            sum / linked.len() as f64
                        };
                        (key, *node)
                    })
                    .collect();
                keyed.sort_by(|first, second| first.0.total_cmp(&second.0));
                *rank = keyed.into_iter().map(|(_, node)| node).collect();
                note(rank, &mut place);
            }
        }
        ranks
    }
}

/// Writes down where in its rank each member stands, from 0 to 1.
fn note(rank: &[usize], place: &mut [f64]) {
    for (at, node) in rank.iter().enumerate() {
        place[*node] = (at as f64 + 0.5) / rank.len() as f64;
    }
}
