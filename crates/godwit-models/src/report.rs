use std::cell::RefCell;

use godwit_schema::{Address, Undecided};

use crate::{project::Project, reading::ModelError, value::Site};

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
        let mut all = self.undecided.borrow_mut();
        if !all.contains(&found) {
            all.push(found);
        }
    }

    pub fn error(&self, project: &Project, site: Site, message: impl Into<String>) {
        let found = ModelError { span: project.span(site), message: message.into() };
        let mut all = self.errors.borrow_mut();
        if !all.contains(&found) {
            all.push(found);
        }
    }
}
