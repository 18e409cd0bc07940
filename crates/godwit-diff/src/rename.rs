use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use godwit_schema::{Address, Catalog, Kind};

use crate::{expression::Names, follow::follow_all};

/// A person's word that the object at `from` is the one wanted at `to`.
///
/// Both addresses are full; for a column of a renamed table, `from` names the table as it is now
/// and `to` as it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rename {
    /// Where it is now.
    pub from: Address,
    /// Where it is wanted.
    pub to: Address,
}

/// A drop and a create that may be one rename. Never acted upon unless a person confirms it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RenameCandidate {
    /// The pair.
    pub rename: Rename,
    /// Likeness of name and structure, 0 to 1.
    pub score: f64,
    /// Why it may be one, a sentence each without a full stop.
    pub evidence: Vec<String>,
    /// Whether another pair claims one of its two sides.
    pub ambiguous: bool,
}

impl Eq for RenameCandidate {}

impl RenameCandidate {
    /// Likelier ones first.
    pub fn likelier(a: &Self, b: &Self) -> std::cmp::Ordering {
        b.score.total_cmp(&a.score).then_with(|| a.rename.cmp(&b.rename))
    }
}

/// Why a rename cannot be followed. Nothing was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenameError {
    /// `from` is not in the database.
    Absent(Rename),
    /// `to` is not wanted.
    NotWanted(Rename),
    /// The two sides are of different kinds, or are parts of different tables.
    Unlike(Rename),
    /// Objects of this kind cannot be renamed.
    Unsupported(Rename),
    /// Another rename has the same `from` or `to`.
    Twice(Rename),
    /// A table above has the column or check too, and it is not renamed there by the same statement.
    Inherited(Rename),
    /// `to` is there already and is not renamed itself.
    Occupied(Address),
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenameError::Absent(rename) => {
                write!(f, "cannot rename what the database does not have: {}", rename.from)
            }
            RenameError::NotWanted(rename) => {
                write!(f, "cannot rename {} to what nobody wants: {}", rename.from, rename.to)
            }
            RenameError::Unlike(rename) => write!(
                f,
                "cannot rename {} to another kind or into another table: {}",
                rename.from, rename.to
            ),
            RenameError::Unsupported(rename) => write!(
                f,
                "renaming a {} is not supported: {}",
                rename.from.kind().noun(),
                rename.from
            ),
            RenameError::Twice(rename) => {
                write!(f, "two renames share a side: {} to {}", rename.from, rename.to)
            }
            RenameError::Inherited(rename) => write!(
                f,
                "cannot rename {} to {}: PostgreSQL renames what is inherited only from the one topmost \
                 table that has it",
                rename.from,
                rename.to.name()
            ),
            RenameError::Occupied(address) => {
                write!(f, "cannot rename to a name that is taken in the database: {address}")
            }
        }
    }
}

impl std::error::Error for RenameError {}

/// Where each object goes under a set of renames, and where it came from.
#[derive(Debug, Clone, Default)]
pub struct Renaming {
    forward: BTreeMap<Address, Address>,
    backward: BTreeMap<Address, Address>,
}

impl Renaming {
    /// From renames; it does not check them, [`rename`] does.
    pub fn new(renames: &[Rename]) -> Self {
        Self {
            forward: renames.iter().map(|one| (one.from.clone(), one.to.clone())).collect(),
            backward: renames.iter().map(|one| (one.to.clone(), one.from.clone())).collect(),
        }
    }

    /// Whether nothing is renamed.
    pub fn is_empty(&self) -> bool {
        self.forward.is_empty()
    }

    /// The wanted address of a present object.
    pub fn follow(&self, now: &Address) -> Address {
        Self::mapped(&self.forward, now)
    }

    /// The present address of an object known by its wanted address.
    pub fn back(&self, wanted: &Address) -> Address {
        Self::mapped(&self.backward, wanted)
    }

