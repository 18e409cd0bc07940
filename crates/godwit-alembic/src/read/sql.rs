use godwit_plan::hazard::{Hazard, Severity};
use pg_query::{
    NodeEnum,
    protobuf::{
        AlterTableCmd, AlterTableStmt, AlterTableType, DropStmt, Node, ObjectType, RangeVar,
    },
};

use super::{
    hazard,
    operation::{
        blocks_writes, concurrently_in_transaction, drops_column, drops_table, renames, rewrites,
        unique_violated,
    },
};

/// Every statement of a text in words, with its hazards.
///
/// # Errors
/// PostgreSQL's parser does not take it.
pub(super) fn read(sql: &str, at_once: bool) -> Result<Vec<(String, Vec<Hazard>)>, String> {
    let parsed = pg_query::parse(sql, pg_query::ParserOptions::default())
        .map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for statement in &parsed.protobuf.stmts {
        let node = statement.stmt.as_ref().and_then(|node| node.node.as_ref());
        if let Some(node) = node {
            found.extend(words(node, at_once));
        }
    }
    Ok(found)
}

fn words(node: &NodeEnum, at_once: bool) -> Vec<(String, Vec<Hazard>)> {
    let one = |text: String| vec![(text, Vec::new())];
    match node {
        NodeEnum::CreateStmt(found) => one(format!("Create table {}", relation(&found.relation))),
        NodeEnum::AlterTableStmt(found) => alter_table(found),
        NodeEnum::DropStmt(found) => drop(found, at_once),
        NodeEnum::IndexStmt(found) => {
            let table = relation(&found.relation);
            let word = if found.unique { "unique index" } else { "index" };
            let mut hazards = Vec::new();
            if !found.concurrent {
                hazards.push(blocks_writes(&table, "while the index is built"));
            } else if !at_once {
                hazards.push(concurrently_in_transaction(&found.idxname));
            }
            if found.unique {
                hazards.push(unique_violated(&table));
            }
            vec![(format!("Create {word} {} on {table}", found.idxname), hazards)]
        }
        NodeEnum::RenameStmt(found) => {
            let table =
                found.relation.as_ref().map_or_else(String::new, |_| relation(&found.relation));
            let (what, name) = match found.rename_type() {
                ObjectType::ObjectColumn => ("column", format!("{table}.{}", found.subname)),
                ObjectType::ObjectTable => ("table", table),
                other => (
                    noun(other),
                    if found.subname.is_empty() { table } else { found.subname.clone() },
                ),
            };
            vec![(format!("Rename {what} {name} to {}", found.newname), vec![renames(&name)])]
        }
        NodeEnum::CreateEnumStmt(found) => one(format!("Create enum {}", list(&found.type_name))),
        NodeEnum::AlterEnumStmt(found) => {
            let name = list(&found.type_name);
            let hazards = (!at_once).then(|| {
                hazard(
                    "label-in-transaction",
                    Severity::Caution,
                    &name,
                    "a label added in a transaction cannot be used before it is committed, also by later revisions of the same run",
                    "put it into `with op.get_context().autocommit_block():`, in a revision of its own",
                )
            });
            vec![(
                format!("Add label {} to enum {name}", found.new_val),
                hazards.into_iter().collect(),
            )]
        }
        NodeEnum::InsertStmt(found) => rows("Insert rows into", &relation(&found.relation)),
        NodeEnum::UpdateStmt(found) => rows("Change rows of", &relation(&found.relation)),
        NodeEnum::DeleteStmt(found) => {
            let table = relation(&found.relation);
            let hazard = hazard(
                "deletes-rows",
                Severity::Danger,
                &table,
                "the rows it meets are gone",
                "take a backup, and look which rows it meets",
            );
            vec![(format!("Delete rows of {table}"), vec![hazard])]
        }
        NodeEnum::TruncateStmt(found) => found
            .relations
            .iter()
            .map(|node| {
                let table = match &node.node {
                    Some(NodeEnum::RangeVar(table)) => range(table),
                    _ => String::new(),
                };
                let hazard = hazard(
                    "deletes-rows",
                    Severity::Danger,
                    &table,
                    "all rows of the table are gone",
                    "take a backup",
                );
                (format!("Empty table {table}"), vec![hazard])
            })
            .collect(),
        NodeEnum::ViewStmt(found) => one(format!("Create view {}", relation(&found.view))),
        NodeEnum::CreateFunctionStmt(found) => {
            one(format!("Create function {}", list(&found.funcname)))
        }
        NodeEnum::CreateTrigStmt(found) => {
            one(format!("Create trigger {} on {}", found.trigname, relation(&found.relation)))
        }
        NodeEnum::CreatePolicyStmt(found) => {
            one(format!("Create policy {} on {}", found.policy_name, relation(&found.table)))
        }
        NodeEnum::CreateSchemaStmt(found) => one(format!("Create schema {}", found.schemaname)),
        NodeEnum::CreateExtensionStmt(found) => one(format!("Create extension {}", found.extname)),
        NodeEnum::CreateSeqStmt(found) => {
            one(format!("Create sequence {}", relation(&found.sequence)))
        }
        NodeEnum::AlterSeqStmt(found) => {
            one(format!("Alter sequence {}", relation(&found.sequence)))
        }
        NodeEnum::CommentStmt(_) => one("Set a comment".to_owned()),
        NodeEnum::GrantStmt(found) => {
            one(if found.is_grant { "Grant privileges" } else { "Revoke privileges" }.to_owned())
        }
        NodeEnum::SelectStmt(_) => one("Run a query".to_owned()),
        NodeEnum::DoStmt(_) => vec![(
            "Run a block of code".to_owned(),
            vec![hazard(
                "own-code",
                Severity::Caution,
                "DO",
                "what a DO block does is not read",
                "read it yourself",
            )],
        )],
        NodeEnum::VariableSetStmt(found) => one(format!("Set {}", found.name)),
        NodeEnum::TransactionStmt(_) => vec![(
            "Begin or end a transaction".to_owned(),
            vec![hazard(
                "own-transaction",
                Severity::Danger,
                "transaction",
                "what comes before it can no longer be rolled back with the rest",
                "leave transactions to Alembic",
            )],
        )],
        other => one(format!("Run a statement of kind {}", kind(other))),
    }
}

