use godwit_schema::{
    Address, Column, ColumnDefault, DataType, Dependency, Expression, Generated, Kind, NotNull,
    Object, Sequence, Storage,
    quote::{quote_ident, quote_literal},
};

use crate::{
    assemble::{Assembly, namespace_of},
    defaults::bounded,
    spec::{AutoIncrement, ColumnSpec, ConstraintKindSpec, TableSpec, TypeSpec},
    sql_text::columns_in,
};

impl Assembly<'_, '_> {
    /// Puts the columns of a table with their defaults and sequences.
    pub fn columns(&mut self, spec: &TableSpec, table: &Address, key: &[String]) {
        let names: Vec<&str> = spec.columns.iter().map(|column| column.name.as_str()).collect();
        for (at, column) in spec.columns.iter().enumerate() {
            let address = Address::column(table.namespace_name(), table.name(), &column.name);
            if self.has_part(Kind::Column, &column.name) {
                // Subclasses that share a table may declare the same column.
                continue;
            }
            let column_type = match self.resolved_type(spec, at) {
                Ok(found) => found,
                Err((site, reason)) => {
                    self.report.undecided(self.project, Some(address), site, reason);
                    continue;
                }
            };
            if let Some(sequence) = &column.sequence {
                self.own_sequence(sequence);
            }
            let serial = is_serial(spec, column, &column_type, key);
            let object = self.column_object(column, &column_type, at, serial, key);
            let generated = object.generated.is_some();
            self.put(address.clone(), Object::Column(object), column.site);
            if generated && let Some((text, _)) = &column.computed {
                self.needs_columns(&address, text, &names);
            }
            if serial {
                self.serial(&address, &column_type.text, column);
            } else if let Some(text) = &column.server_default {
                let default = ColumnDefault { expression: Expression::written(text) };
                let at = Address::default(table.namespace_name(), table.name(), &column.name);
                self.put(at, Object::Default(default), column.site);
            }
        }
    }

    fn column_object(
        &mut self,
        column: &ColumnSpec,
        column_type: &TypeSpec,
        at: usize,
        serial: bool,
        key: &[String],
    ) -> Column {
        let mut data_type = match &column_type.of {
            Some(of) => {
                let address = self.enum_address(of);
                DataType::of_enum(&address)
            }
            None => DataType::builtin(column_type.text.clone()),
        };
        if column_type.array {
            data_type = data_type.array();
        }
        let identity = column.identity.clone().map(|mut identity| {
            identity.sequence = bounded(identity.sequence, &column_type.text);
            identity
        });
        Column {
            position: u32::try_from(at + 1).unwrap_or(u32::MAX),
            data_type,
            collation: column_type.collation.as_deref().map(collation),
            not_null: !column.nullable
                || serial
                || identity.is_some()
                || key.contains(&column.name),
            not_null_as: NotNull::default(),
            identity,
            generated: column.computed.as_ref().map(|(text, stored)| Generated {
                expression: Expression::written(text),
                stored: *stored,
            }),
            inherited: false,
            storage: Storage::default(),
            comment: column.comment.clone().filter(|text| !text.is_empty()),
        }
    }

    /// The sequence and the default that `serial` stands for.
    fn serial(&mut self, column: &Address, data_type: &str, spec: &ColumnSpec) {
        let [namespace, table, name] = column.path() else { return };
        let made = self.taken.choose_relation(namespace, table, Some(name), "seq");
        let address = Address::sequence(namespace, &made);
        let sequence =
            Sequence { owned_by: Some(column.clone()), ..Sequence::ascending(data_type) };
        self.put(address.clone(), Object::Sequence(sequence), spec.site);
        let qualified = format!("{}.{}", quote_ident(namespace), quote_ident(&made));
        let default = ColumnDefault {
            expression: Expression::canonical(format!(
                "nextval({}::regclass)",
                quote_literal(&qualified)
            )),
        };
        let at = Address::default(namespace, table, name);
        self.put(at.clone(), Object::Default(default), spec.site);
        self.needs.push(Dependency { dependent: at, referenced: address });
    }

    pub fn own_sequence(&mut self, spec: &crate::spec::SequenceSpec) {
        let namespace = namespace_of(spec.schema.as_deref());
        let address = Address::sequence(namespace, &spec.name);
        self.namespace(namespace, spec.site);
        self.taken.relation(namespace, &spec.name);
        let sequence = bounded(spec.sequence.clone(), "bigint");
        self.put(address, Object::Sequence(sequence), spec.site);
    }

    /// Records that an expression needs the columns that it names.
    pub fn needs_columns(&mut self, dependent: &Address, text: &str, names: &[&str]) {
        let [namespace, table, ..] = dependent.path() else { return };
        for name in columns_in(text, names) {
            let referenced = Address::column(namespace, table, &name);
            if referenced != *dependent {
                self.needs.push(Dependency { dependent: dependent.clone(), referenced });
            }
        }
    }
}

/// Whether SQLAlchemy writes `SERIAL` for a column (`Table.autoincrement_column`).
fn is_serial(
    spec: &TableSpec,
    column: &ColumnSpec,
    column_type: &TypeSpec,
    key: &[String],
) -> bool {
    if !column_type.is_integer()
        || !key.contains(&column.name)
        || column.client_default
        || column.sequence.is_some()
        || column.server_default.is_some()
        || column.fetched
        || column.computed.is_some()
        || column.identity.is_some()
    {
        return false;
    }
    let has_foreign_key = column.constraints.iter().chain(&spec.constraints).any(|one| {
        matches!(&one.kind, ConstraintKindSpec::ForeignKey(key) if key.columns.contains(&column.name))
    });
    match column.auto_increment {
        AutoIncrement::Always => true,
        AutoIncrement::Never => false,
        AutoIncrement::Auto => key.len() == 1 && !has_foreign_key,
        AutoIncrement::IgnoreForeignKey => key.len() == 1,
    }
}

/// Collations live in `pg_catalog` unless a project made its own and says where.
pub(crate) fn collation(name: &str) -> String {
    match name.split_once('.') {
        Some((schema, name)) => format!("{}.{}", quote_ident(schema), quote_ident(name)),
        None => format!("pg_catalog.{}", quote_ident(name)),
    }
}
