use std::path::PathBuf;

use url::Url;

use crate::{Error, Secret};

/// How TLS is used, as libpq's `sslmode` says it (manual, section 34.19.1). `allow` and `prefer` are
/// not here: both fall back to plain text without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// None.
    Disable,
    /// Encrypted, the server not verified.
    Require,
    /// The certificate verified.
    VerifyCa,
    /// Certificate and host name verified.
    VerifyFull,
}

impl Tls {
    /// As libpq writes it.
    pub fn sslmode(self) -> &'static str {
        match self {
            Tls::Disable => "disable",
            Tls::Require => "require",
            Tls::VerifyCa => "verify-ca",
            Tls::VerifyFull => "verify-full",
        }
    }
}

/// A profile with its secret, resolved for one use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Host name, address, or the absolute path of a folder with a unix socket.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Database name.
    pub database: String,
    /// Role to log in as.
    pub user: String,
    /// Password.
    pub secret: Option<Secret>,
    /// TLS mode.
    pub tls: Tls,
    /// PEM file of root certificates, when not the system's.
    pub root_certificate: Option<PathBuf>,
}

impl Target {
    /// Reads a connection URL as libpq writes it; a driver as in `postgresql+asyncpg` is dropped.
    ///
    /// Without `sslmode`, a remote host must be verified in full and this machine needs no TLS.
    ///
    /// # Errors
    /// `url-invalid`, never quoting the URL, since it may hold a password.
    pub fn parse_url(text: &str) -> Result<Self, Error> {
        let wrong = |what: &str| {
            Error::new("url-invalid", format!("the connection URL {what}"))
                .with_hint("write it as postgresql://user:password@host:5432/database")
        };
        let (scheme, rest) = text.trim().split_once("://").ok_or_else(|| wrong("has no ://"))?;
        let scheme = scheme.split_once('+').map_or(scheme, |(scheme, _driver)| scheme);
        if !matches!(scheme, "postgres" | "postgresql") {
            return Err(wrong("does not start with postgresql://"));
        }
        let url = Url::parse(&format!("postgresql://{rest}")).map_err(|_| {
            wrong("cannot be read; special characters of a password must be written as %XX")
        })?;
        let decoded = |part: &str, what: &str| {
            percent_decoded(part)
                .ok_or_else(|| wrong(&format!("has a {what} that is no UTF-8 text")))
        };
        let mut host = url.host_str().map(|host| decoded(host, "host")).transpose()?;
        let mut port = url.port().unwrap_or(5432);
        let mut user = decoded(url.username(), "user")?;
        let mut secret = url.password().map(|part| decoded(part, "password")).transpose()?;
        let mut database = decoded(url.path().trim_start_matches('/'), "database")?;
        let (mut tls, mut root_certificate) = (None, None);
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "sslmode" | "ssl" => tls = Some(parse_tls(&value).ok_or_else(|| {
                    wrong("asks for an sslmode that may fall back to plain text; choose disable, require, verify-ca or verify-full")
                })?),
                "sslrootcert" => {
                    let path = PathBuf::from(value.as_ref());
                    if !path.is_absolute() || !path.is_file() {
                        return Err(wrong("names an sslrootcert that is no file by absolute path"));
                    }
                    root_certificate = Some(path);
                }
                "host" => host = Some(value.into_owned()),
                "port" => port = value.parse().map_err(|_| wrong("has a port that is no number"))?,
                "user" => user = value.into_owned(),
                "password" => secret = Some(value.into_owned()),
                "dbname" => database = value.into_owned(),
                // Channel binding is used by SCRAM over TLS wherever the server offers it; the other
                // two do not change what is reached.
                "channel_binding" | "connect_timeout" | "application_name" => {}
                other => {
                    return Err(wrong(&format!("has a parameter that is not supported: {}", visible(other))));
                }
            }
        }
        let host = host.filter(|host| !host.is_empty()).ok_or_else(|| wrong("names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.contains(',') {
            return Err(wrong("names several hosts; choose the primary one"));
        }
        if user.is_empty() {
            return Err(wrong("names no user"));
        }
        if database.is_empty() {
            database.clone_from(&user);
        }
        let tls = tls.unwrap_or(if is_local(&host) { Tls::Disable } else { Tls::VerifyFull });
        Ok(Self {
            host,
            port,
            database,
            user,
            secret: secret.filter(|secret| !secret.is_empty()).map(Secret::new),
            tls,
            root_certificate,
        })
    }

    /// Set when the host is a transaction pooler, which loses session settings and advisory locks:
    /// what to use instead.
    pub fn pooler_hint(&self) -> Option<String> {
        if let Some(direct) =
            self.host.contains("-pooler.").then(|| self.host.replacen("-pooler.", ".", 1))
        {
            Some(format!("{} is a transaction pooler; connect directly to {direct}", self.host))
        } else if self.port == 6432 {
            Some(
                "port 6432 is usually PgBouncer, a pooler; connect to the server's own port"
                    .to_owned(),
            )
        } else {
            None
        }
    }

    /// Database and host for people, without a secret.
    pub fn display(&self) -> String {
        if self.host.starts_with('/') {
            format!("{} on {}", self.database, self.host)
        } else {
            format!("{} on {}:{}", self.database, self.host, self.port)
        }
    }

    /// Whether the host is a folder with a unix socket.
    pub fn is_socket(&self) -> bool {
        self.host.starts_with('/')
    }
}

