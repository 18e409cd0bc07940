//! A private server that Godwit starts from local PostgreSQL binaries: for the demo database, for
//! scratch databases, for tests.
//!
//! It listens on a free port of the loopback address only, with scram-sha-256. The superuser's
//! password is random, new at each start, and only in this process's memory: it is set through the
//! standard input of PostgreSQL's single-user mode before the server starts, so that no file and no
//! argument ever holds it.

mod account;
mod cluster;
mod predecessor;
mod scratch;
mod server;

use std::{
    fs::File,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
};

use rand::{Rng, distr::Alphanumeric};

pub use scratch::{ScratchDatabase, sweep_left_behind};

use crate::{
    Error, Secret, Target, Tls,
    binaries::{self, Program},
    sandbox::{
        account::Account,
        cluster::{Cluster, QUIET},
        server::{Server, StartFault},
    },
};

/// The oldest major version that Godwit supports.
const OLDEST: u32 = 13;
/// How often another port is tried when somebody else took the one found free.
const PORT_ATTEMPTS: u32 = 5;

/// How a sandbox is started.
#[derive(Debug, Clone)]
pub struct SandboxOptions {
    /// Folder with PostgreSQL's programs, absolute. `None`: wherever they are found.
    pub binaries: Option<PathBuf>,
    /// Whether a committed row outlives the server's end, however it ends. False only where losing
    /// rows, or everything, is fine: scratch databases, and tests that kill no server. Then nobody
    /// vacuums either.
    pub durable: bool,
    /// Name of the superuser; has an effect when the files are made.
    pub superuser: &'static str,
}

impl SandboxOptions {
    /// For a server that holds scratch databases only. No DDL file can mean its superuser by an
    /// owner's name, as it can with `postgres`.
    pub fn for_scratch() -> Self {
        Self { durable: false, superuser: "godwit_superuser", ..Self::default() }
    }
}

impl Default for SandboxOptions {
    fn default() -> Self {
        Self { binaries: None, durable: true, superuser: "postgres" }
    }
}

/// A running private server. Dropping it stops it, and so does the end of this process, however it
/// ends.
pub struct Sandbox {
    cluster: Cluster,
    postgres: Program,
    durable: bool,
    port: u16,
    password: Secret,
    server: Option<Server>,
    /// Held as long as this sandbox lives: one at a time on a folder.
    _lock: File,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox")
            .field("folder", &self.cluster.folder)
            .field("postgres", &self.postgres)
            .field("port", &self.port)
            .field("running", &self.is_running())
            .finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Starts the server of a folder, making its files the first time.
    ///
    /// A server that a crashed predecessor left behind is stopped first, and its scratch databases
    /// are dropped. As root, the server runs as another account; when that account cannot reach the
    /// folder, one below /var/tmp is used in its place (see [`Sandbox::folder`]).
    ///
    /// # Errors
    /// `sandbox-binaries` when no usable PostgreSQL is found, `sandbox-version` when the files were
    /// made by a major version that is not installed, `sandbox-busy` when another Godwit uses the
    /// folder, `sandbox-account`, `sandbox-folder`, `sandbox-create`, `sandbox-leftover`,
    /// `sandbox-start`.
    pub async fn start(folder: &Path, options: SandboxOptions) -> Result<Self, Error> {
        if !folder.is_absolute() {
            return Err(Error::new(
                "sandbox-folder",
                format!("the sandbox's folder is not an absolute path: {}", folder.display()),
            )
            .with_hint("give the path from the root"));
        }
        let account = Account::choose()?;
        let folder = account.reachable(folder);
        account.private_folder(&folder)?;
        let lock = lock(&folder)?;
        let postgres = find_server(options.binaries.as_deref(), Cluster::major(&folder))?;
        let binaries = postgres.path.parent().map(Path::to_owned).unwrap_or_default();
        let mut sandbox = Self {
            cluster: Cluster { binaries, account, folder, superuser: options.superuser },
            postgres,
            durable: options.durable,
            port: 0,
            password: new_password(),
            server: None,
            _lock: lock,
        };
        sandbox.run().await?;
        scratch::sweep(&sandbox.target("postgres")).await?;
        Ok(sandbox)
    }

