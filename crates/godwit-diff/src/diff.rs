use std::{
    borrow::Cow,
    cell::LazyCell,
    collections::{BTreeMap, BTreeSet},
};

use godwit_schema::{
    Address, Catalog, Class, Column, Fingerprint, Form, Kind, Object, PUBLIC_COMMENT, Scope,
    Undecided, Unmodelled,
    access::{holder, is_inner_sequence},
};

use crate::{
    attached::follow_attached,
    candidates::candidates,
    change::{Change, ChangeSet, Verb},
    give_way::giving_way,
    heirs::handed_down,
    needs::Dependents,
    rename::{Rename, RenameError, rename, said_apart},
    renaming::Renaming,
    silence::Silence,
    unstated::{adopt, adopt_identity, adopt_not_null, belongs_to_declared, is_sayable},
};

/// Two catalogs to compare, and how.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// What is.
    pub before: &'a Catalog,
    /// What is wanted.
    pub after: &'a Catalog,
    /// What may be compared.
    pub scope: &'a Scope,
    /// Renames that a person confirmed.
    pub renames: &'a [Rename],
    /// Parts of `after` that were not decided.
    pub undecided: &'a [Undecided],
}

/// Compares two catalogs.
///
/// What a declared `after` cannot say (see [`Catalog::reader`]) does not differ; namespaces that only
/// `before` has are dropped when `after` was read from a server and nothing stays in them.
///
/// # Errors
/// When a rename does not fit the two catalogs; see [`RenameError`].
pub fn diff(
    before: &Catalog,
    after: &Catalog,
    scope: &Scope,
    renames: &[Rename],
    undecided: &[Undecided],
) -> Result<ChangeSet, RenameError> {
    Comparison { before, after, scope, renames, undecided }.run()
}

