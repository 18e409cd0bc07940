use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{Address, Catalog, Column, Definition, Identity, Kind, Object};

use crate::{
    change::{Change, Verb},
    follow::follow_definition,
    likeness::likeness,
    rename::{Rename, RenameCandidate, can_be_renamed},
    renaming::Renaming,
};

/// Pairs scored lower are not offered.
const OFFERED: f64 = 0.35;
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
    for change in changes.iter().filter(|change| can_be_renamed(change.address.kind())) {
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
        if sides.dropped.is_empty() || sides.created.is_empty() {
            continue;
        }
        let holdings = |catalog, side: &[(&Address, &Object)]| -> Vec<Holdings> {
            side.iter().map(|(address, _)| holdings(catalog, address)).collect()
        };
        let (held_before, held_after) =
            (holdings(renamed, &sides.dropped), holdings(after, &sides.created));
        let nameless = |side: &[(&Address, &Object)]| -> Vec<Option<(Address, Definition)>> {
            side.iter().map(|(address, object)| nameless(address, object)).collect()
        };
        let (nameless_before, nameless_after) =
            (nameless(&sides.dropped), nameless(&sides.created));
        for (from_at, (from, before)) in sides.dropped.iter().enumerate() {
            for (to_at, (to, object)) in sides.created.iter().enumerate() {
                let name = likeness(from.name(), to.name());
                // What is inherited is renamed with what it is inherited from.
                if is_inherited(before) && is_inherited(object) {
                    continue;
                }
                let scored = match (*before, *object) {
                    (Object::Table(_), Object::Table(_)) => {
                        let held = (&held_before[from_at], &held_after[to_at]);
                        overlapping(name, held, "columns have the same name and type")
                    }
                    (Object::Namespace(_), Object::Namespace(_)) => {
                        let held = (&held_before[from_at], &held_after[to_at]);
                        overlapping(name, held, "objects have the same name and kind")
                    }
                    (Object::Column(a), Object::Column(b)) => {
                        let same_default = renamed.column_default(&from.with_kind(Kind::Default))
                            == after.column_default(&to.with_kind(Kind::Default));
                        column(name, a, b, same_default)
                    }
                    (Object::Definition(_), Object::Definition(_)) => (nameless_before[from_at]
                        == nameless_after[to_at])
                        .then(|| but_for_the_name(*kind, name)),
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

/// What a table or namespace holds: columns with their types, or objects with their kinds.
type Holdings = BTreeSet<(String, String)>;

fn holdings(catalog: &Catalog, holder: &Address) -> Holdings {
    let of = |address: &Address, what: String| (address.name().to_owned(), what);
    match holder.kind() {
        Kind::Table => catalog
            .parts(holder)
            .filter_map(|(address, object)| match object {
                Object::Column(column) => Some(of(address, column.data_type.text.clone())),
                _ => None,
            })
            .collect(),
        Kind::Namespace => catalog
            .from(holder)
            .take_while(|(address, _)| address.namespace_name() == holder.name())
            .filter(|(address, _)| address.stands_in_namespace())
            .map(|(address, _)| of(address, address.kind().word()))
            .collect(),
        _ => Holdings::new(),
    }
}

fn overlapping(
    name: f64,
    (before, after): (&Holdings, &Holdings),
    alike: &str,
) -> Option<(f64, Vec<String>)> {
    let common = before.intersection(after).count();
    let all = before.len() + after.len() - common;
    if common == 0 || all == 0 {
        return None;
    }
    let overlap = ratio(common, all);
    let score = 0.7 * overlap + 0.3 * distinct(name);
    let mut evidence = vec![format!("{common} of {all} {alike} on both sides")];
    evidence.extend(name_evidence(name));
    Some((score, evidence))
}

/// A definition under no name, in no namespace: two that differ in nothing else are alike in this.
fn nameless(address: &Address, object: &Object) -> Option<(Address, Definition)> {
    let Object::Definition(found) = object else { return None };
    let mut found = (**found).clone();
    let to = address.called("").in_namespace("");
    let rename = Rename { from: address.clone(), to: to.clone() };
    follow_definition(address, &mut found, &Renaming::new(&[rename]));
    Some((to, found))
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
