use godwit_schema::Address;
use pg_query::{
    NodeEnum,
    protobuf::{
        AlterTableType, Node, ObjectType, RoleSpec, RoleSpecType, TransactionStmtKind,
        VariableSetKind,
    },
};

/// What is done with one statement of a DDL file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Run as a role without any power over the server.
    Run,
    /// Run with the rights of a superuser. Only where the statement runs no code of the file's own.
    Elevated,
    /// As before, after everything else: event triggers run the file's code at later statements.
    Last,
    /// Set the role; what a session of somebody else would be.
    SetRole(Option<String>),
    /// Left out: it changes rows and no structure.
    Rows,
    /// Refused: what it is, with why.
    Refused(String),
}

/// A verdict with what a statement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    /// Roles that it names.
    pub(super) roles: Vec<String>,
    /// The table or view that it makes.
    pub(super) makes: Option<Address>,
    /// Whether it says who owns something.
    pub(super) owners: bool,
    /// Whether it says who may do what.
    pub(super) privileges: bool,
}

/// Extensions whose functions reach other servers, files or programs.
const REACHING: [&str; 9] = [
    "dblink",
    "pg_cron",
    "adminpack",
    "file_fdw",
    "pg_background",
    "plpython3u",
    "plperlu",
    "pltclu",
    "pg_net",
];

/// Judges a parsed statement. What is not known is refused.
pub(super) fn judge(node: &NodeEnum) -> Judgement {
    let mut judgement = Judgement {
        verdict: Verdict::Run,
        roles: Vec::new(),
        makes: None,
        owners: false,
        privileges: false,
    };
    judgement.verdict = verdict(node);
    let roles = &mut judgement.roles;
    match node {
        NodeEnum::AlterOwnerStmt(stmt) => {
            judgement.owners = true;
            take(roles, stmt.newowner.as_ref());
        }
        NodeEnum::AlterTableStmt(stmt) => {
            for command in stmt.cmds.iter().filter_map(command) {
                judgement.owners |= command.newowner.is_some();
                take(roles, command.newowner.as_ref());
            }
        }
        NodeEnum::CreateSchemaStmt(stmt) => {
            judgement.owners = stmt.authrole.is_some();
            take(roles, stmt.authrole.as_ref());
        }
        NodeEnum::GrantStmt(stmt) => {
            judgement.privileges = true;
            take(roles, stmt.grantor.as_ref());
            take_all(roles, &stmt.grantees);
        }
        NodeEnum::AlterDefaultPrivilegesStmt(stmt) => {
            judgement.privileges = true;
            for option in stmt.options.iter().filter_map(def_elem) {
                if let ("roles", Some(NodeEnum::List(list))) =
                    (option.defname.as_str(), argument(option))
                {
                    take_all(roles, &list.items);
                }
            }
            if let Some(action) = &stmt.action {
                take_all(roles, &action.grantees);
            }
        }
        NodeEnum::CreatePolicyStmt(stmt) => take_all(roles, &stmt.roles),
        NodeEnum::AlterPolicyStmt(stmt) => take_all(roles, &stmt.roles),
        NodeEnum::CreateUserMappingStmt(stmt) => take(roles, stmt.user.as_ref()),
        NodeEnum::AlterUserMappingStmt(stmt) => take(roles, stmt.user.as_ref()),
        NodeEnum::CreateStmt(stmt) => {
            judgement.makes = stmt.relation.as_ref().map(|relation| {
                let namespace = Some(relation.schemaname.as_str()).filter(|name| !name.is_empty());
                Address::table(namespace.unwrap_or("public"), &relation.relname)
            });
        }
        _ => {}
    }
    if let Verdict::SetRole(role) = &judgement.verdict {
        judgement.owners = true;
        judgement.roles.extend(role.clone());
    }
    judgement
}

