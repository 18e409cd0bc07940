//! Names of now become wanted names wherever a catalog says them.

use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{
    Address, Catalog, ConstraintKind, DataType, Definition, Dependency, Expression, IndexTerm,
    Kind, Object, Unmodelled,
};

use crate::{
    expression::Names,
    rename::{Rename, Renaming},
};

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
            if let Some(key) = table.partition_key.as_mut().filter(|_| !names.is_empty()) {
                *key = names.rewrite(key);
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
