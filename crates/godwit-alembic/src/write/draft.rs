use super::{RevisionOptions, RevisionText, Unwritable, file_name, template};
use crate::{read, revision};

/// What a revision says, before a template gives it its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub revision: String,
    /// Revisions it follows.
    pub parents: Vec<String>,
    /// What its file is named after.
    pub message: String,
    /// Its docstring, fit to stand between three quotes: the message, the steps with their hazards,
    /// the plan's seal.
    pub docstring: String,
    pub(super) upgrades: Vec<String>,
    pub(super) downgrades: Vec<String>,
}

impl Draft {
    /// The file as Godwit fills the project's template, or Alembic's when it has none.
    ///
    /// # Errors
    /// A template that does more than fill in the values Alembic gives.
    pub fn rendered(&self, options: &RevisionOptions) -> Result<RevisionText, Unwritable> {
        let created_at = Some(options.created_at);
        Ok(RevisionText {
            revision: self.revision.clone(),
            file_name: file_name::file_name(
                &options.config,
                &self.revision,
                &self.message,
                options.created_at,
            )?,
            text: template::fill(options.template.as_deref(), &self.values(created_at))?,
        })
    }

    /// The body of `upgrade()` or `downgrade()` as Alembic gives it to a template: without an indent
    /// on the first line, with one on all others.
    pub fn block(&self, up: bool) -> String {
        let lines = if up { &self.upgrades } else { &self.downgrades };
        if lines.is_empty() { "pass".to_owned() } else { template::indented(lines, 4) }
    }

    /// Lines that import what its operations speak of and the template does not name.
    pub fn imports(&self, template: &str) -> Vec<&'static str> {
        template::imports_beside(template, &self.values(None))
    }

    /// Proves that a file which somebody else wrote is this revision: its id and what it follows, the
    /// operations of both ways as far as text tells them, and the names that they speak of.
    ///
    /// # Errors
    /// What is not so.
    pub fn proven(&self, text: &str) -> Result<(), Unwritable> {
        let values = self.values(None);
        let wanted = template::fill(None, &values)?;
        template::proven(text, &values)?;
        let missing = template::missing_imports(text, &values)?;
        if !missing.is_empty() {
            return Err(Unwritable(format!("the file lacks {}", missing.join(", "))));
        }
        for function in ["upgrade", "downgrade"] {
            let told = |text: &str| -> Result<Vec<String>, Unwritable> {
                let read = read::function(text, function).map_err(|(line, reason)| {
                    Unwritable(format!("line {line} of the file: {reason}"))
                })?;
                let operations = read.operations.into_iter().map(|operation| operation.summary);
                Ok(operations.chain(read.unread.into_iter().map(|(_, what)| what)).collect())
            };
            if told(text)? != told(&wanted)? {
                return Err(Unwritable(format!(
                    "the file does something else in {function}() than was to be written"
                )));
            }
        }
        let declared = revision::read("the file", text).ok();
        match declared.and_then(|declared| declared.broken) {
            Some((line, reason)) => {
                Err(Unwritable(format!("line {line} of the file is no Python: {reason}")))
            }
            None => Ok(()),
        }
    }

    fn values(&self, created_at: Option<super::CreatedAt>) -> template::Values<'_> {
        template::Values {
            message: &self.docstring,
            rev_id: &self.revision,
            parents: &self.parents,
            created_at,
            upgrades: &self.upgrades,
            downgrades: &self.downgrades,
        }
    }
}
