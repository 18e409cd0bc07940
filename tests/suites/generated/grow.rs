//! Random pieces, each fitting what is there.

use crate::{
    choices::Choices,
    names::name,
    piece::{Body, Piece, Shape, Value},
    schema::Schema,
    types::{INTEGER, Key, PLAIN, TEXT, Type},
};

#[path = "grow/on_table.rs"]
mod on_table;
#[path = "grow/others.rs"]
mod others;

/// Types without a modifier, as arguments have them.
const ARGUMENTS: [usize; 9] = [INTEGER, 1, 3, TEXT, 13, 14, 15, 20, 22];
/// What ranges are made over.
const SUBTYPES: [usize; 5] = [INTEGER, 1, 3, TEXT, 14];

/// Makes pieces with keys that no other piece of a pair has.
#[derive(Debug)]
pub struct Grower {
    /// Where the chances come from.
    pub choices: Choices,
    /// Whether there may be what only a superuser makes.
    superuser: bool,
    next: Key,
}

impl Grower {
    /// With the choices of a seed.
    pub fn of(seed: u64) -> Self {
        let mut choices = Choices::of(seed);
        let superuser = choices.chance(20);
        Self { choices, superuser, next: 1 }
    }

    /// A whole schema.
    pub fn schema(&mut self) -> Schema {
        let mut schema = Schema::default();
        for _ in 0..self.choices.below(3) {
            self.namespace(&mut schema);
        }
        self.table(&mut schema);
        for _ in 0..8 + self.choices.below(24) {
            self.grow(&mut schema);
        }
        schema
    }

    /// Adds something, where it finds what it needs.
    pub fn grow(&mut self, schema: &mut Schema) {
        match self.choices.below(216) {
            0..3 => self.namespace(schema),
            3..27 => self.type_or_sequence(schema),
            27..45 => self.routine(schema),
            45..58 => {
                self.table(schema);
            }
            58..64 => self.partitioned(schema),
            64..68 => self.child(schema),
            68..80 => {
                if let Some(table) = self.a_table(schema, true) {
                    self.column(schema, table);
                }
            }
            80..108 => self.constraint(schema),
            108..122 => self.index(schema),
            122..144 => self.view(schema),
            144..178 => self.on_relation(schema),
            _ => self.other(schema),
        }
    }

    /// Puts a piece in with a name that is free; none when it does not fit.
    pub fn put(&mut self, schema: &mut Schema, home: Option<Key>, body: Body) -> Option<Key> {
        let key = self.next;
        self.next += 1;
        let choices = &mut self.choices;
        let mut piece =
            Piece { name: String::new(), home, comment: None, owner: None, grant: None, body };
        if choices.chance(10) {
            piece.comment = Some(name(choices));
        }
        if choices.chance(8) {
            piece.grant = Some(choices.form());
        }
        if choices.chance(5) {
            piece.owner = choices.one(&["reader", "writer"]);
        }
        for _ in 0..8 {
            piece.name = name(choices);
            schema.pieces.insert(key, piece.clone());
            // A table is whole only with its columns.
            if matches!(piece.body, Body::Table { shape: Shape::Partitioned { by: None, .. }, .. })
                || schema.is_sound()
            {
                return Some(key);
            }
            schema.pieces.remove(&key);
        }
        None
    }

    fn namespace(&mut self, schema: &mut Schema) {
        self.put(schema, None, Body::Namespace);
    }

    /// A namespace of the schema, or `public`.
    pub fn home(&mut self, schema: &Schema) -> Option<Key> {
        let namespaces = schema.keys(|piece| matches!(piece.body, Body::Namespace));
        if self.choices.chance(50) { None } else { self.choices.one(&namespaces) }
    }

    /// A table; one with columns of its own where that matters.
    fn a_table(&mut self, schema: &Schema, own_columns: bool) -> Option<Key> {
        let tables = schema.keys(|piece| match &piece.body {
            Body::Table { shape, .. } => {
                !own_columns || !matches!(shape, Shape::Partition { .. } | Shape::Typed(_))
            }
            _ => false,
        });
        self.choices.one(&tables)
    }

    /// A type that a column may have.
    pub fn kind(&mut self, schema: &Schema) -> Type {
        let own = schema.keys(|piece| {
            matches!(
                piece.body,
                Body::Enum { .. }
                    | Body::Domain { .. }
                    | Body::Composite { .. }
                    | Body::Range { .. }
                    // The type is called as the extension is.
                    | Body::Extension { which: 0 }
            )
        });
        let plain = Type::Plain(self.choices.below(PLAIN.len()));
        let chosen = match self.choices.one(&own) {
            Some(key) if self.choices.chance(35) => Type::Own(key),
            _ if self.choices.chance(30) => Type::Plain(INTEGER),
            _ => plain,
        };
        if self.choices.chance(8) { Type::Array(Box::new(chosen)) } else { chosen }
    }

