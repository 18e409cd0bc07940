use std::{collections::BTreeMap, fmt::Write};

use crate::{
    show::schema::{HEADER, ROW},
    view::{ColumnRow, Mark, ReferenceEdge, SchemaView, TableNode},
};

/// Space around the drawing.
const MARGIN: f64 = 24.0;
/// Average width of a character of the drawing's fixed font.
const CHARACTER: f64 = 7.2;

/// The schema graph as one self-contained SVG document: text stays text, and it follows the
/// reader's light or dark theme. The same view gives the same bytes.
pub fn svg(view: &SchemaView) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_svg(&mut out, view);
    out
}

fn write_svg(out: &mut String, view: &SchemaView) -> std::fmt::Result {
    let (width, height) = (view.size.0 + 2.0 * MARGIN, view.size.1 + 2.0 * MARGIN);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"{0} {0} {width:.0} {height:.0}\" role=\"img\">",
        -MARGIN
    )?;
    writeln!(out, "<title>{}</title>", escaped(&view.source))?;
    writeln!(
        out,
        "<desc>{} tables, {} foreign keys, fingerprint {}</desc>",
        view.tables.len(),
        view.references.len(),
        escaped(&view.fingerprint)
    )?;
    writeln!(out, "<style>\n{}</style>", include_str!("svg.css"))?;
    writeln!(
        out,
        "<rect class=\"paper\" x=\"{0}\" y=\"{0}\" width=\"{width:.0}\" height=\"{height:.0}\"/>",
        -MARGIN
    )?;
    for cluster in &view.clusters {
        writeln!(
            out,
            "<g class=\"cluster\"><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" \
             rx=\"8\"/><text x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
            cluster.x,
            cluster.y,
            cluster.width,
            cluster.height,
            cluster.x + 16.0,
            cluster.y + 27.0,
            escaped(&cluster.title)
        )?;
    }
    let tables: BTreeMap<&str, &TableNode> =
        view.tables.iter().map(|table| (table.id.as_str(), table)).collect();
    for reference in &view.references {
        let ends = (tables.get(reference.from.as_str()), tables.get(reference.to.as_str()));
        if let (Some(from), Some(to)) = ends {
            edge(out, reference, from, to)?;
        }
    }
    for table in &view.tables {
        card(out, table)?;
    }
    writeln!(out, "</svg>")
}

fn edge(
    out: &mut String,
    reference: &ReferenceEdge,
    from: &TableNode,
    to: &TableNode,
) -> std::fmt::Result {
    let (from_y, to_y) =
        (middle(from, reference.from_columns.first()), middle(to, reference.to_columns.first()));
    // A line leaves on the sides that face.
    let to_right = to.x >= from.x + from.width;
    let to_left = to.x + to.width <= from.x;
    let from_x = if to_left { from.x } else { from.x + from.width };
    let to_x = if to_right { to.x } else { to.x + to.width };
    let reach = ((to_x - from_x).abs() / 2.0).clamp(40.0, 160.0);
    let from_bend = if to_left { from_x - reach } else { from_x + reach };
    let to_bend = if to_right { to_x - reach } else { to_x + reach };
    writeln!(
        out,
        "<g class=\"reference{}{}\"><title>{}</title>\
         <path d=\"M{from_x:.1} {from_y:.1}C{from_bend:.1} {from_y:.1} {to_bend:.1} {to_y:.1} \
         {to_x:.1} {to_y:.1}\"/><circle cx=\"{to_x:.1}\" cy=\"{to_y:.1}\" r=\"4\"/></g>",
        if reference.internal { "" } else { " far" },
        class(reference.mark),
        escaped(&format!("{}: {} to {}", reference.name, reference.from, reference.to))
    )
}

/// Where a column's row has its middle.
fn middle(table: &TableNode, column: Option<&String>) -> f64 {
    let at = column.and_then(|name| table.columns.iter().position(|row| row.name == *name));
    // Columns in a table are far below 2^52.
    at.map_or(table.y + HEADER / 2.0, |at| table.y + HEADER + ROW * (at as f64 + 0.5))
}

