use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use godwit_schema::{Address, Class};

use crate::{
    grow::Grower,
    piece::{Body, Shape, Value},
    schema::Schema,
    types::{Family, Key},
};

/// A schema and an edited one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What is there.
    pub before: Schema,
    /// What is wanted.
    pub after: Schema,
    /// Whether tables have rows where both sides allow it.
    pub rows: bool,
    /// Whether a person confirms that tables and columns are renamed.
    pub confirms: bool,
}

impl Pair {
    /// The pair of a seed.
    pub fn of(seed: u64) -> Self {
        let mut grower = Grower::of(seed);
        let before = grower.schema();
        let after = grower.edited(&before);
        let rows = grower.choices.chance(60);
        let confirms = grower.choices.chance(50);
        Self { before, after, rows, confirms }
    }

    /// Writes it as a case.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("before.sql"), self.before.sql())?;
        std::fs::write(folder.join("after.sql"), self.after.sql())?;
        let (before, after) = self.tables_with_rows();
        for (name, text) in [
            ("rows.sql", self.before.rows_sql(&before)),
            ("rows_after.sql", self.after.rows_sql(&after)),
        ] {
            if !text.is_empty() {
                std::fs::write(folder.join(name), text)?;
            }
        }
        let renames: Vec<toml::Value> = self
            .renames()
            .values()
            .map(|(from, to)| toml::Value::from(format!("{from}={to}")))
            .collect();
        let mut settings = toml::Table::new();
        settings.insert("min_version".to_owned(), toml::Value::from(15));
        if self.before.is_of_superuser() || self.after.is_of_superuser() {
            settings.insert("superuser".to_owned(), toml::Value::from(true));
        }
        if !renames.is_empty() {
            settings.insert("rename".to_owned(), toml::Value::from(renames));
        }
        std::fs::write(folder.join("case.toml"), settings.to_string())
    }

    /// Renames as a person confirms them. What is renamed to a name that
    /// something else has and keeps, or has from two tables, is left to be dropped and made.
    fn renames(&self) -> BTreeMap<Key, (Address, Address)> {
        let mut found = BTreeMap::new();
        if !self.confirms {
            return found;
        }
        let kept: BTreeSet<Address> = self
            .before
            .pieces
            .keys()
            .filter(|key| self.after.pieces.contains_key(key))
            .filter_map(|key| self.before.address(*key))
            .collect();
        for depth in [1, 2, 3] {
            for key in self.before.pieces.keys().filter(|key| self.after.pieces.contains_key(key)) {
                let (Some(from), Some(to)) = (self.before.address(*key), self.after.address(*key))
                else {
                    continue;
                };
                if from.path().len() != depth || self.is_followed(*key, &found) {
                    continue;
                }
                let home = self.before.get(*key).home.filter(|_| depth == 3);
                let stays = home.is_none_or(|home| self.is_followed(home, &found));
                let moved = from.name() != to.name() || depth == 2;
                if stays && moved && from.kind() == to.kind() && !kept.contains(&to) {
                    found.insert(*key, (from, to));
                }
            }
        }
        found
    }

    /// Whether a piece of both sides is the same one for whoever knows the renames.
    fn is_followed(&self, key: Key, renames: &BTreeMap<Key, (Address, Address)>) -> bool {
        let (before, after) = (self.before.get(key), self.after.get(key));
        renames.contains_key(&key)
            || before.name == after.name
                && before.home == after.home
                && before.home.is_none_or(|home| self.is_followed(home, renames))
    }

    /// Tables that may have rows on either side: those whose rows no edit needs to look at.
    fn tables_with_rows(&self) -> (BTreeSet<Key>, BTreeSet<Key>) {
        if !self.rows {
            return (BTreeSet::new(), BTreeSet::new());
        }
        let renames = self.renames();
        let mut calm: BTreeSet<Key> = BTreeSet::new();
        for key in self.before.pieces.keys().filter(|key| self.after.pieces.contains_key(key)) {
            if self.is_followed(*key, &renames)
                && self.before.takes_rows(*key)
                && self.after.takes_rows(*key)
                && self.is_calm(*key, &renames)
            {
                calm.insert(*key);
            }
        }
        for schema in [&self.before, &self.after] {
            loop {
                let lost: Vec<Key> = calm
                    .iter()
                    .copied()
                    .filter(|table| !schema.parents(*table).iter().all(|to| calm.contains(to)))
                    .collect();
                if lost.is_empty() {
                    break;
                }
                calm.retain(|table| !lost.contains(table));
            }
        }
        (calm.clone(), calm)
    }

    fn is_calm(&self, table: Key, renames: &BTreeMap<Key, (Address, Address)>) -> bool {
        let named = |schema: &Schema| -> BTreeMap<String, Key> {
            let columns = schema.columns(table).into_iter();
            // By its present name what is renamed, since it stays.
            let side = |key: &Key| if renames.contains_key(key) { &self.before } else { schema };
            columns.map(|key| (side(&key).get(key).name.clone(), key)).collect()
        };
        let (before, after) = (named(&self.before), named(&self.after));
        let lone = before
            .iter()
            .any(|(name, key)| after.get(name) != Some(key) && self.before.is_demanding(*key))
            || after
                .iter()
                .any(|(name, key)| before.get(name) != Some(key) && self.after.is_demanding(*key));
        let turned = before.iter().any(|(name, key)| {
            after.get(name).is_some_and(|other| {
                let (from, to) = (self.before.family(*key), self.after.family(*other));
                from != to && !(from.casts_to(&to) && to.casts_to(&from))
            })
        });
        !lone && !turned
    }
}

