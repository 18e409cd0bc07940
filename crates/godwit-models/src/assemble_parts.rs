use godwit_schema::{Address, Constraint, ConstraintKind, Expression, Object};

use crate::{
    assemble::Assembly,
    naming::NameParts,
    spec::{ConstraintKindSpec, ConstraintSpec, IndexSpec, NameSpec, TableSpec},
    sql_text::columns_in,
    taken::joined,
};

impl Assembly<'_, '_> {
    /// Puts constraints and indexes in the order in which PostgreSQL names them: checks, primary
    /// key, unique and exclusion constraints, foreign keys, then indexes.
    pub fn parts(&mut self, spec: &TableSpec, table: &Address, key: &[String]) {
        let columns: Vec<&str> = spec.columns.iter().map(|column| column.name.as_str()).collect();
        let of_columns: Vec<&ConstraintSpec> =
            spec.columns.iter().flat_map(|column| &column.constraints).collect();
        let is_check = |one: &ConstraintSpec| matches!(one.kind, ConstraintKindSpec::Check { .. });
        for column in &spec.columns {
            for one in column.constraints.iter().filter(|one| is_check(one)) {
                self.constraint(spec, table, one, &columns, Some(&column.name));
            }
        }
        let of_table: Vec<&ConstraintSpec> = spec.constraints.iter().collect();
        for one in spec.constraints.iter().filter(|one| is_check(one)) {
            self.constraint(spec, table, one, &columns, None);
        }
        let mut indexed: Vec<ConstraintSpec> = Vec::new();
        indexed.extend(primary_key(spec, key));
        indexed.extend(
            of_table
                .iter()
                .chain(&of_columns)
                .copied()
                .filter(|one| {
                    matches!(
                        one.kind,
                        ConstraintKindSpec::Unique { .. } | ConstraintKindSpec::Exclude { .. }
                    )
                })
                .cloned(),
        );
        indexed.extend(spec.columns.iter().filter(|column| column.unique && !column.index).map(
            |column| {
                ConstraintSpec::unnamed(
                    ConstraintKindSpec::Unique {
                        columns: vec![column.name.clone()],
                        include: Vec::new(),
                        nulls_not_distinct: false,
                    },
                    column.site,
                )
            },
        ));
        for one in without_twins(spec, indexed) {
            self.constraint(spec, table, &one, &columns, None);
        }
        for one in of_columns.iter().chain(&of_table) {
            if matches!(one.kind, ConstraintKindSpec::ForeignKey(_)) {
                self.constraint(spec, table, one, &columns, None);
            }
        }
        for column in spec.columns.iter().filter(|column| column.index) {
            let index = IndexSpec::of_column(&column.name, column.unique, column.site);
            self.index(spec, table, &index, &columns);
        }
        for index in &spec.indexes {
            self.index(spec, table, index, &columns);
        }
    }

    fn constraint(
        &mut self,
        spec: &TableSpec,
        table: &Address,
        one: &ConstraintSpec,
        columns: &[&str],
        of_column: Option<&str>,
    ) {
        if let Some(reason) = self.names_no_column(spec, one) {
            self.report.error(self.project, one.site, reason);
            return;
        }
        let (namespace, name) = (table.namespace_name().to_owned(), table.name().to_owned());
        let made = match made_name(spec, one, of_column) {
            Ok(made) => made,
            Err(reason) => {
                self.report.error(self.project, one.site, reason.clone());
                self.report.undecided(self.project, Some(table.clone()), one.site, reason);
                return;
            }
        };
        let indexed = matches!(
            one.kind,
            ConstraintKindSpec::PrimaryKey { .. }
                | ConstraintKindSpec::Unique { .. }
                | ConstraintKindSpec::Exclude { .. }
        );
        let made = match made {
            Some(made) => {
                self.taken.constraint(&namespace, &made);
                if indexed {
                    self.taken.relation(&namespace, &made);
                }
                made
            }
            None => self.unnamed(one, &namespace, &name, columns),
        };
        let address = Address::constraint(&namespace, &name, &made);
        let kind = match &one.kind {
            ConstraintKindSpec::PrimaryKey { columns, include } => {
                ConstraintKind::PrimaryKey { columns: columns.clone(), include: include.clone() }
            }
            ConstraintKindSpec::Unique { columns, include, nulls_not_distinct } => {
                ConstraintKind::Unique {
                    columns: columns.clone(),
                    include: include.clone(),
                    nulls_not_distinct: *nulls_not_distinct,
                }
            }
            ConstraintKindSpec::ForeignKey(key) => match self.foreign_key(spec, key) {
                Some(key) => ConstraintKind::ForeignKey(key),
                None => {
                    let target = key.targets.first().map_or("", |target| target.table.as_str());
                    let reason = format!(
                        "The foreign key points at a table that no model declares: {target}"
                    );
                    self.report.undecided(self.project, Some(address), one.site, reason);
                    return;
                }
            },
            ConstraintKindSpec::Check { text } => {
                self.needs_columns(&address, text, columns);
                ConstraintKind::Check { expression: Expression::written(text), no_inherit: false }
            }
            ConstraintKindSpec::Exclude { definition, .. } => {
                self.needs_columns(&address, definition, columns);
                ConstraintKind::Exclude { definition: Expression::written(definition) }
            }
        };
        let object = Constraint {
            deferrable: one.deferrable,
            initially_deferred: one.initially_deferred,
            validated: one.validated,
            comment: one.comment.clone(),
            ..Constraint::plain(kind)
        };
        self.put(address, Object::Constraint(object), one.site);
    }

