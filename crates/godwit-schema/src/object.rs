use serde::{Deserialize, Serialize};

use crate::{
    access::{DefaultPrivilege, Grant, Owner, is_inner_sequence},
    address::Address,
    column::{Column, ColumnDefault, Identity, NotNull},
    constraint::{Constraint, ConstraintKind},
    definition::Definition,
    enum_type::EnumType,
    expression::Expression,
    index::{Index, IndexTerm},
    kind::Kind,
    sequence::Sequence,
    table::{Namespace, Table},
};

/// One object of a catalog, typed by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
// Not `kind`: a constraint has a field of that name.
#[serde(tag = "object", rename_all = "kebab-case")]
pub enum Object {
    /// A namespace.
    Namespace(Namespace),
    /// An enum type.
    Enum(EnumType),
    /// A sequence.
    Sequence(Sequence),
    /// A table.
    Table(Table),
    /// A column.
    Column(Column),
    /// A column's default.
    Default(ColumnDefault),
    /// A constraint.
    Constraint(Constraint),
    /// An index.
    Index(Index),
    /// An object that is known by its statements. Boxed, since it is the largest.
    Definition(Box<Definition>),
    /// Who owns an object.
    Owner(Owner),
    /// What a role may do with an object.
    Grant(Grant),
    /// What a role's later objects grant.
    DefaultPrivilege(DefaultPrivilege),
}

impl Object {
    /// The kind of the address that this object stands under.
    pub fn kind(&self) -> Kind {
        match self {
            Object::Namespace(_) => Kind::Namespace,
            Object::Enum(_) => Kind::Enum,
            Object::Sequence(_) => Kind::Sequence,
            Object::Table(_) => Kind::Table,
            Object::Column(_) => Kind::Column,
            Object::Default(_) => Kind::Default,
            Object::Constraint(_) => Kind::Constraint,
            Object::Index(_) => Kind::Index,
            Object::Definition(object) => Kind::Defined(object.class),
            Object::Owner(_) => Kind::Owner,
            Object::Grant(_) => Kind::Grant,
            Object::DefaultPrivilege(_) => Kind::DefaultPrivilege,
        }
    }

    /// The comment, where the kind can have one.
    pub fn comment(&self) -> Option<&str> {
        match self {
            Object::Namespace(object) => object.comment.as_deref(),
            Object::Enum(object) => object.comment.as_deref(),
            Object::Sequence(object) => object.comment.as_deref(),
            Object::Table(object) => object.comment.as_deref(),
            Object::Column(object) => object.comment.as_deref(),
            Object::Default(_)
            | Object::Owner(_)
            | Object::Grant(_)
            | Object::DefaultPrivilege(_) => None,
            Object::Definition(object) => object.comment.as_deref(),
            Object::Constraint(object) => object.comment.as_deref(),
            Object::Index(object) => object.comment.as_deref(),
        }
    }

    /// The constraint or index of a parent that a constraint or index belongs to.
    pub fn parent(&self) -> Option<&Address> {
        match self {
            Object::Constraint(found) => found.parent.as_ref(),
            Object::Index(found) => found.parent.as_ref(),
            _ => None,
        }
    }

    /// The object at an address without what is shown but not compared: a column's position, and names
    /// of its NOT NULL and of its inner sequence that are those which the server gives anyway; and by what
    /// name a privilege calls that sequence, and whether a materialised view has data.
    pub fn compared(&self, address: &Address) -> Object {
        match self {
            Object::Column(column) => {
                let name = column.not_null_as.given_name(address).map(str::to_owned);
                let not_null_as = NotNull { name, ..column.not_null_as.clone() };
                let identity = column.identity.clone().map(|identity| {
                    let name = identity.given_name(address).map(str::to_owned);
                    Identity { name, ..identity }
                });
                Object::Column(Column { position: 0, not_null_as, identity, ..column.clone() })
            }
            // Its name is compared where it is the column's.
            Object::Grant(grant) if address.target().as_ref().is_some_and(is_inner_sequence) => {
                Object::Grant(Grant { on: String::new(), ..grant.clone() })
            }
            Object::Definition(found) => {
                let mut found = found.clone();
                found.populate(true);
                Object::Definition(found)
            }
            other => other.clone(),
        }
    }

