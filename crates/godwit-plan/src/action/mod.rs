//! One purposeful verb on one object with its parts: what it produces, consumes and destroys.
//!
//! Actions are built from changes, put in order, and become the steps of a plan.

mod access;
mod aside;
mod body;
mod build;
mod column;
mod column_drop;
mod column_type;
mod comment;
mod constraint;
mod default;
mod definition;
mod enum_labels;
mod enum_type;
mod exchange;
mod fold;
mod generated;
mod heirs;
mod hindering;
mod identity;
mod index;
mod index_settings;
mod inherit;
mod like_parent;
mod made_again;
mod namespace;
mod not_null;
mod not_null_of_heirs;
mod parents;
mod partition_index;
mod partition_key;
mod privileges;
mod rebuild;
mod rebuild_order;
mod relied_on;
mod rename;
mod row_type;
mod sequence;
mod sought;
mod table;
mod table_drop;
mod table_settings;
mod typed_table;

use std::collections::BTreeSet;

use godwit_diff::{Change, Verb};
use godwit_schema::{Address, Class, Kind, Object};

use crate::{
    lock::Lock,
    needs::needs,
    plan::{Reversal, Statement, StepVerb},
    render::faithful::faithful,
    scene::Scene,
};

pub(crate) use aside::wanted_early;
pub(crate) use build::build;
pub(crate) use column::base_type;
pub(crate) use column_drop::inbound;
pub(crate) use constraint::is_made_anew;
pub(crate) use definition::as_definition;
pub(crate) use enum_labels::{hindrances, kept_columns, removed_labels, uses_label};
pub(crate) use exchange::{columns as exchanged_columns, keeps_its_functions, moves_attributes};
pub(crate) use heirs::{comes_back, held_above};
pub(crate) use identity::is_added_apart;
pub(crate) use inherit::{is_attached_with_table, is_carried_along, moves};
pub(crate) use partition_index::{gone_with_parent, waits_for_parent};
pub(crate) use partition_key::retyped_keys;
pub(crate) use rebuild::Rebuilds;
pub(crate) use rename::is_handed_down;
pub(crate) use row_type::kept_rows;
pub(crate) use table_drop::settle_drops;

/// What becomes a step.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    /// Verb and address.
    pub key: String,
    /// One line for people.
    pub title: String,
    /// The object, by its wanted address.
    pub address: Address,
    /// For symbols and colours.
    pub verb: StepVerb,
    /// The changes it carries out.
    pub changes: Vec<Change>,
    /// SQL in order.
    pub statements: Vec<Statement>,
    /// What undoes it.
    pub reversal: Reversal,
    /// Addresses that exist, or have their wanted form, only afterwards.
    pub produces: BTreeSet<Address>,
    /// Addresses that must exist.
    pub consumes: BTreeSet<Address>,
    /// Addresses that its objects needed before and need no longer.
    pub releases: BTreeSet<Address>,
    /// Addresses that are gone afterwards, be it for a moment.
    pub destroys: BTreeSet<Address>,
    /// Names and places that become free: `relation public.x`.
    pub frees: BTreeSet<String>,
    /// Names and places that must be free.
    pub takes: BTreeSet<String>,
    /// Keys of actions that must come first, where such are.
    pub after: BTreeSet<String>,
    /// Keys of actions that better come first, where that makes no circle.
    pub better_after: BTreeSet<String>,
    /// Keys of actions without which it makes no sense, in whatever order.
    pub together: BTreeSet<String>,
    /// Tables of others that it changes.
    pub tables: BTreeSet<Address>,
    /// Objects that hinder it and are taken away for it.
    pub spares: BTreeSet<Address>,
    /// Enum labels that exist only after a commit.
    pub fresh_labels: Vec<String>,
    /// The wanted place of a new column: new columns come in the order of the models.
    pub position: u32,
    /// Where it stands among actions that do not need one another.
    pub rank: Rank,
}