fn verdict(node: &NodeEnum) -> Verdict {
    use NodeEnum as N;
    match node {
        N::CreateStmt(_)
        | N::CreateForeignTableStmt(_)
        | N::IndexStmt(_)
        | N::ViewStmt(_)
        | N::CreateTableAsStmt(_)
        | N::RefreshMatViewStmt(_)
        | N::CreateSeqStmt(_)
        | N::AlterSeqStmt(_)
        | N::CreateEnumStmt(_)
        | N::AlterEnumStmt(_)
        | N::CreateDomainStmt(_)
        | N::AlterDomainStmt(_)
        | N::CompositeTypeStmt(_)
        | N::CreateRangeStmt(_)
        | N::AlterFunctionStmt(_)
        | N::RenameStmt(_)
        | N::AlterObjectSchemaStmt(_)
        | N::AlterObjectDependsStmt(_)
        | N::AlterOperatorStmt(_)
        | N::AlterCollationStmt(_)
        | N::CreateStatsStmt(_)
        | N::AlterStatsStmt(_)
        | N::CreateTrigStmt(_)
        | N::RuleStmt(_)
        | N::CreatePolicyStmt(_)
        | N::AlterPolicyStmt(_)
        | N::CreateSchemaStmt(_)
        | N::CreateConversionStmt(_)
        | N::AlterTsdictionaryStmt(_)
        | N::AlterTsconfigurationStmt(_)
        | N::SelectStmt(_)
        | N::CallStmt(_)
        | N::LockStmt(_)
        | N::VacuumStmt(_)
        | N::ClusterStmt(_)
        | N::ReindexStmt(_)
        | N::ConstraintsSetStmt(_)
        | N::DiscardStmt(_) => Verdict::Run,
        N::AlterTableStmt(stmt) => {
            let only_owner = !stmt.cmds.is_empty()
                && stmt.cmds.iter().all(|node| {
                    command(node)
                        .is_some_and(|command| command.subtype() == AlterTableType::AtChangeOwner)
                });
            if only_owner { Verdict::Elevated } else { Verdict::Run }
        }
        N::DefineStmt(stmt) => match stmt.kind() {
            ObjectType::ObjectType | ObjectType::ObjectTsparser | ObjectType::ObjectTstemplate => {
                Verdict::Elevated
            }
            _ => Verdict::Run,
        },
        N::DropStmt(stmt) if stmt.remove_type() == ObjectType::ObjectEventTrigger => Verdict::Last,
        N::DropStmt(_) => Verdict::Run,
        N::CommentStmt(stmt) => comment(stmt.objtype()),
        N::AlterOwnerStmt(stmt) => match stmt.object_type() {
            ObjectType::ObjectEventTrigger => Verdict::Last,
            ObjectType::ObjectDatabase => refused("the owner of a database", OUTSIDE),
            ObjectType::ObjectTablespace => refused("the owner of a tablespace", OUTSIDE),
            _ => Verdict::Elevated,
        },
        N::GrantStmt(stmt) => match stmt.objtype() {
            ObjectType::ObjectDatabase => refused("a privilege of a database", OUTSIDE),
            ObjectType::ObjectTablespace => refused("a privilege of a tablespace", OUTSIDE),
            ObjectType::ObjectParameterAcl => refused("a privilege of a setting", OUTSIDE),
            _ => Verdict::Elevated,
        },
        N::AlterDefaultPrivilegesStmt(_)
        | N::CreateCastStmt(_)
        | N::CreateTransformStmt(_)
        | N::CreateOpClassStmt(_)
        | N::CreateOpFamilyStmt(_)
        | N::AlterOpFamilyStmt(_)
        | N::AlterTypeStmt(_)
        | N::CreateAmStmt(_)
        | N::AlterExtensionStmt(_)
        | N::AlterExtensionContentsStmt(_)
        | N::CreateForeignServerStmt(_)
        | N::AlterForeignServerStmt(_)
        | N::CreateUserMappingStmt(_)
        | N::AlterUserMappingStmt(_)
        | N::DropUserMappingStmt(_)
        | N::CreatePublicationStmt(_)
        | N::AlterPublicationStmt(_) => Verdict::Elevated,
        N::CreateEventTrigStmt(_) | N::AlterEventTrigStmt(_) => Verdict::Last,
        N::CreateExtensionStmt(stmt) if REACHING.contains(&stmt.extname.as_str()) => {
            refused(&format!("CREATE EXTENSION {}", stmt.extname), OUTSIDE)
        }
        N::CreateExtensionStmt(_) => Verdict::Elevated,
        N::CreateFdwStmt(stmt) => match stmt.func_options.is_empty() {
            true => Verdict::Elevated,
            // The server calls them with the rights of whoever makes the wrapper.
            false => refused("a foreign-data wrapper with functions of its own", OUTSIDE),
        },
        N::AlterFdwStmt(_) => refused("ALTER FOREIGN DATA WRAPPER", "it is not supported"),
        N::CreateFunctionStmt(stmt) => {
            let options = || stmt.options.iter().filter_map(def_elem);
            let language = options().find(|option| option.defname == "language").and_then(text);
            match untrusted(language.as_deref()) {
                Some(refusal) => refusal,
                None if options().any(|option| option.defname == "leakproof") => Verdict::Elevated,
                None => Verdict::Run,
            }
        }
        N::DoStmt(stmt) => {
            let language = stmt.args.iter().filter_map(def_elem);
            let language = language.filter(|option| option.defname == "language").find_map(text);
            untrusted(language.as_deref()).unwrap_or(Verdict::Run)
        }
        N::CreatePlangStmt(stmt) => untrusted(Some(&stmt.plname)).unwrap_or(Verdict::Elevated),
        N::TransactionStmt(stmt) => match stmt.kind() {
            TransactionStmtKind::TransStmtPrepare
            | TransactionStmtKind::TransStmtCommitPrepared
            | TransactionStmtKind::TransStmtRollbackPrepared => {
                refused("a prepared transaction", OUTSIDE)
            }
            _ => Verdict::Run,
        },
        N::VariableSetStmt(stmt) => match stmt.name.as_str() {
            "role" | "session_authorization" => {
                let resets = matches!(
                    stmt.kind(),
                    VariableSetKind::VarReset | VariableSetKind::VarSetDefault
                );
                let role = stmt.args.first().and_then(constant).filter(|role| role != "none");
                Verdict::SetRole(role.filter(|_| !resets))
            }
            _ => Verdict::Run,
        },
        N::InsertStmt(_)
        | N::UpdateStmt(_)
        | N::DeleteStmt(_)
        | N::MergeStmt(_)
        | N::TruncateStmt(_) => Verdict::Rows,
        N::CopyStmt(stmt) if stmt.is_program => refused("COPY with a program", OUTSIDE),
        N::CopyStmt(stmt) if !stmt.filename.is_empty() => refused("COPY with a file", OUTSIDE),
        N::CopyStmt(stmt) if stmt.is_from => Verdict::Rows,
        N::CopyStmt(_) => refused("COPY … TO", "it makes no structure"),
        N::ImportForeignSchemaStmt(_) => refused("IMPORT FOREIGN SCHEMA", OUTSIDE),
        N::CreatedbStmt(_) => refused("CREATE DATABASE", OUTSIDE),
        N::AlterDatabaseStmt(_)
        | N::AlterDatabaseSetStmt(_)
        | N::AlterDatabaseRefreshCollStmt(_) => refused("ALTER DATABASE", OUTSIDE),
        N::DropdbStmt(_) => refused("DROP DATABASE", OUTSIDE),
        N::CreateRoleStmt(_) => refused("CREATE ROLE", OUTSIDE),
        N::AlterRoleStmt(_) | N::AlterRoleSetStmt(_) => refused("ALTER ROLE", OUTSIDE),
        N::DropRoleStmt(_) => refused("DROP ROLE", OUTSIDE),
        N::GrantRoleStmt(_) => refused("membership in a role", OUTSIDE),
        N::DropOwnedStmt(_) => refused("DROP OWNED", OUTSIDE),
        N::ReassignOwnedStmt(_) => refused("REASSIGN OWNED", OUTSIDE),
        N::CreateTableSpaceStmt(_) => refused("CREATE TABLESPACE", OUTSIDE),
        N::DropTableSpaceStmt(_) => refused("DROP TABLESPACE", OUTSIDE),
        N::AlterTableSpaceOptionsStmt(_) => refused("ALTER TABLESPACE", OUTSIDE),
        N::AlterTableMoveAllStmt(_) => refused("moving all tables to a tablespace", OUTSIDE),
        N::AlterSystemStmt(_) => refused("ALTER SYSTEM", OUTSIDE),
        N::CreateSubscriptionStmt(_) => refused("CREATE SUBSCRIPTION", OUTSIDE),
        N::AlterSubscriptionStmt(_) => refused("ALTER SUBSCRIPTION", OUTSIDE),
        N::DropSubscriptionStmt(_) => refused("DROP SUBSCRIPTION", OUTSIDE),
        N::LoadStmt(_) => refused("LOAD", OUTSIDE),
        N::CheckPointStmt(_) => refused("CHECKPOINT", OUTSIDE),
        N::SecLabelStmt(_) => refused("SECURITY LABEL", "it is not supported"),
        _ => refused("a statement of this kind", "it is not supported in a DDL file"),
    }
}

