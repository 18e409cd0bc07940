//! Small catalogs that differ in many ways, made from a number: the same number, the same catalog.

// Each test uses a part of this.
#![allow(dead_code)]

use godwit_diff::{ChangeSet, diff};
use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, Constraint, ConstraintKind, DataType, Dependency,
    EnumType, Expression, ForeignKey, Index, IndexKey, Namespace, Object, Scope, Sequence, Table,
};

/// The table `patient` with columns of these names and types.
pub fn with_table(columns: &[(&str, &str)]) -> Catalog {
    table_in(empty(), "patient", columns)
}

/// A catalog with one table more.
pub fn table_in(mut catalog: Catalog, name: &str, columns: &[(&str, &str)]) -> Catalog {
    catalog.insert(Address::table("public", name), Object::Table(Table::default()));
    for (position, (column_name, data_type)) in (1..).zip(columns) {
        catalog.insert(
            Address::column("public", name, column_name),
            Object::Column(column(position, data_type)),
        );
    }
    catalog
}

/// What differs, without any rename.
pub fn compared(before: &Catalog, after: &Catalog) -> ChangeSet {
    diff(before, after, &Scope::default(), &[], &[]).expect("there are no renames")
}

/// A plain column.
pub fn column(position: u32, data_type: &str) -> Column {
    Column {
        position,
        data_type: DataType::builtin(data_type),
        collation: None,
        not_null: false,
        not_null_as: godwit_schema::NotNull::default(),
        identity: None,
        generated: None,
        inherited: false,
        storage: godwit_schema::Storage::default(),
        comment: None,
    }
}

/// A btree index over columns.
pub fn index(columns: &[&str]) -> Index {
    Index {
        method: "btree".into(),
        unique: false,
        nulls_not_distinct: false,
        keys: columns.iter().map(|name| IndexKey::column(name)).collect(),
        include: Vec::new(),
        predicate: None,
        options: [].into(),
        tablespace: None,
        statistics: Vec::new(),
        valid: true,
        only: false,
        parent: None,
        comment: None,
    }
}

/// A unique constraint.
pub fn unique(columns: &[&str]) -> Constraint {
    Constraint::plain(ConstraintKind::Unique {
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        include: Vec::new(),
        nulls_not_distinct: false,
    })
}

/// A check over an expression as PostgreSQL prints it.
pub fn check(text: &str) -> Constraint {
    Constraint::plain(ConstraintKind::Check {
        expression: Expression::canonical(text),
        no_inherit: false,
    })
}

/// A foreign key with every default.
pub fn foreign_key(columns: &[&str], references: &Address, referenced: &[&str]) -> Constraint {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Constraint::plain(ConstraintKind::ForeignKey(ForeignKey {
        columns: owned(columns),
        references: references.clone(),
        referenced_columns: owned(referenced),
        match_type: Default::default(),
        on_update: Default::default(),
        on_delete: Default::default(),
        on_delete_columns: Vec::new(),
    }))
}

/// A catalog with the namespace `public` and nothing in it.
pub fn empty() -> Catalog {
    let mut catalog = <Catalog as Default>::default();
    catalog.insert(Address::namespace("public"), Object::Namespace(Namespace::default()));
    catalog
}

/// Xorshift: enough to vary cases, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

/// A catalog that PostgreSQL could hold.
pub fn catalog(seed: u64) -> Catalog {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut catalog = empty();
    catalog.read_by("tester");
    if dice.chance(50) {
        catalog.insert(Address::namespace("app"), Object::Namespace(Namespace::default()));
    }
    let color = Address::enum_type("public", "color");
    let has_color = dice.chance(70);
    if has_color {
        let labels = ["red", "green", "blue"].iter().take(1 + dice.roll(3) as usize);
        let labels = labels.map(|label| (*label).to_owned()).collect();
        catalog.insert(color.clone(), Object::Enum(EnumType { labels, comment: None }));
    }
    let tables: Vec<u64> = (0..5).filter(|_| dice.chance(65)).collect();
    for number in &tables {
        table(&mut dice, &mut catalog, *number, has_color.then_some(&color));
    }
    for from in &tables {
        for to in &tables {
            if dice.chance(30) {
                let name = format!("t{from}");
                let target = Address::table("public", &format!("t{to}"));
                let key = Address::constraint("public", &name, &format!("{name}_t{to}_fk"));
                let found = foreign_key(&["ref"], &target, &["id"]);
                for needed in [Address::column("public", &name, "ref"), target.with_id("id")] {
                    catalog.insert_dependency(Dependency {
                        dependent: key.clone(),
                        referenced: needed,
                    });
                }
                catalog.insert(key, Object::Constraint(found));
            }
        }
    }
    catalog
}

