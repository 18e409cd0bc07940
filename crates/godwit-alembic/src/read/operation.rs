use godwit_plan::hazard::{Hazard, Severity};

use super::{call::Call, hazard};

/// One operation of Alembic in words, with its hazards; `None` for one that is not known. Inside a
/// batch the table is the batch's, and arguments stand one place further left.
pub(super) fn read(
    function: &str,
    call: &Call<'_>,
    batch: Option<&(String, Option<String>)>,
    at_once: bool,
) -> Option<(String, Vec<Hazard>)> {
    let schema = batch.and_then(|(_, schema)| schema.clone()).or_else(|| call.named_text("schema"));
    let qualified = |name: String| match &schema {
        Some(schema) => format!("{schema}.{name}"),
        None => name,
    };
    // The table of operations that name it first, and where the next argument stands.
    let first = match batch {
        Some((table, _)) => (qualified(table.clone()), 0),
        None => (qualified(call.name(0, "table_name")), 1),
    };
    // The table of operations that name themselves first.
    let second = match batch {
        Some((table, _)) => (qualified(table.clone()), 1),
        None => (qualified(call.name(1, "table_name")), 2),
    };
    let own = || call.name(0, "constraint_name");
    let not_valid = call.truth("postgresql_not_valid") == Some(true);
    let (table, next) = first;
    Some(match function {
        "create_table" => (format!("Create table {table}"), Vec::new()),
        "drop_table" => (format!("Drop table {table}"), vec![drops_table(&table)]),
        "rename_table" => {
            let old = qualified(call.name(0, "old_table_name"));
            let text = format!("Rename table {old} to {}", call.name(1, "new_table_name"));
            (text, vec![renames(&old)])
        }
        "add_column" => {
            let column = call.inner(next, "column");
            let name =
                column.map_or_else(|| call.name(next, "column"), |found| found.name(0, "name"));
            let name = format!("{table}.{name}");
            let not_null = column.is_some_and(|found| {
                found.truth("nullable") == Some(false) && found.named("server_default").is_none()
            });
            let hazards = not_null.then(|| {
                hazard(
                    "adds-not-null-column",
                    Severity::Caution,
                    &name,
                    "it fails when the table has rows, since they would have no value",
                    "give it a server default, or add it as nullable and fill it first",
                )
            });
            (format!("Add column {name}"), hazards.into_iter().collect())
        }
        "drop_column" => {
            let name = format!("{table}.{}", call.name(next, "column_name"));
            (format!("Drop column {name}"), vec![drops_column(&name)])
        }
        "alter_column" => alter(call, &table, next),
        "create_index" => {
            let name = call.name(0, "index_name");
            let (table, _) = second;
            let concurrently = call.truth("postgresql_concurrently") == Some(true);
            let unique = call.truth("unique") == Some(true);
            let word = if unique { "unique index" } else { "index" };
            let tail = if concurrently { " concurrently" } else { "" };
            let mut hazards = Vec::new();
            if !concurrently {
                hazards.push(blocks_writes(&table, "while the index is built"));
            }
            if unique {
                hazards.push(unique_violated(&table));
            }
            if concurrently && !at_once {
                hazards.push(concurrently_in_transaction(&name));
            }
            (format!("Create {word} {name} on {table}{tail}"), hazards)
        }
        "drop_index" => {
            let name = qualified(call.name(0, "index_name"));
            let concurrently = call.truth("postgresql_concurrently") == Some(true);
            let inside = concurrently && !at_once;
            let hazards = inside.then(|| concurrently_in_transaction(&name));
            (format!("Drop index {name}"), hazards.into_iter().collect())
        }
        "create_unique_constraint" => {
            let (table, _) = second;
            let hazards =
                vec![blocks_writes(&table, "while its index is built"), unique_violated(&table)];
            (format!("Add unique constraint {} on {table}", own()), hazards)
        }
        "create_primary_key" => {
            let (table, _) = second;
            let hazards =
                vec![blocks_writes(&table, "while its index is built"), unique_violated(&table)];
            (format!("Add primary key {} on {table}", own()), hazards)
        }
        "create_check_constraint" => {
            let (table, _) = second;
            let hazards = scanned("check-violated", &table, not_valid);
            (format!("Add check {} on {table}", own()), hazards)
        }
        "create_foreign_key" => {
            let table = match batch {
                Some((table, _)) => qualified(table.clone()),
                None => {
                    let name = call.name(1, "source_table");
                    match call.named_text("source_schema") {
                        Some(schema) => format!("{schema}.{name}"),
                        None => name,
                    }
                }
            };
            let hazards = scanned("foreign-key-violated", &table, not_valid);
            (format!("Add foreign key {} on {table}", own()), hazards)
        }
        "create_exclude_constraint" => {
            let (table, _) = second;
            let hazards = vec![blocks_writes(&table, "while its index is built")];
            (format!("Add exclusion constraint {} on {table}", own()), hazards)
        }
        "drop_constraint" => {
            let (table, _) = second;
            let hazard = hazard(
                "drops-guard",
                Severity::Note,
                &table,
                "rows that the constraint keeps out may come in afterwards",
                "see that nothing relies on it",
            );
            (format!("Drop constraint {} on {table}", own()), vec![hazard])
        }
        "create_table_comment" | "drop_table_comment" => {
            (format!("Comment on table {table}"), Vec::new())
        }
        "bulk_insert" => (
            "Insert rows".to_owned(),
            vec![hazard(
                "changes-rows",
                Severity::Note,
                &table,
                "it writes rows of its own",
                "see that they fit what is there",
            )],
        ),
        _ => return None,
    })
}

