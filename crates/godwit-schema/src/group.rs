use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use sha2::{Digest, Sha256};

use crate::{
    address::Address, catalog::Dependency, constraint::ConstraintKind, fingerprint::take,
    kind::Kind, object::Object,
};

/// What one object's structure says about another one, apart from `pg_depend`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A foreign key and the table that it references.
    ForeignKey,
    /// A sequence and the column that owns it.
    OwnedSequence,
    /// A column and the enum that is its type, or the element of its type.
    EnumColumn,
    /// A partition and its parent.
    Partition,
    /// A partition's index or key and that of its parent.
    IndexPart,
}

/// The objects of one relation, or one that stands alone, with the dependencies that begin or end at
/// them. Catalogs that were made from one another share what is the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// By address.
    pub(crate) objects: Vec<(Address, Object)>,
    /// What the objects need, ordered.
    pub(crate) needs: Vec<Dependency>,
    /// What needs the objects, as (needed, needing), ordered.
    pub(crate) needed_by: Vec<(Address, Address)>,
    hash: OnceLock<[u8; 32]>,
    rest_hash: OnceLock<[u8; 32]>,
    shape: OnceLock<Shape>,
}

/// What can be said of a group without looking at its objects again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    /// The kinds there are, each once.
    pub(crate) kinds: BTreeSet<Kind>,
    /// Links as (sort, from, to).
    pub(crate) links: Vec<(Link, Address, Address)>,
    /// Whether a scope holds all of it or nothing.
    pub(crate) whole: bool,
    /// Whether an index is not valid, which nobody wants even where both sides have it.
    pub(crate) wrecked: bool,
}

impl Group {
    /// The group to be changed: a copy of its own, that forgets what was known of its former content.
    pub(crate) fn change(shared: &mut Arc<Self>) -> &mut Self {
        let group = Arc::make_mut(shared);
        group.hash.take();
        group.rest_hash.take();
        group.shape.take();
        group
    }

    pub(crate) fn shrink(&mut self) {
        self.objects.shrink_to_fit();
        self.needs.shrink_to_fit();
        self.needed_by.shrink_to_fit();
    }

    fn place(&self, address: &Address) -> Result<usize, usize> {
        self.objects.binary_search_by(|(other, _)| other.cmp(address))
    }

    pub(crate) fn get(&self, address: &Address) -> Option<&(Address, Object)> {
        self.place(address).ok().map(|at| &self.objects[at])
    }

    pub(crate) fn get_mut(&mut self, address: &Address) -> Option<&mut Object> {
        self.place(address).ok().map(|at| &mut self.objects[at].1)
    }

    pub(crate) fn insert(&mut self, address: Address, object: Object) -> Option<Object> {
        match self.place(&address) {
            Ok(at) => Some(std::mem::replace(&mut self.objects[at].1, object)),
            Err(at) => {
                self.objects.insert(at, (address, object));
                None
            }
        }
    }

    pub(crate) fn remove(&mut self, address: &Address) -> Option<Object> {
        self.place(address).ok().map(|at| self.objects.remove(at).1)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.needs.is_empty() && self.needed_by.is_empty()
    }

    /// Whether nothing is known of it yet, as after a change.
    pub(crate) fn is_unknown(&self) -> bool {
        self.hash.get().is_none()
    }

    /// Whether both hold the same as far as it is compared. Equal hashes tell it where both are known;
    /// to make them for this question alone would cost more than to look.
    pub(crate) fn holds_the_same(&self, other: &Self) -> bool {
        match (self.hash.get(), other.hash.get()) {
            (Some(a), Some(b)) => a == b && self.owners().eq(other.owners()),
            _ => self.objects == other.objects,
        }
    }

    fn owners(&self) -> impl Iterator<Item = &(Address, Object)> {
        let any = self.shape().kinds.contains(&Kind::Owner);
        let objects = if any { self.objects.as_slice() } else { &[] };
        objects.iter().filter(|(address, _)| address.kind() == Kind::Owner)
    }

