use std::collections::{BTreeMap, BTreeSet};

use godwit_layout::{TableBox, layout};
use godwit_postgres::TableSize;
use godwit_schema::{
    Address, Catalog, Column, ConstraintKind, Kind, Object, Scope, Snapshot, TableView, Unmodelled,
};

use crate::{
    show::attributes::{attributes, constraint_text},
    view::{
        ClusterBox, ColumnRow, Mark, ObjectAttribute, ObjectView, ReferenceEdge, SchemaView,
        TableNode, UnmodelledView,
    },
};

/// Height of a table's header in drawing units.
pub(crate) const HEADER: f64 = 34.0;
/// Height of a column's row.
pub(crate) const ROW: f64 = 22.0;
/// Average width of a character of the drawing's font at zoom 1.
const CHARACTER: f64 = 7.2;

/// The graph of what is in scope, with marks where a comparison made some.
pub fn schema(
    snapshot: &Snapshot,
    catalog: &Catalog,
    sizes: &BTreeMap<Address, TableSize>,
    marks: &BTreeMap<Address, Mark>,
    scope: &Scope,
) -> SchemaView {
    let addresses: Vec<&Address> =
        catalog.tables().filter(|address| scope.holds(address)).collect();
    // By any part: columns, constraints, triggers, policies, owners, privileges.
    let touched: BTreeSet<Address> = marks.keys().filter_map(Address::owner_table).collect();
    let mut tables: Vec<TableNode> = addresses
        .iter()
        .filter_map(|address| catalog.table(address))
        .map(|view| node(&view, sizes, marks, &touched))
        .collect();
    let by_id: BTreeMap<String, usize> =
        tables.iter().enumerate().map(|(at, table)| (table.id.clone(), at)).collect();
    let mut references = Vec::new();
    let mut pairs = Vec::new();
    for (address, object) in catalog.objects() {
        let (Object::Constraint(constraint), Some(table)) = (object, address.owner_table()) else {
            continue;
        };
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let (from, to) = (table.sql(), key.references.sql());
        if let (Some(from_at), Some(to_at)) = (by_id.get(&from), by_id.get(&to)) {
            pairs.push((*from_at, *to_at));
            references.push(ReferenceEdge {
                name: address.name().to_owned(),
                from,
                from_columns: key.columns.clone(),
                to,
                to_columns: key.referenced_columns.clone(),
                internal: false,
                mark: marks.get(address).copied(),
            });
        }
    }
    let boxes: Vec<TableBox> = tables
        .iter()
        .map(|table| TableBox {
            id: table.id.clone(),
            namespace: table.namespace.clone(),
            width: table.width,
            height: table.height,
        })
        .collect();
    let placed = layout(&boxes, &pairs);
    for (at, table) in tables.iter_mut().enumerate() {
        (table.x, table.y) = placed.positions[at];
        table.cluster = u32::try_from(placed.cluster_of[at]).unwrap_or(u32::MAX);
    }
    for (edge, (from, to)) in references.iter_mut().zip(&pairs) {
        edge.internal = placed.cluster_of[*from] == placed.cluster_of[*to];
    }
    SchemaView {
        source: snapshot.source.clone(),
        server_version: snapshot.server.as_ref().map(|server| version_text(server.version)),
        fingerprint: snapshot.fingerprint(scope).short().to_owned(),
        taken_at: snapshot.taken_at.clone(),
        tables,
        references,
        clusters: placed
            .clusters
            .into_iter()
            .map(|cluster| ClusterBox {
                title: cluster.title,
                x: cluster.x,
                y: cluster.y,
                width: cluster.width,
                height: cluster.height,
            })
            .collect(),
        size: placed.size,
        objects: catalog
            .objects()
            .filter(|(address, _)| scope.holds(address))
            .filter_map(|(address, object)| object_view(address, object, marks))
            .collect(),
        unmodelled: unmodelled(catalog.unmodelled(), scope),
    }
}

