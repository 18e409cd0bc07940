use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use godwit_schema::{
    Address, Catalog, ConstraintKind, DataType, Definition, Dependency, Expression, IndexTerm,
    Kind, Object, Unmodelled,
};

use crate::expression::Names;

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
    fn names(&self, table: Option<&Address>) -> Names {
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
    fn relations(&self) -> Names {
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

/// The renamed catalog, and the first address on which two objects met.
pub(crate) fn follow_all(before: &Catalog, renames: &[Rename]) -> (Catalog, Option<Address>) {
    let mut renames = renames.to_vec();
    renames.extend(sequences_that_move(before, &renames));
    let renaming = Renaming::new(&renames);
    let mut catalog = before.emptied();
    let mut collision = None;
    let mut names: BTreeMap<Option<Address>, Names> = BTreeMap::new();
    for (address, object) in before.objects() {
        let table = address.owner_table();
        let names = names.entry(table.clone()).or_insert_with(|| renaming.names(table.as_ref()));
        let mut object = object.clone();
        if let Object::Definition(found) = &mut object {
            follow_definition(address, found, &renaming);
        } else {
            follow_object(&mut object, names, &renaming);
        }
        let wanted = renaming.follow(address);
        if catalog.insert(wanted.clone(), object).is_some() {
            collision.get_or_insert(wanted);
        }
    }
    catalog.insert_dependencies(before.dependencies().map(|edge| Dependency {
        dependent: renaming.follow(&edge.dependent),
        referenced: renaming.follow(&edge.referenced),
    }));
    for unmodelled in before.unmodelled() {
        catalog.insert_unmodelled(Unmodelled {
            needs: unmodelled.needs.iter().map(|needed| renaming.follow(needed)).collect(),
            ..unmodelled.clone()
        });
    }
    (catalog, collision)
}

/// `ALTER TABLE … SET SCHEMA` takes the sequences along that the table's columns own.
fn sequences_that_move(before: &Catalog, renames: &[Rename]) -> Vec<Rename> {
    let moved: BTreeMap<&Address, &Address> = renames
        .iter()
        .filter(|one| {
            one.from.kind() == Kind::Table && one.from.namespace_name() != one.to.namespace_name()
        })
        .map(|one| (&one.from, &one.to))
        .collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let said: BTreeSet<&Address> = renames.iter().map(|one| &one.from).collect();
    before
        .objects()
        .filter_map(|(address, object)| {
            let Object::Sequence(sequence) = object else { return None };
            let table = sequence.owned_by.as_ref()?.owner_table()?;
            let to = moved.get(&table)?;
            (!said.contains(address)).then(|| Rename {
                from: address.clone(),
                to: Address::sequence(to.namespace_name(), address.name()),
            })
        })
        .collect()
}

fn follow_object(object: &mut Object, names: &Names, renaming: &Renaming) {
    let name = |name: &mut String| {
        if let Some(wanted) = names.columns.get(name) {
            name.clone_from(wanted);
        }
    };
    let text = |expression: &mut Expression| {
        if !names.is_empty() {
            expression.text = names.rewrite(&expression.text);
        }
    };
    match object {
        // Definitions are followed by their texts.
        Object::Namespace(_)
        | Object::Enum(_)
        | Object::Definition(_)
        | Object::DefaultPrivilege(_) => {}
        Object::Owner(owner) => owner.on = renaming.relations().rewrite(&owner.on),
        Object::Grant(grant) => grant.on = renaming.relations().rewrite(&grant.on),
        Object::Table(table) => {
            if let Some(of) = &mut table.partition_of {
                of.parent = renaming.follow(&of.parent);
            }
            for parent in &mut table.inherits {
                *parent = renaming.follow(parent);
            }
        }
        Object::Sequence(sequence) => {
            sequence.owned_by = sequence.owned_by.as_ref().map(|column| renaming.follow(column));
        }
        Object::Column(column) => {
            follow_type(&mut column.data_type, renaming);
            if let Some(generated) = &mut column.generated {
                text(&mut generated.expression);
            }
        }
        Object::Default(default) => text(&mut default.expression),
        Object::Constraint(constraint) => {
            constraint.parent = constraint.parent.as_ref().map(|parent| renaming.follow(parent));
            match &mut constraint.kind {
                ConstraintKind::PrimaryKey { columns, include }
                | ConstraintKind::Unique { columns, include, .. } => {
                    columns.iter_mut().chain(include).for_each(name);
                }
                ConstraintKind::ForeignKey(key) => {
                    key.columns.iter_mut().chain(&mut key.on_delete_columns).for_each(name);
                    let there = renaming.names(Some(&key.references));
                    for column in &mut key.referenced_columns {
                        if let Some(wanted) = there.columns.get(column) {
                            column.clone_from(wanted);
                        }
                    }
                    key.references = renaming.follow(&key.references);
                }
                ConstraintKind::Check { expression, .. } => text(expression),
                ConstraintKind::Exclude { definition } => text(definition),
            }
        }
        Object::Index(index) => {
            index.parent = index.parent.as_ref().map(|parent| renaming.follow(parent));
            for key in &mut index.keys {
                match &mut key.term {
                    IndexTerm::Column { name: column } => name(column),
                    IndexTerm::Expression { expression } => text(expression),
                }
            }
            index.include.iter_mut().for_each(name);
            if let Some(predicate) = &mut index.predicate {
                text(predicate);
            }
        }
    }
}

/// PostgreSQL prints a definition with the names of now; bodies in quotes stay as they were written.
fn follow_definition(address: &Address, found: &mut Definition, renaming: &Renaming) {
    let mut names = renaming.relations();
    // A collation, say, may have the name of a table, and keeps it.
    if !found.class.stands_on_relation() {
        names.objects.retain(|(from, _)| from.path() != address.path());
    }
    if names.is_empty() {
        return;
    }
    let facets = found
        .facets
        .iter_mut()
        .flat_map(|facet| [&mut facet.set, &mut facet.unset].into_iter().chain(&mut facet.change));
    let texts = [&mut found.core, &mut found.creation, &mut found.target];
    for text in texts.into_iter().chain(&mut found.replacement).chain(facets) {
        *text = names.rewrite(text);
    }
}

fn follow_type(data_type: &mut DataType, renaming: &Renaming) {
    let Some(of) = &data_type.of else { return };
    let wanted = renaming.follow(of);
    if wanted != *of {
        let array = data_type.text.ends_with("[]");
        let renamed = DataType::of_enum(&wanted);
        *data_type = if array { renamed.array() } else { renamed };
    }
}
