use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextSize};

use crate::{
    evaluate::Scope,
    module::Binding,
    project::Project,
    value::{ClassId, FunctionId, Value, last},
};

/// What a class of the project is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Descends from `SQLModel`.
    SqlModel,
    /// Descends from a declarative base of SQLAlchemy.
    Declarative,
    /// A Python enum.
    Enum,
    /// Anything else.
    Other,
}

/// One annotated or assigned name of a class body, or a function in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'a> {
    pub name: &'a str,
    pub annotation: Option<&'a Expr>,
    pub value: Option<&'a Expr>,
    pub function: Option<&'a ruff_python_ast::StmtFunctionDef>,
    pub offset: TextSize,
}

/// A class of an ancestry.
#[derive(Debug, Clone)]
pub(crate) enum Ancestor {
    Own(ClassId),
    Outside(Value),
}

/// All ancestors of a class, itself first, in Python's method resolution order.
#[derive(Debug)]
pub(crate) struct Ancestry(pub Vec<Ancestor>);

impl Ancestry {
    pub fn own(&self) -> impl DoubleEndedIterator<Item = ClassId> + '_ {
        self.0.iter().filter_map(|ancestor| match ancestor {
            Ancestor::Own(class) => Some(*class),
            Ancestor::Outside(_) => None,
        })
    }

    pub fn outside(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().filter_map(|ancestor| match ancestor {
            Ancestor::Outside(value) => Some(value),
            Ancestor::Own(_) => None,
        })
    }
}

/// The members of a class body in source order.
pub(crate) fn members(body: &[Stmt]) -> Vec<Member<'_>> {
    settled(bound(body))
}

/// As the body's namespace holds them in the end: a name that is annotated stands where it was first,
/// with its last annotation and its last value, also where these are of different statements.
fn settled(found: Vec<Member<'_>>) -> Vec<Member<'_>> {
    let mut last: HashMap<&str, Member<'_>> = HashMap::new();
    for one in &found {
        let known = last.entry(one.name).or_insert(*one);
        known.annotation = one.annotation.or(known.annotation);
        if one.value.is_some() || one.function.is_some() {
            (known.value, known.function) = (one.value, one.function);
        }
        known.offset = one.offset;
    }
    let mut seen = HashSet::new();
    let mut settled = Vec::new();
    for one in found {
        match last.get(one.name).filter(|last| last.annotation.is_some()) {
            Some(last) if seen.insert(one.name) => settled.push(*last),
            Some(_) => {}
            None => settled.push(one),
        }
    }
    settled
}

fn bound(body: &[Stmt]) -> Vec<Member<'_>> {
    let mut found = Vec::new();
    for statement in body {
        match statement {
            Stmt::AnnAssign(assign) => {
                if let Expr::Name(name) = &*assign.target {
                    found.push(Member {
                        name: name.id.as_str(),
                        annotation: Some(&assign.annotation),
                        value: assign.value.as_deref(),
                        function: None,
                        offset: name.start(),
                    });
                }
            }
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    if let Expr::Name(name) = target {
                        found.push(Member {
                            name: name.id.as_str(),
                            annotation: None,
                            value: Some(&assign.value),
                            function: None,
                            offset: name.start(),
                        });
                    }
                }
            }
            Stmt::FunctionDef(function) => found.push(Member {
                name: function.name.as_str(),
                annotation: None,
                value: None,
                function: Some(function),
                offset: function.name.start(),
            }),
            Stmt::If(branch) if crate::module::is_type_checking(&branch.test) => {
                for clause in &branch.elif_else_clauses {
                    found.extend(bound(&clause.body));
                }
            }
            _ => {}
        }
    }
    found
}

impl<'a> Project<'a> {
    /// The ancestors of a class.
    pub fn ancestry(&self, class: ClassId) -> Rc<Ancestry> {
        if let Some(found) = self.mro_memo.borrow().get(&class) {
            // `None` marks a class whose bases are being looked up: it inherits from itself.
            return found.clone().unwrap_or_else(|| Rc::new(Ancestry(Vec::new())));
        }
        self.mro_memo.borrow_mut().insert(class, None);
        let bases = self.bases(class);
        let mut lines: Vec<Vec<Ancestor>> = bases
            .iter()
            .map(|base| match base {
                Value::Class(base) => self.ancestry(*base).0.clone(),
                other => vec![Ancestor::Outside(other.clone())],
            })
            .collect();
        lines.push(
            bases
                .iter()
                .map(|base| match base {
                    Value::Class(base) => Ancestor::Own(*base),
                    other => Ancestor::Outside(other.clone()),
                })
                .collect(),
        );
        let mut order = vec![Ancestor::Own(class)];
        order.extend(linearise(lines));
        let found = Rc::new(Ancestry(order));
        self.mro_memo.borrow_mut().insert(class, Some(found.clone()));
        found
    }