impl Comparison<'_> {
    /// Compares.
    ///
    /// # Errors
    /// When a rename does not fit the two catalogs; see [`RenameError`].
    pub fn run(&self) -> Result<ChangeSet, RenameError> {
        // Where no hashes were kept, making them is the larger part of the work: both sides at once.
        // Comparing needs them.
        let (before, after) = std::thread::scope(|threads| {
            let after = threads.spawn(|| self.after.fingerprint(self.scope));
            let before = self.before.fingerprint(self.scope);
            (before, after.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let (mut found, renamed) = self.compared()?;
        let renames: Vec<Rename> = found.changes.iter().filter_map(Change::as_rename).collect();
        let renaming = Renaming::new(&renames);
        found.rename_candidates = candidates(&found.changes, &renamed, self.after, &renaming);
        (found.before, found.after) = (before, after);
        Ok(found)
    }

    /// Compares without fingerprints, which are those of nothing, and without rename candidates.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn differences(&self) -> Result<ChangeSet, RenameError> {
        self.compared().map(|(found, _)| found)
    }

    fn compared(&self) -> Result<(ChangeSet, Cow<'_, Catalog>), RenameError> {
        for one in self.renames {
            if self.after.get(&one.to).is_none() {
                return Err(RenameError::NotWanted(one.clone()));
            }
        }
        let mut renames = said_apart(self.renames);
        renames.extend(handed_down(self.before, &renames)?);
        let giving_way = giving_way(self.before, &renames);
        renames.extend(giving_way.iter().cloned());
        renames.extend(handed_down(self.before, &renames)?);
        let renamed = rename(self.before, &renames)?;
        let silence = Silence::new(self.undecided);
        let compares = |address: &Address| self.scope.holds(address) && !silence.covers(address);
        let (attached, renamed) =
            follow_attached((self.before, renamed), self.after, &renames, compares);
        let mut changes: Vec<Change> = renames
            .iter()
            .chain(&attached)
            .map(|one| Change {
                address: one.to.clone(),
                verb: Verb::Rename { from: one.from.clone() },
            })
            .collect();
        self.compare(&renamed, &silence, &mut changes);
        self.drop_namespaces(&renamed, &mut changes);
        if let Some(stays) = giving_way.iter().find(|one| !goes(&one.to, &changes)) {
            return Err(RenameError::Occupied(stays.from.clone()));
        }
        changes.sort_by(|a, b| (&a.address, rank(&a.verb)).cmp(&(&b.address, rank(&b.verb))));
        let nothing = Fingerprint::over([]);
        let found = ChangeSet {
            before: nothing.clone(),
            after: nothing,
            changes,
            rename_candidates: Vec::new(),
            undecided: self.undecided.to_vec(),
            unmodelled: self.unmodelled(),
        };
        Ok((found, renamed))
    }

    /// What either side holds and nobody compares, each once.
    fn unmodelled(&self) -> Vec<Unmodelled> {
        let both = self.after.unmodelled().iter().chain(self.before.unmodelled());
        let named: BTreeMap<_, _> = both
            .filter(|one| !self.scope.ignores_namespace(&one.namespace))
            .map(|one| ((&one.class, &one.namespace, &one.name), one))
            .collect();
        named.into_values().cloned().collect()
    }

    /// Walks what both sides do not hold alike once, side by side.
    fn compare(&self, renamed: &Catalog, silence: &Silence<'_>, changes: &mut Vec<Change>) {
        let dependents = LazyCell::new(|| Dependents::new(renamed));
        for (before, after) in renamed.beside(self.after) {
            let Some((address, _)) = before.or(after) else { continue };
            if let (Some((_, before)), Some((_, after))) = (before, after)
                && before == after
                && !matches!(before, Object::Index(index) if !index.valid)
                && !self.loses_its_relation(renamed, address)
            {
                continue;
            }
            if !self.scope.holds(address) || silence.covers(address) {
                continue;
            }
            if !self.is_comparable(address) {
                continue;
            }
            match (before, after) {
                // What stands on a relation that goes, goes with it.
                (Some(_), Some((_, after))) if self.loses_its_relation(renamed, address) => {
                    let verb = Verb::Create { after: Box::new(wanted(after)) };
                    changes.push(Change { address: address.clone(), verb });
                }
                (Some((_, before)), Some((_, after))) => {
                    if let Some(after) = self.differing(renamed, address, before, after) {
                        let before = Box::new(before.clone());
                        let verb = Verb::Alter { before, after: Box::new(after) };
                        changes.push(Change { address: address.clone(), verb });
                    }
                }
                (Some((_, before)), None) => {
                    if self.is_dropped(address, before, silence)
                        && !self.loses_its_relation(renamed, address)
                        && !silence.covers_a_need(address, before, &dependents)
                    {
                        let verb = Verb::Drop { before: Box::new(before.clone()) };
                        changes.push(Change { address: address.clone(), verb });
                    }
                }
                (None, Some((_, after))) => {
                    if !silence.covers_absent_target(after, renamed) {
                        let after = wanted(after);
                        let verb = Verb::Create { after: Box::new(after) };
                        changes.push(Change { address: address.clone(), verb });
                    }
                }
                (None, None) => {}
            }
        }
    }

    /// Whether a trigger, rule, policy or index stands on relations of two kinds: a table that
    /// becomes a view is dropped.
    fn loses_its_relation(&self, renamed: &Catalog, address: &Address) -> bool {
        let stands = match address.kind() {
            Kind::Defined(class) => class.stands_on_relation(),
            Kind::Index => true,
            _ => false,
        };
        stands
            && match (relation(renamed, address), relation(self.after, address)) {
                (Some(before), Some(after)) => before.kind() != after.kind(),
                _ => false,
            }
    }

    /// Whether both sides can say something about objects of an address's kind. A role that read one
    /// side and owns its objects is not an owner to be named on the other.
    fn is_comparable(&self, address: &Address) -> bool {
        let declared = self.before.reader().is_none() || self.after.reader().is_none();
        !declared || is_sayable(address.kind())
    }

    /// Whether an object that is only in `before` has a drop of its own.
    fn is_dropped(&self, address: &Address, before: &Object, silence: &Silence<'_>) -> bool {
        match before {
            Object::Namespace(_) => false,
            Object::Table(_) if self.after.reader().is_none() => {
                !silence.somewhere && !belongs_to_declared(address, self.before, self.after)
            }
            Object::Table(_) | Object::Enum(_) => !silence.somewhere,
            Object::Definition(found) if found.class.stands_on_relation() => {
                relation(self.after, address).is_some()
            }
            Object::Definition(_) | Object::DefaultPrivilege(_) => true,
            Object::Owner(_) | Object::Grant(_) => {
                address.target().is_some_and(|target| holder(self.after, &target).is_some())
            }
            Object::Sequence(sequence) => {
                let owner = sequence.owned_by.as_ref();
                !silence.somewhere
                    && owner.is_none_or(|column| self.scope.holds(column))
                    && !owner.is_some_and(|column| silence.covers(column))
            }
            Object::Default(_) => self.after.get(&address.with_kind(Kind::Column)).is_some(),
            Object::Column(_) | Object::Constraint(_) => {
                address.owner_table().is_some_and(|table| self.after.get(&table).is_some())
            }
            // Materialised views have indexes too.
            Object::Index(_) => relation(self.after, address).is_some(),
        }
    }

    fn differing(
        &self,
        renamed: &Catalog,
        address: &Address,
        before: &Object,
        after: &Object,
    ) -> Option<Object> {
        let declared = self.after.reader().is_none();
        if let (Object::Column(now), Object::Column(wanted)) = (before, after)
            && now.not_null_as.name != wanted.not_null_as.name
            && keeps_inherited_name((renamed, now), (self.after, wanted), address)
        {
            let mut wanted = wanted.clone();
            wanted.not_null_as.name.clone_from(&now.not_null_as.name);
            return differing(declared, address, before, &Object::Column(wanted));
        }
        differing(declared, address, before, after)
    }

    fn drop_namespaces(&self, renamed: &Catalog, changes: &mut Vec<Change>) {
        if self.after.reader().is_none() {
            return;
        }
        let dropped: BTreeSet<&Address> = changes
            .iter()
            .filter(|change| matches!(change.verb, Verb::Drop { .. }))
            .map(|change| &change.address)
            .collect();
        let is_gone =
            |address: &Address| self.scope.holds(address) && self.after.get(address).is_none();
        let namespaces = || renamed.objects_of(|kind| kind == Kind::Namespace);
        if !namespaces().any(|(address, _)| is_gone(address)) {
            return;
        }
        let mut kept: BTreeSet<&str> = BTreeSet::from(["public"]);
        kept.extend(renamed.unmodelled().iter().map(|unmodelled| unmodelled.namespace.as_str()));
        for (address, _) in renamed.objects() {
            if address.stands_in_namespace() && !dropped.contains(address) {
                kept.insert(address.namespace_name());
            }
        }
        let gone: Vec<Change> = namespaces()
            .filter(|(address, _)| is_gone(address) && !kept.contains(address.name()))
            .map(|(address, object)| Change {
                address: address.clone(),
                verb: Verb::Drop { before: Box::new(object.clone()) },
            })
            .collect();
        changes.extend(gone);
    }
}

/// Whether something is dropped, be it with its table.
fn goes(address: &Address, changes: &[Change]) -> bool {
    let table = address.owner_table();
    changes.iter().any(|change| {
        matches!(change.verb, Verb::Drop { .. })
            && (change.address == *address || table.as_ref() == Some(&change.address))
    })
}

fn rank(verb: &Verb) -> u8 {
    match verb {
        Verb::Create { .. } => 0,
        Verb::Drop { .. } => 1,
        Verb::Alter { .. } => 2,
        Verb::Rename { .. } => 3,
    }
}

/// The relation that a trigger, rule or policy stands on, of whatever kind.
fn relation<'a>(catalog: &'a Catalog, part: &Address) -> Option<&'a Object> {
    let path = part.path().get(..2)?;
    let table = part.owner_table()?;
    let mut others = Class::RELATIONS.into_iter().map(|class| Address::defined(class, path));
    catalog.get(&table).or_else(|| others.find_map(|other| catalog.get(&other)))
}