    /// The name that PostgreSQL gives.
    fn unnamed(
        &mut self,
        one: &ConstraintSpec,
        namespace: &str,
        table: &str,
        columns: &[&str],
    ) -> String {
        let list = |columns: &[String]| joined(columns.iter().map(String::as_str));
        match &one.kind {
            ConstraintKindSpec::PrimaryKey { .. } => {
                self.taken.choose_indexed(namespace, table, None, "pkey")
            }
            ConstraintKindSpec::Unique { columns, include, .. } => {
                let all: Vec<String> = columns.iter().chain(include).cloned().collect();
                self.taken.choose_indexed(namespace, table, Some(&list(&all)), "key")
            }
            ConstraintKindSpec::Exclude { columns, .. } => {
                let shown: Vec<String> = columns
                    .iter()
                    .map(|name| if name.is_empty() { "expr".to_owned() } else { name.clone() })
                    .collect();
                self.taken.choose_indexed(namespace, table, Some(&list(&shown)), "excl")
            }
            ConstraintKindSpec::ForeignKey(key) => {
                self.taken.choose_constraint(namespace, table, Some(&list(&key.columns)), "fkey")
            }
            ConstraintKindSpec::Check { text } => {
                // A check over one column is named after it.
                let named = columns_in(text, columns);
                let second = match named.as_slice() {
                    [only] => Some(only.as_str()),
                    _ => None,
                };
                self.taken.choose_constraint(namespace, table, second, "check")
            }
        }
    }
}

/// The name that a constraint has or gets from the naming convention; `None` leaves it to
/// PostgreSQL.
fn made_name(
    spec: &TableSpec,
    one: &ConstraintSpec,
    of_column: Option<&str>,
) -> Result<Option<String>, String> {
    let mut parts =
        NameParts { schema: spec.schema.as_deref(), table: &spec.name, ..NameParts::default() };
    let key = match &one.kind {
        ConstraintKindSpec::PrimaryKey { columns, .. } => {
            parts.columns = columns.iter().map(String::as_str).collect();
            "pk"
        }
        ConstraintKindSpec::Unique { columns, .. } => {
            parts.columns = columns.iter().map(String::as_str).collect();
            "uq"
        }
        ConstraintKindSpec::ForeignKey(key) => {
            parts.columns = key.columns.iter().map(String::as_str).collect();
            parts.referred_table = key.targets.first().map(|target| target.table.as_str());
            parts.referred_columns = key
                .targets
                .iter()
                .zip(&key.columns)
                .map(|(target, own)| target.column.as_deref().unwrap_or(own))
                .collect();
            "fk"
        }
        ConstraintKindSpec::Check { .. } => {
            parts.columns = of_column.into_iter().collect();
            "ck"
        }
        ConstraintKindSpec::Exclude { .. } => "",
    };
    spec.conventions.name(key, &one.name, &parts)
}

/// The primary key, given as a constraint or by the flags of columns.
fn primary_key(spec: &TableSpec, key: &[String]) -> Option<ConstraintSpec> {
    if key.is_empty() {
        return None;
    }
    let explicit = spec
        .constraints
        .iter()
        .find(|one| matches!(one.kind, ConstraintKindSpec::PrimaryKey { .. }));
    let include = match explicit.map(|one| &one.kind) {
        Some(ConstraintKindSpec::PrimaryKey { include, .. }) => include.clone(),
        _ => Vec::new(),
    };
    let kind = ConstraintKindSpec::PrimaryKey { columns: key.to_vec(), include };
    Some(match explicit {
        Some(one) => ConstraintSpec { kind, ..one.clone() },
        None => ConstraintSpec::unnamed(kind, spec.site),
    })
}

/// Constraints as PostgreSQL keeps them: of those in one CREATE TABLE that would make the same
/// index only the first is made, and gets the name of the later one when it has none
/// (`transformIndexConstraints`).
fn without_twins(spec: &TableSpec, constraints: Vec<ConstraintSpec>) -> Vec<ConstraintSpec> {
    let mut kept: Vec<ConstraintSpec> = Vec::with_capacity(constraints.len());
    for one in constraints {
        let Some(twin) = kept.iter_mut().find(|known| makes_same_index(known, &one)) else {
            kept.push(one);
            continue;
        };
        if let (Ok(None), Ok(Some(name))) =
            (made_name(spec, twin, None), made_name(spec, &one, None))
        {
            twin.name = NameSpec::Final(name);
        }
    }
    kept
}

fn makes_same_index(one: &ConstraintSpec, other: &ConstraintSpec) -> bool {
    let parts = |one: &ConstraintSpec| match &one.kind {
        ConstraintKindSpec::PrimaryKey { columns, include } => {
            Some((columns.clone(), include.clone(), false))
        }
        ConstraintKindSpec::Unique { columns, include, nulls_not_distinct } => {
            Some((columns.clone(), include.clone(), *nulls_not_distinct))
        }
        _ => None,
    };
    let found = parts(one);
    found.is_some()
        && found == parts(other)
        && one.deferrable == other.deferrable
        && one.initially_deferred == other.initially_deferred
}
