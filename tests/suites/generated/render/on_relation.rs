use crate::{
    piece::Body,
    schema::Schema,
    types::{Family, Key},
};

impl Schema {
    pub(super) fn on_relation(&self, key: Key) -> String {
        let piece = self.get(key);
        let home = piece.home.unwrap_or_default();
        let name = self.name(key);
        match &piece.body {
            Body::Index { unique: true, form, options, .. } => {
                self.unique_index(key, home, *form, *options)
            }
            Body::Index { columns, form, options, call, .. } => {
                self.index(home, &name, columns, (*form, *options), *call)
            }
            Body::Trigger { .. } => self.trigger(key),
            Body::Rule { form } => {
                let relation = self.path(home);
                match form % 3 {
                    0 => format!("CREATE RULE {name} AS ON UPDATE TO {relation} DO ALSO NOTIFY n"),
                    1 => {
                        format!("CREATE RULE {name} AS ON DELETE TO {relation} DO INSTEAD NOTHING")
                    }
                    _ => format!(
                        "CREATE RULE {name} AS ON UPDATE TO {relation} WHERE OLD IS NULL \
                         DO INSTEAD NOTHING"
                    ),
                }
            }
            Body::Policy { column, form } => {
                let command = ["ALL", "SELECT", "UPDATE", "DELETE"][form % 4];
                let kind = ["PERMISSIVE", "RESTRICTIVE"][form % 2];
                let role = ["PUBLIC", "reader", "reader, writer"][form % 3];
                let using = self.predicate(*column, *form);
                let check = if form % 4 == 2 || form % 8 == 0 {
                    format!(" WITH CHECK ({using})")
                } else {
                    String::new()
                };
                let relation = self.path(home);
                format!(
                    "CREATE POLICY {name} ON {relation} AS {kind} FOR {command} TO {role} \
                     USING ({using}){check}"
                )
            }
            Body::Statistics { columns, form } => {
                let sorted: Vec<Key> =
                    columns.iter().copied().filter(|column| self.is_sorted(*column)).collect();
                let plain = sorted.len() > 1 && !sorted.iter().any(|key| self.is_generated(*key));
                let path = self.path(key);
                let relation = self.path(home);
                if plain {
                    let kinds = ["", " (ndistinct)", " (dependencies, mcv)"][form % 3];
                    let names = self.names(&sorted);
                    format!("CREATE STATISTICS {path}{kinds} ON {names} FROM {relation}")
                } else {
                    let column = self.name(columns[0]);
                    format!("CREATE STATISTICS {path} ON ({column} IS NULL) FROM {relation}")
                }
            }
            Body::Publication { tables, form } => {
                let tables: Vec<String> = tables.iter().map(|table| self.path(*table)).collect();
                let with = ["", " WITH (publish = 'insert, update')"][form % 2];
                format!("CREATE PUBLICATION {name} FOR TABLE {}{with}", tables.join(", "))
            }
            _ => String::new(),
        }
    }

