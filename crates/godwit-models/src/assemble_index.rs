use std::collections::BTreeMap;

use godwit_schema::{Address, Expression, Index, IndexKey, IndexTerm, Kind, Object};

use crate::{
    assemble::Assembly,
    naming::NameParts,
    spec::{About, IndexSpec, IndexTermSpec, TableSpec},
    sql_text::columns_in,
};

impl Assembly<'_, '_> {
    pub fn index(&mut self, spec: &TableSpec, table: &Address, one: &IndexSpec, columns: &[&str]) {
        let expressions: Vec<Vec<String>> = one
            .terms
            .iter()
            .map(|term| match term {
                IndexTermSpec::Column { column, .. } => vec![column.clone()],
                IndexTermSpec::Expression(key, _) => match &key.term {
                    IndexTerm::Expression { expression } => columns_in(&expression.text, columns),
                    IndexTerm::Column { name } => vec![name.clone()],
                },
            })
            .collect();
        let parts = NameParts {
            schema: spec.schema.as_deref(),
            table: &spec.name,
            columns: expressions.iter().flatten().map(String::as_str).collect(),
            ..NameParts::default()
        };
        let name = match spec.conventions.name("ix", &one.name, &parts) {
            Ok(Some(name)) => name,
            Ok(None) => {
                let reason =
                    "The naming convention has no rule for indexes, so this one has no name";
                self.report.error(self.project, one.site, reason);
                return;
            }
            Err(reason) => {
                self.report.error(self.project, one.site, reason.clone());
                self.report.undecided(self.project, Some(table.clone()), one.site, reason);
                return;
            }
        };
        let missing = one.terms.iter().find_map(|term| match term {
            IndexTermSpec::Column { column, .. } => {
                (!columns.contains(&column.as_str())).then_some(column)
            }
            IndexTermSpec::Expression(..) => None,
        });
        if let Some(missing) = missing
            && !spec.problems.iter().any(|problem| problem.about == About::Table)
        {
            let reason = format!("The index {name} names no column of its table: {missing}");
            self.report.error(self.project, one.site, reason);
            return;
        }
        let namespace = table.namespace_name().to_owned();
        let address = Address::index(&namespace, table.name(), &name);
        if self.has_part(Kind::Index, &name) {
            self.report.error(
                self.project,
                one.site,
                format!("Two indexes of the table {} have the same name: {name}", spec.name),
            );
            return;
        }
        self.taken.relation(&namespace, &name);
        let keys = one.terms.iter().map(|term| index_key(term, one)).collect();
        for term in one.terms.iter() {
            if let IndexTermSpec::Expression(key, _) = term
                && let IndexTerm::Expression { expression } = &key.term
            {
                self.needs_columns(&address, &expression.text, columns);
            }
        }
        if let Some(text) = &one.predicate {
            self.needs_columns(&address, text, columns);
        }
        let object = Index {
            method: one.method.clone(),
            unique: one.unique,
            nulls_not_distinct: one.nulls_not_distinct,
            keys,
            include: one.include.clone(),
            predicate: one.predicate.as_ref().map(Expression::written),
            options: one.options.iter().cloned().collect::<BTreeMap<_, _>>(),
            tablespace: one.tablespace.clone(),
            statistics: Vec::new(),
            valid: true,
            only: false,
            parent: None,
            comment: None,
        };
        self.put(address, Object::Index(object), one.site);
    }
}

fn index_key(term: &IndexTermSpec, one: &IndexSpec) -> IndexKey {
    let class_of = |name: &str| {
        one.operator_classes
            .iter()
            .find(|(known, _)| known == name)
            .and_then(|(_, class)| operator_class(class))
    };
    match term {
        IndexTermSpec::Column { column, descending, nulls_first } => IndexKey {
            descending: *descending,
            nulls_first: *nulls_first,
            operator_class: class_of(column),
            ..IndexKey::column(column)
        },
        IndexTermSpec::Expression(key, label) => {
            IndexKey { operator_class: label.as_deref().and_then(class_of), ..(**key).clone() }
        }
    }
}

/// The operator class as the catalog holds it: nothing for a type's default, qualified when an
/// extension brings it.
fn operator_class(name: &str) -> Option<String> {
    let of_extension = ["trgm", "vector", "halfvec", "sparsevec", "ltree", "hstore", "citext"]
        .iter()
        .any(|part| name.contains(part))
        && name != "tsvector_ops";
    if name.contains('.') {
        return Some(name.strip_prefix("pg_catalog.").unwrap_or(name).to_owned());
    }
    if of_extension {
        return Some(format!("public.{name}"));
    }
    let is_default = matches!(
        name,
        "array_ops"
            | "bool_ops"
            | "bytea_ops"
            | "date_ops"
            | "float4_ops"
            | "float8_ops"
            | "int2_ops"
            | "int4_ops"
            | "int8_ops"
            | "jsonb_ops"
            | "numeric_ops"
            | "range_ops"
            | "text_ops"
            | "time_ops"
            | "timestamp_ops"
            | "timestamptz_ops"
            | "tsvector_ops"
            | "uuid_ops"
    );
    (!is_default).then(|| name.to_owned())
}
