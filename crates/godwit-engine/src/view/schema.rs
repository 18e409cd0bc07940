use serde::{Deserialize, Serialize};

/// How an object differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Only wanted.
    Added,
    /// Only there.
    Removed,
    /// On both sides, different.
    Changed,
    /// The same under another name.
    Renamed,
}

/// A schema with positions, ready to draw. Lengths are in drawing units (pixels at zoom 1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SchemaView {
    /// The source as the person named it.
    pub source: String,
    /// `17.2`, or null when no server is behind it.
    pub server_version: Option<String>,
    /// Short fingerprint.
    pub fingerprint: String,
    /// When it was read, RFC 3339 in UTC.
    pub taken_at: String,
    /// Tables with positions.
    pub tables: Vec<TableNode>,
    /// Foreign keys.
    pub references: Vec<ReferenceEdge>,
    /// Boxes around tables that belong together.
    pub clusters: Vec<ClusterBox>,
    /// Width and height of the whole drawing.
    pub size: (f64, f64),
    /// Everything that is no table and no part of one that a table's card shows: views, functions,
    /// types, triggers, policies, owners, privileges, in order of address.
    pub objects: Vec<ObjectView>,
    /// What the database holds but Godwit does not model, by class.
    pub unmodelled: Vec<UnmodelledView>,
}

/// A table in the graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TableNode {
    /// Qualified name as SQL, unique: `public.patient`.
    pub id: String,
    /// Raw namespace.
    pub namespace: String,
    /// Raw name.
    pub name: String,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height: header plus one row a column.
    pub height: f64,
    /// Columns in the table's order.
    pub columns: Vec<ColumnRow>,
    /// Estimated rows, null when unknown.
    pub rows: Option<f64>,
    /// Bytes with indexes, null when unknown.
    pub bytes: Option<f64>,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
    /// Names of its indexes.
    pub indexes: Vec<String>,
    /// Its constraints, as SQL definitions with their names.
    pub constraints: Vec<String>,
    /// How it differs, when the view is of a comparison.
    pub mark: Option<Mark>,
    /// Index into `clusters`.
    pub cluster: u32,
}

/// A column in the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ColumnRow {
    /// Raw name.
    pub name: String,
    /// Canonical type.
    pub data_type: String,
    /// `NOT NULL`.
    pub not_null: bool,
    /// Part of the primary key.
    pub primary_key: bool,
    /// Part of a foreign key.
    pub foreign_key: bool,
    /// Default as SQL.
    pub default: Option<String>,
    /// `COMMENT ON COLUMN`.
    pub comment: Option<String>,
    /// How it differs.
    pub mark: Option<Mark>,
}

/// A foreign key in the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ReferenceEdge {
    /// Constraint name.
    pub name: String,
    /// Referencing table's id.
    pub from: String,
    /// Referencing columns.
    pub from_columns: Vec<String>,
    /// Referenced table's id.
    pub to: String,
    /// Referenced columns.
    pub to_columns: Vec<String>,
    /// Inside one cluster.
    pub internal: bool,
    /// How it differs.
    pub mark: Option<Mark>,
}

/// A box around tables that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ClusterBox {
    /// Its most referenced table's name, or the namespace.
    pub title: String,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// An object beside the tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ObjectView {
    /// `view public.visit`: unique.
    pub id: String,
    /// PostgreSQL's word for the kind: `view`, `function`, `policy`, `owner`.
    pub kind: String,
    /// Qualified name; for an owner or a privilege the role.
    pub name: String,
    /// The table or view that it stands on, as a node's id, when it stands on one.
    pub table: Option<String>,
    /// The object that an owner or a privilege is about, as its address.
    pub of: Option<String>,
    /// What it is, attribute by attribute; `definition` is SQL.
    pub attributes: Vec<ObjectAttribute>,
    /// How it differs, when the view is of a comparison.
    pub mark: Option<Mark>,
}

/// One attribute of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ObjectAttribute {
    /// `labels`, `definition`, `privileges`, `comment`.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Objects of one class that are not modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct UnmodelledView {
    /// `view`, `function`, ….
    pub class: String,
    /// Their qualified names.
    pub names: Vec<String>,
}