fn alter(call: &Call<'_>, table: &str, next: usize) -> (String, Vec<Hazard>) {
    let name = format!("{table}.{}", call.name(next, "column_name"));
    let (mut words, mut hazards) = (Vec::new(), Vec::new());
    if call.named("new_column_name").is_some() {
        words.push(format!("Rename column {name} to {}", call.name(usize::MAX, "new_column_name")));
        hazards.push(renames(&name));
    }
    if call.named("type_").is_some() {
        words.push(format!("Change type of column {name}"));
        hazards.push(rewrites(&name));
    }
    match call.truth("nullable") {
        Some(false) => {
            words.push(format!("Make column {name} NOT NULL"));
            hazards.push(hazard(
                "not-null-violated",
                Severity::Caution,
                &name,
                "it fails when a row has no value, and reads every row with the table locked",
                "fill the column first",
            ));
        }
        Some(true) => words.push(format!("Let column {name} be NULL")),
        None => {}
    }
    if call.named("server_default").is_some() {
        words.push(format!("Change default of column {name}"));
    }
    if call.named("comment").is_some() {
        words.push(format!("Comment on column {name}"));
    }
    if words.is_empty() {
        words.push(format!("Alter column {name}"));
    }
    (words.join("; "), hazards)
}

fn scanned(code: &str, table: &str, not_valid: bool) -> Vec<Hazard> {
    if not_valid {
        return Vec::new();
    }
    vec![
        hazard(
            code,
            Severity::Caution,
            table,
            "it fails when a row breaks it",
            "look for such rows first",
        ),
        hazard(
            "scans-table",
            Severity::Note,
            table,
            "every row is read with writers kept out",
            "on a large table add it NOT VALID and validate it afterwards",
        ),
    ]
}

pub(super) fn drops_table(name: &str) -> Hazard {
    hazard(
        "drops-table",
        Severity::Danger,
        name,
        "the table and all its rows are gone",
        "take a backup, and see that nothing reads it any more",
    )
}

pub(super) fn drops_column(name: &str) -> Hazard {
    hazard(
        "drops-column",
        Severity::Danger,
        name,
        "the column's values are gone",
        "take a backup, and see that nothing reads it any more",
    )
}

pub(super) fn renames(name: &str) -> Hazard {
    hazard(
        "renames-break-readers",
        Severity::Caution,
        name,
        "whoever uses the former name fails from then on",
        "deploy the code that knows the new name at the same moment",
    )
}

pub(super) fn rewrites(name: &str) -> Hazard {
    hazard(
        "rewrites-table",
        Severity::Caution,
        name,
        "most changes of a type write every row anew, with the table locked for everybody, and fail on values that do not fit",
        "look at the table's size and at its values first",
    )
}

pub(super) fn blocks_writes(table: &str, when: &str) -> Hazard {
    hazard(
        "blocks-writes",
        Severity::Caution,
        table,
        &format!("nobody can write to the table {when}"),
        "build it concurrently when the table is large",
    )
}

pub(super) fn unique_violated(table: &str) -> Hazard {
    hazard(
        "unique-violated",
        Severity::Caution,
        table,
        "it fails when two rows have the same values",
        "look for such rows first",
    )
}

pub(super) fn concurrently_in_transaction(name: &str) -> Hazard {
    hazard(
        "concurrently-in-transaction",
        Severity::Blocking,
        name,
        "PostgreSQL refuses this inside the transaction that Alembic opens",
        "put it into `with op.get_context().autocommit_block():`, in a revision of its own",
    )
}
