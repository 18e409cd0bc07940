use std::{collections::BTreeMap, sync::Arc};

use godwit_schema::{Address, Undecided};
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use crate::{
    assemble::namespace_of,
    class::Kind,
    column::Owner,
    defaults::sequence,
    evaluate::Scope,
    indexes::IndexOwner,
    metadata::Assignments,
    module::{class_offset, says_table},
    names::{Binding, Loop, Names},
    project::Project,
    reading::ModelError,
    report::Report,
    spec::{IndexSpec, SequenceSpec, TableSpec},
    value::{ClassId, ModuleId, Site, last},
};

/// What one module declares, before what stands elsewhere is added to it.
#[derive(Default)]
pub(crate) struct Declared {
    /// In order of line, those of classes first.
    tables: Vec<Arc<TableSpec>>,
    /// Which of the tables is that of a class.
    of_class: Vec<(ClassId, usize)>,
    /// Classes that share the table of another one.
    sharing: Vec<(ClassId, ClassId)>,
    /// Indexes that are declared beside their table: `Index("name", Model.column)`.
    indexes: Vec<(IndexOwner, IndexSpec)>,
    /// Sequences that belong to a `MetaData` and to no column.
    sequences: Vec<SequenceSpec>,
    undecided: Vec<Undecided>,
    errors: Vec<ModelError>,
}

impl Declared {
    /// Evaluates what a module declares.
    pub fn of(project: &Project, assignments: &Assignments, module: ModuleId) -> Self {
        let reader = ModuleReader { project, assignments, module, report: Report::default() };
        let mut found = Self::default();
        reader.classes(&mut found);
        for block in reader.blocks() {
            for expression in block.made() {
                found.tables.extend(reader.core_table(&block.scope, expression).map(Arc::new));
            }
            let names = block.names;
            for expression in names.dynamic_values.iter().chain(&names.dynamic_statements) {
                reader.undecided_table(&block.scope, expression);
            }
            for each in &names.loops {
                found.tables.extend(reader.tables_of_loop(&block.scope, each).map(Arc::new));
            }
        }
        reader.dynamic_classes();
        found.indexes = reader.loose_indexes();
        found.sequences = reader.loose_sequences();
        found.undecided = reader.report.undecided.into_inner();
        found.errors = reader.report.errors.into_inner();
        found
    }
}

/// The tables and loose sequences of a project.
#[derive(Default)]
pub(crate) struct Tables {
    pub tables: Vec<Arc<TableSpec>>,
    pub sequences: Vec<SequenceSpec>,
}

impl Tables {
    /// Joins what modules declare, in their order.
    pub fn joined(project: &Project, report: &Report, modules: &[&Declared]) -> Self {
        let mut all = Self::default();
        let mut of_class: BTreeMap<ClassId, usize> = BTreeMap::new();
        for one in modules {
            let first = all.tables.len();
            of_class.extend(one.of_class.iter().map(|(class, at)| (*class, first + at)));
            all.tables.extend(one.tables.iter().cloned());
            all.sequences.extend(one.sequences.iter().cloned());
            report.take(&one.undecided, &one.errors);
        }
        let sharing = || modules.iter().flat_map(|one| &one.sharing);
        for (class, parent) in sharing() {
            let Some(at) = of_class.get(parent) else { continue };
            let table = Arc::make_mut(&mut all.tables[*at]);
            let owner = Owner::new(table.schema.as_deref(), table.metadata_schema.as_deref());
            let columns = project.single_table_columns(*class, owner);
            table.columns.extend(columns);
        }
        for (class, parent) in sharing() {
            if let Some(at) = of_class.get(parent).copied() {
                of_class.insert(*class, at);
            }
        }
        let of_site: BTreeMap<(Site, String), usize> = (all.tables.iter().enumerate().rev())
            .map(|(at, table)| ((table.site, table.name.clone()), at))
            .collect();
        for (owner, index) in modules.iter().flat_map(|one| &one.indexes) {
            let at = match owner {
                IndexOwner::Class(class) => of_class.get(class),
                IndexOwner::Table(site, name) => of_site.get(&(*site, name.clone())),
            };
            if let Some(at) = at {
                Arc::make_mut(&mut all.tables[*at]).indexes.push(index.clone());
            }
        }
        all
    }
}

