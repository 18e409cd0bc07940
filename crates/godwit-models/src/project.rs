use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
    rc::Rc,
};

use godwit_schema::SourceSpan;
use ruff_python_ast::{Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextSize};

use crate::{
    class::Member,
    libraries::Libraries,
    module::{Names, Source},
    value::{ClassId, FunctionId, ModuleId, Site, Value},
};

/// A class statement of the project.
pub(crate) struct Class<'a> {
    pub module: ModuleId,
    pub node: &'a StmtClassDef,
    /// Names its body binds.
    pub names: Names<'a>,
    /// Its body in source order.
    pub members: Vec<Member<'a>>,
}

impl Class<'_> {
    pub fn name(&self) -> &str {
        self.node.name.as_str()
    }

    pub fn site(&self) -> Site {
        Site { module: self.module, offset: crate::module::class_offset(self.node) }
    }
}

/// A function statement of the project.
pub(crate) struct Function<'a> {
    pub module: ModuleId,
    pub node: &'a StmtFunctionDef,
}

/// All modules of a tree with their classes and functions, and what was evaluated already.
pub(crate) struct Project<'a> {
    pub libraries: &'a Libraries,
    pub sources: Vec<&'a Source>,
    pub modules: Vec<Names<'a>>,
    pub classes: Vec<Class<'a>>,
    pub functions: Vec<Function<'a>>,
    class_ids: HashMap<(ModuleId, TextSize), ClassId>,
    function_ids: HashMap<(ModuleId, TextSize), FunctionId>,
    /// Modules by every dotted ending of their path: `models.user`, `app.models.user`.
    pub endings: HashMap<&'a str, Vec<ModuleId>>,
    /// Values of module names; a name under evaluation is present as `None`.
    pub(crate) memo: RefCell<HashMap<(ModuleId, &'a str), Option<Value>>>,
    pub(crate) class_memo: RefCell<HashMap<(ClassId, &'a str), Option<Value>>>,
    pub(crate) mro_memo: RefCell<HashMap<ClassId, Option<Rc<crate::class::Ancestry>>>>,
    pub(crate) kind_memo: RefCell<HashMap<ClassId, crate::class::Kind>>,
    pub(crate) depth: Cell<u32>,
    /// Evaluation steps since the outermost expression began.
    pub(crate) steps: Cell<u32>,
}

impl<'a> Project<'a> {
    pub fn new(sources: Vec<&'a Source>, libraries: &'a Libraries) -> Self {
        let mut project = Self {
            libraries,
            sources: Vec::new(),
            modules: Vec::with_capacity(sources.len()),
            classes: Vec::new(),
            functions: Vec::new(),
            class_ids: HashMap::new(),
            function_ids: HashMap::new(),
            endings: HashMap::new(),
            memo: RefCell::default(),
            class_memo: RefCell::default(),
            mro_memo: RefCell::default(),
            kind_memo: RefCell::default(),
            depth: Cell::new(0),
            steps: Cell::new(0),
        };
        for (module, source) in sources.iter().copied().enumerate() {
            let names = Names::of_module(source.body());
            project.register(module, source.body());
            project.modules.push(names);
            let mut ending = source.dotted.as_str();
            loop {
                project.endings.entry(ending).or_default().push(module);
                match ending.split_once('.') {
                    Some((_, rest)) => ending = rest,
                    None => break,
                }
            }
        }
        project.sources = sources;
        project
    }

    /// Registers classes and functions of a block, those inside classes and branches too.
    fn register(&mut self, module: ModuleId, body: &'a [Stmt]) {
        for statement in body {
            match statement {
                Stmt::ClassDef(node) => {
                    let id = self.classes.len();
                    self.class_ids.insert((module, node.range().start()), id);
                    self.classes.push(Class {
                        module,
                        node,
                        names: Names::of_class(&node.body),
                        members: crate::class::members(&node.body),
                    });
                    self.register(module, &node.body);
                }
                Stmt::FunctionDef(node) => {
                    self.function_ids.insert((module, node.range().start()), self.functions.len());
                    self.functions.push(Function { module, node });
                }
                Stmt::If(branch) => {
                    self.register(module, &branch.body);
                    for clause in &branch.elif_else_clauses {
                        self.register(module, &clause.body);
                    }
                }
                Stmt::Try(attempt) => {
                    self.register(module, &attempt.body);
                    self.register(module, &attempt.orelse);
                }
                Stmt::With(with) => self.register(module, &with.body),
                Stmt::For(each) => self.register(module, &each.body),
                Stmt::While(each) => self.register(module, &each.body),
                _ => {}
            }
        }
    }

    pub fn class_id(&self, module: ModuleId, node: &StmtClassDef) -> Option<ClassId> {
        self.class_ids.get(&(module, node.range().start())).copied()
    }

    pub fn function_id(&self, module: ModuleId, node: &StmtFunctionDef) -> Option<FunctionId> {
        self.function_ids.get(&(module, node.range().start())).copied()
    }

    pub fn span(&self, site: Site) -> SourceSpan {
        self.sources[site.module].span(site.offset)
    }

    /// The modules that are loaded when those of a path are imported.
    pub fn loaded_with(&self, is_wanted: impl Fn(&str) -> bool) -> HashSet<ModuleId> {
        let mut waiting: Vec<ModuleId> = (0..self.modules.len())
            .filter(|module| {
                let source = self.sources[*module];
                !source.is_known && is_wanted(&source.path)
            })
            .collect();
        let mut loaded: HashSet<ModuleId> = waiting.iter().copied().collect();
        while let Some(module) = waiting.pop() {
            for found in self.imported_by(module) {
                if !self.sources[found].is_known && loaded.insert(found) {
                    waiting.push(found);
                }
            }
        }
        loaded
    }

    /// The source line of a place, for messages.
    pub fn line(&self, site: Site) -> &str {
        self.sources[site.module].line(site.offset)
    }
}
