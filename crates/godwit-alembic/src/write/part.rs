use godwit_plan::{
    hazard::{Hazard, Severity},
    plan::{Plan, Reversal, Statement, Step, StepVerb},
};
use godwit_schema::Kind;

use super::{
    literal,
    operation::{self, Look, Way},
};

/// A step, or those of its statements that are in one file.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) step: &'a Step,
    pub(super) places: Vec<usize>,
}

impl<'a> Part<'a> {
    pub(super) fn statements(&self) -> impl Iterator<Item = &'a Statement> {
        self.places.iter().filter_map(|at| self.step.statements.get(*at))
    }

    /// Whether the step is done when these statements are.
    pub(super) fn is_last(&self) -> bool {
        self.places.contains(&self.step.statements.len().saturating_sub(1))
    }

    /// Whether PostgreSQL takes its statements outside of transactions only.
    pub(super) fn is_alone(&self) -> bool {
        self.statements().all(|statement| !statement.transactional)
    }

    /// A comment about what the way back does not give back. That what a revision made goes with it
    /// need not be said.
    pub(super) fn loss(&self) -> Option<String> {
        match &self.step.reversal {
            Reversal::Statements { loses: Some(loses), .. }
                if self.step.verb != StepVerb::Create && self.is_last() =>
            {
                Some(format!("# Not given back: {}", one_line(loses)))
            }
            Reversal::Statements { .. } | Reversal::Impossible { .. } => None,
        }
    }

    /// Lines that carry it out; labels are committed at once where something else of the same way
    /// uses them.
    pub(super) fn lines(&self, plan: &Plan, labels_at_once: bool) -> Vec<String> {
        let look = Look { plan, step: self.step, way: Way::Up };
        if self.places.len() == self.step.statements.len()
            && let Some(lines) = operation::whole(&look)
        {
            return lines;
        }
        let mut lines = Lines::default();
        if self.places.first() == Some(&0)
            && let Some(hazard) = self.broken_by_rows()
        {
            lines.push(place(&hazard.meaning, "UPDATE ..."), false);
        }
        for statement in self.statements() {
            if sets_path(&statement.sql) {
                continue;
            }
            let label = labels_at_once && adds_label(self.step, &statement.sql);
            let alone = label || !statement.transactional;
            // Of a build that failed an invalid index is left, which must not pass for a good one.
            if let Some(clean_up) = &statement.clean_up
                && alone
                && builds_index(&statement.sql)
            {
                lines.push(execute(clean_up), alone);
            }
            let call = if label {
                execute(&statement.sql.replacen(" ADD VALUE ", " ADD VALUE IF NOT EXISTS ", 1))
            } else {
                operation::single(&look, &statement.sql).unwrap_or_else(|| execute(&statement.sql))
            };
            lines.push(call, alone);
        }
        lines.all
    }

    /// The hazard that says which rows the step cannot go through with.
    fn broken_by_rows(&self) -> Option<&'a Hazard> {
        self.step
            .hazards
            .iter()
            .find(|hazard| hazard.severity == Severity::Blocking && hazard.rows.is_some())
    }

    /// Lines of `downgrade()`. A step that is cut over several files is undone by the file with its
    /// last statement.
    pub(super) fn down(&self, plan: &Plan) -> Vec<String> {
        if !self.is_last() {
            return Vec::new();
        }
        let look = Look { plan, step: self.step, way: Way::Down };
        match &self.step.reversal {
            Reversal::Statements { statements, .. } => {
                let mut lines = Lines::default();
                if let Some(loss) = self.loss() {
                    lines.push(loss, false);
                }
                for sql in statements.iter().filter(|sql| !sets_path(sql)) {
                    let call = operation::single(&look, sql).unwrap_or_else(|| execute(sql));
                    lines.push(call, is_concurrent(sql));
                }
                lines.all
            }
            Reversal::Impossible { reason } => {
                let text = format!("{} cannot be undone: {reason}", self.step.title);
                vec![literal::call("raise NotImplementedError", &[literal::text(&text)])]
            }
        }
    }
}

/// The search path of a migration is the project's own, by which bodies find their helpers.
fn sets_path(sql: &str) -> bool {
    sql.starts_with("SET LOCAL search_path")
}

/// Whether a statement adds a label to the step's own enum.
pub(super) fn adds_label(step: &Step, sql: &str) -> bool {
    step.address.kind() == Kind::Enum
        && step.verb == StepVerb::Alter
        && sql.starts_with(&format!("ALTER TYPE {} ADD VALUE ", step.address.sql()))
}

fn builds_index(sql: &str) -> bool {
    sql.starts_with("CREATE INDEX ") || sql.starts_with("CREATE UNIQUE INDEX ")
}

/// Whether PostgreSQL refuses the statement inside a transaction.
fn is_concurrent(sql: &str) -> bool {
    ["CREATE INDEX ", "CREATE UNIQUE INDEX ", "DROP INDEX "]
        .iter()
        .any(|start| sql.strip_prefix(start).is_some_and(|rest| rest.starts_with("CONCURRENTLY ")))
}

/// The place for what a person does about rows; Godwit moves none.
pub(super) fn place(why: &str, example: &str) -> String {
    format!(
        "# Rows: {}.\n# Godwit moves no rows. Write here what does; what follows fails, and changes nothing, without it.\n# {}",
        one_line(why),
        execute(&one_line(example))
    )
}

pub(super) fn execute(sql: &str) -> String {
    format!("op.execute({})", literal::sql(sql))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of Python; what must be committed at once stands in a block together.
#[derive(Default)]
struct Lines {
    all: Vec<String>,
    block: bool,
}

impl Lines {
    fn push(&mut self, line: String, at_once: bool) {
        if !at_once {
            self.all.push(line);
        } else {
            let inner = format!("    {}", line.replace('\n', "\n    "));
            match self.all.last_mut() {
                Some(last) if self.block => {
                    last.push('\n');
                    last.push_str(&inner);
                }
                _ => {
                    self.all.push(format!("with op.get_context().autocommit_block():\n{inner}"));
                }
            }
        }
        self.block = at_once;
    }
}
