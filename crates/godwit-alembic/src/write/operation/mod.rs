//! One SQL command as Alembic's operation, where there is one that does exactly the same.
//!
//! The plan's SQL is what counts: an operation takes its place only when the text has the form that
//! the step's own object gives it. Whatever else stands in the text keeps it SQL.

mod column;
mod constraint;
mod index;
mod table;

use godwit_diff::Verb;
use godwit_plan::plan::{Plan, Step, StepVerb};
use godwit_schema::{Address, Catalog, ConstraintKind, Kind, Object, quote::quote_literal};

use super::literal;

/// Which way a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// A step, with what its operations look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) plan: &'a Plan,
    pub(super) step: &'a Step,
    pub(super) way: Way,
}

impl<'a> Look<'a> {
    fn catalog(&self) -> &'a Catalog {
        &self.plan.expected
    }

    fn address(&self) -> &'a Address {
        &self.step.address
    }

    /// The step's own object as it stands before this way is gone, and after.
    fn sides(&self) -> (Option<&'a Object>, Option<&'a Object>) {
        let own = self.step.changes.iter().find(|change| change.address == *self.address());
        let (before, after): (Option<&Object>, Option<&Object>) = match own.map(|own| &own.verb) {
            Some(Verb::Create { after }) => (None, Some(after)),
            Some(Verb::Drop { before }) => (Some(before), None),
            Some(Verb::Alter { before, after }) => (Some(before), Some(after)),
            Some(Verb::Rename { .. }) | None => (None, None),
        };
        match self.way {
            Way::Up => (before, after),
            Way::Down => (after, before),
        }
    }

    /// The names that a rename of the step's own object leads from and to.
    fn names(&self) -> Option<(&'a Address, &'a Address)> {
        self.step.changes.iter().find_map(|change| match &change.verb {
            Verb::Rename { from } if change.address == *self.address() => Some(match self.way {
                Way::Up => (from, self.address()),
                Way::Down => (self.address(), from),
            }),
            _ => None,
        })
    }

    /// The comment that a `COMMENT ON` statement sets, or `None` inside for its removal.
    #[allow(clippy::option_option)]
    fn comment(&self, subject: &str, sql: &str) -> Option<Option<&'a str>> {
        let text = sql.strip_prefix(&format!("COMMENT ON {subject} IS "))?;
        if text == "NULL" {
            return Some(None);
        }
        let (before, after) = self.sides();
        [after, before]
            .into_iter()
            .flatten()
            .filter_map(Object::comment)
            .find(|comment| quote_literal(comment) == text)
            .map(Some)
    }
}

/// Whether SQLAlchemy takes the schema's name for one: with a dot in it, it reads two.
fn has_plain_schema(look: &Look<'_>) -> bool {
    let own = std::iter::once(look.address()).chain(look.names().map(|(from, _)| from));
    let sides = look.sides();
    let referenced = [sides.0, sides.1].into_iter().flatten().filter_map(|object| match object {
        Object::Constraint(constraint) => match &constraint.kind {
            ConstraintKind::ForeignKey(key) => Some(&key.references),
            _ => None,
        },
        _ => None,
    });
    !own.chain(referenced).any(|address| address.namespace_name().contains('.'))
}

/// The whole step by operations that say several of its statements at once.
pub(super) fn whole(look: &Look<'_>) -> Option<Vec<String>> {
    if !has_plain_schema(look) {
        return None;
    }
    match (look.way, look.step.verb, look.address().kind()) {
        (Way::Up, StepVerb::Create, Kind::Table) => table::create(look),
        (Way::Up, StepVerb::Create, Kind::Column) => {
            column::add_then_fill(look).or_else(|| column::add_with_comment(look))
        }
        _ => None,
    }
}

/// One statement.
pub(super) fn single(look: &Look<'_>, sql: &str) -> Option<String> {
    if !has_plain_schema(look) {
        return None;
    }
    match look.address().kind() {
        Kind::Table => table::single(look, sql),
        Kind::Column => column::single(look, sql),
        Kind::Constraint => constraint::single(look, sql),
        Kind::Index => index::single(look, sql),
        Kind::Namespace
        | Kind::Enum
        | Kind::Sequence
        | Kind::Default
        | Kind::Defined(_)
        | Kind::Owner
        | Kind::Grant
        | Kind::DefaultPrivilege => None,
    }
}

/// `op.f(…)`: the name is final, no naming convention touches it.
fn final_name(address: &Address) -> String {
    format!("op.f({})", literal::text(address.name()))
}

/// The name of the table that a part belongs to.
fn table_name(part: &Address) -> Option<String> {
    part.path().get(1).map(|name| literal::text(name))
}

/// `schema=…`, left out where Alembic's own search path finds the object.
fn schema(address: &Address) -> Option<String> {
    match address.namespace_name() {
        "public" => None,
        other => Some(format!("schema={}", literal::text(other))),
    }
}

/// Whether SQLAlchemy quotes a comment as PostgreSQL reads it. In a script that it only prints, 2.0
/// doubles backslashes.
fn is_quoted_well(comment: Option<&str>) -> bool {
    comment.is_none_or(|comment| !comment.contains('\\'))
}

/// A named argument for a comment; none for no comment.
fn comment_argument(name: &str, comment: Option<&str>) -> Option<String> {
    comment.map(|comment| format!("{name}={}", literal::text(comment)))
}