fn rows(what: &str, table: &str) -> Vec<(String, Vec<Hazard>)> {
    let hazard = hazard(
        "changes-rows",
        Severity::Caution,
        table,
        "it writes rows, and holds them locked until the end of the transaction",
        "look which rows it meets, and how many",
    );
    vec![(format!("{what} {table}"), vec![hazard])]
}

fn alter_table(found: &AlterTableStmt) -> Vec<(String, Vec<Hazard>)> {
    let table = relation(&found.relation);
    found
        .cmds
        .iter()
        .filter_map(|node| match &node.node {
            Some(NodeEnum::AlterTableCmd(command)) => Some(command_words(&table, command)),
            _ => None,
        })
        .collect()
}

fn command_words(table: &str, command: &AlterTableCmd) -> (String, Vec<Hazard>) {
    let name = format!("{table}.{}", command.name);
    match command.subtype() {
        AlterTableType::AtAddColumn => {
            let column = match command.def.as_deref().and_then(|node| node.node.as_ref()) {
                Some(NodeEnum::ColumnDef(column)) => column.colname.clone(),
                _ => String::new(),
            };
            (format!("Add column {table}.{column}"), Vec::new())
        }
        AlterTableType::AtDropColumn => (format!("Drop column {name}"), vec![drops_column(&name)]),
        AlterTableType::AtAlterColumnType => {
            (format!("Change type of column {name}"), vec![rewrites(&name)])
        }
        AlterTableType::AtSetNotNull => (format!("Make column {name} NOT NULL"), Vec::new()),
        AlterTableType::AtDropNotNull => (format!("Let column {name} be NULL"), Vec::new()),
        AlterTableType::AtColumnDefault => (format!("Change default of column {name}"), Vec::new()),
        AlterTableType::AtAddConstraint => {
            let own = match command.def.as_deref().and_then(|node| node.node.as_ref()) {
                Some(NodeEnum::Constraint(constraint)) => constraint.conname.clone(),
                _ => String::new(),
            };
            let text = if own.is_empty() {
                "Add a constraint".to_owned()
            } else {
                format!("Add constraint {own}")
            };
            (format!("{text} on {table}"), Vec::new())
        }
        AlterTableType::AtDropConstraint => {
            (format!("Drop constraint {} on {table}", command.name), Vec::new())
        }
        AlterTableType::AtValidateConstraint => {
            (format!("Validate constraint {} on {table}", command.name), Vec::new())
        }
        AlterTableType::AtEnableRowSecurity => {
            (format!("Enable row level security on {table}"), Vec::new())
        }
        _ => (format!("Alter table {table}"), Vec::new()),
    }
}

