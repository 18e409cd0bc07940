use godwit_schema::Address;
use ruff_python_ast::{
    Expr, ExprCall, ExprContext, FStringPart, InterpolatedStringElement, Stmt, StmtFunctionDef,
    visitor::{Visitor, walk_expr, walk_stmt},
};
use ruff_text_size::{Ranged, TextSize};

use super::{
    Certainty, Use, UseKind,
    holds::{Held, Names, Variables, callee_name},
    index::{Attribute, Index},
    sql::sql_use,
};
use crate::{
    names::Binding,
    project::Project,
    value::{ClassId, ModuleId, Site, Value},
};

/// Calls whose arguments are parts of a query.
const QUERIES: [&str; 20] = [
    "select",
    "where",
    "filter",
    "filter_by",
    "order_by",
    "group_by",
    "having",
    "join",
    "outerjoin",
    "query",
    "distinct",
    "options",
    "joinedload",
    "selectinload",
    "load_only",
    "defer",
    "and_",
    "or_",
    "col",
    "with_only_columns",
];

/// Declarations whose strings name columns of the class they stand in.
const DECLARATIONS: [&str; 6] = [
    "Index",
    "UniqueConstraint",
    "PrimaryKeyConstraint",
    "ForeignKeyConstraint",
    "ExcludeConstraint",
    "CheckConstraint",
];

/// The uses in one module.
pub(super) fn uses(project: &Project, index: &Index, module: ModuleId) -> Vec<Use> {
    let names = Names { project, module, blocks: vec![Variables::new()] };
    let mut walk = Walk { names, index, calls: Vec::new(), classes: Vec::new(), found: Vec::new() };
    walk.visit_body(project.source(module).body());
    walk.found
}

struct Walk<'p, 'a> {
    names: Names<'p, 'a>,
    index: &'p Index,
    /// Names of the calls around.
    calls: Vec<String>,
    /// The classes around; `None` for one that is not known.
    classes: Vec<Option<ClassId>>,
    found: Vec<Use>,
}

impl<'a> Visitor<'a> for Walk<'_, 'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => {
                self.classes.push(self.names.project.class_id(self.names.module, class));
                walk_stmt(self, statement);
                self.classes.pop();
            }
            Stmt::ImportFrom(import) if self.names.blocks.len() > 1 => {
                let path = import.module.as_deref().unwrap_or_default();
                for alias in &import.names {
                    let binding = Binding::From {
                        level: import.level,
                        module: path,
                        name: alias.name.as_str(),
                    };
                    let held = match self.names.project.binding(self.names.module, &binding) {
                        Some(Value::Class(class)) => Some(Held::Class(class)),
                        _ => None,
                    };
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.names.bind(name.as_str(), held);
                }
            }
            Stmt::Assign(assign) => {
                walk_stmt(self, statement);
                for target in &assign.targets {
                    if let Expr::Name(name) = target {
                        let held = self.names.held(&assign.value);
                        self.names.bind(name.id.as_str(), held);
                    }
                }
            }
            Stmt::AnnAssign(assign) => {
                walk_stmt(self, statement);
                if let Expr::Name(name) = &*assign.target {
                    let held = self.names.annotated(&assign.annotation);
                    self.names.bind(name.id.as_str(), held);
                }
            }
            Stmt::For(each) => {
                if let (Expr::Name(name), Some(Held::Many(class))) =
                    (&*each.target, self.names.held(&each.iter))
                {
                    self.names.bind(name.id.as_str(), Some(Held::One(class)));
                }
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Attribute(attribute) => {
                self.attribute(
                    &attribute.value,
                    attribute.attr.as_str(),
                    attribute.ctx,
                    attribute.attr.start(),
                );
                self.table(expression);
            }
            Expr::Name(_) => self.table(expression),
            Expr::Call(call) => return self.call(expression, call),
            Expr::StringLiteral(text) => self.text(text.value.to_str(), text.start()),
            Expr::FString(text) => {
                let mut built = String::new();
                for part in text.value.as_slice() {
                    match part {
                        FStringPart::Literal(literal) => built.push_str(literal),
                        FStringPart::FString(part) => {
                            for element in &part.elements {
                                match element {
                                    InterpolatedStringElement::Literal(text) => {
                                        built.push_str(&text.value);
                                    }
                                    InterpolatedStringElement::Interpolation(_) => built.push('?'),
                                }
                            }
                        }
                    }
                }
                self.text(&built, text.start());
            }
            Expr::Subscript(part) => {
                if let Expr::StringLiteral(key) = &*part.slice {
                    let kind = reading(part.ctx);
                    self.named(key.value.to_str(), kind, key.start());
                }
            }
            Expr::ListComp(list) => self.comprehension(&list.generators),
            Expr::SetComp(list) => self.comprehension(&list.generators),
            Expr::Generator(list) => self.comprehension(&list.generators),
            Expr::DictComp(list) => self.comprehension(&list.generators),
            _ => {}
        }
        walk_expr(self, expression);
    }
}

