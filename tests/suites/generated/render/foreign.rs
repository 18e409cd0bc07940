use crate::{names::quoted, piece::Body, schema::Schema, types::Key};

impl Schema {
    /// What is told of data that lies elsewhere. The wrapper has no handler: nobody reads there.
    pub(super) fn foreign(&self, key: Key) -> String {
        let path = self.path(key);
        match &self.get(key).body {
            Body::Wrapper { form } => {
                let options = ["", " OPTIONS (debug 'true')"][form % 2];
                format!("CREATE FOREIGN DATA WRAPPER {path}{options}")
            }
            Body::Server { wrapper, form } => {
                let kind = ["", " TYPE 'file'"][form % 2];
                let version = ["", " VERSION '1'", " VERSION '2'"][form % 3];
                let options =
                    ["", " OPTIONS (host 'a')", " OPTIONS (host 'b', \"Port\" '5')"][form / 3 % 3];
                let wrapper = self.path(*wrapper);
                format!(
                    "CREATE SERVER {path}{kind}{version} FOREIGN DATA WRAPPER {wrapper}{options}"
                )
            }
            Body::Mapping { server, form } => {
                let options = ["", " OPTIONS (\"user\" 'u')"][form / 4 % 2];
                let role = Self::mapped_role(*form);
                format!("CREATE USER MAPPING FOR {role} SERVER {}{options}", self.path(*server))
            }
            Body::ForeignTable { server, columns, form } => {
                let columns: Vec<String> = columns
                    .iter()
                    .enumerate()
                    .map(|(at, (name, kind))| {
                        let options = ["", " OPTIONS (column_name 'c')"][(form + at) / 2 % 2];
                        let not_null = ["", "", " NOT NULL"][(form + at) % 3];
                        format!("{} {}{options}{not_null}", quoted(name), self.type_sql(kind))
                    })
                    .collect();
                let options =
                    ["", " OPTIONS (table_name 'it''s')", " OPTIONS (\"A b\" '1', c '2')"]
                        [form % 3];
                format!(
                    "CREATE FOREIGN TABLE {path} ({}) SERVER {}{options}",
                    columns.join(", "),
                    self.path(*server)
                )
            }
            _ => String::new(),
        }
    }

    /// Whose mapping it is.
    pub fn mapped_role(form: usize) -> &'static str {
        ["PUBLIC", "reader", "writer", "app"][form % 4]
    }
}
