use std::{
    path::PathBuf,
    process::Stdio,
    sync::atomic::{AtomicU32, Ordering},
};

use godwit_engine::{
    Engine, clock::Clock, folders::Folders, snapshot::Reading, source::Source, view::RenameInput,
};
use godwit_postgres::Target;
use godwit_tests::{Server, login::quick_verifier, program::url_with, server};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, process::Command};

use crate::{
    case::{Case, Expectation},
    rows::{self, Table},
};

/// The ordinary owner of every database; not a superuser.
const OWNER: &str = "app";
/// Roles that cases may grant to, own things by and name; the owner is a member of them.
const ROLES: [&str; 2] = ["reader", "writer"];
/// A tablespace beside the server's own, for whoever wants it.
const TABLESPACE: &str = "elsewhere";
/// Owned by the owner, with nothing in it; others are copied from it.
const EMPTY: &str = "laws_empty";

/// What a person's database may have set, and what no statement may depend on.
const ODD_SETTINGS: [(&str, &str); 6] = [
    ("search_path", "information_schema, \"No Such\""),
    ("TimeZone", "'Pacific/Chatham'"),
    ("DateStyle", "'SQL, DMY'"),
    ("IntervalStyle", "sql_standard"),
    ("standard_conforming_strings", "off"),
    ("quote_all_identifiers", "on"),
];

/// The server, the engine, and what both need.
#[derive(Debug)]
pub struct Stage {
    /// The engine, with a data folder of its own.
    pub engine: Engine,
    server: &'static Server,
    password: String,
    numbers: AtomicU32,
    _home: TempDir,
}

/// One state of a case: a database that is in it, and what was seen there before anything was changed.
#[derive(Debug)]
pub struct State {
    /// The database. The plan that leads away from the state runs here.
    pub database: String,
    /// As a person's own database, with nothing set.
    pub plain: Reading,
    /// Once more, after the odd settings were made.
    pub odd: Reading,
    /// What the outside observer said.
    pub dump: String,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// One way to go.
#[derive(Debug)]
pub struct Direction<'a> {
    /// `forward` or `backward`.
    pub word: &'static str,
    /// Where it begins; its database is changed.
    pub from: &'a State,
    /// What is wanted.
    pub to: &'a State,
    /// What it must come to.
    pub expectation: &'a Expectation,
    /// Renames as a person confirms them.
    pub renames: Vec<RenameInput>,
}

impl Stage {
    /// Starts the server, with its roles and the empty database.
    ///
    /// # Panics
    /// Without PostgreSQL.
    pub async fn open() -> Self {
        let server = server().await;
        let home = TempDir::new().expect("a temporary folder");
        let engine = Engine::open(Folders::at(home.path()), Clock::default())
            .await
            .unwrap_or_else(|error| panic!("the engine does not open: {error}"));
        let password = server.sandbox().target("postgres").secret.expect("a password");
        let password = password.reveal().to_owned();
        let stage = Self { engine, server, password, numbers: AtomicU32::new(0), _home: home };
        let roles: String = ROLES
            .iter()
            .map(|role| format!("CREATE ROLE {role};\nGRANT {role} TO {OWNER};\n"))
            .collect();
        let prepared = async {
            let verifier = quick_verifier(&stage.password);
            let script = format!(
                "CREATE ROLE {OWNER} LOGIN;\n{roles}\
                 CREATE DATABASE {EMPTY} TEMPLATE template0 OWNER {OWNER};\n\
                 SELECT format('ALTER ROLE %I PASSWORD %L', role, {verifier})\n\
                 FROM (VALUES ('{OWNER}'), (current_user)) AS roles (role) \\gexec\n"
            );
            stage.psql("postgres", true, Script::Text(&script)).await?;
            // The server makes the folder, as whoever it runs as.
            let script = format!(
                "SELECT current_setting('data_directory') || '_{TABLESPACE}' AS folder \\gset\n\
                 SELECT format('COPY (SELECT WHERE false) TO PROGRAM %L', 'mkdir ' || quote_literal(:'folder')) \\gexec\n\
                 CREATE TABLESPACE {TABLESPACE} LOCATION :'folder';\n\
                 GRANT CREATE ON TABLESPACE {TABLESPACE} TO {OWNER};"
            );
            stage.psql("postgres", true, Script::Text(&script)).await?;
            let script = format!("ALTER SCHEMA public OWNER TO {OWNER};");
            stage.psql(EMPTY, true, Script::Text(&script)).await
        };
        prepared.await.unwrap_or_else(|why| panic!("the stage cannot be set: {why}"));
        stage
    }

    /// The server's major version.
    pub fn major(&self) -> u32 {
        self.server.sandbox().version().major
    }

    /// A database as a source, by the ordinary owner or the superuser.
    pub fn source(&self, database: &str, superuser: bool) -> Source {
        let target = self.target(database, superuser);
        Source::Url(url_with(&target, &target.user, Some(&self.password)))
    }

    fn target(&self, database: &str, superuser: bool) -> Target {
        let mut target = self.server.sandbox().target(database);
        if !superuser {
            target.user = OWNER.to_owned();
        }
        target
    }

