use crate::{names::quoted, piece::Body, schema::Schema, types::Key};

impl Schema {
    pub(super) fn view(&self, key: Key) -> String {
        let Body::View { over, form, call, joined, materialized, options, .. } =
            &self.get(key).body
        else {
            return String::new();
        };
        let columns = self.exposed(key);
        let Some(first) = columns.first().copied() else { return String::new() };
        let (base, names, one) = (self.path(*over), self.names(&columns), self.name(first));
        let sorted = columns.iter().all(|column| self.is_sorted(*column));
        let mut more = String::new();
        if let Some(function) = call {
            more += &format!(", {} AS {}", self.call(*function, first), quoted("called by"));
        }
        if let Some(other) = joined {
            more += &format!(", (SELECT count(*) FROM {}) AS \"other rows\"", self.path(*other));
        }
        let query = match form % 10 {
            1 => format!("SELECT {names}{more} FROM {base} WHERE {}", self.predicate(first, *form)),
            2 => {
                let (expression, _) = self.family(first).expression(&one, *form);
                format!("SELECT {names}, {expression} AS \"made of\"{more} FROM {base}")
            }
            3 if self.is_sorted(first) => {
                format!("SELECT {one}, count(*) AS \"how many\" FROM {base} GROUP BY {one}")
            }
            4 => format!("WITH q AS (SELECT {names} FROM {base}) SELECT {names}{more} FROM q"),
            5 => format!(
                "SELECT {names}{more} FROM {base} UNION ALL SELECT {names}{more} FROM {base}"
            ),
            6 if sorted => format!("SELECT DISTINCT {names} FROM {base} ORDER BY {names}"),
            7 if self.is_sorted(first) => {
                format!(
                    "SELECT {names}{more} FROM {base} JOIN (SELECT {one} AS k FROM {base}) b \
                         ON b.k = {one}"
                )
            }
            8 if self.is_sorted(first) => {
                format!(
                    "SELECT {names}, row_number() OVER (ORDER BY {one}) AS \"in place\"{more} \
                         FROM {base}"
                )
            }
            9 => format!("SELECT {names}{more}, t AS \"whole row\" FROM {base} t"),
            _ => format!("SELECT {names}{more} FROM {base}"),
        };
        let path = self.path(key);
        if *materialized {
            let with = if options % 5 == 4 { " WITH (fillfactor = 60)" } else { "" };
            let data = if self.is_empty(key) { " WITH NO DATA" } else { "" };
            format!("CREATE MATERIALIZED VIEW {path}{with} AS {query}{data}")
        } else {
            let with = ["", "", "", " WITH (security_barrier = true)"][options % 4];
            let updatable = matches!(self.get(*over).body, Body::Table { .. });
            let check = if form % 10 == 1 && options % 5 == 4 && more.is_empty() && updatable {
                " WITH LOCAL CHECK OPTION"
            } else {
                ""
            };
            format!("CREATE VIEW {path}{with} AS {query}{check}")
        }
    }

    /// Whether a materialised view has no data: of its own, or since what it reads has none.
    fn is_empty(&self, key: Key) -> bool {
        match &self.get(key).body {
            Body::View { over, joined, materialized, options, .. } => {
                (*materialized && options % 4 == 3)
                    || self.is_empty(*over)
                    || joined.is_some_and(|joined| self.is_empty(joined))
            }
            _ => false,
        }
    }
}
