use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{
    Address, Catalog, Column, Definition, Identity, Kind, Object, quote::MAX_NAME_BYTES,
};

use crate::{
    change::{Change, Verb},
    follow::follow_definition,
    likeness::likeness,
    rename::{Rename, RenameCandidate, can_be_renamed},
    renaming::Renaming,
};

/// Pairs scored lower are not offered.
const OFFERED: f64 = 0.35;
/// By how many bytes a definition can grow with its name, which few definitions say more than ten times.
const MAX_GROWTH: usize = 10 * MAX_NAME_BYTES;
/// From here on a second pair makes the first ambiguous.
const CLAIMED: f64 = 0.5;

/// Pairs of a drop and a create that may be one rename, likeliest first.
pub(crate) fn candidates(
    changes: &[Change],
    renamed: &Catalog,
    after: &Catalog,
    renaming: &Renaming,
) -> Vec<RenameCandidate> {
    let mut groups: BTreeMap<(Kind, Option<Address>), Sides<'_>> = BTreeMap::new();
    for change in changes {
        let group = (change.address.kind(), group_table(&change.address));
        match &change.verb {
            Verb::Drop { before } => {
                groups.entry(group).or_default().dropped.push((&change.address, before));
            }
            Verb::Create { after: object } => {
                let made_with_table =
                    group.1.as_ref().is_some_and(|table| renamed.get(table).is_none());
                if !made_with_table {
                    groups.entry(group).or_default().created.push((&change.address, object));
                }
            }
            Verb::Alter { .. } | Verb::Rename { .. } => {}
        }
    }
    let mut found = Vec::new();
    for ((kind, _), sides) in &groups {
        let columns = |catalog, side: &[(&Address, &Object)]| match kind {
            Kind::Table => side.iter().map(|(table, _)| columns(catalog, table)).collect(),
            _ => Vec::new(),
        };
        let before_columns: Vec<Columns> = columns(renamed, &sides.dropped);
        let after_columns: Vec<Columns> = columns(after, &sides.created);
        for (from_at, (from, before)) in sides.dropped.iter().enumerate() {
            for (to_at, (to, object)) in sides.created.iter().enumerate() {
                let name = likeness(from.name(), to.name());
                // What is inherited is renamed with what it is inherited from.
                if is_inherited(before) && is_inherited(object) {
                    continue;
                }
                let scored = match (*before, *object) {
                    (Object::Table(_), Object::Table(_)) => {
                        tables(name, &before_columns[from_at], &after_columns[to_at])
                    }
                    (Object::Column(a), Object::Column(b)) => {
                        let same_default = renamed.column_default(&from.with_kind(Kind::Default))
                            == after.column_default(&to.with_kind(Kind::Default));
                        column(name, a, b, same_default)
                    }
                    (Object::Namespace(_), Object::Namespace(_)) => {
                        let sides = (contents(renamed, from), contents(after, to));
                        namespaces(name, &sides.0, &sides.1)
                    }
                    (Object::Definition(a), Object::Definition(b)) => {
                        let rename = Rename { from: (*from).clone(), to: (*to).clone() };
                        becomes(a, b, &rename).then(|| but_for_the_name(*kind, name))
                    }
                    (a, b) => (a == b).then(|| but_for_the_name(*kind, name)),
                };
                if let Some((score, evidence)) = scored.filter(|(score, _)| *score >= OFFERED) {
                    let rename = Rename { from: renaming.back(from), to: (*to).clone() };
                    found.push(RenameCandidate { rename, score, evidence, ambiguous: false });
                }
            }
        }
    }
    mark_ambiguous(&mut found);
    found.sort_by(RenameCandidate::likelier);
    found
}

#[derive(Default)]
struct Sides<'a> {
    dropped: Vec<(&'a Address, &'a Object)>,
    created: Vec<(&'a Address, &'a Object)>,
}

fn is_inherited(object: &Object) -> bool {
    match object {
        Object::Column(found) => found.inherited,
        other => other.parent().is_some(),
    }
}

/// Parts are paired within their table only.
fn group_table(address: &Address) -> Option<Address> {
    if address.kind() == Kind::Table { None } else { address.owner_table() }
}

type Columns = BTreeSet<(String, String)>;

fn columns(catalog: &Catalog, table: &Address) -> Columns {
    catalog
        .parts(table)
        .filter_map(|(address, object)| match object {
            Object::Column(column) => {
                Some((address.name().to_owned(), column.data_type.text.clone()))
            }
            _ => None,
        })
        .collect()
}

