//! Types of columns and what can be said in them. An expression is written for the type that its
//! column has at that moment, so that every edit of a type leaves a schema that the server takes.

use crate::names::literal;

/// A piece of a schema, the same one before and after.
pub type Key = u32;

/// A type as a column, an argument or an attribute has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// One of [`PLAIN`].
    Plain(usize),
    /// An enum, domain, composite or range type of the schema.
    Own(Key),
    /// An array of another type.
    Array(Box<Type>),
}

/// What can be done with values of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Family {
    /// Whole numbers.
    Integer,
    /// `numeric`.
    Numeric,
    /// Floating point.
    Float,
    /// Texts of all kinds.
    Text,
    /// `boolean`.
    Boolean,
    /// `date`.
    Date,
    /// `timestamp`.
    Stamp,
    /// `timestamptz`.
    Zoned,
    /// `time`.
    Time,
    /// `interval`.
    Interval,
    /// `uuid`.
    Uuid,
    /// `json`.
    Json,
    /// `jsonb`.
    Jsonb,
    /// `bytea`.
    Bytes,
    /// `inet`.
    Inet,
    /// An enum with its labels; and its name, where a domain hides it from operators.
    Enum(Vec<String>, Option<String>),
    /// Composite.
    Composite,
    /// A range.
    Range,
    /// An array.
    Array,
}

/// Types of PostgreSQL.
pub const PLAIN: [(&str, Family); 27] = [
    ("integer", Family::Integer),
    ("bigint", Family::Integer),
    ("smallint", Family::Integer),
    ("numeric", Family::Numeric),
    ("numeric(10,2)", Family::Numeric),
    ("numeric(8)", Family::Numeric),
    ("double precision", Family::Float),
    ("real", Family::Float),
    ("text", Family::Text),
    ("varchar", Family::Text),
    ("varchar(20)", Family::Text),
    ("varchar(60)", Family::Text),
    ("char(8)", Family::Text),
    ("boolean", Family::Boolean),
    ("date", Family::Date),
    ("timestamp", Family::Stamp),
    ("timestamp(3)", Family::Stamp),
    ("timestamptz", Family::Zoned),
    ("time", Family::Time),
    ("interval", Family::Interval),
    ("uuid", Family::Uuid),
    ("json", Family::Json),
    ("jsonb", Family::Jsonb),
    ("bytea", Family::Bytes),
    ("inet", Family::Inet),
    ("int4range", Family::Range),
    ("tstzrange", Family::Range),
];

/// Place of `integer` in [`PLAIN`].
pub const INTEGER: usize = 0;
/// Place of `text` in [`PLAIN`].
pub const TEXT: usize = 8;

impl Family {
    /// Whether B-trees, keys and `GROUP BY` take it.
    pub fn is_sorted(&self) -> bool {
        !matches!(self, Family::Json | Family::Composite)
    }

    /// Whether three values of it can be told apart by their number.
    pub fn is_wide(&self) -> bool {
        self.is_sorted()
            && !matches!(self, Family::Boolean | Family::Enum(..) | Family::Range | Family::Array)
    }

    /// The value of a row: equal for equal numbers, and readable by every family that a column of
    /// this one may be turned to.
    pub fn value(&self, row: usize) -> String {
        let text = match self {
            Family::Integer | Family::Numeric | Family::Float | Family::Text => row.to_string(),
            Family::Json | Family::Jsonb => row.to_string(),
            Family::Boolean => (row % 2 == 1).to_string(),
            Family::Date => format!("2020-01-{row:02}"),
            Family::Stamp => format!("2020-01-{row:02} 00:00:00"),
            Family::Zoned => format!("2020-01-{row:02} 00:00:00+00"),
            Family::Time => format!("{row:02}:00:00"),
            Family::Interval => format!("{row} days"),
            Family::Uuid => format!("00000000-0000-0000-0000-{row:012}"),
            Family::Bytes => format!("\\x{row:02}"),
            Family::Inet => format!("10.0.0.{row}"),
            Family::Enum(labels, _) => labels[row % labels.len()].clone(),
            Family::Composite => return "NULL".to_owned(),
            Family::Range => "empty".to_owned(),
            Family::Array => "{}".to_owned(),
        };
        literal(&text)
    }

    /// Whether every value of a row of the one family can be cast to the other.
    pub fn casts_to(&self, other: &Family) -> bool {
        let number = |family: &Family| {
            matches!(family, Family::Integer | Family::Numeric | Family::Float | Family::Text)
        };
        let time = |family: &Family| matches!(family, Family::Date | Family::Stamp | Family::Zoned);
        let json = |family: &Family| matches!(family, Family::Json | Family::Jsonb);
        self == other
            || (number(self) && number(other))
            || (time(self) && time(other))
            || (json(self) && json(other))
    }

    /// A default of a column of the type.
    pub fn default(&self, sql: &str, form: usize) -> String {
        let forms: &[&str] = match self {
            Family::Integer => &["7", "-1", "1 + 2", "length('abc')"],
            Family::Numeric => &["0", "-1.5", "round(2.5)"],
            Family::Float => &["0", "1e3", "random()"],
            Family::Text => &["'x'", "upper('abc')", "'it''s'", "'b\\slash'", "''"],
            Family::Boolean => &["true", "false", "'t'", "(NOT true)"],
            Family::Date => &["CURRENT_DATE", "'2001-02-03'", "now()::date"],
            Family::Stamp => &["now()", "LOCALTIMESTAMP", "'2001-02-03 04:05'"],
            Family::Zoned => &["now()", "CURRENT_TIMESTAMP", "clock_timestamp()"],
            Family::Time => &["'12:00'", "LOCALTIME"],
            Family::Interval => &["'1 day'", "make_interval(days => 3)"],
            Family::Uuid => &["gen_random_uuid()"],
            Family::Json | Family::Jsonb => &["'{}'", "'[]'", "'{\"a\": 1}'"],
            Family::Bytes => &["'\\x00'", "decode('ff', 'hex')"],
            Family::Inet => &["'127.0.0.1'", "'10.0.0.0/8'"],
            Family::Enum(labels, _) => return literal(&labels[form % labels.len()]),
            Family::Composite => return format!("NULL::{sql}"),
            Family::Range => &["'empty'", "'(,)'"],
            Family::Array => &["'{}'", "ARRAY[]"],
        };
        match forms[form % forms.len()] {
            "ARRAY[]" => format!("ARRAY[]::{sql}"),
            other => other.to_owned(),
        }
    }