    /// Hash over every compared attribute of every object but owners, which are told relative to the
    /// role that reads.
    pub(crate) fn hash(&self) -> &[u8; 32] {
        self.hash.get_or_init(|| {
            let mut digest = Sha256::new();
            let mut text = Vec::new();
            for (address, object) in self.compared() {
                hash_object(&mut digest, &mut text, address, object);
            }
            digest.finalize().into()
        })
    }

    /// What the hash is over.
    pub(crate) fn compared(&self) -> impl Iterator<Item = &(Address, Object)> {
        self.objects.iter().filter(|(address, _)| address.kind() != Kind::Owner)
    }

    /// Hash over what is not compared: the owners, the places of columns, and what the objects need.
    pub(crate) fn rest_hash(&self) -> &[u8; 32] {
        self.rest_hash.get_or_init(|| {
            let mut digest = Sha256::new();
            let mut text = Vec::new();
            for (address, object) in &self.objects {
                match object {
                    Object::Owner(_) => hash_object(&mut digest, &mut text, address, object),
                    Object::Column(column) => take(&mut digest, &column.position.to_be_bytes()),
                    Object::Definition(found) if !found.is_populated() => {
                        hash_object(&mut digest, &mut text, address, object);
                    }
                    _ => {}
                }
            }
            for edge in &self.needs {
                for address in [&edge.dependent, &edge.referenced] {
                    text.clear();
                    address.write(&mut text);
                    take(&mut digest, &text);
                }
            }
            digest.finalize().into()
        })
    }

    pub(crate) fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| {
            let mut shape = Shape { whole: true, ..Shape::default() };
            for (address, object) in &self.objects {
                shape.kinds.insert(address.kind());
                shape.whole &= address.path().len() > 1
                    && !address.is_global()
                    && address.target().is_none_or(|target| target.kind() != Kind::Namespace);
                let mut link = |sort: Link, to: Option<&Address>| {
                    shape.links.extend(to.map(|to| (sort, address.clone(), to.clone())));
                };
                match object {
                    Object::Constraint(constraint) => match &constraint.kind {
                        ConstraintKind::ForeignKey(key) => {
                            link(Link::ForeignKey, Some(&key.references));
                        }
                        ConstraintKind::PrimaryKey { .. }
                        | ConstraintKind::Unique { .. }
                        | ConstraintKind::Exclude { .. } => {
                            link(Link::IndexPart, constraint.parent.as_ref());
                        }
                        ConstraintKind::Check { .. } => {}
                    },
                    Object::Sequence(found) => link(Link::OwnedSequence, found.owned_by.as_ref()),
                    Object::Column(found) => link(Link::EnumColumn, found.data_type.of.as_ref()),
                    Object::Table(found) => {
                        link(Link::Partition, found.partition_of.as_ref().map(|of| &of.parent));
                    }
                    Object::Index(found) => {
                        link(Link::IndexPart, found.parent.as_ref());
                        shape.wrecked |= !found.valid;
                    }
                    Object::Namespace(_)
                    | Object::Enum(_)
                    | Object::Default(_)
                    | Object::Definition(_)
                    | Object::Owner(_)
                    | Object::Grant(_)
                    | Object::DefaultPrivilege(_) => {}
                }
            }
            shape
        })
    }
}

/// Takes one object into a hash. `text` is a buffer.
pub(crate) fn hash_object(
    digest: &mut Sha256,
    text: &mut Vec<u8>,
    address: &Address,
    object: &Object,
) {
    text.clear();
    address.write(text);
    take(digest, text);
    text.clear();
    // Serialising plain structs of strings and numbers into memory cannot fail.
    let shows_more = match object {
        Object::Column(_) | Object::Grant(_) => true,
        Object::Definition(found) => !found.is_populated(),
        _ => false,
    };
    let _ = match shows_more {
        true => serde_json::to_writer(&mut *text, &object.compared(address)),
        false => serde_json::to_writer(&mut *text, object),
    };
    take(digest, text);
}