    /// Every expression in the object.
    pub fn expressions(&self) -> Vec<&Expression> {
        match self {
            Object::Namespace(_)
            | Object::Enum(_)
            | Object::Sequence(_)
            | Object::Table(_)
            | Object::Definition(_)
            | Object::Owner(_)
            | Object::Grant(_)
            | Object::DefaultPrivilege(_) => Vec::new(),
            Object::Column(column) => {
                column.generated.iter().map(|generated| &generated.expression).collect()
            }
            Object::Default(default) => vec![&default.expression],
            Object::Constraint(constraint) => match &constraint.kind {
                ConstraintKind::Check { expression, .. } => vec![expression],
                ConstraintKind::Exclude { definition } => vec![definition],
                ConstraintKind::PrimaryKey { .. }
                | ConstraintKind::Unique { .. }
                | ConstraintKind::ForeignKey(_) => Vec::new(),
            },
            Object::Index(index) => index
                .keys
                .iter()
                .filter_map(|key| match &key.term {
                    IndexTerm::Expression { expression } => Some(expression),
                    IndexTerm::Column { .. } => None,
                })
                .chain(&index.predicate)
                .collect(),
        }
    }

    /// Every expression in the object, to be changed.
    pub fn expressions_mut(&mut self) -> Vec<&mut Expression> {
        match self {
            Object::Namespace(_)
            | Object::Enum(_)
            | Object::Sequence(_)
            | Object::Table(_)
            | Object::Definition(_)
            | Object::Owner(_)
            | Object::Grant(_)
            | Object::DefaultPrivilege(_) => Vec::new(),
            Object::Column(column) => {
                column.generated.iter_mut().map(|generated| &mut generated.expression).collect()
            }
            Object::Default(default) => vec![&mut default.expression],
            Object::Constraint(constraint) => match &mut constraint.kind {
                ConstraintKind::Check { expression, .. } => vec![expression],
                ConstraintKind::Exclude { definition } => vec![definition],
                ConstraintKind::PrimaryKey { .. }
                | ConstraintKind::Unique { .. }
                | ConstraintKind::ForeignKey(_) => Vec::new(),
            },
            Object::Index(index) => index
                .keys
                .iter_mut()
                .filter_map(|key| match &mut key.term {
                    IndexTerm::Expression { expression } => Some(expression),
                    IndexTerm::Column { .. } => None,
                })
                .chain(&mut index.predicate)
                .collect(),
        }
    }

    /// Addresses that must exist for this object at `address` to exist, as its own structure tells.
    /// What only an expression tells is in the catalog's dependencies.
    pub fn references(&self, address: &Address) -> Vec<Address> {
        let namespace = address.namespace_name();
        let of_table = |names: &[&str]| -> Vec<Address> {
            let table = address.path().get(1).map_or("", String::as_str);
            names.iter().map(|name| Address::column(namespace, table, name)).collect()
        };
        match self {
            Object::Namespace(_) => Vec::new(),
            Object::Enum(_) => vec![Address::namespace(namespace)],
            Object::Table(table) => {
                let mut found = vec![Address::namespace(namespace)];
                found.extend(table.parents().cloned());
                found
            }
            // What else it needs is told by the catalog's dependencies.
            Object::Definition(_) if address.is_global() => Vec::new(),
            Object::Definition(_) => vec![Address::namespace(namespace)],
            Object::Owner(_) | Object::Grant(_) => address.target().into_iter().collect(),
            Object::DefaultPrivilege(found) => {
                found.namespace.iter().map(|name| Address::namespace(name)).collect()
            }
            Object::Sequence(sequence) => {
                let mut found = vec![Address::namespace(namespace)];
                found.extend(sequence.owned_by.clone());
                found
            }
            Object::Column(column) => {
                let mut found: Vec<Address> = address.owner_table().into_iter().collect();
                found.extend(column.data_type.of.clone());
                found
            }
            Object::Default(_) => vec![address.with_kind(Kind::Column)],
            Object::Constraint(constraint) => {
                let mut found: Vec<Address> = address.owner_table().into_iter().collect();
                found.extend(of_table(&constraint.columns()));
                found.extend(constraint.parent.clone());
                if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                    let target = &key.references;
                    found.push(target.clone());
                    found.extend(
                        key.referenced_columns.iter().map(|name| {
                            Address::column(target.namespace_name(), target.name(), name)
                        }),
                    );
                }
                found
            }
            Object::Index(index) => {
                let mut found: Vec<Address> = address.owner_table().into_iter().collect();
                found.extend(index.parent.clone());
                let keys = index.keys.iter().filter_map(|key| match &key.term {
                    IndexTerm::Column { name } => Some(name.as_str()),
                    IndexTerm::Expression { .. } => None,
                });
                found.extend(of_table(
                    &keys.chain(index.include.iter().map(String::as_str)).collect::<Vec<_>>(),
                ));
                found
            }
        }
    }
}
