use godwit_schema::{
    Address, Catalog, Class, Column, ColumnDefault, DataType, Definition, Kind, Object,
    names::clip, quote::MAX_NAME_BYTES, quote::quote_ident,
};

use super::{
    access,
    column::{base_type, exclusive, stored_again},
    definition,
    enum_labels::wanted_default,
    heirs::{descends, table_of},
    typed_table::type_of,
};
use crate::{
    plan::Statement,
    render::column,
    scene::{Scene, as_column},
};

const COLLATION: Kind = Kind::Defined(Class::Collation);

/// Columns whose values are of a type, or that have a collation, before and after: it cannot be dropped
/// under them, so a new one takes its name and they go over.
pub(crate) fn columns<'a>(scene: &Scene<'a>, data_type: &Address) -> Vec<(Address, &'a Column)> {
    scene
        .dependents
        .edges(data_type)
        .iter()
        .filter(|dependent| dependent.kind() == Kind::Column)
        .filter(|column| scene.drop_of(column).is_none())
        .filter(|column| column.owner_table().is_none_or(|table| scene.drop_of(&table).is_none()))
        .filter_map(|column| {
            let before = scene.renamed.column(column)?;
            let after = scene.after.get(column).and_then(as_column)?;
            let same = before.has_type_of(after)
                && before.generated.is_none()
                // A domain's own collation is exchanged with the domain.
                && (data_type.kind() != COLLATION || before.collation.is_some());
            same.then(|| ((*column).clone(), before))
        })
        .collect()
}

/// Other types that are made of a type and stay.
pub(super) fn types_over<'a>(scene: &Scene<'a>, data_type: &Address) -> Vec<&'a Address> {
    let edges = scene.dependents.edges(data_type).into_iter();
    edges
        .filter(|dependent| matches!(dependent.kind(), Kind::Defined(class) if class.is_type()))
        .filter(|dependent| scene.drop_of(dependent).is_none())
        .filter(|dependent| {
            let of = data_type.sql();
            scene.renamed.definition(dependent).is_some_and(|found| made_of(found, &of))
        })
        .collect()
}

/// Whether a type is made of another, and does not only speak of it in a check or default.
fn made_of(found: &Definition, other: &str) -> bool {
    let attributes = found.facets.iter().filter(|facet| facet.name.starts_with("attribute "));
    attributes.map(|facet| &facet.set).chain([&found.core]).any(|text| text.contains(other))
}

/// Whether values are kept in columns, be it inside of another type.
pub(super) fn is_stored(scene: &Scene<'_>, data_type: &Address) -> bool {
    !columns(scene, data_type).is_empty()
        || types_over(scene, data_type).into_iter().any(|over| is_stored(scene, over))
}

/// Whether columns, or rows of typed tables, would go over to a composite type whose attributes have other
/// places: the text of a row names none, so values would get into the wrong ones.
pub(crate) fn moves_attributes(
    scene: &Scene<'_>,
    data_type: &Address,
    before: &Definition,
    after: &Definition,
) -> bool {
    let attributes = |of: &Definition| -> Vec<(String, String)> {
        let facets = of.facets.iter().filter(|facet| facet.name.starts_with("attribute "));
        facets.map(|facet| (facet.name.clone(), facet.set.clone())).collect()
    };
    let (now, next) = (attributes(before), attributes(after));
    let retypes = |(name, set): &(String, String)| {
        next.iter().any(|(other, wanted)| other == name && wanted != set)
    };
    after.class == Class::CompositeType
        && !now.iter().map(|(name, _)| name).eq(next.iter().map(|(name, _)| name))
        && if definition::in_place(before, after).is_none() {
            is_stored(scene, data_type) || !typed_tables(scene, data_type).is_empty()
        } else {
            now.iter().any(retypes) && is_stored(scene, data_type)
        }
}

/// Tables `OF` a composite type that stay so. Their columns have the places of its attributes.
fn typed_tables<'a>(scene: &Scene<'a>, data_type: &Address) -> Vec<&'a Address> {
    let name = data_type.sql();
    let is_of = |catalog, table| type_of(catalog, table) == Some(name.as_str());
    let users = scene.dependents.edges(data_type).into_iter();
    users.filter(|table| is_of(scene.renamed, table) && is_of(scene.after, table)).collect()
}

/// Whether a type that columns have cannot be put aside: the functions that make a multirange keep their
/// names when it is renamed, belong to the superuser, and stand in the way of the new one's (`42723`).
pub(crate) fn keeps_its_functions(scene: &Scene<'_>, data_type: &Address) -> bool {
    scene.renamed.definition(data_type).is_some_and(|found| {
        found.class == Class::RangeType && found.core.contains("MULTIRANGE_TYPE_NAME = ")
    }) && is_stored(scene, data_type)
}

/// The name that the former type has for the moment.
pub(super) fn former(address: &Address) -> Address {
    address.with_name(&format!("{}_former", clip(address.name(), MAX_NAME_BYTES - 7)))
}