/// The order of actions that do not need one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    CreateNamespace,
    Rename,
    DropDependents,
    EnumLabels,
    DropForeignKey,
    DropConstraint,
    DropIndex,
    DropDefault,
    DropDefinition,
    CreateEnum,
    CreateType,
    Sequence,
    CreateTable,
    AttachTable,
    AlterTable,
    AddColumn,
    DropIdentity,
    ChangeType,
    NotNull,
    AddIdentity,
    CreateRoutine,
    SetDefault,
    AddConstraint,
    CreateIndex,
    AddForeignKey,
    MakeAgain,
    CreateView,
    CreateOnTop,
    Comment,
    Grant,
    GrantOnColumn,
    DropColumn,
    DropTable,
    DropSequence,
    DropEnum,
    DropNamespace,
    Owner,
    DefaultPrivileges,
    Concurrent,
}

impl Action {
    /// An action with nothing in it yet. The key is `phrase` and the address.
    fn new(verb: StepVerb, rank: Rank, phrase: &str, address: &Address) -> Self {
        let key = format!("{phrase} {address}");
        let mut title = key.clone();
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Self {
            key,
            title,
            address: address.clone(),
            verb,
            changes: Vec::new(),
            statements: Vec::new(),
            reversal: Reversal::Statements { statements: Vec::new(), loses: None },
            produces: BTreeSet::new(),
            consumes: BTreeSet::new(),
            releases: BTreeSet::new(),
            destroys: BTreeSet::new(),
            frees: BTreeSet::new(),
            takes: BTreeSet::new(),
            after: BTreeSet::new(),
            better_after: BTreeSet::new(),
            together: BTreeSet::new(),
            tables: BTreeSet::new(),
            spares: BTreeSet::new(),
            fresh_labels: Vec::new(),
            position: 0,
            rank,
        }
    }

    fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Carries a change out, and takes over what its two sides need, produce and destroy.
    fn carry(&mut self, scene: &Scene<'_>, change: &Change) {
        let address = &change.address;
        match &change.verb {
            Verb::Create { after } => {
                self.produces.insert(address.clone());
                self.consumes.extend(needs(scene.after, address, after));
                self.takes.extend(name_tokens(address, after));
                if let (Kind::Column, Some(table)) = (address.kind(), address.owner_table()) {
                    self.frees.insert(parents::new_columns_of(&table));
                }
            }
            Verb::Drop { before } => {
                self.destroys.insert(address.clone());
                // Its table has its wanted name by then.
                self.consumes.extend(address.owner_table().filter(|table| table != address));
                self.releases.extend(needs(scene.renamed, address, before));
                self.frees.extend(name_tokens(address, before));
                self.frees.extend(parents::columns_token(address));
                // It goes by the name that it has for the moment, where that is wanted.
                self.after.insert(format!("rename {address}"));
                self.consumes.extend(rename::namespace_of(address));
            }
            Verb::Alter { before, after } => {
                let wanted = needs(scene.after, address, after);
                let present = needs(scene.renamed, address, before);
                self.releases.extend(present.difference(&wanted).cloned());
                self.consumes.extend(wanted);
                // A primary key that becomes a unique constraint, and the other way round.
                let [had, has] = [before, after].map(|object| name_tokens(address, object));
                self.frees.extend(had.iter().filter(|name| !has.contains(name)).cloned());
                self.takes.extend(has.into_iter().filter(|name| !had.contains(name)));
                self.consumes.insert(address.clone());
                self.frees.extend(parents::columns_token(address));
            }
            Verb::Rename { .. } => {
                self.produces.insert(address.clone());
                self.consumes.extend(address.owner_table().filter(|table| table != address));
            }
        }
        self.changes.push(change.clone());
    }

    /// Whether it drops its column and adds it again.
    pub(crate) fn destroys_and_adds(&self) -> bool {
        self.key.starts_with("rebuild column")
    }

