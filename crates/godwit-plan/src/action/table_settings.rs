use godwit_schema::{Address, Catalog, Kind, Object, ReplicaIdentity, Table};

use super::{Action, Rank, table::altered};
use crate::{
    lock::LockMode,
    plan::{Statement, StepVerb},
    render::{options, table},
    scene::Scene,
};

/// One action for each setting that differs; `now` becomes `next` but for its comment.
pub(super) fn actions(
    scene: &Scene<'_>,
    address: &Address,
    now: &mut Table,
    next: &Table,
) -> Vec<Action> {
    /// Takes one setting over.
    type Take = fn(&mut Table, &Table);
    let settings: [(&str, Rank, Take); 6] = [
        ("change row level security of", Rank::CreateOnTop, |now, next| {
            now.row_security = next.row_security;
            now.force_row_security = next.force_row_security;
        }),
        ("change options of", Rank::AlterTable, |now, next| {
            now.options.clone_from(&next.options);
        }),
        ("move", Rank::AlterTable, |now, next| {
            now.access_method.clone_from(&next.access_method);
            now.tablespace.clone_from(&next.tablespace);
        }),
        ("change replica identity of", Rank::CreateOnTop, |now, next| {
            now.replica_identity.clone_from(&next.replica_identity);
        }),
        ("change clustering of", Rank::CreateOnTop, |now, next| {
            now.clustered_on.clone_from(&next.clustered_on);
        }),
        ("change type of rows of", Rank::AlterTable, |now, next| {
            now.of_type.clone_from(&next.of_type);
        }),
    ];
    let mut found = Vec::new();
    for (phrase, rank, step) in settings {
        let before = now.clone();
        step(now, next);
        if before == *now {
            continue;
        }
        let mut action = Action::new(StepVerb::Alter, rank, phrase, address);
        let locks = scene.lock(address, LockMode::AccessExclusive);
        for sql in difference(address, &before, now) {
            action.run(Statement::new(sql, locks.clone()));
        }
        if phrase == "move" {
            for statement in &mut action.statements {
                *statement = statement.clone().rewriting(true);
            }
        }
        action.undo(difference(address, now, &before), None);
        action.carry(scene, &altered(address, &before, now));
        if let (Some(index), None) | (None, Some(index)) =
            (identity_index(now), now.clustered_on.as_deref())
        {
            // A constraint's index has the constraint's name.
            for kind in [Kind::Index, Kind::Constraint] {
                let index = Address::index(address.namespace_name(), address.name(), index);
                action.consumes.insert(index.with_kind(kind));
            }
        }
        found.push(action);
    }
    found
}

/// Statements that name an index made anew where its table named the former one: dropping it took it
/// out of there without a word.
pub(super) fn named_again(scene: &Scene<'_>, index: &Address) -> Vec<String> {
    let Some(address) = index.owner_table() else { return Vec::new() };
    let table = |catalog: &Catalog| match catalog.get(&address) {
        Some(Object::Table(found)) => Some(found.clone()),
        _ => None,
    };
    let (Some(now), Some(next)) = (table(scene.renamed), table(scene.after)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let name = Some(index.name());
    if identity_index(&now) == name && now.replica_identity == next.replica_identity {
        found.push(table::replica_identity(&address, &next.replica_identity));
    }
    if now.clustered_on.as_deref() == name && now.clustered_on == next.clustered_on {
        found.push(table::cluster(&address, name));
    }
    found
}

/// What `CREATE TABLE` cannot say.
pub(super) fn extras(address: &Address, found: &Table) -> Vec<String> {
    let made = Table {
        persistence: found.persistence,
        options: found.options.clone(),
        access_method: found.access_method.clone(),
        tablespace: found.tablespace.clone(),
        of_type: found.of_type.clone(),
        ..Table::default()
    };
    difference(address, &made, found)
}

fn identity_index(table: &Table) -> Option<&str> {
    match &table.replica_identity {
        ReplicaIdentity::Index { name } => Some(name),
        _ => None,
    }
}

fn difference(address: &Address, now: &Table, next: &Table) -> Vec<String> {
    let mut found = Vec::new();
    let mut alter = |what: String| found.push(table::alter(address, &what));
    if now.row_security != next.row_security {
        alter(format!(
            "{} ROW LEVEL SECURITY",
            if next.row_security { "ENABLE" } else { "DISABLE" }
        ));
    }
    if now.force_row_security != next.force_row_security {
        let no = if next.force_row_security { "" } else { "NO " };
        alter(format!("{no}FORCE ROW LEVEL SECURITY"));
    }
    let (set, reset) = options(&now.options, &next.options);
    set.into_iter().for_each(|set| alter(format!("SET {set}")));
    reset.into_iter().for_each(|reset| alter(format!("RESET {reset}")));
    if now.access_method != next.access_method {
        let method = next.access_method.as_deref().unwrap_or("heap");
        alter(format!("SET ACCESS METHOD {}", godwit_schema::quote::quote_ident(method)));
    }
    if now.tablespace != next.tablespace {
        let tablespace = next.tablespace.as_deref().unwrap_or("pg_default");
        alter(format!("SET TABLESPACE {}", godwit_schema::quote::quote_ident(tablespace)));
    }
    if now.of_type != next.of_type {
        alter(next.of_type.as_ref().map_or_else(|| "NOT OF".to_owned(), |of| format!("OF {of}")));
    }
    if now.replica_identity != next.replica_identity {
        found.push(table::replica_identity(address, &next.replica_identity));
    }
    if now.clustered_on != next.clustered_on {
        found.push(table::cluster(address, next.clustered_on.as_deref()));
    }
    found
}
