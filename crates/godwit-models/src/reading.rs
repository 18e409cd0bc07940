use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};

use godwit_schema::{Address, Catalog, SourceSpan, Undecided};
use ruff_python_ast::Expr;
use ruff_text_size::Ranged;

use crate::{
    assemble::{assemble, namespace_of},
    class::Kind,
    column::Owner,
    defaults::sequence,
    evaluate::Scope,
    files::SourceTree,
    indexes::IndexOwner,
    libraries::Libraries,
    metadata::Assignments,
    module::{Binding, Names, Source, says_table},
    project::Project,
    reader::Reader,
    report::Report,
    spec::{SequenceSpec, TableSpec},
    value::{Site, last},
};

/// Something wrong with the models themselves, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelError {
    /// Where it stands.
    pub span: SourceSpan,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.span.file, self.span.line, self.span.column, self.message)
    }
}

impl std::error::Error for ModelError {}

/// What the models of a project declare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The declared structure.
    pub catalog: Catalog,
    /// Source places by `Address::to_string()`.
    pub spans: BTreeMap<String, SourceSpan>,
    /// What only running the models could tell, in order of place.
    pub undecided: Vec<Undecided>,
    /// Files that cannot be parsed and models that SQLAlchemy would refuse, in order of place.
    pub errors: Vec<ModelError>,
    /// How many classes and `Table(…)` objects declare a table.
    pub tables: usize,
    /// How many files were parsed.
    pub files: usize,
}

/// Reads the models of a project.
///
/// Never fails: what is wrong or undecided is part of the reading, so that all of it can be shown
/// at once. Who reads the same project again and again keeps a [`Reader`](crate::Reader).
pub fn read(tree: &SourceTree, libraries: &Libraries) -> Reading {
    Reader::default().read(tree, libraries)
}

/// Files that could not be parsed.
#[derive(Default)]
pub(crate) struct Broken {
    pub errors: Vec<ModelError>,
    pub undecided: Vec<Undecided>,
}

/// Reads the models out of parsed files; `broken` are those that could not be.
pub(crate) fn read_parsed(
    sources: Vec<&Source>,
    libraries: &Libraries,
    broken: Broken,
    is_wanted: impl Fn(&str) -> bool,
) -> Reading {
    let files = sources.iter().filter(|source| !source.is_known).count();
    let project = Project::new(sources, libraries);
    let report = Report::default();
    let loaded = project.loaded_with(is_wanted);
    let assignments = project.metadata_assignments();
    let specs = tables(&project, &report, &assignments, &loaded);
    let (catalog, spans) = assemble(&project, &report, &specs, &loose_sequences(&project, &loaded));
    let mut undecided = report.undecided.into_inner();
    undecided.extend(broken.undecided);
    let mut errors = broken.errors;
    undecided.sort_by(|one, other| (&one.span, &one.reason).cmp(&(&other.span, &other.reason)));
    errors.extend(report.errors.into_inner());
    errors.sort();
    Reading { catalog, spans, undecided, errors, tables: specs.len(), files }
}