    fn mapped(map: &BTreeMap<Address, Address>, address: &Address) -> Address {
        if let Some(found) = map.get(address) {
            return found.clone();
        }
        if address.kind() == Kind::Default {
            return Self::mapped(map, &address.with_kind(Kind::Column)).with_kind(Kind::Default);
        }
        if let Some(target) = address.target() {
            let wanted = Self::mapped(map, &target);
            if wanted != target {
                return match address.kind() {
                    Kind::Owner => Address::owner_of(&wanted),
                    _ => Address::grant(&wanted, address.name()),
                };
            }
        }
        match address.owner_table().and_then(|table| Some((map.get(&table)?, table))) {
            Some((wanted, table)) => address.moved(&table, wanted),
            None => address.clone(),
        }
    }

    /// Names that change inside expressions of a present table.
    pub(crate) fn names(&self, table: Option<&Address>) -> Names {
        let mut names = Names::default();
        for (from, to) in &self.forward {
            match from.kind() {
                Kind::Column if from.owner_table().as_ref() == table => {
                    names.columns.insert(from.name().to_owned(), to.name().to_owned());
                }
                Kind::Enum | Kind::Sequence => names.objects.push((from.clone(), to.clone())),
                Kind::Namespace
                | Kind::Table
                | Kind::Column
                | Kind::Default
                | Kind::Constraint
                | Kind::Index
                | Kind::Defined(_)
                | Kind::Owner
                | Kind::Grant
                | Kind::DefaultPrivilege => {}
            }
        }
        names
    }

    /// Qualified names that change inside definitions.
    pub(crate) fn relations(&self) -> Names {
        let objects = self
            .forward
            .iter()
            .filter(|(from, _)| matches!(from.kind(), Kind::Enum | Kind::Sequence | Kind::Table))
            .map(|(from, to)| (from.clone(), to.clone()))
            .collect();
        Names { objects, ..Names::default() }
    }

    /// An expression of the table `wanted`, in the names of now.
    pub fn expression_back(&self, wanted: &Address, text: &str) -> String {
        let inverse = Self { forward: self.backward.clone(), backward: self.forward.clone() };
        let names = inverse.names(Some(wanted));
        if names.is_empty() { text.to_owned() } else { names.rewrite(text) }
    }
}

/// `before` as it is after the renames: parts, references, expressions, dependencies and what is
/// not modelled follow. Names of constraints, indexes and sequences stay, as PostgreSQL leaves them.
///
/// # Errors
/// When a rename has no object, crosses kinds or tables, or ends on a taken name.
pub fn rename<'a>(
    before: &'a Catalog,
    renames: &[Rename],
) -> Result<Cow<'a, Catalog>, RenameError> {
    if renames.is_empty() {
        return Ok(Cow::Borrowed(before));
    }
    check(before, renames)?;
    let (renamed, collision) = follow_all(before, renames);
    match collision {
        Some(address) => Err(RenameError::Occupied(address)),
        None => Ok(Cow::Owned(renamed)),
    }
}

fn check(before: &Catalog, renames: &[Rename]) -> Result<(), RenameError> {
    let renaming = Renaming::new(renames);
    let mut sides = (BTreeSet::new(), BTreeSet::new());
    for one in renames {
        if matches!(
            one.from.kind(),
            Kind::Namespace
                | Kind::Default
                | Kind::Defined(_)
                | Kind::Owner
                | Kind::Grant
                | Kind::DefaultPrivilege
        ) {
            return Err(RenameError::Unsupported(one.clone()));
        }
        let same_owner = one.from.kind() == Kind::Table
            || one.from.owner_table().map(|table| renaming.follow(&table)) == one.to.owner_table();
        if one.from.kind() != one.to.kind() || !same_owner {
            return Err(RenameError::Unlike(one.clone()));
        }
        if before.get(&one.from).is_none() {
            return Err(RenameError::Absent(one.clone()));
        }
        if !sides.0.insert(&one.from) || !sides.1.insert(&one.to) {
            return Err(RenameError::Twice(one.clone()));
        }
    }
    Ok(())
}
