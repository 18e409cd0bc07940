//! Names of now become wanted names wherever a catalog says them.

use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{
    Address, Catalog, Class, ConstraintKind, Definition, Dependency, Expression, IndexTerm, Kind,
    Namespace, Object, PUBLIC_COMMENT, Unmodelled,
};

use crate::{names::Names, rename::Rename, renaming::Renaming};

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
        if let Object::Namespace(namespace) = &mut object {
            follow_namespace((address, &wanted), namespace);
        }
        if catalog.insert(wanted.clone(), object).is_some() {
            collision.get_or_insert(wanted);
        }
    }
    catalog.insert_dependencies(before.dependencies().map(|edge| Dependency {
        dependent: renaming.follow(&edge.dependent),
        referenced: renaming.follow(&edge.referenced),
    }));
    for unmodelled in before.unmodelled() {
        let namespace = Address::namespace(&unmodelled.namespace);
        catalog.insert_unmodelled(Unmodelled {
            namespace: renaming.follow(&namespace).name().to_owned(),
            needs: unmodelled.needs.iter().map(|needed| renaming.follow(needed)).collect(),
            needed_by: unmodelled.needed_by.iter().map(|one| renaming.follow(one)).collect(),
            ..unmodelled.clone()
        });
    }
    let objects = renaming.objects();
    if !objects.is_empty() {
        for (text, path) in before.sought() {
            catalog.insert_sought(&objects.rewrite(text), &objects.rewrite_path(path));
        }
    }
    (catalog, collision)
}

/// The comment of `public` counts as none only while it has that name.
fn follow_namespace((now, wanted): (&Address, &Address), namespace: &mut Namespace) {
    let is_usual = namespace.comment.as_deref() == Some(PUBLIC_COMMENT);
    if now != wanted && wanted.name() == "public" && is_usual {
        namespace.comment = None;
    } else if now != wanted && now.name() == "public" {
        namespace.comment.get_or_insert_with(|| PUBLIC_COMMENT.to_owned());
    }
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
    let text = |expression: &mut Expression| names.put_into(&mut expression.text);
    let objects = renaming.objects();
    match object {
        // Definitions are followed by their texts.
        Object::Namespace(_) | Object::Enum(_) | Object::Definition(_) => {}
        Object::DefaultPrivilege(privilege) => {
            if let Some(namespace) = &mut privilege.namespace {
                renaming.follow(&Address::namespace(namespace)).name().clone_into(namespace);
            }
        }
        Object::Owner(owner) => objects.put_into(&mut owner.on),
        Object::Grant(grant) => objects.put_into(&mut grant.on),
        Object::Table(table) => {
            if let Some(of) = &mut table.partition_of {
                of.parent = renaming.follow(&of.parent);
            }
            for parent in &mut table.inherits {
                *parent = renaming.follow(parent);
            }
            for key in table.partition_key.iter_mut().chain(&mut table.of_type) {
                names.put_into(key);
            }
        }
        Object::Sequence(sequence) => {
            sequence.owned_by = sequence.owned_by.as_ref().map(|column| renaming.follow(column));
        }
        Object::Column(column) => {
            objects.put_into(&mut column.data_type.text);
            if let Some(of) = &mut column.data_type.of {
                *of = renaming.follow(of);
            }
            if let Some(collation) = &mut column.collation {
                objects.put_into(collation);
            }
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
                for qualified in key.collation.iter_mut().chain(&mut key.operator_class) {
                    objects.put_into(qualified);
                }
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
pub(crate) fn follow_definition(address: &Address, found: &mut Definition, renaming: &Renaming) {
    let mut names = renaming.objects();
    if !shares_names(found.class) {
        names.leave(address);
    }
    for facet in &mut found.facets {
        facet.late.iter_mut().for_each(|late| *late = renaming.follow(late));
    }
    let facets = found
        .facets
        .iter_mut()
        .flat_map(|facet| [&mut facet.set, &mut facet.unset].into_iter().chain(&mut facet.change));
    let texts = [&mut found.core, &mut found.creation, &mut found.target];
    let texts = texts.into_iter().chain(&mut found.replacement).chain(&mut found.shape);
    for text in texts.chain(facets) {
        names.put_into(text);
    }
    if let Some(path) = &mut found.search_path {
        *path = names.rewrite_path(path);
    }
}

/// Whether nothing of another kind has the names of its class. A collation, say, may have the name of a
/// table; what stands on a relation has a name of its own, and speaks of that one.
fn shares_names(class: Class) -> bool {
    class.stands_on_relation() || class.is_type() || class.is_routine() || class.is_relation()
}