/// The tables of all modules, in order of path and line.
fn tables(
    project: &Project,
    report: &Report,
    assignments: &Assignments,
    loaded: &HashSet<usize>,
) -> Vec<TableSpec> {
    let mut specs: Vec<TableSpec> = Vec::new();
    let mut of_class: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sharing = Vec::new();
    for (module, names) in project.modules.iter().enumerate() {
        if !loaded.contains(&module) {
            continue;
        }
        for node in &names.classes {
            let Some(class) = project.class_id(module, node) else { continue };
            match project.class_table(class, assignments) {
                Some(Ok(spec)) => {
                    of_class.insert(class, specs.len());
                    specs.push(spec);
                }
                Some(Err((site, reason))) => report.undecided(project, None, site, reason),
                None => {
                    if let Some(parent) = project.shares_table_of(class) {
                        sharing.push((class, parent));
                    } else if says_table(node) && project.kind(class) == Kind::Other {
                        undecided_class(project, report, class);
                    }
                }
            }
        }
        for block in blocks(project, module) {
            for expression in block.made() {
                if let Some(spec) = core_table(project, report, assignments, &block, expression) {
                    specs.push(spec);
                }
            }
            let names = block.names;
            for expression in names.dynamic_values.iter().chain(&names.dynamic_statements) {
                undecided_table(project, report, assignments, &block, expression);
            }
        }
        for node in &names.dynamic_classes {
            let class = project.class_id(module, node);
            let table = match class {
                Some(class) => project.is_mapped(class),
                None => says_table(node),
            };
            if table {
                let site = Site { module, offset: crate::module::class_offset(node) };
                let address = class
                    .and_then(|class| project.table_identity(class))
                    .map(|(schema, name)| Address::table(namespace_of(schema.as_deref()), &name));
                let reason = format!(
                    "The table {} is declared under a condition, in a loop or in a function",
                    node.name.as_str()
                );
                report.undecided(project, address, site, reason);
            }
        }
    }
    let shared: Vec<(usize, usize)> = sharing.clone();
    for (class, parent) in sharing {
        let Some(at) = of_class.get(&parent) else { continue };
        let (schema, metadata) = (specs[*at].schema.clone(), specs[*at].metadata_schema.clone());
        let owner = Owner::new(schema.as_deref(), metadata.as_deref());
        specs[*at].columns.extend(project.single_table_columns(class, owner));
    }
    for (class, parent) in shared {
        if let Some(at) = of_class.get(&parent).copied() {
            of_class.insert(class, at);
        }
    }
    loose_indexes(project, report, &mut specs, &of_class, loaded);
    specs
}

/// A module's own block, or a class's, where `Table(…)` and `Index(…)` may stand.
struct Block<'p, 'a> {
    scope: Scope<'static>,
    names: &'p Names<'a>,
}

/// The blocks of a module: its own, then those of its classes.
fn blocks<'p, 'a>(project: &'p Project<'a>, module: usize) -> Vec<Block<'p, 'a>> {
    let names = &project.modules[module];
    let classes = names.classes.iter().filter_map(|node| {
        let class = project.class_id(module, node)?;
        let names = &project.classes[class].names;
        Some(Block { scope: Scope::class(module, class), names })
    });
    std::iter::once(Block { scope: Scope::module(module), names }).chain(classes).collect()
}

impl<'a> Block<'_, 'a> {
    /// Values and expression statements that are always carried out, in order.
    fn made(&self) -> impl Iterator<Item = &'a Expr> {
        let values =
            self.names.values.iter().filter_map(|name| match self.names.bindings.get(name) {
                // The table of a class is read with the class.
                Some(Binding::Value(expression)) if *name != "__table__" => Some(*expression),
                _ => None,
            });
        values.chain(self.names.statements.iter().copied())
    }

    fn site(&self, call: &ruff_python_ast::ExprCall) -> Site {
        Site { module: self.scope.module, offset: call.start() }
    }
}

/// The table that an expression makes, if it does.
fn core_table(
    project: &Project,
    report: &Report,
    assignments: &Assignments,
    block: &Block,
    expression: &Expr,
) -> Option<TableSpec> {
    let Expr::Call(call) = expression else { return None };
    let callee = project.evaluate(&block.scope, &call.func);
    let site = block.site(call);
    if callee.sqlalchemy() == Some("Table") {
        let value = project.evaluate(&block.scope, expression);
        let made = value.as_call().and_then(|made| project.core_table(made, assignments));
        if made.is_none() {
            let line = project.line(site);
            let reason = format!("The table is not declared by constants: {line}");
            report.undecided(project, None, site, reason);
        }
        return made;
    }
    if callee.path().map(last) == Some("type") && call.arguments.args.len() == 3 {
        let reason = format!("A class is made by a call of type: {}", project.line(site));
        report.undecided(project, None, site, reason);
    }
    if callee.sqlalchemy().is_none() && takes_columns(project, &block.scope, call) {
        let reason = format!("Columns are given to what is not followed: {}", project.line(site));
        report.undecided(project, None, site, reason);
    }
    None
}

