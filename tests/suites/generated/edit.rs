//! Random edits.

use crate::{
    grow::Grower,
    names::name,
    piece::{Body, Shape, Value},
    schema::Schema,
    types::{Key, PLAIN, Type},
};

impl Grower {
    /// Some edits of a schema; what the server would not take is given up.
    pub fn edited(&mut self, schema: &Schema) -> Schema {
        let mut edited = schema.clone();
        for _ in 0..1 + self.choices.below(8) {
            let mut next = edited.clone();
            self.edit(&mut next);
            if next.is_sound() {
                edited = next;
            }
        }
        edited
    }

    fn edit(&mut self, schema: &mut Schema) {
        let keys: Vec<Key> = schema.pieces.keys().copied().collect();
        let Some(key) = self.choices.one(&keys) else {
            self.grow(schema);
            return;
        };
        match self.choices.below(100) {
            0..25 => self.grow(schema),
            25..42 => schema.remove(key),
            42..52 => {
                let name = name(&mut self.choices);
                self.with(schema, key, |piece| piece.name = name);
            }
            52..58 => {
                let home = self.home(schema);
                let lives_in_namespace = schema
                    .get(key)
                    .home
                    .is_none_or(|home| matches!(schema.get(home).body, Body::Namespace))
                    && !schema.get(key).body.is_global()
                    // Only a superuser may move what a superuser owns parts of.
                    && !matches!(schema.get(key).body, Body::Extension { .. });
                if lives_in_namespace {
                    self.with(schema, key, |piece| piece.home = home);
                }
            }
            58..66 => self.told(schema, key),
            _ => self.alter(schema, key),
        }
    }

    fn with(&self, schema: &mut Schema, key: Key, change: impl FnOnce(&mut crate::piece::Piece)) {
        if let Some(piece) = schema.pieces.get_mut(&key) {
            change(piece);
        }
    }

    /// Comment, privilege or owner.
    fn told(&mut self, schema: &mut Schema, key: Key) {
        let text = self.choices.chance(70).then(|| name(&mut self.choices));
        let grant = self.choices.chance(70).then(|| self.choices.form());
        let owner =
            if self.choices.chance(60) { self.choices.one(&["reader", "writer"]) } else { None };
        let what = self.choices.below(3);
        self.with(schema, key, |piece| match what {
            0 => piece.comment = text,
            1 => piece.grant = grant,
            _ => piece.owner = owner,
        });
    }

    fn alter(&mut self, schema: &mut Schema, key: Key) {
        let piece = schema.get(key).clone();
        let mut body = piece.body.clone();
        let new = self.choices.form();
        let which = self.choices.below(4);
        let called = schema.callable();
        let function = if self.choices.chance(50) { self.choices.one(&called) } else { None };
        let neighbours = match (&body, piece.home) {
            (Body::View { over, .. }, _) => schema.exposed(*over),
            (_, Some(home)) if !matches!(schema.get(home).body, Body::Namespace) => {
                schema.exposed(home)
            }
            _ => Vec::new(),
        };
        let some = self.choices.some(&neighbours, 3);
        match &mut body {
            Body::Namespace => {}
            Body::Enum { labels } => self.labels(labels),
            Body::Domain { base, not_null, default, check } => match which {
                0 => *not_null = !*not_null,
                1 => *default = (!new.is_multiple_of(3)).then_some(new),
                2 => *check = (!new.is_multiple_of(3)).then_some(new),
                // Not another domain: two would come to stand on each other.
                _ => {
                    let wanted = self.castable(schema, base);
                    if matches!(wanted, Type::Plain(_)) {
                        *base = wanted;
                    }
                }
            },
            Body::Composite { attributes } => self.attributes(schema, attributes, which, new),
            Body::Range { subtype } => *subtype = Type::Plain([0, 1, 3, 14][new % 4]),
            Body::Sequence { form, .. }
            | Body::Reader { form, .. }
            | Body::TriggerFunction { form }
            | Body::EventFunction { form }
            | Body::Aggregate { form }
            | Body::Rule { form }
            | Body::Collation { form }
            | Body::Cast { form, .. }
            | Body::Operator { form, .. }
            | Body::OperatorClass { form }
            | Body::Dictionary { form }
            | Body::DefaultPrivilege { form }
            | Body::Wrapper { form }
            | Body::Server { form, .. }
            | Body::Mapping { form, .. }
            | Body::EventTrigger { form, .. } => *form = new,
            // Another one would be another piece.
            Body::Extension { .. } => {}
            Body::Configuration { dictionary, form } => match which {
                0 => {
                    let all = schema.keys(|piece| matches!(piece.body, Body::Dictionary { .. }));
                    *dictionary = self.choices.one(&all);
                }
                _ => *form = new,
            },
            Body::ForeignTable { columns, form, .. } => match which {
                0 => *form = new,
                _ => self.attributes(schema, columns, which, new),
            },
            Body::Function { argument, form, language, options } => match which {
                0 => *form = new,
                1 => *language = new,
                2 => *options = new,
                _ => *argument = self.argument(schema),
            },
            Body::Table { shape, options, row_security } => match which {
                0 => *row_security = !*row_security && matches!(shape, Shape::Plain),
                _ => *options = new,
            },
            Body::Column { .. } => return self.alter_column(schema, key, which),
            Body::Check { columns, form, call, options } => match which {
                0 => *form = new,
                1 => *columns = some,
                2 => *call = function,
                _ => *options = new,
            },
            Body::Unique { columns, options, primary } => match which {
                0 => *columns = some,
                1 => *primary = !*primary,
                _ => *options = new,
            },
            Body::Foreign { options, .. } => *options = new,
            Body::Exclusion { options, .. } => *options = new,
            Body::Index { columns, unique, form, options, call } => match which {
                0 if new.is_multiple_of(2) => *unique = !*unique,
                0 => *columns = some,
                1 => *form = new,
                2 => *call = function,
                _ => *options = new,
            },
            Body::View { columns, form, call, materialized, options, .. } => match which {
                0 => *columns = some,
                1 => *form = new,
                2 => *call = function,
                _ if new.is_multiple_of(4) => *materialized = !*materialized,
                _ => *options = new,
            },
            Body::Trigger { of, form, options, .. } => match which {
                0 => *of = some,
                1 => *form = new,
                _ => *options = new,
            },
            Body::Policy { column, form } => match which {
                0 => *column = some.first().copied().unwrap_or(*column),
                _ => *form = new,
            },
            Body::Statistics { columns, form } => match which {
                0 => *columns = some,
                _ => *form = new,
            },
            Body::Publication { tables, form } => match which {
                0 => {
                    let all = schema.keys(|piece| matches!(piece.body, Body::Table { .. }));
                    *tables = self.choices.some(&all, 3);
                }
                _ => *form = new,
            },
        }
        self.with(schema, key, |piece| piece.body = body);
    }