/// Why most of what is refused is.
const OUTSIDE: &str = "it reaches beyond the one database";

fn refused(what: &str, why: &str) -> Verdict {
    Verdict::Refused(format!("{what} is refused: {why}"))
}

/// A refusal of a language in which a function can do whatever the server's account can.
fn untrusted(language: Option<&str>) -> Option<Verdict> {
    let language = language?.to_ascii_lowercase();
    let trusted = !(matches!(language.as_str(), "c" | "internal")
        || language.starts_with("plpython")
        || (language.starts_with("pl") && language.ends_with('u')));
    (!trusted).then(|| refused(&format!("the untrusted language {language}"), OUTSIDE))
}

fn comment(on: ObjectType) -> Verdict {
    match on {
        ObjectType::ObjectEventTrigger => Verdict::Last,
        ObjectType::ObjectDatabase => refused("a comment on a database", OUTSIDE),
        ObjectType::ObjectRole => refused("a comment on a role", OUTSIDE),
        ObjectType::ObjectTablespace => refused("a comment on a tablespace", OUTSIDE),
        ObjectType::ObjectSubscription => refused("a comment on a subscription", OUTSIDE),
        // Theirs may be another owner than the role that runs the rest.
        ObjectType::ObjectSchema
        | ObjectType::ObjectExtension
        | ObjectType::ObjectCast
        | ObjectType::ObjectLanguage
        | ObjectType::ObjectTsparser
        | ObjectType::ObjectTstemplate => Verdict::Elevated,
        _ => Verdict::Run,
    }
}

