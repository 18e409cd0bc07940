use std::{cmp::Ordering, fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    class::Class,
    kind::Kind,
    quote::{identifier, quote_ident},
};

/// Kind and qualified name of one object; unique in a catalog.
///
/// The path holds raw names (never quoted), outermost first. Parts of a table carry the table's
/// path in front, indexes too, although their names are unique in the whole namespace:
/// so all parts of one table stand together in an ordered map.
///
/// | kind | path |
/// |---|---|
/// | namespace | `[name]` |
/// | enum, sequence, table | `[namespace, name]` |
/// | column, default | `[namespace, table, column]` |
/// | constraint, index | `[namespace, table, name]` |
/// | trigger, rule, policy | `[namespace, relation, name]` |
/// | function, procedure, aggregate | `[namespace, name(argument types)]` |
/// | other definitions | `[namespace, name]`, or `[name]` where no namespace holds them |
/// | owner | the path of the object, then the word of its kind |
/// | privileges | the path of the object, the word of its kind, the role (`` for PUBLIC) |
/// | default privileges | `[creating role, namespace or empty, objects, role]` |
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    // Shared: an address stands in many places, and large catalogs are copied often.
    #[serde(serialize_with = "write_names", deserialize_with = "read_names")]
    path: Arc<[String]>,
    kind: Kind,
}

fn write_names<S: Serializer>(path: &Arc<[String]>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref().serialize(serializer)
}

fn read_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<[String]>, D::Error> {
    Vec::<String>::deserialize(deserializer).map(Arc::from)
}

