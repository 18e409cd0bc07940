use std::{borrow::Cow, collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use godwit_schema::{Address, Catalog, Class, Kind};

use crate::{follow::follow_all, renaming::Renaming};

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
    /// Another routine has the same name and other argument types.
    Overloaded(Rename),
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
            RenameError::Overloaded(rename) => write!(
                f,
                "renaming one of several routines of one name is not supported: {}",
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

/// Renames that do not come with others, as those of what a renamed namespace holds do.
pub(crate) fn said_apart(renames: &[Rename]) -> Vec<Rename> {
    let renaming = Renaming::new(renames);
    renames.iter().filter(|one| renaming.carried(&one.from) != one.to).cloned().collect()
}

fn check(before: &Catalog, renames: &[Rename]) -> Result<(), RenameError> {
    let renaming = Renaming::new(renames);
    let mut sides = (BTreeSet::new(), BTreeSet::new());
    for one in renames {
        if !can_be_renamed(one.from.kind()) {
            return Err(RenameError::Unsupported(one.clone()));
        }
        let carried = renaming.carried(&one.from);
        let holds = |address: &Address| match address.kind() {
            Kind::Table => None,
            _ => address.owner_table(),
        };
        if one.from.kind() != one.to.kind()
            || holds(&carried) != holds(&one.to)
            || carried.called(one.to.base_name()).name() != one.to.name()
        {
            return Err(RenameError::Unlike(one.clone()));
        }
        if before.get(&one.from).is_none() {
            return Err(RenameError::Absent(one.clone()));
        }
        if !sides.0.insert(&one.from) || !sides.1.insert(&one.to) {
            return Err(RenameError::Twice(one.clone()));
        }
        if is_overloaded(before, one) {
            return Err(RenameError::Overloaded(one.clone()));
        }
    }
    Ok(())
}

/// Whether it has a name that stays with what is stored in it, or with what others say of it. The rest is
/// dropped and made again at no cost, or has no name.
pub(crate) fn can_be_renamed(kind: Kind) -> bool {
    match kind {
        Kind::Namespace
        | Kind::Enum
        | Kind::Sequence
        | Kind::Table
        | Kind::Column
        | Kind::Constraint
        | Kind::Index => true,
        Kind::Defined(class) => {
            class.is_routine()
                || class.is_relation()
                || matches!(class, Class::Domain | Class::CompositeType)
        }
        Kind::Default | Kind::Owner | Kind::Grant | Kind::DefaultPrivilege => false,
    }
}

/// Whether another routine has the same name: a text that calls one of them does not say which.
fn is_overloaded(before: &Catalog, rename: &Rename) -> bool {
    let from = &rename.from;
    let is_routine = |kind| matches!(kind, Kind::Defined(class) if class.is_routine());
    is_routine(from.kind())
        && before.objects_of(is_routine).any(|(other, _)| {
            other != from
                && other.namespace_name() == from.namespace_name()
                && other.base_name() == from.base_name()
        })
}