    fn type_or_sequence(&mut self, schema: &mut Schema) {
        let home = self.home(schema);
        let plain = Type::Plain(self.choices.below(PLAIN.len()));
        let enums = schema.keys(|piece| matches!(piece.body, Body::Enum { .. }));
        let body = match self.choices.below(24) {
            0..8 => {
                let count = 1 + self.choices.below(5);
                let mut labels: Vec<String> = (0..count).map(|_| name(&mut self.choices)).collect();
                labels.sort_unstable_by_key(String::len);
                labels.dedup();
                let mut seen = std::collections::BTreeSet::new();
                labels.retain(|label| seen.insert(label.clone()));
                Body::Enum { labels }
            }
            8..15 => {
                let base = match self.choices.one(&enums) {
                    Some(key) if self.choices.chance(25) => Type::Own(key),
                    _ => plain,
                };
                Body::Domain {
                    base,
                    not_null: self.choices.chance(20),
                    default: self.choices.chance(30).then(|| self.choices.form()),
                    check: self.choices.chance(50).then(|| self.choices.form()),
                }
            }
            15..18 => {
                let attributes = (0..1 + self.choices.below(3))
                    .map(|at| (format!("{} {at}", name(&mut self.choices)), self.attribute(&enums)))
                    .map(|(name, kind)| (name.chars().take(20).collect(), kind))
                    .collect();
                Body::Composite { attributes }
            }
            18..20 => {
                let subtype = self.choices.one(&SUBTYPES).unwrap_or(INTEGER);
                Body::Range { subtype: Type::Plain(subtype) }
            }
            _ => Body::Sequence { form: self.choices.form(), owned_by: None },
        };
        self.put(schema, home, body);
    }

    /// A type of an attribute.
    pub fn attribute(&mut self, enums: &[Key]) -> Type {
        match self.choices.one(enums) {
            Some(key) if self.choices.chance(30) => Type::Own(key),
            _ => Type::Plain(self.choices.below(PLAIN.len())),
        }
    }

    fn routine(&mut self, schema: &mut Schema) {
        let home = self.home(schema);
        let form = self.choices.form();
        let body = match self.choices.below(10) {
            0..5 => Body::Function {
                argument: self.argument(schema),
                form,
                language: self.choices.form(),
                options: self.choices.form(),
            },
            5..8 => {
                let Some(of) = self.a_relation(schema) else { return };
                Body::Reader { of, form }
            }
            8 => Body::TriggerFunction { form },
            _ => Body::Aggregate { form },
        };
        self.put(schema, home, body);
    }

    /// A type of an argument.
    pub fn argument(&mut self, schema: &Schema) -> Type {
        let own =
            schema.keys(|piece| matches!(piece.body, Body::Enum { .. } | Body::Domain { .. }));
        match self.choices.one(&own) {
            Some(key) if self.choices.chance(30) => Type::Own(key),
            _ => Type::Plain(self.choices.one(&ARGUMENTS).unwrap_or(INTEGER)),
        }
    }

    /// A table or view.
    pub fn a_relation(&mut self, schema: &Schema) -> Option<Key> {
        let relations =
            schema.keys(|piece| matches!(piece.body, Body::Table { .. } | Body::View { .. }));
        let relations: Vec<Key> =
            relations.into_iter().filter(|key| !schema.exposed(*key).is_empty()).collect();
        self.choices.one(&relations)
    }

    fn table(&mut self, schema: &mut Schema) -> Option<Key> {
        let home = self.home(schema);
        let shape = Shape::Plain;
        let options = self.choices.form();
        let row_security = self.choices.chance(8);
        let table = self.put(schema, home, Body::Table { shape, options, row_security })?;
        for _ in 0..1 + self.choices.below(5) {
            self.column(schema, table);
        }
        if self.choices.chance(60) {
            self.unique(schema, table);
        }
        Some(table)
    }

