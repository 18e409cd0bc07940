use std::{
    cell::{Cell, OnceCell},
    collections::HashMap,
    rc::Rc,
};

use godwit_schema::SourceSpan;
use ruff_python_ast::{Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextSize};

use crate::{
    ancestry::Ancestry,
    class::Kind,
    libraries::Libraries,
    members::Member,
    module::Source,
    names::Names,
    reads::{Memo, Reads},
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

/// A module with its classes and functions, those inside classes and branches too.
#[derive(Default)]
pub(crate) struct Module<'a> {
    pub names: Names<'a>,
    classes: Vec<Class<'a>>,
    functions: Vec<Function<'a>>,
    class_ids: HashMap<TextSize, usize>,
    function_ids: HashMap<TextSize, usize>,
}

/// All modules of a tree, and what was evaluated already.
///
/// Whatever depends on a module's text is asked for by a function that notes the module in `reads`.
pub(crate) struct Project<'a> {
    pub libraries: &'a Libraries,
    sources: Vec<&'a Source>,
    /// Looked through when they are first asked for.
    modules: Vec<OnceCell<Module<'a>>>,
    /// Modules by every dotted ending of their path: `models.user`, `app.models.user`.
    pub endings: HashMap<&'a str, Vec<ModuleId>>,
    pub(crate) reads: Reads,
    /// Values of module names.
    pub(crate) memo: Memo<(ModuleId, &'a str), Option<Value>>,
    pub(crate) class_memo: Memo<(ClassId, &'a str), Option<Value>>,
    pub(crate) mro_memo: Memo<ClassId, Rc<Ancestry>>,
    pub(crate) kind_memo: Memo<ClassId, Kind>,
    pub(crate) depth: Cell<u32>,
    /// Evaluation steps since the outermost expression began.
    pub(crate) steps: Cell<u32>,
}

impl<'a> Project<'a> {
    pub fn new(sources: Vec<&'a Source>, libraries: &'a Libraries) -> Self {
        let mut endings: HashMap<&str, Vec<ModuleId>> = HashMap::new();
        for (module, source) in sources.iter().copied().enumerate() {
            let mut ending = source.dotted.as_str();
            loop {
                endings.entry(ending).or_default().push(module);
                match ending.split_once('.') {
                    Some((_, rest)) => ending = rest,
                    None => break,
                }
            }
        }
        Self {
            libraries,
            modules: sources.iter().map(|_| OnceCell::new()).collect(),
            sources,
            endings,
            reads: Reads::default(),
            memo: Memo::default(),
            class_memo: Memo::default(),
            mro_memo: Memo::default(),
            kind_memo: Memo::default(),
            depth: Cell::new(0),
            steps: Cell::new(0),
        }
    }

    /// How many modules there are.
    pub fn size(&self) -> usize {
        self.sources.len()
    }

    /// A module's source, for what its path tells; its text is asked for by the functions below.
    pub fn source(&self, module: ModuleId) -> &'a Source {
        self.sources[module]
    }

    pub fn module(&self, module: ModuleId) -> &Module<'a> {
        self.reads.note(module);
        self.modules[module].get_or_init(|| Module::new(module, self.sources[module].body()))
    }

    pub fn class(&self, class: ClassId) -> &Class<'a> {
        &self.module(class.module).classes[class.at]
    }

    /// The classes of a module, those inside classes and branches too.
    pub fn classes_of(&self, module: ModuleId) -> impl Iterator<Item = (ClassId, &Class<'a>)> {
        let classes = self.module(module).classes.iter().enumerate();
        classes.map(move |(at, class)| (ClassId { module, at }, class))
    }

    /// The classes of all modules, in order.
    pub fn all_classes(&self) -> impl Iterator<Item = ClassId> {
        (0..self.size()).flat_map(|module| self.classes_of(module).map(|(class, _)| class))
    }

    pub fn function(&self, function: FunctionId) -> &Function<'a> {
        &self.module(function.module).functions[function.at]
    }

    pub fn class_id(&self, module: ModuleId, node: &StmtClassDef) -> Option<ClassId> {
        let at = *self.module(module).class_ids.get(&node.range().start())?;
        Some(ClassId { module, at })
    }

    pub fn function_id(&self, module: ModuleId, node: &StmtFunctionDef) -> Option<FunctionId> {
        let at = *self.module(module).function_ids.get(&node.range().start())?;
        Some(FunctionId { module, at })
    }

    pub fn span(&self, site: Site) -> SourceSpan {
        self.reads.note(site.module);
        self.sources[site.module].span(site.offset)
    }

    /// The source line of a place, for messages.
    pub fn line(&self, site: Site) -> &str {
        self.reads.note(site.module);
        self.sources[site.module].line(site.offset)
    }
}

impl<'a> Module<'a> {
    fn new(module: ModuleId, body: &'a [Stmt]) -> Self {
        let mut found = Self { names: Names::of_module(body), ..Self::default() };
        found.register(module, body);
        found
    }

    /// Registers classes and functions of a block, those inside classes and branches too.
    fn register(&mut self, module: ModuleId, body: &'a [Stmt]) {
        for statement in body {
            match statement {
                Stmt::ClassDef(node) => {
                    self.class_ids.insert(node.range().start(), self.classes.len());
                    self.classes.push(Class {
                        module,
                        node,
                        names: Names::of_class(&node.body),
                        members: crate::members::members(&node.body),
                    });
                    self.register(module, &node.body);
                }
                Stmt::FunctionDef(node) => {
                    self.function_ids.insert(node.range().start(), self.functions.len());
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
}
