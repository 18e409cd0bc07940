//! What PostgreSQL asks of a schema and random edits may break.

use std::collections::BTreeSet;

use crate::{
    piece::{Body, EXTENSIONS, Shape, Value},
    schema::Schema,
    types::{Family, Key, Type},
};

impl Schema {
    /// Whether the server would take it.
    pub fn is_sound(&self) -> bool {
        self.names_differ()
            && !self.gives_rights_on_members()
            && self.pieces.keys().all(|key| self.is_piece_sound(*key))
    }

    /// Default privileges give rights on the members of an extension that is made under them. Those are
    /// not modelled, and depend on which was first.
    fn gives_rights_on_members(&self) -> bool {
        let has = |is: fn(&Body) -> bool| self.pieces.values().any(|piece| is(&piece.body));
        has(|body| matches!(body, Body::Extension { .. }))
            && has(|body| matches!(body, Body::DefaultPrivilege { .. }))
    }

    fn names_differ(&self) -> bool {
        let mut taken = BTreeSet::new();
        self.pieces.iter().all(|(key, piece)| {
            let namespace = |home: Option<Key>| {
                home.and_then(|home| match self.get(home).body {
                    Body::Namespace => Some(home),
                    _ => self.get(home).home,
                })
            };
            let home = piece.home;
            let (place, within) = match &piece.body {
                Body::Namespace => ("namespace", None),
                Body::Extension { .. } => ("extension", None),
                Body::Cast { from, .. } => ("cast", Some(*from)),
                Body::Mapping { server, .. } => ("user mapping", Some(*server)),
                Body::Operator { .. } => ("operator", home),
                Body::DefaultPrivilege { .. } => ("default privilege", home),
                Body::Wrapper { .. } => ("foreign-data wrapper", None),
                Body::Server { .. } => ("server", None),
                Body::EventTrigger { .. } => ("event trigger", None),
                Body::Collation { .. } => ("collation", home),
                Body::OperatorClass { .. } => ("operator class", home),
                Body::Dictionary { .. } => ("dictionary", home),
                Body::Configuration { .. } => ("configuration", home),
                Body::Publication { .. } => ("publication", None),
                Body::Function { .. }
                | Body::Reader { .. }
                | Body::TriggerFunction { .. }
                | Body::EventFunction { .. }
                | Body::Aggregate { .. } => ("routine", home),
                Body::Column { .. } => ("column", home.map(|home| self.root(home))),
                Body::Check { .. } | Body::Foreign { .. } => {
                    ("constraint", home.map(|home| self.root(home)))
                }
                Body::Trigger { .. } => ("trigger", home),
                Body::Rule { .. } => ("rule", home),
                Body::Policy { .. } => ("policy", home),
                Body::Statistics { .. } => ("statistics", namespace(home)),
                // A type's name is not a table's either.
                _ => ("relation", namespace(home)),
            };
            let free = taken.insert((place, within, self.said_as(*key)));
            // The name of a key's index is that of its constraint, as is a constraint trigger's.
            let also = matches!(
                piece.body,
                Body::Unique { .. } | Body::Exclusion { .. } | Body::Trigger { .. }
            );
            // A function is made with a cast.
            if matches!(piece.body, Body::Cast { .. })
                && !taken.insert(("routine", home, piece.name.clone()))
            {
                return false;
            }
            let root = home.filter(|_| also).map(|home| self.root(home));
            free && (!also || taken.insert(("constraint", root, piece.name.clone())))
        })
    }

    /// What tells a piece from others of its sort: mostly its name.
    fn said_as(&self, key: Key) -> String {
        let piece = self.get(key);
        match &piece.body {
            Body::Extension { which } => EXTENSIONS[which % EXTENSIONS.len()].to_owned(),
            Body::Cast { form, .. } => Self::cast_target(*form).to_owned(),
            Body::Mapping { form, .. } => Self::mapped_role(*form).to_owned(),
            Body::Operator { .. } => self.operator_sql(key),
            // As many as there are.
            Body::DefaultPrivilege { .. } => key.to_string(),
            _ => piece.name.clone(),
        }
    }