trait WithId {
    fn with_id(&self, name: &str) -> Address;
}

impl WithId for Address {
    fn with_id(&self, name: &str) -> Address {
        Address::column(self.namespace_name(), self.name(), name)
    }
}

fn table(dice: &mut Dice, catalog: &mut Catalog, number: u64, color: Option<&Address>) {
    let name = format!("t{number}");
    let at = |column: &str| Address::column("public", &name, column);
    let comment = dice.chance(30).then(|| format!("comment {}", dice.roll(2)));
    catalog.insert(
        Address::table("public", &name),
        Object::Table(Table { comment, ..Table::default() }),
    );
    catalog.insert(at("id"), Object::Column(Column { not_null: true, ..column(1, "integer") }));
    catalog.insert(at("ref"), Object::Column(column(2, "integer")));
    catalog.insert(
        Address::constraint("public", &name, &format!("{name}_pkey")),
        Object::Constraint(Constraint::plain(ConstraintKind::PrimaryKey {
            columns: vec!["id".into()],
            include: Vec::new(),
        })),
    );
    let mut position = 2;
    for place in 0..4 {
        if !dice.chance(70) {
            continue;
        }
        position += 1;
        let column_name = format!("c{place}");
        let types = ["text", "character varying(20)", "bigint", "numeric(10,2)"];
        let mut found = column(position, types[dice.roll(4) as usize]);
        found.not_null = dice.chance(30);
        if let Some(color) = color
            && dice.chance(25)
        {
            found.data_type = DataType::of_enum(color);
        } else if found.data_type.text == "text" && dice.chance(50) {
            let text = format!("'{}'::text", dice.roll(3));
            catalog.insert(
                Address::default("public", &name, &column_name),
                Object::Default(ColumnDefault { expression: Expression::canonical(text) }),
            );
        } else if found.data_type.text == "bigint" && dice.chance(50) {
            let sequence = Address::sequence("public", &format!("{name}_{column_name}_seq"));
            let owned =
                Sequence { owned_by: Some(at(&column_name)), ..Sequence::ascending("bigint") };
            catalog.insert(sequence.clone(), Object::Sequence(owned));
            let default = Address::default("public", &name, &column_name);
            let text = format!("nextval('{}'::regclass)", sequence.sql());
            catalog.insert(
                default.clone(),
                Object::Default(ColumnDefault { expression: Expression::canonical(text) }),
            );
            catalog.insert_dependency(Dependency { dependent: default, referenced: sequence });
        }
        catalog.insert(at(&column_name), Object::Column(found));
        if dice.chance(40) {
            catalog.insert(
                Address::index("public", &name, &format!("{name}_{column_name}_idx")),
                Object::Index(index(if dice.chance(50) { &["id"] } else { &["ref"] })),
            );
        }
        if dice.chance(40) {
            let both = unique(&[&column_name, "ref"]);
            catalog.insert(
                Address::constraint("public", &name, &format!("{name}_{column_name}_key")),
                Object::Constraint(both),
            );
        }
        if dice.chance(30) {
            let check_name = format!("{name}_{column_name}_check");
            let address = Address::constraint("public", &name, &check_name);
            catalog.insert(
                address.clone(),
                Object::Constraint(check(&format!("({column_name} IS NOT NULL)"))),
            );
            catalog
                .insert_dependency(Dependency { dependent: address, referenced: at(&column_name) });
        }
    }
}
