use std::{collections::HashSet, sync::Arc};

use crate::{
    assemble::assemble,
    libraries::Libraries,
    metadata::says_metadata,
    module::Source,
    project::Project,
    reading::{Broken, Reading},
    reads::ModuleSet,
    report::Report,
    tables::{Declared, Tables},
    value::ModuleId,
};

/// What was told of each module at the last reading, so that only modules are evaluated anew for
/// which a module was read that changed since.
#[derive(Default)]
pub(crate) struct Memory {
    sources: Vec<Arc<Source>>,
    libraries: Option<Libraries>,
    outlines: Vec<Outline>,
    /// Modules that were read to tell what is assigned to `MetaData` objects.
    assignments: ModuleSet,
    /// What was told of a module, and which modules were read for it.
    declared: Vec<Option<(Arc<Declared>, ModuleSet)>>,
}

/// What a module's own text tells among a given list of files.
#[derive(Clone)]
struct Outline {
    /// Modules of the project that it imports.
    imports: Vec<ModuleId>,
    /// Whether it assigns to attributes of `MetaData` objects.
    assigns: bool,
}

/// A reading and what can be kept of it.
struct Found {
    reading: Reading,
    memory: Memory,
    /// Whether an evaluation was given up for its depth or length.
    is_limited: bool,
}

impl Memory {
    /// Reads the models out of parsed files; `broken` are those that could not be.
    pub fn read(
        &mut self,
        sources: &[Arc<Source>],
        libraries: &Libraries,
        broken: Broken,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Reading {
        let before = std::mem::take(self);
        let mut found = before.and_now(sources, libraries, &is_wanted);
        if found.is_limited {
            // How far an evaluation gets depends on what was evaluated before it.
            found = Self::default().and_now(sources, libraries, &is_wanted);
        } else {
            *self = found.memory;
        }
        found.reading.with(broken)
    }

    fn and_now(
        &self,
        sources: &[Arc<Source>],
        libraries: &Libraries,
        is_wanted: &impl Fn(&str) -> bool,
    ) -> Found {
        let unchanged = self.unchanged(sources, libraries);
        let project = Project::new(sources.iter().map(|source| &**source).collect(), libraries);
        let outlines: Vec<Outline> = (0..sources.len())
            .map(|module| match self.outlines.get(module) {
                Some(outline) if unchanged[module] => outline.clone(),
                _ => Outline {
                    imports: project.imported_by(module),
                    assigns: says_metadata(&project.module(module).names),
                },
            })
            .collect();
        let assigning: Vec<ModuleId> =
            (0..sources.len()).filter(|module| outlines[*module].assigns).collect();
        let (assignments, of_assignments) =
            project.reads.of(|| project.metadata_assignments(&assigning));
        let stands = |reads: &ModuleSet| {
            !reads.is_circular && (0..sources.len()).all(|at| unchanged[at] || !reads.contains(at))
        };
        let before = self.outlines.iter().map(|outline| outline.assigns);
        let same_assignments =
            stands(&self.assignments) && before.eq(outlines.iter().map(|outline| outline.assigns));

        let mut declared = vec![None; sources.len()];
        for module in loaded(&project, &outlines, is_wanted) {
            let known = self.declared.get(module).and_then(Option::as_ref);
            let known = known.filter(|(_, reads)| same_assignments && stands(reads)).cloned();
            declared[module] = Some(known.unwrap_or_else(|| {
                project.reads.of(|| Arc::new(Declared::of(&project, &assignments, module)))
            }));
        }
        let report = Report::default();
        let told = declared.iter().flatten().map(|(found, _)| &**found);
        let all = Tables::joined(&project, &report, &told.collect::<Vec<_>>());
        let (catalog, spans) = assemble(&project, &report, &all.tables, &all.sequences);
        let files = sources.iter().filter(|source| !source.is_known).count();
        let is_limited = project.reads.is_limited.get();
        Found {
            reading: report.into_reading(catalog, spans, all.tables.len(), files),
            is_limited,
            memory: Self {
                sources: sources.to_vec(),
                libraries: Some(libraries.clone()),
                outlines,
                assignments: of_assignments,
                declared,
            },
        }
    }

    /// Which of the modules are as they were; none when there are others than there were, since
    /// what an import means depends on all of them.
    fn unchanged(&self, sources: &[Arc<Source>], libraries: &Libraries) -> Vec<bool> {
        let same_files = self.libraries.as_ref() == Some(libraries)
            && self.sources.len() == sources.len()
            && self.sources.iter().zip(sources).all(|(one, other)| one.path == other.path);
        sources
            .iter()
            .enumerate()
            .map(|(at, source)| same_files && Arc::ptr_eq(source, &self.sources[at]))
            .collect()
    }
}

/// The modules that are loaded when those of a path are imported, in order.
fn loaded(
    project: &Project,
    outlines: &[Outline],
    is_wanted: &impl Fn(&str) -> bool,
) -> Vec<ModuleId> {
    let mut waiting: Vec<ModuleId> = (0..outlines.len())
        .filter(|module| {
            let source = project.source(*module);
            !source.is_known && is_wanted(&source.path)
        })
        .collect();
    let mut loaded: HashSet<ModuleId> = waiting.iter().copied().collect();
    while let Some(module) = waiting.pop() {
        for found in &outlines[module].imports {
            if !project.source(*found).is_known && loaded.insert(*found) {
                waiting.push(*found);
            }
        }
    }
    let mut loaded: Vec<ModuleId> = loaded.into_iter().collect();
    loaded.sort_unstable();
    loaded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::SourceFile;

    fn source(path: &str, text: &str) -> Arc<Source> {
        let file = SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
        Arc::new(Source::parse(&file).expect("Python"))
    }

    #[test]
    fn only_what_read_a_changed_module_is_evaluated_anew() {
        let table = |name: &str, base: &str| {
            format!("from {base} import Base\nclass {name}(Base, table=True):\n    x: int\n")
        };
        let base = "from sqlmodel import Field, SQLModel\nclass Base(SQLModel):\n    id: int = Field(primary_key=True)\n";
        let mut sources = vec![
            source("a.py", base),
            source("b.py", base),
            source("c.py", &table("C", "a")),
            source("d.py", &table("D", "b")),
        ];
        let mut memory = Memory::default();
        let mut read = |sources: &[Arc<Source>]| -> Vec<*const Declared> {
            let reading = memory.read(sources, &Libraries::newest(), Broken::default(), |_| true);
            assert_eq!(reading.tables, 2);
            memory.declared.iter().flatten().map(|(found, _)| Arc::as_ptr(found)).collect()
        };
        let first = read(&sources);
        assert_eq!(read(&sources), first);
        sources[0] = source("a.py", &base.replace("id:", "key:"));
        let second = read(&sources);
        let same: Vec<bool> = first.iter().zip(&second).map(|(one, two)| one == two).collect();
        assert_eq!(same, [false, true, false, true]);
    }
}
