use std::collections::{HashMap, HashSet};

use godwit_schema::names::choose_name;

/// Names that relations and constraints of each namespace have taken so far, so that unnamed ones
/// are numbered as PostgreSQL numbers them.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    relations: HashMap<String, HashSet<String>>,
    constraints: HashMap<String, HashSet<String>>,
}

impl Taken {
    pub fn relation(&mut self, namespace: &str, name: &str) {
        self.relations.entry(namespace.to_owned()).or_default().insert(name.to_owned());
    }

    pub fn constraint(&mut self, namespace: &str, name: &str) {
        self.constraints.entry(namespace.to_owned()).or_default().insert(name.to_owned());
    }

    fn has_relation(&self, namespace: &str, name: &str) -> bool {
        self.relations.get(namespace).is_some_and(|names| names.contains(name))
    }

    fn has_constraint(&self, namespace: &str, name: &str) -> bool {
        self.constraints.get(namespace).is_some_and(|names| names.contains(name))
    }

    /// For a sequence or an index (`ChooseRelationName`).
    pub fn choose_relation(
        &mut self,
        namespace: &str,
        table: &str,
        second: Option<&str>,
        label: &str,
    ) -> String {
        let name = choose_name(table, second, label, |name| self.has_relation(namespace, name));
        self.relation(namespace, &name);
        name
    }

    /// For a constraint with an index: the name must be free among both.
    pub fn choose_indexed(
        &mut self,
        namespace: &str,
        table: &str,
        second: Option<&str>,
        label: &str,
    ) -> String {
        let name = choose_name(table, second, label, |name| {
            self.has_relation(namespace, name) || self.has_constraint(namespace, name)
        });
        self.relation(namespace, &name);
        self.constraint(namespace, &name);
        name
    }

    /// For a check or a foreign key (`ChooseConstraintName`).
    pub fn choose_constraint(
        &mut self,
        namespace: &str,
        table: &str,
        second: Option<&str>,
        label: &str,
    ) -> String {
        let name = choose_name(table, second, label, |name| self.has_constraint(namespace, name));
        self.constraint(namespace, &name);
        name
    }
}

/// Column names joined as PostgreSQL joins them for a name, cut where it stops reading
/// (`ChooseIndexNameAddition`).
pub(crate) fn joined<'s>(columns: impl IntoIterator<Item = &'s str>) -> String {
    let mut built = String::new();
    for column in columns {
        if !built.is_empty() {
            built.push('_');
        }
        built.push_str(column);
        if built.len() >= 64 {
            break;
        }
    }
    built
}
