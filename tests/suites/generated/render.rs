//! A schema as SQL.

use std::{collections::BTreeSet, fmt::Write};

use crate::{
    names::{literal, quoted},
    piece::{Body, EXTENSIONS, Piece, Shape, Value},
    schema::Schema,
    types::{Family, Key, PLAIN, Type},
};

#[path = "render/access.rs"]
mod access;
#[path = "render/constraint.rs"]
mod constraint;
#[path = "render/foreign.rs"]
mod foreign;
#[path = "render/on_relation.rs"]
mod on_relation;
#[path = "render/others.rs"]
mod others;
#[path = "render/routine.rs"]
mod routine;
#[path = "render/table.rs"]
mod table;
#[path = "render/view.rs"]
mod view;

impl Schema {
    /// Statements that make it, each piece after those that it names.
    pub fn sql(&self) -> String {
        let mut made = BTreeSet::new();
        let mut out = String::new();
        for key in self.pieces.keys() {
            self.make(*key, &mut made, &mut out);
        }
        for (key, piece) in &self.pieces {
            if let Body::Sequence { owned_by: Some(column), .. } = piece.body {
                let owner = self.column_path(column);
                let _ = writeln!(out, "ALTER SEQUENCE {} OWNED BY {owner};", self.path(*key));
            }
        }
        for key in self.pieces.keys() {
            out += &self.access(*key);
        }
        out
    }

    fn make(&self, key: Key, made: &mut BTreeSet<Key>, out: &mut String) {
        if !made.insert(key) {
            return;
        }
        let piece = self.get(key);
        let mut needs = piece.references();
        match piece.body {
            Body::Table { .. } => {
                for column in self.own_columns(key) {
                    made.insert(column);
                    needs.extend(self.get(column).references());
                }
            }
            // The column tells that it owns the sequence after both are there.
            Body::Sequence { owned_by: Some(column), .. } => needs.retain(|need| *need != column),
            _ => {}
        }
        for need in needs {
            self.make(need, made, out);
        }
        let statement = self.creation(key);
        if !statement.is_empty() {
            let _ = writeln!(out, "{statement};");
        }
    }

    fn own_columns(&self, table: Key) -> Vec<Key> {
        self.keys(|piece| piece.home == Some(table) && matches!(piece.body, Body::Column { .. }))
    }

    /// The qualified name of what stands in a namespace.
    pub fn path(&self, key: Key) -> String {
        let piece = self.get(key);
        let name = quoted(&piece.name);
        match (&piece.body, piece.home) {
            (body, _) if body.is_global() => name,
            (Body::Extension { which }, home) => {
                let home = home.map_or("public".to_owned(), |home| self.name(home));
                format!("{home}.{}", EXTENSIONS[which % EXTENSIONS.len()])
            }
            (Body::Operator { form, .. }, home) => {
                let home = home.map_or("public".to_owned(), |home| self.name(home));
                format!("{home}.{}", Self::symbol(*form))
            }
            (_, None) => format!("public.{name}"),
            (_, Some(home)) => match &self.get(home).body {
                Body::Namespace => format!("{}.{name}", quoted(&self.get(home).name)),
                _ => format!("{}.{name}", self.namespace(home)),
            },
        }
    }

    fn namespace(&self, relation: Key) -> String {
        self.get(relation).home.map_or("public".to_owned(), |home| quoted(&self.get(home).name))
    }

    fn name(&self, key: Key) -> String {
        quoted(&self.get(key).name)
    }

    fn names(&self, keys: &[Key]) -> String {
        keys.iter().map(|key| self.name(*key)).collect::<Vec<_>>().join(", ")
    }

    fn column_path(&self, column: Key) -> String {
        let home = self.get(column).home.unwrap_or_default();
        format!("{}.{}", self.path(home), self.name(column))
    }

    /// A type as SQL.
    pub fn type_sql(&self, kind: &Type) -> String {
        match kind {
            Type::Plain(at) => PLAIN[*at].0.to_owned(),
            Type::Own(key) => self.path(*key),
            Type::Array(element) => self.type_sql(element) + "[]",
        }
    }

    /// A call of a function or operator over a column, or over NULL where the column is of another
    /// type.
    fn call(&self, called: Key, column: Key) -> String {
        let argument = self.argument_of(called);
        let value = if self.column_type(column) == *argument {
            self.name(column)
        } else if self.forbids_null(argument) {
            return self.name(column);
        } else {
            format!("NULL::{}", self.type_sql(argument))
        };
        match self.get(called).body {
            Body::Operator { .. } => format!("(OPERATOR({}) {value})", self.path(called)),
            _ => format!("{}({value})", self.path(called)),
        }
    }

    /// The type of what a function, or an operator over one, is called with.
    fn argument_of(&self, called: Key) -> &Type {
        match &self.get(called).body {
            Body::Function { argument, .. } => argument,
            Body::Operator { function: Some(function), .. } => self.argument_of(*function),
            other => panic!("a {} is not called with a value", other.noun()),
        }
    }

