use crate::{
    names::Binding,
    project::Project,
    value::{ModuleId, Value},
};

/// Packages that are never a module of the project by a mere ending of its path: a project's
/// `app/models/enum.py` is not `enum`.
const LIBRARIES: &[&str] = &[
    "abc",
    "alembic",
    "array",
    "ast",
    "base64",
    "calendar",
    "collections",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "email",
    "email_validator",
    "enum",
    "fastapi",
    "fastapi_users",
    "fastapi_users_db_sqlalchemy",
    "fastapi_users_db_sqlmodel",
    "flask",
    "flask_sqlalchemy",
    "functools",
    "geoalchemy2",
    "hashlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "locale",
    "logging",
    "math",
    "numbers",
    "operator",
    "os",
    "pathlib",
    "pendulum",
    "pgvector",
    "platform",
    "psycopg",
    "psycopg2",
    "pydantic",
    "pydantic_core",
    "pydantic_extra_types",
    "pydantic_settings",
    "random",
    "re",
    "secrets",
    "sqlalchemy",
    "sqlalchemy_utils",
    "sqlmodel",
    "statistics",
    "string",
    "sys",
    "time",
    "types",
    "typing",
    "typing_extensions",
    "uuid",
    "warnings",
    "zoneinfo",
];

impl<'a> Project<'a> {
    /// The value of a name of a module, following imports; `None` when it is not bound.
    pub fn module_name(&self, module: ModuleId, name: &str) -> Option<Value> {
        let names = &self.module(module).names;
        let Some((name, binding)) = names.bindings.get_key_value(name) else {
            return self.starred(module, name).or_else(|| self.submodule(module, name));
        };
        // A name that is being evaluated already: a cycle of imports or aliases.
        let circular = None;
        let key = (module, *name);
        self.memo.get(&self.reads, key, circular, || self.binding(module, binding))
    }

    /// What a binding of a module's own block stands for.
    pub fn binding(&self, module: ModuleId, binding: &Binding<'a>) -> Option<Value> {
        match binding {
            Binding::Import { module: path } => Some(self.module_path(module, path)),
            Binding::From { level, module: path, name } => {
                let Some(target) = self.import_target(module, *level, path) else {
                    return Some(Value::external(format!("{path}.{name}")));
                };
                match target {
                    // `from . import part` in a package's own `__init__.py`.
                    Target::Module(found) if found == module => self.submodule(found, name),
                    Target::Module(found) => {
                        let value =
                            self.module_name(found, name).or_else(|| self.submodule(found, name));
                        // Of a known library only what matters is told.
                        value.or_else(|| {
                            self.source(found)
                                .is_known
                                .then(|| Value::external(format!("{path}.{name}")))
                        })
                    }
                    Target::Outside(path) => {
                        let full = format!("{path}.{name}");
                        Some(match self.find_module(module, &full) {
                            Some(found) => Value::Module(found),
                            None => Value::External(full.into()),
                        })
                    }
                }
            }
            Binding::Value(expression) => {
                Some(self.evaluate(&crate::evaluate::Scope::module(module), expression))
            }
            Binding::Conditional(expression) => Some(self.unknown_at(
                module,
                *expression,
                "The value depends on a condition or a loop",
            )),
            Binding::Filled(expression) => {
                Some(self.unknown_at(module, *expression, "Something is put into the value later"))
            }
            Binding::Class(node) => self.class_id(module, node).map(Value::Class),
            Binding::Function(node) => self.function_id(module, node).map(Value::Function),
        }
    }

    fn starred(&self, module: ModuleId, name: &str) -> Option<Value> {
        let stars = &self.module(module).names.stars;
        if stars.is_empty() || name.starts_with('_') {
            return None;
        }
        // A cycle of star imports would never end.
        let depth = self.depth.get();
        if depth > 100 {
            self.reads.is_limited.set(true);
            return None;
        }
        self.depth.set(depth + 1);
        let found = stars.iter().rev().find_map(|(level, path)| {
            match self.import_target(module, *level, path)? {
                Target::Module(found) if found != module => self.module_name(found, name),
                Target::Module(_) => None,
                Target::Outside(path) => star_export(&path, name),
            }
        });
        self.depth.set(depth);
        found
    }

