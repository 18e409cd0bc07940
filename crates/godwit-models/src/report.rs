use std::cell::RefCell;

use godwit_schema::{Address, Catalog, Spans, Undecided};

use crate::{
    project::Project,
    reading::{ModelError, Reading},
    value::Site,
};

/// Gathers what could not be decided and what is wrong.
#[derive(Default)]
pub(crate) struct Report {
    pub undecided: RefCell<Vec<Undecided>>,
    pub errors: RefCell<Vec<ModelError>>,
}

impl Report {
    pub fn undecided(
        &self,
        project: &Project,
        address: Option<Address>,
        site: Site,
        reason: impl Into<String>,
    ) {
        let found = Undecided { address, span: project.span(site), reason: reason.into() };
        push_new(&mut self.undecided.borrow_mut(), found);
    }

    pub fn error(&self, project: &Project, site: Site, message: impl Into<String>) {
        let found = ModelError { span: project.span(site), message: message.into() };
        push_new(&mut self.errors.borrow_mut(), found);
    }

    /// Takes over what was found about a part.
    pub fn take(&self, undecided: &[Undecided], errors: &[ModelError]) {
        for one in undecided {
            push_new(&mut self.undecided.borrow_mut(), one.clone());
        }
        for one in errors {
            push_new(&mut self.errors.borrow_mut(), one.clone());
        }
    }

    /// A reading of a catalog and of what was found about it.
    pub fn into_reading(
        self,
        catalog: Catalog,
        spans: Spans,
        tables: usize,
        files: usize,
    ) -> Reading {
        let (undecided, errors) = (self.undecided.into_inner(), self.errors.into_inner());
        Reading { catalog, spans, undecided, errors, tables, files }
    }
}

/// The same is told once.
fn push_new<T: PartialEq>(all: &mut Vec<T>, found: T) {
    if !all.contains(&found) {
        all.push(found);
    }
}