/// Whether a call is given `Column(…)` objects, as one of a project's own `Table` is.
fn takes_columns(project: &Project, scope: &Scope, call: &ruff_python_ast::ExprCall) -> bool {
    call.arguments.args.iter().any(|argument| match argument {
        Expr::Call(inner) => {
            let says_column = match &*inner.func {
                Expr::Name(name) => name.id.as_str() == "Column",
                Expr::Attribute(attribute) => attribute.attr.as_str() == "Column",
                _ => false,
            };
            says_column && project.evaluate(scope, &inner.func).sqlalchemy() == Some("Column")
        }
        _ => false,
    })
}

/// Tells of a table that only running the models would make.
fn undecided_table(
    project: &Project,
    report: &Report,
    assignments: &Assignments,
    block: &Block,
    expression: &Expr,
) {
    let Expr::Call(call) = expression else { return };
    if project.evaluate(&block.scope, &call.func).sqlalchemy() != Some("Table") {
        return;
    }
    let value = project.evaluate(&block.scope, expression);
    let made = value.as_call().and_then(|made| project.core_table(made, assignments));
    let address = made.map(|spec| Address::table(namespace_of(spec.schema.as_deref()), &spec.name));
    let site = block.site(call);
    let line = project.line(site);
    let reason = format!("The table is declared under a condition or in a loop: {line}");
    report.undecided(project, address, site, reason);
}

/// Indexes that are declared beside their table: `Index("name", Model.column)`.
fn loose_indexes(
    project: &Project,
    report: &Report,
    specs: &mut [TableSpec],
    of_class: &BTreeMap<usize, usize>,
    loaded: &HashSet<usize>,
) {
    let all = (0..project.modules.len()).filter(|module| loaded.contains(module));
    for block in all.flat_map(|module| blocks(project, module)) {
        let scope = block.scope;
        // An index under a condition is taken as declared: so it is never dropped.
        let dynamic = block.names.dynamic_statements.iter().copied();
        for expression in block.made().chain(dynamic) {
            let Expr::Call(call) = expression else { continue };
            if project.evaluate(&scope, &call.func).sqlalchemy() != Some("Index") {
                continue;
            }
            let value = project.evaluate(&scope, expression);
            let Some(made) = value.as_call() else { continue };
            // An index that names no column belongs to no table, and is never made.
            let Some(owner) = Project::owner_of_index(&value) else { continue };
            let at = match owner {
                IndexOwner::Class(class) => of_class.get(&class).copied(),
                IndexOwner::Table(site) => specs.iter().position(|spec| spec.site == site),
            };
            match (project.index(made), at) {
                (Ok(index), Some(at)) => specs[at].indexes.push(index),
                (Ok(_), None) => {}
                (Err((site, reason)), _) => report.undecided(project, None, site, reason),
            }
        }
    }
}

/// Sequences that belong to a `MetaData` and to no column.
fn loose_sequences(project: &Project, loaded: &HashSet<usize>) -> Vec<SequenceSpec> {
    let mut found = Vec::new();
    for (module, names) in project.modules.iter().enumerate() {
        if !loaded.contains(&module) {
            continue;
        }
        for name in &names.values {
            if let Some(Binding::Value(Expr::Call(call))) = names.bindings.get(name)
                && project.evaluate(&Scope::module(module), &call.func).sqlalchemy()
                    == Some("Sequence")
                && let Some(value) = project.module_name(module, name)
                && let Some(made) = value.as_call()
                && made.kwarg("metadata").is_some()
            {
                found.extend(sequence(made, None));
            }
        }
    }
    found
}

/// `table=True` on a class whose bases cannot be followed to SQLModel.
fn undecided_class(project: &Project, report: &Report, class: usize) {
    let found = &project.classes[class];
    report.undecided(
        project,
        None,
        found.site(),
        format!("The bases of {} cannot be followed to SQLModel", found.name()),
    );
}