    fn submodule(&self, module: ModuleId, name: &str) -> Option<Value> {
        let source = &self.source(module);
        if !source.is_package {
            return None;
        }
        let full = if source.dotted.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", source.dotted)
        };
        self.exact_module(&full).map(Value::Module)
    }

    fn module_path(&self, from: ModuleId, path: &str) -> Value {
        self.find_module(from, path).map_or_else(|| Value::external(path), Value::Module)
    }

    fn import_target(&self, from: ModuleId, level: u32, path: &str) -> Option<Target> {
        if level == 0 {
            return Some(match self.find_module(from, path) {
                Some(found) => Target::Module(found),
                None => Target::Outside(path.to_owned()),
            });
        }
        let source = &self.source(from);
        let mut parts: Vec<&str> =
            source.dotted.split('.').filter(|part| !part.is_empty()).collect();
        let up = (level as usize).saturating_sub(usize::from(source.is_package));
        for _ in 0..up {
            parts.pop();
        }
        parts.extend(path.split('.').filter(|part| !part.is_empty()));
        let full = parts.join(".");
        Some(match self.exact_module(&full) {
            Some(found) => Target::Module(found),
            None => Target::Outside(full),
        })
    }

    /// Modules of the project that a module imports.
    pub fn imported_by(&self, module: ModuleId) -> Vec<ModuleId> {
        let names = &self.module(module).names;
        let mut found = Vec::new();
        let target = |level, path: &str| match self.import_target(module, level, path) {
            Some(Target::Module(target)) => Some(target),
            _ => None,
        };
        for binding in names.bindings.values() {
            match binding {
                Binding::Import { module: path } => found.extend(self.find_module(module, path)),
                Binding::From { level, module: path, name } => {
                    let of = target(*level, path);
                    found.extend(of);
                    let full =
                        if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
                    found.extend(target(*level, &full));
                }
                _ => {}
            }
        }
        found.extend(names.imports.iter().filter_map(|path| self.find_module(module, path)));
        found.extend(names.stars.iter().filter_map(|(level, path)| target(*level, path)));
        found
    }

    fn exact_module(&self, full: &str) -> Option<ModuleId> {
        self.endings.get(full)?.iter().copied().find(|module| self.source(*module).dotted == full)
    }

    /// The module that `import path` means in a file: the one nearest to it whose path ends so.
    pub fn find_module(&self, from: ModuleId, path: &str) -> Option<ModuleId> {
        let candidates = self.endings.get(path)?;
        if let Some(exact) = candidates.iter().find(|module| self.source(**module).dotted == path) {
            return Some(*exact);
        }
        let first = path.split('.').next().unwrap_or(path);
        if LIBRARIES.contains(&first) {
            return None;
        }
        let importer = &self.source(from).dotted;
        candidates.iter().copied().max_by_key(|module| {
            let dotted = &self.source(*module).dotted;
            let shared = dotted
                .split('.')
                .zip(importer.split('.'))
                .take_while(|(one, other)| one == other)
                .count();
            (shared, std::cmp::Reverse(dotted.len()))
        })
    }
}

enum Target {
    Module(ModuleId),
    /// A package that the project does not hold.
    Outside(String),
}

/// Names that `from library import *` brings in.
fn star_export(path: &str, name: &str) -> Option<Value> {
    let known = match path {
        "sqlalchemy"
        | "sqlalchemy.orm"
        | "sqlmodel"
        | "sqlalchemy.dialects.postgresql"
        | "sqlalchemy.types" => {
            name.starts_with(|first: char| first.is_ascii_uppercase())
                || matches!(
                    name,
                    "func"
                        | "text"
                        | "mapped_column"
                        | "relationship"
                        | "declared_attr"
                        | "false"
                        | "true"
                        | "null"
                        | "desc"
                        | "asc"
                )
        }
        "typing" | "datetime" | "decimal" | "uuid" | "enum" | "pydantic" => {
            !crate::evaluate::is_builtin(name)
        }
        _ => false,
    };
    known.then(|| Value::external(format!("{path}.{name}")))
}