    fn bases(&self, class: ClassId) -> Vec<Value> {
        let found = &self.classes[class];
        let Some(arguments) = &found.node.arguments else { return Vec::new() };
        let scope = Scope::module(found.module);
        arguments
            .args
            .iter()
            .map(|base| match self.evaluate(&scope, base) {
                // `Generic[T]`, `Base[int]`.
                Value::Subscript(subscript) => subscript.0.clone(),
                other => other,
            })
            .collect()
    }

    /// Whether an ancestor outside of the project has this last name.
    pub fn inherits(&self, class: ClassId, name: &str) -> bool {
        self.ancestry(class)
            .outside()
            .any(|value| value.path().is_some_and(|path| last(path) == name))
    }

    /// What a class is for.
    pub fn kind(&self, class: ClassId) -> Kind {
        if let Some(kind) = self.kind_memo.borrow().get(&class) {
            return *kind;
        }
        let ancestry = self.ancestry(class);
        let mut kind = Kind::Other;
        for value in ancestry.outside() {
            let callee = value.as_call().map(|call| &call.callee);
            let name = value.path().map(last);
            kind = match (name, callee) {
                (Some("SQLModel"), _) => Kind::SqlModel,
                (Some("DeclarativeBase" | "DeclarativeBaseNoMeta" | "Model"), _)
                    if value.path().is_some_and(|path| path.contains("sqlalchemy")) =>
                {
                    Kind::Declarative
                }
                (Some("Enum" | "IntEnum" | "StrEnum" | "Flag" | "IntFlag"), _)
                    if value.path().is_some_and(|path| path.starts_with("enum.")) =>
                {
                    Kind::Enum
                }
                (_, Some(callee)) if makes_base(callee) => Kind::Declarative,
                _ if is_flask_model(value) => Kind::Declarative,
                _ => continue,
            };
            break;
        }
        if kind == Kind::Other && ancestry.own().any(|own| self.is_decorated_base(own)) {
            kind = Kind::Declarative;
        }
        self.kind_memo.borrow_mut().insert(class, kind);
        kind
    }

    fn is_decorated_base(&self, class: ClassId) -> bool {
        self.is_mapped_by_decorator(class)
            || self
                .decorators(class)
                .any(|(_, name)| matches!(name, "as_declarative" | "as_declarative_base"))
    }

    /// Whether a registry's decorator maps the class: `@mapper_registry.mapped`.
    pub fn is_mapped_by_decorator(&self, class: ClassId) -> bool {
        self.decorators(class)
            .any(|(of, name)| of.is_some() && matches!(name, "mapped" | "mapped_as_dataclass"))
    }

    /// Decorators of a class by their last name, with what stands before it.
    pub fn decorators(&self, class: ClassId) -> impl Iterator<Item = (Option<&'a Expr>, &'a str)> {
        let node: &'a ruff_python_ast::StmtClassDef = self.classes[class].node;
        node.decorator_list.iter().filter_map(|decorator| {
            let name = match &decorator.expression {
                Expr::Call(call) => &*call.func,
                other => other,
            };
            match name {
                Expr::Name(name) => Some((None, name.id.as_str())),
                Expr::Attribute(attribute) => {
                    Some((Some(&*attribute.value), attribute.attr.as_str()))
                }
                _ => None,
            }
        })
    }

    /// A base from outside whose columns cannot be known.
    pub fn unknown_base(&self, class: ClassId) -> Option<Value> {
        self.ancestry(class).outside().find(|value| !is_harmless(value)).cloned()
    }

    /// An attribute that the class body itself binds.
    pub fn own_attribute(&self, class: ClassId, name: &str) -> Option<Value> {
        let found = &self.classes[class];
        let Some((name, binding)) = found.names.bindings.get_key_value(name) else {
            // An annotation alone declares a field.
            return found
                .members
                .iter()
                .any(|member| member.name == name && member.annotation.is_some())
                .then(|| Value::Field(class, Rc::from(name)));
        };
        if self.kind(class) == Kind::Enum && !matches!(binding, Binding::Function(_)) {
            return Some(Value::Member(class, Rc::from(*name)));
        }
        let key = (class, *name);
        if let Some(value) = self.class_memo.borrow().get(&key) {
            return value.clone();
        }
        self.class_memo.borrow_mut().insert(key, None);
        let value = match binding {
            Binding::Value(expression) => {
                let value = self.evaluate(&Scope::class(found.module, class), expression);
                if self.is_field(class, name, &value) {
                    Some(Value::Field(class, Rc::from(*name)))
                } else {
                    Some(value)
                }
            }
            other => self.binding(found.module, other),
        };
        self.class_memo.borrow_mut().insert(key, value.clone());
        value
    }

    fn is_field(&self, class: ClassId, name: &str, value: &Value) -> bool {
        if let Some((_, called)) = value.sqlalchemy_call() {
            return matches!(called, "Column" | "mapped_column" | "Field" | "deferred");
        }
        self.kind(class) == Kind::SqlModel
            && !name.starts_with('_')
            && self.classes[class].members.iter().any(|member| {
                member.name == name
                    && member.annotation.is_some_and(|annotation| !says_class_var(annotation))
            })
    }

