//! What stands beside tables, types and routines.

use super::Grower;
use crate::{
    names::name,
    piece::{Body, EXTENSIONS, Piece, Shape},
    schema::Schema,
    types::{Key, Type},
};

impl Grower {
    pub(super) fn other(&mut self, schema: &mut Schema) {
        let form = self.choices.form();
        match self.choices.below(if self.superuser { 34 } else { 20 }) {
            0..4 => self.in_namespace(schema, Body::DefaultPrivilege { form }),
            4..6 => {
                let which = self.choices.below(EXTENSIONS.len());
                // Only a superuser may move one that a superuser owns parts of.
                let home = if self.superuser { self.home(schema) } else { None };
                self.put(schema, home, Body::Extension { which });
            }
            6..8 => self.in_namespace(schema, Body::Collation { form }),
            8..10 => {
                let is_own = |piece: &Piece| {
                    matches!(
                        piece.body,
                        Body::Enum { .. } | Body::Composite { .. } | Body::Range { .. }
                    )
                };
                let Some(from) = self.choices.one(&schema.keys(is_own)) else { return };
                self.in_namespace(schema, Body::Cast { from, form });
            }
            10..13 => {
                let functions = schema.keys(|piece| matches!(piece.body, Body::Function { .. }));
                let function = self.choices.one(&functions);
                self.in_namespace(schema, Body::Operator { function, form });
            }
            13 => self.in_namespace(schema, Body::Dictionary { form }),
            14..16 => {
                let all = schema.keys(|piece| matches!(piece.body, Body::Dictionary { .. }));
                let dictionary = self.choices.one(&all);
                self.in_namespace(schema, Body::Configuration { dictionary, form });
            }
            16..20 => self.typed(schema),
            20..22 => {
                self.put(schema, None, Body::Wrapper { form });
            }
            22..29 => self.foreign_data(schema, form),
            29..31 => self.in_namespace(schema, Body::OperatorClass { form }),
            _ => self.event_trigger(schema, form),
        }
    }

    fn in_namespace(&mut self, schema: &mut Schema, body: Body) {
        let home = self.home(schema);
        self.put(schema, home, body);
    }

    fn typed(&mut self, schema: &mut Schema) {
        let types = schema.keys(|piece| matches!(piece.body, Body::Composite { .. }));
        let Some(of) = self.choices.one(&types) else { return };
        let shape = Shape::Typed(of);
        let options = self.choices.form();
        self.in_namespace(schema, Body::Table { shape, options, row_security: false });
    }

    /// A server and what is told of one.
    fn foreign_data(&mut self, schema: &mut Schema, form: usize) {
        let is_wrapper = |piece: &Piece| matches!(piece.body, Body::Wrapper { .. });
        let is_server = |piece: &Piece| matches!(piece.body, Body::Server { .. });
        if schema.keys(is_wrapper).is_empty() {
            self.put(schema, None, Body::Wrapper { form });
        }
        let Some(wrapper) = self.choices.one(&schema.keys(is_wrapper)) else { return };
        let what = self.choices.below(7);
        if what < 2 || schema.keys(is_server).is_empty() {
            self.put(schema, None, Body::Server { wrapper, form });
        }
        let Some(server) = self.choices.one(&schema.keys(is_server)) else { return };
        match what {
            0..2 => {}
            2 => {
                self.put(schema, None, Body::Mapping { server, form });
            }
            _ => {
                let enums = schema.keys(|piece| matches!(piece.body, Body::Enum { .. }));
                let columns: Vec<(String, Type)> = (0..1 + self.choices.below(3))
                    .map(|at| (format!("{} {at}", name(&mut self.choices)), self.attribute(&enums)))
                    .map(|(name, kind)| (name.chars().take(20).collect(), kind))
                    .collect();
                self.in_namespace(schema, Body::ForeignTable { server, columns, form });
            }
        }
    }

    fn event_trigger(&mut self, schema: &mut Schema, form: usize) {
        let is_function = |piece: &Piece| matches!(piece.body, Body::EventFunction { .. });
        if schema.keys(is_function).is_empty() {
            self.in_namespace(schema, Body::EventFunction { form });
        }
        let functions: Vec<Key> = schema.keys(is_function);
        let Some(function) = self.choices.one(&functions) else { return };
        self.put(schema, None, Body::EventTrigger { function, form });
    }
}