impl Ord for Address {
    /// By path, then kind.
    fn cmp(&self, other: &Self) -> Ordering {
        let paths = if Arc::ptr_eq(&self.path, &other.path) {
            Ordering::Equal
        } else {
            self.path.cmp(&other.path)
        };
        paths.then_with(|| self.kind.cmp(&other.kind))
    }
}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Address {
    /// A namespace.
    pub fn namespace(name: &str) -> Self {
        Self::of(Kind::Namespace, &[name])
    }

    /// An enum type.
    pub fn enum_type(namespace: &str, name: &str) -> Self {
        Self::of(Kind::Enum, &[namespace, name])
    }

    /// A sequence.
    pub fn sequence(namespace: &str, name: &str) -> Self {
        Self::of(Kind::Sequence, &[namespace, name])
    }

    /// A table.
    pub fn table(namespace: &str, name: &str) -> Self {
        Self::of(Kind::Table, &[namespace, name])
    }

    /// A column of a table.
    pub fn column(namespace: &str, table: &str, name: &str) -> Self {
        Self::of(Kind::Column, &[namespace, table, name])
    }

    /// The default of a column.
    pub fn default(namespace: &str, table: &str, column: &str) -> Self {
        Self::of(Kind::Default, &[namespace, table, column])
    }

    /// A constraint of a table.
    pub fn constraint(namespace: &str, table: &str, name: &str) -> Self {
        Self::of(Kind::Constraint, &[namespace, table, name])
    }

    /// An index of a table.
    pub fn index(namespace: &str, table: &str, name: &str) -> Self {
        Self::of(Kind::Index, &[namespace, table, name])
    }

    /// An object that is known by its statements.
    pub fn defined(class: Class, path: &[String]) -> Self {
        Self { kind: Kind::Defined(class), path: Arc::from(path) }
    }

    /// Who owns an object.
    pub fn owner_of(target: &Address) -> Self {
        let mut path = target.path.to_vec();
        path.push(target.kind.word());
        Self { kind: Kind::Owner, path: Arc::from(path) }
    }

    /// What a role may do with an object; the empty name stands for `PUBLIC`.
    pub fn grant(target: &Address, role: &str) -> Self {
        let mut path = target.path.to_vec();
        path.extend([target.kind.word(), role.to_owned()]);
        Self { kind: Kind::Grant, path: Arc::from(path) }
    }

    /// What later objects of a role grant.
    pub fn default_privilege(creator: &str, namespace: &str, objects: &str, role: &str) -> Self {
        Self::of(Kind::DefaultPrivilege, &[creator, namespace, objects, role])
    }

    /// The object that an owner or a privilege is about; `None` for everything else.
    pub fn target(&self) -> Option<Address> {
        let extra = match self.kind {
            Kind::Owner => 1,
            Kind::Grant => 2,
            _ => return None,
        };
        let length = self.path.len().checked_sub(extra)?;
        let kind = Kind::from_word(self.path.get(length)?)?;
        Some(Self { kind, path: Arc::from(&self.path[..length]) })
    }

    /// Whether no namespace holds it.
    pub fn is_global(&self) -> bool {
        match self.kind {
            Kind::Defined(class) => class.is_global(),
            Kind::DefaultPrivilege => true,
            Kind::Owner | Kind::Grant => self.target().is_some_and(|target| target.is_global()),
            _ => false,
        }
    }

    /// Whether a namespace holds it by itself: not as a part of a relation, nor as a word about another
    /// object.
    pub fn stands_in_namespace(&self) -> bool {
        match self.kind {
            Kind::Enum | Kind::Sequence | Kind::Table => true,
            Kind::Defined(class) => !class.is_global() && !class.stands_on_relation(),
            Kind::Namespace
            | Kind::Column
            | Kind::Default
            | Kind::Constraint
            | Kind::Index
            | Kind::Owner
            | Kind::Grant
            | Kind::DefaultPrivilege => false,
        }
    }

    fn of(kind: Kind, path: &[&str]) -> Self {
        Self { kind, path: path.iter().map(|part| (*part).to_owned()).collect() }
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Raw names, outermost first; never empty.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// The last name of the path.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The last name of the path, a routine's without its argument types.
    pub fn base_name(&self) -> &str {
        match self.kind {
            Kind::Defined(class) if class.is_routine() => signature(self.name()).0,
            _ => self.name(),
        }
    }

    /// The same address with another last name; a routine keeps its argument types.
    pub fn called(&self, name: &str) -> Self {
        match self.kind {
            Kind::Defined(class) if class.is_routine() => {
                self.with_name(&format!("{name}{}", signature(self.name()).1))
            }
            _ => self.with_name(name),
        }
    }

    /// The same address in another namespace.
    pub fn in_namespace(&self, name: &str) -> Self {
        let mut path = self.path.to_vec();
        if let Some(first) = path.first_mut() {
            name.clone_into(first);
        }
        Self { kind: self.kind, path: Arc::from(path) }
    }

    /// The namespace the object lives in, or the namespace itself.
    pub fn namespace_name(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// The table that owns the object (or is it); `None` for namespaces, enums and sequences.
    pub fn owner_table(&self) -> Option<Address> {
        match self.kind {
            Kind::Table => Some(self.clone()),
            Kind::Column | Kind::Default | Kind::Constraint | Kind::Index => Some(self.relation()),
            Kind::Defined(class) if class.stands_on_relation() => Some(self.relation()),
            Kind::Owner | Kind::Grant => self.target().and_then(|target| target.owner_table()),
            // The inner sequence of an identity column, which privileges name by its column.
            Kind::Sequence if self.path.len() == 3 => Some(self.relation()),
            Kind::Namespace
            | Kind::Enum
            | Kind::Sequence
            | Kind::Defined(_)
            | Kind::DefaultPrivilege => None,
        }
    }

    fn relation(&self) -> Self {
        Self { kind: Kind::Table, path: Arc::from(&self.path[..2]) }
    }

    /// The names that everything below one relation has in front, or its own for what stands alone:
    /// objects of one such group stand together in the order of addresses.
    pub(crate) fn group(&self) -> &[String] {
        &self.path[..self.path.len().min(2)]
    }

    /// Kind and path as bytes, for hashes: no two addresses have the same.
    pub(crate) fn write(&self, text: &mut Vec<u8>) {
        text.extend_from_slice(self.kind.noun().as_bytes());
        for part in self.path.iter() {
            text.extend_from_slice(&(part.len() as u64).to_be_bytes());
            text.extend_from_slice(part.as_bytes());
        }
    }

    /// The same path with another kind, as from a column to its default.
    pub fn with_kind(&self, kind: Kind) -> Self {
        Self { kind, path: self.path.clone() }
    }

    /// The same address with another last name.
    pub fn with_name(&self, name: &str) -> Self {
        let mut path = self.path.to_vec();
        if let Some(last) = path.last_mut() {
            name.clone_into(last);
        }
        Self { kind: self.kind, path: Arc::from(path) }
    }

    /// The same address after the table `before` became `after`; unchanged if it is no part of it.
    pub fn moved(&self, before: &Address, after: &Address) -> Self {
        if self.owner_table().as_ref() == Some(before) {
            let mut path = after.path.to_vec();
            path.extend_from_slice(&self.path[2..]);
            Self { kind: self.kind, path: Arc::from(path) }
        } else {
            self.clone()
        }
    }

    /// The qualified name, quoted for SQL where needed: `public."User"`, `public.t.c`.
    ///
    /// For an index it is `namespace.index`, as SQL wants it.
    pub fn sql(&self) -> String {
        let quoted = |parts: &[&String]| {
            parts.iter().map(|part| quote_ident(part)).collect::<Vec<_>>().join(".")
        };
        match (self.kind, self.path()) {
            (Kind::Index, [namespace, _, name]) => quoted(&[namespace, name]),
            (Kind::Defined(class), [namespace, name]) if class.is_routine() => {
                routine(namespace, name)
            }
            (_, path) => quoted(&path.iter().collect::<Vec<_>>()),
        }
    }
}

/// `table public.patient`, for people and for keys; names are quoted where SQL needs it.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(target) = self.target() {
            let role = match (self.kind, self.name()) {
                (Kind::Grant, "") => " to PUBLIC".to_owned(),
                (Kind::Grant, role) => format!(" to {}", quote_ident(role)),
                _ => String::new(),
            };
            return write!(f, "{} of {target}{role}", self.kind.noun());
        }
        if let (Kind::Defined(class), [namespace, name]) = (self.kind, self.path())
            && class.is_routine()
        {
            return write!(f, "{} {}", self.kind.noun(), routine(namespace, name));
        }
        f.write_str(self.kind.noun())?;
        for (at, part) in self.path.iter().enumerate() {
            f.write_str(if at == 0 { " " } else { "." })?;
            f.write_str(&identifier(part))?;
        }
        Ok(())
    }
}

/// `public.f(integer)`; the argument types are SQL already.
fn routine(namespace: &str, name: &str) -> String {
    let (name, arguments) = signature(name);
    format!("{}.{}{arguments}", quote_ident(namespace), quote_ident(name))
}

/// A routine's name and its argument types: `f` and `(integer)`. They hold no parenthesis before their
/// own first one, but a name may, so the arguments are found from the end.
fn signature(name: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    let open = name.char_indices().rev().find_map(|(at, character)| {
        match character {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (character == '(' && depth == 0).then_some(at)
    });
    name.split_at(open.unwrap_or(name.len()))
}