    fn is_unlogged(&self, table: Key) -> bool {
        match &self.get(table).body {
            Body::Table { shape, options, .. } => *shape == Shape::Plain && options % 8 == 7,
            _ => false,
        }
    }

    fn is_typed(&self, home: Option<Key>) -> bool {
        home.is_some_and(|home| {
            matches!(self.get(home).body, Body::Table { shape: Shape::Typed(_), .. })
        })
    }

    fn is_piece_sound(&self, key: Key) -> bool {
        let piece = self.get(key);
        let of_home = |columns: &[Key]| {
            piece.home.is_some_and(|home| {
                let there = self.exposed(home);
                columns.iter().all(|column| there.contains(column))
            })
        };
        match &piece.body {
            Body::Sequence { owned_by: Some(column), .. } => {
                let table = self.get(*column).home.unwrap_or_default();
                self.get(table).home == piece.home
            }
            Body::Publication { tables, .. } => {
                !tables.iter().any(|table| self.is_unlogged(*table))
            }
            Body::Index { columns, unique, .. } => {
                of_home(columns)
                    && piece.home.is_some_and(|home| match self.get(home).body {
                        Body::View { materialized, .. } => materialized && !unique,
                        _ => true,
                    })
                    && (!unique || columns.iter().all(|column| self.family(*column).is_sorted()))
            }
            Body::Trigger { of, .. } => {
                of_home(of)
                    && piece.home.is_some_and(|home| {
                        !matches!(self.get(home).body, Body::View { materialized: true, .. })
                    })
            }
            Body::Table { shape: Shape::Partitioned { by, .. }, .. } => by.is_some_and(|by| {
                matches!(self.family(by), Family::Integer | Family::Text | Family::Date)
                    && !matches!(
                        self.get(by).body,
                        Body::Column { value: Value::Generated(..), .. }
                    )
                    && matches!(self.column_type(by), Type::Plain(_))
            }),
            Body::Column { collation: Some(_), .. } if self.family(key) != Family::Text => false,
            Body::Column { .. } if self.is_typed(piece.home) => false,
            Body::Column { value: Value::Identity(_), kind, .. } => {
                matches!(kind, Type::Plain(_)) && self.family(key) == Family::Integer
            }
            Body::Column { value: Value::Next(_), .. } => {
                matches!(self.family(key), Family::Integer)
            }
            Body::Column { value: Value::Generated(from, _), .. } => {
                !matches!(self.get(*from).body, Body::Column { value: Value::Generated(..), .. })
                    && !self.forbids_null(&self.column_type(*from))
            }
            Body::Unique { columns, primary, .. } => {
                let home = piece.home.unwrap_or_default();
                let only = self.keys(|other| {
                    matches!(other.body, Body::Unique { primary: true, .. })
                        && other.home.is_some_and(|table| self.root(table) == self.root(home))
                });
                columns.iter().all(|column| self.family(*column).is_sorted())
                    && (!primary || only.len() == 1)
            }
            Body::Foreign { columns, to, .. } => {
                let target = self.key_columns(*to);
                let other = self.get(*to).home.unwrap_or_default();
                let home = piece.home.unwrap_or_default();
                self.is_unlogged(home) == self.is_unlogged(other)
                    && self.get(*to).body.is_key()
                    && columns.len() == target.len()
                    && columns.iter().zip(&target).all(|(from, to)| {
                        self.column_type(*from) == self.column_type(*to)
                            // The server's own query fails over some (`cannot determine element type`).
                            && !matches!(self.family(*from), Family::Array)
                            && !matches!(
                                self.get(*from).body,
                                Body::Column { value: Value::Generated(..), .. }
                            )
                    })
            }
            Body::Exclusion { column, .. } => {
                let family = self.family(*column);
                // A domain hides the operators of an enum.
                family.is_sorted() && !matches!(family, Family::Enum(_, Some(_)))
            }
            Body::View { over, columns, .. } => {
                let there = self.exposed(*over);
                columns.iter().all(|column| there.contains(column))
            }
            _ => true,
        }
    }
}
