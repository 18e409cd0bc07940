//! Names that a renamed object takes over from one that goes.

use godwit_schema::{Address, Catalog, Kind, names::clip, quote::MAX_NAME_BYTES};

use crate::rename::{Rename, Renaming};

/// The name that something has for the moment: until it gets its wanted one, or is dropped.
pub fn moment(address: &Address) -> Address {
    address.with_name(&format!("{}_moment", clip(address.name(), MAX_NAME_BYTES - 7)))
}

/// Renames of what has a name that another object is renamed to, and no new name: it cannot be what is
/// wanted there, so it goes, and has another name until then.
pub(crate) fn giving_way(before: &Catalog, renames: &[Rename]) -> Vec<Rename> {
    let tables: Vec<Rename> =
        renames.iter().filter(|one| one.from.kind() == Kind::Table).cloned().collect();
    let tables = Renaming::new(&tables);
    renames
        .iter()
        .filter_map(|one| {
            let held = match one.to.kind() {
                Kind::Table => one.to.clone(),
                _ => tables.back(&one.to),
            };
            let is_renamed = renames.iter().any(|other| other.from == held);
            (!is_renamed && before.get(&held).is_some())
                .then(|| Rename { from: held, to: moment(&one.to) })
        })
        .collect()
}