    /// `Class.name`, inherited or own.
    pub fn class_attribute(&self, class: ClassId, name: &str) -> Option<Value> {
        if name == "__name__" || name == "__qualname__" {
            return Some(Value::str(self.classes[class].name()));
        }
        if name == "__tablename__" {
            return self.table_name(class).map(|(value, _)| value);
        }
        let ancestry = self.ancestry(class);
        ancestry.own().find_map(|own| self.own_attribute(own, name))
    }

    /// The function of a class body with this name.
    pub fn class_function(&self, class: ClassId, name: &str) -> Option<FunctionId> {
        match self.classes[class].names.bindings.get(name) {
            Some(Binding::Function(node)) => self.function_id(self.classes[class].module, node),
            _ => None,
        }
    }
}

/// Whether an annotation says that the name is no field.
pub(crate) fn says_class_var(annotation: &Expr) -> bool {
    let name = match annotation {
        Expr::Subscript(subscript) => &*subscript.value,
        other => other,
    };
    match name {
        Expr::Name(name) => name.id.as_str() == "ClassVar",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "ClassVar",
        Expr::StringLiteral(text) => text.value.to_str().contains("ClassVar"),
        _ => false,
    }
}

/// `db.Model` of Flask-SQLAlchemy, with `db = SQLAlchemy(…)`.
pub(crate) fn is_flask_model(value: &Value) -> bool {
    matches!(value, Value::Attribute(attribute)
        if &*attribute.1 == "Model"
            && attribute.0.as_call().and_then(|call| call.callee.path()).map(last) == Some("SQLAlchemy"))
}

fn makes_base(callee: &Value) -> bool {
    match callee {
        Value::External(path) => {
            matches!(last(path), "declarative_base" | "automap_base" | "generate_base")
        }
        Value::Attribute(attribute) => &*attribute.1 == "generate_base",
        _ => false,
    }
}

/// Bases of libraries that declare no columns.
fn is_harmless(value: &Value) -> bool {
    match value {
        Value::Call(call) => makes_base(&call.callee),
        Value::Attribute(_) => is_flask_model(value),
        Value::External(path) => {
            let root = path.split('.').next().unwrap_or(path);
            matches!(
                root,
                "abc"
                    | "builtins"
                    | "collections"
                    | "enum"
                    | "flask_sqlalchemy"
                    | "pydantic"
                    | "sqlalchemy"
                    | "sqlmodel"
                    | "typing"
                    | "typing_extensions"
                    | "dataclasses"
            )
        }
        _ => false,
    }
}

fn same(one: &Ancestor, other: &Ancestor) -> bool {
    match (one, other) {
        (Ancestor::Own(one), Ancestor::Own(other)) => one == other,
        (Ancestor::Outside(one), Ancestor::Outside(other)) => same_value(one, other),
        _ => false,
    }
}

fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::External(one), Value::External(other)) => one == other,
        (Value::Call(one), Value::Call(other)) => one.site == other.site,
        (Value::Unknown(one), Value::Unknown(other)) => one.0 == other.0,
        (Value::Attribute(one), Value::Attribute(other)) => {
            one.1 == other.1 && same_value(&one.0, &other.0)
        }
        _ => false,
    }
}

/// C3, as Python merges the orders of the bases; where Python would refuse, first come first kept.
fn linearise(mut lines: Vec<Vec<Ancestor>>) -> Vec<Ancestor> {
    let mut order = Vec::new();
    loop {
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() {
            return order;
        }
        let is_free = |head: &Ancestor| {
            !lines.iter().any(|line| line[1..].iter().any(|tail| same(head, tail)))
        };
        let chosen = lines.iter().position(|line| is_free(&line[0])).unwrap_or(0);
        // Whatever it is, it goes: a base that equals nothing would stand here for ever.
        let next = lines[chosen].remove(0);
        for line in &mut lines {
            line.retain(|ancestor| !same(ancestor, &next));
        }
        order.push(next);
    }
}

/// The order in which SQLAlchemy meets the names of a class body: assigned names and annotated
/// names merged, switching lists at each name that is in both (`merge_lists_w_ordering`).
///
/// A name that is only annotated so comes after the names that are only assigned, up to the next
/// name that is both.
pub(crate) fn met_in_order<'s>(assigned: &[&'s str], annotated: &[&'s str]) -> Vec<&'s str> {
    let in_annotated: HashSet<&str> = annotated.iter().copied().collect();
    let mut overlap: HashSet<&str> =
        assigned.iter().copied().filter(|name| in_annotated.contains(name)).collect();
    let mut order = Vec::with_capacity(assigned.len() + annotated.len());
    let (mut current, mut other) = (assigned.iter(), annotated.iter());
    loop {
        let mut switched = false;
        for name in current.by_ref() {
            if overlap.remove(name) {
                switched = true;
                break;
            }
            order.push(*name);
        }
        if !switched {
            order.extend(other);
            return order;
        }
        std::mem::swap(&mut current, &mut other);
    }
}