    /// Version of the server that a start would run.
    ///
    /// # Errors
    /// `sandbox-binaries`.
    pub fn available(binaries: Option<&Path>) -> Result<binaries::Version, Error> {
        Ok(find_server(binaries, None)?.version)
    }

    /// Stops the server and starts it again with the same port and password, also after a crash.
    ///
    /// # Errors
    /// As [`Sandbox::start`]; `sandbox-start` also when the port was taken in between.
    pub async fn restart(&mut self) -> Result<(), Error> {
        self.stop_server().await?;
        self.run().await
    }

    /// Stops the server: open transactions are rolled back and the files are left clean.
    ///
    /// # Errors
    /// `sandbox-stop` when it is still there after half a minute; the next start will stop it.
    pub async fn stop(mut self) -> Result<(), Error> {
        self.stop_server().await
    }

    async fn stop_server(&mut self) -> Result<(), Error> {
        let Some(mut server) = self.server.take() else { return Ok(()) };
        let stopping = tokio::task::spawn_blocking(move || server.stop());
        stopping.await.map_err(|error| error.to_string()).flatten().map_err(|why| {
            Error::new("sandbox-stop", format!("the sandbox's server did not stop: {why}"))
                .with_hint("the next start of the sandbox stops it")
        })
    }

    async fn run(&mut self) -> Result<(), Error> {
        let (cluster, password) = (self.cluster.clone(), self.password.clone());
        let (postgres, durable, fixed) = (self.postgres.path.clone(), self.durable, self.port);
        let starting = tokio::task::spawn_blocking(move || {
            predecessor::stop_leftover(&cluster.path())?;
            cluster.create()?;
            cluster.set_password(&password)?;
            for _ in 0..PORT_ATTEMPTS {
                let port = if fixed == 0 { free_port()? } else { fixed };
                let arguments = arguments(&cluster, port, durable);
                let (account, folder) = (cluster.account, &cluster.folder);
                match Server::start(&postgres, &arguments, account, folder, port) {
                    Ok(server) => return Ok((server, port)),
                    Err(StartFault::Other(error)) => return Err(error),
                    Err(StartFault::PortTaken) => {}
                }
            }
            Err(Error::new("sandbox-start", "no port of the loopback address stayed free")
                .with_hint("try again"))
        });
        let (server, port) = starting.await.map_err(|error| {
            Error::new("sandbox-start", format!("the sandbox's start broke off: {error}"))
                .with_hint("try again")
        })??;
        self.server = Some(server);
        self.port = port;
        Ok(())
    }

    /// The folder really used; not the one asked for when root's server could not reach that.
    pub fn folder(&self) -> &Path {
        &self.cluster.folder
    }

    /// The folder of the programs that run it.
    pub fn binaries(&self) -> &Path {
        &self.cluster.binaries
    }

    /// Version of the server.
    pub fn version(&self) -> binaries::Version {
        self.postgres.version
    }

    /// The port of 127.0.0.1 on which it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether the server process is alive.
    pub fn is_running(&self) -> bool {
        self.server.as_ref().is_some_and(|server| !server.ended())
    }

