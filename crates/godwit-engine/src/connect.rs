use std::path::Path;

use godwit_postgres::{Session, Target, readiness, tools::Tools};

use crate::{
    Engine,
    error::Error,
    show::schema::version_text,
    view::{CheckState, CheckView, ConnectionTest, ProfileInput, SecretInput},
};

fn check(code: &str, title: &str, state: CheckState, detail: impl Into<String>) -> CheckView {
    CheckView { code: code.to_owned(), title: title.to_owned(), state, detail: detail.into() }
}

fn with_hint(message: &str, hint: Option<&str>) -> String {
    hint.map_or_else(|| message.to_owned(), |hint| format!("{message}; {hint}"))
}

impl Engine {
    /// Tries a connection that a person filled in. What fails is in the checks.
    ///
    /// # Errors
    /// An invalid field or the keyring.
    pub async fn test_connection(
        &self,
        input: &ProfileInput,
        secret: &SecretInput,
    ) -> Result<ConnectionTest, Error> {
        let target = self.resolve_input(input, secret).await?;
        Ok(self.test_target(&target).await)
    }

    /// Tries a resolved target.
    pub async fn test_target(&self, target: &Target) -> ConnectionTest {
        let mut session = match Session::connect(target).await {
            Ok(session) => session,
            Err(error) => {
                return ConnectionTest {
                    usable: false,
                    checks: vec![check(
                        error.code(),
                        "Connection",
                        CheckState::Failed,
                        with_hint(error.message(), error.hint()),
                    )],
                };
            }
        };
        let version = session.identity().version;
        let mut checks = vec![check(
            "connection",
            "Connection",
            CheckState::Passed,
            format!("{} as {}", target.display(), session.user()),
        )];
        checks.push(match session.version_notice() {
            None => check(
                "server-version",
                "Server version",
                CheckState::Passed,
                format!("PostgreSQL {}", version_text(version)),
            ),
            Some(notice) => {
                check("server-version", "Server version", CheckState::Attention, notice)
            }
        });
        checks.push(match target.pooler_hint() {
            None => {
                check("direct", "Direct connection", CheckState::Passed, "no pooler in between")
            }
            Some(hint) => check("direct", "Direct connection", CheckState::Attention, hint),
        });
        checks.push(match session.is_read_only() {
            None => check("writable", "Writable", CheckState::Passed, "the server takes changes"),
            Some(reason) => check(
                "writable",
                "Writable",
                CheckState::Attention,
                format!("reading and comparing work, applying does not: {reason}"),
            ),
        });
        checks.push(match readiness::readiness(&mut session, &[]).await {
            Ok(ready) if ready.may_create => {
                check("rights", "Rights", CheckState::Passed, "the role may create objects")
            }
            Ok(_) => check(
                "rights",
                "Rights",
                CheckState::Attention,
                "reading works; the role may not create objects here, so applying will be refused",
            ),
            Err(error) => check(
                "rights",
                "Rights",
                CheckState::Failed,
                with_hint(error.message(), error.hint()),
            ),
        });
        checks.push(tool_check(None, version));
        ConnectionTest { usable: true, checks }
    }
}

/// Whether pg_dump can back up a server of this version (`server_version_num`).
pub(crate) fn tool_check(setting: Option<&Path>, version: u32) -> CheckView {
    match Tools::find(setting, version) {
        Ok(tools) => {
            let advisories = tools.advisories();
            if advisories.is_empty() {
                check("pg-dump", "Backup tool", CheckState::Passed, tools.description())
            } else {
                let known: Vec<&str> = advisories.iter().map(|found| found.cve.as_str()).collect();
                check(
                    "pg-dump",
                    "Backup tool",
                    CheckState::Attention,
                    format!(
                        "{} has known weaknesses ({}); update the PostgreSQL client",
                        tools.description(),
                        known.join(", ")
                    ),
                )
            }
        }
        Err(error) => check(
            "pg-dump",
            "Backup tool",
            CheckState::Attention,
            with_hint(error.message(), error.hint()),
        ),
    }
}
