use serde::{Deserialize, Serialize};

use crate::{address::Address, class::Class};

/// An object known by its statements, as the server prints them or as the reader puts them together
/// from the catalogs: views, functions, triggers, policies, domains and the like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// What it is.
    pub class: Class,
    /// All that facets do not cover: where it differs, the object is replaced or made anew.
    pub core: String,
    /// The complete `CREATE` statement, without a semicolon.
    pub creation: String,
    /// What turns a present object of a fitting shape into this one: `CREATE OR REPLACE …`.
    pub replacement: Option<String>,
    /// What a present object must agree in for the replacement to be possible.
    pub shape: Vec<String>,
    /// `FUNCTION public.f(integer)`: what `DROP`, `COMMENT ON` and `ALTER … OWNER TO` take.
    pub target: String,
    /// Parts that can be set and unset alone, in order.
    pub facets: Vec<Facet>,
    /// What `search_path` must be while it is made, where the text cannot name an operator that it
    /// uses (`IS DISTINCT FROM`, `JOIN … USING`): `pg_catalog, public`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_path: Option<String>,
    /// `COMMENT ON`.
    pub comment: Option<String>,
}

/// A part of a definition that can be set and unset on the present object: a domain's constraint,
/// whether a trigger is enabled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Unique in its definition.
    pub name: String,
    /// The statement that sets it.
    pub set: String,
    /// The statement that takes it off.
    pub unset: String,
    /// The statement that sets it where it is set to something else; `None` when it must be taken
    /// off first.
    pub change: Option<String>,
    /// Whether the creation has it already.
    pub inline: bool,
    /// Objects that it speaks of and that are made after the definition; then it is set by an action
    /// of its own: the index that a materialised view is clustered on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub late: Vec<Address>,
}

/// Words with which the name of a facet begins that is about another one, whose name follows.
const ABOUT: [&str; 5] =
    ["comment on ", "not null on ", "statistics on ", "storage on ", "options on "];

impl Facet {
    /// The name of the facet that it is about, and goes with: the column of a comment.
    fn about(&self) -> Option<&str> {
        ABOUT.iter().find_map(|words| self.name.strip_prefix(words))
    }
}

/// Ends the creation of a materialised view without data.
const WITHOUT_DATA: &str = "\n  WITH NO DATA";

impl Definition {
    /// Whether it has data when it is made; only a materialised view may have none. That is no part of a
    /// schema: whoever has the database refreshes it.
    pub fn is_populated(&self) -> bool {
        self.class != Class::MaterializedView || !self.creation.ends_with(WITHOUT_DATA)
    }

    /// Gives a materialised view data, or takes it; anything else stays what it is.
    pub fn populate(&mut self, populated: bool) {
        if self.is_populated() && !populated && self.class == Class::MaterializedView {
            self.creation.push_str(WITHOUT_DATA);
        } else if !self.is_populated() && populated {
            self.creation.truncate(self.creation.len() - WITHOUT_DATA.len());
        }
    }

    /// Whether [`replacement`](Self::replacement) can be run where `present` stands.
    ///
    /// A view keeps its columns and may get more at its end; everything else keeps its shape
    /// (PostgreSQL manual, `CREATE VIEW` and `CREATE FUNCTION`).
    pub fn can_replace(&self, present: &Definition) -> bool {
        self.replacement.is_some()
            && match self.class {
                Class::View => self.shape.starts_with(&present.shape),
                _ => self.shape == present.shape,
            }
    }

    /// Statements that turn the facets of `present` into the wanted ones, but for the late ones; `None`
    /// when that needs another order of what stays (the attributes of a composite type).
    pub fn facet_statements(&self, present: &Definition) -> Option<Vec<String>> {
        self.turned(present, false)
    }

    /// Statements that turn the late facets of `present`, or of nothing, into the wanted ones. What
    /// `present` has of an object that goes, goes with it.
    pub fn late_statements(
        &self,
        present: Option<&Definition>,
        stays: impl Fn(&Address) -> bool,
    ) -> Vec<String> {
        let mut from = present.unwrap_or(self).clone();
        from.facets.retain(|one| present.is_some() && one.late.iter().all(&stays));
        self.turned(&from, true).unwrap_or_default()
    }

