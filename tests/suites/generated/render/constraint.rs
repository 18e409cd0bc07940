use crate::{piece::Body, schema::Schema, types::Key};

const ACTIONS: [&str; 5] =
    ["", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE", " ON DELETE RESTRICT"];
const DEFERRABLE: [&str; 6] = ["", "", "", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"];

impl Schema {
    pub(super) fn constraint(&self, key: Key) -> String {
        let piece = self.get(key);
        let table = piece.home.unwrap_or_default();
        let what = match &piece.body {
            Body::Check { columns, form, call, options } => {
                let mut parts: Vec<String> = columns
                    .iter()
                    .map(|column| format!("({})", self.predicate(*column, *form)))
                    .collect();
                if let (Some(function), Some(column)) = (call, columns.first()) {
                    let called = self.call(*function, *column);
                    parts.push(format!("({called} IS NULL OR {called} IS NOT NULL)"));
                }
                let no_inherit = if options % 9 == 8 && !self.is_partitioned(table) {
                    " NO INHERIT"
                } else {
                    ""
                };
                let valid = if options % 5 == 4 { " NOT VALID" } else { "" };
                format!("CHECK ({}){no_inherit}{valid}", parts.join(" AND "))
            }
            Body::Unique { primary, options, .. } => {
                let names = self.names(&self.key_columns(key));
                let word = if *primary { "PRIMARY KEY" } else { "UNIQUE" };
                let nulls = if !primary && options % 7 == 6 { " NULLS NOT DISTINCT" } else { "" };
                let with = if options % 8 == 7 { " WITH (fillfactor = 80)" } else { "" };
                // A foreign key cannot lean on a deferrable one.
                let used = self
                    .pieces
                    .values()
                    .any(|other| matches!(other.body, Body::Foreign { to, .. } if to == key));
                let deferrable = if used { "" } else { DEFERRABLE[options % 6] };
                format!("{word}{nulls} ({names}){with}{deferrable}")
            }
            Body::Foreign { columns, to, options } => {
                let target = self.get(*to).home.unwrap_or_default();
                let partitioned = self.is_partitioned(table) || self.is_partitioned(target);
                let valid = if options % 8 == 7 && !partitioned { " NOT VALID" } else { "" };
                format!(
                    "FOREIGN KEY ({}) REFERENCES {} ({}){}{}{valid}",
                    self.names(columns),
                    self.path(target),
                    self.names(&self.key_columns(*to)),
                    ACTIONS[options % 5],
                    DEFERRABLE[options % 6],
                )
            }
            Body::Exclusion { column, options } => {
                let name = self.name(*column);
                let filter = if options % 3 == 2 {
                    format!(" WHERE ({})", self.predicate(*column, *options))
                } else {
                    String::new()
                };
                let method = match self.family(*column) {
                    crate::types::Family::Range => format!("gist ({name} WITH &&)"),
                    _ => format!("btree ({name} WITH =)"),
                };
                format!("EXCLUDE USING {method}{filter}{}", DEFERRABLE[options % 6])
            }
            _ => return String::new(),
        };
        format!("ALTER TABLE {} ADD CONSTRAINT {} {what}", self.path(table), self.name(key))
    }
}
