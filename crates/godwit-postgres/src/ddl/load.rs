use std::collections::BTreeSet;

use godwit_schema::quote::{quote_ident, quote_literal};
use rand::{Rng, distr::Alphanumeric};
use sqlx::{AssertSqlSafe, postgres::PgDatabaseError};

use super::{Script, Statement, Verdict, shown};
use crate::{Error, Secret, Session, Target, introspect};

/// What a statement of a file gets at most, since a file may loop for ever.
const SETTINGS: &str = "\
RESET search_path;
SET client_min_messages = error;
SET statement_timeout = '10min'";

/// Name that stands in place of the role that ran a file: it is of no meaning outside of it.
const NOBODY: &str = "";

/// The server with the scratch database.
#[derive(Debug, Clone, Copy)]
pub struct Server<'a> {
    /// A database of it that stays.
    pub maintenance: &'a Target,
    /// The empty scratch database.
    pub scratch: &'a Target,
    /// Whether it is Godwit's own, where roles that a file names may be made.
    pub own: bool,
}

/// What files made.
pub type Loaded = introspect::Introspected;

/// Runs the statements of a script in an empty scratch database and reads the structure back.
///
/// The catalog is read by nobody: what no statement gives an owner has none.
///
/// # Errors
/// `ddl-failed` with file, line, SQLSTATE and statement; `role-missing` when a role is named that the
/// server does not have and Godwit may not make; a lost connection.
pub async fn load(script: &Script, server: Server<'_>) -> Result<Loaded, Error> {
    let mut keeper = Session::connect(server.maintenance).await?;
    let superuser = is_superuser(&mut keeper).await?;
    roles(&mut keeper, script, server.own).await?;
    if !superuser {
        let target = server.scratch.clone();
        return run(script, Loader { target: &target, keeper: None }).await;
    }
    let (user, secret) = (random("godwit_loader_"), Secret::new(random("")));
    let target =
        Target { user: user.clone(), secret: Some(secret.clone()), ..server.scratch.clone() };
    make_loader(&mut keeper, script, &target, &secret).await?;
    let outcome = run(script, Loader { target: &target, keeper: Some(&mut keeper) }).await;
    let dropped = drop_loader(&mut keeper, &target, server.scratch).await;
    let loaded = outcome?;
    dropped?;
    Ok(loaded)
}

/// Who runs the statements.
struct Loader<'a> {
    target: &'a Target,
    /// A superuser's session that lends its power; `None` where there is none to lend.
    keeper: Option<&'a mut Session>,
}

fn random(prefix: &str) -> String {
    let tail: String = rand::rng().sample_iter(Alphanumeric).take(24).map(char::from).collect();
    format!("{prefix}{}", tail.to_ascii_lowercase())
}

async fn is_superuser(keeper: &mut Session) -> Result<bool, Error> {
    sqlx::query_scalar("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")
        .fetch_one(keeper.connection())
        .await
        .map_err(|error| Error::during("reading the roles", &error))
}

/// Makes the roles that are named and missing, without any right, on a server of Godwit's own.
async fn roles(keeper: &mut Session, script: &Script, own: bool) -> Result<(), Error> {
    let named: Vec<String> = script.roles.keys().cloned().collect();
    let present: Vec<(String, bool)> = sqlx::query_as(
        "SELECT rolname::text, rolsuper FROM pg_catalog.pg_roles WHERE rolname = ANY ($1)",
    )
    .bind(&named)
    .fetch_all(keeper.connection())
    .await
    .map_err(|error| Error::during("reading the roles", &error))?;
    if let Some((name, _)) = present.iter().find(|(_, superuser)| *superuser && own) {
        return Err(Error::new(
            "ddl-refused",
            format!("the role {name} is named, which is Godwit's own"),
        ));
    }
    let present: BTreeSet<&str> = present.iter().map(|(name, _)| name.as_str()).collect();
    let missing: Vec<&String> =
        named.iter().filter(|name| !present.contains(name.as_str())).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !own {
        let places: Vec<String> =
            missing.iter().map(|name| format!("{name} ({})", script.roles[*name])).collect();
        return Err(Error::new(
            "role-missing",
            format!("the scratch server has no such roles: {}", places.join(", ")),
        )
        .with_hint("make the roles there (CREATE ROLE … NOLOGIN), leave out --scratch, or take owners and privileges out of the file (pg_dump --no-owner --no-privileges)"));
    }
    for name in missing {
        // Another comparison may have made it just now.
        let statement = format!(
            "DO {} ",
            quote_literal(&format!(
                "BEGIN CREATE ROLE {} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END",
                quote_ident(name)
            ))
        );
        execute(keeper, &statement, "making a role of the file").await?;
    }
    Ok(())
}

/// Makes the role that runs the file: owner of the scratch database, member of the roles that the file
/// names, nothing else.
async fn make_loader(
    keeper: &mut Session,
    script: &Script,
    target: &Target,
    secret: &Secret,
) -> Result<(), Error> {
    let user = quote_ident(&target.user);
    let doing = "making the role that runs the file";
    let create =
        format!("CREATE ROLE {user} LOGIN NOSUPERUSER PASSWORD {}", quote_literal(secret.reveal()));
    execute(keeper, &create, doing).await?;
    let database = quote_ident(&target.database);
    execute(keeper, &format!("ALTER DATABASE {database} OWNER TO {user}"), doing).await?;
    // Membership in a predefined role or a superuser would be power.
    let grants: Vec<String> = sqlx::query_scalar(
        "SELECT rolname::text FROM pg_catalog.pg_roles
         WHERE rolname = ANY ($1) AND NOT rolsuper AND NOT starts_with(rolname::text, 'pg_')",
    )
    .bind(script.roles.keys().cloned().collect::<Vec<_>>())
    .fetch_all(keeper.connection())
    .await
    .map_err(|error| Error::during(doing, &error))?;
    for role in grants {
        execute(keeper, &format!("GRANT {} TO {user}", quote_ident(&role)), doing).await?;
    }
    Ok(())
}