/// An object that no table's card shows.
fn object_view(
    address: &Address,
    object: &Object,
    marks: &BTreeMap<Address, Mark>,
) -> Option<ObjectView> {
    let kind = address.kind();
    match kind {
        Kind::Namespace
        | Kind::Table
        | Kind::Column
        | Kind::Default
        | Kind::Constraint
        | Kind::Index => return None,
        Kind::Enum
        | Kind::Sequence
        | Kind::Defined(_)
        | Kind::Owner
        | Kind::Grant
        | Kind::DefaultPrivilege => {}
    }
    let target = address.target();
    Some(ObjectView {
        id: address.to_string(),
        kind: kind.noun().to_owned(),
        name: match (kind, object) {
            (Kind::Owner, Object::Owner(owner)) => owner.role.clone(),
            (Kind::Grant, _) if address.name().is_empty() => "PUBLIC".to_owned(),
            (Kind::Grant, _) => address.name().to_owned(),
            _ => address.sql(),
        },
        table: target.as_ref().unwrap_or(address).owner_table().map(|table| table.sql()),
        of: target.map(|target| target.to_string()),
        attributes: attributes(address, object)
            .into_iter()
            .map(|(name, value)| ObjectAttribute { name: name.to_owned(), value })
            .collect(),
        mark: marks.get(address).copied(),
    })
}

/// What is not modelled, grouped by class.
pub fn unmodelled<'a>(
    found: impl IntoIterator<Item = &'a Unmodelled>,
    scope: &Scope,
) -> Vec<UnmodelledView> {
    let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for object in found {
        if !scope.ignores_namespace(&object.namespace) {
            classes.entry(object.class.clone()).or_default().push(object.name.clone());
        }
    }
    classes.into_iter().map(|(class, names)| UnmodelledView { class, names }).collect()
}

/// `15.18` from 150018; PostgreSQL's majors have had one part since 10.
pub fn version_text(number: u32) -> String {
    format!("{}.{}", number / 10_000, number % 10_000)
}

fn node(
    view: &TableView<'_>,
    sizes: &BTreeMap<Address, TableSize>,
    marks: &BTreeMap<Address, Mark>,
    touched: &BTreeSet<Address>,
) -> TableNode {
    let mut primary: BTreeSet<&str> = BTreeSet::new();
    let mut foreign: BTreeSet<&str> = BTreeSet::new();
    for (_, constraint) in &view.constraints {
        match &constraint.kind {
            ConstraintKind::PrimaryKey { columns, .. } => {
                primary.extend(columns.iter().map(String::as_str));
            }
            ConstraintKind::ForeignKey(key) => {
                foreign.extend(key.columns.iter().map(String::as_str));
            }
            ConstraintKind::Unique { .. }
            | ConstraintKind::Check { .. }
            | ConstraintKind::Exclude { .. } => {}
        }
    }
    let columns: Vec<ColumnRow> =
        view.columns
            .iter()
            .map(|(address, column)| ColumnRow {
                name: address.name().to_owned(),
                data_type: column.data_type.text.clone(),
                not_null: column.not_null,
                primary_key: primary.contains(address.name()),
                foreign_key: foreign.contains(address.name()),
                default: value_of(view, address, column),
                comment: column.comment.clone(),
                mark: marks.get(*address).copied().or_else(|| {
                    marks.get(&address.with_kind(Kind::Default)).map(|_| Mark::Changed)
                }),
            })
            .collect();
    let longest = columns
        .iter()
        .map(|column| column.name.chars().count() + column.data_type.chars().count() + 3)
        .chain([view.address.sql().chars().count() + 2])
        .max()
        .unwrap_or(0);
    let own = marks.get(view.address).copied();
    let size = sizes.get(view.address);
    TableNode {
        id: view.address.sql(),
        namespace: view.address.namespace_name().to_owned(),
        name: view.address.name().to_owned(),
        x: 0.0,
        y: 0.0,
        // Characters in a card are far below 2^52.
        width: (longest as f64 * CHARACTER + 40.0).clamp(180.0, 360.0),
        height: HEADER + ROW * columns.len() as f64,
        columns,
        rows: size.and_then(|size| size.rows).map(|rows| rows as f64),
        bytes: size.map(|size| size.bytes as f64),
        comment: view.table.comment.clone(),
        indexes: view.indexes.iter().map(|(address, _)| address.name().to_owned()).collect(),
        constraints: view
            .constraints
            .iter()
            .map(|(address, constraint)| {
                format!("{} {}", address.name(), constraint_text(constraint))
            })
            .collect(),
        mark: own.or_else(|| touched.contains(view.address).then_some(Mark::Changed)),
        cluster: 0,
    }
}

fn value_of(view: &TableView<'_>, address: &Address, column: &Column) -> Option<String> {
    if let Some(generated) = &column.generated {
        return Some(format!("GENERATED ALWAYS AS ({})", generated.expression.text));
    }
    if column.identity.is_some() {
        return Some("IDENTITY".to_owned());
    }
    view.defaults.get(address.name()).map(|default| default.expression.text.clone())
}