    fn index(
        &self,
        home: Key,
        name: &str,
        columns: &[Key],
        (form, options): (usize, usize),
        call: Option<Key>,
    ) -> String {
        let relation = self.path(home);
        let orders = ["", " DESC", " NULLS FIRST", " DESC NULLS LAST"];
        let first = columns[0];
        let family = self.family(first);
        let filter = if form % 5 == 4 {
            format!(" WHERE {}", self.predicate(first, form))
        } else {
            String::new()
        };
        let one = self.name(first);
        let method = match (&family, form % 6) {
            (Family::Jsonb, 1..) => Some(format!("gin ({one})")),
            (Family::Array, 1..) => None,
            (Family::Range, 1..) => Some(format!("gist ({one})")),
            (Family::Integer | Family::Date | Family::Stamp, 1) => Some(format!("brin ({one})")),
            (Family::Integer | Family::Text | Family::Uuid, 2) => Some(format!("hash ({one})")),
            _ => None,
        };
        if let Some(method) = method {
            return format!("CREATE INDEX {name} ON {relation} USING {method}{filter}");
        }
        let mut parts: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let name = self.name(*column);
                let order = orders[(options + at) % 4];
                if !self.is_sorted(*column) || (form % 4 == 3 && at == 0) {
                    let (expression, _) = self.family(*column).expression(&name, form);
                    format!("({expression}){order}")
                } else if self.is_family(*column, &Family::Text) && options % 7 == 6 {
                    format!("{name} COLLATE \"C\"{order}")
                } else {
                    format!("{name}{order}")
                }
            })
            .collect();
        if let Some(function) = call {
            parts.push(format!("({})", self.call(function, first)));
        }
        let with = if options % 6 == 5 { " WITH (fillfactor = 75)" } else { "" };
        format!("CREATE INDEX {name} ON {relation} ({}){with}{filter}", parts.join(", "))
    }

    fn unique_index(&self, key: Key, home: Key, form: usize, options: usize) -> String {
        let columns = self.key_columns(key);
        let orders = ["", " DESC", " NULLS FIRST", ""];
        let parts: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| self.name(*column) + orders[(options + at) % 4])
            .collect();
        let other = self.exposed(home).into_iter().find(|column| !columns.contains(column));
        let include = match other {
            Some(column) if form % 3 == 2 => format!(" INCLUDE ({})", self.name(column)),
            _ => String::new(),
        };
        let nulls = if options % 7 == 6 { " NULLS NOT DISTINCT" } else { "" };
        let with = if options % 6 == 5 { " WITH (fillfactor = 75)" } else { "" };
        let filter = if self.get(key).body.is_key() {
            String::new()
        } else {
            format!(" WHERE {}", self.predicate(columns[0], form))
        };
        format!(
            "CREATE UNIQUE INDEX {} ON {} ({}){include}{nulls}{with}{filter}",
            self.name(key),
            self.path(home),
            parts.join(", ")
        )
    }

    fn trigger(&self, key: Key) -> String {
        let piece = self.get(key);
        let home = piece.home.unwrap_or_default();
        let Body::Trigger { function, of, form, options } = &piece.body else {
            return String::new();
        };
        let (name, relation, function) = (self.name(key), self.path(home), self.path(*function));
        let run = format!("EXECUTE FUNCTION {function}({})", ["", "'a', 'it''s'"][options % 2]);
        if matches!(self.get(home).body, Body::View { .. }) {
            let event = ["INSERT", "UPDATE", "INSERT OR DELETE"][form % 3];
            return format!(
                "CREATE TRIGGER {name} INSTEAD OF {event} ON {relation} FOR EACH ROW {run}"
            );
        }
        let columns = if of.is_empty() { String::new() } else { format!(" OF {}", self.names(of)) };
        let plain: Vec<Key> =
            of.iter().copied().filter(|column| !self.is_generated(*column)).collect();
        let when = match plain.first() {
            Some(column) if form % 2 == 0 => {
                let value = format!("NEW.{}", self.name(*column));
                format!(" WHEN ({})", self.family(*column).predicate(&value, *form))
            }
            _ => String::new(),
        };
        let mut text = match form % 5 {
            0 => format!(
                "CREATE TRIGGER {name} BEFORE UPDATE{columns} ON {relation} FOR EACH ROW{when} {run}"
            ),
            1 => format!("CREATE TRIGGER {name} AFTER INSERT OR DELETE ON {relation} {run}"),
            2 => format!(
                "CREATE TRIGGER {name} AFTER INSERT OR UPDATE{columns} ON {relation} \
                 FOR EACH ROW{when} {run}"
            ),
            3 => format!(
                "CREATE CONSTRAINT TRIGGER {name} AFTER UPDATE{columns} ON {relation} \
                 DEFERRABLE FOR EACH ROW{when} {run}"
            ),
            _ => format!(
                "CREATE TRIGGER {name} AFTER UPDATE ON {relation} \
                 REFERENCING OLD TABLE AS before NEW TABLE AS after {run}"
            ),
        };
        if options % 5 == 4 {
            text += &format!(";\nALTER TABLE {relation} DISABLE TRIGGER {name}");
        }
        text
    }
}