    /// Whether it drops its object only to make it again.
    pub(crate) fn is_taken_away(&self) -> bool {
        self.rank == Rank::DropDependents
            && self.statements.iter().any(|statement| statement.sql.starts_with("DROP "))
    }

    /// Whether it makes its object again after that was taken away.
    pub(crate) fn is_made_again(&self) -> bool {
        self.key.starts_with("make again")
    }

    fn run(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    fn undo(&mut self, statements: Vec<String>, loses: Option<String>) {
        self.reversal = Reversal::Statements { statements, loses };
    }

    fn cannot_undo(&mut self, reason: impl Into<String>) {
        self.reversal = Reversal::Impossible { reason: reason.into() };
    }
}

/// Names and places that an object takes: among relations, where indexes of constraints are too, among types,
/// where every relation with rows is too, and among routines.
pub(crate) fn name_tokens(address: &Address, object: &Object) -> Vec<String> {
    let (namespace, name) = (address.namespace_name(), address.name());
    let relation = || relation_token(namespace, name);
    let data_type = || format!("type {namespace}\0{name}");
    match object {
        // A sequence has no rows of a type, and yet is not made where a type has its name.
        Object::Table(_) | Object::Sequence(_) => vec![relation(), data_type()],
        Object::Index(_) => vec![relation()],
        // Of primary keys a table has one.
        Object::Constraint(constraint) if is_primary(constraint) => {
            vec![relation(), format!("primary key {}", heirs::table_of(address))]
        }
        Object::Constraint(constraint) if has_index(constraint) => vec![relation()],
        Object::Enum(_) => vec![data_type()],
        Object::Definition(found) => match found.class {
            class if class.is_relation() || class == Class::CompositeType => {
                vec![relation(), data_type()]
            }
            Class::Domain | Class::RangeType | Class::BaseType => vec![data_type()],
            class if class.is_routine() => vec![format!("routine {namespace}\0{name}")],
            _ => Vec::new(),
        },
        Object::Column(column) => {
            column.identity.iter().map(|found| identity::token(address, found)).collect()
        }
        Object::Namespace(_) => vec![format!("schema {name}")],
        Object::Default(_)
        | Object::Constraint(_)
        | Object::Owner(_)
        | Object::Grant(_)
        | Object::DefaultPrivilege(_) => Vec::new(),
    }
}

fn relation_token(namespace: &str, name: &str) -> String {
    format!("relation {namespace}\0{name}")
}

fn is_primary(constraint: &godwit_schema::Constraint) -> bool {
    matches!(constraint.kind, godwit_schema::ConstraintKind::PrimaryKey { .. })
}

/// Whether a constraint is held up by an index of its name.
pub(crate) fn has_index(constraint: &godwit_schema::Constraint) -> bool {
    use godwit_schema::ConstraintKind as Is;
    match constraint.kind {
        Is::PrimaryKey { .. } | Is::Unique { .. } | Is::Exclude { .. } => true,
        Is::ForeignKey(_) | Is::Check { .. } => false,
    }
}

impl Statement {
    /// A statement for a transaction.
    pub(crate) fn new(sql: String, locks: Vec<Lock>) -> Self {
        let sql = faithful(&sql);
        Self { sql, locks, rewrites: false, scans: false, transactional: true, clean_up: None }
    }

    /// Every row is read.
    pub(crate) fn scanning(mut self, scans: bool) -> Self {
        self.scans = scans && !self.locks.is_empty();
        self
    }

    /// Every row is written anew, and so read.
    pub(crate) fn rewriting(mut self, rewrites: bool) -> Self {
        self.rewrites = rewrites && !self.locks.is_empty();
        self.scans |= self.rewrites;
        self
    }

    /// Outside any transaction.
    pub(crate) fn alone(mut self, clean_up: Option<String>) -> Self {
        self.transactional = false;
        self.clean_up = clean_up;
        self
    }
}
