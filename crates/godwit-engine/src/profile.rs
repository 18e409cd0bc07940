use std::path::PathBuf;

use godwit_postgres::{Target, Tls};
use serde::{Deserialize, Serialize};

use crate::{
    Engine,
    error::Error,
    secret,
    view::{Environment, ParsedUrl, ProfileInput, ProfileView, SecretInput, TlsMode},
};

/// A saved, named way to connect; never a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Unique id, also the name of its entry in the keyring.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Host name, address, or absolute path of a socket's folder.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Database name.
    pub database: String,
    /// Role to log in as.
    pub user: String,
    /// TLS mode.
    pub tls: TlsMode,
    /// PEM file of root certificates.
    pub root_certificate: Option<PathBuf>,
    /// How careful to be.
    pub environment: Environment,
    /// Never apply to it.
    pub read_only: bool,
    /// Folder of the project whose models belong to it.
    pub project: Option<PathBuf>,
    /// Whether the keyring holds its password.
    pub has_secret: bool,
    /// Whether it is the sandbox's demo database; its password lives with the sandbox.
    pub demo: bool,
}

impl Profile {
    /// The shape that hosts show.
    pub fn view(&self) -> ProfileView {
        ProfileView {
            id: self.id.clone(),
            name: self.name.clone(),
            host: self.host.clone(),
            port: self.port,
            database: self.database.clone(),
            user: self.user.clone(),
            tls: self.tls,
            root_certificate: self.root_certificate.as_ref().map(|path| path.display().to_string()),
            environment: self.environment,
            read_only: self.read_only,
            project: self.project.as_ref().map(|path| path.display().to_string()),
            has_secret: self.has_secret,
            demo: self.demo,
        }
    }

    /// How to reach it, without its secret.
    pub fn target(&self) -> Target {
        Target {
            host: self.host.clone(),
            port: self.port,
            database: self.database.clone(),
            user: self.user.clone(),
            secret: None,
            tls: self.tls.into(),
            root_certificate: self.root_certificate.clone(),
        }
    }

    /// Database and host, for people.
    pub fn place(&self) -> String {
        format!("{} on {}:{}", self.database, self.host, self.port)
    }
}

impl From<TlsMode> for Tls {
    fn from(mode: TlsMode) -> Self {
        match mode {
            TlsMode::Disable => Tls::Disable,
            TlsMode::Require => Tls::Require,
            TlsMode::VerifyCa => Tls::VerifyCa,
            TlsMode::VerifyFull => Tls::VerifyFull,
        }
    }
}

impl From<Tls> for TlsMode {
    fn from(mode: Tls) -> Self {
        match mode {
            Tls::Disable => TlsMode::Disable,
            Tls::Require => TlsMode::Require,
            Tls::VerifyCa => TlsMode::VerifyCa,
            Tls::VerifyFull => TlsMode::VerifyFull,
        }
    }
}

