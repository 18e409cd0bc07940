//! Where a project's code uses tables and columns: a query over the same syntax trees that models
//! are read from. Python has no types to follow for certain, so each use says how sure it is.

/// Response models and the like.
mod donors;
/// What variables hold.
mod holds;
/// Which classes and attributes stand for what is sought.
mod index;
/// SQL inside strings.
mod sql;
/// The walk over a module.
mod walk;

use godwit_schema::{Address, SourceSpan};

use crate::{
    files::SourceTree, libraries::Libraries, module::Source, project::Project, reader::deep_stack,
};

/// How code uses a table or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UseKind {
    /// A value is taken.
    Read,
    /// A value is set.
    Write,
    /// It is part of a query: `select(…)`, `where(…)`, `order_by(…)`.
    Query,
    /// It is named by SQL text that reads.
    SqlRead,
    /// It is named by SQL text that writes.
    SqlWrite,
    /// A model of requests or responses has a field of it.
    Response,
    /// Another declaration names it: a foreign key, an index, a relationship.
    Declaration,
}

/// How sure a use is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The class is named.
    Certain,
    /// A variable holds an object of the class, as far as its assignment or annotation tells.
    Likely,
    /// The name is the same, and no other mapped class has it.
    Possible,
}

/// One use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The table or column.
    pub address: Address,
    /// Where.
    pub span: SourceSpan,
    /// How.
    pub kind: UseKind,
    /// How sure.
    pub certainty: Certainty,
    /// The line of source, trimmed.
    pub line: String,
}

/// Finds where code uses tables and columns, in order of address and place; one use a line, address
/// and kind. Files that cannot be parsed have none: reading the models tells of them.
pub fn uses(tree: &SourceTree, libraries: &Libraries, sought: &[Address]) -> Vec<Use> {
    let found = deep_stack(|| {
        let sources: Vec<Source> =
            tree.files.iter().filter_map(|file| Source::parse(file).ok()).collect();
        let project = Project::new(sources.iter().collect(), libraries);
        let index = index::Index::new(&project, sought);
        let mut found = Vec::new();
        for module in 0..project.size() {
            found.extend(walk::uses(&project, &index, module));
        }
        found.extend(donors::uses(&project, &index));
        found
    });
    // Without a thread there is nothing to tell; reading the models says so by name.
    let mut found = found.unwrap_or_default();
    found.sort();
    // The surest of equal ones comes first.
    found.dedup_by(|next, first| {
        next.address == first.address
            && next.kind == first.kind
            && (&next.span.file, next.span.line) == (&first.span.file, first.span.line)
    });
    found
}
