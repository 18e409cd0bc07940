use std::collections::BTreeMap;

use godwit_schema::{
    Address, Kind,
    fact::{Answer, Fact, Facts, Question},
};

use crate::scene::Scene;

/// What a hazard may look at. It remembers every question, so that asking with no facts at all
/// tells what must be probed.
pub(crate) struct Look<'a> {
    scene: &'a Scene<'a>,
    facts: &'a Facts,
    asked: BTreeMap<Question, Fact>,
}

impl<'a> Look<'a> {
    pub(crate) fn new(scene: &'a Scene<'a>, facts: &'a Facts) -> Self {
        Self { scene, facts, asked: BTreeMap::new() }
    }

    pub(crate) fn scene(&self) -> &'a Scene<'a> {
        self.scene
    }

    /// The search path that texts of wanted expressions need, if any.
    pub(crate) fn search_path_of<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Option<String> {
        self.scene.after.search_path_of(texts).map(str::to_owned)
    }

    /// The answer to a question whose addresses are those of now.
    pub(crate) fn ask(&mut self, question: &Question) -> Fact {
        self.asked.entry(question.clone()).or_insert_with(|| self.facts.get(question)).clone()
    }

    /// How many rows a table has, by its wanted address; a table that the plan makes has none.
    pub(crate) fn rows(&mut self, table: &Address) -> Fact {
        if self.scene.is_present(table) {
            let table = self.now(table);
            self.ask(&Question::Rows { table })
        } else {
            Fact::Exact { count: 0 }
        }
    }

    /// The present address of an object known by its wanted address.
    pub(crate) fn now(&self, wanted: &Address) -> Address {
        self.scene.renaming.back(wanted)
    }

    /// Present names of columns of a table known by its wanted address; `None` when one of them is
    /// not there yet.
    pub(crate) fn columns_now(&self, table: &Address, names: &[String]) -> Option<Vec<String>> {
        names
            .iter()
            .map(|name| {
                let wanted = Address::column(table.namespace_name(), table.name(), name);
                self.scene.renamed.column(&wanted)?;
                Some(self.now(&wanted).name().to_owned())
            })
            .collect()
    }

    /// An expression in present names; `None` when it mentions a column that is not there yet.
    pub(crate) fn expression_now(&self, table: &Address, text: &str) -> Option<String> {
        let mentions_new = self.scene.changes_of_parts(table).any(|change| {
            change.address.kind() == Kind::Column
                && self.scene.renamed.get(&change.address).is_none()
                && godwit_diff::expression::mentions(text, change.address.name())
        });
        (!mentions_new).then(|| self.scene.renaming.expression_back(table, text))
    }

    /// Whether a table is large enough to speak of; `None` when that is not known.
    pub(crate) fn is_large(&mut self, table: &Address) -> Option<bool> {
        let limit = u64::from(self.scene.policy.large_table_rows);
        self.rows(table).count().map(|count| count >= limit)
    }

    pub(crate) fn into_answers(self) -> Vec<Answer> {
        self.asked.into_iter().map(|(question, value)| Answer { question, value }).collect()
    }
}

/// `1 row`, `about 12,345 rows`, `an unknown number of rows`.
pub(crate) fn counted(fact: &Fact, one: &str, many: &str) -> String {
    let about = match fact {
        Fact::Exact { .. } => "",
        Fact::Estimated { .. } => "about ",
        Fact::Unknown { reason } => {
            return format!("an unknown number of {many} (not counted: {reason})");
        }
    };
    match fact.count() {
        Some(1) => format!("{about}1 {one}"),
        count => format!("{about}{} {many}", grouped(count.unwrap_or(0))),
    }
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether the fact proves that there is nothing.
pub(crate) fn is_none(fact: &Fact) -> bool {
    matches!(fact, Fact::Exact { count: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable_and_unknown_is_said() {
        assert_eq!(counted(&Fact::Exact { count: 1 }, "row", "rows"), "1 row");
        assert_eq!(
            counted(&Fact::Estimated { count: 1_234_567 }, "row", "rows"),
            "about 1,234,567 rows"
        );
        assert_eq!(
            counted(&Fact::Unknown { reason: "no right to read".into() }, "row", "rows"),
            "an unknown number of rows (not counted: no right to read)"
        );
    }
}