/// Nothing of the scratch database belongs to the role afterwards, so that it can be dropped.
async fn drop_loader(keeper: &mut Session, target: &Target, scratch: &Target) -> Result<(), Error> {
    let (user, owner) = (quote_ident(&target.user), quote_ident(keeper.user()));
    let doing = "dropping the role that ran the file";
    let database = quote_ident(&target.database);
    execute(keeper, &format!("ALTER DATABASE {database} OWNER TO {owner}"), doing).await?;
    let mut inside = Session::connect(scratch).await?;
    execute(
        &mut inside,
        &format!("REASSIGN OWNED BY {user} TO {owner}; DROP OWNED BY {user}"),
        doing,
    )
    .await?;
    execute(keeper, &format!("DROP ROLE {user}"), doing).await
}

async fn execute(session: &mut Session, statement: &str, doing: &str) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
        .execute(session.connection())
        .await
        .map(|_| ())
        .map_err(|error| Error::during(doing, &error))
}

async fn run(script: &Script, mut loader: Loader<'_>) -> Result<Loaded, Error> {
    let mut session = Session::connect(loader.target).await?;
    execute(&mut session, SETTINGS, "preparing to run the file").await?;
    for statement in &script.statements {
        run_one(&mut session, &mut loader, statement).await?;
    }
    if let (true, Some(last)) = (is_open(&mut session).await, script.statements.last()) {
        return Err(Error::new(
            "ddl-failed",
            format!("{}: the file begins a transaction that it does not end", last.place),
        )
        .with_hint("add COMMIT"));
    }
    session.close().await?;
    // Settings of the file end with its session.
    let mut reader = Session::connect(loader.target).await?;
    let mut loaded = introspect::introspect(&mut reader).await?;
    loaded.catalog.attribute_to(NOBODY);
    reader.close().await?;
    Ok(loaded)
}

/// Whether a transaction is open: a savepoint is refused (25P01) only where there is none.
async fn is_open(session: &mut Session) -> bool {
    match send(session, "SAVEPOINT godwit_end").await {
        Ok(()) => true,
        Err(error) => {
            error.as_database_error().and_then(|error| error.code()).as_deref() != Some("25P01")
        }
    }
}

async fn run_one(
    session: &mut Session,
    loader: &mut Loader<'_>,
    statement: &Statement,
) -> Result<(), Error> {
    let set_role;
    let (text, elevated) = match &statement.verdict {
        Verdict::Rows | Verdict::Refused(_) => return Ok(()),
        Verdict::Run => (&statement.text, false),
        Verdict::Elevated | Verdict::Last => (&statement.text, true),
        Verdict::SetRole(role) => {
            set_role = match role {
                Some(role) => format!("SET ROLE {}", quote_ident(role)),
                None => "RESET ROLE".to_owned(),
            };
            (&set_role, false)
        }
    };
    let user = quote_ident(&loader.target.user);
    let lent = elevated.then_some(()).and(loader.keeper.as_deref_mut());
    let done = match lent {
        None => send(session, text).await,
        Some(keeper) => {
            let doing = "lending rights to the role that runs the file";
            execute(keeper, &format!("ALTER ROLE {user} SUPERUSER"), doing).await?;
            let done = send(session, text).await;
            execute(keeper, &format!("ALTER ROLE {user} NOSUPERUSER"), doing).await?;
            done
        }
    };
    done.or_else(
        |error| if is_harmless(&error, text) { Ok(()) } else { Err(failed(statement, &error)) },
    )
}

async fn send(session: &mut Session, text: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(session.connection()).await.map(|_| ())
}

/// What pg_dump writes and a new database has already, or an older server does not know: without
/// meaning for the structure.
fn is_harmless(error: &sqlx::Error, text: &str) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    let plain = text.to_ascii_lowercase();
    match code.as_deref() {
        // A setting of PostgreSQL 17.
        Some("42704") => plain.starts_with("set transaction_timeout"),
        Some("42P06") => plain == "create schema public",
        _ => false,
    }
}

fn failed(statement: &Statement, error: &sqlx::Error) -> Error {
    let Some(server) = error.as_database_error() else {
        return Error::during(&format!("running {}", statement.place), error);
    };
    let mut place = statement.place.clone();
    if let Some(found) = server.try_downcast_ref::<PgDatabaseError>()
        && let Some(sqlx::postgres::PgErrorPosition::Original(at)) = found.position()
    {
        let before = statement.text.chars().take(at.saturating_sub(1));
        let lines = before.filter(|letter| *letter == '\n').count();
        place.line = place.line.saturating_add(u32::try_from(lines).unwrap_or(0));
    }
    Error::server(
        "ddl-failed",
        format!("{place}: {}: {}", server.message(), shown(&statement.text)),
        server.code().as_deref(),
    )
    .with_hint("correct the file; only the scratch database was touched, and it is gone")
}