fn is_local(host: &str) -> bool {
    host.starts_with('/') || matches!(host, "localhost" | "::1") || host.starts_with("127.")
}

fn parse_tls(text: &str) -> Option<Tls> {
    match text {
        "disable" => Some(Tls::Disable),
        // asyncpg writes ssl=true for what libpq calls require.
        "require" | "true" => Some(Tls::Require),
        "verify-ca" => Some(Tls::VerifyCa),
        "verify-full" => Some(Tls::VerifyFull),
        _ => None,
    }
}

/// Decodes `%XX`; `None` when the bytes are no UTF-8 text or hold a NUL.
fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok().filter(|text| !text.contains('\0'))
}

/// A parameter's name for a message: short, without control characters.
fn visible(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Target {
        Target::parse_url(url).expect("a valid URL")
    }

    #[test]
    fn urls_of_drivers_and_special_characters_are_read() {
        let target = parse("postgresql+asyncpg://app%40x:p%40ss%3A%2F%25@db.example.com/shop");
        assert_eq!(target.user, "app@x");
        assert_eq!(target.secret.as_ref().map(Secret::reveal), Some("p@ss:/%"));
        assert_eq!((target.port, target.tls), (5432, Tls::VerifyFull));
        assert_eq!(parse("postgres://me@localhost:5433/x").tls, Tls::Disable);
        assert_eq!(
            parse("postgres://me@x/db?host=/var/run/postgresql").host,
            "/var/run/postgresql"
        );
    }

    #[test]
    fn refusals_never_quote_the_url() {
        for url in [
            "postgresql://u:hunter2@h/db?sslmode=prefer",
            "postgresql://u:hunter2@h/db?options=-c%20x",
            "mysql://u:hunter2@h/db",
            "postgresql://u:hunter2@h:99999/db",
            "postgresql://:hunter2@h/db",
            "postgresql://u:hunter2@a,b/db",
        ] {
            let error = Target::parse_url(url).expect_err(url);
            assert_eq!(error.code(), "url-invalid");
            assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        }
    }

    #[test]
    fn poolers_are_recognised() {
        let hint = parse("postgresql://u@ep-x-pooler.eu.neon.tech/db").pooler_hint();
        assert!(hint.is_some_and(|hint| hint.ends_with("ep-x.eu.neon.tech")));
        assert!(parse("postgresql://u@h:6432/db").pooler_hint().is_some());
        assert!(parse("postgresql://u@h/db").pooler_hint().is_none());
    }

    #[test]
    fn debug_shows_no_password() {
        assert!(!format!("{:?}", parse("postgresql://u:hunter2@h/db")).contains("hunter2"));
    }
}
