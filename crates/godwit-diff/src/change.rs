use serde::{Deserialize, Serialize};

use godwit_schema::{Address, Fingerprint, Object, Undecided, Unmodelled};

use crate::rename::{Rename, RenameCandidate};

/// One difference about one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The object, by its wanted address where it has one.
    pub address: Address,
    /// What must happen to it.
    pub verb: Verb,
}

impl Change {
    /// An object that is on both sides and differs.
    pub fn altered(address: &Address, before: Object, after: Object) -> Self {
        let (before, after) = (Box::new(before), Box::new(after));
        Self { address: address.clone(), verb: Verb::Alter { before, after } }
    }

    /// The rename that it is, if it is one.
    pub fn as_rename(&self) -> Option<Rename> {
        match &self.verb {
            Verb::Rename { from } => Some(Rename { from: from.clone(), to: self.address.clone() }),
            Verb::Create { .. } | Verb::Drop { .. } | Verb::Alter { .. } => None,
        }
    }
}

/// What must happen to an object. Boxed, since objects are large and changes are many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum Verb {
    /// It is only wanted.
    Create {
        /// As wanted.
        after: Box<Object>,
    },
    /// It is only there. Parts of a dropped table and defaults of a dropped column have no change
    /// of their own: they go with their owner.
    Drop {
        /// As it is.
        before: Box<Object>,
    },
    /// It is on both sides and differs.
    Alter {
        /// As it is.
        before: Box<Object>,
        /// As wanted.
        after: Box<Object>,
    },
    /// It is the same object under another name: a person said so, or it is the one index of a
    /// partition that is attached to a parent's. Its other differences, and those of its parts, are
    /// changes of their own, by wanted addresses.
    Rename {
        /// Its address now.
        from: Address,
    },
}

/// All differences between two catalogs, ordered by address, then verb.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// Fingerprint of `before` within the scope.
    pub before: Fingerprint,
    /// Fingerprint of `after` within the scope.
    pub after: Fingerprint,
    /// The differences.
    pub changes: Vec<Change>,
    /// Pairs that may be renames; until a person says so they stand as drop and create.
    pub rename_candidates: Vec<RenameCandidate>,
    /// Parts of the models that were not decided; nothing about them is in `changes`.
    pub undecided: Vec<Undecided>,
    /// What the database holds that is not modelled and was not compared.
    pub unmodelled: Vec<Unmodelled>,
}

impl ChangeSet {
    /// Whether the two sides agree, as far as they were compared.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}