impl Schema {
    fn is_of_superuser(&self) -> bool {
        self.pieces.values().any(|piece| piece.body.is_of_superuser())
    }

    /// The address of what can be renamed.
    fn address(&self, key: Key) -> Option<Address> {
        let namespace = |table: Key| match self.get(table).home {
            Some(home) => self.get(home).name.clone(),
            None => "public".to_owned(),
        };
        let piece = self.get(key);
        let whole = |of: fn(&str, &str) -> Address| Some(of(&namespace(key), &piece.name));
        let part = |of: fn(&str, &str, &str) -> Address| {
            let table =
                piece.home.filter(|home| matches!(self.get(*home).body, Body::Table { .. }))?;
            Some(of(&namespace(table), &self.get(table).name, &piece.name))
        };
        let defined = |class| Some(Address::defined(class, &[namespace(key), piece.name.clone()]));
        match &piece.body {
            Body::Namespace => Some(Address::namespace(&piece.name)),
            Body::View { materialized: true, .. } => defined(Class::MaterializedView),
            Body::View { .. } => defined(Class::View),
            Body::Domain { .. } => defined(Class::Domain),
            Body::Composite { .. } => defined(Class::CompositeType),
            Body::Table { .. } => whole(Address::table),
            Body::Enum { .. } => whole(Address::enum_type),
            Body::Sequence { .. } => whole(Address::sequence),
            Body::Column { .. } => part(Address::column),
            Body::Index { .. } => part(Address::index),
            Body::Check { .. } | Body::Unique { .. } | Body::Foreign { .. } => {
                part(Address::constraint)
            }
            _ => None,
        }
    }

    /// Whether three rows fit into a table.
    fn takes_rows(&self, table: Key) -> bool {
        let shape = match &self.get(table).body {
            Body::Table { shape, .. } => shape,
            _ => return false,
        };
        let columns = self.columns(table);
        let null = columns.iter().any(|column| {
            self.family(*column) == Family::Composite
                && matches!(self.get(*column).body, Body::Column { not_null: true, .. })
        });
        // A parent's primary key makes its columns NOT NULL in heirs too.
        let in_key = |column: &Key| {
            self.pieces.values().any(|piece| {
                matches!(&piece.body, Body::Unique { columns, .. } if columns.contains(column))
            })
        };
        let null = null
            || columns.iter().any(|column| match self.get(*column).body {
                Body::Column { not_null, value: Value::Generated(..), .. } => {
                    not_null || in_key(column)
                }
                _ => false,
            });
        let tight = self.pieces.values().any(|piece| {
            let of = |columns: &[Key]| columns.iter().any(|column| !self.is_wide(*column));
            piece.home == Some(table)
                && match &piece.body {
                    Body::Unique { columns, .. } | Body::Index { columns, unique: true, .. } => {
                        of(columns) || self.has_composite(columns)
                    }
                    Body::Exclusion { column, .. } => {
                        !self.is_wide(*column) && self.family(*column) != Family::Range
                    }
                    Body::Foreign { columns, to, .. } => columns
                        .iter()
                        .chain(&self.key_columns(*to))
                        .any(|column| !self.is_given(*column)),
                    // What is generated is not what the checks expect of a row.
                    Body::Check { columns, .. } => columns
                        .iter()
                        .any(|column| !self.is_plain(*column) || !self.is_given(*column)),
                    _ => false,
                }
        });
        matches!(shape, Shape::Plain | Shape::Child(_) | Shape::Typed(_)) && !null && !tight
    }

    fn is_wide(&self, column: Key) -> bool {
        self.family(column).is_wide() && self.is_plain(column)
    }

    /// Whether a row says what it holds.
    fn is_given(&self, column: Key) -> bool {
        let value = match &self.get(column).body {
            Body::Column { value, .. } => value,
            _ => return false,
        };
        !matches!(value, Value::Generated(..) | Value::Identity(_))
    }

    fn is_plain(&self, column: Key) -> bool {
        !matches!(self.get(column).body, Body::Column { value: Value::Generated(..), .. })
    }

    fn has_composite(&self, columns: &[Key]) -> bool {
        columns.iter().any(|column| self.family(*column) == Family::Composite)
    }

    /// Whether a column cannot be added to a table that has rows: it must not be empty, or something
    /// compares its values.
    fn is_demanding(&self, column: Key) -> bool {
        let Body::Column { kind, not_null, value, .. } = &self.get(column).body else {
            return false;
        };
        // A child gets the column without the identity.
        let home = self.get(column).home;
        let inherited = self.pieces.values().any(|piece| {
            matches!(piece.body, Body::Table { shape: Shape::Child(of), .. } if Some(of) == home)
        });
        let empty = matches!(value, Value::None | Value::Call(_) | Value::Generated(..));
        (inherited && matches!(value, Value::Identity(_)))
            || (empty && (*not_null || self.forbids_null(kind)))
            || self.pieces.values().any(|piece| {
                matches!(
                    piece.body,
                    Body::Unique { .. }
                        | Body::Index { unique: true, .. }
                        | Body::Foreign { .. }
                        | Body::Exclusion { .. }
                        | Body::Check { .. }
                ) && piece.references().contains(&column)
            })
            || matches!(kind, crate::types::Type::Own(_))
    }

    /// Tables that a table's rows refer to.
    fn parents(&self, table: Key) -> Vec<Key> {
        self.pieces
            .values()
            .filter(|piece| piece.home == Some(table))
            .filter_map(|piece| match piece.body {
                Body::Foreign { to, .. } => self.get(to).home,
                _ => None,
            })
            .collect()
    }
}