fn word(address: &Address) -> &'static str {
    match address.kind() {
        Kind::Defined(Class::Domain) => "DOMAIN",
        COLLATION => "COLLATION",
        _ => "TYPE",
    }
}

/// Puts a type aside.
pub(super) fn aside(address: &Address) -> String {
    let name = quote_ident(former(address).name());
    format!("ALTER {} {} RENAME TO {name}", word(address), address.sql())
}

/// Drops what was put aside.
pub(super) fn drop_former(address: &Address) -> String {
    format!("DROP {} {}", word(address), former(address).sql())
}

/// Makes the new type, and takes every column over through text; a collation asks nothing of the values.
pub(super) fn make(scene: &Scene<'_>, address: &Address, wanted: &Object) -> Vec<Statement> {
    let mut sql = match wanted {
        Object::Definition(found) => definition::whole(found),
        _ => Vec::new(),
    };
    sql.extend(access::restored(scene, scene.renamed, address));
    let mut statements: Vec<Statement> =
        sql.into_iter().map(|sql| Statement::new(sql, Vec::new())).collect();
    let default = |column: &Address| wanted_default(scene, column);
    let columns = columns(scene, address);
    statements.extend(over(scene, scene.after, &columns, default, |column, found| {
        let (name, target) = (quote_ident(column.name()), &found.data_type.text);
        let collation = found.collation.as_ref();
        let collation = collation.map(|name| format!(" COLLATE {name}")).unwrap_or_default();
        match address.kind() {
            COLLATION => format!("TYPE {target}{collation}"),
            _ => {
                let through = without_length(scene.after, &found.data_type);
                let through = through.as_ref().unwrap_or(target);
                format!("TYPE {target}{collation} USING {name}::text::{through}")
            }
        }
    }));
    statements
}

/// What values of a domain over a type with a length go through: an explicit cast to the domain would cut
/// what is too long, without a word; being stored refuses it.
fn without_length(catalog: &Catalog, data_type: &DataType) -> Option<String> {
    let element = data_type.text.trim_end_matches("[]");
    let array = &data_type.text[element.len()..];
    let base = base_type(catalog, &DataType::builtin(element)).text;
    let plain = match base.split_once('(')?.0 {
        "character varying" => "character varying",
        "character" => "bpchar",
        "bit" | "bit varying" => "bit varying",
        _ => return None,
    };
    Some(format!("{plain}{array}"))
}

/// Statements by which columns go over to a new type, as `to` says it. Their defaults are taken off before
/// and put on again after; columns of children go along with their parents'. How values are stored is said
/// again as a catalog has it.
pub(super) fn over<'a>(
    scene: &Scene<'_>,
    side: &Catalog,
    columns: &[(Address, &Column)],
    default: impl Fn(&Address) -> Option<&'a ColumnDefault>,
    to: impl Fn(&Address, &Column) -> String,
) -> Vec<Statement> {
    // Most tables have no parents, and are no heirs of the many others.
    let has_parents = |column: &Address| match scene.renamed.get(&table_of(column)) {
        Some(Object::Table(found)) => found.parents().next().is_some(),
        _ => false,
    };
    let children: Vec<&Address> =
        columns.iter().map(|(column, _)| column).filter(|column| has_parents(column)).collect();
    let is_heir = |heir: &Address, of: &Address| {
        heir.name() == of.name() && descends(scene.renamed, &table_of(heir), &table_of(of))
    };
    let heirs = |of: &Address| -> Vec<&Address> {
        children.iter().copied().filter(|child| is_heir(child, of)).collect()
    };
    // What is said of a parent's default goes down to children, which have their own.
    let alter = |column: &Address, what: &str| {
        if heirs(column).is_empty() {
            column::alter(column, what)
        } else {
            column::alter_only(column, what)
        }
    };
    // A default that calls what is made again has steps of its own.
    let apart = |column: &Address| scene.is_made_again(&column.with_kind(Kind::Default));
    let mut statements = Vec::new();
    for (column, _) in columns.iter().filter(|(column, _)| !apart(column)) {
        let present = scene.renamed.column_default(&column.with_kind(Kind::Default));
        if present.is_some() || default(column).is_some() {
            let sql = alter(column, "DROP DEFAULT");
            statements.push(Statement::new(sql, exclusive(scene, column)));
        }
    }
    for (column, found) in columns {
        if children.contains(&column) && columns.iter().any(|(other, _)| is_heir(column, other)) {
            continue;
        }
        let mut locks = exclusive(scene, column);
        locks.extend(heirs(column).into_iter().flat_map(|heir| exclusive(scene, heir)));
        let sql = column::alter(column, &to(column, found));
        statements.push(Statement::new(sql, locks).rewriting(true));
    }
    for (column, _) in columns {
        statements.extend(stored_again(scene, side, column));
        if let Some(default) = default(column).filter(|_| !apart(column)) {
            let sql = alter(column, &format!("SET DEFAULT {}", default.expression.text.trim()));
            statements.push(Statement::new(sql, exclusive(scene, column)));
        }
    }
    statements
}