    /// The postmaster's process id, as the server wrote it down; `None` when it is not running.
    pub fn process_id(&self) -> Option<u32> {
        let text = std::fs::read_to_string(self.cluster.path().join("postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    /// One of its databases, reached as superuser.
    pub fn target(&self, database: &str) -> Target {
        Target {
            host: Ipv4Addr::LOCALHOST.to_string(),
            port: self.port,
            database: database.to_owned(),
            user: self.cluster.superuser.to_owned(),
            secret: Some(self.password.clone()),
            tls: Tls::Disable,
            root_certificate: None,
        }
    }

    /// Whether there is a database of this name.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn has_database(&self, name: &str) -> Result<bool, Error> {
        scratch::exists(&self.target("postgres"), name).await
    }

    /// Runs an SQL script in one of its databases, all of it in one transaction: for a demo's or a
    /// test's own tables and rows. What changes a user's database goes through a sealed plan.
    ///
    /// # Errors
    /// The statement that failed; nothing of the script stays.
    pub async fn fill(&self, database: &str, script: &str) -> Result<(), Error> {
        scratch::fill(&self.target(database), script).await
    }

    /// Makes an empty database.
    ///
    /// # Errors
    /// `name-too-long`, or the server's refusal, such as a name that is taken.
    pub async fn create_database(&self, name: &str) -> Result<Target, Error> {
        scratch::create(&self.target("postgres"), name).await?;
        Ok(self.target(name))
    }

    /// Drops a database, ending its sessions; fine when there is none.
    ///
    /// # Errors
    /// The server's refusal.
    pub async fn drop_database(&self, name: &str) -> Result<(), Error> {
        scratch::drop(&self.target("postgres"), name).await
    }

    /// Makes an empty scratch database, its name made unique. Close it; what was not closed is dropped
    /// by the next start.
    ///
    /// # Errors
    /// The server's refusal.
    pub async fn scratch(&self, label: &str) -> Result<ScratchDatabase, Error> {
        ScratchDatabase::create(&self.target("postgres"), label).await
    }
}

fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join("sandbox.lock");
    let failed = |error: std::io::Error| {
        Error::new("sandbox-folder", format!("the sandbox's lock cannot be taken: {error}"))
            .with_hint(format!("check the rights on: {}", path.display()))
    };
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::new(
            "sandbox-busy",
            format!("another Godwit uses this sandbox now: {}", folder.display()),
        )
        .with_hint("close the other Godwit, or choose another folder")),
        Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// The server program: of the major version that made the files, else the newest found.
fn find_server(setting: Option<&Path>, made_by: Option<u32>) -> Result<Program, Error> {
    let mut found: Vec<Program> = Vec::new();
    let mut refused: Vec<String> = Vec::new();
    for folder in binaries::folders(setting) {
        let Some(path) = binaries::program(&folder, "postgres") else { continue };
        if binaries::program(&folder, "initdb").is_none() {
            refused.push(format!("{} has no initdb", folder.display()));
            continue;
        }
        match binaries::version(&path) {
            Ok(version) => found.push(Program { path, version }),
            Err(why) => refused.push(format!("{}: {why}", path.display())),
        }
    }
    // Stable: of equal versions the one that was found first stays first.
    found.sort_by_key(|program| std::cmp::Reverse(program.version));
    if let Some(major) = made_by {
        return found.into_iter().find(|program| program.version.major == major).ok_or_else(|| {
            Error::new(
                "sandbox-version",
                format!("the sandbox's files belong to a PostgreSQL that is not installed: {major}"),
            )
            .with_hint(format!(
                "install PostgreSQL {major}, or choose another folder to begin with an empty sandbox"
            ))
        });
    }
    found.into_iter().find(|program| program.version.major >= OLDEST).ok_or_else(|| {
        let mut message = format!("no server program of PostgreSQL {OLDEST} or newer was found");
        if !refused.is_empty() {
            message = format!("{message}: {}", refused.join(", "));
        }
        let hint = match setting {
            Some(folder) => format!("the folder set for it is: {}", folder.display()),
            None => "install PostgreSQL (Debian: apt-get install postgresql; macOS: brew install postgresql@17), or set the folder of its programs".to_owned(),
        };
        Error::new("sandbox-binaries", message).with_hint(hint)
    })
}

fn arguments(cluster: &Cluster, port: u16, durable: bool) -> Vec<String> {
    let mut settings: Vec<String> = QUIET.iter().map(|&setting| setting.to_owned()).collect();
    settings.extend([
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        // No socket: its path may be at most 107 bytes long, and one way in is enough.
        "unix_socket_directories=".to_owned(),
        "password_encryption=scram-sha-256".to_owned(),
        "logging_collector=off".to_owned(),
        "max_connections=100".to_owned(),
    ]);
    if !durable {
        // Without synchronous_commit a commit is told before it is in the log: a killed server forgets
        // it, which fsync=off alone leaves to a power cut.
        for setting in
            ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"]
        {
            settings.push(setting.to_owned());
        }
    }
    let mut arguments = vec!["-D".to_owned(), cluster.path().to_string_lossy().into_owned()];
    for setting in settings {
        arguments.extend(["-c".to_owned(), setting]);
    }
    arguments
}

fn free_port() -> Result<u16, Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    listener.and_then(|listener| listener.local_addr()).map(|address| address.port()).map_err(
        |error| {
            Error::new("sandbox-start", format!("the loopback address gives no port: {error}"))
                .with_hint("check that 127.0.0.1 is up")
        },
    )
}

fn new_password() -> Secret {
    Secret::new(rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect::<String>())
}
