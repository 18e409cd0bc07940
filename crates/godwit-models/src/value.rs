use std::rc::Rc;

use ruff_python_ast::ExprLambda;
use ruff_text_size::TextSize;

/// Index of a module in its project.
pub(crate) type ModuleId = usize;

/// A class of a module, counted in the order of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ClassId {
    pub module: ModuleId,
    pub at: usize,
}

/// A function of a module, counted in the order of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FunctionId {
    pub module: ModuleId,
    pub at: usize,
}

/// A place in a module's source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Site {
    pub module: ModuleId,
    pub offset: TextSize,
}

/// What an expression evaluates to without running anything.
///
/// Calls of libraries stay calls with evaluated arguments: `Column(String(20))` is a [`Call`] of
/// `sqlalchemy.Column` whose argument is a call of `sqlalchemy.String`.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Rc<str>),
    Ellipsis,
    List(Rc<[Value]>),
    Tuple(Rc<[Value]>),
    Dict(Rc<[(Value, Value)]>),
    /// A class of the project.
    Class(ClassId),
    /// A column-like attribute of a class of the project, or a name inside its body.
    Field(ClassId, Rc<str>),
    /// A member of a Python enum of the project: class and name.
    Member(ClassId, Rc<str>),
    /// A function of the project.
    Function(FunctionId),
    /// A class method with its class.
    Bound(Rc<(FunctionId, ClassId)>),
    /// What a regular expression found: the whole and its groups.
    Match(Rc<[Value]>),
    Lambda(Rc<(ExprLambda, ModuleId)>),
    Module(ModuleId),
    /// Something of a library, by its dotted path.
    External(Rc<str>),
    Call(Rc<Call>),
    /// `base[arguments]`.
    Subscript(Rc<(Value, Vec<Value>)>),
    /// An attribute of something that stays opaque: `func.now`, `column.desc`.
    Attribute(Rc<(Value, Rc<str>)>),
    /// An operator of SQLAlchemy's expression language, or `|` between types.
    Operation(Rc<(&'static str, Vec<Value>)>),
    /// Not decidable: where and why.
    Unknown(Rc<(Site, String)>),
}

/// A call that is not evaluated further.
#[derive(Debug)]
pub(crate) struct Call {
    pub callee: Value,
    pub args: Vec<Value>,
    pub kwargs: Vec<(Rc<str>, Value)>,
    pub site: Site,
}

impl Call {
    /// A keyword argument; `None` counts as given.
    pub fn kwarg(&self, name: &str) -> Option<&Value> {
        self.kwargs.iter().rev().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }

    /// An argument by keyword, else by position.
    pub fn arg(&self, position: usize, name: &str) -> Option<&Value> {
        self.kwarg(name).or_else(|| self.args.get(position))
    }

    /// An argument that is there but not decidable.
    pub fn unknown_argument(&self) -> Option<&(Site, String)> {
        let kwargs = self.kwargs.iter().filter(|(name, _)| !matches!(&**name, "info" | "doc"));
        self.args.iter().chain(kwargs.map(|(_, value)| value)).find_map(Value::unknown_part)
    }

    /// Whether a keyword argument is the constant `True`.
    pub fn is_true(&self, name: &str) -> bool {
        matches!(self.kwarg(name), Some(Value::Bool(true)))
    }
}

impl Value {
    pub fn str(text: impl AsRef<str>) -> Self {
        Value::Str(Rc::from(text.as_ref()))
    }

    pub fn external(path: impl AsRef<str>) -> Self {
        Value::External(Rc::from(path.as_ref()))
    }

    pub fn unknown(site: Site, reason: impl Into<String>) -> Self {
        Value::Unknown(Rc::new((site, reason.into())))
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            Value::Bool(flag) => Some(i64::from(*flag)),
            _ => None,
        }
    }

    pub fn as_call(&self) -> Option<&Rc<Call>> {
        match self {
            Value::Call(call) => Some(call),
            _ => None,
        }
    }

    /// Elements of a list or tuple.
    pub fn items(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) | Value::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// Entries of a dictionary with text keys.
    pub fn entries(&self) -> Option<impl Iterator<Item = (&str, &Value)>> {
        match self {
            Value::Dict(entries) => {
                Some(entries.iter().filter_map(|(key, value)| Some((key.as_str()?, value))))
            }
            _ => None,
        }
    }

    pub fn entry(&self, name: &str) -> Option<&Value> {
        self.entries()?.filter(|(key, _)| *key == name).map(|(_, value)| value).last()
    }

    /// The dotted path, when this is something of a library.
    pub fn path(&self) -> Option<&str> {
        match self {
            Value::External(path) => Some(path),
            _ => None,
        }
    }

    /// The name in SQLAlchemy's or SQLModel's namespaces: `Column` for `sqlalchemy.schema.Column`.
    pub fn sqlalchemy(&self) -> Option<&str> {
        let path = self.path()?;
        let (root, _) = path.split_once('.')?;
        matches!(root, "sqlalchemy" | "sqlmodel").then(|| last(path))
    }

    /// The call and the name of what SQLAlchemy or SQLModel offers that is called.
    pub fn sqlalchemy_call(&self) -> Option<(&Rc<Call>, &str)> {
        let call = self.as_call()?;
        Some((call, call.callee.sqlalchemy()?))
    }

    /// The table and the name behind `table.c.name`.
    pub fn core_column(&self) -> Option<(&Value, &str)> {
        let Value::Attribute(attribute) = self else { return None };
        let Value::Attribute(columns) = &attribute.0 else { return None };
        let (_, called) = columns.0.sqlalchemy_call()?;
        (called == "Table" && matches!(&*columns.1, "c" | "columns"))
            .then_some((&columns.0, &*attribute.1))
    }

    /// What is not decidable of a value or of its elements.
    pub fn unknown_part(&self) -> Option<&(Site, String)> {
        match self {
            Value::Unknown(found) => Some(found),
            Value::List(items) | Value::Tuple(items) => items.iter().find_map(Value::unknown_part),
            Value::Dict(entries) => entries
                .iter()
                .find_map(|(key, value)| key.unknown_part().or_else(|| value.unknown_part())),
            _ => None,
        }
    }

    /// Why a text that must be constant is not.
    pub fn unknown_text(&self, site: Site) -> Option<(Site, String)> {
        match self {
            Value::Str(_) | Value::None => None,
            Value::Unknown(found) => Some((**found).clone()),
            _ => Some((site, "The schema is not constant".to_owned())),
        }
    }

    /// Whether it is a constant, or a sequence of whatever.
    pub fn is_constant(&self) -> bool {
        matches!(
            self,
            Value::None
                | Value::Bool(_)
                | Value::Int(_)
                | Value::Float(_)
                | Value::Str(_)
                | Value::Ellipsis
                | Value::Member(..)
                | Value::List(_)
                | Value::Tuple(_)
                | Value::Dict(_)
        )
    }

    /// Whether an unknown part hides anywhere at the top of this value.
    pub fn reason(&self) -> Option<&(Site, String)> {
        match self {
            Value::Unknown(found) => Some(found),
            _ => None,
        }
    }

    pub fn is_true(&self) -> bool {
        matches!(self, Value::Bool(true))
    }

    /// `sqlalchemy.func`, whatever follows.
    pub fn is_func(&self) -> bool {
        self.sqlalchemy() == Some("func")
    }
}

/// The last name of a dotted path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