    /// A program of PostgreSQL with nothing of this process's environment that it would heed.
    fn program(&self, name: &str, database: &str, superuser: bool) -> Command {
        let target = self.target(database, superuser);
        let mut command = Command::new(self.server.sandbox().binaries().join(name));
        command
            .env_clear()
            .env("PGPASSWORD", &self.password)
            .env("PGCLIENTENCODING", "UTF8")
            .args(["-h", &target.host, "-p", &target.port.to_string()])
            .args(["-U", &target.user, "-d", &target.database])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs SQL by psql and gives what it printed, unaligned; the error is what the server refused.
    pub async fn psql(
        &self,
        database: &str,
        superuser: bool,
        script: Script<'_>,
    ) -> Result<String, String> {
        let mut command = self.program("psql", database, superuser);
        command.args(["-XqAt", "-v", "ON_ERROR_STOP=1"]);
        match script {
            Script::Text(text) => ended(command, text).await,
            Script::Files(files) => {
                for file in files {
                    command.arg("-f").arg(file);
                }
                ended(command, "").await
            }
        }
    }

    /// Reads a database anew, as a verb of the engine does.
    pub async fn read(&self, database: &str, superuser: bool) -> Result<Reading, String> {
        let read = self.engine.read(&self.source(database, superuser)).await;
        read.map_err(|error| error.to_string())
    }

    /// What the outside observer says about a database, its odd settings set aside.
    pub async fn dump(&self, database: &str) -> Result<String, String> {
        let mut command = self.program("pg_dump", database, true);
        command.arg("--schema-only").env(
            "PGOPTIONS",
            "-c quote_all_identifiers=off -c standard_conforming_strings=on -c timezone=UTC",
        );
        ended(command, "").await
    }
}

/// What psql is given.
#[derive(Debug, Clone, Copy)]
pub enum Script<'a> {
    /// Its text.
    Text(&'a str),
    /// Files, one after the other in one session.
    Files(&'a [PathBuf]),
}

async fn ended(mut command: Command, input: &str) -> Result<String, String> {
    let mut child = command.spawn().map_err(|error| format!("it does not start: {error}"))?;
    let mut stdin = child.stdin.take().expect("its input");
    let written = async move {
        // A program that stopped at an error reads no further; its own words say more.
        let _written = stdin.write_all(input.as_bytes()).await;
    };
    let ((), output) = tokio::join!(written, child.wait_with_output());
    let output = output.map_err(|error| format!("it does not end: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim_end().to_owned())
    }
}

/// Both states of one case.
#[derive(Debug)]
pub struct States {
    before: State,
    after: State,
}

impl States {
    /// Loads both, and looks at each before anything is changed.
    pub async fn build(stage: &Stage, case: &Case) -> Result<Self, String> {
        let number = stage.numbers.fetch_add(1, Ordering::Relaxed);
        let names = ["before", "after"].map(|state| format!("laws_{number}_{state}"));
        let file_copy = stage.server.file_copy();
        let script: String = names
            .iter()
            .map(|name| {
                format!("CREATE DATABASE {name} TEMPLATE {EMPTY} OWNER {OWNER}{file_copy};\n")
            })
            .collect();
        stage.psql("postgres", true, Script::Text(&script)).await?;
        let [before, after] = names;
        Ok(Self {
            before: State::load(stage, case, before, &["before.sql", "rows.sql"]).await?,
            after: State::load(stage, case, after, &["after.sql", "rows_after.sql"]).await?,
        })
    }

    /// Both ways; a rename is confirmed either way.
    pub fn directions<'a>(&'a self, case: &'a Case) -> [Direction<'a>; 2] {
        let turned =
            |rename: &RenameInput| RenameInput { from: rename.to.clone(), to: rename.from.clone() };
        [
            Direction {
                word: "forward",
                from: &self.before,
                to: &self.after,
                expectation: &case.forward,
                renames: case.renames.clone(),
            },
            Direction {
                word: "backward",
                from: &self.after,
                to: &self.before,
                expectation: &case.backward,
                renames: case.renames.iter().map(turned).collect(),
            },
        ]
    }

    /// Drops both databases.
    pub async fn drop(self, stage: &Stage) -> Result<(), String> {
        let script: String = [self.before.database, self.after.database]
            .iter()
            .map(|name| format!("DROP DATABASE {name} WITH (FORCE);\n"))
            .collect();
        stage.psql("postgres", true, Script::Text(&script)).await.map(drop)
    }
}

impl State {
    async fn load(
        stage: &Stage,
        case: &Case,
        database: String,
        files: &[&str],
    ) -> Result<Self, String> {
        let files = case.files(files);
        let loaded = stage.psql(&database, case.superuser, Script::Files(&files)).await;
        loaded.map_err(|why| format!("the case does not load: {why}"))?;
        let plain = stage.read(&database, case.superuser).await?;
        let dump = stage.dump(&database).await?;
        let settings: String = ODD_SETTINGS
            .iter()
            .map(|(name, value)| format!("ALTER DATABASE {database} SET {name} = {value};\n"))
            .collect();
        let tables = rows::tables(stage, &database, &settings).await?;
        let odd = stage.read(&database, case.superuser).await?;
        Ok(Self { database, plain, odd, dump, tables })
    }
}
