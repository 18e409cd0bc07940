use std::fmt::Write;

use crate::{
    names::literal,
    piece::{Body, EXTENSIONS, Shape},
    schema::Schema,
    types::{Key, Type},
};

impl Schema {
    /// Comment, privileges and owner of a piece; the owner is changed last, since only the one that
    /// made it may do the rest.
    pub(super) fn access(&self, key: Key) -> String {
        let piece = self.get(key);
        let mut out = String::new();
        // The comment of an extension is its control file's.
        let nameless = matches!(
            piece.body,
            Body::Mapping { .. } | Body::DefaultPrivilege { .. } | Body::Extension { .. }
        );
        if let Some(comment) = piece.comment.as_ref().filter(|_| !nameless) {
            let target = self.comment_target(key);
            let _ = writeln!(out, "COMMENT ON {target} IS {};", literal(comment));
        }
        if let Some(form) = piece.grant {
            let role = ["reader", "writer", "PUBLIC", "reader WITH GRANT OPTION"][form % 3];
            for statement in self.grants(key, form, role) {
                let _ = writeln!(out, "{statement};");
            }
        }
        if let Some(role) = piece.owner
            && self.can_be_owned(key)
        {
            let namespace = match piece.body {
                Body::Namespace => None,
                _ => Some(piece.home.map_or("public".to_owned(), |home| self.name(home))),
            };
            if let Some(namespace) = namespace {
                let _ = writeln!(out, "GRANT CREATE, USAGE ON SCHEMA {namespace} TO {role};");
            }
            let target = self.target(key);
            let _ = writeln!(out, "ALTER {target} OWNER TO {role};");
        }
        out
    }

    /// Sequences that a column owns are owned with the table.
    fn can_be_owned(&self, key: Key) -> bool {
        match &self.get(key).body {
            Body::Enum { .. }
            | Body::Domain { .. }
            | Body::Composite { .. }
            | Body::Range { .. }
            | Body::Function { .. }
            | Body::Reader { .. }
            | Body::TriggerFunction { .. }
            | Body::EventFunction { .. }
            | Body::Aggregate { .. }
            | Body::Collation { .. }
            | Body::Operator { .. }
            | Body::Dictionary { .. }
            | Body::Configuration { .. }
            | Body::ForeignTable { .. } => true,
            // A materialised view is filled with what the owner of a view below it may read.
            Body::View { materialized, .. } => *materialized,
            Body::Sequence { owned_by, .. } => owned_by.is_none(),
            Body::Table { shape: Shape::Plain, .. } => {
                // Its sequences and publications would have to follow.
                !self.pieces.values().any(|other| match &other.body {
                    Body::Sequence { owned_by: Some(column), .. } => {
                        self.get(*column).home == Some(key)
                    }
                    Body::Publication { tables, .. } => tables.contains(&key),
                    _ => false,
                })
            }
            _ => false,
        }
    }

    fn arguments(&self, key: Key) -> String {
        match &self.get(key).body {
            Body::Function { argument, .. } => self.type_sql(argument),
            Body::Reader { of, form } if form % 4 == 2 => self.type_sql(&Type::Own(*of)),
            Body::Reader { form, .. } if form % 4 == 3 => "integer".to_owned(),
            Body::Aggregate { form } => ["integer", "text", "integer"][form % 3].to_owned(),
            _ => String::new(),
        }
    }