fn card(out: &mut String, table: &TableNode) -> std::fmt::Result {
    let (x, y, width) = (table.x, table.y, table.width);
    writeln!(out, "<g class=\"table{}\"><title>{}</title>", class(table.mark), escaped(&table.id))?;
    writeln!(
        out,
        "<rect class=\"card\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
         height=\"{:.1}\" rx=\"8\"/><path class=\"head\" d=\"M{x:.1} {:.1}h{width:.1}\"/>",
        table.height,
        y + HEADER
    )?;
    let room = characters(width - 20.0 - if table.mark.is_some() { 20.0 } else { 0.0 });
    writeln!(
        out,
        "<text class=\"name\" x=\"{:.1}\" y=\"{:.1}\">{}{}</text>",
        x + 10.0,
        y + 22.0,
        table.mark.map_or(String::new(), |mark| format!("{} ", glyph(mark))),
        escaped(&clipped(&table.name, room))
    )?;
    for (at, column) in table.columns.iter().enumerate() {
        row(out, table, at, column)?;
    }
    writeln!(out, "</g>")
}

fn row(out: &mut String, table: &TableNode, at: usize, column: &ColumnRow) -> std::fmt::Result {
    // Columns in a table are far below 2^52.
    let base = table.y + HEADER + ROW * at as f64 + 15.0;
    let sign = match (column.mark, column.primary_key, column.foreign_key) {
        (Some(mark), _, _) => glyph(mark),
        (None, true, _) => "\u{25c6}",
        (None, false, true) => "\u{25c7}",
        (None, false, false) => "",
    };
    let room = characters(table.width - 34.0);
    // A short name leaves its room to the type.
    let left = room.saturating_sub(column.name.chars().count() + 1);
    let data_type = clipped(&column.data_type, left.max(room * 2 / 5));
    let name = clipped(&column.name, room.saturating_sub(data_type.chars().count() + 1));
    writeln!(
        out,
        "<g class=\"column{}\"><text class=\"sign\" x=\"{:.1}\" y=\"{base:.1}\">{sign}</text>\
         <text class=\"{}\" x=\"{:.1}\" y=\"{base:.1}\">{}</text>\
         <text class=\"type\" x=\"{:.1}\" y=\"{base:.1}\">{}</text></g>",
        class(column.mark),
        table.x + 8.0,
        if column.not_null { "solid" } else { "nullable" },
        table.x + 24.0,
        escaped(&name),
        table.x + table.width - 10.0,
        escaped(&data_type)
    )
}

/// How many characters have room.
fn characters(width: f64) -> usize {
    // A card is at most some hundreds wide.
    (width / CHARACTER).max(0.0) as usize
}

fn clipped(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let head: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{head}\u{2026}")
}

fn class(mark: Option<Mark>) -> &'static str {
    match mark {
        None => "",
        Some(Mark::Added) => " added",
        Some(Mark::Removed) => " removed",
        Some(Mark::Changed) => " changed",
        Some(Mark::Renamed) => " renamed",
    }
}

fn glyph(mark: Mark) -> &'static str {
    match mark {
        Mark::Added => "+",
        Mark::Removed => "\u{2212}",
        Mark::Changed => "~",
        Mark::Renamed => "\u{2192}",
    }
}

/// Text for XML; characters that XML 1.0 cannot hold become a replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing() -> String {
        let column = ColumnRow {
            name: "id".to_owned(),
            data_type: "bigint".to_owned(),
            not_null: true,
            primary_key: true,
            foreign_key: false,
            default: None,
            comment: None,
            mark: None,
        };
        let table = TableNode {
            id: "public.\"a<b>&\"".to_owned(),
            namespace: "public".to_owned(),
            name: "a<b>&\"c\u{1}".to_owned(),
            x: 0.0,
            y: 0.0,
            width: 240.0,
            height: HEADER + ROW,
            columns: vec![column],
            rows: None,
            bytes: None,
            comment: None,
            indexes: Vec::new(),
            constraints: Vec::new(),
            mark: Some(Mark::Added),
            cluster: 0,
        };
        svg(&SchemaView {
            source: "empty:".to_owned(),
            server_version: None,
            fingerprint: "0".to_owned(),
            taken_at: String::new(),
            tables: vec![table],
            references: Vec::new(),
            clusters: Vec::new(),
            size: (240.0, 60.0),
            objects: Vec::new(),
            unmodelled: Vec::new(),
        })
    }

    #[test]
    fn names_are_text_and_never_markup() {
        let text = drawing();
        assert!(text.contains("a&lt;b&gt;&amp;&quot;c\u{fffd}"), "{text}");
        assert!(text.contains(">bigint</text>"), "{text}");
        assert_eq!(text, drawing(), "the same view gives the same bytes");
    }

    #[test]
    fn what_has_no_room_is_clipped() {
        assert_eq!(clipped("appointment", 5), "appo\u{2026}");
        assert_eq!(clipped("appointment", 11), "appointment");
    }
}
