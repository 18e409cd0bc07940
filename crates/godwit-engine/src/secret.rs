//! The one module that touches the operating system's keyring.
//!
//! Keyring calls block and may hang while a prompt is open, so each runs on a thread of its own
//! with a time limit.

use std::time::Duration;

use godwit_postgres::Secret;
use zeroize::Zeroizing;

use crate::{
    error::Error,
    view::{CheckState, CheckView},
};

const SERVICE: &str = "godwit";
/// A person may have to type a password into the keyring's own prompt.
const LIMIT: Duration = Duration::from_secs(60);

fn explained(error: &keyring::Error) -> Error {
    match error {
        keyring::Error::NoStorageAccess(cause) => Error::new(
            "keyring-locked",
            format!("the system's keyring is locked or refused access: {cause}"),
        )
        .hint("unlock the keyring and try again, or connect without saving the password"),
        keyring::Error::NoDefaultStore | keyring::Error::NotSupportedByStore(_) => Error::new(
            "keyring-missing",
            "no keyring answers on this machine, so no password can be saved",
        )
        .hint("start a Secret Service such as GNOME Keyring or KWallet, or give the password each time; it is never written to a plain file"),
        // Data of a bad entry is a secret: only the kind is told.
        keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => {
            Error::new("keyring-entry-damaged", "the keyring's entry is not text")
                .hint("save the password again")
        }
        other => Error::new("keyring-failed", format!("the system's keyring failed: {other}"))
            .hint("check the keyring, or connect without saving the password"),
    }
}

async fn on_thread<T: Send + 'static>(
    call: impl FnOnce() -> Result<T, keyring::Error> + Send + 'static,
) -> Result<T, Error> {
    let call = tokio::task::spawn_blocking(call);
    match tokio::time::timeout(LIMIT, call).await {
        Ok(Ok(answer)) => answer.map_err(|error| explained(&error)),
        Ok(Err(_)) => Err(Error::new("keyring-failed", "the system's keyring call broke off")),
        Err(_) => Err(Error::new(
            "keyring-silent",
            format!("the system's keyring did not answer within {} s", LIMIT.as_secs()),
        )
        .hint("unlock the keyring and try again")),
    }
}

/// Stores a profile's password.
pub(crate) async fn store(profile: &str, password: &str) -> Result<(), Error> {
    let (profile, password) = (profile.to_owned(), Zeroizing::new(password.to_owned()));
    on_thread(move || keyring::Entry::new(SERVICE, &profile)?.set_password(&password)).await
}

/// Reads a profile's password; `None` when none was stored.
pub(crate) async fn load(profile: &str) -> Result<Option<Secret>, Error> {
    let profile = profile.to_owned();
    on_thread(move || match keyring::Entry::new(SERVICE, &profile)?.get_password() {
        Ok(password) => Ok(Some(Secret::new(password))),
        Err(keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    })
    .await
}

/// Deletes a profile's password; fine when there is none.
pub(crate) async fn delete(profile: &str) -> Result<(), Error> {
    let profile = profile.to_owned();
    on_thread(move || match keyring::Entry::new(SERVICE, &profile)?.delete_credential() {
        Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
        Err(error) => Err(error),
    })
    .await
}

/// Whether a keyring answers.
pub(crate) async fn status() -> CheckView {
    let answer =
        on_thread(|| match keyring::Entry::new(SERVICE, "is-anyone-there")?.get_password() {
            Ok(_) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await;
    let (state, detail) = match answer {
        Ok(()) => (CheckState::Passed, "passwords are kept in the system's keyring".to_owned()),
        Err(error) => {
            let view = error.view();
            let hint = view.hint.map_or(String::new(), |hint| format!("; {hint}"));
            (CheckState::Failed, format!("{}{hint}", view.message))
        }
    };
    CheckView { code: "keyring".into(), title: "System keyring".into(), state, detail }
}
