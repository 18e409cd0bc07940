use godwit_schema::{Address, ForeignKey};

use crate::{
    assemble::{Assembly, namespace_of},
    spec::{About, ConstraintKindSpec, ConstraintSpec, ForeignKeySpec, TableSpec},
};

impl Assembly<'_, '_> {
    /// Why SQLAlchemy refuses a key: it speaks of a column that its table, or the table it points at,
    /// does not have. A table that could not be read in full may have it.
    pub fn names_no_column(&self, spec: &TableSpec, one: &ConstraintSpec) -> Option<String> {
        let (what, columns) = match &one.kind {
            ConstraintKindSpec::PrimaryKey { columns, .. } => ("primary key", columns),
            ConstraintKindSpec::Unique { columns, .. } => ("unique constraint", columns),
            ConstraintKindSpec::ForeignKey(key) => ("foreign key", &key.columns),
            ConstraintKindSpec::Check { .. } | ConstraintKindSpec::Exclude { .. } => return None,
        };
        if let Some(missing) = columns.iter().find(|name| lacks(spec, name)) {
            return Some(format!("The {what} names no column of {}: {missing}", spec.name));
        }
        let ConstraintKindSpec::ForeignKey(key) = &one.kind else { return None };
        key.targets.iter().zip(&key.columns).find_map(|(target, own)| {
            let namespace =
                namespace_of(target.schema.as_deref().or(spec.metadata_schema.as_deref()));
            let found = self.find(namespace, &target.table)?;
            let name = target.column.as_ref().unwrap_or(own);
            lacks(found, name)
                .then(|| format!("The foreign key points at no column of {}: {name}", found.name))
        })
    }

    pub fn foreign_key(&self, spec: &TableSpec, key: &ForeignKeySpec) -> Option<ForeignKey> {
        let target = key.targets.first()?;
        let namespace = namespace_of(target.schema.as_deref().or(spec.metadata_schema.as_deref()));
        self.find(namespace, &target.table)?;
        Some(ForeignKey {
            columns: key.columns.clone(),
            references: Address::table(namespace, &target.table),
            referenced_columns: key
                .targets
                .iter()
                .zip(&key.columns)
                .map(|(target, own)| target.column.clone().unwrap_or_else(|| own.clone()))
                .collect(),
            match_type: key.match_type,
            on_update: key.on_update,
            on_delete: key.on_delete,
            on_delete_columns: key.on_delete_columns.clone(),
        })
    }
}

/// Whether a table that was read in full has no such column.
fn lacks(spec: &TableSpec, name: &str) -> bool {
    let whole = spec
        .problems
        .iter()
        .all(|problem| !matches!(problem.about, About::Table | About::Somewhere));
    whole && spec.columns.iter().all(|column| column.name != name && column.key != name)
}
