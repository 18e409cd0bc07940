use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use godwit_schema::{
    Address, Catalog, Dependency, EnumType, Kind, Namespace, Object, Spans, Table,
    quote::quote_ident,
};

use crate::{
    project::Project,
    report::Report,
    spec::{About, ColumnType, ConstraintKindSpec, EnumSpec, SequenceSpec, TableSpec, TypeSpec},
    taken::Taken,
    value::Site,
};

/// The namespace of what names none: the first of the default search path.
pub(crate) const DEFAULT_NAMESPACE: &str = "public";

/// A catalog under construction.
pub(crate) struct Assembly<'p, 'a> {
    pub project: &'p Project<'a>,
    pub report: &'p Report,
    catalog: Catalog,
    /// Objects of the table at hand and what came with it, put into the catalog at once.
    objects_at_hand: Vec<(Address, Object)>,
    spans: Spans,
    pub needs: Vec<Dependency>,
    namespaces: HashSet<String>,
    pub taken: Taken,
    /// Tables by namespace and name.
    tables: HashMap<(String, String), usize>,
    pub specs: &'p [Arc<TableSpec>],
    enums: HashMap<Address, (Vec<String>, Site)>,
    /// Tables by the `Column` objects that they hold.
    objects: HashMap<Site, usize>,
}

pub(crate) fn namespace_of(schema: Option<&str>) -> &str {
    schema.unwrap_or(DEFAULT_NAMESPACE)
}

/// Builds the catalog of all tables.
pub(crate) fn assemble(
    project: &Project,
    report: &Report,
    specs: &[Arc<TableSpec>],
    sequences: &[SequenceSpec],
) -> (Catalog, Spans) {
    let mut tables: HashMap<(String, String), usize> = HashMap::new();
    for (at, spec) in specs.iter().enumerate() {
        let key = (namespace_of(spec.schema.as_deref()).to_owned(), spec.name.clone());
        if let Some(first) = tables.get(&key) {
            let other = specs[*first].metadata;
            let first = project.span(specs[*first].site);
            if spec.metadata != other {
                // Two of them may be of two databases.
                let address = Address::table(&key.0, &key.1);
                let reason = format!(
                    "The table {} is declared in two MetaData; the other is in {}:{}",
                    spec.name, first.file, first.line
                );
                report.undecided(project, Some(address), spec.site, reason);
                continue;
            }
            report.error(
                project,
                spec.site,
                format!(
                    "The table {} is declared twice; the first declaration is in {}:{}",
                    spec.name, first.file, first.line
                ),
            );
        } else {
            tables.insert(key, at);
        }
    }
    let mut assembly = Assembly {
        project,
        report,
        catalog: Catalog::default(),
        objects_at_hand: Vec::new(),
        spans: Spans::new(),
        needs: Vec::new(),
        namespaces: HashSet::new(),
        taken: Taken::default(),
        tables,
        specs,
        enums: HashMap::new(),
        objects: HashMap::new(),
    };
    let mut order: Vec<usize> = assembly.tables.values().copied().collect();
    order.sort_by(|one, other| {
        let key = |at: &usize| (specs[*at].schema.as_deref(), specs[*at].name.as_str());
        key(one).cmp(&key(other))
    });
    for sequence in sequences {
        assembly.own_sequence(sequence);
    }
    assembly.settle();
    for at in order {
        assembly.table(at);
        assembly.settle();
    }
    assembly.catalog.insert_dependencies(assembly.needs);
    (assembly.catalog, assembly.spans)
}

impl Assembly<'_, '_> {
    pub fn put(&mut self, address: Address, object: Object, site: Site) {
        self.spans.insert(address.clone(), self.project.span(site));
        self.objects_at_hand.push((address, object));
    }

    /// Whether the table at hand has a part of a kind and name already.
    pub fn has_part(&self, kind: Kind, name: &str) -> bool {
        self.objects_at_hand
            .iter()
            .any(|(address, _)| address.kind() == kind && address.name() == name)
    }

    fn settle(&mut self) {
        self.catalog.extend(self.objects_at_hand.drain(..));
    }

    pub fn namespace(&mut self, name: &str, site: Site) {
        if self.namespaces.insert(name.to_owned()) {
            self.put(Address::namespace(name), Object::Namespace(Namespace::default()), site);
        }
    }

