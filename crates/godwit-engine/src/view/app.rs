use serde::{Deserialize, Serialize};

/// How careful one must be with a database; shown as colour and word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// A person's own.
    #[default]
    Development,
    /// Shared, not real.
    Staging,
    /// Real data.
    Production,
}

/// libpq's `sslmode` (manual, section 34.19.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum TlsMode {
    /// No TLS: only for this machine.
    Disable,
    /// TLS, certificate not verified.
    Require,
    /// TLS, certificate verified against the roots.
    VerifyCa,
    /// TLS, certificate and host name verified.
    VerifyFull,
}

/// A saved connection, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// Unique id, also the keyring entry's name.
    pub id: String,
    /// What the person calls it; unique.
    pub name: String,
    /// Host name, address, or the absolute path of a folder with a unix socket.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Database name.
    pub database: String,
    /// Role to log in as.
    pub user: String,
    /// TLS mode.
    pub tls: TlsMode,
    /// PEM file of root certificates, or null for the system's.
    pub root_certificate: Option<String>,
    /// Development, staging or production.
    pub environment: Environment,
    /// Never apply to it.
    pub read_only: bool,
    /// Folder of the project whose models belong to it.
    pub project: Option<String>,
    /// Whether the keyring holds a password for it.
    pub has_secret: bool,
    /// Whether it is the sandbox's demo database.
    pub demo: bool,
}

/// A connection as a person fills it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ProfileInput {
    /// Null for a new one.
    pub id: Option<String>,
    /// As in [`ProfileView`].
    pub name: String,
    /// As in [`ProfileView`].
    pub host: String,
    /// As in [`ProfileView`].
    pub port: u16,
    /// As in [`ProfileView`].
    pub database: String,
    /// As in [`ProfileView`].
    pub user: String,
    /// As in [`ProfileView`].
    pub tls: TlsMode,
    /// As in [`ProfileView`].
    pub root_certificate: Option<String>,
    /// As in [`ProfileView`].
    pub environment: Environment,
    /// As in [`ProfileView`].
    pub read_only: bool,
    /// As in [`ProfileView`].
    pub project: Option<String>,
}

/// Where a password comes from. It travels from the window to the engine only, never back.
#[derive(Clone, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SecretInput {
    /// Leave the keyring as it is.
    Keep,
    /// No password: peer, trust or certificate.
    None,
    /// Typed.
    Password {
        /// The password.
        value: String,
    },
    /// Inside a pasted connection URL.
    Url {
        /// The whole URL.
        value: String,
    },
}

/// Shows the variant only.
impl std::fmt::Debug for SecretInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            SecretInput::Keep => "Keep",
            SecretInput::None => "None",
            SecretInput::Password { .. } => "Password(…)",
            SecretInput::Url { .. } => "Url(…)",
        })
    }
}

/// A pasted connection URL taken apart, its password left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ParsedUrl {
    /// The fields; `name` is a proposal.
    pub input: ProfileInput,
    /// Whether the URL held a password.
    pub has_password: bool,
    /// Set when the host is a transaction pooler: what to use instead.
    pub pooler_hint: Option<String>,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// As it should be.
    Passed,
    /// Works, but look.
    Attention,
    /// Not as it should be.
    Failed,
    /// Not tried, since an earlier one failed or it does not apply.
    Skipped,
}

/// One line of a connection test, of a gate or of a validation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    /// Stable name: `authentication`, `pg-dump-version`, `structure`.
    pub code: String,
    /// What was checked, for people.
    pub title: String,
    /// How it came out.
    pub state: CheckState,
    /// What was found, and what to do when it failed.
    pub detail: String,
}

/// The result of testing a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionTest {
    /// Whether it can be used for reading.
    pub usable: bool,
    /// Checks in order: server reached, TLS, authentication, rights, pg_dump.
    pub checks: Vec<CheckView>,
}

/// What this machine offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AppStatus {
    /// Godwit's version.
    pub version: String,
    /// Folder of history, backups and reports.
    pub data_folder: String,
    /// Folder of logs.
    pub log_folder: String,
    /// The keyring.
    pub keyring: CheckView,
    /// pg_dump and pg_restore.
    pub tools: CheckView,
    /// The sandbox.
    pub sandbox: CheckView,
    /// Runs that did not end cleanly and wait for a decision, newest first.
    pub interrupted_runs: Vec<String>,
    /// Folder of the sample project, when it was found.
    pub sample_project: Option<String>,
}

/// What failed, on what, what it means, what to do next. The one error that hosts see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ErrorView {
    /// Stable code: `authentication-failed`.
    pub code: String,
    /// What failed, on what object, and what it means for the data.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Technical detail for a bug report: SQLSTATE and the server's primary message, never row
    /// values or secrets.
    pub detail: Option<String>,
}
