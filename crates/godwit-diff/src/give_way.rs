//! Names that a renamed object takes over from one that goes.

use godwit_schema::{Address, Catalog, names::clip, quote::MAX_NAME_BYTES};

use crate::{rename::Rename, renaming::Renaming};

/// The name that something has for the moment: until it gets its wanted one, or is dropped.
pub fn moment(address: &Address) -> Address {
    address.called(&format!("{}_moment", clip(address.base_name(), MAX_NAME_BYTES - 7)))
}

/// Renames of what has a name that another object is renamed to, and no new name: it cannot be what is
/// wanted there, so it goes, and has another name until then.
pub(crate) fn giving_way(before: &Catalog, renames: &[Rename]) -> Vec<Rename> {
    let renaming = Renaming::new(renames);
    renames
        .iter()
        .filter_map(|one| {
            let held = renaming.carried_back(&one.to);
            let is_renamed = renames.iter().any(|other| other.from == held);
            (!is_renamed && before.get(&held).is_some())
                .then(|| Rename { from: held, to: moment(&one.to) })
        })
        .collect()
}
