use std::collections::{BTreeMap, BTreeSet};

use crate::{
    piece::{Body, Piece, Shape, Value},
    types::{Family, Key, PLAIN, Type},
};

/// A schema: pieces that name each other by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// The pieces.
    pub pieces: BTreeMap<Key, Piece>,
}

impl Type {
    fn keys(&self, into: &mut Vec<Key>) {
        match self {
            Type::Plain(_) => {}
            Type::Own(key) => into.push(*key),
            Type::Array(element) => element.keys(into),
        }
    }
}

impl Piece {
    /// Pieces without which it cannot be.
    pub fn references(&self) -> Vec<Key> {
        let mut found: Vec<Key> = self.home.into_iter().collect();
        match &self.body {
            Body::Namespace
            | Body::Enum { .. }
            | Body::TriggerFunction { .. }
            | Body::EventFunction { .. }
            | Body::Aggregate { .. }
            | Body::Rule { .. }
            | Body::Extension { .. }
            | Body::Collation { .. }
            | Body::OperatorClass { .. }
            | Body::Dictionary { .. }
            | Body::DefaultPrivilege { .. }
            | Body::Wrapper { .. } => {}
            Body::Domain { base: kind, .. }
            | Body::Range { subtype: kind }
            | Body::Function { argument: kind, .. } => kind.keys(&mut found),
            Body::Composite { attributes } => {
                attributes.iter().for_each(|(_, kind)| kind.keys(&mut found));
            }
            Body::Sequence { owned_by, .. } => found.extend(owned_by),
            Body::Reader { of, .. } => found.push(*of),
            Body::Table { shape, .. } => match shape {
                Shape::Plain => {}
                Shape::Partitioned { by, .. } => found.extend(by),
                Shape::Partition { of, .. } | Shape::Child(of) | Shape::Typed(of) => {
                    found.push(*of);
                }
            },
            Body::Column { kind, collation, value, .. } => {
                kind.keys(&mut found);
                found.extend(collation);
                match value {
                    Value::Next(key) | Value::Call(key) | Value::Generated(key, _) => {
                        found.push(*key);
                    }
                    Value::None | Value::Default(_) | Value::Identity(_) => {}
                }
            }
            Body::Check { columns, call, .. } | Body::Index { columns, call, .. } => {
                found.extend(columns);
                found.extend(call);
            }
            Body::Unique { columns, .. } | Body::Statistics { columns, .. } => {
                found.extend(columns);
            }
            Body::Foreign { columns, to, .. } => {
                found.extend(columns);
                found.push(*to);
            }
            Body::Exclusion { column, .. } | Body::Policy { column, .. } => found.push(*column),
            Body::View { over, columns, call, joined, .. } => {
                found.push(*over);
                found.extend(columns);
                found.extend(call);
                found.extend(joined);
            }
            Body::Trigger { function, of, .. } => {
                found.push(*function);
                found.extend(of);
            }
            Body::Publication { tables, .. } => found.extend(tables),
            Body::Cast { from: key, .. }
            | Body::Server { wrapper: key, .. }
            | Body::Mapping { server: key, .. }
            | Body::EventTrigger { function: key, .. } => found.push(*key),
            Body::Operator { function: key, .. } | Body::Configuration { dictionary: key, .. } => {
                found.extend(key);
            }
            Body::ForeignTable { server, columns, .. } => {
                found.push(*server);
                columns.iter().for_each(|(_, kind)| kind.keys(&mut found));
            }
        }
        found
    }

    /// Lets go of what is gone, where it can be without; else it must go too.
    fn release(&mut self, gone: &BTreeSet<Key>) -> bool {
        let is_gone = |key: &Key| gone.contains(key);
        match &mut self.body {
            Body::Column { value, collation, .. } => {
                *collation = collation.filter(|key| !is_gone(key));
                if let Value::Next(key) | Value::Call(key) = value
                    && is_gone(key)
                {
                    *value = Value::None;
                }
            }
            Body::Check { call: key, .. } | Body::Configuration { dictionary: key, .. } => {
                *key = key.filter(|key| !is_gone(key));
            }
            Body::Index { columns, call, .. } => {
                columns.retain(|key| !is_gone(key));
                *call = call.filter(|key| !is_gone(key));
                if columns.is_empty() {
                    return false;
                }
            }
            Body::View { columns, call, joined, .. } => {
                columns.retain(|key| !is_gone(key));
                *call = call.filter(|key| !is_gone(key));
                *joined = joined.filter(|key| !is_gone(key));
                if columns.is_empty() {
                    return false;
                }
            }
            Body::Trigger { of, .. } => of.retain(|key| !is_gone(key)),
            Body::Statistics { columns, .. } => {
                columns.retain(|key| !is_gone(key));
                if columns.is_empty() {
                    return false;
                }
            }
            Body::Publication { tables, .. } => {
                tables.retain(|key| !is_gone(key));
                if tables.is_empty() {
                    return false;
                }
            }
            _ => {}
        }
        !self.references().iter().any(is_gone)
    }
}

impl Schema {
    /// A piece that is there.
    pub fn get(&self, key: Key) -> &Piece {
        &self.pieces[&key]
    }

