use std::fmt;

/// What failed, on what, what it means for the data, what to do next.
///
/// Of a server's error only the SQLSTATE and the primary message are kept: its DETAIL and CONTEXT
/// may hold row values (`Key (email)=(…) is duplicated`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    code: String,
    message: String,
    hint: Option<String>,
    sqlstate: Option<String>,
}

impl Error {
    /// With a stable kebab-case code and one sentence without a full stop.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), hint: None, sqlstate: None }
    }

    /// With what to do next.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A refusal by Godwit itself.
    pub fn refused(code: &str, message: &str, hint: &str) -> Self {
        Self::new(code, message).with_hint(hint)
    }

    /// A server's answer in other words, with its SQLSTATE.
    pub(crate) fn server(code: &str, message: String, sqlstate: Option<&str>) -> Self {
        Self { sqlstate: sqlstate.map(str::to_owned), ..Self::new(code, message) }
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What failed.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do next.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The server's SQLSTATE (manual, appendix A).
    pub fn sqlstate(&self) -> Option<&str> {
        self.sqlstate.as_deref()
    }

    /// Whether the connection is gone, so that nothing more can be asked over it.
    pub fn is_connection_lost(&self) -> bool {
        matches!(self.code.as_str(), "connection-lost" | "server-unreachable" | "server-starting")
    }

    /// An error of the driver while doing something: `reading the columns`.
    pub(crate) fn during(doing: &str, error: &sqlx::Error) -> Self {
        let Some(server) = error.as_database_error() else {
            return Self::of_connection(doing, error);
        };
        let sqlstate = server.code().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let (code, hint) = match sqlstate.as_str() {
            "28P01" | "28000" => (
                "authentication-failed",
                "check the user and the password of the connection, and the server's pg_hba.conf",
            ),
            "3D000" => ("database-missing", "check the database's name"),
            "42501" => {
                ("insufficient-privilege", "connect as a role that has the right, or ask for it")
            }
            "57014" => ("cancelled", "raise the time limit or look what it waits for"),
            "55P03" => ("lock-timeout", "look who holds the lock, or try again later"),
            "40P01" => ("deadlock", "try again"),
            "57P01" | "57P02" => ("connection-lost", "look at the server's log, then try again"),
            "57P03" => ("server-starting", "wait until the server has started, then try again"),
            "53300" => ("too-many-connections", "close other connections or raise max_connections"),
            "53100" => ("server-disk-full", "make room on the server's disk"),
            "53200" => ("server-out-of-memory", "lower the server's load, then try again"),
            "25006" => ("read-only-server", "connect to the primary server"),
            _ => ("statement-failed", "nothing after it was sent; correct the cause and try again"),
        };
        Self {
            code: code.to_owned(),
            message: format!("{doing} failed: {}", server.message()),
            hint: Some(hint.to_owned()),
            sqlstate: Some(sqlstate),
        }
    }

    fn of_connection(doing: &str, error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Io(cause) => {
                let (code, hint) = match cause.kind() {
                    std::io::ErrorKind::ConnectionRefused | std::io::ErrorKind::NotFound => (
                        "server-unreachable",
                        "check that the server runs there and that host and port are right",
                    ),
                    std::io::ErrorKind::TimedOut => {
                        ("server-unreachable", "check the host, the port and firewalls")
                    }
                    std::io::ErrorKind::ConnectionReset
                    | std::io::ErrorKind::ConnectionAborted
                    | std::io::ErrorKind::BrokenPipe
                    | std::io::ErrorKind::UnexpectedEof => {
                        ("connection-lost", "look whether the server still runs, then try again")
                    }
                    _ => ("server-unreachable", "check the host name, the port and the network"),
                };
                Self::new(code, format!("{doing} failed: {cause}")).with_hint(hint)
            }
            sqlx::Error::Tls(cause) => Self::new("tls-failed", format!("{doing} failed: {cause}"))
                .with_hint(
                    "check the certificate, the host name in it, the root certificate and the TLS mode of the connection",
                ),
            other => Self::new("protocol-failed", format!("{doing} failed: {other}"))
                .with_hint("check that the server is a PostgreSQL of version 13 to 18"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