/// Reads one module.
struct ModuleReader<'p, 'a> {
    project: &'p Project<'a>,
    assignments: &'p Assignments,
    module: ModuleId,
    report: Report,
}

/// A module's own block, or a class's, where `Table(…)` and `Index(…)` may stand.
struct Block<'p, 'a> {
    scope: Scope<'static>,
    names: &'p Names<'a>,
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
}

fn site(scope: &Scope, call: &ExprCall) -> Site {
    Site { module: scope.module, offset: call.start() }
}

impl<'p, 'a> ModuleReader<'p, 'a> {
    fn undecided(&self, address: Option<Address>, site: Site, reason: String) {
        self.report.undecided(self.project, address, site, reason);
    }

    /// The blocks of the module: its own, then those of its classes.
    fn blocks(&self) -> Vec<Block<'p, 'a>> {
        let module = self.module;
        let names = &self.project.module(module).names;
        let classes = names.classes.iter().filter_map(|node| {
            let class = self.project.class_id(module, node)?;
            let names = &self.project.class(class).names;
            Some(Block { scope: Scope::class(module, class), names })
        });
        std::iter::once(Block { scope: Scope::module(module), names }).chain(classes).collect()
    }

    /// The tables of classes.
    fn classes(&self, found: &mut Declared) {
        let Self { project, module, .. } = *self;
        for node in &project.module(module).names.classes {
            let Some(class) = project.class_id(module, node) else { continue };
            match project.class_table(class, self.assignments) {
                Some(Ok(table)) => {
                    found.of_class.push((class, found.tables.len()));
                    found.tables.push(Arc::new(table));
                }
                Some(Err((site, reason))) => self.undecided(None, site, reason),
                None => {
                    if let Some(parent) = project.shares_table_of(class) {
                        found.sharing.push((class, parent));
                    } else if says_table(node) && project.kind(class) == Kind::Other {
                        let found = project.class(class);
                        let reason =
                            format!("The bases of {} cannot be followed to SQLModel", found.name());
                        self.undecided(None, found.site(), reason);
                    }
                }
            }
        }
    }

    /// Classes under a condition, in a loop or in a function.
    fn dynamic_classes(&self) {
        let Self { project, module, .. } = *self;
        for node in &project.module(module).names.dynamic_classes {
            let class = project.class_id(module, node);
            let table = match class {
                Some(class) => project.is_mapped(class),
                None => says_table(node),
            };
            if table {
                let site = Site { module, offset: class_offset(node) };
                let address = class
                    .and_then(|class| project.table_identity(class))
                    .map(|(schema, name)| Address::table(namespace_of(schema.as_deref()), &name));
                let reason = format!(
                    "The table {} is declared under a condition, in a loop or in a function",
                    node.name.as_str()
                );
                self.undecided(address, site, reason);
            }
        }
    }

    /// The table that an expression makes, if it does.
    fn core_table(&self, scope: &Scope, expression: &Expr) -> Option<TableSpec> {
        let project = self.project;
        let Expr::Call(call) = expression else { return None };
        let callee = project.evaluate(scope, &call.func);
        let site = site(scope, call);
        let line = || project.line(site);
        if callee.sqlalchemy() == Some("Table") {
            let value = project.evaluate(scope, expression);
            let made = value.as_call().and_then(|made| project.core_table(made, self.assignments));
            if made.is_none() {
                let reason = format!("The table is not declared by constants: {}", line());
                self.undecided(None, site, reason);
            }
            return made;
        }
        if callee.path().map(last) == Some("type") && call.arguments.args.len() == 3 {
            self.undecided(None, site, format!("A class is made by a call of type: {}", line()));
        }
        if callee.sqlalchemy().is_none() && self.takes_columns(scope, call) {
            let reason = format!("Columns are given to what is not followed: {}", line());
            self.undecided(None, site, reason);
        }
        None
    }

