use std::rc::Rc;

use ruff_python_ast::Expr;

use crate::{
    annotation::FieldSizes,
    class::{Kind, says_class_var},
    column::{Inferred, Owner},
    evaluate::Scope,
    members::{Member, met_in_order},
    project::Project,
    spec::{ColumnSpec, ColumnType, Refusal},
    value::{Call, ClassId, Site, Value, last},
};

impl<'a> Project<'a> {
    /// Whether a class of SQLModel says that it is a table, by `table=True` or `model_config`.
    pub fn says_table(&self, class: ClassId) -> bool {
        let found = &self.class(class);
        if crate::module::says_table(found.node) {
            return true;
        }
        let config = self.own_attribute(class, "model_config");
        match &config {
            Some(value @ Value::Dict(_)) => value.entry("table").is_some_and(Value::is_true),
            Some(Value::Call(call)) => call.is_true("table"),
            _ => false,
        }
    }

    /// Fields of a SQLModel class in Pydantic's order: the last base first, own fields last;
    /// a field that is declared again keeps its place.
    pub fn sqlmodel_fields(&self, class: ClassId) -> Vec<(ClassId, Member<'a>)> {
        let mut fields: Vec<(ClassId, Member<'a>)> = Vec::new();
        for own in self.ancestry(class).own().rev() {
            for member in &self.class(own).members {
                let Some(annotation) = member.annotation else { continue };
                if member.name.starts_with('_')
                    || member.name == "model_config"
                    || says_class_var(annotation)
                {
                    continue;
                }
                match fields.iter_mut().find(|(_, known)| known.name == member.name) {
                    Some(known) => *known = (own, *member),
                    None => fields.push((own, *member)),
                }
            }
        }
        self.as_met(class, fields)
    }

    /// SQLAlchemy merges Pydantic's order with that of the class's own annotations, where those
    /// of relationships stand first; they disagree when a field of a base is declared again.
    fn as_met(
        &self,
        class: ClassId,
        fields: Vec<(ClassId, Member<'a>)>,
    ) -> Vec<(ClassId, Member<'a>)> {
        let members = &self.class(class).members;
        let is_field = |name: &str| fields.iter().any(|(_, field)| field.name == name);
        let own: Vec<&str> =
            members.iter().filter(|one| one.annotation.is_some()).map(|one| one.name).collect();
        let relationships: Vec<&str> = members
            .iter()
            .filter(|one| one.annotation.is_some() && self.is_relationship(class, one))
            .map(|one| one.name)
            .collect();
        // Attributes that are no fields are there before the columns, relationships after.
        let mut assigned: Vec<&str> = members
            .iter()
            .filter(|one| one.value.is_some() && one.annotation.is_some() && !is_field(one.name))
            .map(|one| one.name)
            .collect();
        assigned.extend(
            fields.iter().map(|(_, field)| field.name).filter(|name| !relationships.contains(name)),
        );
        assigned.extend(&relationships);
        let mut annotated = relationships.clone();
        annotated.extend(own.iter().filter(|name| !relationships.contains(name)));
        met_in_order(&assigned, &annotated)
            .into_iter()
            .filter_map(|name| fields.iter().find(|(_, field)| field.name == name).copied())
            .collect()
    }

    /// Whether a member's value is a call of `Relationship`.
    fn is_relationship(&self, class: ClassId, member: &Member) -> bool {
        let Some(Expr::Call(call)) = member.value else { return false };
        let scope = Scope::module(self.class(class).module);
        self.evaluate(&scope, &call.func)
            .path()
            .is_some_and(|path| matches!(last(path), "Relationship" | "relationship"))
    }

    /// The column of a field; `None` when the field is none, as a relationship.
    pub fn sqlmodel_column(
        &self,
        class: ClassId,
        member: &Member,
        owner: Owner,
    ) -> Option<ColumnSpec> {
        let module = self.class(class).module;
        let site = Site { module, offset: member.offset };
        let value = member.value.map(|value| self.evaluate(&Scope::class(module, class), value));
        if let Some(call) = value.as_ref().and_then(Value::as_call)
            && call.callee.path().is_some_and(|path| {
                matches!(last(path), "Relationship" | "PrivateAttr" | "relationship")
            })
        {
            return None;
        }
        let undecided = |site: Site, reason: String| {
            let call = Call { callee: Value::None, args: Vec::new(), kwargs: Vec::new(), site };
            let inferred = Inferred {
                column_type: Some(ColumnType::Undecided(site, reason)),
                ..Inferred::default()
            };
            Some(self.column(&call, member.name, site, owner, inferred))
        };
        let annotated = self.annotation_value(class, member.annotation?);
        let annotation = self.annotation(&annotated, module);
        let own = value.as_ref().and_then(Value::as_call).filter(|call| is_field(call)).cloned();
        // Pydantic puts what stands behind `=` before what the annotation carries.
        let fields: Vec<Rc<Call>> = own
            .iter()
            .cloned()
            .chain(
                annotation
                    .metadata
                    .iter()
                    .filter_map(|value| value.as_call().filter(|call| is_field(call)).cloned()),
            )
            .collect();
        let mut sizes = fields.iter().find_map(|call| FieldSizes::of(call)).unwrap_or_default();
        if let Value::Call(call) = &annotation.inner
            && !annotation.optional
            && call.callee.path().map(last) == Some("condecimal")
            && sizes == FieldSizes::default()
        {
            sizes = FieldSizes::of(call).unwrap_or_default();
        }
        let declared_default = match (&value, &own) {
            (Some(value), None) => Some(value.clone()),
            _ => None,
        };
        let default = fields
            .iter()
            .find_map(|call| {
                let given = call.kwarg("default_factory").or_else(|| call.kwarg("default"));
                given.or_else(|| call.args.first()).cloned()
            })
            .or(declared_default)
            .filter(|value| !matches!(value, Value::Ellipsis));
        // Pydantic merges the arguments of an annotation with those of the field into an object
        // that knows nothing of SQLModel's; later releases keep them beside.
        let merged = !annotation.metadata.is_empty()
            || !annotation.optional && is_constrained(&annotation.inner);
        let speaking =
            fields.first().filter(|_| self.libraries.annotated_field_counts() || !merged);
        // The first one counts, whatever the others say.
        let get = |name: &str| speaking.and_then(|call| call.kwarg(name).cloned());
        let extra = fields.iter().find_map(|call| call.kwarg("schema_extra"));
        if let Some(length) =
            extra.and_then(|extra| extra.entry("max_length")).and_then(Value::as_int)
        {
            sizes.max_length = Some(length);
        }
        match get("sa_column") {
            Some(Value::Unknown(found)) => return undecided(found.0, found.1.clone()),
            Some(value) => {
                let Some((call, "Column")) = value.sqlalchemy_call() else {
                    return undecided(
                        site,
                        format!("The column is not constant: {}", self.line(site)),
                    );
                };
                // The annotation says nothing about a column that is given as such.
                let mut column = self.column(call, member.name, site, owner, Inferred::default());
                column.is_object = true;
                let beside = BESIDE_NO_COLUMN.iter().find(|name| get(name).is_some());
                if let Some(beside) = beside {
                    let reason = format!("SQLModel refuses {beside} beside sa_column");
                    column.refusals.push((site, reason));
                }
                return Some(column);
            }
            None => {}
        }
        if let Some(Value::Unknown(found)) = &value {
            return undecided(found.0, found.1.clone());
        }
        // Something that decides about the column but cannot be told is no "no".
        let sizes_of = fields.iter().flat_map(|call| SIZES.iter().map(|name| call.kwarg(name)));
        let decisive = DECISIVE.iter().map(|name| speaking.and_then(|call| call.kwarg(name)));
        for value in sizes_of.chain(decisive).flatten() {
            if let Some(found) = value.unknown_part() {
                return undecided(found.0, found.1.clone());
            }
            if !value.is_constant() {
                let reason =
                    format!("An argument of the field is not constant: {}", self.line(site));
                return undecided(site, reason);
            }
        }
        let column_type = match get("sa_type") {
            Some(value) => self.sql_type(&value, owner.place(site)),
            None if annotation.ambiguous => Err((
                site,
                format!("SQLModel has no column type for a union of types: {}", self.line(site)),
            )),
            None => self.sqlmodel_type(&annotation.inner, &sizes, owner.place(site)),
        };
        let primary_key = get("primary_key").is_some_and(|value| value.is_true());
        let nullable = match get("nullable") {
            Some(Value::Bool(flag)) => flag,
            _ => !primary_key && annotation.optional,
        };
        let mut kwargs: Vec<(Rc<str>, Value)> = vec![
            (Rc::from("primary_key"), Value::Bool(primary_key)),
            (Rc::from("nullable"), Value::Bool(nullable)),
        ];
        for name in ["index", "unique"] {
            if let Some(value) = get(name) {
                kwargs.push((Rc::from(name), value));
            }
        }
        if let Some(value) = default {
            kwargs.push((Rc::from("default"), value));
        }
        let mut args = Vec::new();
        if let Some(target) = get("foreign_key").filter(|value| !matches!(value, Value::None)) {
            let on_delete = get("ondelete").filter(|value| !matches!(value, Value::None));
            args.push(Value::Call(Rc::new(Call {
                callee: Value::external("sqlalchemy.ForeignKey"),
                args: vec![target],
                kwargs: on_delete.into_iter().map(|value| (Rc::from("ondelete"), value)).collect(),
                site,
            })));
        }
        if let Some(more) = get("sa_column_args") {
            match more.items() {
                Some(items) => args.extend(items.iter().cloned()),
                None => {
                    return undecided(
                        site,
                        "The arguments of the column are not constant".to_owned(),
                    );
                }
            }
        }
        if let Some(more) = get("sa_column_kwargs") {
            match &more {
                Value::Dict(_) => kwargs.extend(
                    more.entries()
                        .into_iter()
                        .flatten()
                        .map(|(key, value)| (Rc::from(key), value.clone())),
                ),
                Value::None => {}
                _ => {
                    return undecided(
                        site,
                        "The arguments of the column are not constant".to_owned(),
                    );
                }
            }
        }
        let inferred = Inferred {
            column_type: Some(match column_type {
                Ok(found) => ColumnType::Known(found),
                Err((site, reason)) => ColumnType::Undecided(site, reason),
            }),
            nullable: Some(nullable),
            decided: true,
        };
        let call = Call { callee: Value::external("sqlalchemy.Column"), args, kwargs, site };
        let mut column = self.column(&call, member.name, site, owner, inferred);
        if get("foreign_key").is_some_and(|value| !matches!(value, Value::None))
            && get("ondelete").is_some_and(|value| value.as_str() == Some("SET NULL"))
            && !nullable
        {
            let reason = "SQLModel refuses SET NULL on a column that takes no NULL".to_owned();
            column.refusals.push((site, reason));
        }
        Some(column)
    }

    /// What SQLModel refuses about the bodies that a table's class is made of.
    pub fn sqlmodel_refusals(&self, class: ClassId) -> Vec<Refusal> {
        let mut found = Vec::new();
        for own in self.ancestry(class).own().filter(|own| self.kind(*own) == Kind::SqlModel) {
            let module = self.class(own).module;
            for member in &self.class(own).members {
                let site = Site { module, offset: member.offset };
                let called = match member.value {
                    Some(Expr::Call(call)) => self.evaluate(&Scope::class(module, own), &call.func),
                    _ => Value::None,
                };
                if member.annotation.is_none() && called.sqlalchemy() == Some("Column") {
                    let reason =
                        format!("Pydantic refuses {} because it has no annotation", member.name);
                    found.push((site, reason));
                }
                let mapped = member.annotation.is_some_and(|annotation| {
                    matches!(annotation, Expr::Subscript(subscript)
                        if matches!(&*subscript.value, Expr::Name(name) if name.id.as_str() == "Mapped"))
                });
                if mapped && called.sqlalchemy() == Some("mapped_column") {
                    let reason =
                        format!("SQLModel refuses Mapped, which {} is annotated with", member.name);
                    found.push((site, reason));
                }
            }
        }
        found
    }

    /// The value of an annotation. Python evaluates it before the name is bound in the class, so
    /// `date: date` means the module's.
    pub fn annotation_value(&self, class: ClassId, annotation: &Expr) -> Value {
        let module = self.class(class).module;
        match self.evaluate(&Scope::module(module), annotation) {
            Value::Unknown(found) => {
                match self.evaluate(&Scope::class(module, class), annotation) {
                    Value::Unknown(_) | Value::Field(..) => Value::Unknown(found),
                    value => value,
                }
            }
            value => value,
        }
    }

    /// Whether a SQLModel class makes a table of its own.
    pub fn is_sqlmodel_table(&self, class: ClassId) -> bool {
        self.kind(class) == Kind::SqlModel
            && self.says_table(class)
            && !self
                .ancestry(class)
                .own()
                .skip(1)
                .any(|own| self.kind(own) == Kind::SqlModel && self.says_table(own))
    }
}

/// Arguments of `Field` that a given `sa_column` forbids.
const BESIDE_NO_COLUMN: &[&str] = &[
    "primary_key",
    "nullable",
    "foreign_key",
    "ondelete",
    "unique",
    "index",
    "sa_type",
    "sa_column_args",
    "sa_column_kwargs",
];

/// Arguments of `Field` that the database sees.
const DECISIVE: &[&str] =
    &["primary_key", "nullable", "foreign_key", "ondelete", "unique", "index", "sa_column_args"];

/// Arguments of `Field` from which SQLModel takes the size of a type.
const SIZES: &[&str] = &["max_length", "max_digits", "decimal_places", "schema_extra"];

/// Types of Pydantic that are `Annotated` themselves.
fn is_constrained(inner: &Value) -> bool {
    let path = match inner {
        Value::Call(call) => call.callee.path(),
        other => other.path(),
    };
    path.filter(|path| path.starts_with("pydantic")).is_some_and(|path| {
        let name = last(path);
        ["Positive", "Negative", "NonNegative", "NonPositive", "Strict", "Finite", "UUID"]
            .iter()
            .any(|start| name.starts_with(start))
            || matches!(
                name,
                "FilePath"
                    | "DirectoryPath"
                    | "NewPath"
                    | "constr"
                    | "conint"
                    | "confloat"
                    | "conbytes"
                    | "condecimal"
                    | "condate"
            )
    })
}

fn is_field(call: &Call) -> bool {
    call.callee.path().is_some_and(|path| last(path) == "Field")
}