fn absolute(what: &str, path: Option<&String>) -> Result<Option<PathBuf>, Error> {
    let Some(path) = path.map(|path| path.trim()).filter(|path| !path.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(path);
    if path.is_absolute() {
        Ok(Some(path))
    } else {
        Err(Error::new(
            "path-not-absolute",
            format!("the {what} is not an absolute path: {}", path.display()),
        ))
    }
}

/// Checks what a person filled in; `id` is the profile's own.
fn checked(input: &ProfileInput, id: String) -> Result<Profile, Error> {
    let filled = |what: &str, value: &str| {
        let value = value.trim();
        if value.is_empty() {
            Err(Error::new("field-empty", format!("the {what} of the connection is empty"))
                .hint(format!("fill in the {what}")))
        } else if value.chars().any(char::is_control) {
            Err(Error::new("field-invalid", format!("the {what} holds a control character")))
        } else {
            Ok(value.to_owned())
        }
    };
    if input.port == 0 {
        return Err(
            Error::new("field-invalid", "the port is 0").hint("PostgreSQL's usual port is 5432")
        );
    }
    Ok(Profile {
        id,
        name: filled("name", &input.name)?,
        host: filled("host", &input.host)?,
        port: input.port,
        database: filled("database", &input.database)?,
        user: filled("user", &input.user)?,
        tls: input.tls,
        root_certificate: absolute("root certificate", input.root_certificate.as_ref())?,
        environment: input.environment,
        read_only: input.read_only,
        project: absolute("project folder", input.project.as_ref())?,
        has_secret: false,
        demo: false,
    })
}

impl Engine {
    /// Takes a pasted connection URL apart.
    ///
    /// # Errors
    /// What is wrong with the URL, without quoting it.
    pub fn parse_url(&self, url: &str) -> Result<ParsedUrl, Error> {
        let target = Target::parse_url(url)?;
        Ok(ParsedUrl {
            has_password: target.secret.is_some(),
            pooler_hint: target.pooler_hint(),
            input: ProfileInput {
                id: None,
                name: target.database.clone(),
                host: target.host,
                port: target.port,
                database: target.database,
                user: target.user,
                tls: target.tls.into(),
                root_certificate: target.root_certificate.map(|path| path.display().to_string()),
                environment: Environment::Development,
                read_only: false,
                project: None,
            },
        })
    }

    /// Saves a connection, and its password in the keyring. The password is stored first, so that
    /// a keyring that does not answer leaves no half-saved profile.
    ///
    /// # Errors
    /// An invalid field, a name that is taken, or the keyring.
    pub async fn save_profile(
        &self,
        input: &ProfileInput,
        given: &SecretInput,
    ) -> Result<Profile, Error> {
        let present = match &input.id {
            Some(id) => Some(self.history.profile(id).await?),
            None => None,
        };
        let mut profile = checked(
            input,
            present.as_ref().map_or_else(|| self.clock.new_id(), |profile| profile.id.clone()),
        )?;
        if let Some(present) = &present {
            profile.has_secret = present.has_secret;
            profile.demo = present.demo;
        }
        let taken = self
            .history
            .profiles()
            .await?
            .into_iter()
            .any(|other| other.name == profile.name && other.id != profile.id);
        if taken {
            return Err(Error::new(
                "profile-name-taken",
                format!("another connection is already called: {}", profile.name),
            )
            .hint("choose another name"));
        }
        match self.given_secret(given)? {
            Given::Keep => {}
            Given::None => {
                if profile.has_secret {
                    secret::delete(&profile.id).await?;
                }
                profile.has_secret = false;
            }
            Given::Password(password) => {
                secret::store(&profile.id, password.reveal()).await?;
                profile.has_secret = true;
            }
        }
        self.history.save_profile(&profile).await?;
        Ok(profile)
    }

    /// Forgets a connection and its password.
    ///
    /// # Errors
    /// `profile-missing`, or the keyring: then the profile stays.
    pub async fn delete_profile(&self, id: &str) -> Result<(), Error> {
        let profile = self.history.profile(id).await?;
        if profile.has_secret {
            secret::delete(&profile.id).await?;
        }
        self.history.delete_profile(&profile.id).await
    }

    /// How to reach a saved profile, its secret included.
    ///
    /// # Errors
    /// `profile-missing`, `password-missing`, the keyring, or the sandbox of the demo.
    pub async fn resolve(&self, profile: &Profile) -> Result<Target, Error> {
        if profile.demo {
            return self.demo_target(profile).await;
        }
        let mut target = profile.target();
        if profile.has_secret {
            let found = secret::load(&profile.id).await?.ok_or_else(|| {
                Error::new(
                    "password-missing",
                    format!("the keyring no longer holds the password of: {}", profile.name),
                )
                .hint("edit the connection and type the password again")
            })?;
            target.secret = Some(found);
        }
        Ok(target)
    }

    /// How to reach what a person filled in but has not saved.
    ///
    /// # Errors
    /// An invalid field or the keyring.
    pub async fn resolve_input(
        &self,
        input: &ProfileInput,
        given: &SecretInput,
    ) -> Result<Target, Error> {
        let profile = checked(input, input.id.clone().unwrap_or_default())?;
        let mut target = profile.target();
        match self.given_secret(given)? {
            Given::Keep => {
                if let Some(id) = &input.id {
                    let present = self.history.profile(id).await?;
                    target.secret = self.resolve(&present).await?.secret;
                }
            }
            Given::None => {}
            Given::Password(password) => target.secret = Some(password),
        }
        Ok(target)
    }

    fn given_secret(&self, given: &SecretInput) -> Result<Given, Error> {
        Ok(match given {
            SecretInput::Keep => Given::Keep,
            SecretInput::None => Given::None,
            SecretInput::Password { value } if value.is_empty() => Given::None,
            SecretInput::Password { value } => {
                Given::Password(godwit_postgres::Secret::new(value.clone()))
            }
            SecretInput::Url { value } => {
                Target::parse_url(value)?.secret.map_or(Given::None, Given::Password)
            }
        })
    }
}

enum Given {
    Keep,
    None,
    Password(godwit_postgres::Secret),
}