    /// Whether a call is given `Column(…)` objects, as one of a project's own `Table` is.
    fn takes_columns(&self, scope: &Scope, call: &ExprCall) -> bool {
        call.arguments.args.iter().any(|argument| match argument {
            Expr::Call(inner) => {
                let says_column = match &*inner.func {
                    Expr::Name(name) => name.id.as_str() == "Column",
                    Expr::Attribute(attribute) => attribute.attr.as_str() == "Column",
                    _ => false,
                };
                says_column
                    && self.project.evaluate(scope, &inner.func).sqlalchemy() == Some("Column")
            }
            _ => false,
        })
    }

    /// Tells of a table that only running the models would make.
    fn undecided_table(&self, scope: &Scope, expression: &Expr) {
        let project = self.project;
        let Expr::Call(call) = expression else { return };
        if project.evaluate(scope, &call.func).sqlalchemy() != Some("Table") {
            return;
        }
        let value = project.evaluate(scope, expression);
        let made = value.as_call().and_then(|made| project.core_table(made, self.assignments));
        let address =
            made.map(|table| Address::table(namespace_of(table.schema.as_deref()), &table.name));
        let site = site(scope, call);
        let line = project.line(site);
        let reason = format!("The table is declared under a condition or in a loop: {line}");
        self.undecided(address, site, reason);
    }

    /// The tables of a loop over what is known, each round's; those of another loop are undecided.
    fn tables_of_loop(
        &self,
        scope: &Scope,
        each: &Loop,
    ) -> impl Iterator<Item = TableSpec> + use<> {
        let mut found = Vec::new();
        match self.project.turns(scope, each.each) {
            Some(turns) => {
                for turn in &turns {
                    let scope = Scope { locals: Some(&turn.locals), ..*scope };
                    found.extend(self.core_table(&scope, turn.expression));
                }
            }
            None => {
                for expression in each.values.iter().chain(&each.statements) {
                    self.undecided_table(scope, expression);
                }
            }
        }
        // Each round makes column objects of its own.
        for column in found.iter_mut().flat_map(|table: &mut TableSpec| &mut table.columns) {
            column.is_object &= column.site.module != self.module
                || !each.each.range().contains(column.site.offset);
        }
        found.into_iter()
    }

    fn loose_indexes(&self) -> Vec<(IndexOwner, IndexSpec)> {
        let mut found = Vec::new();
        for block in self.blocks() {
            // An index under a condition is taken as declared: so it is never dropped.
            let dynamic = block.names.dynamic_statements.iter().copied();
            for expression in block.made().chain(dynamic) {
                found.extend(self.loose_index(&block.scope, expression));
            }
            for each in &block.names.loops {
                match self.project.turns(&block.scope, each.each) {
                    Some(turns) => {
                        for turn in &turns {
                            let scope = Scope { locals: Some(&turn.locals), ..block.scope };
                            found.extend(self.loose_index(&scope, turn.expression));
                        }
                    }
                    None => {
                        for expression in &each.statements {
                            found.extend(self.loose_index(&block.scope, expression));
                        }
                    }
                }
            }
        }
        found
    }

    fn loose_index(&self, scope: &Scope, expression: &Expr) -> Option<(IndexOwner, IndexSpec)> {
        let project = self.project;
        let Expr::Call(call) = expression else { return None };
        if project.evaluate(scope, &call.func).sqlalchemy() != Some("Index") {
            return None;
        }
        let value = project.evaluate(scope, expression);
        let made = value.as_call()?;
        // An index that names no column belongs to no table, and is never made.
        let owner = Project::owner_of_index(&value)?;
        match project.index(made) {
            Ok(index) => Some((owner, index)),
            Err((site, reason)) => {
                self.undecided(None, site, reason);
                None
            }
        }
    }

    fn loose_sequences(&self) -> Vec<SequenceSpec> {
        let Self { project, module, .. } = *self;
        let names = &project.module(module).names;
        let mut found = Vec::new();
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
        found
    }
}
