use std::{collections::BTreeMap, path::Path, time::Duration};

use godwit_postgres::{Target, mark::Mark};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::Environment;
use crate::{
    Engine,
    error::Error,
    progress::Watcher,
    python::{
        Consent, Ended, Interpreter, Limits, Network, Program, Surroundings, Task, Variable, run,
    },
};

const PROGRAM: &str = include_str!("child.py");

/// A run of revisions may take long, and may write large files nowhere.
const LIMITS: Limits = Limits { time: Duration::from_secs(24 * 3600), ..Limits::READING };

/// The leave and the means to run a project's own Alembic.
#[derive(Debug, Clone)]
pub struct ProjectCode {
    /// The person's leave.
    pub consent: Consent,
    /// Who runs it.
    pub interpreter: Interpreter,
    /// Variables that the project's code wants, such as those of its settings.
    pub variables: Vec<Variable>,
}

/// The database that a verb is run against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Database<'a> {
    /// How to reach it.
    pub(crate) target: &'a Target,
    /// What proves that it is the one.
    pub(crate) mark: &'a Mark,
    /// How sessions on it are set.
    pub(crate) timeouts: Timeouts,
}

impl Engine {
    /// The leave and the means to run the Alembic of a project, as the host was told.
    ///
    /// # Errors
    /// `python-not-allowed`, `python-missing`.
    pub async fn project_code(&self, root: &Path) -> Result<ProjectCode, Error> {
        let consent = match self.python().said_now {
            true => Consent::said_now(root)?,
            false => self.consent(root).await?.ok_or_else(|| Consent::missing(root))?,
        };
        self.with_interpreter(consent, root)
    }

    /// As [`Engine::project_code`], for the code of a commit in a folder of its own: only by a word
    /// for this once.
    ///
    /// # Errors
    /// As [`Engine::project_code`].
    pub(crate) fn project_code_of_commit(
        &self,
        folder: &Path,
        root: &Path,
    ) -> Result<ProjectCode, Error> {
        if !self.python().said_now {
            return Err(Consent::missing(root));
        }
        self.with_interpreter(Consent::said_now(folder)?, root)
    }

    fn with_interpreter(&self, consent: Consent, root: &Path) -> Result<ProjectCode, Error> {
        let python = self.python();
        let given = python.interpreter.as_deref();
        Ok(ProjectCode {
            consent,
            interpreter: Interpreter::find(root, given, Surroundings::default())?,
            variables: python.variables.clone(),
        })
    }
}

/// How the sessions of a run are set, in milliseconds; 0 is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Timeouts {
    /// `lock_timeout`.
    pub(crate) lock: u32,
    /// `statement_timeout`.
    pub(crate) statement: u32,
}

/// Runs one verb of the project's own Alembic against one database and no other.
///
/// The address is given by a variable that the program takes away at once, never by an argument.
/// Whatever `env.py` connects to becomes this database, and a connection that reached another one
/// is refused before anything is sent to it.
///
/// # Errors
/// As [`run`]; how Alembic ended is told by [`Ended`].
pub(crate) async fn alembic(
    environment: &Environment,
    code: &ProjectCode,
    database: &Database<'_>,
    words: &[&str],
    cancel: &CancellationToken,
    watcher: &Watcher,
) -> Result<Ended, Error> {
    let Database { target, mark, timeouts } = database;
    let mut all: Vec<String> = Vec::new();
    if let Some(config) = &environment.place.config {
        let path = config.canonicalize().map_err(|error| Error::file("find", config, &error))?;
        all.extend(["-c".to_owned(), path.display().to_string()]);
    }
    if let Some(section) = &environment.place.section {
        all.extend(["-n".to_owned(), section.clone()]);
    }
    all.extend(words.iter().map(|word| (*word).to_owned()));
    let settings = BTreeMap::from([
        ("lock_timeout", timeouts.lock),
        ("statement_timeout", timeouts.statement),
    ]);
    let order = json!({
        "words": all,
        "mark": [&mark.database, &mark.started],
        "settings": settings,
    });
    let address = json!({
        "host": target.host,
        "port": target.port,
        "database": target.database,
        "user": target.user,
        "sslmode": target.tls.sslmode(),
        "sslrootcert": target.root_certificate,
    });
    let mut variables = code.variables.clone();
    variables.push(Variable::new("GODWIT_TARGET", &address.to_string()));
    if let Some(secret) = &target.secret {
        variables.push(Variable { name: "GODWIT_PASSWORD".to_owned(), value: secret.clone() });
    }
    variables.push(Variable::new(
        "PGOPTIONS",
        &format!("-c lock_timeout={} -c statement_timeout={}", timeouts.lock, timeouts.statement),
    ));
    // Many an env.py wants one; where it leads does not matter, since the program leads elsewhere.
    if !variables.iter().any(|variable| variable.name == "DATABASE_URL") {
        variables.push(Variable::new("DATABASE_URL", "postgresql://localhost/replaced"));
    }
    let task = Task {
        interpreter: &code.interpreter,
        consent: &code.consent,
        program: Program::Text(PROGRAM),
        arguments: vec![order.to_string()],
        folder: environment.root.clone(),
        environment: variables,
        limits: LIMITS,
        network: Network::Needed,
    };
    let watcher = watcher.clone();
    run(&task, cancel, move |line| {
        if let Some(step) = line.strip_prefix("godwit-step ")
            && let Ok((revision, up)) = serde_json::from_str::<(String, bool)>(step)
        {
            let word = if up { "upgraded to" } else { "downgraded from" };
            watcher.log(format!("{word} revision {revision}"));
        }
    })
    .await
}