    fn turned(&self, present: &Definition, late: bool) -> Option<Vec<String>> {
        let find = |facets: &[Facet], name: &str| facets.iter().position(|one| one.name == name);
        let ordered =
            self.facets.iter().filter_map(|one| find(&present.facets, &one.name)).is_sorted();
        if self.class == Class::CompositeType && !(ordered && self.appends_only(present)) {
            return None;
        }
        if self.class == Class::ForeignTable && !self.has_columns_in_place(present) {
            return None;
        }
        let mut statements: Vec<String> = Vec::new();
        let chosen = |facet: &&Facet| facet.late.is_empty() != late;
        // What is about another facet, or speaks of its column, stands after it, and goes before.
        for one in present.facets.iter().rev().filter(chosen) {
            let goes_along = one.about().is_some_and(|of| {
                find(&present.facets, of).is_some() && find(&self.facets, of).is_none()
            });
            let stays = find(&self.facets, &one.name).is_some();
            if !goes_along && (!stays || self.goes_with_columns(present, one)) {
                statements.push(one.unset.clone());
            }
        }
        for one in self.facets.iter().filter(chosen) {
            let now = find(&present.facets, &one.name).map(|at| &present.facets[at]);
            let gone = now.is_some_and(|now| self.goes_with_columns(present, now));
            match now {
                Some(now) if !gone => match &one.change {
                    _ if self.is_remade(present, one.about()) => statements.push(one.set.clone()),
                    _ if now.set == one.set => {}
                    Some(change) => statements.push(change.clone()),
                    None => statements.extend([now.unset.clone(), one.set.clone()]),
                },
                _ => statements.push(one.set.clone()),
            }
        }
        Some(statements)
    }

    /// Whether what a facet is about is taken off and set anew, and takes along what is said of it.
    fn is_remade(&self, present: &Definition, about: Option<&str>) -> bool {
        let Some(name) = about else { return false };
        let side = |of: &Definition| of.facets.iter().find(|one| one.name == name).cloned();
        match (side(self), side(present)) {
            (Some(wanted), Some(now)) => {
                (now.set != wanted.set && wanted.change.is_none())
                    || self.is_remade(present, wanted.about())
                    || self.goes_with_columns(present, &now)
            }
            (wanted, now) => wanted.is_some() != now.is_some(),
        }
    }

    /// Whether a constraint of a foreign table goes with a column that is dropped and added, as it may
    /// speak of it. Nobody checks it against rows, so that it costs nothing to add it again.
    fn goes_with_columns(&self, present: &Definition, facet: &Facet) -> bool {
        let is_column = |facet: &&Facet| facet.name.starts_with("column ");
        self.class == Class::ForeignTable
            && facet.name.starts_with("constraint ")
            && self
                .facets
                .iter()
                .filter(is_column)
                .any(|column| self.is_remade(present, Some(&column.name)))
    }

    /// Whether everything new stands after everything that stays.
    fn appends_only(&self, present: &Definition) -> bool {
        let is_kept = |facet: &&Facet| present.facets.iter().any(|other| other.name == facet.name);
        let kept = self.facets.iter().take_while(is_kept).count();
        !self.facets[kept..].iter().any(|facet| is_kept(&facet))
    }

    /// Whether a foreign table's columns that stay as they are come first, in their order: one that
    /// changes is dropped and added, and stands last.
    fn has_columns_in_place(&self, present: &Definition) -> bool {
        let columns = |of: &Definition| -> Vec<(String, String)> {
            let columns = of.facets.iter().filter(|facet| facet.name.starts_with("column "));
            columns.map(|facet| (facet.name.clone(), facet.set.clone())).collect()
        };
        let (now, wanted) = (columns(present), columns(self));
        let staying: Vec<_> = now.iter().filter(|column| wanted.contains(column)).collect();
        staying.into_iter().eq(wanted.iter().take_while(|column| now.contains(column)))
    }

    /// Statements that make it where nothing stands, the comment and late facets left out.
    pub fn creation_statements(&self) -> Vec<String> {
        let facets = self.facets.iter().filter(|one| !one.inline && one.late.is_empty());
        let mut statements = self.sought(&self.creation);
        statements.extend(facets.map(|one| one.set.clone()));
        statements
    }

    /// Statements that put it in the place of a present object, or nothing when there are none.
    pub fn replacement_statements(&self) -> Vec<String> {
        self.replacement.as_deref().map(|sql| self.sought(sql)).unwrap_or_default()
    }

    fn sought(&self, sql: &str) -> Vec<String> {
        match &self.search_path {
            None => vec![sql.to_owned()],
            Some(path) => vec![
                format!("SET LOCAL search_path = {path}"),
                sql.to_owned(),
                "SET LOCAL search_path = pg_catalog".to_owned(),
            ],
        }
    }
}