fn drop(found: &DropStmt, at_once: bool) -> Vec<(String, Vec<Hazard>)> {
    let kind = found.remove_type();
    found
        .objects
        .iter()
        .map(|node| {
            let name = object_name(node);
            let mut hazards = Vec::new();
            if matches!(kind, ObjectType::ObjectTable | ObjectType::ObjectMatview) {
                hazards.push(drops_table(&name));
            }
            if found.concurrent && !at_once {
                hazards.push(concurrently_in_transaction(&name));
            }
            if found.behavior() == pg_query::protobuf::DropBehavior::DropCascade {
                hazards.push(hazard(
                    "drops-dependents",
                    Severity::Danger,
                    &name,
                    "CASCADE drops whatever needs it too",
                    "see what that is: a rehearsal shows it",
                ));
            }
            (format!("Drop {} {name}", noun(kind)), hazards)
        })
        .collect()
}

fn noun(kind: ObjectType) -> &'static str {
    match kind {
        ObjectType::ObjectTable => "table",
        ObjectType::ObjectView => "view",
        ObjectType::ObjectMatview => "materialized view",
        ObjectType::ObjectIndex => "index",
        ObjectType::ObjectSequence => "sequence",
        ObjectType::ObjectType => "type",
        ObjectType::ObjectDomain => "domain",
        ObjectType::ObjectSchema => "schema",
        ObjectType::ObjectFunction => "function",
        ObjectType::ObjectProcedure => "procedure",
        ObjectType::ObjectTrigger => "trigger",
        ObjectType::ObjectPolicy => "policy",
        ObjectType::ObjectExtension => "extension",
        ObjectType::ObjectTabconstraint => "constraint",
        _ => "object",
    }
}

fn object_name(node: &Node) -> String {
    match &node.node {
        Some(NodeEnum::List(names)) => list(&names.items),
        Some(NodeEnum::TypeName(name)) => list(&name.names),
        Some(NodeEnum::ObjectWithArgs(name)) => list(&name.objname),
        Some(NodeEnum::String(name)) => name.sval.clone(),
        _ => String::new(),
    }
}

fn list(names: &[Node]) -> String {
    let parts: Vec<&str> = names
        .iter()
        .filter_map(|node| match &node.node {
            Some(NodeEnum::String(name)) => Some(name.sval.as_str()),
            _ => None,
        })
        .collect();
    parts.join(".")
}

fn relation(found: &Option<RangeVar>) -> String {
    found.as_ref().map(range).unwrap_or_default()
}

fn range(found: &RangeVar) -> String {
    if found.schemaname.is_empty() {
        found.relname.clone()
    } else {
        format!("{}.{}", found.schemaname, found.relname)
    }
}

/// The parser's name of a statement, without `Stmt`.
fn kind(node: &NodeEnum) -> String {
    let text = format!("{node:?}");
    text.split('(').next().unwrap_or_default().trim_end_matches("Stmt").to_owned()
}
