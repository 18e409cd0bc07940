//! Renames that PostgreSQL carries from tables to those that inherit from them.

use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{Address, Catalog, ConstraintKind, Object};

use crate::{
    rename::{Rename, RenameError},
    renaming::Renaming,
};

/// Renames of heirs' columns and checks, which come with those of their parents that a person `said`:
/// `ALTER TABLE … RENAME` goes down to partitions and children (manual, ALTER TABLE).
///
/// # Errors
/// [`RenameError::Inherited`] for a column or check that a table above has too and that one statement
/// does not rename there: PostgreSQL begins at the topmost table, of which there must be one.
pub(crate) fn handed_down(before: &Catalog, said: &[Rename]) -> Result<Vec<Rename>, RenameError> {
    let said_down: BTreeMap<&Address, &Rename> = said
        .iter()
        .filter(|one| hands_down(before, &one.from))
        .map(|one| (&one.from, one))
        .collect();
    if said_down.is_empty() {
        return Ok(Vec::new());
    }
    let renaming = Renaming::new(said);
    let family = Family::of(before);
    let above = |part: &Address| -> Vec<Address> {
        let Some(table) = part.owner_table() else { return Vec::new() };
        let parents = family.parents(&table).iter().map(|parent| part.moved(&table, parent));
        parents.filter(|part| hands_down(before, part)).collect()
    };
    let mut found = Vec::new();
    let mut reached: BTreeSet<Address> = BTreeSet::new();
    for top in said_down.values().filter(|one| above(&one.from).is_empty()) {
        let mut tree = vec![top.from.clone()];
        let mut seen = BTreeSet::from([top.from.clone()]);
        let mut at = 0;
        while let Some(part) = tree.get(at).cloned() {
            at += 1;
            let Some(table) = part.owner_table() else { continue };
            for heir in family.children(&table) {
                let own = part.moved(&table, heir);
                if before.get(&own).is_some() && seen.insert(own.clone()) {
                    tree.push(own);
                }
            }
        }
        for own in &tree[1..] {
            let Some(heir) = own.owner_table() else { continue };
            let to = own.moved(&heir, &renaming.follow(&heir)).with_name(top.to.name());
            let rename = Rename { from: own.clone(), to };
            let stays = above(own).iter().any(|part| !seen.contains(part));
            match said_down.get(own) {
                _ if stays => return Err(RenameError::Inherited(rename)),
                Some(other) if other.to != rename.to => {
                    return Err(RenameError::Inherited((*other).clone()));
                }
                Some(_) => {}
                None => found.push(rename),
            }
        }
        reached.extend(seen);
    }
    match said_down.values().find(|one| !reached.contains(&one.from)) {
        Some(alone) => Err(RenameError::Inherited((*alone).clone())),
        None => Ok(found),
    }
}

/// Whether heirs have a part because their parent has it.
fn hands_down(catalog: &Catalog, part: &Address) -> bool {
    match catalog.get(part) {
        Some(Object::Column(_)) => true,
        Some(Object::Constraint(found)) => {
            matches!(found.kind, ConstraintKind::Check { no_inherit: false, .. })
        }
        _ => false,
    }
}

/// Who inherits from whom.
struct Family<'a> {
    children: BTreeMap<&'a Address, Vec<&'a Address>>,
    parents: BTreeMap<&'a Address, Vec<&'a Address>>,
}

impl<'a> Family<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let mut family = Self { children: BTreeMap::new(), parents: BTreeMap::new() };
        for (address, object) in catalog.objects() {
            let Object::Table(table) = object else { continue };
            for parent in table.parents() {
                family.children.entry(parent).or_default().push(address);
                family.parents.entry(address).or_default().push(parent);
            }
        }
        family
    }

    fn children(&self, table: &Address) -> &[&'a Address] {
        self.children.get(table).map_or(&[], Vec::as_slice)
    }

    fn parents(&self, table: &Address) -> &[&'a Address] {
        self.parents.get(table).map_or(&[], Vec::as_slice)
    }
}
