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
        let mut arguments: Vec<String> = labels.iter().map(|label| literal::text(label)).collect();
        arguments.push(format!("name={}", literal::text(address.name())));
        if address.namespace_name() != "public" {
            arguments.push(format!("schema={}", literal::text(address.namespace_name())));
        }
        arguments.push("create_type=False".to_owned());
        return Some(format!("postgresql.ENUM({})", arguments.join(", ")));
    }
    let (name, modifier) = match data_type.text.split_once('(') {
        Some((head, tail)) => {
            let (numbers, rest) = tail.split_once(')')?;
            (format!("{head}{rest}"), Some(numbers))
        }
        None => (data_type.text.clone(), None),
    };
    Some(match (name.as_str(), modifier) {
        ("character varying", Some(length)) => format!("sa.String(length={length})"),
        ("character", Some(length)) => format!("sa.CHAR(length={length})"),
        ("numeric", Some(numbers)) => {
            let (precision, scale) = numbers.split_once(',')?;
            format!("sa.Numeric(precision={precision}, scale={scale})")
        }
        ("time without time zone", Some(precision)) => {
            format!("postgresql.TIME(precision={precision})")
        }
        ("time with time zone", Some(precision)) => {
            format!("postgresql.TIME(timezone=True, precision={precision})")
        }
        ("timestamp without time zone", Some(precision)) => {
            format!("postgresql.TIMESTAMP(precision={precision})")
        }
        ("timestamp with time zone", Some(precision)) => {
            format!("postgresql.TIMESTAMP(timezone=True, precision={precision})")
        }
        ("interval", Some(precision)) => format!("postgresql.INTERVAL(precision={precision})"),
        ("bit", Some(length)) => format!("postgresql.BIT(length={length})"),
        ("bit varying", Some(length)) => format!("postgresql.BIT(length={length}, varying=True)"),
        (name, None) => plain(name)?.to_owned(),
        (_, Some(_)) => return None,
    })
}

/// Types without a modifier.
fn plain(name: &str) -> Option<&'static str> {
    Some(match name {
        "smallint" => "sa.SmallInteger()",
        "integer" => "sa.Integer()",
        "bigint" => "sa.BigInteger()",
        "boolean" => "sa.Boolean()",
        "text" => "sa.Text()",
        "character varying" => "sa.String()",
        "real" => "sa.REAL()",
        "double precision" => "sa.Double()",
        "numeric" => "sa.Numeric()",
        "date" => "sa.Date()",
        "time without time zone" => "sa.Time()",
        "time with time zone" => "sa.Time(timezone=True)",
        "timestamp without time zone" => "sa.DateTime()",
        "timestamp with time zone" => "sa.DateTime(timezone=True)",
        "interval" => "sa.Interval()",
        "uuid" => "sa.Uuid()",
        "bytea" => "sa.LargeBinary()",
        "json" => "postgresql.JSON()",
        "jsonb" => "postgresql.JSONB()",
        "inet" => "postgresql.INET()",
        "cidr" => "postgresql.CIDR()",
        "macaddr" => "postgresql.MACADDR()",
        "macaddr8" => "postgresql.MACADDR8()",
        "money" => "postgresql.MONEY()",
        "oid" => "postgresql.OID()",
        "bit varying" => "postgresql.BIT(varying=True)",
        "tsvector" => "postgresql.TSVECTOR()",
        "tsquery" => "postgresql.TSQUERY()",
        "int4range" => "postgresql.INT4RANGE()",
        "int8range" => "postgresql.INT8RANGE()",
        "numrange" => "postgresql.NUMRANGE()",
        "daterange" => "postgresql.DATERANGE()",
        "tsrange" => "postgresql.TSRANGE()",
        "tstzrange" => "postgresql.TSTZRANGE()",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use godwit_schema::{Address, EnumType, Object};

    use super::*;

    fn written(text: &str) -> Option<String> {
        expression(&DataType::builtin(text), &Catalog::default())
    }

    #[test]
    fn modifiers_are_keywords() {
        let cases = [
            ("character varying(20)[]", Some("postgresql.ARRAY(sa.String(length=20))")),
            ("numeric(12,2)", Some("sa.Numeric(precision=12, scale=2)")),
            (
                "timestamp(3) with time zone",
                Some("postgresql.TIMESTAMP(timezone=True, precision=3)"),
            ),
            ("bit varying(8)", Some("postgresql.BIT(length=8, varying=True)")),
            ("interval year to month", None),
            ("\"char\"", None),
            ("public.geometry(Point,4326)", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(written(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn an_enum_is_not_made_by_its_column() {
        let address = Address::enum_type("shop", "Mood");
        let mut catalog = Catalog::default();
        let labels = vec!["it's".to_owned()];
        catalog.insert(address.clone(), Object::Enum(EnumType { labels, comment: None }));
        let mood = DataType::of_enum(&address).array();
        assert_eq!(
            expression(&mood, &catalog).as_deref(),
            Some(
                "postgresql.ARRAY(postgresql.ENUM(\"it's\", name='Mood', schema='shop', create_type=False))"
            )
        );
        assert_eq!(expression(&mood, &Catalog::default()), None);
    }
}
