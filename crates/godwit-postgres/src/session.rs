use std::time::Duration;

use godwit_schema::ServerIdentity;
use sqlx::{
    ConnectOptions, Connection, PgConnection, Row,
    postgres::{PgConnectOptions, PgSslMode},
};

use crate::{Error, Secret, Target, Tls};

/// A server that sleeps, as Neon's do, may need some seconds to wake.
const CONNECT_LIMIT: Duration = Duration::from_secs(15);
/// Oldest server that is read and changed.
const OLDEST: u32 = 130_000;
/// The first major that was never tried.
const UNTRIED: u32 = 190_000;

/// What a role or a database may have set otherwise, pinned so that every text the server prints
/// depends on the catalog alone; then the question which database it is, in the same round trip.
const OPENING: &str = concat!(
    "\
SET search_path = pg_catalog;
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
SET standard_conforming_strings = on;
SET quote_all_identifiers = off;
SET client_min_messages = warning;
SET default_transaction_isolation = 'read committed';
SET default_transaction_deferrable = off;
SET row_security = on;
SET check_function_bodies = off;
SET xmloption = content;
SET bytea_output = hex;
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
",
    include_str!("session.sql")
);

/// One open, pinned connection. It is closed when dropped.
#[derive(Debug)]
pub struct Session {
    connection: PgConnection,
    identity: ServerIdentity,
    user: String,
    backend: i32,
    recovering: bool,
    read_only: Option<String>,
}

impl Session {
    /// Connects, pins the settings, and asks which database it is: one round trip after login.
    ///
    /// # Errors
    /// `server-unreachable`, `authentication-failed`, `database-missing`, `tls-failed`,
    /// `unsupported-server-version`, ….
    pub async fn connect(target: &Target) -> Result<Self, Error> {
        let doing = format!("connecting to {}", target.display());
        let options = options(target);
        let opening = options.connect();
        let mut connection = match tokio::time::timeout(CONNECT_LIMIT, opening).await {
            Ok(opened) => opened.map_err(|error| Error::during(&doing, &error))?,
            Err(_) => {
                return Err(Error::new(
                    "server-unreachable",
                    format!("{doing} failed: no answer within {} s", CONNECT_LIMIT.as_secs()),
                )
                .with_hint("check the host, the port and firewalls"));
            }
        };
        let row = sqlx::raw_sql(OPENING)
            .fetch_one(&mut connection)
            .await
            .map_err(|error| Error::during(&doing, &error))?;
        let read = || -> Result<_, sqlx::Error> {
            let version: i32 = row.try_get("version")?;
            let identity = ServerIdentity {
                system_identifier: row.try_get("system_identifier")?,
                database: row.try_get("database")?,
                database_oid: row.try_get::<i64, _>("database_oid")?.try_into().unwrap_or_default(),
                version: version.try_into().unwrap_or_default(),
                timeline: row.try_get::<i32, _>("timeline")?.try_into().unwrap_or_default(),
            };
            let recovering: bool = row.try_get("recovering")?;
            let read_only: bool = row.try_get("read_only")?;
            let reason = if recovering {
                Some("the server is a replica".to_owned())
            } else if read_only {
                Some("default_transaction_read_only is on for this role or database".to_owned())
            } else {
                None
            };
            let (user, backend) = (row.try_get("user_name")?, row.try_get("backend")?);
            Ok((identity, user, backend, recovering, reason))
        };
        let (identity, user, backend, recovering, read_only) =
            read().map_err(|error| Error::during(&doing, &error))?;
        if identity.version < OLDEST {
            return Err(Error::new(
                "unsupported-server-version",
                format!("PostgreSQL {} is not supported", identity.version / 10_000),
            )
            .with_hint("Godwit reads and changes PostgreSQL 13 to 18"));
        }
        Ok(Self { connection, identity, user, backend, recovering, read_only })
    }

    /// Which database it is.
    pub fn identity(&self) -> &ServerIdentity {
        &self.identity
    }

    /// `server_version_num`.
    pub fn version(&self) -> u32 {
        self.identity.version
    }

    /// Set when the server's version was never tried.
    pub fn version_notice(&self) -> Option<String> {
        (self.identity.version >= UNTRIED).then(|| {
            format!(
                "PostgreSQL {} is newer than what Godwit was tried with",
                self.identity.version / 10_000
            )
        })
    }

    /// Whether the server is a hot standby, where nobody may write, not even temporary tables.
    pub fn is_standby(&self) -> bool {
        self.recovering
    }

    /// Why nothing can be changed over this connection; `None` when it can.
    pub fn is_read_only(&self) -> Option<String> {
        self.read_only.clone()
    }

    /// The role.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The server process, as `pg_backend_pid` gives it.
    pub fn backend(&self) -> i32 {
        self.backend
    }

    /// Closes the connection politely.
    ///
    /// # Errors
    /// The connection was lost before.
    pub async fn close(self) -> Result<(), Error> {
        self.connection
            .close()
            .await
            .map_err(|error| Error::during("closing the connection", &error))
    }

    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

fn options(target: &Target) -> PgConnectOptions {
    // What is in ~/.pgpass or PGPASSWORD is not this connection's secret.
    let mut options = PgConnectOptions::new_without_pgpass()
        .port(target.port)
        .username(&target.user)
        .database(&target.database)
        .application_name("godwit")
        .ssl_mode(match target.tls {
            Tls::Disable => PgSslMode::Disable,
            Tls::Require => PgSslMode::Require,
            Tls::VerifyCa => PgSslMode::VerifyCa,
            Tls::VerifyFull => PgSslMode::VerifyFull,
        })
        // Statements may hold values of rows; no log gets them.
        .disable_statement_logging();
    options =
        if target.is_socket() { options.socket(&target.host) } else { options.host(&target.host) };
    options = options.password(target.secret.as_ref().map_or("", Secret::reveal));
    if let Some(path) = &target.root_certificate {
        options = options.ssl_root_cert(path);
    }
    options
}