fn take(roles: &mut Vec<String>, role: Option<&RoleSpec>) {
    if let Some(role) = role
        && role.roletype() == RoleSpecType::RolespecCstring
    {
        roles.push(role.rolename.clone());
    }
}

fn take_all(roles: &mut Vec<String>, nodes: &[Node]) {
    for node in nodes {
        if let Some(NodeEnum::RoleSpec(role)) = &node.node {
            take(roles, Some(role));
        }
    }
}

fn command(node: &Node) -> Option<&pg_query::protobuf::AlterTableCmd> {
    match &node.node {
        Some(NodeEnum::AlterTableCmd(command)) => Some(command),
        _ => None,
    }
}

fn def_elem(node: &Node) -> Option<&pg_query::protobuf::DefElem> {
    match &node.node {
        Some(NodeEnum::DefElem(element)) => Some(element),
        _ => None,
    }
}

fn argument(element: &pg_query::protobuf::DefElem) -> Option<&NodeEnum> {
    element.arg.as_deref().and_then(|node| node.node.as_ref())
}

fn text(element: &pg_query::protobuf::DefElem) -> Option<String> {
    match argument(element) {
        Some(NodeEnum::String(text)) => Some(text.sval.clone()),
        _ => None,
    }
}

fn constant(node: &Node) -> Option<String> {
    use pg_query::protobuf::a_const::Val;
    match &node.node {
        Some(NodeEnum::AConst(constant)) => match &constant.val {
            Some(Val::Sval(text)) => Some(text.sval.clone()),
            _ => None,
        },
        Some(NodeEnum::String(text)) => Some(text.sval.clone()),
        _ => None,
    }
}