    /// What `ALTER` takes.
    fn target(&self, key: Key) -> String {
        let path = self.path(key);
        match &self.get(key).body {
            Body::Namespace => format!("SCHEMA {path}"),
            Body::Enum { .. } | Body::Composite { .. } | Body::Range { .. } => {
                format!("TYPE {path}")
            }
            Body::Domain { .. } => format!("DOMAIN {path}"),
            Body::Sequence { .. } => format!("SEQUENCE {path}"),
            Body::Reader { form, .. } if form % 4 == 3 => {
                format!("PROCEDURE {path}({})", self.arguments(key))
            }
            Body::Aggregate { .. } => format!("AGGREGATE {path}({})", self.arguments(key)),
            Body::Function { .. }
            | Body::Reader { .. }
            | Body::TriggerFunction { .. }
            | Body::EventFunction { .. } => {
                format!("FUNCTION {path}({})", self.arguments(key))
            }
            Body::View { materialized: true, .. } => format!("MATERIALIZED VIEW {path}"),
            Body::View { .. } => format!("VIEW {path}"),
            Body::Collation { .. } => format!("COLLATION {path}"),
            Body::Operator { .. } => format!("OPERATOR {}", self.operator_sql(key)),
            Body::OperatorClass { form } => {
                format!("OPERATOR CLASS {path} USING {}", ["btree", "hash", "btree"][form % 3])
            }
            Body::Dictionary { .. } => format!("TEXT SEARCH DICTIONARY {path}"),
            Body::Configuration { .. } => format!("TEXT SEARCH CONFIGURATION {path}"),
            Body::ForeignTable { .. } => format!("FOREIGN TABLE {path}"),
            Body::Wrapper { .. } => format!("FOREIGN DATA WRAPPER {path}"),
            Body::Server { .. } => format!("SERVER {path}"),
            Body::EventTrigger { .. } => format!("EVENT TRIGGER {path}"),
            Body::Extension { which } => {
                format!("EXTENSION {}", EXTENSIONS[which % EXTENSIONS.len()])
            }
            Body::Cast { from, form } => {
                format!("CAST ({} AS {})", self.path(*from), Self::cast_target(*form))
            }
            _ => format!("TABLE {path}"),
        }
    }

    fn comment_target(&self, key: Key) -> String {
        let piece = self.get(key);
        let name = self.name(key);
        let home = || self.path(piece.home.unwrap_or_default());
        match &piece.body {
            Body::Column { .. } => format!("COLUMN {}.{name}", home()),
            Body::Check { .. }
            | Body::Unique { .. }
            | Body::Foreign { .. }
            | Body::Exclusion { .. } => format!("CONSTRAINT {name} ON {}", home()),
            Body::Index { .. } => format!("INDEX {}", self.path(key)),
            Body::Trigger { .. } => format!("TRIGGER {name} ON {}", home()),
            Body::Rule { .. } => format!("RULE {name} ON {}", home()),
            Body::Policy { .. } => format!("POLICY {name} ON {}", home()),
            Body::Statistics { .. } => format!("STATISTICS {}", self.path(key)),
            Body::Publication { .. } => format!("PUBLICATION {name}"),
            _ => self.target(key),
        }
    }

    fn grants(&self, key: Key, form: usize, role: &str) -> Vec<String> {
        let path = self.path(key);
        match &self.get(key).body {
            Body::Namespace => vec![format!("GRANT USAGE ON SCHEMA {path} TO {role}")],
            Body::Enum { .. }
            | Body::Domain { .. }
            | Body::Composite { .. }
            | Body::Range { .. } => vec![
                format!("REVOKE ALL ON TYPE {path} FROM PUBLIC"),
                format!("GRANT USAGE ON TYPE {path} TO {role}"),
            ],
            Body::Sequence { .. } => {
                vec![format!("GRANT {} ON SEQUENCE {path} TO {role}", ["USAGE", "ALL"][form % 2])]
            }
            Body::Wrapper { .. } => {
                vec![format!("GRANT USAGE ON FOREIGN DATA WRAPPER {path} TO {role}")]
            }
            Body::Server { .. } => vec![format!("GRANT USAGE ON FOREIGN SERVER {path} TO {role}")],
            Body::Table { .. } | Body::View { .. } | Body::ForeignTable { .. } => {
                let words = ["SELECT", "SELECT, INSERT", "ALL", "UPDATE, DELETE"][form % 4];
                vec![format!("GRANT {words} ON TABLE {path} TO {role}")]
            }
            Body::Column { .. } => {
                let table = self.path(self.get(key).home.unwrap_or_default());
                let word = ["SELECT", "UPDATE"][form % 2];
                vec![format!("GRANT {word} ({}) ON TABLE {table} TO {role}", self.name(key))]
            }
            Body::Function { .. }
            | Body::Reader { .. }
            | Body::TriggerFunction { .. }
            | Body::EventFunction { .. }
            | Body::Aggregate { .. } => {
                let path = format!("ROUTINE {path}({})", self.arguments(key));
                vec![
                    format!("REVOKE ALL ON {path} FROM PUBLIC"),
                    format!("GRANT EXECUTE ON {path} TO {role}"),
                ]
            }
            _ => Vec::new(),
        }
    }
}