fn tables(name: f64, before: &Columns, after: &Columns) -> Option<(f64, Vec<String>)> {
    let common = before.intersection(after).count();
    let all = before.len() + after.len() - common;
    if common == 0 || all == 0 {
        return None;
    }
    let overlap = ratio(common, all);
    let score = 0.7 * overlap + 0.3 * distinct(name);
    let mut evidence =
        vec![format!("{common} of {all} columns have the same name and type on both sides")];
    evidence.extend(name_evidence(name));
    Some((score, evidence))
}

fn column(name: f64, a: &Column, b: &Column, same_default: bool) -> Option<(f64, Vec<String>)> {
    let mut evidence: Vec<String> = name_evidence(name).into_iter().collect();
    let by_type = if a.data_type == b.data_type {
        evidence.push(format!("both are {}", a.data_type));
        0.25
    } else if family(&a.data_type.text) == family(&b.data_type.text) {
        evidence.push(format!("{} and {} are near types", a.data_type, b.data_type));
        0.15
    } else {
        return None;
    };
    let mut score = 0.5 * distinct(name) + by_type;
    if a.not_null == b.not_null {
        score += 0.05;
    }
    let counted = |column: &Column| {
        column.identity.clone().map(|identity| Identity { name: None, ..identity })
    };
    if same_default && counted(a) == counted(b) && a.generated == b.generated {
        score += 0.1;
    }
    if a.position == b.position {
        evidence.push("both stand at the same place in the table".to_owned());
        score += 0.1;
    }
    Some((score, evidence))
}

/// Names and kinds of what a namespace holds.
fn contents<'a>(catalog: &'a Catalog, namespace: &'a Address) -> BTreeSet<(Kind, &'a str)> {
    let inside = |address: &Address| {
        address.path().len() == 2
            && address.namespace_name() == namespace.name()
            && !matches!(address.kind(), Kind::Owner | Kind::Grant)
    };
    catalog
        .from(namespace)
        .take_while(|(address, _)| address.namespace_name() == namespace.name())
        .filter(|(address, _)| inside(address) && !address.is_global())
        .map(|(address, _)| (address.kind(), address.name()))
        .collect()
}

fn namespaces(
    name: f64,
    before: &BTreeSet<(Kind, &str)>,
    after: &BTreeSet<(Kind, &str)>,
) -> Option<(f64, Vec<String>)> {
    let common = before.intersection(after).count();
    let all = before.len() + after.len() - common;
    if common == 0 {
        return None;
    }
    let mut evidence =
        vec![format!("{common} of {all} objects have the same name and kind on both sides")];
    evidence.extend(name_evidence(name));
    Some((0.7 * ratio(common, all) + 0.3 * distinct(name), evidence))
}

/// Whether a definition under another name would be the other one.
fn becomes(a: &Definition, b: &Definition, rename: &Rename) -> bool {
    can_be_renamed(rename.from.kind())
        && a.facets.len() == b.facets.len()
        && a.creation.len().abs_diff(b.creation.len()) <= MAX_GROWTH
        && {
            let mut a = a.clone();
            follow_definition(&rename.from, &mut a, &Renaming::new(std::slice::from_ref(rename)));
            a == *b
        }
}

/// What has structure and a name: only when nothing but the name differs.
fn but_for_the_name(kind: Kind, name: f64) -> (f64, Vec<String>) {
    let mut evidence = vec!["nothing but the name differs".to_owned()];
    evidence.extend(name_evidence(name));
    let structure = match kind {
        Kind::Sequence => 0.4,
        _ => 0.8,
    };
    (structure + (1.0 - structure) * distinct(name), evidence)
}

fn name_evidence(name: f64) -> Option<String> {
    (name >= 0.75).then(|| "the names are alike".to_owned())
}

/// Unrelated names have a likeness of about a half.
fn distinct(name: f64) -> f64 {
    ((name - 0.5) / 0.5).max(0.0)
}

fn ratio(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
}

/// Types that one would exchange for one another while renaming.
fn family(data_type: &str) -> &str {
    let base = data_type.split('(').next().unwrap_or(data_type).trim_end();
    match base {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => "number",
        "text" | "character varying" | "character" => "text",
        "json" | "jsonb" => "json",
        "date" | "timestamp without time zone" | "timestamp with time zone" | "timestamp" => "date",
        other => other,
    }
}

fn mark_ambiguous(found: &mut [RenameCandidate]) {
    let mut claims: BTreeMap<(bool, Address), usize> = BTreeMap::new();
    for one in found.iter().filter(|one| one.score >= CLAIMED) {
        *claims.entry((false, one.rename.from.clone())).or_default() += 1;
        *claims.entry((true, one.rename.to.clone())).or_default() += 1;
    }
    for one in found {
        let own = usize::from(one.score >= CLAIMED);
        one.ambiguous = [(false, one.rename.from.clone()), (true, one.rename.to.clone())]
            .iter()
            .any(|side| claims.get(side).copied().unwrap_or(0) > own);
    }
}
