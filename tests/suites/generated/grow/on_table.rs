//! What tables are made of.

use super::Grower;
use crate::{
    piece::{Body, Value},
    schema::Schema,
    types::{Family, Key, Type},
};

impl Grower {
    pub(super) fn column(&mut self, schema: &mut Schema, table: Key) {
        let kind = self.kind(schema);
        let not_null = self.choices.chance(30);
        let value = self.value(schema, table, &kind);
        let storage = self.choices.form();
        let collation = self.collation(schema, &kind);
        let body = Body::Column { kind, collation, not_null, value, storage };
        let column = self.put(schema, Some(table), body);
        // What is called a serial column.
        if let Some(column) = column
            && let Body::Column { value: Value::Next(sequence), .. } = schema.get(column).body
            && self.choices.chance(60)
            && let Some(Body::Sequence { owned_by, .. }) =
                schema.pieces.get_mut(&sequence).map(|piece| &mut piece.body)
            && owned_by.is_none()
        {
            *owned_by = Some(column);
            if !schema.is_sound()
                && let Some(Body::Sequence { owned_by, .. }) =
                    schema.pieces.get_mut(&sequence).map(|piece| &mut piece.body)
            {
                *owned_by = None;
            }
        }
    }

    /// A collation of the schema, where the type takes one.
    pub fn collation(&mut self, schema: &Schema, kind: &Type) -> Option<Key> {
        let collations = schema.keys(|piece| matches!(piece.body, Body::Collation { .. }));
        if schema.family_of(kind) != Family::Text || !self.choices.chance(50) {
            return None;
        }
        self.choices.one(&collations)
    }

    /// What a column may be filled with.
    pub fn value(&mut self, schema: &Schema, table: Key, kind: &Type) -> Value {
        let integer = schema.family_of(kind) == Family::Integer;
        let form = self.choices.form();
        match self.choices.below(100) {
            0..30 => Value::Default(form),
            30..38 if integer => {
                let sequences = schema.keys(|piece| matches!(piece.body, Body::Sequence { .. }));
                self.choices.one(&sequences).map_or(Value::None, Value::Next)
            }
            38..44 if integer && matches!(kind, Type::Plain(_)) => {
                Value::Identity(form.is_multiple_of(2))
            }
            44..50 => {
                let functions = schema.keys(|piece| matches!(piece.body, Body::Function { .. }));
                self.choices.one(&functions).map_or(Value::None, Value::Call)
            }
            50..58 => {
                let columns = schema.columns(table);
                self.choices.one(&columns).map_or(Value::None, |from| Value::Generated(from, form))
            }
            _ => Value::None,
        }
    }

    pub(super) fn constraint(&mut self, schema: &mut Schema) {
        let Some(table) = self.a_table(schema, true) else { return };
        let columns = schema.columns(table);
        if columns.is_empty() {
            return;
        }
        match self.choices.below(10) {
            0..3 => {
                let columns = self.choices.some(&columns, 2);
                let called = schema.callable();
                let call = if self.choices.chance(25) { self.choices.one(&called) } else { None };
                let (form, options) = (self.choices.form(), self.choices.form());
                self.put(schema, Some(table), Body::Check { columns, form, call, options });
            }
            3..6 => self.unique(schema, table),
            6..9 => self.foreign(schema, table),
            _ if !schema.is_partitioned(table) => {
                let Some(column) = self.choices.one(&columns) else { return };
                let options = self.choices.form();
                self.put(schema, Some(table), Body::Exclusion { column, options });
            }
            _ => {}
        }
    }

    pub(super) fn unique(&mut self, schema: &mut Schema, table: Key) {
        let columns = self.choices.some(&schema.columns(table), 2);
        if columns.is_empty() {
            return;
        }
        let primary = self.choices.chance(60);
        let options = self.choices.form();
        self.put(schema, Some(table), Body::Unique { columns, primary, options });
    }

    /// To a table that is older, so that rows can be put in one after the other.
    fn foreign(&mut self, schema: &mut Schema, table: Key) {
        let keys = schema
            .keys(|piece| piece.body.is_key() && piece.home.is_some_and(|home| home <= table));
        let Some(to) = self.choices.one(&keys) else { return };
        let mut columns = Vec::new();
        for target in schema.key_columns(to) {
            let kind = schema.column_type(target);
            let fitting: Vec<Key> = schema
                .columns(table)
                .into_iter()
                .filter(|column| schema.column_type(*column) == kind && !columns.contains(column))
                .collect();
            let found = match self.choices.one(&fitting) {
                Some(column) => Some(column),
                None => {
                    let body = Body::Column {
                        kind,
                        collation: None,
                        not_null: false,
                        value: Value::None,
                        storage: 0,
                    };
                    self.put(schema, Some(table), body)
                }
            };
            let Some(column) = found else { return };
            columns.push(column);
        }
        let options = self.choices.form();
        self.put(schema, Some(table), Body::Foreign { columns, to, options });
    }

    pub(super) fn index(&mut self, schema: &mut Schema) {
        let relations = schema.keys(|piece| {
            matches!(piece.body, Body::Table { .. } | Body::View { materialized: true, .. })
        });
        let Some(relation) = self.choices.one(&relations) else { return };
        let columns = self.choices.some(&schema.exposed(relation), 3);
        if columns.is_empty() {
            return;
        }
        let called = schema.callable();
        let call = if self.choices.chance(15) { self.choices.one(&called) } else { None };
        let unique = self.choices.chance(25);
        let (form, options) = (self.choices.form(), self.choices.form());
        self.put(schema, Some(relation), Body::Index { columns, unique, form, options, call });
    }
}