    fn partitioned(&mut self, schema: &mut Schema) {
        let home = self.home(schema);
        let shape = Shape::Partitioned { form: self.choices.form(), by: None };
        let whole = Body::Table { shape, options: 0, row_security: false };
        let Some(table) = self.put(schema, home, whole) else { return };
        let kind = Type::Plain(self.choices.one(&[INTEGER, 1, TEXT, 14]).unwrap_or(INTEGER));
        let column =
            Body::Column { kind, collation: None, not_null: true, value: Value::None, storage: 0 };
        // The table is not sound before it knows the column.
        let key = self.next;
        self.next += 1;
        let piece = Piece {
            name: name(&mut self.choices),
            home: Some(table),
            comment: None,
            owner: None,
            grant: None,
            body: column,
        };
        schema.pieces.insert(key, piece);
        if let Some(Body::Table { shape: Shape::Partitioned { by, .. }, .. }) =
            schema.pieces.get_mut(&table).map(|piece| &mut piece.body)
        {
            *by = Some(key);
        }
        if !schema.is_sound() {
            schema.remove(table);
            return;
        }
        for _ in 0..self.choices.below(4) {
            self.column(schema, table);
        }
        for _ in 0..self.choices.below(4) {
            self.partition(schema, table);
        }
    }

    fn partition(&mut self, schema: &mut Schema, of: Key) {
        let taken: Vec<usize> = schema
            .pieces
            .values()
            .filter_map(|piece| match piece.body {
                Body::Table { shape: Shape::Partition { of: other, place }, .. } if other == of => {
                    Some(place)
                }
                _ => None,
            })
            .collect();
        let free: Vec<usize> = (0..8).filter(|place| !taken.contains(place)).collect();
        let Some(place) = self.choices.one(&free) else { return };
        let home = self.home(schema);
        let shape = Shape::Partition { of, place };
        let options = self.choices.form();
        self.put(schema, home, Body::Table { shape, options, row_security: false });
    }

    fn child(&mut self, schema: &mut Schema) {
        let parents = schema.keys(|piece| {
            matches!(piece.body, Body::Table { shape: Shape::Plain | Shape::Child(_), .. })
        });
        let Some(parent) = self.choices.one(&parents) else { return };
        let home = self.home(schema);
        let shape = Shape::Child(parent);
        let options = self.choices.form();
        let body = Body::Table { shape, options, row_security: false };
        let Some(table) = self.put(schema, home, body) else { return };
        for _ in 0..self.choices.below(3) {
            self.column(schema, table);
        }
    }

    fn view(&mut self, schema: &mut Schema) {
        let Some(over) = self.a_relation(schema) else { return };
        let columns = self.choices.some(&schema.exposed(over), 4);
        let called = schema.callable();
        let call = if self.choices.chance(20) { self.choices.one(&called) } else { None };
        let joined = if self.choices.chance(20) { self.a_relation(schema) } else { None };
        let body = Body::View {
            over,
            columns,
            form: self.choices.form(),
            call,
            joined,
            materialized: self.choices.chance(30),
            options: self.choices.form(),
        };
        let home = self.home(schema);
        self.put(schema, home, body);
    }

    fn on_relation(&mut self, schema: &mut Schema) {
        let form = self.choices.form();
        match self.choices.below(34) {
            0..14 => self.trigger(schema, form),
            14..18 => {
                let Some(home) = self.a_table(schema, true) else { return };
                self.put(schema, Some(home), Body::Rule { form });
            }
            18..26 => {
                let Some(home) = self.a_table(schema, false) else { return };
                let Some(column) = self.choices.one(&schema.columns(home)) else { return };
                self.put(schema, Some(home), Body::Policy { column, form });
            }
            26..31 => {
                let Some(home) = self.a_table(schema, false) else { return };
                let columns = self.choices.some(&schema.columns(home), 3);
                if !columns.is_empty() {
                    self.put(schema, Some(home), Body::Statistics { columns, form });
                }
            }
            _ => {
                let tables = schema.keys(|piece| matches!(piece.body, Body::Table { .. }));
                let tables = self.choices.some(&tables, 3);
                if !tables.is_empty() {
                    self.put(schema, None, Body::Publication { tables, form });
                }
            }
        }
    }

    fn trigger(&mut self, schema: &mut Schema, form: usize) {
        let places = schema.keys(|piece| {
            matches!(piece.body, Body::Table { .. } | Body::View { materialized: false, .. })
        });
        let Some(home) = self.choices.one(&places) else { return };
        let is_function = |piece: &Piece| matches!(piece.body, Body::TriggerFunction { .. });
        if schema.keys(is_function).is_empty() {
            let namespace = self.home(schema);
            self.put(schema, namespace, Body::TriggerFunction { form });
        }
        let Some(function) = self.choices.one(&schema.keys(is_function)) else { return };
        let of = if self.choices.chance(50) {
            self.choices.some(&schema.exposed(home), 2)
        } else {
            Vec::new()
        };
        let options = self.choices.form();
        self.put(schema, Some(home), Body::Trigger { function, of, form, options });
    }
}