    fn table(&mut self, at: usize) {
        let specs = self.specs;
        let spec = &specs[at];
        let namespace = namespace_of(spec.schema.as_deref());
        let address = Address::table(namespace, &spec.name);
        self.namespace(namespace, spec.site);
        self.taken.relation(namespace, &spec.name);
        self.put(
            address.clone(),
            Object::Table(Table {
                persistence: spec.persistence,
                comment: spec.comment.clone(),
                ..Table::default()
            }),
            spec.site,
        );
        for problem in spec.problems.iter().chain(spec.columns.iter().flat_map(|one| &one.problems))
        {
            let about = match &problem.about {
                About::Table => Some(address.clone()),
                About::Somewhere => None,
                About::Constraint(name) => Some(Address::constraint(namespace, &spec.name, name)),
                About::Index(name) => Some(Address::index(namespace, &spec.name, name)),
                About::Default(column) => Some(Address::default(namespace, &spec.name, column)),
            };
            self.report.undecided(self.project, about, problem.site, &problem.reason);
        }
        for (site, reason) in
            spec.refusals.iter().chain(spec.columns.iter().flat_map(|one| &one.refusals))
        {
            self.report.error(self.project, *site, reason);
        }
        for column in spec.columns.iter().filter(|column| column.is_object) {
            if let Some(first) = self.objects.insert(column.site, at)
                && first != at
            {
                let reason = format!(
                    "The column {} is one object and belongs to the table {} already, so SQLAlchemy refuses it; sa_type and sa_column_kwargs can be shared",
                    column.name, self.specs[first].name
                );
                self.report.error(self.project, column.site, reason);
            }
        }
        let key = self.primary_key_columns(spec);
        // An undecided column may be the key.
        let decided =
            !spec.columns.iter().any(|one| matches!(one.column_type, ColumnType::Undecided(..)))
                && !spec.problems.iter().any(|problem| problem.about == About::Table);
        if key.is_empty() && decided && !self.is_core(spec) {
            self.report.error(
                self.project,
                spec.site,
                format!(
                    "The table {} has no primary key, which SQLAlchemy refuses for a class",
                    spec.name
                ),
            );
        }
        self.columns(spec, &address, &key);
        self.parts(spec, &address, &key);
    }

    /// A `Table(…)` needs no primary key, a mapped class does.
    fn is_core(&self, spec: &TableSpec) -> bool {
        !self.project.classes_of(spec.site.module).any(|(_, class)| class.site() == spec.site)
    }

    /// Names of the primary key's columns: of an explicit constraint, else of the columns' flags.
    fn primary_key_columns(&self, spec: &TableSpec) -> Vec<String> {
        let explicit = spec.constraints.iter().find_map(|one| match &one.kind {
            ConstraintKindSpec::PrimaryKey { columns, .. } if !columns.is_empty() => {
                Some(columns.clone())
            }
            _ => None,
        });
        explicit.unwrap_or_else(|| {
            spec.columns.iter().filter(|one| one.primary_key).map(|one| one.name.clone()).collect()
        })
    }

    /// A table by namespace and name.
    pub fn find(&self, namespace: &str, name: &str) -> Option<&TableSpec> {
        let at = self.tables.get(&(namespace.to_owned(), name.to_owned()))?;
        self.specs.get(*at).map(|spec| &**spec)
    }

    /// The type of a column, following foreign keys for columns that have none of their own.
    pub fn resolved_type(
        &self,
        spec: &TableSpec,
        column: usize,
    ) -> Result<TypeSpec, (Site, String)> {
        let mut seen = HashSet::new();
        let mut spec = spec;
        let mut column = &spec.columns[column];
        loop {
            match &column.column_type {
                ColumnType::Known(found) => return Ok(found.clone()),
                ColumnType::Undecided(site, reason) => return Err((*site, reason.clone())),
                ColumnType::OfTarget => {}
            }
            let unknown = || {
                Err((
                    column.site,
                    "The column takes its type from a foreign key that leads nowhere".to_owned(),
                ))
            };
            if !seen.insert((spec.site, column.name.clone())) {
                return unknown();
            }
            let of_table = spec.constraints.iter();
            let target = column.constraints.iter().chain(of_table).find_map(|one| {
                let ConstraintKindSpec::ForeignKey(key) = &one.kind else { return None };
                let at = key.columns.iter().position(|name| *name == column.name)?;
                key.targets.get(at)
            });
            let Some(target) = target else { return unknown() };
            let namespace =
                namespace_of(target.schema.as_deref().or(spec.metadata_schema.as_deref()));
            let wanted = target.column.as_deref().unwrap_or(&column.name);
            let Some(next) = self.find(namespace, &target.table) else { return unknown() };
            let Some(found) = next.columns.iter().find(|one| one.name == wanted) else {
                return unknown();
            };
            (spec, column) = (next, found);
        }
    }

    /// The address of an enum type, which is put into the catalog with its first use.
    pub fn enum_address(&mut self, spec: &EnumSpec) -> Address {
        let namespace = namespace_of(spec.schema.as_deref());
        let address = Address::enum_type(namespace, &spec.name);
        match self.enums.get(&address) {
            None => {
                self.namespace(namespace, spec.site);
                let object = EnumType { labels: spec.labels.clone(), comment: None };
                self.enums.insert(address.clone(), (spec.labels.clone(), spec.site));
                self.put(address.clone(), Object::Enum(object), spec.site);
            }
            Some((labels, first)) if *labels != spec.labels => {
                let first = self.project.span(*first);
                self.report.undecided(
                    self.project,
                    Some(address.clone()),
                    spec.site,
                    format!(
                        "Two enums with different labels share the type name {}; the other is in {}:{}",
                        quote_ident(&spec.name),
                        first.file,
                        first.line
                    ),
                );
            }
            Some(_) => {}
        }
        address
    }
}
