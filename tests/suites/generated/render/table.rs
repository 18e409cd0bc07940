use crate::{
    names::literal,
    piece::{Body, Shape, Value},
    schema::Schema,
    types::{Family, Key},
};

impl Schema {
    pub(super) fn table(&self, key: Key) -> String {
        let piece = self.get(key);
        let Body::Table { options, row_security, shape } = &piece.body else {
            return String::new();
        };
        let path = self.path(key);
        let mut columns: Vec<String> =
            self.own_columns(key).into_iter().map(|column| self.column(column)).collect();
        if let Shape::Child(of) = shape {
            // Some that the parent has are said again, and the child's own, too.
            let again =
                self.own_columns(*of).into_iter().filter(|column| (column + key).is_multiple_of(3));
            columns.extend(again.map(|column| self.column_head(column)));
        }
        let columns = format!("({})", columns.join(", "));
        let unlogged = if options % 8 == 7 && *shape == Shape::Plain { " UNLOGGED" } else { "" };
        let with = match options % 6 {
            4 => " WITH (fillfactor = 70)",
            5 => " WITH (autovacuum_enabled = false, toast_tuple_target = 2000)",
            _ => "",
        };
        let mut text = match shape {
            Shape::Plain => format!("CREATE{unlogged} TABLE {path} {columns}{with}"),
            Shape::Child(of) => {
                format!("CREATE TABLE {path} {columns} INHERITS ({}){with}", self.path(*of))
            }
            Shape::Partitioned { form, by } => {
                let method = ["LIST", "RANGE", "HASH"][form % 3];
                let by = by.map(|by| self.name(by)).unwrap_or_default();
                format!("CREATE TABLE {path} {columns} PARTITION BY {method} ({by})")
            }
            Shape::Typed(of) => format!("CREATE TABLE {path} OF {}{with}", self.path(*of)),
            Shape::Partition { of, place } => {
                let bounds = self.bounds(*of, *place);
                format!("CREATE TABLE {path} PARTITION OF {} {bounds}{with}", self.path(*of))
            }
        };
        if *row_security {
            text += &format!(";\nALTER TABLE {path} ENABLE ROW LEVEL SECURITY");
        }
        for column in self.own_columns(key) {
            text += &self.column_settings(key, column);
        }
        text
    }

    fn bounds(&self, of: Key, place: usize) -> String {
        let Shape::Partitioned { form, by: Some(by) } = Self::shape(self.get(of)) else {
            return "DEFAULT".to_owned();
        };
        if form % 3 == 2 {
            return format!("FOR VALUES WITH (MODULUS 8, REMAINDER {})", place % 8);
        }
        if place == 7 {
            return "DEFAULT".to_owned();
        }
        let value = |place: usize| match self.family(*by) {
            Family::Date => format!("'2020-0{}-01'", place + 1),
            Family::Text => format!("'{place}'"),
            _ => (place * 10).to_string(),
        };
        if form % 3 == 0 {
            format!("FOR VALUES IN ({})", value(place))
        } else {
            format!("FOR VALUES FROM ({}) TO ({})", value(place), value(place + 1))
        }
    }

    /// Name, type and collation.
    fn column_head(&self, key: Key) -> String {
        let Body::Column { collation, storage, .. } = &self.get(key).body else {
            return String::new();
        };
        let kind = self.column_type(key);
        let mut text = format!("{} {}", self.name(key), self.type_sql(&kind));
        if let Some(collation) = collation {
            text += &format!(" COLLATE {}", self.path(*collation));
        } else if self.family_of(&kind) == Family::Text && storage % 7 == 6 {
            text += " COLLATE \"C\"";
        }
        text
    }

    fn column(&self, key: Key) -> String {
        let piece = self.get(key);
        let Body::Column { not_null, value, storage, .. } = &piece.body else {
            return String::new();
        };
        let kind = self.column_type(key);
        let family = self.family_of(&kind);
        let sql = self.type_sql(&kind);
        let mut text = self.column_head(key);
        match value {
            Value::None => {}
            Value::Default(form) => text += &format!(" DEFAULT {}", family.default(&sql, *form)),
            Value::Next(sequence) => {
                text += &format!(" DEFAULT nextval({})", literal(&self.path(*sequence)));
            }
            Value::Call(function) => {
                let Body::Function { argument, .. } = &self.get(*function).body else {
                    return text;
                };
                let path = self.path(*function);
                if kind == *argument {
                    text += &format!(" DEFAULT {path}({})", family.value(1));
                } else {
                    let argument = self.type_sql(argument);
                    text += &format!(
                        " DEFAULT CASE WHEN {path}(NULL::{argument}) IS NULL THEN {}::{sql} END",
                        family.value(1)
                    );
                }
            }
            Value::Generated(from, form) => {
                let (expression, _) = self.family(*from).expression(&self.name(*from), *form);
                text += &format!(" GENERATED ALWAYS AS ({expression}) STORED");
            }
            Value::Identity(always) => {
                let when = if *always { "ALWAYS" } else { "BY DEFAULT" };
                let options = ["", " (START WITH 100)", " (MAXVALUE 3000 CACHE 4)"][storage % 3];
                text += &format!(" GENERATED {when} AS IDENTITY{options}");
            }
        }
        if *not_null || matches!(value, Value::Identity(_)) {
            text += " NOT NULL";
        }
        text
    }

    fn column_settings(&self, table: Key, key: Key) -> String {
        let Body::Column { storage, .. } = &self.get(key).body else { return String::new() };
        let long = matches!(self.family(key), Family::Text | Family::Jsonb | Family::Bytes);
        let setting = match storage % 9 {
            1 if long => "STORAGE EXTERNAL",
            2 if long => "SET COMPRESSION pglz",
            3 => "STATISTICS 200",
            4 => "(n_distinct = -0.5)",
            _ => return String::new(),
        };
        let setting =
            if setting.starts_with("SET ") { setting.to_owned() } else { format!("SET {setting}") };
        format!(
            ";\nALTER TABLE ONLY {} ALTER COLUMN {} {setting}",
            self.path(table),
            self.name(key)
        )
    }
}