    /// What is true of every value of a row, and of NULL or unknown of it.
    pub fn predicate(&self, column: &str, form: usize) -> String {
        let forms: &[&str] = match self {
            Family::Integer => {
                &["@ > 0", "@ BETWEEN -5 AND 1000", "@ IN (1, 2, 3, 4)", "@ <> 77", "@ % 99 = @"]
            }
            Family::Numeric => &["@ >= 0", "@ < 1000.5", "@ NOT IN (77, 78)", "abs(@) > 0.1"],
            Family::Float => &["@ > 0", "@ < 'Infinity'"],
            Family::Text => &[
                "@ <> ''",
                "@ IN ('1', '2', '3')",
                "length(@) < 30",
                "@ LIKE '%'",
                "@ NOT IN ('a', 'b')",
                "lower(@) = @",
                "@ ~ '^[0-9 ]+$'",
            ],
            Family::Boolean => {
                &["@ OR NOT @", "@ IN (true, false)", "@ IS NOT UNKNOWN OR @ IS NULL"]
            }
            Family::Date => &["@ > '1999-01-01'", "@ < '2999-01-01'::date"],
            Family::Stamp => &["@ > '1999-01-01'", "date_trunc('day', @) = @"],
            Family::Zoned => &["@ > '1999-01-01 00:00:00+00'", "@ <> 'infinity'"],
            Family::Time => &["@ < '23:00'"],
            Family::Interval => &["@ > '0 days'", "@ < interval '1 year'"],
            Family::Json => &["json_typeof(@) <> 'array'"],
            Family::Jsonb => &["jsonb_typeof(@) <> 'array'", "NOT @ ? 'b'", "@ <> '{\"z\": 1}'"],
            Family::Bytes => &["length(@) < 9"],
            Family::Inet => &["family(@) = 4", "@ <<= '10.0.0.0/8'"],
            Family::Enum(labels, of) => {
                let column = bare(column, of);
                let label = literal(&labels[form % labels.len()]);
                let all: Vec<String> = labels.iter().map(|label| literal(label)).collect();
                return match form % 3 {
                    0 => format!("{column} = {label} OR {column} <> {label}"),
                    1 => format!("{column} IN ({})", all.join(", ")),
                    _ => format!("{column} >= {}", all[0]),
                };
            }
            Family::Range => &["isempty(@) OR NOT isempty(@)"],

            Family::Uuid | Family::Array | Family::Composite => &["@ IS NULL OR @ IS NOT NULL"],
        };
        forms[form % forms.len()].replace('@', column)
    }

    /// An immutable expression over a column, and its type.
    pub fn expression(&self, column: &str, form: usize) -> (String, usize) {
        const BOOLEAN: usize = 13;
        let forms: &[(&str, usize)] = match self {
            Family::Integer => &[("@::bigint + 1", 1), ("abs(@)::bigint", 1), ("@::text", TEXT)],
            Family::Numeric => &[("round(@)", 3), ("@ * 2", 3)],
            Family::Float => &[("@::double precision * 2", 6)],
            Family::Text => &[
                ("lower(@)", TEXT),
                ("upper(@) || '!'", TEXT),
                ("length(@)", INTEGER),
                ("COALESCE(@, '')::text", TEXT),
                ("CASE WHEN @ = 'x' THEN 1 ELSE 2 END", INTEGER),
            ],
            Family::Boolean => &[("NOT @", BOOLEAN), ("COALESCE(@, false)", BOOLEAN)],
            Family::Date => &[("@ + 1", 14)],
            Family::Stamp => &[("date_trunc('day', @)", 15), ("@::date", 14)],
            Family::Zoned => &[("timezone('UTC', @)", 15), ("@ AT TIME ZONE 'UTC'", 15)],
            Family::Time => &[("date_part('hour', @)", 6)],
            Family::Interval => &[("@ * 2", 19)],
            Family::Json | Family::Jsonb => &[("@ ->> 'a'", TEXT), ("(@ -> 'a') ->> 'b'", TEXT)],
            Family::Bytes => &[("length(@)", INTEGER)],
            Family::Inet => &[("host(@)", TEXT)],
            Family::Enum(labels, of) => {
                let column = bare(column, of);
                return (format!("{column} = {}", literal(&labels[form % labels.len()])), BOOLEAN);
            }
            Family::Range => &[("isempty(@)", BOOLEAN)],
            Family::Array => &[("cardinality(@)", INTEGER)],
            Family::Uuid | Family::Composite => &[("@ IS NULL", BOOLEAN)],
        };
        let (text, kind) = forms[form % forms.len()];
        (text.replace('@', column), kind)
    }
}

/// A column as its enum.
fn bare(column: &str, of: &Option<String>) -> String {
    of.as_ref().map_or(column.to_owned(), |of| format!("({column}::{of})"))
}
