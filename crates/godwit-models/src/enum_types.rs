use std::rc::Rc;

use crate::{
    enums::PythonEnum,
    project::Project,
    spec::{EnumSpec, TypeSpec},
    types::{TypeAnswer, TypePlace},
    value::{Call, Site, Value},
};

impl Project<'_> {
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

    /// `Enum(…)` or `ENUM(…)`, of a Python enum or of labels.
    pub fn enum_type(&self, call: Option<&Rc<Call>>, place: TypePlace) -> TypeAnswer {
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
}