    fn predicate(&self, column: Key, form: usize) -> String {
        self.family(column).predicate(&self.name(column), form)
    }

    fn creation(&self, key: Key) -> String {
        let piece = self.get(key);
        let path = self.path(key);
        match &piece.body {
            Body::Namespace => format!("CREATE SCHEMA {path}"),
            Body::Enum { labels } => {
                let labels: Vec<String> = labels.iter().map(|label| literal(label)).collect();
                format!("CREATE TYPE {path} AS ENUM ({})", labels.join(", "))
            }
            Body::Domain { base, not_null, default, check } => {
                let family = self.family_of(base);
                let sql = self.type_sql(base);
                let mut text = format!("CREATE DOMAIN {path} AS {sql}");
                if let Some(form) = default {
                    text += &format!(" DEFAULT {}", family.default(&sql, *form));
                }
                if *not_null {
                    text += " NOT NULL";
                }
                if let Some(form) = check {
                    let name = quoted(&format!("is {}", form % 5));
                    let predicate = family.predicate("VALUE", *form);
                    text += &format!(" CONSTRAINT {name} CHECK ({predicate})");
                }
                text
            }
            Body::Composite { attributes } => {
                let attributes: Vec<String> = attributes
                    .iter()
                    .map(|(name, kind)| format!("{} {}", quoted(name), self.type_sql(kind)))
                    .collect();
                format!("CREATE TYPE {path} AS ({})", attributes.join(", "))
            }
            Body::Range { subtype } => {
                format!("CREATE TYPE {path} AS RANGE (subtype = {})", self.type_sql(subtype))
            }
            Body::Sequence { form, .. } => Self::sequence(&path, *form),
            Body::Function { .. }
            | Body::Reader { .. }
            | Body::TriggerFunction { .. }
            | Body::EventFunction { .. }
            | Body::Aggregate { .. } => self.routine(key),
            Body::Table { .. } => self.table(key),
            // Made with its table.
            Body::Column { .. } => String::new(),
            Body::Check { .. }
            | Body::Unique { .. }
            | Body::Foreign { .. }
            | Body::Exclusion { .. } => self.constraint(key),
            Body::View { .. } => self.view(key),
            Body::Index { .. }
            | Body::Trigger { .. }
            | Body::Rule { .. }
            | Body::Policy { .. }
            | Body::Statistics { .. }
            | Body::Publication { .. } => self.on_relation(key),
            Body::Wrapper { .. }
            | Body::Server { .. }
            | Body::Mapping { .. }
            | Body::ForeignTable { .. } => self.foreign(key),
            Body::Extension { .. }
            | Body::Collation { .. }
            | Body::Cast { .. }
            | Body::Operator { .. }
            | Body::OperatorClass { .. }
            | Body::Dictionary { .. }
            | Body::Configuration { .. }
            | Body::DefaultPrivilege { .. }
            | Body::EventTrigger { .. } => self.other(key),
        }
    }

    fn sequence(path: &str, form: usize) -> String {
        let kind = ["bigint", "integer", "smallint"][form % 3];
        let options = [
            "",
            " INCREMENT BY 5",
            " INCREMENT BY -1",
            " MINVALUE 10 START WITH 20 MAXVALUE 3000",
            " CACHE 20 CYCLE",
            " START WITH 100",
            " MAXVALUE 1000 CYCLE",
        ];
        format!("CREATE SEQUENCE {path} AS {kind}{}", options[form % 7])
    }

    /// Rows for the tables that shall have some, in an order that foreign keys allow.
    pub fn rows_sql(&self, tables: &BTreeSet<Key>) -> String {
        let mut out = String::new();
        for table in tables {
            let columns: Vec<Key> = self
                .columns(*table)
                .into_iter()
                .filter(|column| match self.get(*column).body {
                    Body::Column { value: Value::Generated(..), .. } => false,
                    // Heirs do not inherit that.
                    Body::Column { value: Value::Identity(true), .. } => {
                        self.get(*column).home != Some(*table)
                    }
                    _ => true,
                })
                .collect();
            for row in 1..=3 {
                let target = self.path(*table);
                let _ = if columns.is_empty() {
                    writeln!(out, "INSERT INTO {target} DEFAULT VALUES;")
                } else {
                    let values: Vec<String> =
                        columns.iter().map(|column| self.family(*column).value(row)).collect();
                    let (names, values) = (self.names(&columns), values.join(", "));
                    writeln!(out, "INSERT INTO {target} ({names}) VALUES ({values});")
                };
            }
        }
        out
    }

    fn shape(piece: &Piece) -> &Shape {
        match &piece.body {
            Body::Table { shape, .. } => shape,
            other => panic!("a {} is no table", other.noun()),
        }
    }

    fn is_generated(&self, column: Key) -> bool {
        matches!(self.get(column).body, Body::Column { value: Value::Generated(..), .. })
    }

    fn is_sorted(&self, column: Key) -> bool {
        self.family(column).is_sorted()
    }

    fn is_family(&self, column: Key, family: &Family) -> bool {
        self.family(column) == *family
    }
}