impl<'a> Walk<'_, 'a> {
    fn function(&mut self, function: &'a StmtFunctionDef) {
        let mut block = Variables::new();
        for parameter in function.parameters.iter() {
            if let Some(held) = parameter.annotation().and_then(|one| self.names.annotated(one)) {
                block.insert(parameter.name().to_string(), held);
            }
        }
        // The first parameter of a method is an object of the class, or the class itself.
        if let (Some(Some(class)), Some(first)) =
            (self.classes.last().copied(), function.parameters.iter().next())
        {
            match first.name().as_str() {
                "self" => block.insert("self".to_owned(), Held::One(class)),
                "cls" => block.insert("cls".to_owned(), Held::Class(class)),
                _ => None,
            };
        }
        for decorator in &function.decorator_list {
            self.visit_decorator(decorator);
        }
        self.visit_parameters(&function.parameters);
        if let Some(returns) = &function.returns {
            self.visit_annotation(returns);
        }
        self.names.blocks.push(block);
        self.visit_body(&function.body);
        self.names.blocks.pop();
    }

    fn comprehension(&mut self, generators: &[ruff_python_ast::Comprehension]) {
        for each in generators {
            if let (Expr::Name(name), Some(Held::Many(class))) =
                (&each.target, self.names.held(&each.iter))
            {
                self.names.bind(name.id.as_str(), Some(Held::One(class)));
            }
        }
    }

    /// `value.attribute`.
    fn attribute(&mut self, value: &Expr, name: &str, context: ExprContext, at: TextSize) {
        let index = self.index;
        let Some(sought) = index.attributes.get(name) else { return };
        match self.names.held(value) {
            Some(Held::Class(class)) => {
                let kind = if self.in_query() { UseKind::Query } else { reading(context) };
                self.of_class(class, name, kind, Certainty::Certain, at);
            }
            Some(Held::One(class)) => {
                self.of_class(class, name, reading(context), Certainty::Likely, at);
            }
            Some(Held::Many(_)) => {}
            None if self.is_elsewhere(value) => {}
            None => {
                for one in sought.iter().filter(|one| one.distinctive) {
                    self.take(&one.column, reading(context), Certainty::Possible, at);
                }
            }
        }
    }

    /// Whether an expression is known to be something else: a module, a library, a class.
    fn is_elsewhere(&self, value: &Expr) -> bool {
        let Expr::Name(name) = value else { return false };
        self.names.project.module_name(self.names.module, name.id.as_str()).is_some_and(|value| {
            matches!(
                value,
                Value::Module(_) | Value::External(_) | Value::Class(_) | Value::Function(_)
            )
        })
    }

    fn call(&mut self, expression: &'a Expr, call: &'a ExprCall) {
        let name = callee_name(&call.func).unwrap_or_default().to_owned();
        let built = self.names.class(&call.func);
        let selected = || match &*call.func {
            Expr::Attribute(method) => self.names.held(&method.value),
            _ => None,
        };
        let (owner, kind) = match (built, name.as_str()) {
            (Some(class), _) => (Some(class), UseKind::Write),
            (_, "values") => (class_of(selected()), UseKind::Write),
            (_, "filter_by") => (class_of(selected()), UseKind::Query),
            (_, "model_copy" | "sqlmodel_update") => (class_of(selected()), UseKind::Write),
            _ => (None, UseKind::Write),
        };
        if let Some(class) = owner {
            for keyword in &call.arguments.keywords {
                if let Some(key) = &keyword.arg {
                    self.of_class(class, key.as_str(), kind, Certainty::Certain, key.start());
                }
            }
        }
        if let ("getattr" | "setattr" | "hasattr" | "delattr" | "attrgetter", arguments) =
            (name.as_str(), &call.arguments.args)
        {
            let kind = if matches!(name.as_str(), "setattr" | "delattr") {
                UseKind::Write
            } else {
                UseKind::Read
            };
            let text = arguments.iter().find_map(|one| match one {
                Expr::StringLiteral(text) => Some((text.value.to_str(), text.start())),
                _ => None,
            });
            if let Some((text, at)) = text {
                match arguments.first().and_then(|first| class_of(self.names.held(first))) {
                    Some(class) => self.of_class(class, text, kind, Certainty::Likely, at),
                    None => self.named(text, kind, at),
                }
            }
        }
        self.calls.push(name);
        walk_expr(self, expression);
        self.calls.pop();
    }

    /// The name of a class whose table is sought.
    fn table(&mut self, expression: &Expr) {
        if self.index.tables.is_empty() {
            return;
        }
        let index = self.index;
        let kind = if self.in_query() { UseKind::Query } else { UseKind::Read };
        if let Some(class) = self.names.class(expression) {
            if let Some(address) = index.table_of(class) {
                self.take(address, kind, Certainty::Certain, expression.start());
            }
            return;
        }
        let Expr::Name(name) = expression else { return };
        // A name of the class that was, when no class makes the table any more.
        let is_class = name.id.as_str().starts_with(|letter: char| letter.is_uppercase());
        let plain = name.id.as_str().to_lowercase();
        for table in index.tables.iter().filter(|_| is_class) {
            if table.likely_names.contains(&plain) {
                self.take(&table.address, kind, Certainty::Likely, expression.start());
            }
        }
    }

    /// A string: SQL, the target of a foreign key, or the name of a column in a declaration.
    fn text(&mut self, text: &str, at: TextSize) {
        let index = self.index;
        let around = self.calls.last().map(String::as_str).unwrap_or_default();
        let refers = matches!(
            around,
            "Field" | "ForeignKey" | "ForeignKeyConstraint" | "relationship" | "Relationship"
        );
        let class = self.classes.last().copied().flatten();
        let mut found: Vec<(&Address, UseKind, Certainty)> = Vec::new();
        for one in index.attributes.values().flatten() {
            let table = one.table.name();
            if let Some(kind) = sql_use(text, table, Some(one.column.name())) {
                found.push((&one.column, kind, Certainty::Likely));
            } else if refers && is_path(text, &one.table, Some(one.column.name()))
                || DECLARATIONS.contains(&around)
                    && class.is_some_and(|class| index.mapped.get(&class) == Some(&one.table))
                    && names_column(text, one)
            {
                found.push((&one.column, UseKind::Declaration, Certainty::Certain));
            }
        }
        for one in &index.tables {
            if let Some(kind) = sql_use(text, one.address.name(), None) {
                found.push((&one.address, kind, Certainty::Likely));
            } else if refers && is_path(text, &one.address, None) {
                found.push((&one.address, UseKind::Declaration, Certainty::Certain));
            }
        }
        for (address, kind, certainty) in found {
            self.take(address, kind, certainty, at);
        }
    }

    /// A name as text: a key of a row, an attribute by `getattr`.
    fn named(&mut self, name: &str, kind: UseKind, at: TextSize) {
        let index = self.index;
        let found = index.attributes.values().flatten();
        for one in found.filter(|one| one.distinctive && one.column.name() == name) {
            self.take(&one.column, kind, Certainty::Possible, at);
        }
    }

    fn of_class(
        &mut self,
        class: ClassId,
        name: &str,
        kind: UseKind,
        certainty: Certainty,
        at: TextSize,
    ) {
        let index = self.index;
        if let Some(column) = index.column_of(class, name) {
            self.take(column, kind, certainty, at);
        }
    }

    fn in_query(&self) -> bool {
        self.calls.iter().any(|call| QUERIES.contains(&call.as_str()))
    }

    fn take(&mut self, address: &Address, kind: UseKind, certainty: Certainty, at: TextSize) {
        let site = Site { module: self.names.module, offset: at };
        self.found.push(Use {
            address: address.clone(),
            span: self.names.project.span(site),
            kind,
            certainty,
            line: self.names.project.line(site).to_owned(),
        });
    }
}

fn class_of(held: Option<Held>) -> Option<ClassId> {
    match held {
        Some(Held::Class(class) | Held::One(class) | Held::Many(class)) => Some(class),
        None => None,
    }
}

fn reading(context: ExprContext) -> UseKind {
    match context {
        ExprContext::Store | ExprContext::Del => UseKind::Write,
        ExprContext::Load | ExprContext::Invalid => UseKind::Read,
    }
}

/// `table`, `table.column`, `schema.table.column`.
fn is_path(text: &str, table: &Address, column: Option<&str>) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let (head, last) = match (column, parts.split_last()) {
        (Some(column), Some((last, head))) if *last == column => (head, head.last()),
        (None, Some(_)) if parts.len() > 1 => {
            (&parts[..parts.len() - 1], parts.get(parts.len() - 2))
        }
        _ => return false,
    };
    last == Some(&table.name())
        && (head.len() < 2 || head[head.len() - 2] == table.namespace_name())
}

/// The name alone, or as a word of an expression.
fn names_column(text: &str, one: &Attribute) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|word| word == one.column.name())
}
