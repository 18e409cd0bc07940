use std::rc::Rc;

use godwit_schema::quote::quote_ident;

use crate::{
    class::Kind,
    project::Project,
    spec::TypeSpec,
    value::{Call, Site, Value, last},
};

/// Where a type is used; it decides the namespace of enum types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TypePlace<'s> {
    pub table_schema: Option<&'s str>,
    pub metadata_schema: Option<&'s str>,
    pub site: Site,
}

/// A type, or where and why it could not be told.
pub(crate) type TypeAnswer = Result<TypeSpec, (Site, String)>;

/// Extensions put their types where they are installed; that is `public` unless someone chose.
const EXTENSION_NAMESPACE: &str = "public";

impl Project<'_> {
    /// The type that a type object of SQLAlchemy, or a class of it, stands for.
    pub fn sql_type(&self, value: &Value, place: TypePlace) -> TypeAnswer {
        let unknown = |reason: String| Err((place.site, reason));
        match value {
            Value::Unknown(found) => Err((found.0, found.1.clone())),
            Value::External(path) => self.library_type(path, None, place),
            Value::Class(class) => self.own_type(*class, None, place),
            Value::Member(..) | Value::Field(..) => {
                unknown("The type cannot be told from this attribute".to_owned())
            }
            Value::Call(call) => match &call.callee {
                Value::External(path) if last(path) == "as_mutable" => match call.args.first() {
                    Some(inner) => self.sql_type(inner, place),
                    None => unknown("The type is missing its argument".to_owned()),
                },
                Value::External(path) => self.library_type(path, Some(call), place),
                Value::Class(class) => self.own_type(*class, Some(call), place),
                Value::Attribute(attribute) => {
                    let (base, method) = &**attribute;
                    match &**method {
                        "with_variant" => {
                            let dialects = &call.args[1.min(call.args.len())..];
                            let wanted =
                                dialects.iter().any(|name| name.as_str() == Some("postgresql"));
                            match call.args.first() {
                                Some(variant) if wanted => self.sql_type(variant, place),
                                _ => self.sql_type(base, place),
                            }
                        }
                        "as_mutable" => match call.args.first() {
                            Some(inner) => self.sql_type(inner, place),
                            None => unknown("The type is missing its argument".to_owned()),
                        },
                        "type_descriptor" => match call.args.first() {
                            Some(inner) => self.sql_type(inner, place),
                            None => unknown("The type is missing its argument".to_owned()),
                        },
                        _ => unknown(format!(
                            "The type is made by a call that is not known: {method}"
                        )),
                    }
                }
                _ => unknown("The type is made by a call that is not known".to_owned()),
            },
            _ => unknown("The type is no type of SQLAlchemy".to_owned()),
        }
    }

    /// A type of SQLAlchemy or of a library beside it; `call` holds its arguments.
    pub fn library_type(
        &self,
        path: &str,
        call: Option<&Rc<Call>>,
        place: TypePlace,
    ) -> TypeAnswer {
        let site = call.map_or(place.site, |call| call.site);
        let unknown = |reason: String| Err((site, reason));
        let root = path.split('.').next().unwrap_or(path);
        let name = last(path);
        let arg = |position: usize, name: &str| {
            call.and_then(|call| call.arg(position, name))
                .filter(|value| !matches!(value, Value::None))
        };
        // An argument that is there but not constant leaves the type undecided.
        for value in call
            .iter()
            .flat_map(|call| call.args.iter().chain(call.kwargs.iter().map(|(_, value)| value)))
        {
            if let Some((site, reason)) = value.reason() {
                return Err((*site, reason.clone()));
            }
        }
        let int = |position: usize, name: &str| arg(position, name).and_then(Value::as_int);
        let flag = |position: usize, name: &str| arg(position, name).is_some_and(Value::is_true);
        let plain = |text: &str| Ok(TypeSpec::builtin(text));
        let sized = |text: &str, length: Option<i64>| match length {
            Some(length) => TypeSpec::builtin(format!("{text}({length})")),
            None => TypeSpec::builtin(text),
        };
        let extension = |text: &str| TypeSpec::builtin(format!("{EXTENSION_NAMESPACE}.{text}"));
        let collated = |mut spec: TypeSpec| {
            spec.collation = arg(1, "collation").and_then(Value::as_str).map(str::to_owned);
            Ok(spec)
        };
        let timed = |text: &str, zone: bool, precision: Option<i64>| {
            let precision = precision.map_or_else(String::new, |number| format!("({number})"));
            let zone = if zone { "with" } else { "without" };
            Ok(TypeSpec::builtin(format!("{text}{precision} {zone} time zone")))
        };
        match root {
            "sqlalchemy" | "sqlmodel" => {}
            "pgvector" => {
                return match name {
                    "Vector" | "VECTOR" => {
                        Ok(TypeSpec::builtin(sized("public.vector", int(0, "dim")).text))
                    }
                    "HALFVEC" | "HalfVector" => {
                        Ok(TypeSpec::builtin(sized("public.halfvec", int(0, "dim")).text))
                    }
                    "SPARSEVEC" => {
                        Ok(TypeSpec::builtin(sized("public.sparsevec", int(0, "dim")).text))
                    }
                    "BIT" => Ok(sized("bit", int(0, "length").or(Some(1)))),
                    _ => unknown(format!("The type is not known: {path}")),
                };
            }
            "geoalchemy2" => {
                let word = match name {
                    "Geometry" => "geometry",
                    "Geography" => "geography",
                    "Raster" => return Ok(extension("raster")),
                    _ => return unknown(format!("The type is not known: {path}")),
                };
                let shape = arg(0, "geometry_type").and_then(Value::as_str).unwrap_or("GEOMETRY");
                let srid = int(1, "srid").unwrap_or(-1);
                return Ok(extension(&match (geometry_name(shape), srid) {
                    ("Geometry", -1 | 0) => word.to_owned(),
                    (shape, -1 | 0) => format!("{word}({shape})"),
                    (shape, srid) => format!("{word}({shape},{srid})"),
                }));
            }
            "sqlalchemy_utils" => {
                return match name {
                    "UUIDType" => plain("uuid"),
                    "EmailType" => {
                        Ok(sized("character varying", Some(int(0, "length").unwrap_or(255))))
                    }
                    "URLType" | "ScalarListType" => plain("text"),
                    "TSVectorType" => plain("tsvector"),
                    "JSONType" => plain("json"),
                    "LtreeType" => Ok(extension("ltree")),
                    "IPAddressType" => {
                        Ok(sized("character varying", Some(int(0, "max_length").unwrap_or(50))))
                    }
                    "PhoneNumberType" => {
                        Ok(sized("character varying", Some(int(1, "max_length").unwrap_or(20))))
                    }
                    "ArrowType" => timed("timestamp", false, None),
                    "CountryType" => Ok(sized("character varying", Some(2))),
                    "CurrencyType" => Ok(sized("character varying", Some(3))),
                    "LocaleType" => Ok(sized("character varying", Some(10))),
                    "ColorType" => {
                        Ok(sized("character varying", Some(int(0, "max_length").unwrap_or(20))))
                    }
                    "ChoiceType" => match arg(1, "impl") {
                        Some(inner) => self.sql_type(inner, place),
                        None => Ok(sized("character varying", Some(255))),
                    },
                    "EncryptedType" => plain("bytea"),
                    "StringEncryptedType" => plain("character varying"),
                    _ => unknown(format!("The type is not known: {path}")),
                };
            }
            "citext" => return Ok(extension("citext")),
            "fastapi_utils" if name == "GUID" => return plain("uuid"),
            "fastapi_users_db_sqlalchemy" if name == "GUID" => return plain("uuid"),
            "fastapi_users_db_sqlalchemy" if name == "TIMESTAMPAware" => {
                return timed("timestamp", true, None);
            }
            _ => return unknown(format!("The type is not known: {path}")),
        }
        let of_postgresql = path.contains("postgresql");
        match name {
            "String" | "VARCHAR" | "Unicode" | "AutoString" => {
                collated(sized("character varying", int(0, "length")))
            }
            "Text" | "TEXT" | "UnicodeText" | "CLOB" => collated(TypeSpec::builtin("text")),
            "CHAR" => collated(sized("character", Some(int(0, "length").unwrap_or(1)))),
            "Integer" | "INTEGER" | "INT" => plain("integer"),
            "SmallInteger" | "SMALLINT" => plain("smallint"),
            "BigInteger" | "BIGINT" => plain("bigint"),
            "Float" | "FLOAT" => match int(0, "precision") {
                // `float(1)` to `float(24)` are single precision.
                Some(1..=24) => plain("real"),
                _ => plain("double precision"),
            },
            "Double" | "DOUBLE" | "DOUBLE_PRECISION" => plain("double precision"),
            "REAL" => plain("real"),
            "Numeric" | "NUMERIC" | "DECIMAL" => match (int(0, "precision"), int(1, "scale")) {
                (None, _) => plain("numeric"),
                (Some(precision), scale) => {
                    plain(&format!("numeric({precision},{})", scale.unwrap_or(0)))
                }
            },
            "Boolean" | "BOOLEAN" => plain("boolean"),
            "Date" | "DATE" => plain("date"),
            "DateTime" | "DATETIME" => timed("timestamp", flag(0, "timezone"), None),
            "UTCDateTime" => timed("timestamp", true, None),
            "TIMESTAMP" => timed(
                "timestamp",
                flag(0, "timezone"),
                int(1, "precision").filter(|_| of_postgresql),
            ),
            "Time" => timed("time", flag(0, "timezone"), None),
            "TIME" => {
                timed("time", flag(0, "timezone"), int(1, "precision").filter(|_| of_postgresql))
            }
            "Interval" => Ok(sized("interval", int(1, "second_precision"))),
            "INTERVAL" => {
                let fields = arg(1, "fields").and_then(Value::as_str).map(str::to_ascii_lowercase);
                let precision = int(0, "precision");
                Ok(match (fields, precision) {
                    (Some(fields), Some(precision)) => {
                        TypeSpec::builtin(format!("interval {fields}({precision})"))
                    }
                    (Some(fields), None) => TypeSpec::builtin(format!("interval {fields}")),
                    (None, precision) => sized("interval", precision),
                })
            }
            "LargeBinary" | "PickleType" | "BYTEA" => plain("bytea"),
            "Uuid" | "UUID" => {
                if matches!(arg(1, "native_uuid"), Some(Value::Bool(false))) && name == "Uuid" {
                    plain("character(32)")
                } else {
                    plain("uuid")
                }
            }
            "JSON" => plain("json"),
            "JSONB" => plain("jsonb"),
            "ARRAY" => {
                let Some(inner) = arg(0, "item_type") else {
                    return unknown("The array has no type of its elements".to_owned());
                };
                let inner = self.sql_type(inner, place)?;
                Ok(TypeSpec { array: true, check: None, ..inner })
            }
            "Enum" | "ENUM" => self.enum_type(call, place),
            "INET" | "CIDR" | "MACADDR" | "MACADDR8" | "MONEY" | "OID" | "TSVECTOR" | "TSQUERY"
            | "REGCLASS" | "REGCONFIG" | "JSONPATH" | "INT4RANGE" | "INT8RANGE" | "NUMRANGE"
            | "DATERANGE" | "TSRANGE" | "TSTZRANGE" | "INT4MULTIRANGE" | "INT8MULTIRANGE"
            | "NUMMULTIRANGE" | "DATEMULTIRANGE" | "TSMULTIRANGE" | "TSTZMULTIRANGE" => {
                plain(&name.to_ascii_lowercase())
            }
            "HSTORE" | "CITEXT" => Ok(extension(&name.to_ascii_lowercase())),
            "BIT" => {
                let length = int(0, "length");
                if flag(1, "varying") {
                    Ok(sized("bit varying", length))
                } else {
                    Ok(sized("bit", Some(length.unwrap_or(1))))
                }
            }
            "DOMAIN" => match arg(0, "name").and_then(Value::as_str) {
                Some(name) => {
                    let schema = arg(2, "schema").and_then(Value::as_str).unwrap_or("public");
                    Ok(TypeSpec::builtin(format!("{}.{}", quote_ident(schema), quote_ident(name))))
                }
                None => unknown("The domain has no constant name".to_owned()),
            },
            _ => unknown(format!("The type is not known: {path}")),
        }
    }

    /// Whether a value is a type of SQLAlchemy or of a library that offers such types.
    pub fn is_type(&self, value: &Value) -> bool {
        match value {
            Value::External(path) => {
                let root = path.split('.').next().unwrap_or(path);
                matches!(root, "pgvector" | "geoalchemy2" | "sqlalchemy_utils" | "citext")
                    || (value.sqlalchemy().is_some() && !is_column_item(last(path)))
                    || last(path) == "GUID"
                    || last(path) == "TIMESTAMPAware"
            }
            Value::Class(class) => self.kind(*class) == Kind::Other,
            Value::Call(call) => match &call.callee {
                Value::Attribute(attribute) => {
                    matches!(&*attribute.1, "with_variant" | "as_mutable")
                }
                callee => self.is_type(callee),
            },
            Value::Unknown(_) => true,
            _ => false,
        }
    }
}

/// What stands among the arguments of a column without being its type.
fn is_column_item(name: &str) -> bool {
    matches!(
        name,
        "ForeignKey"
            | "CheckConstraint"
            | "Computed"
            | "Identity"
            | "Sequence"
            | "FetchedValue"
            | "UniqueConstraint"
            | "DefaultClause"
            | "ColumnDefault"
    )
}

fn geometry_name(shape: &str) -> &str {
    match shape.to_ascii_uppercase().as_str() {
        "GEOMETRY" => "Geometry",
        "POINT" => "Point",
        "LINESTRING" => "LineString",
        "POLYGON" => "Polygon",
        "MULTIPOINT" => "MultiPoint",
        "MULTILINESTRING" => "MultiLineString",
        "MULTIPOLYGON" => "MultiPolygon",
        "GEOMETRYCOLLECTION" => "GeometryCollection",
        "POINTZ" => "PointZ",
        _ => shape,
    }
}
