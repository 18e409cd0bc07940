use std::rc::Rc;

use godwit_schema::quote::quote_ident;

use crate::{
    class::Kind,
    enums::PythonEnum,
    project::Project,
    spec::{EnumSpec, TypeSpec},
    value::{Call, ClassId, Site, Value, last},
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

    /// A type class of the project: a `TypeDecorator`, a `UserDefinedType`, or a subclass of a type.
    fn own_type(&self, class: ClassId, call: Option<&Rc<Call>>, place: TypePlace) -> TypeAnswer {
        let name = self.classes[class].name();
        let unknown = |reason: String| Err((place.site, reason));
        let depth = self.depth.get();
        if depth > 100 {
            return unknown(format!("The type {name} refers to itself"));
        }
        let ancestry = self.ancestry(class);
        let has = |method: &str| ancestry.own().find_map(|own| self.class_function(own, method));
        let run = |function, args: Vec<Value>| {
            self.call_function(
                function,
                &Call { callee: Value::None, args, kwargs: Vec::new(), site: place.site },
            )
        };
        if let Some(function) = has("load_dialect_impl") {
            let value = run(function, vec![Value::None, Value::external("dialect")]);
            self.depth.set(depth + 1);
            let found = self.sql_type(&value, place);
            self.depth.set(depth);
            return found;
        }
        if let Some(function) = has("get_col_spec") {
            let args = vec![Value::None, Value::Dict(Rc::from([]))];
            let parameters = &self.functions[function].node.parameters;
            let value = if parameters.kwarg.is_some() && parameters.args.len() == 1 {
                self.returned_constant(function)
            } else {
                Some(run(function, args))
            };
            return match value.as_ref().and_then(Value::as_str) {
                Some(text) => Ok(TypeSpec::builtin(text.to_ascii_lowercase())),
                None => unknown(format!("The type {name} computes its SQL")),
            };
        }
        if let Some(implementation) = self.class_attribute(class, "impl") {
            self.depth.set(depth + 1);
            let found = match (&implementation, call) {
                // Arguments go to the implementation, unless the class takes them itself.
                (Value::External(_) | Value::Class(_), Some(call)) if has("__init__").is_none() => {
                    self.sql_type(
                        &Value::Call(Rc::new(Call {
                            callee: implementation.clone(),
                            args: call.args.clone(),
                            kwargs: call.kwargs.clone(),
                            site: call.site,
                        })),
                        place,
                    )
                }
                (Value::External(path), _)
                    if has("__init__").is_some() && takes_arguments(last(path)) =>
                {
                    unknown(format!("The type {name} computes the arguments of its implementation"))
                }
                _ => self.sql_type(&implementation, place),
            };
            self.depth.set(depth);
            return found;
        }
        // `class MyText(Text)`: the type it descends from.
        let base = ancestry
            .outside()
            .find(|value| value.path().is_some_and(|path| path.contains("sqlalchemy")));
        match base {
            Some(Value::External(path)) => self.library_type(path, call, place),
            _ => unknown(format!("The class {name} is no type of SQLAlchemy")),
        }
    }

    /// The constant that a method with `**kw` returns at once.
    fn returned_constant(&self, function: usize) -> Option<Value> {
        let found = &self.functions[function];
        match found.node.body.last()? {
            ruff_python_ast::Stmt::Return(returned) => {
                Some(self.evaluate(
                    &crate::evaluate::Scope::module(found.module),
                    returned.value.as_ref()?,
                ))
            }
            _ => None,
        }
    }

    fn library_type(&self, path: &str, call: Option<&Rc<Call>>, place: TypePlace) -> TypeAnswer {
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

    /// The type of a column whose annotation or `Enum(…)` is a Python enum.
    pub fn type_of_enum(
        &self,
        found: &PythonEnum,
        call: Option<&Rc<Call>>,
        place: TypePlace,
    ) -> TypeAnswer {
        let option = |name: &str| call.and_then(|call| call.kwarg(name));
        let labels = match option("values_callable") {
            None | Some(Value::None) => {
                found.members.iter().map(|(name, _)| name.clone()).collect()
            }
            Some(callable) => match self.labels_by(callable, found) {
                Some(labels) => labels,
                None => {
                    return Err((
                        place.site,
                        format!("The labels of {} are computed by values_callable", found.name),
                    ));
                }
            },
        };
        let name = match option("name") {
            Some(Value::Str(name)) => name.to_string(),
            Some(Value::None) | None => found.name.to_lowercase(),
            Some(_) => {
                return Err((place.site, "The name of the enum type is not constant".to_owned()));
            }
        };
        self.labelled(name, labels, call, place, found.site)
    }

    fn enum_type(&self, call: Option<&Rc<Call>>, place: TypePlace) -> TypeAnswer {
        let Some(call) = call else {
            return Err((place.site, "The enum has no labels".to_owned()));
        };
        if let Some(first) = call.args.first()
            && let Some(found) = self.python_enum(first)
        {
            return self.type_of_enum(&found, Some(call), place);
        }
        let labels = call.args.iter().map(|arg| arg.as_str().map(str::to_owned)).collect();
        let labels: Option<Vec<String>> = labels;
        match (labels, call.kwarg("name").and_then(Value::as_str)) {
            (Some(labels), Some(name)) if !labels.is_empty() => {
                self.labelled(name.to_owned(), labels, Some(call), place, call.site)
            }
            (Some(labels), None) if call.kwarg("native_enum").is_some() && !labels.is_empty() => {
                self.labelled(String::new(), labels, Some(call), place, call.site)
            }
            (Some(_), _) => {
                Err((call.site, "The enum type has no constant name or no labels".to_owned()))
            }
            (None, _) => Err((call.site, "The labels of the enum are not constant".to_owned())),
        }
    }

    fn labelled(
        &self,
        name: String,
        labels: Vec<String>,
        call: Option<&Rc<Call>>,
        place: TypePlace,
        site: Site,
    ) -> TypeAnswer {
        let option = |name: &str| call.and_then(|call| call.kwarg(name));
        if matches!(option("native_enum"), Some(Value::Bool(false))) {
            let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
            let length = option("length").and_then(Value::as_int).unwrap_or(longest as i64);
            let check = call.is_some_and(|call| call.is_true("create_constraint"));
            let mut spec = TypeSpec::builtin(format!("character varying({length})"));
            spec.check = check.then(|| ((!name.is_empty()).then_some(name), labels));
            return Ok(spec);
        }
        let given = option("schema").and_then(Value::as_str).or_else(|| match option("metadata") {
            Some(Value::Call(metadata)) => metadata.kwarg("schema").and_then(Value::as_str),
            _ => None,
        });
        let inherits = option("inherit_schema").is_some_and(Value::is_true);
        let schema = given.or(if inherits {
            place.table_schema
        } else if self.libraries.enum_takes_metadata_schema() {
            place.metadata_schema
        } else {
            None
        });
        Ok(TypeSpec {
            text: String::new(),
            array: false,
            of: Some(EnumSpec { schema: schema.map(str::to_owned), name, labels, site }),
            collation: None,
            check: None,
        })
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

fn takes_arguments(name: &str) -> bool {
    matches!(
        name,
        "String"
            | "VARCHAR"
            | "Unicode"
            | "CHAR"
            | "Numeric"
            | "NUMERIC"
            | "DECIMAL"
            | "Enum"
            | "ENUM"
            | "ARRAY"
            | "DateTime"
            | "TIMESTAMP"
            | "Float"
            | "AutoString"
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