    fn attributes(
        &mut self,
        schema: &Schema,
        attributes: &mut Vec<(String, Type)>,
        which: usize,
        new: usize,
    ) {
        let enums = schema.keys(|piece| matches!(piece.body, Body::Enum { .. }));
        let at = new % attributes.len().max(1);
        match which % 3 {
            0 if attributes.len() > 1 => {
                attributes.remove(at);
            }
            1 if !attributes.is_empty() => {
                attributes[at].1 = self.castable(schema, &attributes[at].1);
            }
            _ => {
                let kind = self.attribute(&enums);
                attributes.push((format!("new {new}"), kind));
            }
        }
    }

    fn labels(&mut self, labels: &mut Vec<String>) {
        let at = self.choices.below(labels.len());
        let label = name(&mut self.choices);
        match self.choices.below(4) {
            0 if labels.len() > 1 => {
                labels.remove(at);
            }
            1 => labels.swap(at, 0),
            _ if labels.contains(&label) => {}
            2 => labels[at] = label,
            _ => labels.insert(at, label),
        }
    }

    fn alter_column(&mut self, schema: &mut Schema, key: Key, which: usize) {
        let piece = schema.get(key).clone();
        let Body::Column { kind, collation, not_null, value, storage } = piece.body else { return };
        let table = piece.home.unwrap_or_default();
        let body = match which {
            0 => {
                let kind = self.castable(schema, &kind);
                for other in schema.linked(key) {
                    if let Some(Body::Column { kind: theirs, .. }) =
                        schema.pieces.get_mut(&other).map(|piece| &mut piece.body)
                    {
                        *theirs = kind.clone();
                    }
                }
                return;
            }
            1 => Body::Column { kind, collation, not_null: !not_null, value, storage },
            2 => {
                let value = self.value(schema, table, &kind);
                // What is generated is made of no generated column.
                let source = |body: &Body| match body {
                    Body::Column { value: Value::Generated(from, _), .. } => Some(*from),
                    _ => None,
                };
                if let Value::Generated(from, _) = value
                    && (from == key
                        || source(&schema.get(from).body).is_some()
                        || schema.pieces.values().any(|piece| source(&piece.body) == Some(key)))
                {
                    return;
                }
                Body::Column { kind, collation, not_null, value, storage }
            }
            _ => {
                let collation = self.collation(schema, &kind);
                Body::Column { kind, collation, not_null, value, storage: self.choices.form() }
            }
        };
        self.with(schema, key, |piece| piece.body = body);
    }

    /// Another type, whose values go there and back.
    fn castable(&mut self, schema: &Schema, from: &Type) -> Type {
        let family = schema.family_of(from);
        let fitting: Vec<Type> = (0..PLAIN.len())
            .filter(|at| family.casts_to(&PLAIN[*at].1))
            .map(Type::Plain)
            .chain(
                schema
                    .keys(|piece| matches!(piece.body, Body::Domain { .. }))
                    .into_iter()
                    .map(Type::Own)
                    .filter(|kind| family.casts_to(&schema.family_of(kind)))
                    .filter(|_| !matches!(from, Type::Own(_))),
            )
            .collect();
        self.choices.one(&fitting).unwrap_or_else(|| from.clone())
    }
}

impl Schema {
    /// A column and those that foreign keys compare with it, however far.
    fn linked(&self, column: Key) -> Vec<Key> {
        let mut found = vec![column];
        let mut at = 0;
        while at < found.len() {
            for piece in self.pieces.values() {
                if let Body::Foreign { columns, to, .. } = &piece.body {
                    for (from, target) in columns.iter().zip(self.key_columns(*to)) {
                        let other = if *from == found[at] {
                            target
                        } else if target == found[at] {
                            *from
                        } else {
                            continue;
                        };
                        if !found.contains(&other) {
                            found.push(other);
                        }
                    }
                }
            }
            at += 1;
        }
        found
    }
}
