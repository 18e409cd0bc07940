use serde::{Deserialize, Serialize};

use crate::address::Address;

/// A question about live rows whose answer is a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "kebab-case")]
pub enum Question {
    /// How many rows a table has, with its partitions but not with tables that inherit from it (exact
    /// up to a bound, else the planner's estimate).
    Rows {
        /// The table.
        table: Address,
    },
    /// How many bytes a table takes with its indexes and TOAST, and its partitions.
    Bytes {
        /// The table.
        table: Address,
    },
    /// How many rows hold NULL in a column.
    Nulls {
        /// The column.
        column: Address,
    },
    /// How many rows hold a value in a column: what dropping it loses.
    Values {
        /// The column.
        column: Address,
    },
    /// How many rows share their key with another row.
    Duplicates {
        /// The table.
        table: Address,
        /// Key terms as SQL: quoted columns or parenthesised expressions.
        terms: Vec<String>,
        /// Predicate of a partial index as SQL.
        predicate: Option<String>,
        /// Whether NULL equals NULL.
        nulls_not_distinct: bool,
        /// The search path under which the texts mean what they mean, where they use operators of
        /// other namespaces than `pg_catalog` without naming them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        search_path: Option<String>,
    },
    /// How many rows a check refuses (its condition is false, not NULL).
    CheckViolations {
        /// The table.
        table: Address,
        /// The condition as SQL.
        expression: String,
        /// Whether rows of tables that inherit from it need not fulfil it.
        no_inherit: bool,
        /// As of [`Question::Duplicates`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        search_path: Option<String>,
    },
    /// How many rows reference a row that is not there.
    Orphans {
        /// The referencing table.
        table: Address,
        /// Referencing columns.
        columns: Vec<String>,
        /// The referenced table.
        references: Address,
        /// Referenced columns.
        referenced_columns: Vec<String>,
        /// `MATCH FULL`: a key that is partly NULL is an orphan too.
        match_full: bool,
    },
    /// How many values are longer than a length, in characters.
    LongerThan {
        /// The column.
        column: Address,
        /// The length.
        length: u32,
    },
    /// How many rows hold one of some enum labels.
    Labels {
        /// The column.
        column: Address,
        /// The labels.
        labels: Vec<String>,
    },
    /// How many values do not cast to a type.
    FailingCasts {
        /// The column.
        column: Address,
        /// The wanted type as SQL.
        data_type: String,
        /// The expression over the column that makes the new value, where it is not assigned as it is.
        using: Option<String>,
    },
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// The number, or why there is none.
    pub value: Fact,
}

/// One probed number, or unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Fact {
    /// Counted, every row seen.
    Exact {
        /// The number.
        count: u64,
    },
    /// Estimated by the server's statistics.
    Estimated {
        /// The number.
        count: u64,
    },
    /// Not known.
    Unknown {
        /// Why, one sentence without a full stop: not asked, timed out, no right to read.
        reason: String,
    },
}

impl Fact {
    /// The number, exact or estimated.
    pub fn count(&self) -> Option<u64> {
        match self {
            Fact::Exact { count } | Fact::Estimated { count } => Some(*count),
            Fact::Unknown { .. } => None,
        }
    }
}

/// Answers by question; a question that is not in it is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts(Vec<Answer>);

impl Facts {
    /// From answers in any order.
    pub fn new(mut answers: Vec<Answer>) -> Self {
        answers.sort_by(|a, b| a.question.cmp(&b.question));
        Self(answers)
    }

    /// The answer to a question.
    pub fn get(&self, question: &Question) -> Fact {
        match self.0.binary_search_by(|answer| answer.question.cmp(question)) {
            Ok(at) => self.0[at].value.clone(),
            Err(_) => Fact::Unknown { reason: "it was not asked".to_owned() },
        }
    }
}
