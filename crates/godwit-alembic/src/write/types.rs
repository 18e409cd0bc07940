use godwit_schema::{Catalog, DataType};

use super::literal;

/// A type as SQLAlchemy writes it; `None` for those that only SQL can name.
///
/// Lengths and precisions by keyword, enums with `create_type=False`: their own step makes them.
pub(super) fn expression(data_type: &DataType, catalog: &Catalog) -> Option<String> {
    if let Some(element) = data_type.text.strip_suffix("[]") {
        let element = DataType { text: element.to_owned(), of: data_type.of.clone() };
        return Some(format!("postgresql.ARRAY({})", expression(&element, catalog)?));
    }
    if let Some(address) = &data_type.of {
        let labels = &catalog.enum_type(address)?.labels;
        let labels: Vec<String> = labels.iter().map(|label| literal::text(label)).collect();
        let schema = match address.namespace_name() {
            "public" => String::new(),
            other => format!(", schema={}", literal::text(other)),
        };
        return Some(format!(
            "postgresql.ENUM({}, name={}{schema}, create_type=False)",
            labels.join(", "),
            literal::text(address.name())
        ));
    }
    let (name, modifier) = match data_type.text.split_once('(') {
        Some((head, tail)) => {
            let (numbers, rest) = tail.split_once(')')?;
            (format!("{head}{rest}"), Some(numbers))
        }
        None => (data_type.text.clone(), None),
    };
    Some(match (name.as_str(), modifier) {
        ("smallint", None) => "sa.SmallInteger()".to_owned(),
        ("integer", None) => "sa.Integer()".to_owned(),
        ("bigint", None) => "sa.BigInteger()".to_owned(),
        ("boolean", None) => "sa.Boolean()".to_owned(),
        ("text", None) => "sa.Text()".to_owned(),
        ("character varying", None) => "sa.String()".to_owned(),
        ("character varying", Some(length)) => format!("sa.String(length={length})"),
        ("character", Some(length)) => format!("sa.CHAR(length={length})"),
        ("real", None) => "sa.REAL()".to_owned(),
        ("double precision", None) => "sa.Double()".to_owned(),
        ("numeric", None) => "sa.Numeric()".to_owned(),
        ("numeric", Some(numbers)) => {
            let (precision, scale) = numbers.split_once(',')?;
            format!("sa.Numeric(precision={precision}, scale={scale})")
        }
        ("date", None) => "sa.Date()".to_owned(),
        ("time without time zone", None) => "sa.Time()".to_owned(),
        ("time with time zone", None) => "sa.Time(timezone=True)".to_owned(),
        ("timestamp without time zone", None) => "sa.DateTime()".to_owned(),
        ("timestamp with time zone", None) => "sa.DateTime(timezone=True)".to_owned(),
        ("interval", None) => "sa.Interval()".to_owned(),
        ("uuid", None) => "sa.Uuid()".to_owned(),
        ("bytea", None) => "sa.LargeBinary()".to_owned(),
        ("json", None) => "postgresql.JSON()".to_owned(),
        ("jsonb", None) => "postgresql.JSONB()".to_owned(),
        ("inet", None) => "postgresql.INET()".to_owned(),
        ("cidr", None) => "postgresql.CIDR()".to_owned(),
        ("tsvector", None) => "postgresql.TSVECTOR()".to_owned(),
        _ => return None,
    })
}