    /// Takes a piece out, with all that cannot be without it.
    pub fn remove(&mut self, key: Key) {
        let mut gone = BTreeSet::from([key]);
        self.pieces.remove(&key);
        loop {
            let before = gone.len();
            for (key, piece) in &mut self.pieces {
                if !piece.release(&gone) {
                    gone.insert(*key);
                }
            }
            self.pieces.retain(|key, _| !gone.contains(key));
            if gone.len() == before {
                return;
            }
        }
    }

    /// Keys of the pieces that are so.
    pub fn keys(&self, is: impl Fn(&Piece) -> bool) -> Vec<Key> {
        self.pieces.iter().filter(|(_, piece)| is(piece)).map(|(key, _)| *key).collect()
    }

    /// What is called with one value: functions, and operators that stand before it.
    pub fn callable(&self) -> Vec<Key> {
        self.keys(|piece| {
            matches!(piece.body, Body::Function { .. } | Body::Operator { function: Some(_), .. })
        })
    }

    /// Columns of a table, inherited ones first.
    pub fn columns(&self, table: Key) -> Vec<Key> {
        let mut found = match self.get(table).body {
            Body::Table { shape: Shape::Partition { of, .. } | Shape::Child(of), .. } => {
                self.columns(of)
            }
            _ => Vec::new(),
        };
        found.extend(
            self.keys(|piece| {
                piece.home == Some(table) && matches!(piece.body, Body::Column { .. })
            }),
        );
        found
    }

    /// Columns that a query over a relation may name.
    pub fn exposed(&self, relation: Key) -> Vec<Key> {
        match &self.get(relation).body {
            Body::View { over, columns, form, .. } => {
                let there = self.exposed(*over);
                let mut columns = columns.clone();
                columns.retain(|column| there.contains(column));
                if self.groups(*form, &columns) {
                    columns.truncate(1);
                }
                columns
            }
            _ => self.columns(relation),
        }
    }

    /// Whether a view of this form over these columns groups by the first one.
    pub fn groups(&self, form: usize, columns: &[Key]) -> bool {
        form % 10 == 3 && columns.first().is_some_and(|column| self.family(*column).is_sorted())
    }

    /// The type of a column: what is generated has the type of its expression.
    pub fn column_type(&self, column: Key) -> Type {
        match &self.get(column).body {
            Body::Column { value: Value::Generated(from, form), .. } => {
                Type::Plain(self.family(*from).expression("", *form).1)
            }
            Body::Column { kind, .. } => kind.clone(),
            other => panic!("a {} is no column", other.noun()),
        }
    }

    /// What can be done with a column.
    pub fn family(&self, column: Key) -> Family {
        self.family_of(&self.column_type(column))
    }

    /// What can be done with values of a type.
    pub fn family_of(&self, kind: &Type) -> Family {
        match kind {
            Type::Plain(at) => PLAIN[*at].1.clone(),
            // Like its elements, it cannot be sorted.
            Type::Array(element) if !self.family_of(element).is_sorted() => Family::Composite,
            Type::Array(_) => Family::Array,
            Type::Own(key) => match &self.get(*key).body {
                Body::Enum { labels } => Family::Enum(labels.clone(), None),
                Body::Domain { base, .. } => match self.family_of(base) {
                    Family::Enum(labels, None) => Family::Enum(labels, Some(self.type_sql(base))),
                    family => family,
                },
                Body::Range { .. } => Family::Range,
                Body::Extension { .. } => Family::Text,
                _ => Family::Composite,
            },
        }
    }

    /// Whether a domain forbids NULL, at any depth.
    pub fn forbids_null(&self, kind: &Type) -> bool {
        match kind {
            Type::Own(key) => match &self.get(*key).body {
                Body::Domain { base, not_null, .. } => *not_null || self.forbids_null(base),
                _ => false,
            },
            _ => false,
        }
    }

    /// Columns of a key: one of a partitioned table has the column that decides the partition.
    pub fn key_columns(&self, key: Key) -> Vec<Key> {
        let piece = self.get(key);
        let mut columns = match &piece.body {
            Body::Unique { columns, .. } | Body::Index { columns, unique: true, .. } => {
                columns.clone()
            }
            _ => return Vec::new(),
        };
        if let Some(Body::Table { shape: Shape::Partitioned { by: Some(by), .. }, .. }) =
            piece.home.map(|home| &self.get(home).body)
            && !columns.contains(by)
        {
            columns.push(*by);
        }
        columns
    }

    /// The table at the top of a tree of partitions or heirs.
    pub fn root(&self, table: Key) -> Key {
        match self.get(table).body {
            Body::Table { shape: Shape::Partition { of, .. } | Shape::Child(of), .. } => {
                self.root(of)
            }
            _ => table,
        }
    }

    /// Whether it is a partition or has partitions.
    pub fn is_partitioned(&self, table: Key) -> bool {
        matches!(
            self.get(table).body,
            Body::Table { shape: Shape::Partitioned { .. } | Shape::Partition { .. }, .. }
        )
    }
}
