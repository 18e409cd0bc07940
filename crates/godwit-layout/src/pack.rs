use std::collections::BTreeMap;

use crate::{SCREEN, layers::Sheet};

/// Between two cluster boxes.
const GAP: f64 = 80.0;
/// Widths of the drawing that are tried, as parts of that of a screen of the same area.
const WIDTHS: [f64; 9] = [0.9, 1.0, 1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.6];
/// How much nearness to linked boxes counts against the height at which a box comes to lie.
const NEARNESS: f64 = 0.6;

/// Boxes on the sheet.
#[derive(Debug)]
pub struct Packed {
    /// Left and upper edge of each box.
    pub positions: Vec<(f64, f64)>,
    /// Width and height of the whole.
    pub size: (f64, f64),
}

/// How many references run between two clusters, by the lower and the higher index.
pub fn links(cluster_of: &[usize], references: &[(usize, usize)]) -> BTreeMap<(usize, usize), f64> {
    let mut links = BTreeMap::new();
    for (from, to) in references {
        let (from, to) = (cluster_of[*from], cluster_of[*to]);
        if from != to {
            *links.entry((from.min(to), from.max(to))).or_insert(0.0) += 1.0;
        }
    }
    links
}

/// Places boxes without overlap in a drawing shaped like a screen, linked ones near each other. Of
/// several widths the one is taken that a screen shows largest.
pub fn pack(sheets: &[Sheet], links: &BTreeMap<(usize, usize), f64>) -> Packed {
    let mut linked: Vec<Vec<(usize, f64)>> = vec![Vec::new(); sheets.len()];
    for ((first, second), weight) in links {
        linked[*first].push((*second, *weight));
        linked[*second].push((*first, *weight));
    }
    let order = order(sheets, &linked);
    let area: f64 = sheets.iter().map(|box_| (box_.width + GAP) * (box_.height + GAP)).sum();
    let widest = sheets.iter().map(|box_| box_.width).fold(0.0, f64::max);
    let mut best: Option<Packed> = None;
    for part in WIDTHS {
        let width = widest.max((area * SCREEN).sqrt() * part);
        let packed = place(sheets, &linked, &order, width);
        if best.as_ref().is_none_or(|best| reach(packed.size) < reach(best.size)) {
            best = Some(packed);
        }
    }
    best.unwrap_or(Packed { positions: Vec::new(), size: (0.0, 0.0) })
}

/// Height of the smallest screen-shaped window that shows all of it.
fn reach((width, height): (f64, f64)) -> f64 {
    height.max(width / SCREEN)
}

/// The order in which boxes are placed: the largest first, then always the one that is most linked
/// to those already placed; the larger, then the first, where that leaves a choice.
fn order(sheets: &[Sheet], linked: &[Vec<(usize, f64)>]) -> Vec<usize> {
    let area = |at: usize| sheets[at].width * sheets[at].height;
    let mut waiting: Vec<usize> = (0..sheets.len()).collect();
    waiting.sort_by(|first, second| area(*second).total_cmp(&area(*first)));
    let mut pull = vec![0.0_f64; sheets.len()];
    let mut order = Vec::with_capacity(sheets.len());
    while !waiting.is_empty() {
        let mut next = 0;
        for candidate in 1..waiting.len() {
            if pull[waiting[candidate]] > pull[waiting[next]] {
                next = candidate;
            }
        }
        let chosen = waiting.remove(next);
        for (other, weight) in &linked[chosen] {
            pull[*other] += weight;
        }
        order.push(chosen);
    }
    order
}

/// Part of the lower edge of what is placed: from `left` to the next part everything above `top` is
/// taken.
#[derive(Debug, Clone, Copy)]
struct Ledge {
    left: f64,
    top: f64,
}

/// Lets each box slide up under what is placed, at the ledge where its height and its distance to
/// linked boxes together are least.
fn place(sheets: &[Sheet], linked: &[Vec<(usize, f64)>], order: &[usize], width: f64) -> Packed {
    let mut ledges = vec![Ledge { left: 0.0, top: 0.0 }];
    let mut positions: Vec<Option<(f64, f64)>> = vec![None; sheets.len()];
    let (mut right, mut lowest): (f64, f64) = (0.0, 0.0);
    for at in order {
        let sheet = &sheets[*at];
        let mut best: Option<(f64, f64, f64)> = None;
        for (index, ledge) in ledges.iter().enumerate() {
            // Rounding must not forbid the widest box the first ledge.
            if ledge.left + sheet.width > width + 0.5 {
                continue;
            }
            let top = ledges[index..]
                .iter()
                .take_while(|other| other.left < ledge.left + sheet.width + GAP)
                .map(|other| other.top)
                .fold(0.0, f64::max);
            let cost = top
                + sheet.height
                + NEARNESS * distance(sheets, &positions, &linked[*at], sheet, (ledge.left, top));
            if best.is_none_or(|(least, _, _)| cost < least) {
                best = Some((cost, ledge.left, top));
            }
        }
        // The first ledge starts at 0 and every box is at most as wide as the drawing.
        let (left, top) = best.map_or((0.0, lowest + GAP), |(_, left, top)| (left, top));
        positions[*at] = Some((left, top));
        cover(&mut ledges, left, left + sheet.width + GAP, top + sheet.height + GAP);
        right = right.max(left + sheet.width);
        lowest = lowest.max(top + sheet.height);
    }
    Packed {
        positions: positions.into_iter().map(Option::unwrap_or_default).collect(),
        size: (right, lowest),
    }
}

/// Weighted mean distance between the centres of a box and of the linked boxes already placed.
fn distance(
    sheets: &[Sheet],
    positions: &[Option<(f64, f64)>],
    linked: &[(usize, f64)],
    sheet: &Sheet,
    (left, top): (f64, f64),
) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (other, weight) in linked {
        if let Some((x, y)) = positions[*other] {
            let across = (x + sheets[*other].width / 2.0) - (left + sheet.width / 2.0);
            let down = (y + sheets[*other].height / 2.0) - (top + sheet.height / 2.0);
            sum += weight * across.hypot(down);
            weights += weight;
        }
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// Lowers the edge to `top` between `left` and `right`.
fn cover(ledges: &mut Vec<Ledge>, left: f64, right: f64, top: f64) {
    let first = ledges.partition_point(|ledge| ledge.left < left);
    let end = ledges.partition_point(|ledge| ledge.left < right);
    let after = ledges[end - 1].top;
    let goes_on = ledges.get(end).is_none_or(|next| next.left > right);
    let mut put = vec![Ledge { left, top }];
    if goes_on {
        put.push(Ledge { left: right, top: after });
    }
    ledges.splice(first..end, put);
}