/// Whether a column has its NOT NULL from a parent's on both sides, so that its name never changes
/// ("cannot rename inherited constraint"), but for where it is the parent's and follows that.
fn keeps_inherited_name(
    now: (&Catalog, &Column),
    wanted: (&Catalog, &Column),
    at: &Address,
) -> bool {
    let names = |(catalog, column): (&Catalog, &Column)| {
        let parents = match catalog.get(&at.owner_table()?)? {
            Object::Table(table) => table.parents(),
            _ => return None,
        };
        let parent = parents
            .map(|parent| Address::column(parent.namespace_name(), parent.name(), at.name()))
            .find_map(|parent| catalog.column(&parent))?;
        let hands_down = column.inherited && parent.hands_down_not_null();
        hands_down.then(|| parent.not_null_as.name == column.not_null_as.name)
    };
    match (names(now), names(wanted)) {
        (Some(followed), Some(follows)) => !(followed && follows),
        _ => false,
    }
}

/// The wanted object when it differs in something that is compared.
fn differing(declared: bool, address: &Address, before: &Object, after: &Object) -> Option<Object> {
    let mut after = wanted(after);
    if declared {
        adopt(before, &mut after);
    }
    if let (Object::Column(before), Object::Column(after)) = (before, &mut after) {
        after.position = before.position;
        adopt_not_null(before, after);
        adopt_identity(before, after);
        if before.data_type.text == after.data_type.text {
            after.data_type.of.clone_from(&before.data_type.of);
        }
    }
    if let (Object::Namespace(before), Object::Namespace(after)) = (before, &mut after)
        && address.name() == "public"
        && after.comment.is_none()
        && before.comment.as_deref() == Some(PUBLIC_COMMENT)
    {
        after.comment.clone_from(&before.comment);
    }
    // The inner sequence of an identity column, which has the privilege, may have another name.
    if let (Object::Grant(before), Object::Grant(after)) = (before, &mut after)
        && address.target().is_some_and(|target| is_inner_sequence(&target))
    {
        after.on.clone_from(&before.on);
    }
    if let (Object::Definition(before), Object::Definition(after)) = (before, &mut after) {
        after.populate(before.is_populated());
    }
    if *before == after {
        return None;
    }
    let (mut plain_before, mut plain_after) = (before.clone(), after.clone());
    for object in [&mut plain_before, &mut plain_after] {
        object
            .expressions_mut()
            .into_iter()
            .for_each(|expression| expression.form = Form::Canonical);
    }
    (plain_before != plain_after).then_some(after)
}

/// Nobody wants an index to be invalid: that is the wreckage of a build.
fn wanted(after: &Object) -> Object {
    let mut after = after.clone();
    if let Object::Index(index) = &mut after {
        index.valid = true;
    }
    after
}
